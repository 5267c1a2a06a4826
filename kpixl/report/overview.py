"""What the results show, before there is any workbook: rows in their order, and the columns they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kpixl.consolidate.cohort import cohort_of
from kpixl.consolidate.cohort_rows import NO_DEPARTMENT
from kpixl.findings import Severity
from kpixl.model.consequence import Side
from kpixl.model.result import Consolidation, Result, Status
from kpixl.model.roster import DEPARTMENT
from kpixl.model.scheme import Scheme
from kpixl.report.lines import Item, Keeper, Line, Names, borne, items_of, line_of
from kpixl.report.problems import Problem, find_problems
from kpixl.report.purses import Purses, asked_for, purses
from kpixl.report.trees import Trees, cohorts_of, computed, is_live, overall_only, row_of, shown_columns
from kpixl.rules.cohort_column import CohortColumn
from kpixl.rules.cohort_run import Row
from kpixl.workbook.palette import TODO, WRONG

__all__ = [
    "NO_DEPARTMENT",
    "Item",
    "Line",
    "Overview",
    "appraisee_labels",
    "overview",
    "rank_labels",
    "reason",
]

MOST_SECTIONS = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """All rows by department and rank, and which columns there are.

    `departments` and `subtotals` are empty when they would tell nothing, `sections` are those that have room
    for a column; `grades` are best first. The names in `items`, `steps` and `money` tell what the values
    of a line are. `points` are what the best total is out of; where nothing is `scored` there are neither
    totals nor ranks nor grades; with `states`, some rows are complete without a total, so that a column says
    which. `live` tells that what looks at everybody from every row is a formula; of very many rows it is a
    value. `wrong` is in how many cells of somebody something is wrong. `appealed` are the results that
    appeals have changed.
    """

    consolidation: Consolidation
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    departments: tuple[str, ...]
    sections: tuple[str, ...]
    grades: tuple[str, ...]
    positions: bool
    pay: bool
    base: bool
    points: Fraction
    every_section: tuple[str, ...] = ()
    subtotals: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    money: tuple[Side, ...] = ()
    states: bool = False
    wrong: Mapping[str, int] = field(default_factory=dict)
    appealed: tuple[Result, ...] = ()
    live: bool = True
    trees: Trees = field(default_factory=Trees)
    purses: Purses = field(default_factory=Purses)
    earlier: tuple[Consolidation, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether anything is scored."""
        return self.points > 0

    @property
    def steps(self) -> tuple[CohortColumn, ...]:
        """The cohort's columns that are shown."""
        return self.trees.shown

    @property
    def assessed(self) -> tuple[Line, ...]:
        """The rows that are complete."""
        return tuple(line for line in self.lines if line.assessed)

    @property
    def measure(self) -> str:
        """The measure word of an appraisee: 人 for people, 家 for units."""
        return "家" if self.consolidation.scheme.unit_appraisee else "人"

    @property
    def title(self) -> str:
        """What a sheet's title begins with: the period and the scheme."""
        return f"{self.consolidation.cycle.period.label}{self.consolidation.scheme.title}"

    def subtotal(self, line: Line, section: str) -> Fraction | None:
        """The subtotal of a section in somebody's form."""
        return line.subtotals[self.every_section.index(section)]

    def remark(self, line: Line) -> str:
        """What 说明 says of somebody: why there is no result, or what is to be known about it."""
        if not line.assessed:
            return f"未评：{reason(line, self.wrong.get(line.id, 0))}"
        measures = f"{TODO} 待确认：{line.measures}" if line.measures else ""
        return "；".join(part for part in (line.pay_note, measures) if part)


def overview(
    consolidation: Consolidation, language: str = "zh-CN", earlier: Iterable[Consolidation] = ()
) -> Overview:
    """The rows and columns of what was collected; problems are worded in the language.

    Looks at every result once, and keeps of each only what its row shows.
    """
    scheme, cycle = consolidation.scheme, consolidation.cycle
    found = _Gathering(consolidation, pay=scheme.pay is not None and cycle.show_pay)
    for result in consolidation.results:
        found.take(result)
    problems = find_problems(consolidation, language)
    bases = [scheme.base(form) for form in scheme.forms if form.key in found.forms] or [scheme.points]
    scored = max(bases) > 0
    subtotals = found.shown_sections if scored else ()
    departments = tuple(dict.fromkeys(line.department for line in sorted(found.lines, key=_by_roster)))
    order = {name: place for place, name in enumerate(departments)}
    together = departments == (NO_DEPARTMENT,)
    trees = Trees(found.shown)
    if found.live:
        ranks, *steps = found.cohorts
        cohorts = (*([overall_only(ranks) if together else ranks] if scored else []), *steps)
        trees = Trees(found.shown, cohorts, computed(cohorts, found.rows))
    return Overview(
        consolidation=consolidation,
        lines=tuple(sorted(found.lines, key=lambda line: (order[line.department], *_by_rank(line)))),
        problems=problems,
        departments=() if together else departments,
        sections=subtotals if len(subtotals) <= MOST_SECTIONS else (),
        grades=tuple(grade.name for grade in scheme.grades) if scored else (),
        positions=found.positions,
        pay=found.pay,
        base=found.pay and any(line.base is not None for line in found.lines),
        points=max(bases),
        every_section=found.names.subtotals,
        subtotals=subtotals,
        items=found.items,
        money=found.sides,
        states=min(bases) == 0,
        wrong=_wrong_cells(problems),
        appealed=tuple(found.appealed),
        live=found.live,
        trees=trees,
        purses=found.purses,
        earlier=tuple(earlier),
    )


