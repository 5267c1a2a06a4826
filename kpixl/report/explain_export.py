"""An explanation for other programs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kpixl.model.explanation import EntryTold, Explanation, FigureTold, FormTold, ItemTold, MeasureTold
from kpixl.model.numbers import plain
from kpixl.report.explain_figures import precise
from kpixl.report.export import result_json
from kpixl.report.status_export import moment
from kpixl.report.status_words import saved_at


def explain_json(told: Explanation, language: str = "zh-CN") -> dict[str, Any]:
    """The same parts in the same order; `result` is as results.json has it. Findings stand beside this."""
    scheme, cycle = told.scheme, told.cycle
    return {
        "format": 1,
        "scheme": scheme.slug,
        "version": scheme.version,
        "cycle": cycle.id,
        "period": str(cycle.period),
        "provisional": told.provisional,
        "making": told.making,
        "forms": [_form(form, language) for form in told.forms],
        "items": [_item(item, language) for section in told.sections for item in section.items],
        "subtotals": [_figure(section.subtotal) for section in told.sections if section.subtotal is not None],
        "total": _figure(told.total) if told.total is not None else None,
        "grade": _grade(told),
        "pay": _figure(told.pay) if told.pay is not None else None,
        "money": [_figure(figure) for figure in told.money],
        "measures": [_measure(measure) for measure in told.measures],
        "assessed": {"all": told.assessed[0], "department": told.assessed[1]},
        "result": result_json(told.result, scheme.rounding),
    }


def _form(form: FormTold, language: str) -> dict[str, Any]:
    return {
        "file": form.file,
        "sheet": form.sheet or None,
        "sha256": form.sha256,
        "received": moment(form.received),
        "saved": moment(saved_at(form.saved)),
        "standing": form.standing.value,
        "why": form.why[language == "en"],
    }


def _item(item: ItemTold, language: str) -> dict[str, Any]:
    return {
        "name": item.result.name,
        "section": item.result.section,
        "points": None if item.points is None else plain(item.points),
        "score": item.result.shown,
        "exact": None if item.result.score is None else precise(item.result.score),
        "status": item.result.status.value,
        "standard": item.standard,
        "explanation": item.result.explanation,
        "remark": item.remark,
        "entries": [_entry(entry, language) for entry in item.entries],
    }


def _entry(entry: EntryTold, language: str) -> dict[str, Any]:
    is_en = language == "en"
    return {
        "name": entry.name,
        "row": entry.row,
        "cell": entry.cell or None,
        "typed": entry.typed or None,
        "taken": entry.taken or None,
        "unit": entry.unit,
        "readings": [reading[is_en] for reading in entry.readings],
        "doubt": entry.doubt[is_en] if entry.doubt is not None else None,
        "void": entry.void,
    }


def _figure(figure: FigureTold) -> dict[str, Any]:
    return {
        "name": figure.name,
        "working": figure.worked,
        "condition": figure.condition,
        "exact": None if figure.exact is None else precise(figure.exact),
        "value": _number(figure.value, figure.places),
        "why": figure.why,
    }


def _grade(told: Explanation) -> dict[str, Any] | None:
    """The grade, from which total on it is given, and from which the next better one."""
    names = [grade.name for grade in told.scheme.grades]
    if told.result.grade not in names:
        return None
    at = names.index(told.result.grade)
    bounds = [None if grade.bound is None else plain(grade.bound) for grade in told.scheme.grades]
    return {"grade": names[at], "from": bounds[at], "below": bounds[at - 1] if at else None}


def _measure(measure: MeasureTold) -> dict[str, Any]:
    return {
        "name": measure.name,
        "applies": measure.applies,
        "condition": measure.condition,
        "who": measure.who,
        "why": measure.why,
    }


def _number(value: Fraction | None, places: int) -> str | None:
    return None if value is None else plain(value, places)
