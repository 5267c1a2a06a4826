"""The chart under 部门汇总: how the departments compare."""

from __future__ import annotations

from fractions import Fraction

from kpixl.report.book import cell_range
from kpixl.report.charts import DEEP, HEADROOM, NO_AXIS, PLAIN, insert, label, names_axis, pixels, title
from kpixl.report.formulas import Table
from kpixl.report.overview import Overview
from kpixl.report.sheet import Sheet

MOST_BARS = 30
"""A chart of more bars has no room for their names."""

_HEIGHT, _MOST_WIDTH, _FRAME, _BAR = 300, 1090, 200, 110
_GAP_HEIGHT = 12


def compare(sheet: Sheet, view: Overview, here: Table) -> int:
    """Draws the mean of each department and of the whole; gives the row that comes next."""
    bars = len(view.departments) + 1
    if not view.scored or not 2 < bars <= MOST_BARS:
        return sheet.row
    sheet.ws.set_row(sheet.row, _GAP_HEIGHT)
    scheme = view.consolidation.scheme
    chart = sheet.book.workbook.add_chart({"type": "column"})
    digits = "0." + "0" * scheme.rounding.total if scheme.rounding.total else "0"
    chart.add_series(
        {
            "name": f"平均{scheme.total}",
            "categories": f"={cell_range(here.sheet, here.columns['name'], here.first, here.last)}",
            "values": f"={cell_range(here.sheet, here.columns['mean'], here.first, here.last)}",
            "points": [*[PLAIN] * (bars - 1), DEEP],
            "gap": 60,
            "data_labels": label(digits),
            **PLAIN,
        }
    )
    chart.set_title(title(f"各部门平均{scheme.total}（只计已评的）"))
    chart.set_legend({"none": True})
    chart.set_x_axis(names_axis())
    best = max((line.total for line in view.assessed if line.total is not None), default=Fraction(1))
    chart.set_y_axis(NO_AXIS | {"max": float(max(best, Fraction(1)) * Fraction(HEADROOM))})
    full = pixels([column.width for column in sheet.columns])
    width = min(full, _MOST_WIDTH, _FRAME + _BAR * bars)
    return insert(sheet, chart, sheet.row + 1, sheet.first, width, _HEIGHT)
