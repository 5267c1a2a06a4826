"""发放清单: which form went out in which file, for HR to tick off what has come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kpixl.files import atomic_write
from kpixl.model.cycle import Cycle
from kpixl.model.handout import Handout
from kpixl.model.scheme import Scheme

_UNLINKABLE = set('#%?*"<>|:\\')
_LONGEST_LINK = 1_000


def write_handout_list(path: Path, rows: Iterable[Handout], *, scheme: Scheme, cycle: Cycle) -> Path:
    """Writes the list to `path`, whole or not at all, by department in the order of the rows.

    A file name is a link relative to the list, except where a sign in it (#, %) would break the link.
    Raises OSError when the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as part:
        _write(part, _by_department(rows), scheme, cycle)
    return path


def _by_department(rows: Iterable[Handout]) -> list[Handout]:
    listed = list(rows)
    order = {name: place for place, name in enumerate(dict.fromkeys(row.department for row in listed))}
    return sorted(listed, key=lambda row: order[row.department])


def _write(path: Path, rows: Sequence[Handout], scheme: Scheme, cycle: Cycle) -> None:
    # XlsxWriter takes long to import, and only this needs it.
    from kpixl.report.book import Book, Cell
    from kpixl.report.sheet import Sheet

    columns = _columns(rows, scheme)
    book = Book(path, scheme, cycle)
    sheet = Sheet(book, "发放清单", tuple(columns.values()), filtered=bool(rows))
    due = f"请于{cycle.due.month}月{cycle.due.day}日前收齐" if cycle.due else ""
    alert = {"bold": True, "font_color": palette.PENDING, "font_size": palette.BODY_SIZE}
    sheet.title(f"{cycle.period.label}{scheme.title} 发放清单", due, alert)
    sheet.strip(_summary(rows, scheme))
    sheet.header(freeze=list(columns).index("name") + 1)
    first = sheet.row
    for number, row in enumerate(rows, 1):
        cells = _values(number, row, scheme, cycle)
        sheet.body([Cell(cells[key]) for key in columns])
    if rows:
        sheet.ws.autofilter(first - 1, 1, sheet.row - 1, sheet.last)
        filled = book.style(bg_color=palette.INPUT_FILLED)
        sheet.ws.conditional_format(
            first, sheet.last, sheet.row - 1, sheet.last, {"type": "no_blanks", "format": filled}
        )
    sheet.note("交回情况由收表人填写，例如“√ 12-10”或“催”。文件名可以点开；清单要和各部门的文件夹放在一起。")
    sheet.finish()
    book.close()


def _columns(rows: Sequence[Handout], scheme: Scheme) -> dict[str, Column]:
    from kpixl.report.book import CENTRE, Column

