"""The pictures of the HTML report, each with the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpixl.report.html_charts import columns, lines, stacked
from kpixl.report.html_figures import Bars, distributions, grades_by_department
from kpixl.report.html_trend import Trend
from kpixl.report.overview import Overview

_MOST_STACKED = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: what it shows in words, its marks, and the figures under it."""

    title: str
    told: str
    marks: str
    bars: Bars | None = None
    legend: tuple[str, ...] = ()


def distribution_pictures(view: Overview) -> Iterator[Picture]:
    """How the scores lie, and the grades."""
    for bars in distributions(view):
        told = "，".join(
            f"{name} {count}{view.measure}" for name, count in zip(bars.names, bars.counts, strict=True)
        )
        short = [name.partition("（")[0] for name in bars.names]
        marks = columns(short, bars.counts, bars.failing.partition("（")[0])
        yield Picture(f"{bars.label}分布" if bars.label == "等级" else "分数分布", told, marks, bars)


def grade_pictures(view: Overview) -> Iterator[Picture]:
    """The grades of each department, where so many can be drawn side by side."""
    groups = grades_by_department(view)
    if view.grades and 2 <= len(groups) <= _MOST_STACKED:
        told = "；".join(
            f"{name}：" + "，".join(f"{g} {n}" for g, n in zip(view.grades, counts, strict=True))
            for name, counts in groups.items()
        )
        yield Picture("各部门的等级", told, stacked(groups, view.grades), legend=view.grades)


def trend_pictures(over: Trend) -> Iterator[Picture]:
    """The means over the cycles."""
    if over.lines:
        told = "；".join(
            f"{name}：" + "，".join(f"{v:.2f}" for v in values) for name, values in over.lines.items()
        )
        yield Picture("平均分的变化", told, lines(over.periods, over.lines))


def _listed(values: tuple[float, ...]) -> str:
    return "，".join(f"{value:.2f}" for value in values)
