"""The charts of 等级分布: scores by band, grades by department, earned grades beside proposed ones."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.chart import Chart

from kpixl.report.bands import pass_mark, score_bands
from kpixl.report.book import cell_name, cell_range
from kpixl.report.charts import (
    HATCHED,
    HEADROOM,
    NO_AXIS,
    PALE,
    PLAIN,
    font,
    label,
    looks,
    names_axis,
    title,
)
from kpixl.report.compare import MOST_BARS
from kpixl.report.departments_figures import grade_key
from kpixl.report.formulas import Table
from kpixl.report.overview import Overview
from kpixl.report.sheet import Sheet
from kpixl.workbook import palette

_BARS_FRAME, _FEW_BARS, _BAR_HEIGHT, _THIN_BAR_HEIGHT = 120, 10, 38, 26


def score_chart(
    sheet: Sheet, view: Overview, name: str, top: int, first: int, counts: Sequence[int]
) -> Chart:
    """People per band; those who fail are hatched. Headings stand in the top row, counts below."""
    last = first + len(counts) - 1
    scheme = view.consolidation.scheme
    fails = pass_mark(scheme) == score_bands(scheme, view.points)[0].high
    chart = sheet.book.workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "人数",
            "categories": [name, top, first, top, last],
            "values": [name, top + 1, first, top + 1, last],
            "points": [HATCHED if fails else PLAIN, *[PLAIN] * (len(counts) - 1)],
            "gap": 60,
            "data_labels": label("0") | {"font": font(11, bold=True)},
            **PLAIN,
        }
    )
    chart.set_title(title(f"分数分布（{view.measure}；各段含下限，不含上限）"))
    chart.set_legend({"none": True})
    chart.set_x_axis(names_axis())
    chart.set_y_axis(NO_AXIS | {"max": max(1, *counts) * HEADROOM})
    return chart


def _chart_rows(view: Overview) -> int:
    """Departments and the whole; the whole alone where there are too many for a chart."""
    return len(view.departments) + 1 if len(view.departments) < MOST_BARS else 1


def grade_chart_height(view: Overview) -> int:
    """How high a chart needs to be in which every bar has room, in pixels."""
    rows = _chart_rows(view)
    return _BARS_FRAME + (_BAR_HEIGHT if rows <= _FEW_BARS else _THIN_BAR_HEIGHT) * rows


def grade_chart(sheet: Sheet, view: Overview, departments: Table) -> Chart:
    """The grades of each department as shares of a bar."""
    rows = _chart_rows(view)
    first, last = departments.last - rows + 1, departments.last

    def column(key: str) -> str:
        return cell_range(departments.sheet, departments.columns[key], first, last)

    chart = sheet.book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for grade, look in zip(view.grades, looks(len(view.grades)), strict=True):
        key = grade_key(grade)
        dark = look.get("fill", {}).get("color") == palette.CHART_DEEP
        own = font(bold=True) | ({"color": palette.WHITE} if dark else {})
        heading = cell_name(departments.first - 1, departments.columns[key], row_abs=True, col_abs=True)
        chart.add_series(
            {
                "name": f"='{departments.sheet}'!{heading}",
                "categories": f"={column('name')}",
                "values": f"={column(key)}",
                "gap": 45,
                # A department without this grade has no piece, so it gets no 0 either.
                "data_labels": label("0;;;", "center") | {"font": own},
                **look,
            }
        )
    words = "各部门等级构成" if rows > 1 else "等级构成"
    chart.set_title(title(f"{words}（{view.measure}）"))
    chart.set_legend({"position": "bottom", "font": font()})
    chart.set_y_axis(names_axis(reverse=True))
    chart.set_x_axis(NO_AXIS | {"max": 1})
    return chart


def proposal_chart(
    sheet: Sheet, view: Overview, headings: str, rows: Sequence[tuple[str, str]], most: int
) -> Chart:
    """Two columns for each grade: as earned, and as proposed. `rows` are names and ranges of counts."""
    chart = sheet.book.workbook.add_chart({"type": "column"})
    for (name, counts), look in zip(rows, (PALE, PLAIN), strict=False):
        chart.add_series(
            {
                "name": name,
                "categories": f"={headings}",
                "values": f"={counts}",
                "gap": 60,
                "overlap": -5,
                "data_labels": label("0"),
                **look,
            }
        )
    chart.set_title(title(f"所得等级与建议等级（{view.measure}）"))
    chart.set_legend({"position": "bottom", "font": font()})
    chart.set_x_axis(names_axis())
    chart.set_y_axis(NO_AXIS | {"max": max(1, most) * HEADROOM})
    return chart
