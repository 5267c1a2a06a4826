"""The sheet 等级分布: people per band of scores and per grade, in figures and charts; forced ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpixl.report.bands import grade_bands, score_bands
from kpixl.report.book import CENTRE, COUNT, FIRST, Book, Column, Formula, Value, cell_name
from kpixl.report.charts import insert, pixels
from kpixl.report.departments import DEPARTMENTS
from kpixl.report.departments_figures import grade_key
from kpixl.report.distribution_charts import grade_chart, grade_chart_height, score_chart
from kpixl.report.formulas import SUMMARY, Check, Table, Tables
from kpixl.report.looks import HEAD, RULE
from kpixl.report.measure import lines_needed
from kpixl.report.overview import Overview
from kpixl.report.proposals import proposals, write_proposal
from kpixl.report.sheet import Sheet
from kpixl.workbook import palette

DISTRIBUTION = "等级分布"

_LEAST_COLUMNS = 5
_WIDTH, _LABEL_WIDTH, _GAP_WIDTH = 10.5, 10.0, 3.0
_CHART_HEIGHT = 330
_HEADING_HEIGHT, _ROW_HEIGHTS, _GAP_HEIGHT = 40, (26, 24), 12
_SHARE = '0.0%_ ;-0.0%_ ;"—"_ ;@_ '
_LOOKS: tuple[dict[str, Any], ...] = (
    HEAD,
    {"bold": True, "num_format": COUNT, **RULE},
    {"num_format": _SHARE, "font_color": palette.SECONDARY, **RULE},
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
    def widths(self) -> list[float]:
        """The widths of its columns."""
        return [_LABEL_WIDTH, *[_WIDTH] * self.columns]


def plan_distribution(view: Overview) -> Table | None:
    """None where nothing is scored."""
    return Table(DISTRIBUTION if view.grades else "分数分布", 1, 3, {}) if view.scored else None


def write_distribution(book: Book, view: Overview, tables: Tables) -> Iterator[Check]:
    """Writes the sheet; without grades it tells of scores only."""
    blocks = _blocks(view, tables)
    name = tables[DISTRIBUTION].sheet
    widths: list[float] = []
    for block in blocks:
        widths += [_GAP_WIDTH] * bool(widths) + block.widths
    sheet = Sheet(book, name, [Column("", width, CENTRE) for width in widths])
    sheet.title(f"{view.title} {name}", "只计已评的")
    top = sheet.row
    _write_blocks(sheet, view, blocks, top)
    sheet.ws.set_row(top + 3, _GAP_HEIGHT)
    sheet.row = top + 4
    scores = score_chart(sheet, view, name, top, blocks[0].column + 1, blocks[0].counts)
    ends = [insert(sheet, scores, sheet.row, blocks[0].column, pixels(blocks[0].widths), _CHART_HEIGHT)]
    if view.grades:
        chart = grade_chart(sheet, view, tables[DEPARTMENTS])
        height = max(_CHART_HEIGHT, grade_chart_height(view))
        ends.append(insert(sheet, chart, sheet.row, blocks[1].column, pixels(blocks[1].widths), height))
    sheet.row = max(ends)
    checks: list[Check] = []
    breaks = []
    for column, step in proposals(view):
        breaks.append(sheet.row)
        checks += write_proposal(sheet, view, tables[SUMMARY], column, step)
    if breaks:
        sheet.ws.set_h_pagebreaks(breaks)
    else:
        # A chart that is cut in two tells nothing.
        sheet.ws.fit_to_pages(1, 1)
    sheet.finish()
    yield from checks
    yield from _checks(view, tables[SUMMARY], blocks, name, top)


def _checks(view: Overview, table: Table, blocks: Sequence[_Block], name: str, top: int) -> Iterator[Check]:
    """Everybody with a total is in one band, and has one grade."""
    known = sum(line.assessed and line.total is not None for line in view.lines)
    for block in blocks:
        ends = (
            cell_name(top + 1, block.column + place, row_abs=True, col_abs=True)
            for place in (1, len(block.headings))
        )
        counted = Formula(f"=SUM('{name}'!{':'.join(ends)})", sum(block.counts))
        total = Formula(f"=COUNT({table.range('total')})", known)
        yield Check(f"各{block.label}{_heads(view)}之和＝有分数的{_heads(view)}", counted, total)


def _heads(view: Overview) -> str:
    return "家数" if view.consolidation.scheme.unit_appraisee else "人数"


def _blocks(view: Overview, tables: Tables) -> list[_Block]:
    scheme, table, departments = view.consolidation.scheme, tables[SUMMARY], tables[DEPARTMENTS]
    totals = [line.total for line in view.lines if line.assessed and line.total is not None]
    bands = score_bands(scheme, view.points)
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
    given = [line.grade for line in view.lines if line.assessed]
    lines = zip(view.grades, grade_bands(scheme), strict=True)
    whole = (cell_name(departments.last, departments.columns[grade_key(grade)]) for grade in view.grades)
    grades = _Block(
        label="等级",
        headings=tuple(f"{grade}\n{band.label}" for grade, band in lines),
        formulas=tuple(f"='{departments.sheet}'!{cell}" for cell in whole),
        counts=tuple(given.count(grade) for grade in view.grades),
        column=FIRST + 1 + scores.columns + 1,
        columns=max(len(view.grades), _LEAST_COLUMNS - 1),
    )
    return [scores, grades]


def _write_blocks(sheet: Sheet, view: Overview, blocks: Sequence[_Block], top: int) -> None:
    """Row by row over all blocks."""
    taken = max(lines_needed(text, _WIDTH) for block in blocks for text in block.headings)
    heights = (max(_HEADING_HEIGHT, 6 + 15 * taken), *_ROW_HEIGHTS)
    for row, (height, look) in enumerate(zip(heights, _LOOKS, strict=True)):
        sheet.ws.set_row(top + row, height)
        for block in blocks:
            for place in range(block.columns + 1):
                value = _value(view, block, top, row, place)
                sheet.put(top + row, block.column + place, value, **look, align=CENTRE)


def _value(view: Overview, block: _Block, top: int, row: int, place: int) -> Value:
    """What stands in a cell of a block: headings, counts, shares."""
    if place == 0:
        return (block.label, _heads(view), "占比")[row]
    if place > len(block.headings):
        return None
    count, people = block.counts[place - 1], sum(block.counts)
    if row == 0:
        return block.headings[place - 1]
    if row == 1:
        return Formula(block.formulas[place - 1], count)
    ends = (block.column + 1, block.column + block.columns)
    whole = "SUM({}:{})".format(*(cell_name(top + 1, end, row_abs=True, col_abs=True) for end in ends))
    share = f'=IF({whole}=0,"{palette.NOTHING}",{cell_name(top + 1, block.column + place)}/{whole})'
    return Formula(share, Fraction(count, people) if people else palette.NOTHING)
