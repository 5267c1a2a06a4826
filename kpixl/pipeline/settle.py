"""Which of everything received counts: one form for each person, a verdict for each file.

Rests on what the record holds, never on the order in which it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kpixl.cycle.codec import findings_of, result_of
from kpixl.cycle.received import FormRow, ReceivedLog
from kpixl.cycle.store import StoredCycle
from kpixl.findings import Finding, Place, Severity
from kpixl.model.received import Received, Returned, Standing
from kpixl.model.result import FileVerdict, Result, Status, Verdict
from kpixl.model.roster import Appraisee

TOLD = 12
"""So many digits of a digest tell a content."""

_LATE = "form-late"
_WHOSE = frozenset(
    {"identity-number-changed", "identity-marks-differ", "identity-name-changed", "signature-wrong"}
)
"""Findings after which a form may be somebody else's than the one whose marks it bears."""


@dataclass(frozen=True, slots=True)
class Content:
    """One received content: its names for people (the first is used), its forms, what is wrong with it."""

    sha256: str
    first_at: str
    names: tuple[str, ...]
    forms: tuple[FormRow, ...]
    findings: tuple[Finding, ...]
    withdrawn: str
    replaced: bool = False

    @property
    def shown(self) -> str:
        """The name under which findings name it."""
        return self.names[0]