class _Gathering:
    """One look at every result: its row, and what there is to show at all."""

    def __init__(self, consolidation: Consolidation, *, pay: bool) -> None:
        self.consolidation, self.pay = consolidation, pay
        scheme = consolidation.scheme
        cohort = cohort_of(consolidation)
        self.shown = shown_columns(cohort, pay=pay)
        self.items = items_of(scheme)
        self.names = Names(
            subtotals=tuple(dict.fromkeys(s.name for form in scheme.forms for s in form.sections)),
            items={item.name: place for place, item in enumerate(self.items)},
            steps=tuple(column.name for column in self.shown),
        )
        self.cohorts = cohorts_of(consolidation, cohort, pay=pay)
        self.purses = purses(consolidation.ledger.entries, asked_for(scheme))
        self.live = is_live(self.cohorts, len(consolidation.results), self.purses.lines)
        given = {money.side for form in scheme.forms for money in form.money} | self.purses.sides
        self.sides = tuple(side for side in Side if side in given)
        self.lines: list[Line] = []
        self.rows: list[Row] = []
        self.appealed: list[Result] = []
        self.forms: set[str] = set()
        self.with_subtotal: set[str] = set()
        self.positions = False
        self._keep = Keeper()

    def take(self, result: Result) -> None:
        """The next result, in the order of the roster."""
        money = borne(result, self.sides, self.purses.because)
        self.lines.append(line_of(result, len(self.lines), self.names, money, self._keep))
        self.forms.add(result.form)
        self.with_subtotal |= result.subtotals.keys()
        self.positions = self.positions or bool(result.appraisee.position)
        if self.live:
            row = row_of(self.consolidation, self.cohorts, result)
            self.rows.append({**row, DEPARTMENT: self.lines[-1].department} if DEPARTMENT in row else row)
        if result.voids or result.changes:
            self.appealed.append(result)

    @property
    def shown_sections(self) -> tuple[str, ...]:
        """Sections that have a subtotal, in the order of the forms; none when there is only one."""
        shown = tuple(name for name in self.names.subtotals if name in self.with_subtotal)
        return shown if len(shown) > 1 else ()


def reason(line: Line, wrong: int) -> str:
    """Why there is no total yet, in a few words; `wrong` is in how many cells something is wrong."""
    if line.note:
        return line.note
    if line.status is Status.EXCLUDED:
        return "不参加本期考核"
    if line.status is Status.MISSING:
        return f"{WRONG} 交回的文件不能用" if wrong else f"{TODO} 没有交回"
    parts = (
        (wrong, f"{WRONG} {wrong}项有误"),
        (line.blank, f"{TODO} 还有{line.blank}项未填"),
        (line.stuck, f"{TODO} {line.stuck}项无法计算"),
    )
    return " ".join(words for count, words in parts if count) or (
        "按规则本期不计" if line.settled else f"{TODO} 还没有结果"
    )


def appraisee_labels(scheme: Scheme) -> tuple[str, str]:
    """What the columns of ids and names are called."""
    return ("编号", "单位") if scheme.unit_appraisee else ("工号", "姓名")


def rank_labels(view: Overview) -> tuple[str, str]:
    """What the columns of the two ranks by total are called: otherwise where a step has that name itself."""
    steps = {column.name for column in view.steps}
    return "总分名次" if "名次" in steps else "名次", "部门总分名次" if "部门名次" in steps else "部门名次"


def _wrong_cells(problems: Sequence[Problem]) -> Counter[str]:
    """In how many cells of each person something is wrong."""
    return Counter(
        person for person, _, _ in {(p.id, p.sheet, p.cell) for p in problems if p.severity is Severity.ERROR}
    )


def _by_roster(line: Line) -> int:
    return line.person.row


def _by_rank(line: Line) -> tuple[bool, Fraction]:
    return (not line.assessed, -(line.total or Fraction()))
