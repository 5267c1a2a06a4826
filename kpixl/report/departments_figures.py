"""What stands in a row of 部门汇总: formulas over 总表, and their values now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.report.book import cell_name
from kpixl.report.deviations import deviation_formula, root
from kpixl.report.formulas import ORDER, SQUARE, Table, criterion, in_department, mean, mean_formula
from kpixl.report.lines import Line, Value
from kpixl.report.overview import Overview
from kpixl.report.summary_columns import step_key
from kpixl.report.trees import is_live_by_department
from kpixl.rules.cohort_column import ColumnKind
from kpixl.rules.consequences import CENTS
from kpixl.workbook.ledgers import SIDES
from kpixl.workbook.palette import NOTHING

Shown = str | int | Fraction

_PLAIN, _OF_ITEM = 20, 3
"""So many references to whole columns a department's rows have whatever the scheme, and for each item."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A row, the row of the headings, and where the columns are."""

    row: int
    header: int
    places: Mapping[str, int]

    def here(self, key: str) -> str:
        """A cell of the row."""
        return cell_name(self.row, self.places[key])

    def heading(self, key: str) -> str:
        """The heading of a column."""
        return cell_name(self.header, self.places[key], row_abs=True)


def grade_key(name: str) -> str:
    """The key of the column that counts a grade."""
    return f"grade:{name}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A column of amounts: its key here and in 总表, its name, its heading, and somebody's amount."""

    key: str
    label: str
    heading: str
    group: str
    places: int
    of: Callable[[Line], Value]


def amounts_of(view: Overview) -> tuple[Amount, ...]:
    """What is paid, borne and got: each is added up."""
    pay, found = view.consolidation.scheme.pay, []
    if view.pay and pay:
        places = view.consolidation.scheme.rounding.pay
        found.append(Amount("pay", pay.name, "合计（元）", pay.name, places, lambda line: line.pay))
    for at, column in enumerate(view.steps):
        if column.kind is ColumnKind.BUDGET:
            found.append(Amount(step_key(column), column.label, "合计（元）", column.label, CENTS, _step(at)))
    for at, side in enumerate(view.money):
        label = SIDES[side]
        found.append(Amount(side.value, label, f"{label}合计（元）", "奖惩", CENTS, _side(at)))
    return tuple(found)


def amount_in(part: Amount, line: Line) -> Fraction:
    """Somebody's amount as it counts in a sum."""
    value = part.of(line)
    return value if isinstance(value, Fraction) else Fraction()


def _step(at: int) -> Callable[[Line], Value]:
    return lambda line: line.steps[at]


def _side(at: int) -> Callable[[Line], Value]:
    return lambda line: line.money[at]


def values(view: Overview, lines: Sequence[Line]) -> dict[str, Shown]:
    """What the formulas of a row give now."""
    complete = [line for line in lines if line.assessed]
    places = view.consolidation.scheme.rounding.total
    scores = [line.total for line in complete if line.total is not None]
    grades = Counter(line.grade for line in complete)
    found: dict[str, Shown] = {
        "due": len(lines),
        "known": len(complete),
        "unknown": len(lines) - len(complete),
        "mean": mean(scores, places),
        "best": max(scores, default=NOTHING),
        "least": min(scores, default=NOTHING),
        "deviation": deviation(scores, places),
    }
    found |= {grade_key(name): grades[name] for name in view.grades}
    for part in amounts_of(view):
        amounts = (amount_in(part, line) for line in complete)
        found[part.key] = sum(amounts, Fraction()) if complete else NOTHING
    if view.grades:
        passed = len(complete) - grades[view.grades[-1]]
        found["passed"] = Fraction(passed, len(complete)) if complete else NOTHING
    return found


def by_department(view: Overview) -> bool:
    """Whether what looks at everybody from each department's row is a formula, here and on 指标分析."""
    columns = _PLAIN + len(view.grades) + len(amounts_of(view)) + _OF_ITEM * len(view.items)
    return is_live_by_department(len(view.departments), len(view.lines), columns)


