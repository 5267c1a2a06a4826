"""The sheet 等级分布: people per band of scores and per grade, as figures and as two charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from xlsxwriter.chart import Chart

from kpixl.report.bands import grade_bands, greatest_base, pass_mark, score_bands
from kpixl.report.book import CENTRE, COUNT, FIRST, Book, Column, Formula, Value, cell_name
from kpixl.report.departments import Counts
from kpixl.report.formulas import Table
from kpixl.report.measure import lines_needed
from kpixl.report.overview import Overview
from kpixl.report.sheet import MEDIUM, THIN, Sheet
from kpixl.workbook import palette

_LEAST_COLUMNS = 5
_WIDTH, _LABEL_WIDTH, _GAP_WIDTH = 10.5, 10.0, 3.0
_CHART_HEIGHT, _BARS_FRAME = 330, 120
_FEW_BARS, _BAR_HEIGHT, _THIN_BAR_HEIGHT = 10, 38, 26
_UNIT_PIXELS, _CELL_PIXELS, _ROW_PIXELS = 7, 5, 20
_HEADROOM = 1.15
_HEADING_HEIGHT, _ROW_HEIGHTS = 40, (26, 24)
_DEPTHS = (palette.CHART_DEEP, palette.CHART_MIDDLE, palette.CHART_PALE)
_MORE_DEPTHS = (palette.CHART_DEEP, palette.CHART_MIDDLE, palette.BAR, palette.CHART_PALE, palette.WHITE)
_OUTLINE = {"color": palette.STRONG, "width": 0.75}
_HATCHED: dict[str, Any] = {
    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": palette.ERROR, "bg_color": palette.WHITE},
    "border": {"color": palette.ERROR, "width": 0.75},
}
_SHARE = '0.0%_ ;-0.0%_ ;"—"_ ;@_ '
_RULE = {"bottom": THIN, "bottom_color": palette.HAIRLINE}
_LOOKS: tuple[dict[str, Any], ...] = (
    {
        "bold": True,
        "font_color": palette.STRONG,
        "bg_color": palette.HEADER_FILL,
        "text_wrap": True,
        "top": MEDIUM,
        "top_color": palette.STRONG,
        "bottom": THIN,
        "bottom_color": palette.STRONG,
    },
    {"bold": True, "num_format": COUNT, **_RULE},
    {"num_format": _SHARE, "font_color": palette.SECONDARY, **_RULE},
)


@dataclass(frozen=True, slots=True)
class _Block:
    """A small table over a chart: headings, and how many people each stands for."""

    label: str
    headings: tuple[str, ...]
    formulas: tuple[str, ...]
    counts: tuple[int, ...]
    column: int
    columns: int

    @property
    def pixels(self) -> int:
        """The width that the chart under it has."""
        widths = [_LABEL_WIDTH, *[_WIDTH] * self.columns]
        return int(sum(width * _UNIT_PIXELS + _CELL_PIXELS for width in widths))


def write_distribution(book: Book, view: Overview, table: Table, counts: Counts) -> None:
    """Writes the sheet; without grades it tells of scores only."""
    blocks = _blocks(view, table, counts)
    name = "等级分布" if view.grades else "分数分布"
    widths: list[float] = []
    for block in blocks:
        widths += [_GAP_WIDTH] * bool(widths) + [_LABEL_WIDTH] + [_WIDTH] * block.columns
    sheet = Sheet(book, name, [Column("", width, CENTRE) for width in widths])
    # A chart that is cut in two tells nothing.
    sheet.ws.fit_to_pages(1, 1)
    sheet.title(f"{view.title} {name}", "只计已评的")
    top = sheet.row
    taken = max(lines_needed(text, _WIDTH) for block in blocks for text in block.headings)
    for row, height in enumerate((max(_HEADING_HEIGHT, 6 + 15 * taken), *_ROW_HEIGHTS), top):
        sheet.ws.set_row(row, height)
    for block in blocks:
        _write_block(sheet, view, block, top)
    sheet.row = top + 3
    sheet.ws.set_row(sheet.row, 12)
    sheet.row += 1
    heights = [_CHART_HEIGHT]
    _insert(sheet, _score_chart(book, view, blocks[0], name, top), blocks[0], _CHART_HEIGHT)
    if view.grades:
        rows = len(view.departments) + 1
        heights.append(
            max(_CHART_HEIGHT, _BARS_FRAME + (_BAR_HEIGHT if rows <= _FEW_BARS else _THIN_BAR_HEIGHT) * rows)
        )
        _insert(sheet, _grade_chart(book, view, counts), blocks[1], heights[-1])
    sheet.finish(sheet.row + ceil(max(heights) / _ROW_PIXELS) + 1)


def _blocks(view: Overview, table: Table, counts: Counts) -> list[_Block]:
    scheme = view.consolidation.scheme
    totals = [line.result.total for line in view.assessed if line.result.total is not None]
    bands = score_bands(scheme, greatest_base(view.consolidation))
    scores = _Block(
        label="分数段",
        headings=tuple(band.label for band in bands),
        formulas=tuple(f"={band.criteria(table.range('total'))}" for band in bands),
        counts=tuple(sum(total in band for total in totals) for band in bands),
        column=FIRST,
        columns=max(len(bands), _LEAST_COLUMNS),
    )
    if not view.grades:
        return [scores]
    given = [line.result.grade for line in view.assessed]
    lines = zip(view.grades, grade_bands(scheme), strict=True)
    grades = _Block(
        label="等级",
        headings=tuple(f"{grade}\n{band.label}" for grade, band in lines),
        formulas=tuple(f"='{counts.sheet}'!{cell_name(counts.last, place)}" for place in counts.grades),
        counts=tuple(given.count(grade) for grade in view.grades),
        column=FIRST + 1 + scores.columns + 1,
        columns=max(len(view.grades), _LEAST_COLUMNS - 1),
    )
    return [scores, grades]


def _write_block(sheet: Sheet, view: Overview, block: _Block, top: int) -> None:
    heads = "家数" if view.consolidation.scheme.unit_appraisee else "人数"
    _write_column(sheet, top, block.column, (block.label, heads, "占比"))
    ends = (block.column + 1, block.column + block.columns)
    whole = "SUM({}:{})".format(*(cell_name(top + 1, end, row_abs=True, col_abs=True) for end in ends))
    people = sum(block.counts)
    for place in range(block.columns):
        column = block.column + 1 + place
        values: tuple[Value, ...] = (None, None, None)
        if place < len(block.headings):
            count = block.counts[place]
            share = f'=IF({whole}=0,"{palette.NOTHING}",{cell_name(top + 1, column)}/{whole})'
            shown = Fraction(count, people) if people else palette.NOTHING
            values = (block.headings[place], Formula(block.formulas[place], count), Formula(share, shown))
        _write_column(sheet, top, column, values)


def _write_column(sheet: Sheet, top: int, column: int, values: Sequence[Value]) -> None:
    for row, (value, look) in enumerate(zip(values, _LOOKS, strict=True), top):
        sheet.put(row, column, value, **look, align=CENTRE)


def _score_chart(book: Book, view: Overview, block: _Block, name: str, top: int) -> Chart:
    first, last = block.column + 1, block.column + len(block.headings)
    scheme, base = view.consolidation.scheme, greatest_base(view.consolidation)
    fails = pass_mark(scheme) == score_bands(scheme, base)[0].high
    plain = {"fill": {"color": palette.CHART_MIDDLE}, "border": _OUTLINE}
    chart = book.workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "人数",
            "categories": [name, top, first, top, last],
            "values": [name, top + 1, first, top + 1, last],
            "points": [_HATCHED if fails else plain, *[plain] * (len(block.headings) - 1)],
            "gap": 60,
            "data_labels": {
                "value": True,
                "position": "outside_end",
                "num_format": "0",
                "font": _font(11, bold=True),
            },
            **plain,
        }
    )
    chart.set_title(_title(f"分数分布（{view.measure}；各段含下限，不含上限）"))
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": _font(), "line": {"color": palette.STRONG}, "major_tick_mark": "none"})
    headroom = max(1, *block.counts) * _HEADROOM
    chart.set_y_axis({"visible": False, "min": 0, "max": headroom, "major_gridlines": {"visible": False}})
    return chart


def _grade_chart(book: Book, view: Overview, counts: Counts) -> Chart:
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for column, look in zip(counts.grades, _looks(len(counts.grades)), strict=True):
        dark = look.get("fill", {}).get("color") == palette.CHART_DEEP
        font = _font(bold=True) | ({"color": palette.WHITE} if dark else {})
        chart.add_series(
            {
                "name": f"='{counts.sheet}'!{cell_name(counts.header, column, row_abs=True, col_abs=True)}",
                "categories": f"={counts.column(FIRST)}",
                "values": f"={counts.column(column)}",
                "gap": 45,
                # A department without this grade has no piece, so it gets no 0 either.
                "data_labels": {"value": True, "position": "center", "num_format": "0;;;", "font": font},
                **look,
            }
        )
    label = "各部门等级构成" if view.departments else "等级构成"
    chart.set_title(_title(f"{label}（{view.measure}）"))
    chart.set_legend({"position": "bottom", "font": _font()})
    line = {"none": True}
    chart.set_y_axis({"num_font": _font(), "reverse": True, "line": line, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    return chart


def _looks(grades: int) -> list[dict[str, Any]]:
    """A fill for each grade, best first: the blues grow paler, and the lowest is hatched."""
    depths = _DEPTHS if grades <= len(_DEPTHS) + 1 else _MORE_DEPTHS
    blues = [depths[min(place, len(depths) - 1)] for place in range(grades - 1)]
    return [
        *({"fill": {"color": blue}, "border": _OUTLINE} for blue in blues),
        _HATCHED | {"border": _OUTLINE},
    ]


def _insert(sheet: Sheet, chart: Chart, block: _Block, height: int) -> None:
    chart.set_size({"width": block.pixels, "height": height})
    chart.set_chartarea({"border": {"color": palette.HAIRLINE}, "fill": {"color": palette.WHITE}})
    chart.set_plotarea({"fill": {"none": True}})
    sheet.ws.insert_chart(sheet.row, block.column, chart, {"object_position": 1})


def _font(size: int = palette.BODY_SIZE, *, bold: bool = False) -> dict[str, Any]:
    return {"name": palette.FONT, "size": size, "bold": bold, "color": palette.TEXT}


def _title(text: str) -> dict[str, Any]:
    return {"name": text, "overlay": False, "name_font": _font(12, bold=True) | {"color": palette.STRONG}}
