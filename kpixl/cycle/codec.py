"""Nouns to and from what the cycle's record holds: rows and JSON in which numbers stay exact."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from kpixl.cycle.codec_ledger import money_json, money_of, rest_json, rest_of
from kpixl.findings import Finding, Place, Severity
from kpixl.model.folded import Unread
from kpixl.model.result import ItemResult, MeasureResult, Result, Status
from kpixl.model.roster import Appraisee, Field
from kpixl.model.submission import CellValue, Identity, Raw, Submission

Json = object


def person_row(position: int, person: Appraisee) -> tuple[object, ...]:
    """An appraisee as a row of the roster."""
    fields = {name: pack(value) for name, value in person.fields.items()}
    text = json.dumps(fields, ensure_ascii=False)
    return (position, person.id, person.name, person.department, person.position, person.row, text)


def person_of(row: Sequence[object]) -> Appraisee:
    """The appraisee of a row."""
    _, id_, name, department, post, number, fields = row
    unpacked = {key: _field(unpack(value)) for key, value in json.loads(str(fields)).items()}
    return Appraisee(str(id_), str(name), str(department), str(post), unpacked, int(str(number)))


def pack(value: Field | bool) -> Json:
    """Numbers and dates keep their kind: {"n": "5000"}, {"d": "2023-01-02"}."""
    match value:
        case Fraction():
            return {"n": str(value)}
        case date():
            return {"d": value.isoformat()}
        case _:
            return value


def unpack(value: Json) -> Field | bool:
    """What pack made. Raises ValueError."""
    match value:
        case {"n": str(text)}:
            return Fraction(text)
        case {"d": str(text)}:
            return date.fromisoformat(text)
        case str() | bool() | None:
            return value
    raise ValueError(value)


def _field(value: Field | bool) -> Field:
    if isinstance(value, bool):
        raise TypeError(value)
    return value


def dump(value: Json) -> str:
    """JSON as short as it gets, always the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def findings_text(findings: Sequence[Finding]) -> str:
    """Findings as JSON. Details keep their texts and numbers."""
    return dump([_finding(finding) for finding in findings])


def findings_of(text: str) -> tuple[Finding, ...]:
    """The findings of such a JSON."""
    return tuple(_finding_of(row) for row in json.loads(text))


def _finding(finding: Finding) -> Json:
    place = finding.place
    return [
        finding.code,
        [place.file, place.line, place.column, place.sheet, place.cell],
        {
            name: value if isinstance(value, int | float | str) else str(value)
            for name, value in finding.details.items()
        },
        finding.before,
        finding.after,
        finding.raised,
    ]


def _finding_of(row: Sequence[object]) -> Finding:
    code, place, details, before, after, raised = row
    return Finding(
        str(code),
        Place(*place),  # type: ignore[misc]
        dict(details),  # type: ignore[call-overload]
        None if before is None else str(before),
        None if after is None else str(after),
        Severity(str(raised)) if raised else None,
    )


def submission_text(submission: Submission) -> str:
    """A submission as JSON; the name of its file is kept elsewhere, because a content may have several."""
    identity = submission.identity
    return dump(
        {
            "sheet": submission.sheet,
            "identity": [
                identity.cycle,
                identity.appraisee,
                identity.form,
                identity.fingerprint,
                identity.signature,
            ],
            "entries": {name: _cell(cell) for name, cell in submission.entries.items()},
            "shown": {name: _cell(cell) for name, cell in submission.shown.items()},
            "remarks": dict(submission.remarks),
        }
    )


def submission_of(text: str, file: str) -> Submission:
    """The submission of such a JSON, in a file of this name."""
    parts = json.loads(text)
    return Submission(
        file,
        parts["sheet"],
        Identity(*parts["identity"]),
        {name: _cell_of(cell) for name, cell in parts["entries"].items()},
        {name: _cell_of(cell) for name, cell in parts["shown"].items()},
        parts["remarks"],
    )


def _cell(cell: CellValue) -> Json:
    full = [cell.cell, pack(cell.raw), cell.formula, cell.error, cell.percent, cell.day]
    while len(full) > 2 and not full[-1]:
        full.pop()
    return full


def _cell_of(parts: Sequence[Json]) -> CellValue:
    cell, raw, *others = parts
    return CellValue(str(cell), _raw(raw), *others)  # type: ignore[arg-type]


def _raw(value: Json) -> Raw:
    unpacked = unpack(value)
    if isinstance(unpacked, date):
        raise TypeError(value)
    return unpacked


def result_text(result: Result) -> str:
    """A result as JSON, without its appraisee, its file and its ranks, which are known elsewhere."""
    return dump(
        {
            "form": result.form,
            "status": result.status,
            "items": [_item(item) for item in result.items],
            "subtotals": {name: pack(value) for name, value in result.subtotals.items()},
            "total": pack(result.total),
            "grade": result.grade,
            "pay": pack(result.pay),
            "pay_note": result.pay_note,
            "money": [money_json(part) for part in result.money],
            "measures": [[m.name, m.applies, m.who, m.why] for m in result.measures],
            "sheet": result.sheet,
            "note": result.note,
            **rest_json(result),
        }
    )


def result_of(text: str, person: Appraisee, file: str) -> Result:
    """The result of such a JSON."""
    parts = json.loads(text)
    return Result(
        appraisee=person,
        form=parts["form"],
        status=Status(parts["status"]),
        items=Unread(parts["items"], _item_of),
        subtotals={name: _number(value) for name, value in parts["subtotals"].items()},
        total=_number(parts["total"]),
        grade=parts["grade"],
        pay=_number(parts["pay"]),
        pay_note=parts["pay_note"],
        money=tuple(map(money_of, parts["money"])),
        measures=tuple(MeasureResult(*measure) for measure in parts["measures"]),
        file=file,
        sheet=parts["sheet"],
        note=parts["note"],
        **rest_of(parts),
    )


def _item(item: ItemResult) -> Json:
    return [
        item.name,
        item.section,
        item.status,
        pack(item.score),
        pack(item.value),
        item.shown,
        item.explanation,
        dict(item.inputs),
    ]


def _item_of(parts: Sequence[Json]) -> ItemResult:
    name, section, status, score, value, shown, explanation, inputs = parts
    seen = unpack(value)
    assert not isinstance(seen, date | bool)
    assert isinstance(inputs, Mapping)
    return ItemResult(
        str(name),
        str(section),
        Status(str(status)),
        _number(score),
        seen,
        None if shown is None else str(shown),
        str(explanation),
        {str(key): str(text) for key, text in inputs.items()},
    )


def _number(value: Json) -> Fraction | None:
    number = unpack(value)
    assert number is None or isinstance(number, Fraction)
    return number
