"""发放清单: which form went out in which file, for HR to tick off what has come back.

Importing this module imports XlsxWriter; do so where the list is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kpixl.files import atomic_write
from kpixl.model.cycle import Cycle
from kpixl.model.handout import Handout
from kpixl.model.scheme import Scheme
from kpixl.report.book import CENTRE, FIRST, Book, Cell, Column, Link, Value
from kpixl.report.measure import fitting
from kpixl.report.overview import appraisee_labels
from kpixl.report.sheet import THIN, Sheet
from kpixl.workbook import palette

NAME = "发放清单"
_UNLINKABLE = set('#%?*"<>|:\\')
_LONGEST_LINK = 200
_WRAP: dict[str, Any] = {"text_wrap": True}
_BOX: dict[str, Any] = {"border": THIN, "border_color": palette.INPUT_BOX, "bg_color": palette.INPUT_EMPTY}


def write_handout_list(path: Path, rows: Iterable[Handout], *, scheme: Scheme, cycle: Cycle) -> Path:
    """Writes the list to `path`, whole or not at all, by department in the order of the rows.

    A file name is a link relative to the list, except where a sign in it (#, %) would break the link.
    Raises OSError when the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as part:
        book = Book(part, scheme, cycle)
        _write(book, _by_department(rows), scheme, cycle)
        book.close()
    return path


def _by_department(rows: Iterable[Handout]) -> list[Handout]:
    listed = list(rows)
    order = {name: place for place, name in enumerate(dict.fromkeys(row.department for row in listed))}
    return sorted(listed, key=lambda row: order[row.department])


def _write(book: Book, rows: Sequence[Handout], scheme: Scheme, cycle: Cycle) -> None:
    columns = _columns(rows, scheme)
    sheet = Sheet(book, NAME, tuple(columns.values()), filtered=bool(rows))
    due = f"请于{cycle.due.month}月{cycle.due.day}日前收齐" if cycle.due else ""
    alert = {"bold": True, "font_color": palette.PENDING, "font_size": palette.BODY_SIZE}
    sheet.title(f"{cycle.period.label}{scheme.title} {NAME}", due, alert)
    sheet.strip(_summary(rows, scheme))
    sheet.header(freeze=list(columns).index("name") + 1)
    first = sheet.row
    for number, row in enumerate(rows, 1):
        cells = _values(number, row)
        sheet.body([Cell(cells[key]) for key in columns])
    if rows:
        last = sheet.row - 1
        sheet.ws.autofilter(first - 1, FIRST, last, sheet.last)
        filled = book.workbook.add_format({"bg_color": palette.INPUT_FILLED, "font_color": palette.TEXT})
        rule = {"type": "no_blanks", "format": filled}
        sheet.ws.conditional_format(first, sheet.last, last, sheet.last, rule)
    sheet.note("“交回情况”由收表人填写，例如“√ 12-10”。点文件名可以打开；清单和各部门的文件夹要放在一起。")
    sheet.finish()


def _columns(rows: Sequence[Handout], scheme: Scheme) -> dict[str, Column]:
    id_label, name_label = appraisee_labels(scheme)
    link = {"font_color": palette.STRONG, "underline": 1, "text_wrap": True}
    shared = len({row.file for row in rows}) < len(rows)
    columns = {
        "number": Column("序号", 7, CENTRE),
        "department": Column("部门", fitting([row.department for row in rows], 11, 18), style=_WRAP),
        "id": Column(id_label, fitting([row.id for row in rows], 11, 16)),
        "name": Column(name_label, fitting([row.name for row in rows], 12, 18), style=_WRAP | {"bold": True}),
        "position": Column("岗位", fitting([row.position for row in rows], 11, 18), style=_WRAP),
        "form": Column("考核表", fitting([row.form for row in rows], 16, 40), style=_WRAP),
        "file": Column("文件", fitting([row.file for row in rows], 20, 48), style=link),
        "sheet": Column("工作表", fitting([row.sheet for row in rows], 12, 20), style=_WRAP),
        "returned": Column("交回情况", 15, CENTRE, style=_BOX),
    }
    unused = {
        "department": not any(row.department for row in rows),
        "position": not any(row.position for row in rows),
        "sheet": not shared,
    }
    return {key: column for key, column in columns.items() if not unused.get(key, False)}


def file_link(file: str) -> Value:
    """A link to a file beside the list, or its bare name where a sign in it (#, %) would break the link."""
    linked = file and not set(file) & _UNLINKABLE and len(file) <= _LONGEST_LINK
    return Link(file) if linked else file


def _values(number: int, row: Handout) -> dict[str, Value]:
    return {
        "number": number,
        "department": row.department,
        "id": row.id,
        "name": row.name,
        "position": row.position,
        "form": row.form,
        "file": file_link(row.file),
        "sheet": row.sheet,
        "returned": None,
    }


def _summary(rows: Sequence[Handout], scheme: Scheme) -> str:
    measure = "家" if scheme.unit_appraisee else "人"
    departments = len({row.department for row in rows if row.department})
    parts = [f"{departments} 个部门"] if departments else []
    parts += [f"{len({row.id for row in rows})} {measure}", f"{len({row.file for row in rows})} 个文件"]
    return "　".join(parts)
