"""Forms that went through openpyxl, ExcelJS, SheetJS and gnumeric, and encryption like that of Excel."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.protection import WorkbookProtection

from tests.returned.makers.bench import Bench
from tests.returned.makers.office import CELLS, SHOP, S
from tests.returned.makers.typed import ZHOU

PASSWORD = "考核2026"
"""That of the encrypted files."""

Edit = Callable[[Workbook], object]


def _resaved(book: Workbook) -> None:
    """Nothing is changed."""


def _filled(book: Workbook) -> None:
    for raw, cell in CELLS.items():
        value = ZHOU[raw]
        book[S][cell].value = value if isinstance(value, str) or value is None else float(value)


def _with_sheet(book: Workbook) -> None:
    notes = book.create_sheet("备忘", 0)
    notes["A1"], notes["A2"] = "问过质检组", "=1+1"


def _with_comments(book: Workbook) -> None:
    book[SHOP]["H15"].comment = Comment("巡店两次", "郑晓")
    book[SHOP]["B2"].comment = Comment("=1+1", "郑晓")


def _locked(book: Workbook) -> None:
    book.security = WorkbookProtection(workbookPassword="1", lockStructure=True)


def _copied(book: Workbook) -> None:
    book.move_sheet(book.copy_worksheet(book[SHOP]), -2)


def _unmerged(book: Workbook) -> None:
    for area in list(book[SHOP].merged_cells.ranges):
        book[SHOP].unmerge_cells(str(area))


def _row_in(book: Workbook) -> None:
    """openpyxl moves cells, but neither names nor formulas."""
    book[S].insert_rows(14)


def _scores_as_values(book: Workbook) -> None:
    for row in (11, 12, 14, 15, 16, 19, 20):
        book[S][f"N{row}"].value = 10


OPENPYXL: dict[str, tuple[str, Edit]] = {
    "openpyxl.xlsx": ("honest-001.xlsx", _resaved),
    "openpyxl-filled.xlsx": ("blank-001.xlsx", _filled),
    "openpyxl-sheet-added.xlsx": ("honest-011.xlsx", _with_sheet),
    "openpyxl-comments.xlsx": ("honest-011.xlsx", _with_comments),
    "openpyxl-locked.xlsx": ("honest-011.xlsx", _locked),
    "openpyxl-copied.xlsx": ("honest-011.xlsx", _copied),
    "openpyxl-unmerged.xlsx": ("honest-011.xlsx", _unmerged),
    "openpyxl-row-in.xlsx": ("honest-001.xlsx", _row_in),
    "openpyxl-scores.xlsx": ("honest-001.xlsx", _scores_as_values),
}
"""By the name of the file: its source, and what a script did to it."""

CELLS_OF_JS = {
    cell: {"date": "2026-11-28" if cell == "M20" else "2026-11-05"} if cell in ("M20", "C33") else value
    for raw, cell in CELLS.items()
    for value in [ZHOU[raw] if isinstance(ZHOU[raw], str) else float(ZHOU[raw] or 0)]
}
"""What 001 entered, as ExcelJS takes it."""
PLAIN_CELLS = {cell: value for cell, value in CELLS_OF_JS.items() if not isinstance(value, dict)} | {
    "M20": 46354,
    "C33": 46331,
}

GNUMERIC = {
    ".xlsx": "Gnumeric_Excel:xlsx2",
    ".xls": "Gnumeric_Excel:excel_biff8",
    ".ods": "Gnumeric_OpenCalc:odf",
}


def run(bench: Bench) -> None:
    """Writes them all."""
    for name, (source, edit) in OPENPYXL.items():
        _by_openpyxl(bench.made(source), bench.files / name, edit)
    _values_only(bench.made("honest-001.xlsx"), bench.files / "values-only.xlsx")
    honest, blank = bench.made("honest-001.xlsx"), bench.made("blank-001.xlsx")
    bench.node("exceljs.mjs", honest, bench.files / "exceljs.xlsx")
    bench.node("exceljs.mjs", blank, bench.files / "exceljs-filled.xlsx", CELLS_OF_JS)
    for suffix in (".xlsx", ".xls", ".xlsb", ".ods"):
        bench.node("sheetjs.mjs", honest, bench.files / f"sheetjs{suffix}")
    bench.node("sheetjs.mjs", blank, bench.files / "sheetjs-filled.xlsx", PLAIN_CELLS)
    for suffix, kind in GNUMERIC.items():
        bench.run("ssconvert", f"--export-type={kind}", str(honest), str(bench.files / f"gnumeric{suffix}"))
    _encrypt(bench.made("honest-011.xlsx"), bench.files / "password.xlsx")


def _by_openpyxl(source: Path, out: Path, edit: Edit) -> None:
    with warnings.catch_warnings():
        # It tells that it drops what it does not know.
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(source)
        edit(book)
        book.save(out)


def _values_only(source: Path, out: Path) -> None:
    """Everything pasted as values: no formula is left."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        openpyxl.load_workbook(source, data_only=True).save(out)


def _encrypt(source: Path, out: Path) -> None:
    plain, locked = io.BytesIO(source.read_bytes()), io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(PASSWORD, locked)
    out.write_bytes(locked.getvalue())
