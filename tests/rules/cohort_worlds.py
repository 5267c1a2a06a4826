"""Random cohorts: steps as people write them, and tables of people with ties at every boundary.

The same for a seed. Departments have names that mean something to a spreadsheet; some have one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from kpixl.definition.scheme import parse_scheme
from kpixl.model.numbers import from_double
from kpixl.rules.cohort import Cohort, build_cohort
from kpixl.rules.cohort_column import ORDER, CohortColumn
from kpixl.rules.cohort_excel import Where, formula
from kpixl.rules.cohort_run import Row, computed
from kpixl.rules.values import UNKNOWN, Scalar
from tests.oracle import Address, Judge
from tests.oracle import Value as Shown

SHEET, FIRST = "总表", 3
NOTHING = ("", "未评", "—")
DEPARTMENTS = ("甲部", "乙部", "丙部", "01", "1", "a*", "ab", "=甲部", ">1", "A?组", "~x", "单人部", "x·y")

SCHEME = """\
scheme: world
title: 考核
points: 100
columns: {工龄: 年, 实销: 台, 片区: 文字}
parameters: {第一: 500, 线: 80}
forms:
  - form: all
    title: "{period}考核表"
    sections:
      - name: 工作
        indicators:
          - {name: 评价, points: 100, unit: 分, ask: 评分, score: rating}
