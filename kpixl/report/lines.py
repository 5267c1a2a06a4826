"""What the rows of the results are made of: of each appraisee only the little that a row shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from kpixl.consolidate.cohort_rows import NO_DEPARTMENT
from kpixl.model.consequence import Side
from kpixl.model.result import Result, Status
from kpixl.model.roster import BASE, Appraisee
from kpixl.model.scheme import Scheme
from kpixl.rules.cohort_bodies import comparable

T = TypeVar("T", str, Fraction)

Value = Fraction | str | None


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator of the forms at hand; `points` are the most that it gives, None where that is open."""

    name: str
    section: str
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One appraisee's row.

    `place` is that on the roster, from 0; `base` the roster's 绩效基数 in 元. `subtotals`, `items` (scores),
    `steps` (of the cohort) and `money` stand in the order in which the overview names them, and are None
    where they are not known. `money` is what all payers bear or get together, in 元: the sum of the lines of
    the ledger. `blank` and `stuck` are how many items are not filled in, and cannot be computed. It is
    `settled` when nothing more is waited for, also without a total.
    """

    person: Appraisee
    place: int
    department: str
    form: str
    status: Status
    total: Fraction | None = None
    grade: str | None = None
    pay: Fraction | None = None
    pay_note: str = ""
    rank: int | None = None
    department_rank: int | None = None
    base: Fraction | None = None
    subtotals: tuple[Fraction | None, ...] = ()
    items: tuple[Fraction | None, ...] = ()
    steps: tuple[Value, ...] = ()
    money: tuple[Fraction | None, ...] = ()
    blank: int = 0
    stuck: int = 0
    settled: bool = True
    note: str = ""
    measures: str = ""
    file: str = ""
    sheet: str = ""

    @property
    def id(self) -> str:
        """The number by which the roster knows the appraisee."""
        return self.person.id

    @property
    def name(self) -> str:
        """What the appraisee is called."""
        return self.person.name

    @property
    def assessed(self) -> bool:
        """Whether it is complete, so that the row counts in sums; where nothing is scored it has no total."""
        return self.status is Status.ASSESSED


@dataclass(frozen=True, slots=True)
class Names:
    """What the rows hold, in its order: subtotals by section, items (name → place), steps of the cohort."""

    subtotals: tuple[str, ...]
    items: Mapping[str, int]
    steps: tuple[str, ...]


class Keeper:
    """Keeps equal texts and numbers only once: of a hundred thousand scores few are different."""

    def __init__(self) -> None:
        self._kept: dict[object, object] = {}
        self._groups: dict[object, str] = {}

    def one(self, value: T) -> T:
        """The value, or the equal one that is kept already."""
        return self._kept.setdefault(value, value)  # type: ignore[return-value]

    def group(self, name: str) -> str:
        """A group's name as it was spelled first: spreadsheets take those that differ in case for one."""
        return self._groups.setdefault(comparable(name), name)

    def maybe(self, value: object) -> Value:
        """The same for what may not be there."""
        if isinstance(value, str):
            return self.one(value)
        return self.one(value) if isinstance(value, Fraction) else None


def line_of(
    result: Result,
    place: int,
    names: Names,
    money: tuple[Fraction | None, ...],
    keep: Keeper,
) -> Line:
    """The row of a result. Scores of items count once the whole form is assessed."""
    person, status = result.appraisee, result.status
    base = person.fields.get(BASE)
    scores: list[Fraction | None] = [None] * len(names.items)
    if status is Status.ASSESSED:
        for item in result.items:
            if item.name in names.items and item.score is not None:
                scores[names.items[item.name]] = keep.one(item.score)
    measures = [
        part.name + (f"（{part.who}）" if part.who else "")
        for part in result.measures
        if part.applies is True
    ]
    cohort = (result.cohort.get(name) for name in names.steps)
    return Line(
        person=person,
        place=place,
        department=keep.group(person.department or NO_DEPARTMENT),
        form=keep.one(result.form),
        status=status,
        total=None if result.total is None else keep.one(result.total),
        grade=None if result.grade is None else keep.one(result.grade),
        pay=None if result.pay is None else keep.one(result.pay),
        pay_note=keep.one(result.pay_note),
        rank=result.rank,
        department_rank=result.department_rank,
        base=keep.one(base) if isinstance(base, Fraction) else None,
        subtotals=tuple(
            None if value is None else keep.one(value) for value in map(result.subtotals.get, names.subtotals)
        ),
        items=tuple(scores),
        steps=tuple(None if part is None else keep.maybe(part.value) for part in cohort),
        money=money,
        blank=sum(item.status is Status.INCOMPLETE for item in result.items),
        stuck=sum(item.status is Status.NOT_ASSESSED for item in result.items),
        settled=result.settled,
        note=keep.one(result.note),
        measures=keep.one("、".join(measures)),
        file=keep.one(result.file),
        sheet=result.sheet,
    )


def items_of(scheme: Scheme) -> tuple[Item, ...]:
    """The indicators of all forms in their order, each name once."""
    found: dict[str, Item] = {}
    for form in scheme.forms:
        for section in form.sections:
            for indicator in section.indicators:
                points = indicator.points if isinstance(indicator.points, Fraction) else None
                found.setdefault(indicator.name, Item(indicator.name, section.name, points))
    return tuple(found.values())


Sums = Mapping[tuple[str, Side], Fraction]
"""What is borne or got because of each appraisee, by number and side."""


def undecided(result: Result) -> set[Side]:
    """The sides of which some amount of a result is not known."""
    found = {part.side for part in result.money if part.amount is None}
    sides = {side.value: side for side in Side}
    return found | {
        sides[part.kind] for part in result.cohort.values() if part.kind in sides and part.value is None
    }


def borne(result: Result, sides: Sequence[Side], sums: Sums) -> tuple[Fraction | None, ...]:
    """What all bear or get because of an appraisee: nothing is known of it before all of it is decided."""
    if not sides or result.status is not Status.ASSESSED:
        return (None,) * len(sides)
    unknown = undecided(result)
    return tuple(
        None if side in unknown else sums.get((result.appraisee.id, side), Fraction()) for side in sides
    )
