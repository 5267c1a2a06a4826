"""Rules in a real workbook: what independent engines say, beside what kpixl's own evaluation says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from random import Random

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from kpixl.model.numbers import from_double
from kpixl.rules.evaluate import Env, evaluate
from kpixl.rules.nodes import Array, Binary, Call, Column, Expr, Name, Text, walk
from kpixl.rules.noise import cancels
from kpixl.rules.to_excel import Reference, to_excel
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Scalar, Value
from tests.oracle import Address, Judge
from tests.oracle import Value as Shown
from tests.rules.trees import CONSTANTS, TEXTS, Names, Trees

NUMBERS = tuple(f"数{n}" for n in range(1, 9))
QUOTIENTS = ("率1", "率2")
DIFFERENCES = ("差1", "差2")
WORDS = ("字1", "字2", "字3")
COLUMNS = ("列1", "列2", "列3")
ROWS = 4
"""Cells in a column."""

FORMULAS = 2
"""The column of the sheet, counted from zero, that holds the formulas."""


@dataclass(frozen=True, slots=True)
class World:
    """The values of all names, the rules of those that are computed, and the cell of each."""

    values: Mapping[str, Value]
    computed: Mapping[str, Expr]
    names: Names
    cells: Mapping[str, Reference]


def world(random: Random, unknown: float = 0.06) -> World:
    """A world with so large a share of unknown values."""
    values: dict[str, Value] = {name: _number(random, unknown) for name in NUMBERS}
    values |= {name: UNKNOWN if random.random() < unknown else random.choice(TEXTS) for name in WORDS}
    for name in COLUMNS:
        values[name] = tuple(_member(random, unknown / 3) for _ in range(ROWS))
    pick = [Name(random.choice(NUMBERS)) for _ in range(8)]
    computed: dict[str, Expr] = {
        "率1": Binary("*", Binary("/", pick[0], pick[1]), _constant(1000)),
        "率2": Binary("/", pick[2], pick[3]),
        "差1": Binary("-", pick[4], pick[5]),
        "差2": Binary("-", Binary("+", pick[6], pick[7]), pick[4]),
    }
    for name, rule in computed.items():
        values[name] = evaluate(rule, values)
    numbers = tuple(Name(name, noisy=name in computed and cancels(computed[name])) for name in
                    (*NUMBERS, *QUOTIENTS, *DIFFERENCES))
    names = Names(numbers, tuple(map(Name, WORDS)), tuple(map(Column, COLUMNS)))
    return World(values, computed, names, _cells(values, computed))


def _number(random: Random, unknown: float) -> Scalar:
    if random.random() < unknown:
        return UNKNOWN
    value = random.choice(CONSTANTS)
    return -value if random.random() < 0.2 else value


def _member(random: Random, unknown: float) -> Scalar:
    kind = random.random()
    if kind < 0.25:
        return ""
    return EXCLUDED if kind < 0.3 else _number(random, unknown)


def _constant(value: int) -> Expr:
    from kpixl.rules.nodes import Number

    return Number(Fraction(value))


def _cells(values: Mapping[str, Value], computed: Mapping[str, Expr]) -> dict[str, Reference]:
    cells: dict[str, Reference] = {}
    row = 0
    for name, value in values.items():
        count = len(value) if isinstance(value, tuple) else 1
        members = tuple(xl_rowcol_to_cell(row + n, 0, True, True) for n in range(count))
        if isinstance(value, tuple):
            cells[name] = Reference(f"{members[0]}:{members[-1]}", members=members)
        else:
            cells[name] = Reference(members[0], settled=name not in computed)
        row += count
    return cells


def is_tame(tree: Expr, values: Mapping[str, Value]) -> bool:
    """Whether the numbers on the way are those of appraisals: where nine decimals fit into a double.

    Beyond a million a double has no nine decimals, and a denominator near zero blows noise up.
    """
    for node in walk(tree):
        if isinstance(node, Binary | Call | Name) and node != tree.__class__:
            value = evaluate(node, values)
            if isinstance(value, Fraction) and abs(value) > 10**6:
                return False
        if isinstance(node, Binary) and node.op == "/":
            below = evaluate(node.right, values)
            if isinstance(below, Fraction) and 0 < abs(below) < Fraction(1, 1000):
                return False
    return True


@dataclass(frozen=True, slots=True)
class Case:
    """A rule in a cell: what it should show, and the formula that stands there."""

    spot: Address
    tree: Expr
    values: Env
    formula: str
    expected: Value


def cases_of(world: World, trees: Iterable[Expr], sheet: str) -> list[Case]:
    """The cases of one sheet."""
    return [
        Case(
            (sheet, xl_rowcol_to_cell(row, FORMULAS)),
            tree,
            world.values,
            to_excel(tree, world.cells.__getitem__),
            evaluate(tree, world.values),
        )
        for row, tree in enumerate(trees)
    ]


def write_book(path: Path, sheets: Sequence[tuple[World, Sequence[Case]]]) -> None:
    """A workbook with a sheet for each world: its values, and its cases."""
    with xlsxwriter.Workbook(str(path)) as book:
        for world, cases in sheets:
            sheet = book.add_worksheet(cases[0].spot[0])
            for name, value in world.values.items():
                reference = world.cells[name]
                if name in world.computed:
                    rule = to_excel(world.computed[name], world.cells.__getitem__)
                    sheet.write_formula(reference.text, rule)
                    continue
                spots = reference.members or (reference.text,)
                for spot, part in zip(spots, value if isinstance(value, tuple) else (value,), strict=True):
                    _write_value(sheet, spot, part)
            for case in cases:
                sheet.write_formula(case.spot[1], case.formula)


def _write_value(sheet: xlsxwriter.worksheet.Worksheet, spot: str, value: Scalar) -> None:
    match value:
        case bool():
            sheet.write_boolean(spot, value)
        case Fraction():
            sheet.write_number(spot, float(value))
        case "":
            sheet.write_formula(spot, '=""', None, "")
        case str():
            sheet.write_string(spot, value)
        case _ if value is EXCLUDED:
            sheet.write_string(spot, EXCLUDED_TEXT)
        case _:
            sheet.write_formula(spot, "=NA()", None, "#N/A")


def disagreements(judge: Judge, path: Path, cases: Sequence[Case]) -> list[tuple[Case, Shown]]:
    """The cases for which the engine shows something else, and what it shows."""
    shown = judge.values(path, {}, [case.spot for case in cases])
    apart = [(case, shown[case.spot]) for case in cases if not agrees(case, shown[case.spot])]
    quirks = [quirk for quirk in QUIRKS if judge.name in quirk.engines]
    return [
        (case, value)
        for case, value in apart
        if not any(quirk.explains(case.tree, case.values) for quirk in quirks)
    ]


@dataclass(frozen=True, slots=True)
class Quirk:
    """Where an engine departs from what Excel documents: which engines, for which rules, and how."""

    engines: frozenset[str]
    explains: Callable[[Expr, Env], bool]
    reason: str


def _joins_zero(tree: Expr, values: Env) -> bool:
    return any(
        isinstance(node, Binary) and node.op == "&" and 0 in (evaluate(node.left, values), evaluate(node.right, values))
        for node in walk(tree)
    )


def _writes_minus_last_one(tree: Expr, values: Env) -> bool:
    calls = (node for node in walk(tree) if isinstance(node, Call) and node.function == "TEXT")
    return any(re.fullmatch(r"-[0.]*1%?", str(evaluate(node, values))) for node in calls)


def _quotes_in_array(tree: Expr, values: Env) -> bool:
    arrays = (node for node in walk(tree) if isinstance(node, Array))
    return any(isinstance(item, Text) and '"' in item.value for node in arrays for item in node.items)


QUIRKS = (
    Quirk(
        frozenset({"formualizer", "ironcalc"}),
        _joins_zero,
        "a negative number that was rounded to zero is joined as -0, where a spreadsheet writes 0",
    ),
    Quirk(frozenset({"ironcalc"}), _writes_minus_last_one, 'TEXT(-1,"0") gives 1, and TEXT(-0.1,"0.0") gives 0.1'),
    Quirk(frozenset({"ironcalc"}), _quotes_in_array, 'a quote in an array stays doubled: {"a""b"} holds a""b'),
)


_ROUNDING = frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "COUNT", "COUNTIF"})


def agrees(case: Case, shown: Shown) -> bool:
    """Whether a cell shows the value: a rounded number to its last digit, any other to nine places."""
    expected = case.expected
    if expected is UNKNOWN:
        return isinstance(shown, str) and shown.startswith(("#", "Err:"))
    if isinstance(expected, bool) or isinstance(shown, bool):
        return expected is shown
    if isinstance(expected, Fraction):
        if not isinstance(shown, float):
            return False
        if isinstance(case.tree, Call) and case.tree.function in _ROUNDING:
            return from_double(shown) == expected
        return abs(Fraction(shown) - expected) <= Fraction(1, 10**9) * max(1, abs(expected))
    return shown == (EXCLUDED_TEXT if expected is EXCLUDED else expected)
