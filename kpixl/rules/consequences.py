"""The rules of fines, bonuses and measures: ledgers of their own, beside score and pay."""

from __future__ import annotations

from collections.abc import Iterator

from kpixl.model.consequence import Money
from kpixl.model.scheme import Form
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.nodes import Binary, Expr, call, number
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.values import Type

CENTS = 2
"""Decimal places of an amount of money."""


def consequence_quantities(form: Form) -> Iterator[Quantity]:
    """What bears the name of a fine, bonus or measure."""
    for money in form.money:
        yield Quantity(
            id=money.name,
            role=Role.MONEY,
            type=Type.NUMBER,
            label=money.name,
            unit="元",
            places=CENTS,
            settled=True,
            place=money.place,
        )
    for part in form.measures:
        yield Quantity(
            id=part.name, role=Role.MEASURE, type=Type.TRUTH, label=part.name, settled=True, place=part.place
        )


def consequences(form: Form, scope: Scope, reader: RuleReader) -> dict[str, Expr]:
    """Rule by name. An amount is rounded once, to the cent; one that is not due is 0."""
    rules = {money.name: _amount(money, scope, reader) for money in form.money}
    return rules | {part.name: reader.read(part.when, scope, Type.TRUTH) for part in form.measures}


def _amount(money: Money, scope: Scope, reader: RuleReader) -> Expr:
    amount = reader.read(money.amount, scope, Type.NUMBER)
    # Which way money goes is said once, by its side: there is no fine of less than nothing.
    amount = call("IF", Binary(">=", amount, number(0)), amount, call("NA"))
    if money.when is not None:
        amount = call("IF", reader.read(money.when, scope, Type.TRUTH), amount, number(0))
    return call("ROUND", amount, number(CENTS))
