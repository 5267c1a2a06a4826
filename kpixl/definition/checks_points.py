"""Checks of what adds up: indicators to their section, sections to the base, weights to 100%."""

from __future__ import annotations

from collections.abc import Iterator, Set
from fractions import Fraction

from kpixl.findings import Finding, Place
from kpixl.model.indicator import Unset
from kpixl.model.numbers import plain
from kpixl.model.scheme import Form, Scheme, Section, Share
from kpixl.rules.scoring import SCORING, ParamKind


def sections_add_up(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """The points of a section's indicators add up to the section's."""
    for form in scheme.forms:
        for section in form.sections:
            total = _sum_of(section)
            if section.place in broken or section.points is None or total is None:
                continue
            if total != section.points:
                own = [part.points for part in section.indicators if isinstance(part.points, Fraction)]
                details = {"name": section.name, "points": plain(section.points), "sum": _sum(own)}
                yield Finding("points-section", section.place, details)


def forms_add_up(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """The points of a form's sections add up to the base, unless sections count by weight."""
    for form in scheme.forms:
        totals = [_sum_of(part) if part.points is None else part.points for part in form.sections]
        known = [total for total in totals if total is not None]
        base = scheme.base(form)
        if form.place in broken or base == 0 or _is_weighted(form) or len(known) < len(totals):
            continue
        if sum(known) != base:
            total = _sum([own for own in known if own])
            yield Finding("points-base", form.place, {"name": form.key, "points": plain(base), "sum": total})


def weights_add_up(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """Where one section has a weight, all that are scored have one, and they add up to 100%."""
    for form in scheme.forms:
        if form.place in broken or not _is_weighted(form):
            continue
        scored = [section for section in form.sections if _is_scored(section)]
        for section in scored:
            if section.weight is None:
                yield Finding("weights-partial", section.place, {"name": section.name, "form": form.key})
        weights = [section.weight for section in scored if isinstance(section.weight, Fraction)]
        if len(weights) == len(scored) and sum(weights) != 1:
            total = f"{' + '.join(map(_percent, weights))} = {_percent(sum(weights, Fraction(0)))}"
            yield Finding("weights-sum", form.place, {"name": form.key, "sum": total})


def _is_scored(section: Section) -> bool:
    """Whether anything in it is scored, and not only recorded."""
    return any(SCORING[indicator.method].scored for indicator in section.indicators)


def weighted_sections_have_points(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """A section with a weight is scored out of its own points, so it must have some."""
    for form in scheme.forms:
        for section in form.sections:
            if section.weight is not None and section.place not in broken and _sum_of(section) == 0:
                yield Finding("weight-no-points", section.place, {"name": section.name})


def deductions_have_no_points(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """An item that can only deduct, or is only recorded, adds no points to the base."""
    for form in scheme.forms:
        for indicator in (part for section in form.sections for part in section.indicators):
            row = SCORING[indicator.method]
            is_own_rule = any(param.kind is ParamKind.RULE for param in row.params)
            if indicator.points is not None and not row.needs_points and not is_own_rule:
                details = {"name": indicator.name, "method": row.name}
                code = "points-of-deduction" if row.scored else "points-of-record"
                yield Finding(code, indicator.place, details)


def shares_kept(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """A section has the part of the whole that it must have; a recorded reason makes it a remark."""
    for form in scheme.forms:
        for section in form.sections:
            share, own = section.share, _share_of(scheme, form, section)
            if share is None or own is None or section.place in broken or form.place in broken:
                continue
            code = _share_fault(share, own)
            if code:
                wanted = share.least if share.exactly is None else share.exactly
                details = {"name": section.name, "share": _percent(own), "wanted": _percent(wanted or own)}
                code = "share-overridden" if share.override else code
                yield Finding(code, share.place, {**details, "reason": share.override})


def _share_fault(share: Share, own: Fraction) -> str:
    if share.least is not None and own < share.least:
        return "share-under-floor"
    return "share-not-fixed" if share.exactly not in (None, own) else ""


def _share_of(scheme: Scheme, form: Form, section: Section) -> Fraction | None:
    """What part of the whole a section is; None while that is not known."""
    of = section.share.of if section.share is not None else None
    if section.weight is not None and of is None:
        return section.weight if isinstance(section.weight, Fraction) else None
    points = _sum_of(section) if section.points is None else section.points
    whole = of or scheme.base(form)
    return None if points is None or not whole else points / whole


def minimums_in_reach(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """No section's minimum is above what the section has."""
    for form in scheme.forms:
        for section in form.sections:
            points = _sum_of(section) if section.points is None else section.points
            if section.least is None or points is None or section.place in broken:
                continue
            if section.least > points:
                details = {"name": section.name, "least": plain(section.least), "points": plain(points)}
                yield Finding("least-out-of-reach", section.place, details)


def nothing_has_points(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """Where nothing is scored, no indicator has points."""
    if scheme.place in broken:
        return
    for form in (form for form in scheme.forms if scheme.base(form) == 0):
        for indicator in (part for section in form.sections for part in section.indicators):
            if indicator.points is not None:
                yield Finding("points-without-base", indicator.place, {"name": indicator.name})


def _is_weighted(form: Form) -> bool:
    return any(section.weight is not None for section in form.sections)


def _sum_of(section: Section) -> Fraction | None:
    """The sum of the indicators' points; None while one is unset."""
    points = [part.points for part in section.indicators if part.points is not None]
    if any(isinstance(own, Unset) for own in points):
        return None
    return sum((own for own in points if isinstance(own, Fraction)), Fraction(0))


def _sum(parts: list[Fraction]) -> str:
    total = plain(sum(parts, Fraction(0)))
    return f"{' + '.join(map(plain, parts))} = {total}" if len(parts) > 1 else total


def _percent(share: Fraction) -> str:
    return plain(share * 100) + "%"


POINT_CHECKS = (
    sections_add_up,
    forms_add_up,
    weights_add_up,
    weighted_sections_have_points,
    deductions_have_no_points,
    nothing_has_points,
    shares_kept,
    minimums_in_reach,
)
"""Every check of points and weights."""
