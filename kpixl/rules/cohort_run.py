"""Columns of all appraisees at work: each is computed as a whole, the ones before it being there.

A function over whole columns is computed for all rows together, from an index, so that a thousand
people take no longer than they must. It gives what its body says, row by row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from kpixl.rules.cohort_bodies import comparable
from kpixl.rules.cohort_cells import AGGREGATES
from kpixl.rules.cohort_column import ORDER, CohortColumn, cells_of
from kpixl.rules.evaluate import compile_rule, scalar
from kpixl.rules.functions import FUNCTIONS
from kpixl.rules.nodes import Call, Column, Expr, Name, Text, names, transform
from kpixl.rules.values import UNKNOWN, Scalar

Row = Mapping[str, Scalar]
"""The known values of an appraisee by column; what is not there is unknown."""

_LIFTED = "@="
"""Ends the name of what was computed for all rows together."""

_ORDERS = frozenset({"<", "<=", ">", ">="})


def computed(columns: Iterable[CohortColumn], rows: Sequence[Row]) -> list[dict[str, Scalar]]:
    """The rows with a value for every column. A row's place is its place on the roster."""
    table = Table(rows)
    for column in columns:
        table.add(column.name, column.tree)
    return table.rows()


class Table:
    """Columns of values by name, one for each row."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.given = rows
        self.columns: dict[str, list[Scalar]] = {ORDER: [Fraction(at + 1) for at in range(len(rows))]}

    def column(self, name: str) -> list[Scalar]:
        """The values of a column, as given or as computed."""
        if name not in self.columns:
            self.columns[name] = [_known(row.get(name)) for row in self.given]
        return self.columns[name]

    def add(self, name: str, tree: Expr) -> None:
        """Computes a column by its tree."""
        self.columns[name] = self.values(tree)

    def rows(self) -> list[dict[str, Scalar]]:
        """Every row as it was given, with all that was computed."""
        return [
            {**row, **{name: values[at] for name, values in self.columns.items()}}
            for at, row in enumerate(self.given)
        ]

    def values(self, tree: Expr) -> list[Scalar]:
        """What a tree gives in each row."""
        lifted: dict[str, list[Scalar]] = {}

        def lift(node: Expr) -> Expr:
            if not isinstance(node, Call) or node.function not in AGGREGATES:
                return node
            name = f"{len(lifted)}{_LIFTED}"
            lifted[name] = self._aggregate(node, lifted)
            return Name(name)

        return self._row_by_row(transform(tree, lift), lifted)

    def _row_by_row(self, tree: Expr, lifted: Mapping[str, list[Scalar]]) -> list[Scalar]:
        rule = compile_rule(tree)
        needed = {part.name for part in names(tree)}
        columns = {name: lifted[name] if name in lifted else self.column(name) for name in needed}
        return [
            scalar(rule({name: values[at] for name, values in columns.items()}))
            for at in range(len(self.given))
        ]

    def _aggregate(self, node: Call, lifted: Mapping[str, list[Scalar]]) -> list[Scalar]:
        given = 0 if node.function == "COUNTROWS" else 1
        criteria = [
            _Wanted(self._whole(column), str(sign.value), self._row_by_row(wanted, lifted))
            for column, sign, wanted in _triples(node.args[given:])
            if isinstance(sign, Text)
        ]
        cells = self._whole(node.args[0])
        weights = [_weight(node.function, cell) for cell in cells]
        by_order = [part for part in criteria if part.sign in _ORDERS]
        if len(by_order) > 1:
            return self._one_by_one(node, given, criteria)
        index = _Index([part for part in criteria if part.sign == "="], by_order, weights)
        return [index.found(at) for at in range(len(self.given))]

    def _whole(self, node: Expr) -> list[Scalar]:
        assert isinstance(node, Column)
        return self.column(cells_of(node.name))

    def _one_by_one(self, node: Call, given: int, criteria: list[_Wanted]) -> list[Scalar]:
        """As the body of the function says, row by row: what no index is made for."""
        body = FUNCTIONS[node.function].lazy
        assert body is not None
        first = [tuple(self._whole(node.args[0]))] if given else []
        found = []
        for at in range(len(self.given)):
            values = [*first]
            for part in criteria:
                values += [tuple(part.cells), part.sign, part.wanted[at]]  # type: ignore[list-item]
            found.append(scalar(body([lambda value=value: value for value in values])))  # type: ignore[misc]
        return found


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A criterion: the cells of a column, a sign, and what each row asks for."""

    cells: Sequence[Scalar]
    sign: str
    wanted: Sequence[Scalar]


class _Index:
    """The rows by what must be equal, in the order of what must be more or less; with running sums."""

    def __init__(
        self, equal: Sequence[_Wanted], by_order: Sequence[_Wanted], weights: Sequence[Fraction | None]
    ) -> None:
        self.equal, self.by_order = equal, by_order
        groups: defaultdict[tuple[object, ...], list[tuple[Fraction, Fraction]]] = defaultdict(list)
        for at, weight in enumerate(weights):
            group = tuple(comparable(part.cells[at]) for part in equal)
            order = comparable(by_order[0].cells[at]) if by_order else Fraction(0)
            if weight is not None and None not in group and isinstance(order, Fraction):
                groups[group].append((order, weight))
        self.orders: dict[tuple[object, ...], list[Fraction]] = {}
        self.sums: dict[tuple[object, ...], list[Fraction]] = {}
        for key, pairs in groups.items():
            pairs.sort()
            self.orders[key] = [order for order, _ in pairs]
            self.sums[key] = list(accumulate((weight for _, weight in pairs), initial=Fraction(0)))

    def found(self, at: int) -> Scalar:
        """The sum of the weights of the rows that meet what this row asks for."""
        wanted = [part.wanted[at] for part in (*self.equal, *self.by_order)]
        if any(value is UNKNOWN or value is None for value in wanted):
            return UNKNOWN
        key = tuple(comparable(part.wanted[at]) for part in self.equal)
        sums = self.sums.get(key)
        if sums is None:
            return Fraction(0)
        if not self.by_order:
            return sums[-1]
        bound = comparable(self.by_order[0].wanted[at])
        if not isinstance(bound, Fraction):
            return Fraction(0)
        match self.by_order[0].sign:
            case "<":
                return sums[bisect_left(self.orders[key], bound)]
            case "<=":
                return sums[bisect_right(self.orders[key], bound)]
            case ">":
                return sums[-1] - sums[bisect_right(self.orders[key], bound)]
            case _:
                return sums[-1] - sums[bisect_left(self.orders[key], bound)]


def _weight(function: str, cell: Scalar) -> Fraction | None:
    """What a row adds; None for one that does not count."""
    if function == "COUNTROWS":
        return Fraction(1)
    if not isinstance(cell, Fraction):
        return None
    return cell if function == "SUMROWS" else Fraction(1)


def _triples(args: Sequence[Expr]) -> list[tuple[Expr, Expr, Expr]]:
    return [(args[at], args[at + 1], args[at + 2]) for at in range(0, len(args), 3)]


def _known(value: Scalar) -> Scalar:
    return UNKNOWN if value is None else value
