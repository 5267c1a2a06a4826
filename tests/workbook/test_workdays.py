"""Forms that count working days: the list they bring along, and what engines make of it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kpixl.model.days import number_of, parse_moment
from kpixl.model.submission import Raw
from kpixl.rules.values import UNKNOWN
from kpixl.workbook.book import Job, Press, given_values, write_book
from tests.oracle.judge import Judge
from tests.workbook.forms import PERSON, Shipped, press, shipped_forms
from tests.workbook.test_parity import TIMES, agree

OCTOBER = "2026-10"

HANDLED = ("客户回访.受理日期@", "客户回访.回访日期@")
REPAIRED = ("抢修到达.报修时间@", "抢修到达.到达时间@")
REPLIED = ("工单回复.处理完毕@", "工单回复.回复时间@")
WARNED = ("停电报送.报送日期@", "停电报送.停电时间@")
MONTHLY = ("月报报送.报送日期@", "")

BOUNDS: tuple[tuple[tuple[str, str], str, str, str, Fraction | None], ...] = (
    (HANDLED, "2026-10-01", "2026-10-08", "客户回访.完成值", Fraction(1)),
    (HANDLED, "2026-10-09", "2026-10-10", "客户回访.完成值", Fraction(1)),
    (HANDLED, "2026-10-09", "2026-10-11", "客户回访.完成值", Fraction(1)),
    (HANDLED, "2026-10-09", "2026-10-12", "客户回访.完成值", Fraction(2)),
    (HANDLED, "2026-10-31", "2026-11-02", "客户回访.完成值", Fraction(1)),
    (HANDLED, "2026-10-08", "2026-09-30", "客户回访.完成值", Fraction(-1)),
    (HANDLED, "2026-10-08", "2026-02-28", "客户回访.完成值", None),
    (HANDLED, "2026-10-08", "2027-12-31", "客户回访.完成值", None),
    (REPAIRED, "2026-10-31 23:50:00", "2026-11-01 00:35:00", "抢修到达.得分", Fraction(30)),
    (REPAIRED, "2026-10-31 23:50:00", "2026-11-01 00:35:01", "抢修到达.得分", Fraction(0)),
    (REPAIRED, "2026-10-31 23:59:59", "2026-11-01 00:00:00", "抢修到达.得分", Fraction(30)),
    (REPAIRED, "2026-11-01 00:00:00", "2026-11-01 00:30:00", "抢修到达.得分", None),
    (REPLIED, "2026-10-12 08:20", "2026-10-12 10:20", "工单回复.得分", Fraction(20)),
    (REPLIED, "2026-10-12 08:20", "2026-10-12 10:20:01", "工单回复.得分", Fraction(0)),
    (WARNED, "2026-02-26", "2026-02-28", "停电报送.得分", Fraction(20)),
    (WARNED, "2026-02-26", "2026-02-27 23:59:59", "停电报送.得分", Fraction(0)),
    (WARNED, "2026-10-31", "2026-11-02", "停电报送.得分", Fraction(20)),
    (WARNED, "2026-11-01", "2026-11-05", "停电报送.得分", Fraction(0)),
    (MONTHLY, "2026-10-26", "", "月报报送.得分", Fraction(10)),
    (MONTHLY, "2026-10-27", "", "月报报送.得分", Fraction(8)),
    (MONTHLY, "2026-11-30", "", "月报报送.得分", Fraction(0)),
)
"""Two entries, and what they give in October 2026: month ends, moved days of rest, bounds met exactly."""


def typed(cells: tuple[str, str], start: str, end: str) -> dict[str, Raw]:
    return {cell: parse_moment(text) for cell, text in zip(cells, (start, end), strict=True) if cell}


@pytest.mark.parametrize(("cells", "start", "end", "name", "value"), BOUNDS)
def test_times_are_counted_as_agreed(
    cells: tuple[str, str], start: str, end: str, name: str, value: Fraction | None
) -> None:
    made = press(TIMES, period_name=OCTOBER)
    values, _ = made.live(given_values(made, PERSON, typed(cells, start, end)))
    assert values[name] == (UNKNOWN if value is None else value)


@pytest.mark.parametrize("judge", ["formualizer_judge", "ironcalc_judge", "libreoffice_judge"])
def test_engines_count_the_same_with_the_list_in_the_workbook(
    judge: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fills = [typed(cells, start, end) for cells, start, end, *_ in BOUNDS]
    engine: Judge = request.getfixturevalue(judge)
    agree(engine, press(TIMES, period_name=OCTOBER), tmp_path / "form.xlsx", fills)


def book_of(path: Path, *made: Press) -> openpyxl.Workbook:
    write_book(path, [Job(PERSON, one, {}) for one in made], heading="十月", with_index=len(made) > 1)
    return openpyxl.load_workbook(path)


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_several_forms_share_one_hidden_list(tmp_path: Path) -> None:
    made = press(TIMES, period_name=OCTOBER)
    book = book_of(tmp_path / "部门.xlsx", made, made, press(LONG))
    sheet = book["工作日"]
    assert (sheet.sheet_state, sheet.protection.sheet) == ("hidden", True)
    days = [row[0].value for row in sheet.iter_rows()]
    assert [str(day)[:10] for day in days] == [day.isoformat() for day in made.cycle.workdays]
    assert book.defined_names["工作日"].attr_text == f"工作日!$A$1:$A${len(days)}"
    assert all("工作日" not in one.defined_names for one in book)


LONG = Shipped(Path(__file__).with_name("long.yaml"), "long")


def test_a_workbook_without_such_forms_has_no_list(tmp_path: Path) -> None:
    made = press(LONG)
    assert made.cycle.workdays == ()
    book = book_of(tmp_path / "一.xlsx", made)
    assert "工作日" not in book.sheetnames
    assert "工作日" not in book.defined_names


@pytest.mark.parametrize("shipped", shipped_forms(), ids=str)
def test_a_cycle_has_working_days_only_where_some_rule_counts_them(shipped: Shipped) -> None:
    made = press(shipped)
    counts = any("MATCH(" in text for text in made.formulas.texts.values())
    assert counts == (made.cycle.workdays != ())


def test_a_date_cell_takes_what_its_prompt_says(tmp_path: Path) -> None:
    made = press(TIMES, period_name=OCTOBER)
    book = book_of(tmp_path / "一.xlsx", made)
    sheet = book.worksheets[0]
    rules = {
        str(rule.sqref): rule
        for rule in sheet.data_validations.dataValidation
        if rule.type in ("whole", "decimal")
    }
    by_name = {spot.cell.raw: rules[spot.spot.plain] for spot in made.plan.inputs}
    reported, reached = (by_name[name] for name in REPAIRED)
    assert reported.prompt == "填本期内的时间，例如2026-10-31 14:05；不清楚先空着。"
    first, last = number_of(made.cycle.period.first), number_of(made.cycle.period.last)
    assert (reported.type, float(reported.formula1)) == ("decimal", first)
    assert last + 0.9999 < float(reported.formula2) < last + 1
    assert reached.prompt == "填日期和时间，例如2026-10-31 14:05；不清楚先空着。"
    handled = by_name[HANDLED[0]]
    assert (handled.type, int(handled.formula1), int(handled.formula2)) == ("whole", first, last)
    formats = {spot.cell.raw: sheet[spot.spot.plain].number_format for spot in made.plan.inputs}
    assert (formats[REPAIRED[0]], formats[HANDLED[0]]) == ("yyyy-mm-dd hh:mm", "yyyy-mm-dd")
