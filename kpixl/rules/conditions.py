"""What a scheme demands of its own parameters, proved before anything is made from it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kpixl.findings import Finding
from kpixl.model.numbers import plain
from kpixl.model.scheme import Scheme
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.declare import parameter_quantities
from kpixl.rules.evaluate import evaluate
from kpixl.rules.nodes import names
from kpixl.rules.values import Type, Value


def unmet(scheme: Scheme) -> Iterator[Finding]:
    """Conditions that do not hold or cannot be read. One over an unset parameter waits until it is set."""
    quantities = {quantity.id: quantity for quantity in parameter_quantities(scheme)}
    scope = Scope({name: name for name in quantities}, quantities)
    known: dict[str, Value] = {
        name: value for name, value in scheme.parameters.items() if isinstance(value, Fraction)
    }
    for check in scheme.checks:
        reader = RuleReader()
        tree = reader.read(check.must, scope, Type.TRUTH)
        yield from reader.findings
        used = list(dict.fromkeys(part.name for part in names(tree)))
        if reader.findings or not known.keys() >= set(used):
            continue
        if evaluate(tree, known) is not True:
            figures = "、".join(f"{name}={_shown(known[name])}" for name in used)
            details = {"say": check.say, "rule": check.must.text.strip(), "figures": figures or "—"}
            yield Finding("scheme-check-failed", check.must.place, details)


def _shown(value: Value) -> str:
    return plain(value) if isinstance(value, Fraction) else str(value)