grades: [{name: 优秀, from: 90}, {name: 良好, from: 80}, {name: 合格, from: 60}, {name: 不合格}]
pay: {amount: 绩效基数 * 绩效分数 / 100}
cohort:
"""

_BAND = '\'IF(实销 < 10, "小", "大")\''
_WITHIN = ("", "within: 部门", "within: [部门, 片区]", f"within: {_BAND}", "within: 'ROUNDDOWN(实销 / 5, 0)'")
_BY = ("绩效分数", "评价.得分", "评价.得分 / 3", "绩效工资", "IFERROR(实销, 0) - 5")
_SHARES = (
    "{优秀: 20%, 良好: 30%, 合格: 40%, 不合格: 10%}",
    "{优秀: 10%, 良好: 90%}",
    "{优秀: 33.3%, 良好: 33.3%, 不合格: 33.4%}",
    "{良好: 25%, 合格: 25%, 不合格: 50%}",
)
_FUNCTIONS = ("RANK", "SUMIN", "MEANIN", "MAXIN", "MININ", "STDEVPIN", "STDEVIN", "SHAREIN")
_BUDGETS = ("40000", "1234.56", "0", "0.05", "ROUND(SUMIN(绩效工资) * 0.777, 2)", "99999999")


@dataclass(frozen=True)
class World:
    """A cohort, the people, and what every column should be."""

    text: str
    cohort: Cohort
    rows: list[Row]
    computed: list[dict[str, Scalar]]

    @property
    def where(self) -> Where:
        """Where its table stands on its sheet."""
        names = [*self.cohort.given, ORDER, *(column.name for column in self.cohort.columns)]
        letters = {name: xl_col_to_name(at) for at, name in enumerate(names)}
        return Where(FIRST, FIRST + max(len(self.rows), 1) - 1, letters, nothing=NOTHING)


def world(seed: int, size: int) -> World:
    """The world of a seed, of so many people."""
    random = Random(seed)
    return world_of(SCHEME + "".join(_steps(random)), [_person(random) for _ in range(size)])


def world_of(text: str, rows: list[Row]) -> World:
    """The world of a scheme and its people."""
    scheme, findings = parse_scheme(text, "world.yaml")
    assert scheme is not None
    assert findings == (), [finding.message("en") for finding in findings]
    cohort, findings = build_cohort(scheme)
    assert cohort is not None, [finding.message("en") for finding in findings]
    return World(text, cohort, rows, computed(cohort.columns, rows))


def _steps(random: Random) -> list[str]:
    pick = random.choice

    def step(*lines: str) -> str:
        return "  - " + "\n    ".join(line for line in lines if line) + "\n"

    when = pick(("", "when: 绩效分数 >= 线", "when: 'OR(实销 >= 3, 绩效分数 >= 90)'"))
    better = pick(("", "better: lower"))
    ties = pick(("", "ties: dense"))
    decider = pick(("", "tie-break: 工龄", "tie-break: {by: 工龄, better: lower}"))
    shared = "ties: share" if not ties and random.random() < 0.6 else ""
    within = pick(_WITHIN)
    amounts = (
        "{小: [第一, 400, 300.01], 大: [2000, 1500]}" if _BAND in within else "[500, 第一, 300.05, 0.01]"
    )
    pools = pick(("", "pools: [[甲部, 乙部], [a*, 单人部]]")) if within == "within: 部门" else ""
    distribution = within if within else "within: 部门"
    args = pick(("", ", 部门", ", 部门, 片区", f", {_BAND[1:-1]}", ", 实销"))
    functions = [
        step(f"value: 值{at}", f"rule: '{function}({pick(_BY)}{args})'")
        for at, function in enumerate(random.sample(_FUNCTIONS, 3))
    ]
    return [
        step("rank: 名次", f"by: {pick(_BY)}", within, when, better, ties, decider, pick(("", "least: 2"))),
        step("bonus: 名次奖", "rank: 名次", f"amounts: {amounts}", shared),
        step(
            "distribution: 建议等级",
            f"by: {pick(_BY)}",
            distribution,
            pick(("", when)),
            f"shares: {pick(_SHARES)}",
            pick(("", "rounding: down-best")),
            pick(("", "ties: down", "ties: earned")),
            pick(("", "least: 5", "least: 5\n    small: pool", "least: 3")),
            pools,
        ),
        step("value: 同组人数", "rule: COUNTIN(部门)"),
        *functions,
        step(
            "budget: 预算",
            f"of: {pick(('绩效工资', '绩效工资 + 名次奖', '名次奖', '绩效工资 - 50'))}",
            f"amount: {pick(_BUDGETS)}",
            pick(("", "", "within: 部门")),
            "gives: 实发",
        ),
    ]


def _person(random: Random) -> Row:
    pick = random.choice
    total = pick((*(Fraction(n) for n in (60, 80, 90, 90, 90)), Fraction(random.randrange(5500, 9999), 100)))
    is_assessed = random.random() > 0.08
    department = pick(DEPARTMENTS) if random.random() < 0.7 else "甲部"
    grade = next(name for name, bound in _GRADES if total >= bound)
    row: dict[str, Scalar] = {
        "部门": UNKNOWN if random.random() < 0.03 else department,
        "片区": pick(("东", "西", "x·y")),
        "工龄": UNKNOWN if random.random() < 0.2 else Fraction(random.randrange(4)),
        "实销": UNKNOWN if random.random() < 0.1 else Fraction(pick((0, 3, 9, 10, 10, 15, 27))),
        "绩效分数": total if is_assessed else UNKNOWN,
        "评价.得分": Fraction(pick((100, 200, 250, 270, 271)), 3) if is_assessed else UNKNOWN,
        "绩效工资": Fraction(pick((0, 5000, 333333, 333333, random.randrange(600_000))), 100),
        "等级": grade if is_assessed else UNKNOWN,
    }
    return row if is_assessed else {**row, "绩效工资": UNKNOWN}


_GRADES = (("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", 0))


def write_table(path: Path, world: World) -> None:
    """A workbook with the table: what is given as values, every column of the cohort as a formula."""
    where, facts = world.where, world.cohort.facts
    with xlsxwriter.Workbook(str(path)) as book:
        sheet: Worksheet = book.add_worksheet(SHEET)
        for at, row in enumerate(world.rows):
            line = FIRST + at
            for name in (*world.cohort.given, ORDER):
                _write(
                    sheet, f"{where.columns[name]}{line}", Fraction(at + 1) if name == ORDER else row[name]
                )
            for column in world.cohort.columns:
                spot = f"{where.columns[column.name]}{line}"
                sheet.write_formula(spot, formula(column, where, line, facts))


def _write(sheet: Worksheet, spot: str, value: Scalar) -> None:
    if isinstance(value, Fraction):
        sheet.write_number(spot, float(value))
    elif isinstance(value, str):
        sheet.write_string(spot, value)
    else:
        sheet.write_string(spot, "未评")


def disagreements(judge: Judge, path: Path, world: World) -> list[str]:
    """The cells for which an engine shows something else than kpixl computes."""
    write_table(path, world)
    where = world.where
    spots: dict[Address, tuple[CohortColumn, Scalar]] = {
        (SHEET, f"{where.columns[column.name]}{FIRST + at}"): (column, row[column.name])
        for at, row in enumerate(world.computed)
        for column in world.cohort.columns
    }
    shown = judge.values(path, {}, list(spots))
    return [
        f"{judge.name} {spot} {column.name}: {value} but {shown[spot]!r}"
        for spot, (column, value) in spots.items()
        if not _agrees(column, value, shown[spot])
    ]


def _agrees(column: CohortColumn, value: Scalar, shown: Shown) -> bool:
    if value is UNKNOWN:
        return shown in ("", None)
    if isinstance(value, Fraction):
        if not isinstance(shown, float):
            return False
        if column.settled:
            return from_double(shown) == value
        return abs(Fraction(shown) - value) <= Fraction(1, 10**9) * max(1, abs(value))
    return shown == value
