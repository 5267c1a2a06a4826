"""The charts of the sheet 指标分析: the weakest items, and the average totals over time."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from kpixl.report.book import FIRST
from kpixl.report.charts import HATCHED, NO_AXIS, PLAIN, font, insert, label, names_axis, pixels, title
from kpixl.report.formulas import Table
from kpixl.report.indicator_grid import NAME, RATE, columns
from kpixl.report.indicator_sums import WEAK
from kpixl.report.indicator_trend import Trend
from kpixl.report.sheet import Sheet
from kpixl.workbook import palette

_MOST_BARS, _MOST_LINES = 10, 4
_HEIGHT, _GAP = 310, 12
_LEFT = RATE - FIRST
"""So many columns lie under the chart at the left, when another stands beside it."""

_LINES: Sequence[dict[str, Any]] = (
    {"color": palette.CHART_DEEP, "width": 2.25},
    {"color": palette.CHART_MIDDLE, "width": 1.75},
    {"color": palette.SECONDARY, "width": 1.25, "dash_type": "dash"},
    {"color": palette.CHART_MIDDLE, "width": 1.25, "dash_type": "round_dot"},
    {"color": palette.SECONDARY, "width": 1.25, "dash_type": "long_dash_dot"},
)
_MARKERS = ("circle", "square", "triangle", "diamond", "x")


def rate_chart(sheet: Sheet, table: Table, rates: Sequence[Fraction], row: int, *, whole: bool) -> None:
    """The rates of the weakest items as bars; those that are weak are hatched."""
    if not rates:
        return
    shown = rates[:_MOST_BARS]
    last = table.first + len(shown) - 1
    chart = sheet.book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "得分率",
            "categories": [sheet.name, table.first, NAME, last, NAME],
            "values": [sheet.name, table.first, RATE, last, RATE],
            "points": [HATCHED if rate < WEAK else PLAIN for rate in shown],
            "gap": 45,
            "data_labels": label("0.0%"),
            **PLAIN,
        }
    )
    words = f"得分率最低的{len(shown)}项指标" if len(rates) > len(shown) else "各项指标的得分率"
    chart.set_title(title(f"{words}（由弱到强）"))
    chart.set_legend({"none": True})
    chart.set_y_axis(names_axis(reverse=True))
    chart.set_x_axis({**NO_AXIS, "max": max(1.0, float(max(shown))) * 1.12})
    widths = [column.width for column in columns(0)]
    insert(sheet, chart, row, FIRST, pixels(widths if whole else widths[:_LEFT]) - _GAP, _HEIGHT)


def trend_chart(sheet: Sheet, trend: Trend, row: int) -> None:
    """The average totals of all, and of a few departments, over time."""
    chart = sheet.book.workbook.add_chart({"type": "line"})
    *departments, whole = trend.rows
    lines = [whole, *(departments if len(departments) <= _MOST_LINES else ())]
    for number, at in enumerate(lines):
        look = _LINES[number]
        color = {"color": look["color"]}
        chart.add_series(
            {
                "name": [trend.sheet, at, NAME],
                "categories": [trend.sheet, trend.head, trend.first, trend.head, trend.last],
                "values": [trend.sheet, at, trend.first, at, trend.last],
                "line": look,
                "marker": {"type": _MARKERS[number], "size": 6, "fill": color, "border": color},
                **({"data_labels": label("0.0", "above")} if number == 0 else {}),
            }
        )
    chart.set_title(title("各期平均总分"))
    chart.set_legend({"position": "bottom", "font": font()} if len(lines) > 1 else {"none": True})
    chart.set_x_axis(names_axis())
    low, high = (10 * floor(trend.least / 10) - 10, 10 * ceil(trend.most / 10) + 10)
    chart.set_y_axis(
        {
            "min": low if trend.least < 0 else max(0, low),
            "max": high,
            "num_font": font(palette.NOTE_SIZE),
            "num_format": "0",
            "major_gridlines": {"visible": False},
            "line": {"none": True},
        }
    )
    widths = [column.width for column in columns(0)][_LEFT:]
    insert(sheet, chart, row, FIRST + _LEFT, pixels(widths) - _GAP, _HEIGHT)
