"""The looks of a correction slip, in the words of openpyxl."""

from __future__ import annotations

from typing import Literal

from openpyxl.styles import Alignment, Color, Font, PatternFill, Side

from kpixl.workbook import palette


def colour(code: str) -> Color:
    """A colour of the palette as openpyxl has it."""
    return Color(rgb="FF" + code.removeprefix("#"))


def font(size: float, code: str, bold: bool = False, underlined: bool = False) -> Font:
    """A font of the palette."""
    return Font(
        name=palette.FONT,
        family=palette.FONT_FAMILY,
        charset=palette.FONT_CHARSET,
        size=size,
        bold=bold,
        underline="single" if underlined else None,
        color=colour(code),
    )


def fill(code: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", fgColor=colour(code))


def side(code: str, style: Literal["thin", "medium"] = "thin") -> Side:
    """One edge of a cell."""
    return Side(style=style, color=colour(code))


def aligned(centred: bool = False) -> Alignment:
    """The alignment of a cell of a table; what is not centred is wrapped."""
    return Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=not centred)
