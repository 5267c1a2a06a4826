"""Whether a returned form belongs to this cycle and to somebody, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache

from kpixl import __version__
from kpixl.cycle.codec import pack
from kpixl.cycle.codec_ledger import void_json
from kpixl.cycle.digests import digest_of
from kpixl.cycle.received import Said
from kpixl.findings import Finding, Place, Severity
from kpixl.model.ledger import Void
from kpixl.model.result import Result, Status
from kpixl.model.returns import handled, is_refused
from kpixl.model.submission import Submission
from kpixl.pipeline.versions import Versions
from kpixl.rules.given import given

_DISOWNS = frozenset(
    {
        "identity-lost",
        "identity-marks-differ",
        "identity-cycles-differ",
        "identity-number-changed",
        "rows-beyond-log",
    }
)
"""Findings after which a form counts for nobody, whatever the scheme says."""


_NOTHING: Mapping[str, Sequence[Void]] = {}


class Clerk:
    """Takes each returned form, with what was found when it was read, and says what it is worth.

    `voids` are the events of each appraisee that an appeal has made void.
    """

    def __init__(
        self, versions: Versions, strict: bool, voids: Mapping[str, Sequence[Void]] = _NOTHING
    ) -> None:
        self.versions, self.strict, self.voids = versions, strict, voids
        held = versions.held
        self.people = held.roster.by_id()
        self.out = versions.out
        self.left = {handout.id for handout in held.withdrawn}
        due = held.cycle.due
        self.closes = (
            datetime.combine(due + timedelta(days=1), time(), versions.zone).timestamp()
            if due is not None
            else None
        )
        self.basis = cache(self._basis)

    def _basis(self, appraisee: str, fingerprint: str) -> str:
        """What the assessment of a form rests on beside its content: it is made anew when this changes."""
        person, handout = self.people.get(appraisee), self.out.get(appraisee)
        fields = {key: pack(value) for key, value in person.fields.items()} if person else None
        who = (person.name, person.department, person.position) if person else None
        given_out = (handout.key, handout.fingerprint) if handout else appraisee in self.left
        voids = [void_json(void) for void in self.voids.get(appraisee, ())]
        told = (__version__, self.strict, self.closes, fingerprint, fields, who, given_out, *voids)
        return digest_of(told)

    def assess(
        self, submission: Submission, found: Sequence[Finding], whole: Iterable[Finding], saved: float
    ) -> Said:
        """What a form comes to. `found` was found in its sheet when it was read, `whole` in its file."""
        identity = submission.identity
        basis = self.basis(identity.appraisee, identity.fingerprint)
        problem = self._stranger(submission)
        if problem is not None:
            return Said(basis, False, None, (*found, problem))
        version = self.versions.of(identity.fingerprint)
        assert version is not None
        policy = version.rulebook.scheme.returns
        findings = (*found, *self._remarkable(submission, saved))
        place = Place(submission.file, sheet=submission.sheet)
        of_file = [replace(each, place=place) for each in handled(whole, policy) if disowns(each)]
        if of_file or any(map(disowns, handled(findings, policy))):
            return Said(basis, False, None, (*handled(findings, policy), *of_file))
        person = self.people[identity.appraisee]
        fields = given(version.rulebook, person, version.cycle)
        strict = self.strict or is_refused("entry-normalised", policy)
        voids = self.voids.get(identity.appraisee, ())
        result, more = version.assessor.assess(submission, person, fields, strict, voids)
        findings = handled((*findings, *more), policy)
        if any(map(disowns, findings)):
            return Said(basis, False, None, findings)
        return Said(basis, True, replace(result, note=_note(result, findings)), findings)

    def _stranger(self, submission: Submission) -> Finding | None:
        """Why a form does not belong to this cycle or to anybody in it, or None."""
        identity, place = submission.identity, Place(submission.file, sheet=submission.sheet)
        details = {"appraisee": identity.appraisee, "form": identity.form}
        if self.versions.of(identity.fingerprint) is None:
            is_ours = identity.fingerprint in self.versions.held.forms
            return Finding("sheet-version-unreadable" if is_ours else "sheet-other-scheme", place, details)
        if identity.cycle != self.versions.held.cycle.id:
            return Finding("sheet-other-cycle", place, details)
        handout = self.out.get(identity.appraisee)
        if handout is None:
            code = "person-left" if identity.appraisee in self.left else "person-unexpected"
            name = self.versions.name(identity.appraisee)
            return Finding(code, place, {**details, "name": name})
        if handout.key != identity.form:
            given_out = {each.key for each in self.versions.handouts_of(identity.appraisee)}
            code = "person-transferred" if identity.form in given_out else "sheet-unknown-form"
            return Finding(code, place, {**details, "name": handout.name, "title": handout.form})
        return None

    def _remarkable(self, submission: Submission, saved: float) -> Iterator[Finding]:
        """What is to be said of a form that counts all the same."""
        identity, place = submission.identity, Place(submission.file, sheet=submission.sheet)
        details = {"appraisee": identity.appraisee}
        if self.closes is not None and saved >= self.closes:
            due = self.versions.held.cycle.due
            day = datetime.fromtimestamp(saved, self.versions.zone).date().isoformat()
            yield Finding("form-late", place, {**details, "saved": day, "due": str(due)})
        handout = self.out[identity.appraisee]
        printed = self.versions.printed(identity)
        if handout.fingerprint != identity.fingerprint or (printed and printed != handout.printed):
            yield Finding("form-earlier-version", place, details)


def disowns(finding: Finding) -> bool:
    """Whether a form with this finding counts for nobody."""
    return finding.code in _DISOWNS or finding.raised is Severity.ERROR


def _note(result: Result, findings: Sequence[Finding]) -> str:
    """Why somebody has no result yet: ○ 还有 2 项未填，▲ 1 项有误."""
    if result.status is Status.ASSESSED:
        return ""
    blank = sum(finding.code == "entry-blank" for finding in findings)
    wrong = sum(finding.severity is Severity.ERROR for finding in findings) - blank
    parts = [f"○ 还有 {blank} 项未填"] if blank else []
    return "，".join([*parts, f"▲ {wrong} 项有误"] if wrong else parts)