class Settlement:
    """What stands, given everything that was received.

    `present` names the contents that lie in the places looked at now; the others go by the names that
    they had.
    """

    def __init__(self, log: ReceivedLog, held: StoredCycle, present: Mapping[str, Sequence[str]]) -> None:
        self.log, self.held = log, held
        self.people = held.roster.by_id()
        self.contents = {content.sha256: content for content in _contents(log, present)}
        self.standings: dict[int, Standing] = {}
        self.counting: dict[str, FormRow] = {}
        self._told: defaultdict[int, list[Finding]] = defaultdict(list)
        self._choose()

    def _choose(self) -> None:
        """Of each person an assessed form counts, of the latest making, saved last, first by name, digest."""
        of_person: defaultdict[str, list[FormRow]] = defaultdict(list)
        for content in self.contents.values():
            for form in content.forms:
                if content.withdrawn:
                    self.standings[form.number] = Standing.WITHDRAWN
                elif form.owned:
                    of_person[form.appraisee].append(form)
                else:
                    self.standings[form.number] = Standing.DISOWNED
        for appraisee, forms in of_person.items():
            by_name = sorted(forms, key=self._by_name)
            best, *others = sorted(by_name, key=self._rank, reverse=True)
            self.counting[appraisee] = best
            self.standings[best.number] = Standing.COUNTS
            for other in others:
                waits = self._is_assessed(best) and not self._is_assessed(other) and other.saved > best.saved
                self.standings[other.number] = Standing.WAITS if waits else Standing.SUPERSEDED
                self._tell_twice(best, other)

    def _rank(self, form: FormRow) -> tuple[bool, int, float]:
        making = self.held.forms[form.fingerprint].making
        return (self._is_assessed(form), making, form.saved)

    def _by_name(self, form: FormRow) -> tuple[str, str, int]:
        return (self.contents[form.sha256].shown, form.sha256, form.number)

    def _is_assessed(self, form: FormRow) -> bool:
        return form.status == Status.ASSESSED

    def _tell_twice(self, best: FormRow, other: FormRow) -> None:
        """Tells at the form that counts of the one that does not, and the other way round."""
        who = {"appraisee": best.appraisee}
        chosen = {**who, "other": self._name(best, other)}
        if best.typed == other.typed:
            self._told[other.number].append(Finding("person-twice-same", details=chosen))
            return
        self._told[other.number].append(Finding("form-not-counted", details=chosen))
        earlier = other.saved < best.saved or (other.saved == best.saved and other.sha256 != best.sha256)
        if self._is_assessed(best) and not self._is_assessed(other) and earlier:
            # What was wrong was mended and sent again, as it should be.
            return
        why, why_en = self.why(best, other)
        details = {**who, "other": self._name(other, best), "why": why, "why_en": why_en}
        self._told[best.number].append(Finding("person-twice", details=details))

    def _name(self, form: FormRow, beside: FormRow) -> str:
        shown = self.contents[form.sha256].shown
        if form.sha256 == beside.sha256:
            return str(Place(shown, sheet=form.sheet))
        # By its digits either of them can be taken back.
        alike = shown == self.contents[beside.sha256].shown
        return f"{shown}（{form.sha256[:TOLD]}）" if alike else shown

    def why(self, best: FormRow, other: FormRow) -> tuple[str, str]:
        """Why one form of a person counts and not the other, in both languages."""
        (assessed, making, saved), (was_assessed, earlier, before) = map(self._rank, (best, other))
        if assessed != was_assessed:
            return "只有这份能算出结果", "only this one can be assessed"
        if making != earlier:
            return "是后来发的表", "it was handed out later"
        if saved > before:
            return "保存得较晚", "it was saved later"
        if self._by_name(best)[0] == self._by_name(other)[0] and best.sha256 != other.sha256:
            digits = best.sha256[:TOLD]
            return (
                f"名称和保存时间都相同，编号 {digits} 排在前面",
                f"of the same name, saved at the same time, its digits {digits} come first",
            )
        return "保存时间相同，按名称排在前面", "saved at the same time, it comes first by name"

    def findings(self, form: FormRow) -> tuple[Finding, ...]:
        """What is still to be said of one form, with the name of its file.

        Once another form of the person counts, what was wrong with this one needs nobody any more, unless
        it may be the form of another person.
        """
        place = Place(self.contents[form.sha256].shown, sheet=form.sheet)
        told = [replace(finding, place=place) for finding in self._told[form.number]]
        if self.standings[form.number] in (Standing.SUPERSEDED, Standing.WITHDRAWN):
            return tuple(told)
        best = self.counting.get(form.appraisee)
        is_open = best is None or not self._is_assessed(best) or best.saved < form.saved
        own = findings_of(form.findings)
        if form.owned or best is None or is_open or any(finding.code in _WHOSE for finding in own):
            return (*_placed(own, place.file), *told)
        chosen = {"appraisee": form.appraisee, "other": self._name(best, form)}
        return (Finding("form-not-counted", place, chosen),)

    def result(self, person: Appraisee) -> Result | None:
        """The result of a person whose form counts."""
        form = self.counting.get(person.id)
        if form is None:
            return None
        return result_of(self.log.result(form.number), person, self.contents[form.sha256].shown)

    def verdicts(self) -> Iterator[FileVerdict]:
        """What became of every file; another file of the same content is ignored."""
        for content in self.contents.values():
            findings = self._all_findings(content)
            people = tuple(form.appraisee for form in content.forms)
            yield FileVerdict(content.shown, content.sha256, self._judged(content), people, findings)
            for name in content.names[1:]:
                repeated = Finding("file-repeated", Place(name), {"other": content.shown})
                yield FileVerdict(name, content.sha256, Verdict.IGNORED, (), (repeated,))

    def received(self) -> Iterator[Received]:
        """Every file with its forms, in the order in which they came."""
        for content in self.contents.values():
            yield Received(
                content.sha256,
                content.shown,
                datetime.fromisoformat(content.first_at),
                self._judged(content),
                tuple(self._returned(content, form) for form in content.forms),
                self._of_file(content),
                content.withdrawn,
            )

    def _returned(self, content: Content, form: FormRow) -> Returned:
        findings, text = self.findings(form), self.log.result(form.number)
        person = self.people.get(form.appraisee)
        return Returned(
            self.log.submission(form.number, content.shown),
            form.saved,
            self.standings[form.number],
            any(finding.code == _LATE for finding in findings),
            findings,
            result_of(text, person, content.shown) if text and person is not None else None,
        )

    def _all_findings(self, content: Content) -> tuple[Finding, ...]:
        of_forms = [finding for form in content.forms for finding in self.findings(form)]
        return (*self._of_file(content), *of_forms)

    def _of_file(self, content: Content) -> tuple[Finding, ...]:
        """What is to be said of a whole file. What forms in it are refused for is said of these."""
        refused = {
            finding.code
            for form in content.forms
            for finding in findings_of(form.findings)
            if finding.raised is Severity.ERROR
        }
        said = [finding for finding in content.findings if finding.code not in refused]
        return _placed(said, content.shown)

    def _judged(self, content: Content) -> Verdict:
        """Refused when nothing in it can count as it is, ignored when nothing in it counts all the same."""
        findings = self._all_findings(content)
        sheets = {form.sheet for form in content.forms}
        idle = {form.sheet for form in content.forms if self.standings[form.number] is not Standing.COUNTS}
        faulty = {finding.place.sheet for finding in findings if finding.severity is Severity.ERROR}
        if content.withdrawn or content.replaced:
            return Verdict.IGNORED
        if faulty and ("" in faulty or sheets <= faulty):
            return Verdict.REFUSED
        if sheets and sheets <= idle:
            return Verdict.IGNORED
        grave = {finding.severity for finding in findings} & {Severity.ERROR, Severity.WARNING}
        return Verdict.WARNED if grave else Verdict.ACCEPTED


def _contents(log: ReceivedLog, present: Mapping[str, Sequence[str]]) -> Iterator[Content]:
    forms: defaultdict[str, list[FormRow]] = defaultdict(list)
    for form in log.forms():
        forms[form.sha256].append(form)
    seen, withdrawn, latest = log.sightings(), log.withdrawn(), log.latest()
    for sha256, first_at, _, findings in log.contents():
        places = seen.get(sha256, ())
        names = sorted(set(present.get(sha256, ()))) or [shown for _, shown in places][:1]
        reason = withdrawn.get(sha256, "")
        # A file that was read while it was being copied, and lies there whole by now.
        replaced = not forms[sha256] and all(latest[path] != sha256 for path, _ in places)
        if reason:
            findings = (Finding("file-withdrawn", details={"reason": reason}),)
        elif replaced:
            findings = (Finding("file-replaced"),)
        shown = tuple(names or [sha256])
        yield Content(sha256, first_at, shown, tuple(forms[sha256]), findings, reason, replaced)


def _placed(findings: Sequence[Finding], file: str) -> tuple[Finding, ...]:
    return tuple(replace(finding, place=replace(finding.place, file=file)) for finding in findings)
