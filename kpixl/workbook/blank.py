"""A new workbook, to be written by XlsxWriter, in which a text is a text: no formula, no link, no markup."""

from __future__ import annotations

from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_MARKUP = "<r>"
"""Texts in these marks XlsxWriter would write as they are, into the XML."""


class TextSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose texts are texts."""

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> Any:
        """Writes a text; what looks like markup of XlsxWriter's own gets a space before it."""
        return super().write_string(
            row, col, f" {string}" if string.startswith(_MARKUP) else string, cell_format
        )


class _Book(Workbook):  # type: ignore[misc]
    worksheet_class = TextSheet


def blank_book(target: str | IO[bytes], **options: bool) -> Workbook:
    """A workbook at a path or in a stream, with XlsxWriter's further options."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return _Book(target, {**plain, **options})
