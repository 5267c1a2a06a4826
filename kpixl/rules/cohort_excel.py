"""The columns of all appraisees as formulas: COUNTIFS and SUMIFS over a table on a sheet.

In the table a value that is not known is a text, at best an empty one: unlike an error it spoils no sum.
A formula therefore asks whether a cell is known before it uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from kpixl.rules.cohort_cells import AGGREGATES
from kpixl.rules.cohort_column import ORDER, CohortColumn, cells_of, is_whole
from kpixl.rules.functions import FUNCTIONS
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, Text, Truth, Unary, call
from kpixl.rules.printer import quote_text
from kpixl.rules.quantity import Quantity
from kpixl.rules.to_excel import Reference, to_excel
from kpixl.rules.values import Type

_SURE = "@!"
"""Ends the name of a cell that is surely known."""

_CALM = AGGREGATES | {"IF", "SUM", "ALL", "OR", "NOT", "ROUND", "ROUNDDOWN", "INT", "SETTLED", "KEY"}
"""Functions that give no error where their arguments give none."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the table stands: its rows as Excel counts them, and the letters of its columns by name.

    A letter may have a sheet before it ('数据'!H). Every name that the columns of the cohort refer to needs a
    letter, or a cell or constant of its own under `fixed`. `nothing` are the texts that stand for a value
    that is not known, the first of which formulas write; `sheet` is named where formulas stand elsewhere.
    """

    first: int
    last: int
    columns: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    nothing: tuple[str, ...] = ("",)
    sheet: str = ""

    def cell(self, name: str, row: int) -> str:
        """The cell of a column in a row."""
        before, letter = self._split(name)
        return f"{before}${letter}{row}"

    def range(self, name: str) -> str:
        """A whole column."""
        before, letter = self._split(name)
        return f"{before}${letter}${self.first}:${letter}${self.last}"

    def _split(self, name: str) -> tuple[str, str]:
        sheet, mark, letter = self.columns[name].rpartition("!")
        quoted = "'" + self.sheet.replace("'", "''") + "'!" if self.sheet else ""
        return (sheet + mark or quoted), letter


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds of each name of a table: its type, whether it is settled, what is known where it is."""

    types: Mapping[str, Type]
    settled: Set[str]
    implied: Mapping[str, Set[str]]

    @classmethod
    def of(cls, given: Mapping[str, Quantity], columns: Iterable[CohortColumn]) -> Facts:
        """The facts about what is given and about columns in their order."""
        types = {name: quantity.type for name, quantity in given.items()} | {ORDER: Type.NUMBER}
        settled = {name for name, quantity in given.items() if quantity.settled} | {ORDER}
        implied: dict[str, Set[str]] = {}
        for column in columns:
            types[column.name] = column.type
            settled |= {column.name} if column.settled else set()
            asked = _asked_first(column.tree)
            implied[column.name] = asked.union(*(implied.get(name, set()) for name in asked))
        return cls(types, settled, implied)


def formula(column: CohortColumn, where: Where, row: int, facts: Facts) -> str:
    """The formula of a column's cell in a row, beginning with "=". Raises FormulaTooLong."""
    nothing = tuple(dict.fromkeys((*where.nothing, "")))
    tree = _shown(_Placing(facts, nothing).whole(column.tree, frozenset({ORDER})), where.nothing[0])

    def resolve(name: str) -> Reference:
        if is_whole(name):
            return Reference(where.range(cells_of(name)))
        plain = name.removesuffix(_SURE)
        settled = plain in facts.settled
        if plain in where.fixed:
            return Reference(where.fixed[plain], settled)
        cell = where.cell(plain, row)
        return Reference(cell if name != plain else _asked(cell, facts.types[plain], nothing), settled)

    return to_excel(tree, resolve)


def _asked(cell: str, kind: Type, nothing: tuple[str, ...]) -> str:
    """A cell that may hold nothing: then it is an error, as unknowns are in formulas."""
    if kind is Type.NUMBER:
        return f"IF(ISNUMBER({cell}),{cell},NA())"
    texts = ",".join(f"{cell}={quote_text(text)}" for text in nothing)
    return f"IF({texts if len(nothing) == 1 else f'OR({texts})'},NA(),{cell})"


