"""The grid of the sheet 指标分析: its columns, headings and rows; several small tables share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from kpixl.report.book import CENTRE, FIRST, LEFT, RIGHT, WORDS, Cell, Column, score_format
from kpixl.report.looks import HEAD, RULE, TOTAL
from kpixl.report.measure import lines_needed
from kpixl.report.sheet import Sheet
from kpixl.workbook import palette

NO, NAME, TEXT, FULL, COUNTED, MEAN, RATE, SPREAD, SAMPLE = range(FIRST, FIRST + 9)
MORE = SAMPLE + 1
"""The columns of every table, and where those begin that differ from table to table."""

SEEN = 6
"""So many further columns fit on a page across."""

_WIDTHS = {NO: 6.0, NAME: 21.0, TEXT: 15.5, FULL: 10.0}
_WIDTH = 9.6
SHARE_FORMAT: dict[str, Any] = {"num_format": "0.0%_ ;-0.0%_ ;0.0%_ ;@_ "}
RATE_FORMAT: dict[str, Any] = {"num_format": f'[<0.6]"{palette.LOW} "0.0%_ ;[>=0.6]0.0%_ ;General;@_ '}
COUNT_FORMAT: dict[str, Any] = {"num_format": "0_ ;-0_ ;0_ ;@_ "}
DIFFERENCE_FORMAT: dict[str, Any] = {"num_format": "+0.0%_ ;-0.0%_ ;0.0%_ ;@_ "}
SCORE_FORMATS: Sequence[dict[str, Any]] = [{"num_format": score_format(places)} for places in range(10)]
BOLD: dict[str, Any] = {"bold": True}
NOTHING = Cell(palette.NOTHING)

Cells = Mapping[int, Cell]
"""The cells of a row by their columns."""


def columns(further: int) -> list[Column]:
    """The columns of the grid: as many further ones as asked for, those that no page has room for folded."""
    widths = [_WIDTHS.get(place, _WIDTH) for place in range(FIRST, MORE + SEEN)]
    folded = [Column("", _WIDTH, folded=True) for _ in range(further - SEEN)]
    return [*(Column("", width) for width in widths), *folded]


def block_title(sheet: Sheet, text: str) -> None:
    """What the table below is about."""
    sheet.ws.set_row(sheet.row, 30)
    sheet.put(sheet.row, FIRST, text, bold=True, font_size=palette.TOTAL_SIZE, font_color=palette.STRONG)
    sheet.row += 1


def heading(
    sheet: Sheet, texts: Mapping[int, str], styles: Mapping[int, dict[str, Any]] | None = None
) -> None:
    """The headings of a table, over its columns; some of them have a style of their own."""
    lines = max(lines_needed(text, _WIDTHS.get(place, _WIDTH)) for place, text in texts.items())
    sheet.ws.set_row(sheet.row, max(32, 6 + 15 * lines))
    for place, text in texts.items():
        pad = {"num_format": WORDS} if align(place) == RIGHT else {}
        sheet.put(
            sheet.row, place, text, **{**HEAD, **pad, "align": align(place), **(styles or {}).get(place, {})}
        )
    sheet.row += 1


def row(sheet: Sheet, cells: Cells, *, total: bool = False) -> None:
    """One row of a table."""
    lines = 1
    for place, cell in cells.items():
        wraps = isinstance(cell.value, str) and align(place) == LEFT
        if wraps:
            lines = max(lines, lines_needed(str(cell.value), _WIDTHS.get(place, _WIDTH)))
        look = {
            **(TOTAL if total else RULE),
            "align": align(place),
            "text_wrap": wraps,
            "shrink": not wraps,
        }
        sheet.put(sheet.row, place, cell.value, **{**look, **cell.style})
    sheet.ws.set_row(sheet.row, (28 if total else 23) if lines == 1 else 6 + 15 * lines)
    sheet.row += 1


def gap(sheet: Sheet) -> None:
    """Room between two tables."""
    sheet.ws.set_row(sheet.row, 14)
    sheet.row += 1


def align(place: int) -> str:
    """How the cells of a column are aligned."""
    if place == NO:
        return CENTRE
    return LEFT if place in (NAME, TEXT) else RIGHT


def shown(value: Fraction | None, style: dict[str, Any]) -> Cell:
    """A figure, or the sign for nothing."""
    return NOTHING if value is None else Cell(value, style)
