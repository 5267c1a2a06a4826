"""How small tables look that several sheets have: headings, rows and totals."""

from __future__ import annotations

from typing import Any

from kpixl.report.sheet import MEDIUM, THIN
from kpixl.workbook import palette

HEAD: dict[str, Any] = {
    "bold": True,
    "font_color": palette.STRONG,
    "bg_color": palette.HEADER_FILL,
    "text_wrap": True,
    "top": MEDIUM,
    "top_color": palette.STRONG,
    "bottom": THIN,
    "bottom_color": palette.STRONG,
}
RULE: dict[str, Any] = {"bottom": THIN, "bottom_color": palette.HAIRLINE}
TOTAL: dict[str, Any] = {
    "bold": True,
    "bg_color": palette.TOTAL_FILL,
    "top": MEDIUM,
    "bottom": MEDIUM,
    "top_color": palette.STRONG,
    "bottom_color": palette.STRONG,
}
