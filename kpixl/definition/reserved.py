"""Names that already mean something in rules, so that a scheme cannot give them to something else."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kpixl.definition.gathered import Gathered
from kpixl.definition.records import Named, Record
from kpixl.findings import Finding, Place
from kpixl.model.consequence import Measure, Money
from kpixl.model.roster import STANDARD_COLUMNS
from kpixl.model.scheme import Form, Scheme
from kpixl.rules.declare import ALL_POINTS, ALL_SCORES, BEGIN, COUNTED, END, GRADE, LEAST, SCORE
from kpixl.rules.scoring import POINTS, TARGET, VALUE

_OF_ITEMS = frozenset({TARGET, POINTS, SCORE, ALL_SCORES, ALL_POINTS, LEAST, BEGIN, END})
_OF_FORMS = _OF_ITEMS | {VALUE, GRADE}
OF_RESULTS = frozenset({"状态", "罚款合计", "奖励合计", "说明", "文件"})
"""Headings of results that would stand there twice."""


def check_scheme_names(scheme: Record, gathered: Gathered) -> None:
    """The total, the pay, declared columns and parameters each bear a name of their own."""
    pay = scheme.get("pay", Record)
    taken = {*_OF_FORMS, *STANDARD_COLUMNS, *OF_RESULTS}
    named = [(scheme, "total"), *([(pay, "name")] if pay else [])]
    for record, key in named:
        _take(record.text(key), record.places.get(key, record.place), taken, gathered)
    taken -= OF_RESULTS
    for entry in scheme.all("columns", Named):
        if entry.name not in STANDARD_COLUMNS:
            _take(entry.name, entry.place, taken, gathered)
    for entry in scheme.all("parameters", Named):
        _take(entry.name, entry.place, taken, gathered)


def _take(name: str, place: Place, taken: set[str], gathered: Gathered) -> None:
    if name in taken:
        gathered.add("reserved-name", place, name=name)
    taken.add(name)


def _pay_name(scheme: Scheme) -> set[str]:
    return {scheme.pay.name} if scheme.pay is not None else set()


def _consequences_free(form: Form, taken: Set[str]) -> Iterator[Finding]:
    """No fine, bonus or measure takes a name that means something else on its form."""
    own = {section.subtotal for section in form.sections}
    consequences: tuple[Money | Measure, ...] = (*form.money, *form.measures)
    for part in consequences:
        if part.name in taken or part.name in own:
            yield Finding("reserved-name", part.place, {"name": part.name})


def names_free(scheme: Scheme, broken: Set[Place]) -> Iterator[Finding]:
    """No subtotal or input takes a name that means something else. 完成值 is free: it is the value."""
    taken = {scheme.total, *STANDARD_COLUMNS, *scheme.columns, *scheme.parameters}
    for form in scheme.forms:
        yield from _consequences_free(form, taken | _OF_FORMS | _pay_name(scheme))
        for section in form.sections:
            if section.subtotal in taken | _OF_FORMS:
                yield Finding("reserved-name", section.place, {"name": section.subtotal})
            for indicator in section.indicators:
                for part in (*indicator.inputs, *(indicator.rows.columns if indicator.rows else ())):
                    if part.name in taken | _OF_ITEMS or (indicator.rows and part.name == COUNTED):
                        yield Finding("reserved-name", part.place, {"name": part.name})
                    elif "." in part.name:
                        yield Finding("input-dot", part.place, {"name": part.name})
