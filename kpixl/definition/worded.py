"""Parameters in sentences: 每次罚{每次罚款}元 becomes 每次罚200元, so that words and rules cannot differ."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from kpixl.definition.gathered import Gathered
from kpixl.definition.scalars import near_or_known
from kpixl.findings import Place
from kpixl.model.indicator import Constraint, Indicator, Number, OpenRows
from kpixl.model.numbers import plain
from kpixl.model.scheme import Form, Scheme, Section

UNDECIDED = "待定"

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PERCENT = re.compile(r"(.*)%")

Fill = Callable[[str, Place], str]


def worded(scheme: Scheme, gathered: Gathered) -> Scheme:
    """The scheme with the numbers of its parameters in standards, conditions and reasons.

    {名称} is the number, {名称%} the same in percent. A name that is no parameter is a finding. What is
    said of an indicator's entries may hold any rule in braces, so it is filled in beside its rules.
    """

    def fill(text: str, place: Place) -> str:
        return _PLACEHOLDER.sub(lambda match: _number(match, scheme, place, gathered), text)

    forms = tuple(_form(form, fill) for form in scheme.forms)
    return replace(scheme, forms=forms, notes=tuple(fill(note, scheme.place) for note in scheme.notes))


def _number(match: re.Match[str], scheme: Scheme, place: Place, gathered: Gathered) -> str:
    name = match[1].strip()
    percent = _PERCENT.fullmatch(name)
    name = percent[1].strip() if percent else name
    if name not in scheme.parameters:
        near_or_known(gathered, "text-placeholder", place, match[0], scheme.parameters)
        return match[0]
    value: Number = scheme.parameters[name]
    if not isinstance(value, Fraction):
        return UNDECIDED
    return plain(value * 100) + "%" if percent else plain(value)


def _form(form: Form, fill: Fill) -> Form:
    return replace(
        form,
        sections=tuple(_section(section, fill) for section in form.sections),
        money=tuple(replace(part, why=fill(part.why, part.place)) for part in form.money),
        measures=tuple(replace(part, why=fill(part.why, part.place)) for part in form.measures),
    )


def _section(section: Section, fill: Fill) -> Section:
    return replace(section, indicators=tuple(_indicator(part, fill) for part in section.indicators))


def _indicator(part: Indicator, fill: Fill) -> Indicator:
    return replace(
        part,
        standard=fill(part.standard, part.place),
        rows=_rows(part.rows, fill),
    )


def _rows(rows: OpenRows | None, fill: Fill) -> OpenRows | None:
    return replace(rows, constraints=_constraints(rows.constraints, fill)) if rows is not None else None


def _constraints(parts: tuple[Constraint, ...], fill: Fill) -> tuple[Constraint, ...]:
    return tuple(replace(part, say=fill(part.say, part.must.place)) for part in parts)
