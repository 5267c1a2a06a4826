"""Tables of numbers by name in rules: 事由.罚款 is the fine in the row of the table that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from kpixl.model.consequence import Lookup
from kpixl.model.indicator import Input
from kpixl.model.scheme import Scheme
from kpixl.rules.nodes import Binary, Expr, Name, Text, call, number
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.values import Type

LookedUp = tuple[dict[str, str], dict[str, Quantity], dict[str, Expr]]
"""As written → id; what each id is; the tree that stands in its place."""


def looked_up(scheme: Scheme, inputs: Iterable[Input], id_of: Callable[[str], str]) -> LookedUp:
    """The numbers that rules may name for each input that is chosen from a table."""
    names: dict[str, str] = {}
    quantities: dict[str, Quantity] = {}
    trees: dict[str, Expr] = {}
    for part in inputs:
        lookup = scheme.tables.get(part.table)
        for at, (column, unit) in enumerate(lookup.columns if lookup else ()):
            assert lookup is not None
            id_ = f"{id_of(part.name)}.{column}"
            names[f"{part.name}.{column}"] = id_
            quantities[id_] = Quantity(
                id=id_, role=Role.PARAMETER, type=Type.NUMBER, label=f"{part.name}{column}", unit=unit
            )
            trees[id_] = _chosen(lookup, at, Name(id_of(part.name)))
    return names, quantities, trees


def _chosen(lookup: Lookup, at: int, subject: Expr) -> Expr:
    """The number in the chosen row. Nothing chosen is unknown, never the last row."""
    result: Expr = call("NA")
    for name, numbers in reversed(tuple(lookup.rows.items())):
        value = numbers[at] if at < len(numbers) else None
        # What is unset has a finding of its own and blocks; until then the tree must be whole.
        found = number(value if isinstance(value, Fraction) else 0)
        result = call("IF", Binary("=", subject, Text(name)), found, result)
    return result