def _asked_first(tree: Expr) -> frozenset[str]:
    """The cells without which a column is not known, as its tree asks first."""
    match tree:
        case Call(function="IF", args=(Call(function="KNOWN", args=asked), _, Call(function="NA"))):
            return frozenset(part.name for part in asked if isinstance(part, Name))
        case _:
            return frozenset()


@dataclass(frozen=True, slots=True)
class _Placing:
    """Goes through a tree and has it ask for cells before it uses them; those are then surely known."""

    facts: Facts
    nothing: tuple[str, ...]

    def whole(self, node: Expr, sure: Set[str]) -> Expr:
        """A tree that gives the value of a cell: what it cannot do without is asked for first."""
        match node:
            case Call(function="IF", args=(Call(function="KNOWN", args=asked), then, otherwise)):
                names = [part.name for part in asked if isinstance(part, Name)]
                conditions = self.asking([name for name in names if name not in sure])
                known = self.whole(then, sure | set(names))
                return call("IF", conditions, known, self.whole(otherwise, sure)) if conditions else known
        needed = [name for name in dict.fromkeys(_needed(node)) if name not in sure]
        if needed:
            known = self.whole(node, sure | set(needed))
            condition = self.asking(needed)
            return call("IF", condition, known, call("NA")) if condition is not None else known
        match node:
            case Call(function="IF", args=(condition, then, otherwise)):
                return call(
                    "IF", self.part(condition, sure), self.whole(then, sure), self.whole(otherwise, sure)
                )
            case _:
                return self.part(node, sure)

    def part(self, node: Expr, sure: Set[str]) -> Expr:
        """A tree in the middle of another."""
        match node:
            case Name(name=name):
                return Name(name + _SURE, noisy=node.noisy) if name in sure else node
            case Call(function="IF", args=(Call(function="KNOWN"), _, _)):
                return self.whole(node, sure)
            case Call(function=function, args=args):
                return Call(function, tuple(self.part(arg, sure) for arg in args))
            case Binary(op=op, left=left, right=right):
                return Binary(op, self.part(left, sure), self.part(right, sure))
            case Unary(op=op, operand=operand):
                return Unary(op, self.part(operand, sure))
            case _:
                return node

    def asking(self, names: list[str]) -> Expr | None:
        """The condition that all of these are known; what others tell already is not asked."""
        told = frozenset[str]().union(*(self.facts.implied.get(name, set()) for name in names))
        conditions = tuple(part for name in names if name not in told for part in self.known(name))
        if not conditions:
            return None
        return conditions[0] if len(conditions) == 1 else Call("ALL", conditions)

    def known(self, name: str) -> list[Expr]:
        """The conditions under which a cell is known."""
        cell = Name(name + _SURE)
        if self.facts.types[name] is Type.NUMBER:
            return [call("ISNUMBER", cell)]
        return [Binary("<>", cell, Text(text)) for text in self.nothing]


def _needed(node: Expr) -> tuple[str, ...]:
    """The cells without which a tree is surely not known."""
    match node:
        case Name(name=name):
            return (name,)
        case Unary(operand=operand):
            return _needed(operand)
        case Binary(left=left, right=right):
            return (*_needed(left), *_needed(right))
        case Call(function="IF", args=(condition, _, _)):
            return _needed(condition)
        case Call(function=function, args=args) if function in AGGREGATES or FUNCTIONS[function].lazy is None:
            return tuple(name for arg in args for name in _needed(arg))
        case _:
            return ()


def _shown(tree: Expr, nothing: str) -> Expr:
    """The tree whose unknowns are the text for nothing."""
    match tree:
        case Call(function="IF", args=(condition, then, otherwise)) if _is_calm(condition):
            return call("IF", condition, _shown(then, nothing), _shown(otherwise, nothing))
        case Call(function="NA"):
            return Text(nothing)
        case _ if _is_calm(tree):
            return tree
        case _:
            return call("IFERROR", tree, Text(nothing))


def _is_calm(node: Expr) -> bool:
    """Whether a tree can never be an error."""
    match node:
        case Number() | Text() | Truth() | Column():
            return True
        case Name(name=name):
            return name.endswith(_SURE)
        case Unary(operand=operand):
            return _is_calm(operand)
        case Binary(op=op, left=left, right=right):
            return op not in "/^" and _is_calm(left) and _is_calm(right)
        case Call(function="ISNUMBER" | "ISTEXT"):
            return True
        case Call(function=function, args=args):
            return function in _CALM and all(map(_is_calm, args))
        case _:
            return True
