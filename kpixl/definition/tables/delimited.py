"""A text file of delimited values (CSV) as one grid, whatever its encoding and delimiter."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable

from kpixl.definition.tables.grid import Cell, Grid, Unreadable, told_as_table
from kpixl.sheets.budget import Budget

DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES, _SAMPLE_WIDTH = 40, 5_000
_QUOTED_TEXT = re.compile(r'="([^"]*)"')
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_delimited(data: bytes, recognised: Callable[[list[str]], int]) -> Grid:
    """The grid in the bytes. `recognised` counts the headings among a line's values.

    Row numbers count records, as a spreadsheet counts them. Raises Unreadable.
    """
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, recognised), strict=True)
    budget = Budget()
    rows: dict[int, dict[int, Cell]] = {}
    try:
        for number, record in enumerate(reader, start=1):
            with told_as_table():
                budget.spend(cells=len(record), characters=sum(map(len, record)))
            cells = {column: Cell(_plain(value)) for column, value in enumerate(record, 1) if value.strip()}
            if cells:
                rows[number] = cells
    except csv.Error:
        raise Unreadable("table-quotes", line=reader.line_num) from None
    return Grid(rows, typed=False)


def _decoded(data: bytes) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("table-encoding")


def _delimiter(text: str, recognised: Callable[[list[str]], int]) -> str:
    """The delimiter by which a line gives most headings; else the most frequent one."""
    lines = [line[:_SAMPLE_WIDTH] for line in itertools.islice(io.StringIO(text), _SAMPLE_LINES)]

    def headings(delimiter: str) -> int:
        values = ([value.strip(' "\r\n') for value in line.split(delimiter)] for line in lines)
        return max(map(recognised, values), default=0)

    counts = Counter(character for line in lines for character in line if character in DELIMITERS)
    return max(DELIMITERS, key=lambda delimiter: (headings(delimiter), counts[delimiter]))


def _plain(value: str) -> str:
    """The value without the ="…" in which some programs wrap numbers to keep their zeros."""
    wrapped = _QUOTED_TEXT.fullmatch(value.strip())
    return wrapped[1] if wrapped else value
