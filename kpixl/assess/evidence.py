"""What a figure rests on: the entries that its rule looks at, and the people whom rows name for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from kpixl.assess.validate import label
from kpixl.assess.voids import as_received, log_of
from kpixl.model.ledger import Named, Seen
from kpixl.model.result import Result
from kpixl.model.submission import Submission
from kpixl.rules.declare import COUNTED
from kpixl.rules.nodes import names
from kpixl.rules.quantity import Cell, Item, Rulebook
from kpixl.rules.run import Runner
from kpixl.rules.values import Value

Values = Mapping[str, Value]


class Witness:
    """Knows of every total, amount and measure of a form which cells it rests on."""

    def __init__(self, rulebook: Rulebook, run: Runner) -> None:
        self.rulebook, self.run = rulebook, run
        scheme, form = rulebook.scheme, rulebook.form
        self.whom: dict[str, tuple[str, ...]] = {
            **{part.name: tuple(payer.who for payer in part.payers) for part in form.money},
            **{part.name: (part.who,) for part in form.measures},
        }
        ledgers = [scheme.total, *([scheme.pay.name] if scheme.pay else []), *self.whom]
        self.cells = {name: tuple(self._reached(name, set(ledgers) - {name})) for name in ledgers}

    def _reached(self, name: str, others: set[str]) -> Iterator[tuple[Item, Cell]]:
        """The cells that a rule looks at, however far; what has a line of its own is told there."""
        quantities = self.rulebook.quantities
        found: set[str] = set()
        waiting = [name]
        while waiting:
            quantity = quantities[waiting.pop()]
            needed = {part.name for part in names(quantity.rule)} if quantity.rule is not None else set()
            needed |= {member for member in quantity.members if member in quantities}
            waiting += needed - found - others
            found |= needed
        return ((item, cell) for item in self.rulebook.items for cell in item.cells if cell.raw in found)

    def attested(self, result: Result, submission: Submission, given: Values, values: Values) -> Result:
        """The result with what it rests on."""
        evidence, named = self._evidence(result, submission), self._named(result, submission, given, values)
        return replace(result, evidence=evidence, named=named)

    def _evidence(self, result: Result, submission: Submission) -> dict[str, tuple[Seen, ...]]:
        """The entries behind everything that came out, by name, as they were received."""
        told = {name: tuple(_seen(self.cells[name], submission)) for name in self._due(result)}
        return {name: cells for name, cells in told.items() if cells}

    def _due(self, result: Result) -> Iterator[str]:
        scheme = self.rulebook.scheme
        if result.total is not None:
            yield scheme.total
        if result.pay is not None and scheme.pay is not None:
            yield scheme.pay.name
        yield from (money.name for money in result.money if money.amount)
        yield from (measure.name for measure in result.measures if measure.applies)

    def _named(
        self, result: Result, submission: Submission, given: Values, values: Values
    ) -> dict[str, tuple[Named, ...]]:
        """Whom the rows of logs name for each fine, bonus or measure that goes to somebody named there."""
        told: dict[str, tuple[Named, ...]] = {}
        for name in set(self._due(result)) & set(self.whom):
            columns = (who for who in self.whom[name] if "." in who)
            found = (
                self._row(name, column, row, item, submission, given, values)
                for column in columns
                if (item := log_of(self.rulebook, column.rpartition(".")[0])) is not None
                for row in _counted(item, values)
            )
            told[name] = tuple(found)
        return {name: told[name] for name in self.whom if told.get(name)}

    def _row(
        self,
        name: str,
        column: str,
        row: int,
        item: Item,
        submission: Submission,
        given: Values,
        values: Values,
    ) -> Named:
        text = values.get(f"{column}.{row}")
        others = dict.fromkeys(cell.raw for cell in item.cells if cell.row != row)
        alone = self.run({**given, **others})[name]
        cells = ((item, cell) for cell in item.row(row))
        return Named(
            column,
            row,
            text.strip() if isinstance(text, str) else "",
            _amount(alone),
            tuple(_seen(cells, submission)),
        )


def _counted(item: Item, values: Values) -> Iterator[int]:
    """The rows of a log that are filled in and right."""
    assert item.indicator.rows is not None
    for row in range(1, item.indicator.rows.count + 1):
        if values[f"{item.indicator.name}.{COUNTED}.{row}"] == 1:
            yield row


def _amount(alone: Value) -> Fraction | None:
    """An amount, or 1 for a measure that applies and 0 for one that does not."""
    if isinstance(alone, bool):
        return Fraction(alone)
    return alone if isinstance(alone, Fraction) else None


def _seen(cells: Iterable[tuple[Item, Cell]], submission: Submission) -> Iterator[Seen]:
    for item, cell in cells:
        received = submission.entries.get(cell.raw)
        text = as_received(cell, received)
        if received is not None and text:
            yield Seen(received.cell, label(item, cell), text)
