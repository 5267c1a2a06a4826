"""The cases of the functions: `tests/cases/functions/<function>.yaml`.

A case is a rule, the values of its names, and what it gives. The words `unknown`, `blank` and `excluded`
stand for what is not a value; a date stands for its number. What all cases of a file are given stands
in `given`. A wrong rule tells the column of its fault, and the code or both sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from kpixl.findings import Finding, Place
from kpixl.model.days import parse_moment
from kpixl.model.indicator import Rule
from kpixl.model.numbers import settled
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.nodes import Column, Expr, Name, transform
from kpixl.rules.parser import parse
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.values import EXCLUDED, UNKNOWN, Scalar, Type, Value

FOLDER = Path(__file__).parent.parent / "cases" / "functions"

_WORDS: dict[str, Scalar] = {"unknown": UNKNOWN, "excluded": EXCLUDED, "blank": None}


class _Exact(yaml.SafeLoader):
    """Reads numbers as exact fractions."""


def _fraction(loader: yaml.SafeLoader, node: Any) -> Fraction:
    return Fraction(node.value)


_Exact.add_constructor("tag:yaml.org,2002:int", _fraction)
_Exact.add_constructor("tag:yaml.org,2002:float", _fraction)


@dataclass(frozen=True, slots=True)
class FunctionCase:
    """A rule that is right, and what it gives."""

    rule: str
    gives: Value
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class WrongCase:
    """A rule that is wrong: at which column, and its code, or its sentence and remedy in both languages."""

    rule: str
    column: int
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class FunctionFile:
    """One file of cases. `function` is "" where the cases are not about one function."""

    name: str
    function: str
    cases: tuple[FunctionCase, ...]
    wrong: tuple[WrongCase, ...] = field(default=())


def _value(given: Any) -> Value:
    if isinstance(given, list):
        return tuple(_scalar(part) for part in given)
    return _scalar(given)


def _number(moment: date) -> Fraction:
    found = parse_moment(moment.isoformat())
    assert found is not None
    return settled(found)


def _scalar(given: Any) -> Scalar:
    if isinstance(given, date):
        return _number(given)
    return _WORDS.get(given, given) if isinstance(given, str) else given


def read_files() -> Iterator[FunctionFile]:
    """All files of cases."""
    for path in sorted(FOLDER.glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), _Exact)
        yield FunctionFile(
            path.stem,
            data.get("function", ""),
            tuple(
                FunctionCase(
                    case["rule"],
                    _value(case["gives"]),
                    {
                        name: _value(given)
                        for name, given in {**case.get("with", {}), **data.get("given", {})}.items()
                    },
                )
                for case in data["cases"]
            ),
            tuple(
                WrongCase(
                    case["rule"],
                    int(case["at"]),
                    case.get("code", ""),
                    case.get("zh", ""),
                    case.get("en", ""),
                )
                for case in data.get("wrong", ())
            ),
        )


FILES = tuple(read_files())

NUMBERS, TEXTS = ("a", "b", "c"), ("t", "u")
COLUMNS = {"col": 3, "col2": 3, "short": 2}


def known_names() -> dict[str, Quantity]:
    """What the wrong rules may name: three numbers, two texts, columns of three rows and one of two."""
    names = {name: _quantity(name, Type.NUMBER) for name in NUMBERS}
    names |= {name: _quantity(name, Type.TEXT) for name in TEXTS}
    for name, rows in COLUMNS.items():
        names[name] = _quantity(name, Type.LIST, tuple(f"{name}.{row}" for row in range(rows)))
    return names


def _quantity(name: str, kind: Type, members: tuple[str, ...] = ()) -> Quantity:
    return Quantity(id=name, role=Role.INPUT, type=kind, label=name, members=members)


def read_rule(
    text: str, quantities: Mapping[str, Quantity], wanted: Type = Type.ANY
) -> tuple[Expr, list[Finding]]:
    """The rule bound and checked, as if it stood at the beginning of the first line of a file."""
    reader = RuleReader()
    scope = Scope({name: name for name in quantities}, quantities)
    return reader.read(Rule(text, Place("x.yaml", 1, 1)), scope, wanted), reader.findings


def tree_of(case: FunctionCase) -> Expr:
    """The rule of a case with its columns bound."""

    def bind(node: Expr) -> Expr:
        is_column = isinstance(node, Name) and isinstance(case.values[node.name], tuple)
        return Column(node.name) if is_column and isinstance(node, Name) else node

    return transform(parse(case.rule), bind)
