"""What explains results one after the other: whatever they share is looked up once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from kpixl.cycle import decisions, runs
from kpixl.cycle.received import FormRow
from kpixl.model.explanation import Explanation, FormTold, Words
from kpixl.model.handout import Handout
from kpixl.model.ledger import Entry, EntryKind
from kpixl.model.received import Standing
from kpixl.model.result import Consolidation, Result
from kpixl.pipeline.explain_form import Filled, FormExplainer, Parts, filled
from kpixl.pipeline.settle import Content, Settlement
from kpixl.pipeline.versions import Version, Versions

TOLD = (EntryKind.FINE, EntryKind.BONUS, EntryKind.MEASURE)
"""The lines of ledgers that an explanation tells of beside score and pay."""


@dataclass(frozen=True, slots=True)
class Account:
    """An explanation with the form that counts: its mark, its version, how it was read; None for no form."""

    explanation: Explanation
    fingerprint: str | None = None
    version: Version | None = None
    form: Filled | None = None


class Explainer:
    """Explains results of one cycle."""

    def __init__(
        self,
        settlement: Settlement,
        versions: Versions,
        together: Consolidation,
        language: str = "zh-CN",
    ) -> None:
        self.settlement, self.versions, self.language = settlement, versions, language
        self.scheme, self.provisional = together.scheme, together.provisional
        self.voids = decisions.voids(settlement.log.db)
        run = runs.last_run(settlement.log.db)
        self.strict = run is not None and run.strict
        self.ranked = Counter(each.appraisee.department for each in together.results if each.rank is not None)

    def told(self, handout: Handout, result: Result, entries: tuple[Entry, ...]) -> Account:
        """Everything about a result, but of the forms only the one that counts, and no findings."""
        row = self.settlement.counting.get(handout.id)
        version = self.versions.of(row.fingerprint) if row is not None else None
        form, parts = None, Parts()
        if row is not None and version is not None and result.items:
            submission = self.settlement.log.submission(row.number, result.file)
            form = filled(version, result.appraisee, submission, self.strict, self.voids.get(handout.id, ()))
            parts = FormExplainer(version, result, self.language).told(form)
        held = self.settlement.held
        explanation = Explanation(
            scheme=version.rulebook.scheme if version is not None else self.scheme,
            cycle=held.cycle,
            result=result,
            handout=handout,
            making=held.forms[row.fingerprint].making if row is not None else handout.making,
            forms=() if row is None else (self._counting(row),),
            entries=entries,
            assessed=(self.ranked.total(), self.ranked[result.appraisee.department]),
            provisional=self.provisional,
            **parts,
        )
        return Account(explanation, row.fingerprint if row is not None else None, version, form)

    def _counting(self, row: FormRow) -> FormTold:
        return form_told(self.settlement.contents[row.sha256], row, Standing.COUNTS)


def form_told(content: Content, row: FormRow, standing: Standing, why: Words = ("", "")) -> FormTold:
    """A form that came, and what became of it."""
    received = datetime.fromisoformat(content.first_at)
    return FormTold(content.shown, row.sheet, row.sha256, received, row.saved, standing, why)
