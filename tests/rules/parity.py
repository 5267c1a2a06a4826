"""Rules in a real workbook: what independent engines say, beside what kpixl's own evaluation says."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from kpixl.model.numbers import from_double
from kpixl.rules.evaluate import evaluate
from kpixl.rules.functions import FUNCTIONS
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, walk
from kpixl.rules.noise import cancels
from kpixl.rules.printer import print_rule
from kpixl.rules.time_functions import WORKDAYS
from kpixl.rules.to_excel import FormulaTooLong, Reference, to_excel
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Scalar, Value
from tests.oracle import Address, Judge
from tests.oracle import Value as Shown
from tests.rules.quirks import QUIRKS
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
    values[WORKDAYS] = tuple(Fraction(day) for day in range(-5, 110) if random.random() < 0.7)
    pick = [Name(random.choice(NUMBERS)) for _ in range(8)]
    computed: dict[str, Expr] = {
        "率1": Binary("*", Binary("/", pick[0], pick[1]), Number(Fraction(1000))),
        "率2": Binary("/", pick[2], pick[3]),
        "差1": Binary("-", pick[4], pick[5]),
        "差2": Binary("-", Binary("+", pick[6], pick[7]), pick[4]),
    }
    for name, rule in computed.items():
        values[name] = evaluate(rule, values)
    numbers = tuple(
        Name(name, noisy=name in computed and cancels(computed[name]))
        for name in (*NUMBERS, *QUOTIENTS, *DIFFERENCES)
    )
    names = Names(numbers, tuple(map(Name, WORDS)), tuple(map(Column, COLUMNS)))
    return World(values, computed, names, cells_for(values, computed))


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


def cells_for(
    values: Mapping[str, Value], unsettled: Collection[str] = (), row: int = 0
) -> dict[str, Reference]:
    """Cells for values in the first column, from a row (counted from zero) on."""
    cells: dict[str, Reference] = {}
    for name, value in values.items():
        count = len(value) if isinstance(value, tuple) else 1
        members = tuple(xl_rowcol_to_cell(row + n, 0, True, True) for n in range(count))
        if isinstance(value, tuple):
            cells[name] = Reference(f"{members[0]}:{members[-1]}", members=members)
        else:
            cells[name] = Reference(members[0], settled=name not in unsettled)
        row += count
    return cells


def is_tame(tree: Expr, values: Mapping[str, Value]) -> bool:
    """Whether the numbers on the way are those of appraisals: where nine decimals fit into a double.

    Beyond a million a double has no nine decimals, and a denominator near zero blows noise up.
    """
    for node in walk(tree):
        if isinstance(node, Binary | Call | Name):
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
    """A rule in a cell of a world's sheet: the formula that stands there, and what it should show."""

    world: World
    tree: Expr
    spot: Address
    formula: str
    expected: Value


def case_of(world: World, tree: Expr, sheet: str, row: int) -> Case:
    """A case in a row (counted from zero) of a sheet. Raises FormulaTooLong."""
    formula = to_excel(tree, world.cells.__getitem__)
    return Case(world, tree, (sheet, xl_rowcol_to_cell(row, FORMULAS)), formula, evaluate(tree, world.values))


def random_cases(seed: int, worlds: int, each: int) -> list[Case]:
    """Cases with random rules, so many for each world; a world has its own sheet."""
    random = Random(seed)
    cases: list[Case] = []
    for number in range(worlds):
        here = world(random)
        trees = Trees(random, here.names)
        while len(cases) < (number + 1) * each:
            tree = trees.any(random.choice((1, 2, 2, 3, 3, 4)))
            if is_tame(tree, here.values):
                with contextlib.suppress(FormulaTooLong):
                    cases.append(case_of(here, tree, f"S{number}", len(cases) % each))
    return cases


def write_book(path: Path, cases: Sequence[Case]) -> None:
    """A workbook with the cases, and the values of their worlds beside them."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheets: dict[str, xlsxwriter.worksheet.Worksheet] = {}
        written: set[int] = set()
        for case in cases:
            name, cell = case.spot
            sheet = sheets.get(name) or sheets.setdefault(name, book.add_worksheet(name))
            sheet.write_formula(cell, case.formula)
            if id(case.world) not in written:
                written.add(id(case.world))
                _write_world(sheet, case.world)


def _write_world(sheet: xlsxwriter.worksheet.Worksheet, world: World) -> None:
    for name, value in world.values.items():
        reference = world.cells[name]
        if name in world.computed:
            sheet.write_formula(reference.text, to_excel(world.computed[name], world.cells.__getitem__))
            continue
        spots = reference.members or (reference.text,)
        for spot, part in zip(spots, value if isinstance(value, tuple) else (value,), strict=True):
            _write_value(sheet, spot, part)


def _write_value(sheet: xlsxwriter.worksheet.Worksheet, spot: str, value: Scalar) -> None:
    match value:
        case bool():
            sheet.write_boolean(spot, value)
        case Fraction():
            sheet.write_number(spot, float(value))
        case None:
            pass
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
        if not any(quirk.explains(case.tree, case.world.values) for quirk in quirks)
    ]


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
        if isinstance(case.tree, Call) and FUNCTIONS[case.tree.function].settles:
            return from_double(shown) == expected
        return abs(Fraction(shown) - expected) <= Fraction(1, 10**9) * max(1, abs(expected))
    return shown == (EXCLUDED_TEXT if expected is EXCLUDED else expected)


class CaseBook:
    """Cases and the workbook that they stand in."""

    def __init__(self, path: Path, cases: list[Case]) -> None:
        self.path, self.cases = path, cases
        write_book(path, cases)

    def disagreements(self, judge: Judge) -> list[str]:
        """What the engine says otherwise, told so that one can look into it."""
        return [
            f"{print_rule(case.tree)}: {case.expected}, but {judge.name} shows {shown!r} for {case.formula}"
            for case, shown in disagreements(judge, self.path, self.cases)
        ]
