"""Constraints between entries: what must hold, and what is said with its figures when it does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kpixl.model.indicator import Constraint, Rule
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.nodes import Binary, Expr, Text, call, join, number
from kpixl.rules.values import Type

Must = tuple[Expr, Expr]
"""What must hold, and the text for when it does not."""

_FIGURE = re.compile(r"\{([^{}]*)\}")
_DECIMALS = 4


def read_constraints(constraints: Iterable[Constraint], scope: Scope, reader: RuleReader) -> tuple[Must, ...]:
    """The conditions, each with its words. A rule in braces becomes its figure, {比例%} one in percent."""
    return tuple(
        (reader.read(part.must, scope, Type.TRUTH), _said(part, scope, reader)) for part in constraints
    )


def _said(constraint: Constraint, scope: Scope, reader: RuleReader) -> Expr:
    place = replace(constraint.must.place, column=None)
    parts: list[Expr | str] = []
    for at, text in enumerate(_FIGURE.split(constraint.say)):
        if at % 2 == 0:
            parts.append(text)
        else:
            share = text.strip().endswith("%")
            figure = reader.read(Rule(text.strip().removesuffix("%"), place), scope, Type.NUMBER)
            shown = Binary("*", figure, number(100)) if share else figure
            parts.append(Binary("&", call("ROUND", shown, number(_DECIMALS)), Text("%" if share else "")))
    return join(*parts)