def of_department(view: Overview, table: Table, spot: Spot) -> dict[str, str]:
    """The formulas of a department's row."""
    here = in_department(table, spot.here("name"), view.departments)
    scores, order = (table.range(key) for key in ("total", ORDER)) if view.scored else ("", "")
    count = f'COUNTIFS({here},{order},">0")' if view.states else spot.here("known")
    group = _Group(
        due=f"COUNTIF({here})",
        known=f"COUNTIFS({here},{table.complete})",
        count=count,
        best=f"SUMIFS({scores},{here},{order},1)",
        least=f"SUMIFS({scores},{here},{order},{count})",
        average=lambda cells: f"AVERAGEIF({here},{cells})",
        number=lambda criteria: f"COUNTIFS({here},{criteria})",
        total=lambda cells: f"SUMIF({here},{cells})",
    )
    return _formulas(view, table, spot, group)


def of_everyone(view: Overview, table: Table, spot: Spot) -> dict[str, str]:
    """The formulas of the row over everybody."""
    scores = table.range("total") if view.scored else ""
    group = _Group(
        due=f"ROWS({table.range('name')})",
        known=table.count,
        count=f"COUNT({scores})" if view.states else spot.here("known"),
        best=f"MAX({scores})",
        least=f"MIN({scores})",
        average=lambda cells: f"AVERAGE({cells})",
        number=lambda criteria: f"COUNTIF({criteria})",
        total=lambda cells: f"SUM({cells})",
    )
    return _formulas(view, table, spot, group)


@dataclass(frozen=True, slots=True)
class _Group:
    """Formulas over a department, or over everybody; `count` is how many have a total.

    `average` and `total` are of the cells of a column, `number` is how many rows meet a criterion.
    """

    due: str
    known: str
    count: str
    best: str
    least: str
    average: Callable[[str], str]
    number: Callable[[str], str]
    total: Callable[[str], str]


def _formulas(view: Overview, table: Table, spot: Spot, group: _Group) -> dict[str, str]:
    formulas = _of_any(view, spot) | {"due": group.due, "known": group.known}
    if view.scored:
        average, squares = (group.average(table.range(key)) for key in ("total", SQUARE))
        formulas["mean"] = _mean(view, group.count, average)
        formulas["best"] = _unless_none(group.count, group.best)
        formulas["least"] = _unless_none(group.count, group.least)
        formulas["deviation"] = _unless_none(group.count, _deviation(view, average, squares))
    for grade in view.grades:
        formulas[grade_key(grade)] = group.number(_is_grade(view, table, spot, grade))
    for part in amounts_of(view):
        amount = f"ROUND({group.total(table.range(part.key))},{part.places})"
        formulas[part.key] = _unless_none(spot.here("known"), amount)
    return formulas


def deviation(scores: Sequence[Fraction], places: int) -> Fraction | str:
    """The standard deviation of a population as it is shown, or a dash when there is nobody."""
    if not scores:
        return NOTHING
    average = sum(scores, Fraction()) / len(scores)
    return root(
        sum((score * score for score in scores), Fraction()) / len(scores) - average * average, places
    )


def _deviation(view: Overview, average: str, squares: str) -> str:
    """The same: the mean of the squares less the square of the mean."""
    return deviation_formula(f"{squares}-{average}^2", view.consolidation.scheme.rounding.total)


def _of_any(view: Overview, spot: Spot) -> dict[str, str]:
    formulas = {"unknown": f"{spot.here('due')}-{spot.here('known')}"}
    if view.grades:
        known, failed = spot.here("known"), spot.here(grade_key(view.grades[-1]))
        formulas["passed"] = _unless_none(known, f"({known}-{failed})/{known}")
    return formulas


def _is_grade(view: Overview, table: Table, spot: Spot, grade: str) -> str:
    return f"{table.range('grade')},{criterion(spot.heading(grade_key(grade)), view.grades)}"


def _unless_none(count: str, formula: str) -> str:
    return f'IF({count}=0,"{NOTHING}",{formula})'


def _mean(view: Overview, count: str, average: str) -> str:
    return mean_formula(average, count, view.consolidation.scheme.rounding.total)
