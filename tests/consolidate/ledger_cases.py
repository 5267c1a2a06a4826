"""Cases of the ledgers as data: a scheme, a roster, what each entered; what was decided; the lines.

A line is written: kind, appraisee → payer, amount, rule, state. A payer from outside goes by the name, one
that nobody knows is “?”.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kpixl.assess.assess import Assessor
from kpixl.assess.voids import log_of, typed_in
from kpixl.consolidate.cohort import with_cohort
from kpixl.consolidate.ledgers import draw_up
from kpixl.consolidate.merge import everybody
from kpixl.definition.library import library
from kpixl.findings import Finding
from kpixl.model.audience import form_for
from kpixl.model.cycle import Cycle, Period
from kpixl.model.ledger import Decision, Entry, Ledger, Party, Stamp, Void
from kpixl.model.numbers import plain
from kpixl.model.result import Result
from kpixl.model.roster import Appraisee, Roster
from kpixl.model.submission import CellValue, Identity, Submission
from kpixl.pipeline.calendar import with_workdays
from kpixl.pipeline.prepare import Prepared, prepare_text
from kpixl.pipeline.score import read_entries
from kpixl.rules.given import given
from kpixl.rules.quantity import Rulebook

FOLDER = Path(__file__).parent.parent / "cases" / "ledgers"
STAMP = Stamp("总经理", "hr", "2026-12-03T08:00:00+00:00", "已核实")


class _Texts(yaml.SafeLoader):
    """YAML in which every figure is a text, so that nothing is rounded on the way."""


_Texts.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in rows if tag.endswith((":null", ":bool", ":merge"))]
    for sign, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class LedgerCase:
    """One case. `data` holds what the file gives to all of its cases, overlaid by the case's own."""

    file: str
    name: str
    data: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


@dataclass(frozen=True)
class Drawn:
    """What came of a case."""

    results: tuple[Result, ...]
    ledger: Ledger
    findings: tuple[Finding, ...] = field(default=())


def cases() -> Iterator[LedgerCase]:
    """Every case of every file."""
    for path in sorted(FOLDER.glob("*.yaml")):
        file = yaml.load(path.read_text(encoding="utf-8"), Loader=_Texts)
        for case in file["cases"]:
            yield LedgerCase(path.stem, case["name"], {**file, **case})


def draw(case: LedgerCase) -> Drawn:
    """The results and the ledgers of a case."""
    roster = roster_of(case.data["roster"])
    prepared = _prepared(case.data["scheme"], str(case.data["roster"]), roster)
    period = Period.parse(case.data.get("period", "2026-11"))
    assert period is not None
    cycle, _ = with_workdays(Cycle("", period), prepared.scheme, list(prepared.rulebooks.values()))
    assert cycle is not None
    people = [(person, form_for(prepared.scheme, person, period.year)) for person in roster.appraisees]
    listed = [(person, form.key) for person, form in people if form is not None]
    results = {
        person.id: _result(case, prepared.rulebooks[form], person, cycle)
        for person, form in listed
        if person.id in case.data["entries"]
    }
    together, _ = with_cohort(prepared.cohort, prepared.scheme, cycle, everybody(listed, results))
    decisions = [
        Decision(each["of"], each["measure"], each["confirmed"], STAMP)
        for each in case.data.get("decisions", ())
    ]
    ledger, findings = draw_up(prepared.scheme, str(period), together, roster, decisions)
    return Drawn(together, ledger, findings)


def roster_of(rows: list[Mapping[str, str]]) -> Roster:
    """A roster of people, or of units, by the names of the columns."""
    people = tuple(
        Appraisee(
            row["工号"],
            row["姓名"],
            row.get("部门", ""),
            row.get("岗位", ""),
            {name: _field(name, value) for name, value in row.items()},
        )
        for row in rows
    )
    return Roster(people, tuple(dict.fromkeys(name for row in rows for name in row)))


def _field(name: str, value: str | None) -> str | Fraction | None:
    is_number = name in ("绩效基数", "奖金基数", "本年度此前次数")
    return Fraction(value) if is_number and value is not None else value


_PREPARED: dict[tuple[str, str], Prepared] = {}


def _prepared(scheme: str, key: str, roster: Roster) -> Prepared:
    """A scheme of the library by its slug, or one that is written in the case."""
    if (scheme, key) not in _PREPARED:
        path = dict(library()).get(scheme)
        text = path.read_text(encoding="utf-8") if path else scheme
        prepared, findings = prepare_text(text, "scheme.yaml", roster, trial=True)
        assert prepared is not None, [finding.message("en") for finding in findings]
        _PREPARED[scheme, key] = prepared
    return _PREPARED[scheme, key]


@cache
def _assessor(rulebook_id: int) -> Assessor:
    return Assessor(_RULEBOOKS[rulebook_id])


_RULEBOOKS: dict[int, Rulebook] = {}


def _result(case: LedgerCase, rulebook: Rulebook, person: Appraisee, cycle: Cycle) -> Result:
    _RULEBOOKS[id(rulebook)] = rulebook
    data = {"id": person.id, "name": person.name, "entries": case.data["entries"][person.id]}
    inputs, findings = read_entries(rulebook, data, case.file)
    assert not findings, [finding.message("en") for finding in findings]
    cells = {cell.raw: CellValue(cell.id, inputs.entries.get(cell.raw)) for cell in rulebook.cells}
    submission = Submission(f"{person.id}.xlsx", person.name, Identity("", person.id, "", ""), cells)
    voids = tuple(_voids(case, rulebook, submission))
    fields = given(rulebook, person, cycle)
    result, _ = _assessor(id(rulebook)).assess(submission, person, fields, voids=voids)
    return result


def _voids(case: LedgerCase, rulebook: Rulebook, submission: Submission) -> Iterator[Void]:
    for each in case.data.get("voids", ()):
        if each["of"] == submission.identity.appraisee:
            item = log_of(rulebook, each["log"])
            assert item is not None
            row = int(each["row"])
            yield Void(each["of"], each["log"], row, typed_in(item, row, submission), STAMP)


def line(entry: Entry) -> str:
    """A line as cases write it."""
    amount = "—" if entry.amount is None else plain(entry.amount, 2)
    borne = f"{entry.kind} {entry.appraisee.id} → {shown(entry.payer)}"
    to = f" 计入{entry.to}" if entry.to else ""
    return f"{borne} {amount} {entry.rule} {entry.state}{to}"


def shown(party: Party) -> str:
    """A party in a line."""
    return party.id or party.name or "?"
