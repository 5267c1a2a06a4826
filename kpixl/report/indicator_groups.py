"""The departments on the sheet 指标分析: their totals, and the rates of all items."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kpixl.model.numbers import NOISE_PLACES, plain, recorded
from kpixl.report.book import Cell, Formula, cell_name
from kpixl.report.departments_figures import by_department
from kpixl.report.formulas import SQUARE, in_department, mean_formula
from kpixl.report.indicator_cells import (
    ANY,
    Places,
    department_rows,
    fixed,
    mark,
    rate_cell,
    spread_cell,
)
from kpixl.report.indicator_grid import (
    BOLD,
    COUNT_FORMAT,
    COUNTED,
    FULL,
    MEAN,
    MORE,
    NAME,
    NO,
    RATE,
    RATE_FORMAT,
    SAMPLE,
    SCORE_FORMATS,
    SPREAD,
    TEXT,
    heading,
    row,
)
from kpixl.report.indicator_sums import WHOLE
from kpixl.report.sheet import Sheet
from kpixl.workbook import palette

_NOTHING = palette.NOTHING


def department_table(sheet: Sheet, places: Places) -> None:
    """Writes a row for each department, and one for all."""
    head = sheet.row
    label = "部门" if places.view.departments else "范围"
    texts = {
        NO: "序号", NAME: label, TEXT: "最弱的指标", FULL: "它的得分率", COUNTED: "有总分\n的人数",
        MEAN: "平均总分", RATE: "得分率", SPREAD: "标准差\n（总体）", SAMPLE: "标准差\n（样本）",
    }  # fmt: skip
    heading(sheet, texts | {MORE + place: item.name for place, item in enumerate(places.rated)})
    names, live = department_rows(places.view), by_department(places.view)
    for number, name in enumerate(names, 1):
        whole = number == len(names)
        cells = dict(_of_group(places, sheet.row, head, WHOLE if whole else name))
        if not live and not whole:
            cells = {place: _as_value(cell) for place, cell in cells.items()}
        cells |= {NO: Cell(None if whole else number), NAME: Cell(name, BOLD)}
        row(sheet, dict(sorted(cells.items())), total=whole)
    if places.rated:
        mark(sheet, places.first, places.last, MORE, MORE + len(places.rated) - 1)
        mark(sheet, places.first, places.last, FULL)


def _as_value(cell: Cell) -> Cell:
    return Cell(cell.value.value if isinstance(cell.value, Formula) else cell.value, cell.style)


def _of_group(places: Places, at: int, head: int, group: str) -> Iterator[tuple[int, Cell]]:
    view, summary = places.view, places.summary
    scores, sums, digits = (
        summary.range("total"),
        places.tally.total(group),
        view.consolidation.scheme.rounding.total,
    )
    count = cell_name(at, COUNTED, col_abs=True)
    here = ""
    if group != WHOLE:
        here = in_department(summary, cell_name(at, NAME, col_abs=True), view.departments) + ","
    yield from _weakest_item(places, at, head, group)
    counted = f"COUNTIFS({here}{scores},{ANY})"
    yield COUNTED, Cell(Formula(f"={counted}", sums.count), COUNT_FORMAT)
    average = f"AVERAGEIFS({scores},{here}{scores},{ANY})"
    mean = _NOTHING if sums.mean is None else recorded(sums.mean, digits)
    yield MEAN, Cell(Formula(f"={mean_formula(average, count, digits)}", mean), SCORE_FORMATS[digits])
    yield RATE, _of_points(places, group, f"SUMIFS({scores},{here}{scores},{ANY})", count)
    spread, sample = _variances(places, group, here, count)
    yield SPREAD, spread_cell(spread, count, 1, sums.variance())
    yield SAMPLE, spread_cell(sample, count, 2, sums.variance(1))
    for place, item in enumerate(places.rated):
        if group == WHOLE:
            cell = fixed(places.items.first + place, RATE)
            yield MORE + place, Cell(Formula(f"={cell}", item.rate or Fraction()), RATE_FORMAT)
        else:
            own, found = summary.range(item.key), places.tally.item(item.name, group)
            counted = f"COUNTIFS({here}{own},{ANY})"
            yield (
                MORE + place,
                rate_cell(places, item, found, f"SUMIFS({own},{here}{own},{ANY})", counted, here),
            )


def _of_points(places: Places, group: str, total: str, count: str) -> Cell:
    """The share of the base that totals come to, where all forms have the same."""
    view, sums = places.view, places.tally.total(group)
    forms = {line.form for line in view.lines}
    scheme = view.consolidation.scheme
    bases = {scheme.base(form) for form in scheme.forms if form.key in forms} or {scheme.points}
    if len(bases) > 1:
        return Cell(_NOTHING)
    base = bases.pop()
    shown = _NOTHING if sums.mean is None else recorded(sums.mean / base, NOISE_PLACES)
    formula = f'=IF({count}=0,"{_NOTHING}",ROUND({total}/({count}*{plain(base)}),{NOISE_PLACES}))'
    return Cell(Formula(formula, shown), RATE_FORMAT)


def _variances(places: Places, group: str, here: str, count: str) -> tuple[str, str]:
    """The variances of totals, of a population and of a sample."""
    scores = places.summary.range("total")
    if group == WHOLE:
        return f"VARP({scores})", f"VAR({scores})"
    average, squares = (
        f"AVERAGEIFS({places.summary.range(key)},{here}{scores},{ANY})" for key in ("total", SQUARE)
    )
    variance = f"{squares}-{average}^2"
    return variance, f"({variance})*{count}/({count}-1)"


def _weakest_item(places: Places, at: int, head: int, group: str) -> Iterator[tuple[int, Cell]]:
    if not places.rated:
        yield from ((TEXT, Cell(_NOTHING)), (FULL, Cell(_NOTHING)))
        return
    last = MORE + len(places.rated) - 1
    rates, names = (f"{fixed(row, MORE)}:{fixed(row, last)}" for row in (at, head))
    found = [
        (rate, place, item.name)
        for place, item in enumerate(places.rated)
        if (rate := places.tally.item(item.name, group).rate) is not None
    ]
    formula = f'=IFERROR(INDEX({names},MATCH(MIN({rates}),{rates},0)),"{_NOTHING}")'
    yield (
        TEXT,
        Cell(Formula(formula, min(found)[2] if found else _NOTHING), {"text_wrap": True, "shrink": False}),
    )
    least = f'=IF(COUNT({rates})=0,"{_NOTHING}",MIN({rates}))'
    yield FULL, Cell(Formula(least, min(found)[0] if found else _NOTHING), RATE_FORMAT)
