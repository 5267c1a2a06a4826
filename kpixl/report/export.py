"""The results for other programs: JSON that payroll scripts may rely on, and a CSV that Excel opens."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from kpixl.model.cohort import CohortResult
from kpixl.model.numbers import plain
from kpixl.model.provenance import Performed, Provenance
from kpixl.model.result import Consolidation, ItemResult, Result, Status
from kpixl.model.scheme import Rounding
from kpixl.report.ledger_export import appeals_json, entry_json, ledger_json, money_json, sums_json

FORMAT = 1

STATUS_WORDS = {
    Status.ASSESSED: "已评",
    Status.INCOMPLETE: "未填完",
    Status.NOT_ASSESSED: "不能评",
    Status.EXCLUDED: "不参加",
    Status.MISSING: "未交",
}


def results_json(consolidation: Consolidation) -> dict[str, Any]:
    """The results as plain data, format 1.

    Computed numbers are decimal strings exactly as shown, at the scheme's places; what is not assessed
    is None. Results stand in the order of the roster. Pay is there whether or not forms show it.
    """
    rounding = consolidation.scheme.rounding
    return {
        **head_json(consolidation),
        "results": [result_json(result, rounding) for result in consolidation.results],
        "ledger": ledger_json(consolidation.ledger, rounding),
    }


def head_json(consolidation: Consolidation) -> dict[str, Any]:
    """The same without the results themselves and the ledgers."""
    scheme, cycle = consolidation.scheme, consolidation.cycle
    return {
        "format": FORMAT,
        "scheme": scheme.slug,
        "version": scheme.version,
        "cycle": cycle.id,
        "period": str(cycle.period),
        "provisional": consolidation.provisional,
        "provenance": provenance_json(consolidation.provenance),
    }


def provenance_json(provenance: Provenance | None) -> dict[str, Any] | None:
    """What the results rest on: nothing that changes while the record does not. Moments are in UTC."""
    if provenance is None:
        return None
    return {
        "collected": provenance_moment(provenance.collected),
        "making": provenance.making,
        "made": {"at": provenance.made.at, "kpixl": provenance.made.version},
        "definition": provenance.definition,
        "roster": provenance.roster,
        "inputs": [source.told for source in provenance.inputs],
        **({"taken": [each.told for each in provenance.taken]} if provenance.taken else {}),
    }


def provenance_moment(done: Performed) -> dict[str, Any]:
    """Who did something when, and with which version; null for nobody that is known."""
    return {"at": done.at, "by": done.who or None, "kpixl": done.version}


def json_text(consolidation: Consolidation) -> str:
    """The text of results.json, always the same for the same results."""
    return "".join(json_pieces(consolidation))


def json_pieces(consolidation: Consolidation) -> Iterator[str]:
    """The same in pieces: of thousands of results nobody needs the whole text at once. Each has its line."""
    rounding, ledger = consolidation.scheme.rounding, consolidation.ledger
    yield "{\n"
    for key, value in head_json(consolidation).items():
        yield f'"{key}": {_dumped(value)},\n'
    yield '"results": '
    yield from _list(result_json(result, rounding) for result in consolidation.results)
    yield f',\n"ledger": {{"final": {_dumped(ledger.final)},\n"entries": '
    yield from _list(entry_json(entry, rounding) for entry in ledger.entries)
    yield ',\n"sums": {'
    for number, (key, sums) in enumerate(sums_json(ledger).items()):
        yield f'{"," if number else ""}\n"{key}": '
        yield from _list(sums) if isinstance(sums, list) else (_dumped(sums),)
    yield "}}\n}\n"


def _list(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A list with a line for each value."""
    before = "["
    for value in values:
        yield f"{before}\n{_dumped(value)}"
        before = ","
    yield "\n]" if before == "," else "[]"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def result_json(result: Result, rounding: Rounding) -> dict[str, Any]:
    """One element of "results": numbers as decimal strings exactly as shown."""
    person = result.appraisee
    return {
        "id": person.id,
        "name": person.name,
        "department": person.department,
        "position": person.position,
        "form": result.form,
        "status": result.status.value,
        "items": [_item(item, rounding) for item in result.items],
        "subtotals": {name: number_text(value, rounding.total) for name, value in result.subtotals.items()},
        "total": number_text(result.total, rounding.total),
        "grade": result.grade,
        "pay": number_text(result.pay, rounding.pay),
        "pay_note": result.pay_note,
        "money": [money_json(part) for part in result.money],
        "measures": [
            {"name": part.name, "applies": part.applies, "who": part.who, "why": part.why}
            for part in result.measures
        ],
        "rank": result.rank,
        "department_rank": result.department_rank,
        "cohort": [_cohort(part) for part in result.cohort.values()],
        **appeals_json(result),
        "note": result.note,
        "file": result.file or None,
        "sheet": result.sheet or None,
    }


def _item(item: ItemResult, rounding: Rounding) -> dict[str, Any]:
    return {
        "name": item.name,
        "section": item.section,
        "score": shown_score(item, rounding),
        "value": plain(item.value) if isinstance(item.value, Fraction) else item.value,
        "status": item.status.value,
        "explanation": item.explanation,
        "inputs": dict(item.inputs),
    }


def shown_score(item: ItemResult, rounding: Rounding) -> str | None:
    """The score of an item as it is shown."""
    places = rounding.total if rounding.items is None else rounding.items
    return number_text(item.score, places) if item.shown is None else item.shown


def _cohort(part: CohortResult) -> dict[str, Any]:
    return {
        "name": part.name,
        "kind": part.kind,
        "value": value_of_step(part),
        "unit": part.unit,
        "explanation": part.explanation,
    }


def value_of_step(part: CohortResult) -> str | None:
    """What a cohort step gives, as it is shown."""
    return plain(part.value, part.places) if isinstance(part.value, Fraction) else part.value


def number_text(value: Fraction | None, places: int) -> str | None:
    """The number with so many decimal places, None where it is not known."""
    return None if value is None else plain(value, places)
