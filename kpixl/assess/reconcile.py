"""What a returned workbook showed, beside what its entries give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from kpixl.findings import Finding, Place
from kpixl.model.numbers import plain, recorded
from kpixl.model.submission import CellValue, Submission
from kpixl.rules.evaluate import as_text
from kpixl.rules.quantity import Rulebook
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Value

Values = Mapping[str, Value]

_NOT_YET = "#N/A"
"""What a hidden cell of a blank form holds."""


def reconcile(
    rulebook: Rulebook, submission: Submission, seen: Values, meant: Values, blank: Callable[[], Values]
) -> Iterator[Finding]:
    """What the workbook showed against what its entries give, as it `seen` them.

    What counts are the figures from the entries as they were `meant`; a result that shows those is
    right as well. `blank` gives every quantity of the form before anybody has filled it in.
    """
    shown = {name: cell for name, cell in submission.shown.items() if name in rulebook.quantities}
    place = Place(submission.file, sheet=submission.sheet)
    if shown and all(cell.raw is None and cell.formula and not cell.error for cell in shown.values()):
        yield Finding("results-not-recalculated", place)
        return
    found = {name: _as_shown(_shown(cell), _places(rulebook, name)) for name, cell in shown.items()}
    expected, printed = (
        {name: _as_shown(v[name], _places(rulebook, name)) for name in shown} for v in (meant, seen)
    )
    differing = [name for name in shown if found[name] not in (printed[name], expected[name])]
    if differing and all(cell.formula and cell.error in ("", _NOT_YET) for cell in shown.values()):
        empty = blank()
        if all(found[name] == _as_shown(empty[name], _places(rulebook, name)) for name in shown):
            yield Finding("results-stale", place, {"appraisee": submission.identity.appraisee})
            return
    for name in differing:
        yield _differs(rulebook, submission, name, found[name], expected[name])


def _differs(rulebook: Rulebook, submission: Submission, name: str, found: str, expected: str) -> Finding:
    """One result that is not what it should be: what was expected, shown, or typed over the formula."""
    cell = submission.shown[name]
    before, after = found or "（空）", expected or "（不能计算）"
    details = {
        "name": rulebook.quantities[name].label,
        "before": before,
        "after": after,
        "expected": after,
        "shown": before if cell.formula else "",
        "overwritten": "" if cell.formula else before,
        "appraisee": submission.identity.appraisee,
    }
    place = Place(submission.file, sheet=submission.sheet, cell=cell.cell)
    return Finding("shown-differs" if cell.formula else "formula-overwritten", place, details)


def _places(rulebook: Rulebook, name: str) -> int | None:
    return rulebook.quantities[name].places


def _shown(cell: CellValue) -> Value:
    """What a result cell showed; its words for "not yet" count as nothing."""
    if cell.error or cell.raw in ("", "—", "未完成", None):
        return UNKNOWN
    return EXCLUDED if cell.raw == EXCLUDED_TEXT else cell.raw


def _as_shown(value: Value, places: int | None) -> str:
    if isinstance(value, Fraction):
        return plain(recorded(value, 2 if places is None else places), 2 if places is None else places)
    return "" if value is UNKNOWN or value is None else as_text(value)
