"""Whether every rule of a form, and the explanation of every score, fits into a cell."""

from __future__ import annotations

from collections.abc import Iterator

from kpixl.findings import Finding, Place
from kpixl.rules.declare import SCORE
from kpixl.rules.explain import explanation
from kpixl.rules.nodes import Expr
from kpixl.rules.quantity import Rulebook
from kpixl.rules.scoring import VALUE
from kpixl.rules.to_excel import FormulaTooLong, Reference, to_excel

_CELL = "$AB$100"
"""An address as long as those of a form."""


def too_long(rulebook: Rulebook) -> Iterator[Finding]:
    """A finding for each rule that is too long for Excel, at its indicator where it has one."""
    for item in rulebook.items:
        name = item.indicator.name
        score = rulebook.quantities[item.id(SCORE)].rule
        trees = [tree for tree in (item.value, score, explanation(item, rulebook)) if tree is not None]
        if not all(_fits(tree, rulebook) for tree in trees):
            yield _finding(name, item.indicator.place)
    own = {item.id(part) for item in rulebook.items for part in (VALUE, SCORE)}
    rest = (quantity for quantity in rulebook.quantities.values() if quantity.id not in own)
    unfit = (part for part in rest if part.rule is not None and not _fits(part.rule, rulebook))
    # A rule of rows is the same in each of them.
    for label, place in dict.fromkeys((part.label, part.place) for part in unfit):
        yield _finding(label, place)


def _finding(name: str, place: Place) -> Finding:
    return Finding("rule-formula-too-long", place, {"name": name})


def _fits(tree: Expr, rulebook: Rulebook) -> bool:
    def resolve(name: str) -> Reference:
        quantity = rulebook.quantities[name]
        return Reference(name, quantity.settled, (_CELL,) * len(quantity.members))

    try:
        to_excel(tree, resolve)
    except FormulaTooLong:
        return False
    return True
