"""What must hold in a scheme beyond its grammar: names, order, limits, whom forms are for.

Each check is one small function from a scheme to findings. `broken` holds places of mappings that
could not be read whole; nothing is concluded from their contents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from fractions import Fraction
from itertools import chain, combinations, pairwise

from kpixl.definition.annual import ANNUAL_CHECKS
from kpixl.definition.checks_cohort import COHORT_CHECKS
from kpixl.definition.checks_earlier import EARLIER_CHECKS
from kpixl.definition.checks_feedback import FEEDBACK_CHECKS
from kpixl.definition.checks_payers import PAYER_CHECKS
from kpixl.definition.checks_payroll import PAYROLL_CHECKS
from kpixl.definition.checks_points import POINT_CHECKS
from kpixl.definition.gathered import Gathered
from kpixl.definition.reserved import names_free
from kpixl.findings import Finding, Place
from kpixl.model.consequence import Measure, Money
from kpixl.model.indicator import Indicator, Input, Unset
from kpixl.model.numbers import plain
from kpixl.model.scheme import Form, Scheme
from kpixl.model.spelling import alike
from kpixl.rules.conditions import unmet
from kpixl.rules.scoring import SCORING

Check = Callable[[Scheme, Set[Place]], Iterator[Finding]]


def check_scheme(scheme: Scheme, gathered: Gathered) -> None:
    """Runs every check over the scheme and gathers what it finds."""
    broken = frozenset(gathered.broken)
    for finding in chain.from_iterable(check(scheme, broken) for check in CHECKS):
        gathered.add(finding.code, finding.place, **finding.details)


def _indicators(scheme: Scheme) -> Iterator[Indicator]:
    return (part for form in scheme.forms for section in form.sections for part in section.indicators)


def _inputs(indicator: Indicator) -> tuple[Input, ...]:
    return indicator.inputs + (indicator.rows.columns if indicator.rows else ())


def duplicate_names(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """A name stands for one thing: forms, sections and indicators of a form, inputs, grades."""
    yield from _repeated(("考核表代号", "form"), ((form.key, form.place) for form in scheme.forms))
    yield from _repeated(("等级", "grade"), ((grade.name, grade.place) for grade in scheme.grades))
    for form in scheme.forms:
        yield from _repeated(("部分", "section"), ((part.name, part.place) for part in form.sections))
        yield from _repeated(("小计", "subtotal"), ((part.subtotal, part.place) for part in form.sections))
        parts = (part for section in form.sections for part in section.indicators)
        yield from _repeated(("指标", "indicator"), ((part.name, part.place) for part in parts))
        yield from _repeated(("填写列", "column"), ((part.name, part.place) for part in form.columns))
        consequences: tuple[Money | Measure, ...] = (*form.money, *form.measures)
        yield from _repeated(("奖惩", "consequence"), ((part.name, part.place) for part in consequences))
    for table in scheme.tables.values():
        yield from _repeated(
            ("对照表的列", "table column"), ((name, table.place) for name, _ in table.columns)
        )
    for indicator in _indicators(scheme):
        if indicator.rows is not None:
            items = ((name, indicator.place) for name in indicator.rows.items)
            yield from _repeated(("预设的行", "preset row"), items)
        inputs = _inputs(indicator)
        yield from _repeated(("填写项", "input"), ((part.name, part.place) for part in inputs))
        for part in inputs:
            yield from _repeated(("选项", "choice"), ((choice, part.place) for choice in part.choices))


def _repeated(what: tuple[str, str], names: Iterable[tuple[str, Place]]) -> Iterator[Finding]:
    first: dict[str, Place] = {}
    for name, place in names:
        spelling = alike(name)
        if spelling in first:
            details = {"what": what[0], "what_en": what[1], "name": name, "first": first[spelling].line}
            yield Finding("duplicate-name", place, details)
        elif name:
            first[spelling] = place


def grades_in_order(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """Grades go from best to worst; the last, and only the last, has no bound."""
    if not scheme.grades or any(grade.place in broken for grade in scheme.grades):
        return
    *others, last = scheme.grades
    if last.bound is not None:
        yield Finding("grades-last", last.place, {"name": last.name})
    for grade in others:
        if grade.bound is None:
            yield Finding("grades-open", grade.place, {"name": grade.name})
    bounded = [(grade, grade.bound) for grade in scheme.grades if grade.bound is not None]
    for (above, high), (below, low) in pairwise(bounded):
        if low >= high:
            details = {"name": below.name, "bound": plain(low), "other": above.name, "high": plain(high)}
            yield Finding("grades-order", below.place, details)
    points = max((scheme.base(form) for form in scheme.forms), default=scheme.points)
    for grade, bound in bounded:
        if 0 < points < bound:
            details = {"name": grade.name, "bound": plain(bound), "points": plain(points)}
            yield Finding("grade-out-of-reach", grade.place, details)


def levels_in_order(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """The levels of a scale go from best to worst."""
    for scale in scheme.scales.values():
        for (above, high), (below, low) in pairwise(scale.levels):
            if low >= high:
                details = {"name": scale.name, "level": below, "value": plain(low)}
                details |= {"other": above, "high": plain(high)}
                yield Finding("scale-order", scale.place, details)


def unset_numbers(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """Every number that is still unset, by the name of what it belongs to."""
    for name, number in scheme.parameters.items():
        if isinstance(number, Unset) and number.place not in broken:
            yield _unset("unset-parameter", number, name=name)
    seen = {number.place for number in scheme.parameters.values() if isinstance(number, Unset)}
    for name, key, value in _numbers(scheme):
        if isinstance(value, Unset) and value.place not in seen:
            seen.add(value.place)
            yield _unset("unset-number", value, name=name, key=key)


def _unset(code: str, number: Unset, **details: str) -> Finding:
    """The finding for a number that is not decided, with what is suggested for it."""
    if number.suggested is None:
        return Finding(code, number.place, details)
    told = _told(number.suggested, details.get("key", ""))
    return Finding(f"{code}-suggested", number.place, {**details, "suggested": told})


_SHARES = frozenset({"weight", "keep"})
"""Keys whose numbers people write in percent."""


def _told(value: Fraction, key: str) -> str:
    """A suggestion as people write it; an equal share has endless decimals."""
    if key in _SHARES:
        return plain(value * 100) + "%"
    return plain(value) if (value * 10**9).denominator == 1 else plain(value, 2)


def _numbers(scheme: Scheme) -> Iterator[tuple[str, str, object]]:
    for form in scheme.forms:
        for section in form.sections:
            yield section.name, "weight", section.weight
    for indicator in _indicators(scheme):
        yield indicator.name, "points", indicator.points
        yield indicator.name, "target", indicator.target
        for key, value in indicator.params.items():
            yield indicator.name, key, value
    for table in scheme.tables.values():
        for name, numbers in table.rows.items():
            for (column, _), value in zip(table.columns, numbers, strict=False):
                yield f"{table.name}·{name}", column, value
    for adjust in scheme.pay.adjust if scheme.pay else ():
        yield scheme.pay.name if scheme.pay else "", "keep", adjust.keep


def limits_in_order(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """No input has a least value above its greatest."""
    columns = (part for form in scheme.forms for part in form.columns)
    for part in chain(columns, *(map(_inputs, _indicators(scheme)))):
        if part.low is not None and part.high is not None and part.low > part.high:
            details = {"name": part.name, "low": plain(part.low), "high": plain(part.high)}
            yield Finding("low-above-high", part.place, details)


def targets_in_reach(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """A target that people cannot even type in as their one figure is a slip."""
    for indicator in _indicators(scheme):
        target, asked = indicator.target, indicator.inputs[:1]
        if not isinstance(target, Fraction) or not asked or indicator.value is None:
            continue
        if SCORING[indicator.method].is_gap:
            continue
        low, high = asked[0].low, asked[0].high
        if low is not None and high is not None and low > high:
            continue
        is_alone = indicator.value.text.strip("[]") == asked[0].name
        if is_alone and ((low is not None and target < low) or (high is not None and target > high)):
            details = {"name": indicator.name, "target": plain(target), "input": asked[0].name}
            details |= {"low": _limit(low, "−∞"), "high": _limit(high, "∞")}
            yield Finding("target-out-of-reach", indicator.place, details)


def _limit(value: Fraction | None, otherwise: str) -> str:
    return otherwise if value is None else plain(value)


def forms_apart(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """No two forms are surely for the same person in the same year."""
    forms = [form for form in scheme.forms if form.place not in broken]
    for first, second in combinations(forms, 2):
        if _surely_meet(first, second) or _surely_meet(second, first):
            details = {"form": second.key, "other": first.key, "first": first.place.line}
            yield Finding("forms-overlap", second.place, details)


def _surely_meet(wide: Form, narrow: Form) -> bool:
    """Whether someone of the narrower form also fits the wider one, as far as the scheme alone tells."""
    if wide.years and narrow.years and not set(wide.years) & set(narrow.years):
        return False
    return all(
        column in narrow.audience and set(values) & set(narrow.audience[column])
        for column, values in wide.audience.items()
    )


def in_force_in_order(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """A scheme does not end before it begins."""
    if scheme.effective is not None and scheme.until is not None and scheme.until < scheme.effective:
        details = {"effective": scheme.effective, "until": scheme.until}
        yield Finding("until-before-effective", scheme.place, details)


def conditions_hold(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """What the scheme demands of its parameters holds."""
    return unmet(scheme)


CHECKS: tuple[Check, ...] = (
    *POINT_CHECKS,
    *ANNUAL_CHECKS,
    *COHORT_CHECKS,
    *PAYER_CHECKS,
    *EARLIER_CHECKS,
    *FEEDBACK_CHECKS,
    *PAYROLL_CHECKS,
    duplicate_names,
    grades_in_order,
    levels_in_order,
    unset_numbers,
    limits_in_order,
    targets_in_reach,
    names_free,
    forms_apart,
    in_force_in_order,
    conditions_hold,
)
"""Every check of a scheme on its own."""
