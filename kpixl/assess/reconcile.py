"""What a returned workbook showed, beside what its entries give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kpixl.findings import Finding, Place
from kpixl.model.numbers import plain, recorded
from kpixl.model.submission import CellValue, Submission
from kpixl.rules.evaluate import as_text
from kpixl.rules.quantity import Rulebook
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Value


def reconcile(rulebook: Rulebook, submission: Submission, values: Mapping[str, Value]) -> Iterator[Finding]:
    """What the workbook showed against what its entries give."""
    shown = {name: cell for name, cell in submission.shown.items() if name in rulebook.quantities}
    if shown and all(cell.raw is None and cell.formula and not cell.error for cell in shown.values()):
        yield Finding("results-not-recalculated", Place(submission.file, sheet=submission.sheet))
        return
    for name, cell in shown.items():
        quantity = rulebook.quantities[name]
        expected = _as_shown(values[name], quantity.places)
        found = _as_shown(_seen(cell), quantity.places)
        if found == expected:
            continue
        code = "shown-differs" if cell.formula else "formula-overwritten"
        details = {
            "name": quantity.label,
            "before": found or "（空）",
            "after": expected or "（不能计算）",
            "appraisee": submission.identity.appraisee,
        }
        yield Finding(code, Place(submission.file, sheet=submission.sheet, cell=cell.cell), details)


def _seen(cell: CellValue) -> Value:
    """What a result cell showed; its words for "not yet" count as nothing."""
    if cell.error or cell.raw in ("", "—", "未完成", None):
        return UNKNOWN
    return EXCLUDED if cell.raw == EXCLUDED_TEXT else cell.raw


def _as_shown(value: Value, places: int | None) -> str:
    if isinstance(value, Fraction):
        return plain(recorded(value, 2 if places is None else places), 2 if places is None else places)
    return "" if value is UNKNOWN or value is None else as_text(value)
