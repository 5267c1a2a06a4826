"""A LibreOffice kept warm, driven by lines of JSON: one request a line on stdin, one answer a line on stdout.

Run by whichever Python holds LibreOffice's bridge (`uno`), so it uses the standard library only and imports
nothing of this tree. Arguments: the soffice program, and a folder of its own for the profile. It ends,
and LibreOffice with it, when stdin closes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found, unused-ignore]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found, unused-ignore]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found, unused-ignore]
from com.sun.star.lang import DisposedException  # type: ignore[import-not-found, unused-ignore]
from com.sun.star.table.CellContentType import (  # type: ignore[import-not-found, unused-ignore]
    FORMULA,
    TEXT,
    VALUE,
)

SETTINGS = (
    ("org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "0"),
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-US"),
)
"""Recalculate on loading, always: LibreOffice otherwise believes the results that the file brings along.
And read and write formulas alike on every machine."""

QUIETLY = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard")

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
}

ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    522: "#CIRC!",
    523: "#CIRC!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}

LOGICAL = 1024
STARTING_SECONDS = 60


class Office:
    """The running LibreOffice and the workbooks open in it, each known by a number."""

    def __init__(self, soffice: str, folder: str) -> None:
        self._folder = Path(folder).resolve()
        profile = self._folder / "profile"
        (profile / "user").mkdir(parents=True, exist_ok=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        pipe = f"kpixl{os.getpid()}"
        listening = f"--accept=pipe,name={pipe};urp;"
        self._process = subprocess.Popen(
            [soffice, *QUIETLY, listening, f"-env:UserInstallation={profile.as_uri()}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._desktop = self._connect(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self._books: dict[int, Book] = {}
        self._last = 0

    def open(self, path: str) -> int:
        """Loads a workbook and returns its number."""
        self._last += 1
        # After a crash the lock file beside a workbook would bar it, so it is a copy that is opened.
        copy = self._folder / str(self._last) / Path(path).name
        copy.parent.mkdir()
        shutil.copyfile(path, copy)
        document = self._desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, _properties(Hidden=True))
        if document is None:
            raise OSError(f"LibreOffice cannot open {path}")
        self._books[self._last] = Book(document)
        return self._last

    def fill(self, book: int, edits: list[list[Any]], cells: list[list[str]]) -> list[Any]:
        """Fills an open workbook and reads cells of it."""
        return self._books[book].fill(edits, cells)

    def save(self, book: int, out: str) -> None:
        """Saves an open workbook as it stands, in the format that the name of the file says."""
        self._books[book].save(out)

    def close(self, book: int) -> None:
        """Closes an open workbook."""
        self._books.pop(book).close()

    def end(self) -> None:
        """Ends LibreOffice, gently if it listens."""
        try:
            self._desktop.terminate()
            self._process.wait(10)
        except Exception:
            self._process.kill()
            self._process.wait()

    def _connect(self, address: str) -> Any:
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        latest = time.monotonic() + STARTING_SECONDS
        while True:
            try:
                remote = resolver.resolve(address)
                return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
            except NoConnectException:
                if time.monotonic() > latest or self._process.poll() not in (None, 0):
                    raise
                time.sleep(0.1)


class Book:
    """One open workbook. Each fill starts from the workbook as it was saved."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._overwritten: list[tuple[Any, Any]] = []
        self._sheets = {sheet.Name: sheet for sheet in document.Sheets}
        self._logical: dict[int, bool] = {}

    def fill(self, edits: list[list[Any]], cells: list[list[str]]) -> list[Any]:
        """Makes the edits on the saved workbook, recalculates, and reads the cells."""
        self._document.enableAutomaticCalculation(False)
        for cell, content in reversed(self._overwritten):
            _put(cell, content)
        self._overwritten.clear()
        for sheet, address, value in edits:
            cell = self._sheets[sheet].getCellRangeByName(address)
            self._overwritten.append((cell, _content(cell)))
            _put(cell, value)
        self._document.enableAutomaticCalculation(True)
        self._document.calculateAll()
        return self._shown(cells)

    def save(self, out: str) -> None:
        """Saves the workbook as it stands, in the format that the name of the file says."""
        chosen = FILTERS[Path(out).suffix.lower()]
        properties = _properties(FilterName=chosen, Overwrite=True)
        self._document.storeToURL(Path(out).resolve().as_uri(), properties)

    def close(self) -> None:
        """Closes the workbook; nothing is saved."""
        self._document.close(True)

    def _shown(self, cells: list[list[str]]) -> list[Any]:
        # Every call over the bridge takes its time, so the rectangle around a sheet's cells is read at once.
        spots = [(sheet, *_spot(address)) for sheet, address in cells]
        windows = {sheet: self._window(sheet, spots) for sheet in {spot[0] for spot in spots}}
        return [self._value(windows[sheet], column, row) for sheet, column, row in spots]

    def _window(self, name: str, spots: list[tuple[str, int, int]]) -> tuple[int, int, Any, Any, Any]:
        columns = [column for sheet, column, _ in spots if sheet == name]
        rows = [row for sheet, _, row in spots if sheet == name]
        left, top = min(columns), min(rows)
        area = self._sheets[name].getCellRangeByPosition(left, top, max(columns), max(rows))
        return left, top, area, area.getDataArray(), area.getFormulaArray()

    def _value(self, window: tuple[int, int, Any, Any, Any], column: int, row: int) -> Any:
        left, top, area, data, formulas = window
        value, formula = data[row - top][column - left], formulas[row - top][column - left]
        if value is None:
            error = area.getCellByPosition(column - left, row - top).getError()
            return ERRORS.get(error, f"Err:{error}")
        if value == "" and formula == "":
            return None
        if value in (0, 1) and self._is_logical(area.getCellByPosition(column - left, row - top)):
            return bool(value)
        return value

    def _is_logical(self, cell: Any) -> bool:
        key = cell.NumberFormat
        if key not in self._logical:
            self._logical[key] = bool(self._document.NumberFormats.getByKey(key).Type & LOGICAL)
        return self._logical[key]


def _spot(address: str) -> tuple[int, int]:
    """The column and row of an address such as "J10", both from 0."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1, int(address[len(letters) :]) - 1


def _content(cell: Any) -> Any:
    """What the cell holds, so that `_put` can put it back."""
    if cell.Type == FORMULA:
        return {"formula": cell.getFormula()}
    if cell.Type == VALUE:
        return cell.getValue()
    return cell.getString() if cell.Type == TEXT else None


def _put(cell: Any, value: Any) -> None:
    """Puts a value in place of what the cell holds, even if the cell is locked."""
    if isinstance(value, bool):
        # As a constant it would take the number format of the cell, and be a 1 or a 0.
        value = {"formula": f"={value}()".upper()}
    if value is None:
        cell.setFormula("")
    elif isinstance(value, dict):
        cell.setFormula(value["formula"])
    elif isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _properties(**values: Any) -> tuple[Any, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def main() -> None:
    """Answers requests until stdin closes or LibreOffice dies.

    A request is [verb, arguments]; an answer is {"value": ...} or {"error": ...}.
    """
    office = Office(*sys.argv[1:3])
    print(json.dumps({"value": "ready"}), flush=True)
    verbs: dict[str, Callable[..., Any]] = {
        "open": office.open,
        "fill": office.fill,
        "save": office.save,
        "close": office.close,
    }
    try:
        for line in sys.stdin:
            verb, arguments = json.loads(line)
            try:
                answer = {"value": verbs[verb](**arguments)}
            except DisposedException:
                break
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)
    finally:
        office.end()


if __name__ == "__main__":
    main()
