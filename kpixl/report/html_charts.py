"""The pictures of the HTML report as inline SVG: columns, stacked shares, lines over cycles.

This is the only module that knows the charting library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kpixl.workbook import palette

HATCH = "url(#hatch)"
"""The pattern for a fail: the page defines it once, and it stays apart on a black and white printer."""

_WIDTH, _HEIGHT = 560, 260
VIEW_BOX = f"0 0 {_WIDTH} {_HEIGHT}"
"""The frame that all pictures share."""

_SIDE, _WIDE_SIDE, _TOP = 16, 48, 28
_HEADROOM, _SIZE = 1.15, "13"
_SOLID = {"stroke": palette.STRONG, "stroke-width": "0.75"}
_HATCHED = {"fill": HATCH, "stroke": palette.ERROR, "stroke-width": "0.75"}
_DEPTHS = (palette.CHART_DEEP, palette.CHART_MIDDLE, palette.CHART_PALE, palette.BAR, palette.WHITE)
_LEAST_LABELLED = 14
_DASHES = ("", "7 4", "2 3", "10 3 2 3", "4 2", "1 4")


def columns(names: Sequence[str], counts: Sequence[int], failing: str = "") -> str:
    """A column for each name with its count over it; the failing one hatched."""
    import pysvgchart

    chart = pysvgchart.BarChart(
        x_values=list(names),
        y_values=[list(counts), [0] * len(counts)],
        y_names=["", "hatched"],
        y_min=0,
        y_max=max(*counts, 1) * _HEADROOM,
        bar_width=min(64, (_WIDTH - 2 * _SIDE) * 0.62 / len(names)),
        bar_gap=0,
        **_frame(),
    )
    _quiet(chart)
    plain, hatched = chart.series.values()
    for point, other in zip(plain.points, hatched.points, strict=True):
        point.x = other.x = (point.x + other.x) / 2
    if failing:
        place = list(names).index(failing)
        hatched.bar_heights[place], plain.bar_heights[place] = plain.bar_heights[place], 0
        hatched.points[place].y, plain.points[place].y = plain.points[place].y, hatched.points[place].y
    plain.styles, hatched.styles = {"fill": palette.CHART_MIDDLE, **_SOLID}, dict(_HATCHED)
    for place, count in enumerate(counts):
        spot = min(plain.points[place].y, hatched.points[place].y)
        _label(plain, plain.points[place].x, spot - 7, count, bold=True)
    return _inside(chart)


def stacked(groups: Mapping[str, Sequence[int]], names: Sequence[str]) -> str:
    """A column of 100 % for each group, the best grade at the bottom, the last one hatched; counts inside."""
    import pysvgchart

    chart = pysvgchart.NormalisedBarChart(
        x_values=list(groups),
        y_values=[list(counts) for counts in zip(*groups.values(), strict=True)],
        y_names=list(names),
        bar_width=min(64, (_WIDTH - 2 * _SIDE) * 0.62 / len(groups)),
        **_frame(),
    )
    _quiet(chart)
    totals = [sum(counts) for counts in groups.values()]
    for place, series in enumerate(chart.series.values()):
        last = place == len(names) - 1
        series.styles = dict(_HATCHED) if last else {"fill": _DEPTHS[min(place, 4)], **_SOLID}
        for group, (point, _, count) in enumerate(series.pv_generator):
            high = series.bar_heights[group]
            if count and totals[group] and high >= _LEAST_LABELLED:
                colour = palette.WHITE if place == 0 and not last else palette.TEXT
                _label(series, point.x, point.y + high / 2 + 4, count, colour, halo=last)
    return _inside(chart)


def lines(periods: Sequence[str], series: Mapping[str, Sequence[float]]) -> str:
    """A line for each name over the periods, told apart by dashes; the last value stands at its end."""
    import pysvgchart

    known = [value for values in series.values() for value in values]
    low, high = min(known), max(known)
    room = max((high - low) * 0.15, 1.0)
    chart = pysvgchart.LineChart(
        x_values=list(range(len(periods))),
        y_values=[list(values) for values in series.values()],
        y_names=list(series),
        y_min=low - room,
        y_max=high + room,
        x_label_format=lambda place: periods[int(place)] if float(place).is_integer() else "",
        **(_frame() | {"left_margin": _WIDE_SIDE, "right_margin": _WIDE_SIDE}),
    )
    _quiet(chart)
    for place, (name, each) in enumerate(chart.series.items()):
        dashes = _DASHES[place % len(_DASHES)]
        each.styles = {"stroke": palette.STRONG, "stroke-width": "2"} | (
            {"stroke-dasharray": dashes} if dashes else {}
        )
        point = each.points[-1]
        _label(each, point.x, point.y - 7, f"{name} {each.y_values[-1]:.2f}", bold=place == 0, anchor="end")
    return _inside(chart)


def _frame() -> dict[str, Any]:
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "left_margin": _SIDE,
        "right_margin": _SIDE,
        "y_margin": _TOP,
    }


def _quiet(chart: Any) -> None:
    """No value axis, no ticks: every figure stands where it belongs."""
    chart.y_axis.axis_line, chart.y_axis.tick_lines, chart.y_axis.tick_texts = None, [], []
    chart.x_axis.tick_lines = []
    chart.x_axis.axis_line.styles = {"stroke": palette.STRONG}
    for text in chart.x_axis.tick_texts:
        text.styles = {**text.styles, "font-size": _SIZE, "fill": palette.TEXT}


def _label(
    series: Any,
    x: float,
    y: float,
    text: object,
    colour: str = palette.TEXT,
    *,
    bold: bool = False,
    halo: bool = False,
    anchor: str = "middle",
) -> None:
    from pysvgchart.shapes import Text

    styles = {"text-anchor": anchor, "font-size": _SIZE, "fill": colour}
    styles |= {"font-weight": "bold"} if bold else {}
    styles |= {"stroke": palette.WHITE, "stroke-width": "4", "paint-order": "stroke"} if halo else {}
    series.add_custom_elements([Text(x, y, text, styles=styles)])


def _inside(chart: Any) -> str:
    """The marks alone: the page puts the frame around them, with a name for those who cannot see it."""
    return "\n".join(chart.get_element_list())
