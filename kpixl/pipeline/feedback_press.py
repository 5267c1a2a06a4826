"""Makes the two files of a result slip; what all slips of a form share is made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kpixl.assess.voids import as_received
from kpixl.model.roster import Appraisee
from kpixl.pipeline.explain_form import Filled
from kpixl.pipeline.explainer import Account
from kpixl.pipeline.versions import Versions
from kpixl.report.feedback import Circumstances, feedback
from kpixl.report.feedback_html import slip_page
from kpixl.workbook.book import Press, make_press, printed
from kpixl.workbook.filled import FilledForm
from kpixl.workbook.slip_fresh import remark_cells


@dataclass(frozen=True, slots=True)
class MadeSlip:
    """The workbook and the page of a slip, as files."""

    book: bytes
    page: bytes
    provisional: bool


class SlipPress:
    """Makes slips one after the other."""

    def __init__(self, versions: Versions) -> None:
        self.versions = versions
        self.press = cache(self._press)
        self.page = slip_page()

    def make(self, account: Account, around: Circumstances) -> MadeSlip | None:
        """The slip of a result; None when the scheme that it comes from cannot be read any more."""
        from kpixl.report.feedback_book import slip_book

        told, form = account.explanation, account.form
        if account.fingerprint is None or account.version is None or form is None:
            return None
        slip = feedback(told, account.version.rulebook, around)
        press, person = self.press(account.fingerprint), told.result.appraisee
        book = slip_book(slip, press, _filled(press, person, form), told.scheme, person.department)
        return MadeSlip(book, self.page(slip).encode(), slip.provisional)

    def _press(self, fingerprint: str) -> Press:
        version = self.versions.of(fingerprint)
        assert version is not None
        # Never handed out, so that nothing of it has to be signed or recognised.
        return make_press(version.rulebook, version.cycle, "")


def _filled(press: Press, person: Appraisee, form: Filled) -> FilledForm:
    cells = [cell for item in press.rulebook.items for cell in item.cells]
    typed = {cell.raw: as_received(cell, form.submission.entries.get(cell.raw)) for cell in cells}
    return FilledForm(
        printed(press, person),
        form.given,
        typed,
        frozenset(_struck(press, form)),
        dict(remark_cells(press.blueprint, form.submission.remarks)),
    )


def _struck(press: Press, form: Filled) -> Iterator[str]:
    """The cells of rows that are void."""
    for item in press.rulebook.items:
        for cell in item.cells:
            if (item.indicator.name, cell.row) in form.void:
                yield cell.raw
