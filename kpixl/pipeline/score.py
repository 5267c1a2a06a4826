"""score: one appraisee without a workbook, for what-if questions and for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from kpixl.assess.assess import Assessor
from kpixl.definition.inputs_file import Plain, read_inputs
from kpixl.definition.tables.values import parse_day
from kpixl.findings import Finding, Place, did_you_mean, has_errors
from kpixl.model.audience import is_for, serves
from kpixl.model.cycle import Cycle, Period
from kpixl.model.days import parse_moment
from kpixl.model.numbers import plain
from kpixl.model.result import Result
from kpixl.model.roster import DEPARTMENT, HIRED, ID, NAME, POSITION, Appraisee, Field
from kpixl.model.scheme import Form, Scheme
from kpixl.model.submission import CellValue, Identity, Raw, Submission
from kpixl.pipeline.calendar import with_workdays
from kpixl.pipeline.prepare import Findings, prepare
from kpixl.pipeline.timing import not_in_force, read_period, year_unknown
from kpixl.rules.declare import DATED
from kpixl.rules.given import given, needs_period
from kpixl.rules.quantity import RAW, Cell, Item, Rulebook

PERSON = {"id": ID, "name": NAME, "department": DEPARTMENT, "position": POSITION}
FORM, PERIOD, ENTRIES = "form", "period", "entries"
"""Keys of the inputs; every other key is a roster column."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """One appraisee and what would be typed into the form, by the name of the input cell."""

    person: Appraisee
    entries: Mapping[str, Raw]
    form: str = ""
    cycle: Cycle | None = None


def score(
    scheme_name: str, inputs_path: Path, trial: bool = False
) -> tuple[tuple[Result, Scheme] | None, Findings]:
    """The result of one appraisee's inputs with the scheme, and everything wrong with them."""
    prepared, found = prepare(scheme_name, trial)
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
    cycle, cycle_findings = read_cycle(rulebook, data, str(inputs_path))
    inputs, found = replace(inputs, cycle=cycle), (*found, *input_findings, *more, *cycle_findings)
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
    return assessor.assess(submission, inputs.person, given(rulebook, inputs.person, inputs.cycle))


def read_cycle(rulebook: Rulebook, data: Mapping[str, Plain], file: str) -> tuple[Cycle | None, Findings]:
    """The cycle of the period that the inputs name; a form that is computed by it needs one."""
    period, findings = _period(rulebook.scheme, data, file)
    if period is None:
        if not findings and needs_period(rulebook):
            findings = (Finding("inputs-period-needed", Place(file)),)
        return None, findings
    return with_workdays(Cycle("", period), rulebook.scheme, [rulebook])


def _form(scheme: Scheme, data: Mapping[str, Plain], file: str) -> tuple[Form | None, Findings]:
    period, findings = _period(scheme, data, file)
    if findings:
        return None, findings
    named = [form for form in scheme.forms if data.get(FORM) in (None, form.key)]
    forms = [form for form in named if period is None or serves(form, period.year)]
    if named and not forms:
        assert period is not None
        return None, (year_unknown(named, period.year, 1, Place(file)),)
    fits = forms if len(forms) == 1 else [form for form in forms if is_for(form, _person(data))]
    if len(fits) == 1:
        return fits[0], ()
    choices = "、".join(form.key for form in scheme.forms)
    return None, (Finding("inputs-form-unclear", Place(file), {"choices": choices}),)


def _period(scheme: Scheme, data: Mapping[str, Plain], file: str) -> tuple[Period | None, Findings]:
    """The period that the inputs name, if they do."""
    written = data.get(PERIOD)
    if written is None:
        return None, ()
    text = plain(written) if isinstance(written, Fraction) else str(written)
    period, findings = read_period(text, scheme, Place(file))
    return period, findings if period is None else tuple(not_in_force(scheme, period))


def _person(data: Mapping[str, Plain]) -> Appraisee:
    fields: dict[str, Field] = {}
    for key, value in data.items():
        if key not in (FORM, PERIOD, ENTRIES) and not isinstance(value, list | dict):
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
    items = {item.indicator.name: item for item in rulebook.items if item.cells}
    for name, value in given.items():
        item = items.get(name)
        if item is None:
            findings.append(_unknown(name, items, file))
            continue
        typed = dict(_of_item(item, value))
        known = {cell.id: cell for cell in item.cells}
        if any(isinstance(one, list | dict) for one in typed.values()):
            findings.append(_shape(name, _wanted(item), file))
        findings += [_unknown(cell, _as_written(item), file) for cell in typed if cell not in known]
        entries |= {id_ + RAW: _raw(known[id_], one) for id_, one in typed.items() if id_ in known}
    return Inputs(_person(data), entries, rulebook.form.key), tuple(findings)


def _of_item(item: Item, value: Plain) -> Iterator[tuple[str, Plain]]:
    """The values by cell; what has the wrong shape comes as it is."""
    name = item.indicator.name
    is_list = item.indicator.rows is not None
    match value:
        case dict() if not is_list:
            ids = _as_written(item)
            for key, typed in value.items():
                yield ids.get(f"{name}.{key}", f"{name}.{key}"), typed
        case list() if is_list and all(isinstance(row, dict) for row in value):
            for number, row in enumerate(value, 1):
                for key, typed in row.items() if isinstance(row, dict) else ():
                    yield f"{name}.{key}.{number}", typed
        case Fraction() | str() if len(item.cells) > 1:
            yield item.cells[0].id, [value]
        case _:
            yield item.cells[0].id, value


def _as_written(item: Item) -> dict[str, str]:
    """The ids of an item's cells, by the names that the form prints; in rows, followed by the row."""
    name = item.indicator.name
    return {cell.id if cell.row is not None else f"{name}.{cell.input.name}": cell.id for cell in item.cells}


_MAPPING = ("“名称: 值”的形式", "written as “name: value”")


def _wanted(item: Item) -> tuple[str, str]:
    """How the entries of an item are written."""
    if item.indicator.rows is not None:
        return "一个列表，每行写成“列名: 值”", "a list with “column: value” for each row"
    return _MAPPING if len(item.cells) > 1 else ("一个值", "a single value")


def _shape(name: str, wanted: tuple[str, str], file: str) -> Finding:
    return Finding("inputs-shape", Place(file), {"name": name, "wanted": wanted[0], "wanted_en": wanted[1]})


def _raw(cell: Cell, value: Plain) -> Raw:
    """What would stand in the cell: a date becomes the number that a spreadsheet makes of it."""
    if isinstance(value, str) and cell.input.kind in DATED:
        moment = parse_moment(value)
        return value if moment is None else moment
    return value if isinstance(value, Fraction | str) else None


def _unknown(name: str, known: Mapping[str, object] | set[str], file: str) -> Finding:
    near = did_you_mean(name, known)
    details = {"name": name, "near": f"是否为“{near}”？" if near else "", "choices": "、".join(known)}
    return Finding("inputs-unknown", Place(file), details)
