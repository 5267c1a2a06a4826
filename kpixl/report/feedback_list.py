"""反馈单清单: who gets which result slip, who has none and why, for HR to hand out and tick off.

Importing this module imports XlsxWriter; do so where the list is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kpixl.model.cycle import Cycle
from kpixl.model.feedback import FeedbackRow
from kpixl.model.scheme import Scheme
from kpixl.report.book import CENTRE, FIRST, Book, Cell, Column, Value
from kpixl.report.explain_words import status_word
from kpixl.report.handout import file_link
from kpixl.report.measure import fitting
from kpixl.report.overview import appraisee_labels
from kpixl.report.sheet import THIN, Sheet
from kpixl.workbook import palette

NAME = "反馈单清单"
_MOST_LINKED = 30_000
"""Excel takes 65,530 links in a sheet; each row has two."""
_WRAP: dict[str, Any] = {"text_wrap": True}
_BOX: dict[str, Any] = {"border": THIN, "border_color": palette.INPUT_BOX, "bg_color": palette.INPUT_EMPTY}
_NO_BOX: dict[str, Any] = {
    "bg_color": palette.WHITE,
    "border": 0,
    "bottom": THIN,
    "bottom_color": palette.HAIRLINE,
}


def write_slip_list(path: Path, rows: Sequence[FeedbackRow], scheme: Scheme, cycle: Cycle) -> None:
    """Writes the list to the path, in the order of the rows. Raises OSError."""
    book = Book(path, scheme, cycle)
    columns = _columns(rows, scheme)
    sheet = Sheet(book, NAME, tuple(columns.values()), filtered=bool(rows))
    sheet.title(f"{cycle.period.label}{scheme.title} {NAME}")
    sheet.strip(_summary(rows, scheme))
    sheet.header(freeze=list(columns).index("name") + 1)
    first = sheet.row
    for number, row in enumerate(rows, 1):
        cells = _values(number, row, len(rows) <= _MOST_LINKED)
        own = {"handed": {} if row.book else _NO_BOX}
        sheet.body([Cell(cells[key], own.get(key, {})) for key in columns])
    if rows:
        sheet.ws.autofilter(first - 1, FIRST, sheet.row - 1, sheet.last)
    sheet.note(
        "“签收”由发单的人填写。点文件名可以打开；清单和各部门的文件夹要放在一起。没有结果的人没有反馈单。"
    )
    sheet.finish()
    book.close()


def _columns(rows: Sequence[FeedbackRow], scheme: Scheme) -> dict[str, Column]:
    id_label, name_label = appraisee_labels(scheme)
    link = {"font_color": palette.STRONG, "underline": 1, "text_wrap": True}
    columns = {
        "number": Column("序号", 7, CENTRE),
        "department": Column("部门", fitting([row.department for row in rows], 11, 18), style=_WRAP),
        "id": Column(id_label, fitting([row.id for row in rows], 11, 16)),
        "name": Column(name_label, fitting([row.name for row in rows], 12, 18), style=_WRAP | {"bold": True}),
        "position": Column("岗位", fitting([row.position for row in rows], 11, 18), style=_WRAP),
        "status": Column("结果", 11),
        "book": Column("反馈单", fitting([row.book for row in rows], 20, 38), style=link),
        "page": Column("打印页", fitting([row.page for row in rows], 20, 38), style=link),
        "handed": Column("签收", 15, CENTRE, style=_BOX),
    }
    unused = {
        "department": not any(row.department for row in rows),
        "position": not any(row.position for row in rows),
    }
    return {key: column for key, column in columns.items() if not unused.get(key, False)}


def _values(number: int, row: FeedbackRow, is_linked: bool) -> dict[str, Value]:
    return {
        "number": number,
        "department": row.department,
        "id": row.id,
        "name": row.name,
        "position": row.position,
        "status": _status(row),
        "book": file_link(row.book) if is_linked else row.book,
        "page": file_link(row.page) if is_linked else row.page,
        "handed": None,
    }


def _status(row: FeedbackRow) -> str:
    word = status_word(row.status, "zh-CN")
    return f"{palette.PROVISIONAL} 暂定" if row.provisional else word


def _summary(rows: Sequence[FeedbackRow], scheme: Scheme) -> str:
    measure = "家" if scheme.unit_appraisee else "人"
    parts = [f"{sum(bool(row.book) for row in rows)} 张反馈单"]
    without = Counter(status_word(row.status, "zh-CN") for row in rows if not row.book)
    parts += [f"{word} {count} {measure}" for word, count in without.items()]
    if any(row.provisional for row in rows):
        parts.append(f"{palette.PROVISIONAL} 有暂定的，定了以后重新发")
    return "　".join(parts)
