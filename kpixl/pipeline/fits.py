"""Whether a form can be made at all: everything that it shows must fit into the cells of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpixl.findings import Finding
from kpixl.model.cycle import Cycle, Period
from kpixl.rules.quantity import Rulebook
from kpixl.rules.to_excel import FormulaTooLong
from kpixl.workbook.compose import compose
from kpixl.workbook.write import formulas_of

_ANY_YEAR = 2026
_PERIODS = {
    "month": Period(_ANY_YEAR, 12, 1),
    "quarter": Period(_ANY_YEAR, 10, 3),
    "half": Period(_ANY_YEAR, 7, 6),
    "year": Period(_ANY_YEAR, 1, 12),
}


def unfit(rulebooks: Mapping[str, Rulebook]) -> Iterator[Finding]:
    """A finding for each form with a formula that no cell takes, such as a mark over very many conditions.

    The rules themselves have been measured before; a form adds marks, workings and progress of its own.
    """
    for key, rulebook in rulebooks.items():
        cycle = Cycle("", _PERIODS[rulebook.scheme.cycle])
        try:
            formulas_of(compose(rulebook, cycle))
        except FormulaTooLong:
            yield Finding("form-formula-too-long", rulebook.form.place, {"form": key})
