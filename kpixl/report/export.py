"""The results for other programs: JSON that payroll scripts may rely on, and a CSV that Excel opens."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO
from typing import Any, TextIO

from kpixl.model.cohort import CohortResult
from kpixl.model.numbers import plain
from kpixl.model.provenance import Performed, Provenance
from kpixl.model.result import Consolidation, ItemResult, Result, Status
from kpixl.model.scheme import Rounding
from kpixl.report.ledger_export import appeals_json, ledger_json, money_json
from kpixl.report.lines import Line, Value
from kpixl.report.overview import Overview, appraisee_labels, overview
from kpixl.rules.cohort_column import CohortColumn
from kpixl.rules.consequences import CENTS
from kpixl.workbook.ledgers import SIDES

FORMAT = 1

STATUS_WORDS = {
    Status.ASSESSED: "已评",
    Status.INCOMPLETE: "未填完",
    Status.NOT_ASSESSED: "不能评",
    Status.EXCLUDED: "不参加",
    Status.MISSING: "未交",
}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LOOKS_LIKE_A_NUMBER = re.compile(
    r"0\d+|\d{12,}|[\d.,:/\-]*[.,:/\-][\d.,:/\-]*|\d+[eE]\d+|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*[ \-]?\d+|true|false",
    re.IGNORECASE,
)


def results_json(consolidation: Consolidation) -> dict[str, Any]:
    """The results as plain data, format 1.

    Computed numbers are decimal strings exactly as shown, at the scheme's places; what is not assessed
    is None. Results stand in the order of the roster. Pay is there whether or not forms show it.
    """
    results = [result_json(result, consolidation.scheme.rounding) for result in consolidation.results]
    return {**_around(consolidation), "results": results}


def _around(consolidation: Consolidation) -> dict[str, Any]:
    """The same without the results themselves."""
    scheme, cycle = consolidation.scheme, consolidation.cycle
    return {
        "format": FORMAT,
        "scheme": scheme.slug,
        "version": scheme.version,
        "cycle": cycle.id,
        "period": str(cycle.period),
        "provisional": consolidation.provisional,
        "provenance": provenance_json(consolidation.provenance),
        "results": None,
        "ledger": ledger_json(consolidation.ledger, scheme.rounding),
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
        "inputs": [
            {"file": source.file, "sha256": source.sha256, "received": source.received}
            for source in provenance.inputs
        ],
    }


def provenance_moment(done: Performed) -> dict[str, Any]:
    """Who did something when, and with which version; null for nobody that is known."""
    return {"at": done.at, "by": done.who or None, "kpixl": done.version}


def json_text(consolidation: Consolidation) -> str:
    """The text of results.json, always the same for the same results."""
    return "".join(json_pieces(consolidation))


def json_pieces(consolidation: Consolidation) -> Iterator[str]:
    """The same in pieces, a result each: of thousands nobody needs the whole text at once."""
    rounding = consolidation.scheme.rounding
    before, after = _dumped(_around(consolidation)).split('"results": null', 1)
    yield before + '"results": ['
    for number, result in enumerate(consolidation.results):
        text = _dumped(result_json(result, rounding)).replace("\n", "\n    ")
        yield f"{',' if number else ''}\n    {text}"
    yield ("\n  ]" if consolidation.results else "]") + after + "\n"


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def csv_text(consolidation: Consolidation) -> str:
    """The text of results.csv."""
    out = StringIO()
    write_csv(overview(consolidation), out)
    return out.getvalue()


def write_csv(view: Overview, out: TextIO) -> None:
    """Writes results.csv: a row for each appraisee in the order of 总表.

    Lines end in CRLF. Text that a spreadsheet would run as a formula has an apostrophe before it;
    a number of an employee that a spreadsheet would change is written as ="0012".
    """
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(heading) for heading in _headings(view)])
    writer.writerows(_row(view, line) for line in view.lines)


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
        "subtotals": {name: _number(value, rounding.total) for name, value in result.subtotals.items()},
        "total": _number(result.total, rounding.total),
        "grade": result.grade,
        "pay": _number(result.pay, rounding.pay),
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
    places = rounding.total if rounding.items is None else rounding.items
    return {
        "name": item.name,
        "section": item.section,
        "score": _number(item.score, places) if item.shown is None else item.shown,
        "value": plain(item.value) if isinstance(item.value, Fraction) else item.value,
        "status": item.status.value,
        "explanation": item.explanation,
        "inputs": dict(item.inputs),
    }


def _cohort(part: CohortResult) -> dict[str, Any]:
    return {
        "name": part.name,
        "kind": part.kind,
        "value": _of_cohort(part),
        "unit": part.unit,
        "explanation": part.explanation,
    }


def _of_cohort(part: CohortResult) -> str | None:
    return plain(part.value, part.places) if isinstance(part.value, Fraction) else part.value


def _number(value: Fraction | None, places: int) -> str | None:
    return None if value is None else plain(value, places)


def _headings(view: Overview) -> list[str]:
    scheme = view.consolidation.scheme
    headings = ["名次", "部门", "部门名次", *appraisee_labels(scheme), "岗位", "状态"]
    headings = headings if view.scored else [name for name in headings if "名次" not in name]
    headings += view.subtotals
    headings += [scheme.total] if view.scored else []
    headings += ["等级"] if view.grades else []
    headings += ["绩效基数"] if view.base else []
    headings += [scheme.pay.name] if view.pay and scheme.pay else []
    headings += [f"{SIDES[side]}合计" for side in view.money]
    headings += [column.name for column in view.steps]
    return [*headings, "说明", "文件"]


def _row(view: Overview, line: Line) -> list[str]:
    person, rounding = line.person, view.consolidation.scheme.rounding
    # However many sections there are: a file is as wide as it needs.
    numbers = [_number(view.subtotal(line, name), rounding.total) for name in view.subtotals]
    numbers += [_number(line.total, rounding.total)] if view.scored else []
    pay = [_number(line.base, 2)] if view.base else []
    pay += [_number(line.pay, rounding.pay)] if view.pay else []
    pay += [_number(amount, CENTS) for amount in line.money]
    cells = [
        *([_count(line.rank)] if view.scored else []),
        _safe(person.department),
        *([_count(line.department_rank)] if view.scored else []),
        _id(person.id),
        _safe(person.name),
        _safe(person.position),
        STATUS_WORDS[line.status],
        *numbers,
        *([_safe(line.grade or "")] if view.grades else []),
        *pay,
        *(_of_step(value, column) for value, column in zip(line.steps, view.steps, strict=True)),
        _safe(view.remark(line)),
        _safe(line.file),
    ]
    return [cell or "" for cell in cells]


def _of_step(value: Value, column: CohortColumn) -> str | None:
    """What a cohort step gives."""
    return plain(value, column.places) if isinstance(value, Fraction) else value and _safe(value)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _id(text: str) -> str:
    if _LOOKS_LIKE_A_NUMBER.fullmatch(text):
        return f'="{text}"'
    return _safe(text)
