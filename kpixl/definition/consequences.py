"""Records of fines, bonuses and measures, and of the tables that they are looked up in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kpixl.definition.gathered import Gathered
from kpixl.definition.inputs import unit_in
from kpixl.definition.records import Named, Record
from kpixl.model.consequence import Lookup, Measure, Money, Payer, Side
from kpixl.model.indicator import Number, Unset

LONGEST = 50
"""So many rows of a table fit into a formula that looks one of them up."""


def build_money(form: Record) -> Iterator[Money]:
    """The fines and bonuses of a form."""
    for part in form.all("money", Record):
        amount = part.rule("amount")
        if amount is not None and part.text("name"):
            yield Money(
                name=part.text("name"),
                side=Side(part.text("kind")),
                amount=amount,
                when=part.rule("when"),
                payers=tuple(_payers(part)),
                to=part.text("to"),
                why=part.text("why"),
                booked=part.rule("booked"),
                place=part.place,
            )


def _payers(money: Record) -> Iterator[Payer]:
    yield from (Payer(who) for who in money.all("payer", str))
    for part in money.all("split", Named):
        if isinstance(part.value, Fraction):
            yield Payer(part.name, part.value)


def build_measures(form: Record) -> Iterator[Measure]:
    """The measures of a form that are no money."""
    for part in form.all("measures", Record):
        when = part.rule("when")
        if when is not None and part.text("name"):
            who, why = part.text("who"), part.text("why")
            yield Measure(name=part.text("name"), when=when, who=who, why=why, place=part.place)


def build_lookups(scheme: Record, gathered: Gathered) -> Iterator[tuple[str, Lookup]]:
    """The scheme's tables by name. A row has a number for each column."""
    for entry in scheme.all("tables", Named):
        if isinstance(entry.value, Record):
            with gathered.inside(entry.value.place):
                yield entry.name, _lookup(entry.name, entry.value, gathered)


def _lookup(name: str, record: Record, gathered: Gathered) -> Lookup:
    columns = tuple((part.text("name"), unit_in(part)) for part in record.all("columns", Record))
    rows: dict[str, tuple[Number, ...]] = {}
    for row in record.all("rows", Named):
        values = row.value if isinstance(row.value, tuple) else ()
        numbers = tuple(value for value in values if isinstance(value, Fraction | Unset))
        if len(numbers) != len(columns) and row.value is not None:
            gathered.add(
                "table-row-length", row.place, name=row.name, count=len(numbers), wanted=len(columns)
            )
        rows[row.name] = numbers
    if len(rows) > LONGEST:
        gathered.add("table-too-long", record.keys["rows"], count=len(rows), most=LONGEST)
    return Lookup(name, columns, rows, record.place)
