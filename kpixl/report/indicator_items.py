"""The items on the sheet 指标分析: a row for each, the weakest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from kpixl.model.numbers import NOISE_PLACES, plain, recorded
from kpixl.report.book import LEFT, Cell, Formula, cell_name
from kpixl.report.formulas import mean_formula
from kpixl.report.indicator_cells import (
    Places,
    Rated,
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
    SAMPLE,
    SCORE_FORMATS,
    SHARE_FORMAT,
    SPREAD,
    TEXT,
    heading,
    row,
)
from kpixl.report.indicator_sums import WEAK
from kpixl.report.sheet import Sheet
from kpixl.workbook import palette

_NOTHING = palette.NOTHING
WEAKEST = MORE + 2
_NAME: dict[str, Any] = {"align": LEFT, "shrink": False, "indent": 1}
_VARIES, _DEDUCTS = "各表不同", "只扣分"


def item_table(sheet: Sheet, places: Places, items: Sequence[Rated]) -> None:
    """Writes a row for each item."""
    texts = {
        NO: "序号", NAME: "指标", TEXT: "所属部分", FULL: "满分", COUNTED: "有得分\n的人数",
        MEAN: "平均分", RATE: "得分率", SPREAD: "标准差\n（总体）",
        SAMPLE: "标准差\n（样本）", MORE: "得满分\n的占比", MORE + 1: "不到六成\n的占比",
    }  # fmt: skip
    with_departments = bool(places.view.departments)
    heading(
        sheet,
        texts | ({WEAKEST: "最弱的部门", WEAKEST + 1: ""} if with_departments else {}),
        {WEAKEST: _NAME},
    )
    rated = 0
    for number, item in enumerate(items, 1):
        cells = dict(_of_item(places, item, sheet.row))
        cells |= {NO: Cell(number), NAME: Cell(item.name, BOLD), TEXT: Cell(item.section or _NOTHING)}
        if with_departments:
            # A long name runs on into the empty cell beside it.
            cells |= {WEAKEST: _weakest_department(places, item, rated), WEAKEST + 1: Cell(None)}
        rated += item.rate is not None
        row(sheet, dict(sorted(cells.items())))
    mark(sheet, places.items.first, places.items.last, RATE)


def _of_item(places: Places, item: Rated, at: int) -> Iterator[tuple[int, Cell]]:
    scores, sums = places.summary.range(item.key), item.sums
    count, mean = cell_name(at, COUNTED, col_abs=True), recorded(sums.mean or Fraction(), places.places)
    yield FULL, _full(places, item)
    yield COUNTED, Cell(Formula(f"=COUNT({scores})", sums.count), COUNT_FORMAT)
    average = mean_formula(f"AVERAGE({scores})", count, places.places)
    yield MEAN, Cell(Formula(f"={average}", mean), SCORE_FORMATS[places.places])
    yield RATE, rate_cell(places, item, sums, f"SUM({scores})", count, "")
    yield SPREAD, spread_cell(f"VARP({scores})", count, 1, sums.variance())
    yield SAMPLE, spread_cell(f"VAR({scores})", count, 2, sums.variance(1))
    for place, bound, sign, number in ((MORE, 1, ">=", sums.full), (MORE + 1, WEAK, "<", sums.weak)):
        if item.points is None:
            yield place, Cell(_NOTHING)
            continue
        counted = f'COUNTIF({scores},"{sign}"&{plain(item.points * bound)})'
        formula = f'=IF({count}=0,"{_NOTHING}",ROUND({counted}/{count},{NOISE_PLACES}))'
        share = recorded(Fraction(number, sums.count), NOISE_PLACES)
        yield place, Cell(Formula(formula, share), SHARE_FORMAT)


def _full(places: Places, item: Rated) -> Cell:
    if item.points is not None:
        return Cell(item.points, {"num_format": "General_ "})
    return Cell(_VARIES if item.scored else _DEDUCTS, {"font_color": palette.SECONDARY})


def _weakest_department(places: Places, item: Rated, rated: int) -> Cell:
    if item.rate is None:
        return Cell(_NOTHING, _NAME)
    rates, names = places.column(MORE + rated), places.column(NAME)
    found = [
        (rate, place, name)
        for place, name in enumerate(places.view.departments)
        if (rate := places.tally.item(item.name, name).rate) is not None
    ]
    formula = f'=IFERROR(INDEX({names},MATCH(MIN({rates}),{rates},0)),"{_NOTHING}")'
    return Cell(Formula(formula, min(found)[2] if found else _NOTHING), _NAME)
