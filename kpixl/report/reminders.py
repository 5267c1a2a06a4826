"""催交清单: how far each department is, who has still to do what, and every file that was received.

Importing this module imports XlsxWriter; do so where the workbook is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from kpixl.files import atomic_write
from kpixl.model.scheme import Scheme
from kpixl.model.status import COUNTS, CycleStatus, Tally
from kpixl.report.book import CENTRE, COUNT, FIRST, Book, Cell, Column, Formula, cell_name
from kpixl.report.measure import fitting
from kpixl.report.overview import NO_DEPARTMENT
from kpixl.report.reminder_lists import REGISTER, write_open, write_register
from kpixl.report.sheet import Sheet
from kpixl.report.status_words import please_return, words
from kpixl.sheets.opening import Unreadable, open_book
from kpixl.workbook import palette

NAME = "催交清单"
OVERVIEW = "交回情况"
_SHARE = "0%_ ;-0%_ ;0%_ ;@_ "
_GROUPS = {"accepted": "能用", "warned": "能用", "refused": "还差", "missing": "还差"}
_EXTRA = "另计"
_BAR: dict[str, Any] = {
    "type": "data_bar",
    "bar_color": palette.BAR,
    "bar_solid": True,
    "min_type": "num",
    "max_type": "num",
    "min_value": 0,
    "max_value": 1,
}
_NOTES = (
    "发出＝已收＋待核对＋退回＋未交。收齐率＝（已收＋待核对）÷发出。",
    "待核对：已经计入，有几处请看一眼。退回：交回的不能用，要改正后再交。",
    "另计：迟交是已交回的里面在期限以后保存的；被替代是同一个人多交、没有采用的份数；"
    "已离开是发表以后离开花名册的，不再催。",
)


def may_replace(path: Path) -> bool:
    """Whether nothing stands at a path, or an earlier list of reminders. Raises OSError."""
    if not path.exists():
        return True
    try:
        book = open_book(path.read_bytes())
        return bool(book.sheets) and book.sheets[0].name == OVERVIEW
    except Unreadable:
        return False


def write_reminders(path: Path, status: CycleStatus, scheme: Scheme) -> Path:
    """Writes the workbook to `path`, whole or not at all. Raises OSError when it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as part:
        book = Book(part, scheme, status.cycle)
        _write_overview(book, status, scheme)
        write_open(book, status, scheme)
        write_register(book, status)
        book.close()
    return path


def _write_overview(book: Book, status: CycleStatus, scheme: Scheme) -> None:
    departments = {name or NO_DEPARTMENT: tally for name, tally in status.departments.items()}
    whole = "全部" if scheme.unit_appraisee or len(departments) < 2 else "合计"
    rows = departments if len(departments) > 1 or any(status.departments) else {}
    columns = _columns([*rows, whole])
    places = {key: FIRST + place for place, key in enumerate(columns)}
    sheet = Sheet(book, OVERVIEW, tuple(columns.values()))
    due = f"交回期限 {status.cycle.due:%Y-%m-%d}" if status.cycle.due else ""
    sheet.title(f"{book.heading} {NAME}", due)
    open_ = bool(status.open)
    sheet.strip(_strip(status, scheme), bold=True, font_color=palette.PENDING if open_ else palette.TEXT)
    sheet.header(freeze=1)
    first = sheet.row
    for name, tally in rows.items():
        sheet.body([Cell(name), *_figures(columns, places, sheet.row, tally)])
    _total(sheet, columns, places, first, whole, status.total)
    sheet.ws.conditional_format(first, places["share"], sheet.row - 1, places["share"], _BAR)
    if status.strays:
        text = f"{palette.WRONG} 另有 {len(status.strays)} 个文件看不出是谁的，见“{REGISTER}”。"
        sheet.note(text, bold=True, font_color=palette.ERROR)
    for text in _NOTES:
        sheet.note(text)
    sheet.finish()


def _columns(names: list[str]) -> dict[str, Column]:
    told, count = words("zh-CN"), {"num_format": COUNT}
    columns = {"name": Column("部门", fitting(names, 16, 30), style={"bold": True, "text_wrap": True})}
    for key in COUNTS:
        group = "" if key == "sent" else _GROUPS.get(key, _EXTRA)
        columns[key] = Column(told[key], 10.5, CENTRE, group, count)
        if key == "missing":
            columns["share"] = Column("收齐率", 18, CENTRE, style={"num_format": _SHARE, "bold": True})
    return columns


def _strip(status: CycleStatus, scheme: Scheme) -> str:
    total, measure = status.total, "家" if scheme.unit_appraisee else "人"
    if not status.open:
        return f"{palette.DONE} 全部交回，共 {total.sent} {measure}。"
    parts = [f"{palette.TODO} 已收 {total.usable}／{total.sent} {measure}"]
    parts += [f"退回 {total.refused} {measure}"] if total.refused else []
    parts += [f"未交 {total.missing} {measure}"] if total.missing else []
    return "　".join([*parts, please_return(scheme, status.cycle)])


def _figures(columns: Mapping[str, Column], places: Mapping[str, int], row: int, tally: Tally) -> list[Cell]:
    """The figures of a row. What was sent out is the sum of its parts, also when somebody corrects one."""
    cells = {key: Cell(getattr(tally, key)) for key in COUNTS}
    parts = f"{cell_name(row, places['accepted'])}:{cell_name(row, places['missing'])}"
    cells["sent"] = Cell(Formula(f"=SUM({parts})", tally.sent))
    cells["share"] = Cell(_share(places, row, tally))
    return [cells[key] for key in columns if key != "name"]


def _share(places: Mapping[str, int], row: int, tally: Tally) -> Formula:
    sent, accepted, warned = (cell_name(row, places[key]) for key in ("sent", "accepted", "warned"))
    value = Fraction(tally.usable, tally.sent) if tally.sent else palette.NOTHING
    return Formula(f'=IF({sent}=0,"{palette.NOTHING}",({accepted}+{warned})/{sent})', value)


def _total(
    sheet: Sheet,
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    first: int,
    label: str,
    total: Tally,
) -> None:
    row = sheet.row
    if row == first:
        sheet.total([Cell(label), *_figures(columns, places, row, total)])
        return
    cells = {"name": Cell(label), "share": Cell(_share(places, row, total))}
    for key in COUNTS:
        span = f"{cell_name(first, places[key])}:{cell_name(row - 1, places[key])}"
        cells[key] = Cell(Formula(f"=SUM({span})", getattr(total, key)))
    sheet.total([cells[key] for key in columns])
