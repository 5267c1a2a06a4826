"""Two versions of one form side by side: whether people would enter or be assessed differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from kpixl.findings import NOWHERE
from kpixl.model.cycle import Cycle
from kpixl.model.indicator import Input
from kpixl.model.numbers import plain
from kpixl.rules.quantity import Item, Quantity, Role, Rulebook
from kpixl.workbook.blueprint import blueprint_of
from kpixl.workbook.compose import compose
from kpixl.workbook.write import formulas_of

Entry = tuple[str, str]
"""An entry as people know it: the name of its indicator, and its own."""


class Change(StrEnum):
    """What a new scheme means for a form that is out; UNKNOWN where its own scheme cannot be read."""

    SAME = "same"
    WORDING = "wording"
    SCORING = "scoring"
    ENTRIES = "entries"
    GONE = "gone"
    UNKNOWN = "unknown"


class What(StrEnum):
    """What of a form's rules is different."""

    ADDED = "added"
    REMOVED = "removed"
    POINTS = "points"
    TARGET = "target"
    PARAMETER = "parameter"
    VALUE = "value"
    SCORE = "score"
    CHECKS = "checks"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of which indicator or quantity, and both numbers where it is one."""

    what: What
    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class EntryChanges:
    """What people would enter otherwise: `changed` entries have other limits, choices or rows."""

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    renamed: tuple[tuple[Entry, Entry], ...] = ()
    changed: tuple[Entry, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is a change at all."""
        return bool(self.added or self.removed or self.renamed or self.changed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a form differs between two versions of its scheme."""

    change: Change
    entries: EntryChanges = field(default_factory=EntryChanges)
    differences: tuple[Difference, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether what was entered into the old form can be assessed by the new rules."""
        entries = self.entries
        known = self.change not in (Change.GONE, Change.UNKNOWN)
        return known and not (entries.added or entries.renamed or entries.changed)


def compare(old: Rulebook, new: Rulebook | None, cycle: Cycle) -> Comparison:
    """What has changed of a form; `new` is None when the new scheme has no such form."""
    if new is None:
        return Comparison(Change.GONE)
    entries, differences = _entries(old, new), tuple(dict.fromkeys(_differences(old, new)))
    if entries.any:
        return Comparison(Change.ENTRIES, entries, differences)
    if differences:
        return Comparison(Change.SCORING, entries, differences)
    same = _sheet(old, cycle) == _sheet(new, cycle)
    return Comparison(Change.SAME if same else Change.WORDING, entries)


def _sheet(rulebook: Rulebook, cycle: Cycle) -> str:
    """Everything that stands on the form."""
    plan = compose(rulebook, cycle)
    return blueprint_of(plan, formulas_of(plan)).to_json()


_Spec = tuple[object, ...]


def _entries(old: Rulebook, new: Rulebook) -> EntryChanges:
    before, after = _specs(old), _specs(new)
    removed = [entry for entry in before if entry not in after]
    added = [entry for entry in after if entry not in before]
    renamed: list[tuple[Entry, Entry]] = []
    for entry in removed:
        alike = [
            other
            for other in added
            if after[other] == before[entry] and (other[0] == entry[0]) != (other[1] == entry[1])
        ]
        if len(alike) == 1:
            renamed.append((entry, alike[0]))
            added.remove(alike[0])
    gone = {entry for entry, _ in renamed}
    return EntryChanges(
        tuple(added),
        tuple(entry for entry in removed if entry not in gone),
        tuple(renamed),
        tuple(entry for entry in before if entry in after and before[entry] != after[entry]),
    )


def _specs(rulebook: Rulebook) -> dict[Entry, _Spec]:
    """What may be entered where, and into how many rows; hints and places do not matter."""
    found: dict[Entry, _Spec] = {}
    for item in rulebook.items:
        for cell in item.cells:
            entry = (item.indicator.name, cell.input.name)
            *_, rows = found.get(entry, (0,))
            assert isinstance(rows, int)
            found[entry] = (*_spec(cell.input), rows + 1)
    return found


def _spec(part: Input) -> _Spec:
    return (
        part.kind,
        part.unit,
        part.low,
        part.high,
        part.choices,
        part.optional,
        part.in_period,
        part.unique,
    )


def _differences(old: Rulebook, new: Rulebook) -> Iterator[Difference]:
    """Indicators that come and go, then what is computed otherwise, in the order of the new form."""
    before = {item.indicator.name: item for item in old.items}
    after = {item.indicator.name: item for item in new.items}
    yield from (Difference(What.ADDED, name) for name in after if name not in before)
    yield from (Difference(What.REMOVED, name) for name in before if name not in after)
    in_both = {name for name in after if name in before}
    for quantity in new.quantities.values():
        yield from _of_quantity(old.quantities.get(quantity.id), quantity, in_both)
    names = {quantity.id for quantity in new.quantities.values()}
    for quantity in old.quantities.values():
        if quantity.id not in names and quantity.role in _RESULTS:
            yield Difference(What.RESULT, quantity.label)
    yield from (
        Difference(What.CHECKS, name) for name in after if name in before and _odd(before[name], after[name])
    )


_OF_INDICATORS = {
    Role.POINTS: What.POINTS,
    Role.TARGET: What.TARGET,
    Role.VALUE: What.VALUE,
    Role.WORKED: What.VALUE,
    Role.SCORE: What.SCORE,
}
_RESULTS = frozenset({Role.SUBTOTAL, Role.TOTAL, Role.GRADE, Role.PAY, Role.MONEY, Role.MEASURE})


def _of_quantity(old: Quantity | None, new: Quantity, in_both: set[str]) -> Iterator[Difference]:
    if old is not None and _essence(old) == _essence(new):
        return
    if new.role in _RESULTS:
        yield Difference(What.RESULT, new.label)
    elif new.role is Role.PARAMETER and old is not None:
        yield Difference(What.PARAMETER, new.label, _number(old.constant), _number(new.constant))
    elif new.role in _OF_INDICATORS:
        name = next((known for known in in_both if new.id.startswith(f"{known}.")), "")
        if name:
            numbers = (_number(old.constant) if old else "", _number(new.constant))
            yield Difference(_OF_INDICATORS[new.role], name, *numbers)


def _essence(quantity: Quantity) -> Quantity:
    """What a quantity comes to, without where it was written and what it is called."""
    return replace(quantity, label="", place=NOWHERE)


def _number(value: Fraction | None) -> str:
    return "" if value is None else plain(value)


def _odd(old: Item, new: Item) -> bool:
    """Whether other conditions between entries are looked at."""
    return _conditions(old) != _conditions(new)


def _conditions(item: Item) -> tuple[object, ...]:
    return (item.musts, item.reminders, dict(item.row_musts))
