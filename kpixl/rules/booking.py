"""The month that money is booked to, where the scheme goes by a day such as that of publication."""

from __future__ import annotations

from collections.abc import Iterator

from kpixl.model.consequence import Payer
from kpixl.model.indicator import Rule
from kpixl.model.scheme import Form, Scheme
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.nodes import Column, Expr, Name
from kpixl.rules.printer import quote_name
from kpixl.rules.problem import Problem, listed
from kpixl.rules.quantity import Role

_GIVEN = (Role.ROSTER, Role.INPUT, Role.PERIOD)


def read_bookings(scheme: Scheme, form: Form, scope: Scope, reader: RuleReader) -> dict[str, Expr]:
    """The day that tells the month, by the name of the money or the pay; what has none is not there.

    Money that those bear whom the rows of a log name may go by a column of the log: each by its own row.
    """
    found = {name: _day(rule, payers, scope, reader) for name, rule, payers in _asked(scheme, form)}
    return {name: tree for name, tree in found.items() if tree is not None}


def _asked(scheme: Scheme, form: Form) -> Iterator[tuple[str, Rule, tuple[Payer, ...]]]:
    for money in form.money:
        if money.booked is not None:
            yield money.name, money.booked, money.payers
    if scheme.pay is not None and scheme.pay.booked is not None:
        yield scheme.pay.name, scheme.pay.booked, ()


def _day(rule: Rule, payers: tuple[Payer, ...], scope: Scope, reader: RuleReader) -> Expr | None:
    before = len(reader.findings)
    tree = reader.bind(reader.parse(rule), scope, rule)
    if len(reader.findings) > before:
        return None
    if isinstance(tree, Name | Column) and scope.quantities[tree.name].dated:
        if isinstance(tree, Name):
            return scope.inline.get(tree.name, tree)
        if payers and all(payer.who.rpartition(".")[0] == tree.name.rpartition(".")[0] for payer in payers):
            return tree
    known = listed("known", map(quote_name, _days(scope)))
    reader.report(rule, Problem("booked-no-date", (0, len(rule.text)), known))
    return None


def _days(scope: Scope) -> Iterator[str]:
    """Everything that is one day, without the cells of rows."""
    in_rows = {member for quantity in scope.quantities.values() for member in quantity.members}
    for id_, quantity in scope.quantities.items():
        if quantity.dated and quantity.role in _GIVEN and id_ not in in_rows:
            yield id_
