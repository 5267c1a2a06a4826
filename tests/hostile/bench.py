"""Takes any bytes in as a returned file, the way collect does, and judges what became of the forms in it."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from types import FrameType

from kpixl.cycle import database, store
from kpixl.cycle.received import ReceivedLog
from kpixl.findings import Finding, Severity
from kpixl.model.received import Received, Returned, Standing
from kpixl.model.result import Result
from kpixl.model.submission import Submission
from kpixl.pipeline.clerk import Clerk
from kpixl.pipeline.intake import Intake
from kpixl.pipeline.prepare import prepare_text
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.versions import Versions
from kpixl.safety.containers import Member, is_container, members
from kpixl.workbook.read import Reading, read_workbook
from tests.hostile.spans import Entry
from tests.returned.corpus import CYCLE, FILES

PASSWORDS = ("2026", "考核2026")
LONGEST_SENTENCE = 3_000
"""Characters of a finding's sentence; what is longer was taken from the file unshortened."""
_TOUCHED = 1_700_000_000.0


class Outcome(StrEnum):
    """What became of a file: the gravest of what became of its forms."""

    REFUSED = "refused"
    WARNED = "warned"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that counts: what was typed, what it comes to, and what was said of it."""

    typed: Mapping[str, object]
    figures: tuple[object, ...]
    said: frozenset[tuple[str, str, str]]
    refused: bool


Forms = Mapping[str, Form]
"""The forms that count, by their appraisee."""


class Wrong(AssertionError):
    """A file was taken in another way than it may be."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stops what takes more processor time than that."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise Wrong(f"still not done after {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Bench:
    """The cycle of the corpus with its record in memory; each file comes into it as if it were the first."""

    def __init__(self) -> None:
        held = store.load(CYCLE)
        prepared, findings = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
        assert prepared is not None, findings
        self.held, self.versions = held, Versions(CYCLE, held, prepared)
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        for statement in database._TABLES.split(";"):
            self.db.execute(statement)
        self.log = ReceivedLog(self.db)
        clerk = Clerk(self.versions, strict=False)
        self.intake = Intake(CYCLE, self.log, self.versions, clerk, PASSWORDS)

    def submissions(self, data: bytes) -> tuple[Submission, ...]:
        """What is read in a workbook."""
        return read_workbook(data, "", self.versions, PASSWORDS).submissions

    def take(self, data: bytes) -> list[Received]:
        """Everything that comes of a file, whether it is a workbook or an archive of some."""
        self.db.execute("BEGIN")
        try:
            return self._take(data)
        finally:
            self.db.execute("ROLLBACK")

    def _take(self, data: bytes) -> list[Received]:
        names: dict[str, list[str]] = {}
        if is_container(data):
            found = list(members(data, PASSWORDS))
            problems = tuple(
                Finding(p.code, details={"name": p.name}) for p in found if not isinstance(p, Member)
            )
            self._note(data, Reading(findings=problems))
            for member in found:
                if isinstance(member, Member):
                    sha = self._note(member.data, read_workbook(member.data, "", self.versions, PASSWORDS))
                    names.setdefault(sha, []).append(member.name)
        else:
            names[self._note(data, read_workbook(data, "", self.versions, PASSWORDS))] = ["表.xlsx"]
        return list(Settlement(self.log, self.held, names).received())

    def _note(self, data: bytes, reading: Reading) -> str:
        digest = sha256(data).hexdigest()
        self.log.note_content(digest, len(data), _TOUCHED)
        self.intake.record(digest, reading, _TOUCHED)
        return digest

    def forms(self, data: bytes) -> Forms:
        """The forms in a file that count. Every finding must be sayable, in both languages and in few words."""
        counting: dict[str, Form] = {}
        for received in self.take(data):
            for finding in (*received.findings, *(f for form in received.forms for f in form.findings)):
                for language in ("zh-CN", "en"):
                    if len(finding.message(language)) > LONGEST_SENTENCE:
                        raise Wrong(f"{finding.code} is told at great length")
            for form in received.forms:
                if form.standing is Standing.COUNTS:
                    counting[form.appraisee] = _form(form)
        return counting


def _form(form: Returned) -> Form:
    return Form(
        {raw: (cell.raw, cell.error, cell.percent) for raw, cell in form.submission.entries.items()},
        figures(form.result),
        frozenset(
            (finding.code, finding.place.cell, finding.message())
            for finding in form.findings
            if finding.severity is not Severity.INFO
        ),
        form.refused,
    )


def figures(result: Result | None) -> tuple[object, ...]:
    """Everything in a result that somebody is paid, ranked or told by."""
    if result is None:
        return ()
    parts = (result.status, result.total, result.grade, result.pay, tuple(sorted(result.subtotals.items())))
    items = tuple((item.name, item.status, item.score, item.value, item.shown) for item in result.items)
    return (*parts, items, result.money, result.measures)


@cache
def bench() -> Bench:
    """The one bench of a process."""
    return Bench()


def corpus_file(name: str) -> bytes:
    """A file of the corpus."""
    return (FILES / name).read_bytes()


def judge(truth: Forms, data: bytes, touched: Callable[[Entry], bool], seconds: float) -> Outcome:
    """What became of a file that was made from another one, which comes to `truth`.

    Raises Wrong when another figure counts than the honest one and nothing is said of it at that form,
    unless what was typed is different, and only where the change `touched` its very own cell.
    """
    with within(seconds):
        forms = bench().forms(data)
    for number in set(forms) - set(truth):
        if not forms[number].refused:
            raise Wrong(f"a form counts for {number}")
    outcomes = {_judged(number, form, forms.get(number), touched) for number, form in truth.items()}
    return min(outcomes, key=list(Outcome).index)


def _judged(number: str, honest: Form, form: Form | None, touched: Callable[[Entry], bool]) -> Outcome:
    if form is None:
        return Outcome.REFUSED
    if form.said - honest.said:
        return Outcome.REFUSED if form.refused and not honest.refused else Outcome.WARNED
    every = {*honest.typed, *form.typed}
    differing = [raw for raw in every if honest.typed.get(raw) != form.typed.get(raw)]
    strange = [raw for raw in differing if not touched((number, raw))]
    if strange:
        told = [(raw, honest.typed.get(raw), form.typed.get(raw)) for raw in strange]
        raise Wrong(f"{number}: other entries without a word: {told}")
    if not differing and honest.figures != form.figures:
        raise Wrong(f"{number}: other figures without a word: {honest.figures} {form.figures}")
    return Outcome.CHANGED if differing else Outcome.UNCHANGED
