"""score: one appraisee without a workbook, for what-if questions and for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from kpixl.assess.assess import Assessor
from kpixl.definition.inputs_file import Plain, read_inputs
from kpixl.definition.tables.values import parse_day
from kpixl.findings import Finding, Place, did_you_mean, has_errors
from kpixl.model.audience import form_for
from kpixl.model.result import Result
from kpixl.model.roster import DEPARTMENT, HIRED, ID, NAME, POSITION, Appraisee, Field
from kpixl.model.scheme import Form, Scheme
from kpixl.model.submission import CellValue, Identity, Raw, Submission
from kpixl.pipeline.prepare import Findings, prepare
from kpixl.rules.quantity import RAW, Item, Role, Rulebook
from kpixl.rules.values import Value
from kpixl.workbook.book import roster_value

PERSON = {"id": ID, "name": NAME, "department": DEPARTMENT, "position": POSITION}
FORM, ENTRIES = "form", "entries"
"""Keys of the inputs; every other key is a roster column."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """One appraisee and what would be typed into the form, by the name of the input cell."""

    person: Appraisee
    entries: Mapping[str, Raw]
    form: str = ""


def score(scheme_name: str, inputs_path: Path) -> tuple[tuple[Result, Scheme] | None, Findings]:
    """The result of one appraisee's inputs with the scheme, and everything wrong with them."""
    prepared, found = prepare(scheme_name)
    if prepared is None:
        return None, found
    data, input_findings = read_inputs(inputs_path)
    if data is None:
        return None, (*found, *input_findings)
    form, form_findings = _form(prepared.scheme, data, str(inputs_path))
    if form is None:
        return None, (*found, *form_findings)
    rulebook = prepared.rulebooks[form.key]
    inputs, more = read_entries(rulebook, data, str(inputs_path))
    found = (*found, *input_findings, *more)
    if has_errors(found):
        return None, found
    result, assessed = score_inputs(Assessor(rulebook), inputs, str(inputs_path))
    return (result, prepared.scheme), (*found, *assessed)


def score_inputs(assessor: Assessor, inputs: Inputs, file: str = "") -> tuple[Result, Findings]:
    """Assesses inputs just as if they had come back in a workbook."""
    rulebook = assessor.rulebook
    identity = Identity("", inputs.person.id, rulebook.form.key, "")
    cells = {cell.raw: CellValue(cell.id, inputs.entries.get(cell.raw)) for cell in rulebook.cells}
    submission = Submission(file, "", identity, cells)
    return assessor.assess(submission, inputs.person, _roster_values(rulebook, inputs.person))


def _roster_values(rulebook: Rulebook, person: Appraisee) -> dict[str, Value]:
    columns = (quantity.id for quantity in rulebook.quantities.values() if quantity.role is Role.ROSTER)
    return {column: value for column in columns if (value := roster_value(person, column)) is not None}


def _form(scheme: Scheme, data: Mapping[str, Plain], file: str) -> tuple[Form | None, Findings]:
    named = data.get(FORM)
    chosen = next((form for form in scheme.forms if form.key == named), None)
    if chosen is None and named is None:
        chosen = form_for(scheme, _person(data)) or (scheme.forms[0] if len(scheme.forms) == 1 else None)
    if chosen is not None:
        return chosen, ()
    choices = "、".join(form.key for form in scheme.forms)
    return None, (Finding("inputs-form-unclear", Place(file), {"choices": choices}),)


def _person(data: Mapping[str, Plain]) -> Appraisee:
    fields: dict[str, Field] = {}
    for key, value in data.items():
        if key not in (FORM, ENTRIES) and not isinstance(value, list | dict):
            column = PERSON.get(key, key)
            day = parse_day(value) if column == HIRED and isinstance(value, str) else None
            fields[column] = day or value
    id_, name, department, position = (_text(fields.get(column)) for column in PERSON.values())
    return Appraisee(id_, name, department, position, fields)


def _text(value: Field) -> str:
    return "" if value is None else str(value)


def read_entries(rulebook: Rulebook, data: Mapping[str, Plain], file: str) -> tuple[Inputs, Findings]:
    """Entries by indicator: one value, a mapping by input, or a list of rows (each a mapping)."""
    entries: dict[str, Raw] = {}
    findings: list[Finding] = []
    given = data.get(ENTRIES) or {}
    if not isinstance(given, dict):
        findings.append(_shape(ENTRIES, _MAPPING, file))
        given = {}
    items = {item.indicator.name: item for item in rulebook.items}
    for name, value in given.items():
        item = items.get(name)
        if item is None:
            findings.append(_unknown(name, items, file))
            continue
        typed = dict(_of_item(item, value))
        known = {cell.id for cell in item.cells}
        if any(isinstance(one, list | dict) for one in typed.values()):
            findings.append(_shape(name, _wanted(item), file))
        findings += [_unknown(cell, known, file) for cell in typed if cell not in known]
        entries |= {cell + RAW: _raw(one) for cell, one in typed.items() if cell in known}
    return Inputs(_person(data), entries, rulebook.form.key), tuple(findings)


def _of_item(item: Item, value: Plain) -> Iterator[tuple[str, Plain]]:
    """The values by cell; what has the wrong shape comes as it is."""
    name = item.indicator.name
    is_list = item.indicator.rows is not None
    match value:
        case dict() if not is_list:
            for key, typed in value.items():
                yield f"{name}.{key}", typed
        case list() if is_list and all(isinstance(row, dict) for row in value):
            for number, row in enumerate(value, 1):
                for key, typed in row.items() if isinstance(row, dict) else ():
                    yield f"{name}.{key}.{number}", typed
        case Fraction() | str() if len(item.cells) > 1:
            yield item.cells[0].id, [value]
        case _:
            yield item.cells[0].id, value


_MAPPING = ("“名称: 值”的形式", "written as “name: value”")


def _wanted(item: Item) -> tuple[str, str]:
    """How the entries of an item are written."""
    if item.indicator.rows is not None:
        return "一个列表，每行写成“列名: 值”", "a list with “column: value” for each row"
    return _MAPPING if len(item.cells) > 1 else ("一个值", "a single value")


def _shape(name: str, wanted: tuple[str, str], file: str) -> Finding:
    return Finding("inputs-shape", Place(file), {"name": name, "wanted": wanted[0], "wanted_en": wanted[1]})


def _raw(value: Plain) -> Raw:
    return value if isinstance(value, Fraction | str) else None


def _unknown(name: str, known: Mapping[str, object] | set[str], file: str) -> Finding:
    near = did_you_mean(name, known)
    details = {"name": name, "near": f"是否为“{near}”？" if near else "", "choices": "、".join(known)}
    return Finding("inputs-unknown", Place(file), details)
