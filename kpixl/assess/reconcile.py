"""What a returned workbook showed, beside what its entries give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from kpixl.findings import Finding, Place
from kpixl.model.numbers import plain, recorded
from kpixl.model.submission import UNSAID, CellValue, Submission
from kpixl.rules.evaluate import as_text
from kpixl.rules.quantity import Rulebook
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Value

Values = Mapping[str, Value]

FEW = 3
"""So many results are told one by one where one cause may have changed many."""

_NOT_YET = "#N/A"
"""What a hidden cell of a blank form holds."""


def reconcile(
    rulebook: Rulebook, submission: Submission, seen: Values, meant: Values, blank: Callable[[], Values]
) -> Iterator[Finding]:
    """What the workbook showed against what its entries give, as it `seen` them.

    What counts are the figures from the entries as they were `meant`; a result that shows those is
    right as well. `blank` gives every quantity of the form before anybody has filled it in.
    """
    return _Comparison(rulebook, submission, seen, meant, blank).findings()


class _Comparison:
    """The results that one sheet shows: those with their formula, and those in place of it."""

    def __init__(
        self,
        rulebook: Rulebook,
        submission: Submission,
        seen: Values,
        meant: Values,
        blank: Callable[[], Values],
    ) -> None:
        self.rulebook, self.submission, self.blank = rulebook, submission, blank
        self.shown = {name: cell for name, cell in submission.shown.items() if name in rulebook.quantities}
        self.found = {name: self._printed(name, _shown(cell)) for name, cell in self.shown.items()}
        self.expected = {name: self._printed(name, meant[name]) for name in self.shown}
        self.seen = {name: self._printed(name, seen[name]) for name in self.shown}
        self.figures = {name for name in self.shown if isinstance(seen[name], Fraction)}

    def findings(self) -> Iterator[Finding]:
        """Everything that is to be told."""
        live = {name: cell for name, cell in self.shown.items() if cell.formula}
        differing = [name for name in live if self._is_other(name)]
        place = Place(self.submission.file, sheet=self.submission.sheet)
        if live and all(cell.raw is None and not cell.error for cell in live.values()):
            yield Finding("results-not-recalculated", place)
        elif differing and self._is_untouched(differing if len(differing) > FEW else live):
            yield Finding("results-stale", place, {"appraisee": self.submission.identity.appraisee})
        else:
            yield from (self._differs("shown-differs", name) for name in differing)
        yield from self._overwritten()

    def _is_other(self, name: str) -> bool:
        """Whether a figure is shown that is not the right one; what rests on a lost cell nobody knows."""
        right = self.expected[name]
        is_known = right != "" or all(cell.raw in self.submission.entries for cell in self.rulebook.cells)
        if _may_be_text(self.shown[name]) and name not in self.figures:
            return False
        return is_known and self.found[name] not in (self.seen[name], right)

    def _is_untouched(self, names: Iterable[str]) -> bool:
        """Whether these results are still those of the blank form, or nothing at all: names may be gone."""
        shown = {name: self.shown[name] for name in names}
        if any(cell.error not in ("", _NOT_YET) for cell in shown.values()):
            return False
        blank = self.blank()
        return all(
            self.found[name] in ("", self._printed(name, blank[name])) or _may_be_text(cell)
            for name, cell in shown.items()
        )

    def _overwritten(self) -> Iterator[Finding]:
        """Results whose formula is gone, be the figure right or not; of many, the first tells of all."""
        gone = [
            name
            for name, cell in self.shown.items()
            if not cell.formula and (self.found[name] or self.expected[name])
        ]
        cells = [self.shown[name].cell for name in gone]
        if len(gone) <= FEW:
            yield from (self._differs("formula-overwritten", name) for name in gone)
        else:
            listed, listed_en = "、".join(cells[:FEW]), ", ".join(cells[:FEW])
            more = f"（{listed} 等共 {len(cells)} 格）"
            more_en = f" ({listed_en} and more, {len(cells)} cells in all)"
            yield self._differs("formula-overwritten", gone[0], more, more_en)

    def _differs(self, code: str, name: str, more: str = "", more_en: str = "") -> Finding:
        """One result: what was expected, and what was shown or typed over the formula."""
        cell = self.shown[name]
        before, after = self.found[name] or "（空）", self.expected[name] or "（不能计算）"
        details = {
            "name": self.rulebook.quantities[name].label,
            "before": before,
            "after": after,
            "expected": after,
            "shown": before if cell.formula else "",
            "overwritten": "" if cell.formula else before,
            "more": more,
            "more_en": more_en,
            "appraisee": self.submission.identity.appraisee,
        }
        return Finding(
            code, Place(self.submission.file, sheet=self.submission.sheet, cell=cell.cell), details
        )

    def _printed(self, name: str, value: Value) -> str:
        """A value as the cell of this quantity prints it."""
        if isinstance(value, Fraction):
            places = self.rulebook.quantities[name].places
            places = 2 if places is None else places
            return plain(recorded(value, places), places)
        return "" if value is UNKNOWN or value is None else as_text(value)


def _may_be_text(cell: CellValue) -> bool:
    """Whether a 0 may stand for a text: LibreOffice does so in an .xls, where formulas are not read."""
    return cell.formula == UNSAID and cell.raw == 0


def _shown(cell: CellValue) -> Value:
    """What a result cell showed; its words for "not yet" count as nothing."""
    if cell.error or cell.raw in ("", "—", "未完成", None):
        return UNKNOWN
    return EXCLUDED if cell.raw == EXCLUDED_TEXT else cell.raw
