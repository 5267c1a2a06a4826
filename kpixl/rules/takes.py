"""What a scheme takes from other cycles, and its rules read against a form of theirs."""

from __future__ import annotations

from collections.abc import Iterator

from kpixl.findings import Finding
from kpixl.model.earlier import Earlier
from kpixl.model.indicator import Input, Kind
from kpixl.model.scheme import TEXT_COLUMN, Form, Scheme
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.nodes import Expr
from kpixl.rules.quantity import Rulebook
from kpixl.rules.values import Type

Take = tuple[Earlier, Type]
"""Something that is taken, and what it has to be: a number or a text."""


def takes_of(scheme: Scheme) -> Iterator[Take]:
    """Everything that the scheme takes from other cycles, in its order."""
    yield from carried_takes(scheme)
    for form in scheme.forms:
        yield from form_takes(form)


def carried_takes(scheme: Scheme) -> Iterator[Take]:
    """What its roster columns take."""
    for name, earlier in scheme.carried.items():
        yield earlier, Type.TEXT if scheme.columns.get(name) == TEXT_COLUMN else Type.NUMBER


def form_takes(form: Form) -> Iterator[Take]:
    """What the cells of a form take."""
    for section in form.sections:
        for indicator in section.indicators:
            parts = indicator.rows.columns if indicator.rows is not None else indicator.inputs
            for part in parts:
                if part.earlier is not None:
                    yield part.earlier, wanted(part)


def wanted(part: Input) -> Type:
    """What an input cell takes."""
    return Type.TEXT if part.kind in (Kind.TEXT, Kind.CHOICE) else Type.NUMBER


def read_take(take: Take, rulebook: Rulebook) -> tuple[Expr | None, tuple[Finding, ...]]:
    """The rule of what is taken, bound to a form that it is taken from; None when it cannot be."""
    reader = RuleReader()
    quantities = rulebook.quantities
    names = {name: name for name in quantities if "@" not in name}
    prefix = f"{take[0].where}."
    own = [name for name in names if take[0].where and name.startswith(prefix)]
    names |= {name.removeprefix(prefix): name for name in own if "." not in name.removeprefix(prefix)}
    tree = reader.read(take[0].take, Scope(names, quantities), take[1])
    return (None if reader.findings else tree), tuple(reader.findings)
