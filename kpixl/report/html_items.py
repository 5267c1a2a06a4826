"""The heat map of the HTML report: what share of its points each item brings, department by department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.numbers import plain, recorded
from kpixl.model.scheme import Scheme
from kpixl.report.export import shown_score
from kpixl.report.html_departments import whole_name
from kpixl.report.html_table import Cell, Column, Kind, Shown, Table
from kpixl.report.overview import NO_DEPARTMENT, Overview
from kpixl.workbook.palette import LOW, NOTHING

_STEPS = (Fraction(60), Fraction(70), Fraction(80), Fraction(90))
"""Shares in % from which on the shade gets lighter; below the first one, the item is marked as weak."""

UNKNOWN = len(_STEPS) + 1
"""The depth of a cell of which nothing is known."""


@dataclass(slots=True)
class _Sum:
    """Points that were reached and that could have been."""

    reached: Fraction = Fraction()
    possible: Fraction = Fraction()

    @property
    def rate(self) -> Fraction | None:
        """The reached ones in % of the possible ones."""
        return self.reached * 100 / self.possible if self.possible else None


def heat_map(view: Overview) -> Table | None:
    """The items, the weakest first; None where no item has points. Scores count as results.json has them."""
    sums = _sums(view)
    whole = whole_name(view)
    rates = {name: {group: each.rate for group, each in groups.items()} for name, groups in sums.items()}
    known = {name: groups for name, groups in rates.items() if groups.get(whole) is not None}
    if not known:
        return None
    order = sorted(known, key=lambda name: known[name][whole] or Fraction())
    return Table(
        "items",
        "指标得分率",
        (
            Column("指标"),
            Column(whole, Kind.HEAT),
            *(Column(name, Kind.HEAT, narrow=len(view.departments) <= 2) for name in view.departments),
            Column("最弱的部门", narrow=len(view.departments) > 2),
        )[: None if view.departments else 2],
        tuple(_row(name, known[name], whole, view.departments) for name in order),
        "项",
    )


def _row(
    name: str, rates: Mapping[str, Fraction | None], whole: str, departments: Iterable[str]
) -> tuple[Cell, ...]:
    cells = [_cell(rates.get(group)) for group in (whole, *departments)]
    found = [(rate, group) for group in departments if (rate := rates.get(group)) is not None]
    row: tuple[Cell, ...] = (name, *cells, min(found)[1] if found else NOTHING)
    return row[: None if departments else 2]


def _cell(rate: Fraction | None) -> Shown:
    if rate is None:
        return Shown(NOTHING, UNKNOWN)
    depth = sum(rate >= step for step in _STEPS)
    return Shown(f"{'' if depth else LOW + ' '}{plain(recorded(rate, 1), 1)}%", depth)


def _sums(view: Overview) -> dict[str, dict[str, _Sum]]:
    points = _points(view.consolidation.scheme)
    found: dict[str, dict[str, _Sum]] = defaultdict(lambda: defaultdict(_Sum))
    whole = whole_name(view)
    rounding = view.consolidation.scheme.rounding
    for result in view.consolidation.results:
        for item in result.items:
            full = points.get((result.form, item.section, item.name))
            score = _number(shown_score(item, rounding)) if full else None
            if full and score is not None:
                for group in (whole, result.appraisee.department or NO_DEPARTMENT):
                    found[item.name][group].reached += score
                    found[item.name][group].possible += full
    return found


def _points(scheme: Scheme) -> dict[tuple[str, str, str], Fraction]:
    """The points of each item of each form that has any."""
    return {
        (form.key, section.name, item.name): item.points
        for form in scheme.forms
        for section in form.sections
        for item in section.indicators
        if isinstance(item.points, Fraction) and item.points > 0
    }


def _number(text: str | None) -> Fraction | None:
    try:
        return None if text is None else Fraction(text)
    except ValueError:
        return None
