"""One returned form explained: entries, items, subtotals, total, pay, fines, bonuses and measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from kpixl.assess.normalise import BY_KEY
from kpixl.assess.normalise_form import Taken
from kpixl.assess.normalise_nouns import Doubt, Normal
from kpixl.assess.voids import as_received, set_aside
from kpixl.model.explanation import EntryTold, FigureTold, ItemTold, MeasureTold, SectionTold
from kpixl.model.ledger import Void
from kpixl.model.result import ItemResult, Result
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Section
from kpixl.model.submission import Submission
from kpixl.pipeline.versions import Version
from kpixl.rules import entries
from kpixl.rules.consequences import CENTS
from kpixl.rules.explain_totals import Told
from kpixl.rules.given import given
from kpixl.rules.quantity import Cell, Item
from kpixl.rules.totals import subtotal_name
from kpixl.rules.values import UNKNOWN, Value
from kpixl.rules.words import standard


class Parts(TypedDict, total=False):
    """What a form gives an explanation."""

    sections: tuple[SectionTold, ...]
    total: FigureTold | None
    pay: FigureTold | None
    money: tuple[FigureTold, ...]
    measures: tuple[MeasureTold, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A returned form as it is counted: what rules see, what entries are taken for, which rows are void."""

    submission: Submission
    given: Mapping[str, Value]
    taken: Taken
    void: frozenset[tuple[str, int]]


def filled(
    version: Version, person: Appraisee, submission: Submission, strict: bool, voids: Sequence[Void]
) -> Filled:
    """Takes the entries of a form as they are kept, without events that an appeal has made void."""
    fields = given(version.rulebook, person, version.cycle)
    standing = set_aside(version.rulebook, submission, voids)
    taken = version.assessor.taker.take(standing.submission, fields, strict)
    void = frozenset((each.log, each.row) for each in standing.voids)
    return Filled(submission, {**fields, **taken.meant}, taken, void)


class FormExplainer:
    """Explains a result by the rules of the form that it came from."""

    def __init__(self, version: Version, result: Result, language: str) -> None:
        self.version, self.result, self.language = version, result, language
        self.rulebook = version.rulebook
        self.scheme, self.form = self.rulebook.scheme, self.rulebook.form

    def told(self, form: Filled) -> Parts:
        """All parts, computed again from the entries."""
        values = self.version.assessor.compute(form.given)
        teller, pay = Told(self.rulebook, values), self.scheme.pay
        rounding = self.scheme.rounding
        typed, has_total = _Entries(form, values), self.rulebook.base > 0
        total = self._figure(teller, self.scheme.total, rounding.total, "分") if has_total else None
        return Parts(
            sections=tuple(self._sections(typed, teller)),
            total=total,
            pay=None if pay is None else self._figure(teller, pay.name, rounding.pay, "元"),
            money=tuple(self._money(teller)),
            measures=tuple(self._measures(teller)),
        )

    def _sections(self, told: _Entries, teller: Told) -> Iterator[SectionTold]:
        results = {item.name: item for item in self.result.items}
        for section in self.form.sections:
            items = [item for item in self.rulebook.items if item.section is section]
            yield SectionTold(
                section.name,
                tuple(self._item(item, results[item.indicator.name], told) for item in items),
                self._subtotal(section, teller) if section.subtotal else None,
            )

    def _item(self, item: Item, result: ItemResult, told: _Entries) -> ItemTold:
        name = item.indicator.name
        return ItemTold(
            item.number,
            result,
            item.points,
            standard(item, self.rulebook, self.language),
            tuple(told.of(item)),
            told.submission.remarks.get(name, ""),
        )

    def _subtotal(self, section: Section, teller: Told) -> FigureTold:
        return self._figure(teller, subtotal_name(section), self.scheme.rounding.total, "分")

    def _figure(self, teller: Told, name: str, places: int, unit: str) -> FigureTold:
        exact = teller.exact(name)
        recorded = {self.scheme.total: self.result.total}
        if self.scheme.pay is not None:
            recorded[self.scheme.pay.name] = self.result.pay
        why = self.result.pay_note if unit == "元" else ""
        value, worked = recorded.get(name, exact), teller.worked(name)
        return FigureTold(
            name=name, worked=worked, exact=exact, value=value, places=places, unit=unit, why=why
        )

    def _money(self, teller: Told) -> Iterator[FigureTold]:
        for part in self.result.money:
            yield FigureTold(
                name=part.name,
                worked=teller.worked(part.name) if part.amount else "",
                exact=teller.exact(part.name),
                value=part.amount,
                places=CENTS,
                unit="元",
                condition=teller.condition(part.name),
                why=part.why,
            )

    def _measures(self, teller: Told) -> Iterator[MeasureTold]:
        for part in self.result.measures:
            yield MeasureTold(part.name, part.applies, teller.condition(part.name), part.who, part.why)


class _Entries:
    """What was typed into a form, and what it was taken for."""

    def __init__(self, form: Filled, values: Mapping[str, Value]) -> None:
        self.submission, self.taken, self.void = form.submission, form.taken, form.void
        self.values = values

    def of(self, item: Item) -> Iterator[EntryTold]:
        """The entries of an item; of rows that people add, those in which anything stands."""
        used = {cell.row for cell in item.cells if self._typed(cell)}
        for cell in item.cells:
            if cell.row is None or cell.row in used:
                yield self._entry(cell, (item.indicator.name, cell.row) in self.void)

    def _typed(self, cell: Cell) -> str:
        return as_received(cell, self.submission.entries.get(cell.raw))

    def _entry(self, cell: Cell, void: bool) -> EntryTold:
        received, reading = self.submission.entries.get(cell.raw), self.taken.readings.get(cell.raw)
        is_known = self.values.get(cell.id) is not UNKNOWN and self.values.get(cell.raw) is not None
        rows = [BY_KEY[key] for key in reading.rules] if isinstance(reading, Normal) else []
        return EntryTold(
            name=cell.input.name,
            typed=self._typed(cell),
            taken=entries.shown(cell.input, self.values[cell.raw]) if is_known else "",
            cell=received.cell if received is not None else "",
            unit=cell.input.unit,
            row=cell.row,
            readings=tuple((row.name, row.name_en) for row in rows),
            doubt=(reading.zh, reading.en) if isinstance(reading, Doubt) else None,
            void=void,
        )
