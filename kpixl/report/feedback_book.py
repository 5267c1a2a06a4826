"""A result slip as a workbook: one sheet to read and sign, and the form as it was filled in.

Importing this module imports XlsxWriter; do so where slips are written.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

from kpixl.model.cycle import Cycle
from kpixl.model.feedback import Feedback
from kpixl.model.scheme import Scheme
from kpixl.report.feedback import TITLE
from kpixl.report.feedback_sheet import SlipSheet
from kpixl.workbook.annex import SHEET as ANNEX
from kpixl.workbook.annex import write_annex
from kpixl.workbook.blank import blank_book
from kpixl.workbook.book import Press
from kpixl.workbook.filled import FilledForm, write_filled
from kpixl.workbook.printed import form_title
from kpixl.workbook.write import Formats

FORM = "考核表"
_STRIP = "√ 本表是计入结果的内容，只供查看"


def slip_book(slip: Feedback, press: Press, form: FilledForm, scheme: Scheme, department: str) -> bytes:
    """The workbook as a file: always the same bytes for the same slip."""
    stream = io.BytesIO()
    book = blank_book(stream, in_memory=True)
    cycle = press.cycle
    book.set_properties(
        {"title": slip.title, "company": scheme.company, "created": _created(cycle), "author": ""}
    )
    formats = Formats(book)
    sheet = book.add_worksheet(TITLE)
    SlipSheet(sheet, formats, slip).write()
    _finish(sheet, slip.title)
    filled = book.add_worksheet(FORM)
    write_filled(filled, formats, press, form, _STRIP)
    _finish(filled, slip.title)
    if press.plan.annex:
        annex = book.add_worksheet(ANNEX)
        write_annex(
            annex, formats, form_title(press.rulebook.form.title, cycle, department), press.plan.annex
        )
        _finish(annex, slip.title)
    book.close()
    return stream.getvalue()


def _created(cycle: Cycle) -> datetime:
    """Of the period, not of the clock: the same results give the same bytes."""
    return datetime(cycle.period.year, cycle.period.month, 1)


def _finish(sheet: object, title: str) -> None:
    """The footer; and locked, so that nobody changes a figure by accident."""
    text = title.replace("&", "&&")[:80]
    # The space after the size: "&82026" would be read as the size 82026.
    call: Callable[..., None] = sheet.set_footer  # type: ignore[attr-defined]
    call(f"&L&8 {text}&C&8 第 &P 页 共 &N 页&R&8 内部资料", {"margin": 0.3})
    sheet.protect("", {"format_columns": True, "format_rows": True})  # type: ignore[attr-defined]
