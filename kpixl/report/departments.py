"""The sheet 部门汇总: how each department and the whole stand, calculated over 总表."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.report.book import (
    CENTRE,
    COUNT,
    FIRST,
    RIGHT,
    SHARE,
    Book,
    Cell,
    Column,
    Formula,
    cell_name,
    cell_range,
    money_format,
    score_format,
)
from kpixl.report.formulas import ORDER, Table, criterion, mean, mean_formula
from kpixl.report.measure import fitting
from kpixl.report.overview import Line, Overview
from kpixl.report.sheet import Sheet
from kpixl.rules.consequences import CENTS
from kpixl.workbook.ledgers import SIDES
from kpixl.workbook.palette import NOTHING

Shown = str | int | Fraction

_MONEY = "奖惩"


@dataclass(frozen=True, slots=True)
class Counts:
    """Where the numbers of people per grade stand, for the chart: rows of departments and the whole."""

    sheet: str
    header: int
    last: int
    grades: tuple[int, ...]

    def column(self, place: int) -> str:
        """The range of one column over all these rows."""
        return cell_range(self.sheet, place, self.header + 1, self.last)


def write_departments(book: Book, view: Overview, table: Table) -> Counts:
    """Writes the sheet and tells where the counts per grade are."""
    name = "部门汇总" if view.departments else "汇总"
    columns = _columns(view)
    places = {key: FIRST + place for place, key in enumerate(columns)}
    sheet = Sheet(book, name, tuple(columns.values()))
    sheet.title(f"{view.title} {name}", _side_note(view))
    sheet.header(freeze=1)
    header = sheet.row - 1
    for department in view.departments:
        lines = [line for line in view.lines if line.department == department]
        formulas = _of_department(view, table, _Spot(sheet.row, header, places))
        sheet.body(_cells(columns, department, formulas, _values(view, lines)))
    formulas = _of_everyone(view, table, _Spot(sheet.row, header, places))
    sheet.total(_cells(columns, whole_name(view), formulas, _values(view, view.lines)))
    if view.grades:
        sheet.note(f"合格率＝已评中不是“{view.grades[-1]}”的 ÷ 已评。")
    sheet.finish()
    grades = tuple(places[_grade(grade)] for grade in view.grades)
    return Counts(name, header, header + len(view.departments) + 1, grades)


def _side_note(view: Overview) -> str:
    if not view.scored:
        return "金额只计已评的"
    return "分数只计已评的；等级按统一标准" if view.grades else "分数只计已评的"


def whole_name(view: Overview) -> str:
    """What the row over everything is called."""
    return "全部" if view.consolidation.scheme.unit_appraisee or not view.departments else "全公司"


@dataclass(frozen=True, slots=True)
class _Spot:
    """A row, the row of the headings, and where the columns are."""

    row: int
    header: int
    places: Mapping[str, int]

    def here(self, key: str) -> str:
        return cell_name(self.row, self.places[key])

    def heading(self, key: str) -> str:
        return cell_name(self.header, self.places[key], row_abs=True)


def _grade(name: str) -> str:
    return f"grade:{name}"


def _columns(view: Overview) -> dict[str, Column]:
    scheme = view.consolidation.scheme
    count, score = {"num_format": COUNT}, {"num_format": score_format(scheme.rounding.total)}
    heads = "家数" if scheme.unit_appraisee else "人数"
    name_width = fitting([*view.departments, whole_name(view)], 14, 24)
    label = "部门" if view.departments else "范围"
    columns = {"name": Column(label, name_width, style={"bold": True, "text_wrap": True})}
    for key, heading in (("due", "应评"), ("known", "已评"), ("unknown", "未评")):
        columns[key] = Column(heading, 9, CENTRE, heads, count)
    for key, heading in (("mean", "平均"), ("best", "最高"), ("least", "最低")) if view.scored else ():
        columns[key] = Column(heading, 11, RIGHT, scheme.total, score | {"bold": key == "mean"})
    for grade in view.grades:
        columns[_grade(grade)] = Column(grade, fitting([grade], 9, 16), CENTRE, f"等级{heads}", count)
    if view.grades:
        columns["passed"] = Column("合格率", 11, RIGHT, f"等级{heads}", {"num_format": SHARE})
    if view.pay and scheme.pay:
        money = {"num_format": money_format(scheme.rounding.pay), "bold": True}
        columns["pay"] = Column("合计（元）", 17, RIGHT, scheme.pay.name, money)
    for side in view.money:
        money = {"num_format": money_format(CENTS), "bold": True}
        columns[side.value] = Column(f"{SIDES[side]}合计（元）", 17, RIGHT, _MONEY, money)
    return columns


def _cells(
    columns: Mapping[str, Column], name: str, formulas: Mapping[str, str], values: Mapping[str, Shown]
) -> list[Cell]:
    return [Cell(name)] + [Cell(Formula(f"={formulas[k]}", values[k])) for k in columns if k != "name"]


def _values(view: Overview, lines: Sequence[Line]) -> dict[str, Shown]:
    """What the formulas of a row give now."""
    complete = [line for line in lines if line.assessed]
    known = [line.result for line in complete]
    scores = [result.total for result in known if result.total is not None]
    grades = Counter(result.grade for result in known)
    values: dict[str, Shown] = {
        "due": len(lines),
        "known": len(known),
        "unknown": len(lines) - len(known),
        "mean": mean(scores, view.consolidation.scheme.rounding.total),
        "best": max(scores, default=NOTHING),
        "least": min(scores, default=NOTHING),
        "pay": sum((result.pay or Fraction() for result in known), Fraction()) if known else NOTHING,
    }
    values |= {_grade(name): grades[name] for name in view.grades}
    for side in view.money:
        amounts = (line.money[side] or Fraction() for line in complete)
        values[side.value] = sum(amounts, Fraction()) if known else NOTHING
    if view.grades:
        passed = len(known) - grades[view.grades[-1]]
        values["passed"] = Fraction(passed, len(known)) if known else NOTHING
    return values


def _of_department(view: Overview, table: Table, spot: _Spot) -> dict[str, str]:
    here = f"{table.range('department')},{criterion(spot.here('name'), view.departments)}"
    formulas = _of_any(view, spot)
    formulas["due"] = f"COUNTIF({here})"
    formulas["known"] = f"COUNTIFS({here},{table.complete})"
    if view.scored:
        scores, order = table.range("total"), table.range(ORDER)
        count = f'COUNTIFS({here},{order},">0")' if view.states else spot.here("known")
        formulas["mean"] = _mean(view, count, f"AVERAGEIF({here},{scores})")
        formulas["best"] = _unless_none(count, f"SUMIFS({scores},{here},{order},1)")
        formulas["least"] = _unless_none(count, f"SUMIFS({scores},{here},{order},{count})")
    for grade in view.grades:
        formulas[_grade(grade)] = f"COUNTIFS({here},{_is_grade(view, table, spot, grade)})"
    if view.pay:
        formulas["pay"] = _if_known(spot, _cents(view, f"SUMIF({here},{table.range('pay')})"))
    for side in view.money:
        amount = f"ROUND(SUMIF({here},{table.range(side.value)}),{CENTS})"
        formulas[side.value] = _if_known(spot, amount)
    return formulas


def _of_everyone(view: Overview, table: Table, spot: _Spot) -> dict[str, str]:
    formulas = _of_any(view, spot)
    formulas["due"] = f"ROWS({table.range('name')})"
    formulas["known"] = table.count
    if view.scored:
        scores = table.range("total")
        count = f"COUNT({scores})" if view.states else spot.here("known")
        formulas["mean"] = _mean(view, count, f"AVERAGE({scores})")
        formulas["best"] = _unless_none(count, f"MAX({scores})")
        formulas["least"] = _unless_none(count, f"MIN({scores})")
    for grade in view.grades:
        formulas[_grade(grade)] = f"COUNTIF({_is_grade(view, table, spot, grade)})"
    if view.pay:
        formulas["pay"] = _if_known(spot, _cents(view, f"SUM({table.range('pay')})"))
    for side in view.money:
        formulas[side.value] = _if_known(spot, f"ROUND(SUM({table.range(side.value)}),{CENTS})")
    return formulas


def _of_any(view: Overview, spot: _Spot) -> dict[str, str]:
    formulas = {"unknown": f"{spot.here('due')}-{spot.here('known')}"}
    if view.grades:
        known, failed = spot.here("known"), spot.here(_grade(view.grades[-1]))
        formulas["passed"] = _if_known(spot, f"({known}-{failed})/{known}")
    return formulas


def _is_grade(view: Overview, table: Table, spot: _Spot, grade: str) -> str:
    return f"{table.range('grade')},{criterion(spot.heading(_grade(grade)), view.grades)}"


def _if_known(spot: _Spot, formula: str) -> str:
    return _unless_none(spot.here("known"), formula)


def _unless_none(count: str, formula: str) -> str:
    return f'IF({count}=0,"{NOTHING}",{formula})'


def _mean(view: Overview, count: str, average: str) -> str:
    return mean_formula(average, count, view.consolidation.scheme.rounding.total)


def _cents(view: Overview, amount: str) -> str:
    return f"ROUND({amount},{view.consolidation.scheme.rounding.pay})"
