"""The figures of an explanation: how a total, a grade and a pay came about, and where they were rounded."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kpixl.model.explanation import Explanation, FigureTold
from kpixl.model.numbers import digits, plain
from kpixl.report.explain_words import words
from kpixl.report.terminal import hanging, thousands, width

_EXACT = 6
"""So many decimals of an exact figure are told; one that goes on ends in …"""


def figure_lines(told: Explanation, language: str) -> Iterator[str]:
    """Total, grade and pay, as far as they are known."""
    say = words(language)
    rows: list[tuple[str, str]] = []
    for figure in (told.total, told.pay):
        if figure is not None and figure.value is not None:
            why = say["bracket"].format(text=figure.why) if figure.why else ""
            rows.append((figure.name, worked(figure, language) + why))
    grade = grade_text(told, language)
    rows[1:1] = [(say["grade"], grade)] if grade else []
    indent = max((width(name) for name, _ in rows), default=0) + 2
    for name, text in rows:
        yield from hanging(name, text, indent)


def worked(figure: FigureTold, language: str) -> str:
    """59.50 ＋ 30.40 ＝ 89.90, with the rounding where there was one."""
    say, value, exact = words(language), figure.value, figure.exact
    assert exact is not None
    money = figure.unit == "元"
    recorded = _amount(plain(value if value is not None else exact, figure.places), money)
    gives, rounding = recorded, ""
    if value is not None and value != exact:
        key = "rounded" if figure.places else "rounded_whole"
        gives, rounding = _amount(precise(exact), money), say[key]
    gives = say["yuan"].format(amount=gives) if money else gives
    gives += rounding.format(places=figure.places, value=recorded)
    return f"{figure.worked} ＝ {gives}" if figure.worked and figure.worked != gives else gives


def grade_text(told: Explanation, language: str) -> str:
    """89.90 ≥ 80，不到 90（优秀）：良好; "" where there is no grade."""
    result, grades = told.result, told.scheme.grades
    names = [grade.name for grade in grades]
    if result.total is None or result.grade not in names:
        return ""
    at = names.index(result.grade)
    own, better = grades[at], grades[at - 1] if at else None
    key = "grade_best" if better is None else "grade_last" if own.bound is None else "grade_next"
    return words(language)[key].format(
        total=plain(result.total, told.scheme.rounding.total),
        bound="" if own.bound is None else plain(own.bound),
        next="" if better is None or better.bound is None else plain(better.bound),
        better="" if better is None else better.name,
        grade=own.name,
    )


def precise(value: Fraction) -> str:
    """An exact figure: all of its decimals, or the first six and …, never rounded."""
    cut = Fraction(int(value * 10**_EXACT), 10**_EXACT)
    return digits(cut) if cut == value else f"{plain(cut, _EXACT)}…"


def _amount(text: str, money: bool) -> str:
    return thousands(text) if money else text
