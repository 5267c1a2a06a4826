"""How every chart of a workbook looks: three depths of one blue, labelled data, no gridlines."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart

from kpixl.report.sheet import Sheet
from kpixl.workbook import palette

HEADROOM = 1.15
"""An axis is so much longer than the longest bar, so that its label has room."""

OUTLINE = {"color": palette.STRONG, "width": 0.75}
PLAIN: dict[str, Any] = {"fill": {"color": palette.CHART_MIDDLE}, "border": OUTLINE}
DEEP: dict[str, Any] = {"fill": {"color": palette.CHART_DEEP}, "border": OUTLINE}
PALE: dict[str, Any] = {"fill": {"color": palette.CHART_PALE}, "border": OUTLINE}
HATCHED: dict[str, Any] = {
    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": palette.ERROR, "bg_color": palette.WHITE},
    "border": {"color": palette.ERROR, "width": 0.75},
}
NO_AXIS: dict[str, Any] = {"visible": False, "min": 0, "major_gridlines": {"visible": False}}

_UNIT_PIXELS, _CELL_PIXELS, _ROW_PIXELS = 7, 5, 20
_DEPTHS = (palette.CHART_DEEP, palette.CHART_MIDDLE, palette.CHART_PALE)
_MORE_DEPTHS = (palette.CHART_DEEP, palette.CHART_MIDDLE, palette.BAR, palette.CHART_PALE, palette.WHITE)


def looks(count: int) -> list[dict[str, Any]]:
    """A fill for each of so many, best first: the blues grow paler, and the lowest is hatched."""
    depths = _DEPTHS if count <= len(_DEPTHS) + 1 else _MORE_DEPTHS
    blues = [depths[min(place, len(depths) - 1)] for place in range(count - 1)]
    return [*({"fill": {"color": blue}, "border": OUTLINE} for blue in blues), HATCHED | {"border": OUTLINE}]


def font(size: int = palette.BODY_SIZE, *, bold: bool = False) -> dict[str, Any]:
    """The font of a chart's text; it is to be set on every piece of it."""
    return {"name": palette.FONT, "size": size, "bold": bold, "color": palette.TEXT}


def label(number_format: str, position: str = "outside_end") -> dict[str, Any]:
    """The labels of a series: its values in this format."""
    return {"value": True, "position": position, "num_format": number_format, "font": font(bold=True)}


def title(text: str) -> dict[str, Any]:
    """The title of a chart."""
    return {"name": text, "overlay": False, "name_font": font(12, bold=True) | {"color": palette.STRONG}}


def names_axis(*, reverse: bool = False) -> dict[str, Any]:
    """The axis that has names; reversed, a bar chart begins at the top."""
    line = {"none": True} if reverse else {"color": palette.STRONG}
    return {"num_font": font(), "reverse": reverse, "line": line, "major_tick_mark": "none"}


def insert(sheet: Sheet, chart: Chart, row: int, column: int, width: int, height: int) -> int:
    """Puts a chart so wide and high (in pixels) at a cell; gives the first row below it."""
    chart.set_size({"width": width, "height": height})
    chart.set_chartarea({"border": {"color": palette.HAIRLINE}, "fill": {"color": palette.WHITE}})
    chart.set_plotarea({"fill": {"none": True}})
    sheet.ws.insert_chart(row, column, chart, {"object_position": 1})
    return row + -(-height // _ROW_PIXELS) + 1


def pixels(widths: list[float]) -> int:
    """How many pixels columns of these widths take."""
    return int(sum(width * _UNIT_PIXELS + _CELL_PIXELS for width in widths))
