"""What the results show, before there is any workbook: rows in their order, and the columns they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kpixl.findings import Severity
from kpixl.model.consequence import Side, times
from kpixl.model.result import Consolidation, Result, Status
from kpixl.model.roster import BASE
from kpixl.model.scheme import Scheme
from kpixl.report.bands import greatest_base, least_base
from kpixl.report.problems import Problem, departments_of, find_problems
from kpixl.workbook.palette import TODO, WRONG

MOST_SECTIONS = 6
NO_DEPARTMENT = "未填部门"


@dataclass(frozen=True, slots=True)
class Line:
    """One appraisee's row: the result without its items, of which there are far too many to hold. `base` is
    the roster's 绩效基数 in 元; `remark` is what 说明 says, `wrong` in how many cells something is wrong.

    `money` is what all payers bear or get together, by side, in 元; None where it is not known.
    """

    result: Result
    department: str
    subtotals: tuple[Fraction | None, ...]
    base: Fraction | None
    remark: str
    wrong: int = 0
    money: Mapping[Side, Fraction | None] = field(default_factory=dict)

    @property
    def assessed(self) -> bool:
        """Whether it is complete, so that the row counts in sums; where nothing is scored it has no total."""
        return _assessed(self.result)


@dataclass(frozen=True, slots=True)
class Overview:
    """All rows by department and rank, and which columns there are.

    `departments` and `sections` are empty when they would tell nothing; `grades` are best first. Where
    nothing is `scored` there are neither totals nor ranks nor grades; with `states`, some rows are
    complete without a total, so that a column says which.
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
    scored: bool = True
    states: bool = False
    money: tuple[Side, ...] = ()

    @property
    def assessed(self) -> tuple[Line, ...]:
        """The rows that are complete."""
        return tuple(line for line in self.lines if line.assessed)

    @property
    def ranked_by_total(self) -> bool:
        """Whether the ranks are those that RANK gives over all totals."""
        ranks = [(line.result.total, line.result.rank) for line in self.assessed]
        totals = sorted((total for total, _ in ranks if total is not None), reverse=True)
        # The first of equal totals gives the rank of all of them.
        first = {total: place for place, total in reversed(list(enumerate(totals, 1)))}
        return all(rank == first[total] for total, rank in ranks if total is not None)

    @property
    def measure(self) -> str:
        """The measure word of an appraisee: 人 for people, 家 for units."""
        return "家" if self.consolidation.scheme.unit_appraisee else "人"

    @property
    def title(self) -> str:
        """What a sheet's title begins with: the period and the scheme."""
        return f"{self.consolidation.cycle.period.label}{self.consolidation.scheme.title}"


def overview(consolidation: Consolidation, language: str = "zh-CN") -> Overview:
    """The rows and columns of what was collected; problems are worded in the language."""
    scheme, results = consolidation.scheme, consolidation.results
    problems = find_problems(consolidation, language)
    scored = greatest_base(consolidation) > 0
    sections = shown_sections(consolidation) if scored else ()
    sections = sections if len(sections) <= MOST_SECTIONS else ()
    pay = scheme.pay is not None and consolidation.cycle.show_pay
    departments = tuple(dict.fromkeys(name or NO_DEPARTMENT for name in departments_of(consolidation)))
    wrong = _wrong_cells(problems)
    lines = [_line(result, sections, wrong[result.appraisee.id]) for result in results]
    order = {name: place for place, name in enumerate(departments)}
    lines.sort(key=lambda line: (order[line.department], *_by_rank(line.result)))
    return Overview(
        consolidation=consolidation,
        lines=tuple(lines),
        problems=problems,
        departments=() if departments == (NO_DEPARTMENT,) else departments,
        sections=sections,
        grades=tuple(grade.name for grade in scheme.grades) if scored else (),
        positions=any(result.appraisee.position for result in results),
        pay=pay,
        base=pay and any(line.base is not None for line in lines),
        scored=scored,
        states=least_base(consolidation) == 0,
        money=_sides(consolidation),
    )


def _sides(consolidation: Consolidation) -> tuple[Side, ...]:
    """The sides of the money that the forms at hand can move."""
    given = {result.form for result in consolidation.results}
    entries = [money for form in consolidation.scheme.forms if form.key in given for money in form.money]
    return tuple(side for side in Side if any(money.side is side for money in entries))


def shown_sections(consolidation: Consolidation) -> tuple[str, ...]:
    """Sections that have a subtotal, in the order of the forms; none when there is only one."""
    with_subtotal = {name for result in consolidation.results for name in result.subtotals}
    names = dict.fromkeys(section.name for form in consolidation.scheme.forms for section in form.sections)
    shown = tuple(name for name in names if name in with_subtotal)
    return shown if len(shown) > 1 else ()


def reason(result: Result, wrong: int) -> str:
    """Why there is no total yet, in a few words; `wrong` is in how many cells something is wrong."""
    if result.note:
        return result.note
    if result.status is Status.EXCLUDED:
        return "不参加本期考核"
    if result.status is Status.MISSING:
        return f"{WRONG} 交回的文件不能用" if wrong else f"{TODO} 没有交回"
    counts = {status: sum(item.status is status for item in result.items) for status in Status}
    parts = (
        (wrong, f"{WRONG} {wrong}项有误"),
        (counts[Status.INCOMPLETE], f"{TODO} 还有{counts[Status.INCOMPLETE]}项未填"),
        (counts[Status.NOT_ASSESSED], f"{TODO} {counts[Status.NOT_ASSESSED]}项无法计算"),
    )
    return " ".join(words for count, words in parts if count) or f"{TODO} 还没有结果"


def appraisee_labels(scheme: Scheme) -> tuple[str, str]:
    """What the columns of ids and names are called."""
    return ("编号", "单位") if scheme.unit_appraisee else ("工号", "姓名")


def _wrong_cells(problems: Sequence[Problem]) -> Counter[str]:
    """In how many cells of each person something is wrong."""
    return Counter(
        person for person, _, _ in {(p.id, p.sheet, p.cell) for p in problems if p.severity is Severity.ERROR}
    )


def _line(result: Result, sections: Sequence[str], wrong: int) -> Line:
    base = result.appraisee.fields.get(BASE)
    return Line(
        result=replace(result, items=(), evidence={}, named={}),
        department=result.appraisee.department or NO_DEPARTMENT,
        subtotals=tuple(result.subtotals.get(name) for name in sections),
        base=base if isinstance(base, Fraction) else None,
        remark=_remark(result, wrong),
        wrong=wrong,
        money={side: _together(result, side) for side in Side},
    )


def _remark(result: Result, wrong: int) -> str:
    if not _assessed(result):
        return f"未评：{reason(result, wrong)}"
    applying = [
        part.name + (f"（{part.who}）" if part.who else "")
        for part in result.measures
        if part.applies is True
    ]
    measures = f"{TODO} 待确认：{'、'.join(applying)}" if applying else ""
    return "；".join(part for part in (result.pay_note, measures) if part)


def _together(result: Result, side: Side) -> Fraction | None:
    """What all payers bear, or get; not known where only the roster tells how many they are."""
    amounts = [(part.amount, times(part.payers)) for part in result.money if part.side is side]
    known = [amount * often for amount, often in amounts if amount is not None and often is not None]
    return sum(known, Fraction()) if len(known) == len(amounts) else None


def _assessed(result: Result) -> bool:
    return result.status is Status.ASSESSED


def _by_rank(result: Result) -> tuple[bool, Fraction]:
    return (not _assessed(result), -(result.total or Fraction()))
