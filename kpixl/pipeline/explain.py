"""explain: the way from what somebody typed to the pay, step by step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kpixl.cycle import decisions, runs, store
from kpixl.cycle.received import FormRow
from kpixl.findings import Finding, Place, Severity
from kpixl.model.explanation import Explanation, FormTold, Words
from kpixl.model.ledger import Entry
from kpixl.model.received import Standing
from kpixl.model.result import Consolidation, Result
from kpixl.pipeline.collect import settled
from kpixl.pipeline.consolidated import consolidated, standing_results
from kpixl.pipeline.explainer import TOLD, Explainer, form_told
from kpixl.pipeline.prepare import Findings, prepare_text
from kpixl.pipeline.settle import Settlement
from kpixl.pipeline.taken import changed, outdated
from kpixl.pipeline.versions import Versions
from kpixl.pipeline.whom import find_person


def explain(folder: Path, who: str, language: str = "zh-CN") -> tuple[Explanation | None, Findings]:
    """Everything about the result of somebody, by number or name. Standards are worded in the language."""
    try:
        with settled(folder) as (held, settlement):
            handout, problem = find_person(held.handouts, who)
            if handout is None:
                return None, (problem,) if problem is not None else ()
            prepared, found = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
            if prepared is None:
                return None, found
            versions = Versions(folder, held, prepared)
            decided = decisions.decisions(settlement.log.db)
            stale, typed = outdated(folder, settlement.log.db), changed(settlement, versions)
            results = standing_results(held, settlement)
            together = consolidated(prepared, held, results, decided, bool(stale or typed))
            run = runs.last_run(settlement.log.db)
            gone_on = run is None or runs.has_gone_on(settlement.log.db, run)
            result = next(each for each in together.results if each.appraisee.id == handout.id)
            explainer = Explainer(settlement, versions, together, language)
            told = replace(
                explainer.told(handout, result, tuple(_entries(result, together))).explanation,
                forms=tuple(_forms(handout.id, settlement)),
                findings=tuple(_findings(handout.id, settlement)),
            )
            own = tuple(finding for finding in typed if finding.details["appraisee"] == handout.id)
            late = (Finding("explain-outdated"),) if gone_on and told.forms else ()
            return told, (*late, *stale, *own)
    except (store.NotACycle, sqlite3.Error):
        return None, (Finding("folder-not-a-cycle", Place(str(folder))),)


def _entries(result: Result, together: Consolidation) -> Iterator[Entry]:
    """Lines of money and measures about this person, then those that others' forms bring."""
    own = result.appraisee.id
    entries = together.ledger.of(*TOLD)
    yield from (entry for entry in entries if entry.appraisee.id == own)
    yield from (entry for entry in entries if entry.appraisee.id != own and entry.payer.id == own)


def _forms(appraisee: str, settlement: Settlement) -> Iterator[FormTold]:
    """Every form of this person that came: the one that counts, then the others, the latest first."""
    rows = [form for content in settlement.contents.values() for form in content.forms]
    own = [form for form in rows if form.appraisee == appraisee]
    standings = settlement.standings
    own.sort(key=lambda form: (standings[form.number] is Standing.COUNTS, form.saved), reverse=True)
    best = settlement.counting.get(appraisee)
    for form in own:
        content = settlement.contents[form.sha256]
        yield form_told(content, form, standings[form.number], _why(form, best, settlement))


def _why(form: FormRow, best: FormRow | None, settlement: Settlement) -> Words:
    """Why this form counts, or why not."""
    match settlement.standings[form.number]:
        case Standing.COUNTS:
            others = (each for content in settlement.contents.values() for each in content.forms)
            beaten = [each for each in others if each.appraisee == form.appraisee and each is not form]
            if not beaten:
                return "只收到这一份", "no other has come"
            rivals = (each for each in beaten if each.owned and _stands(each, settlement))
            reasons = dict.fromkeys(settlement.why(form, each) for each in rivals)
            return next(iter(reasons), ("只有这份能用", "only this one can be used"))
        case Standing.SUPERSEDED if best is not None:
            if best.typed == form.typed:
                return "内容和采用的一份相同", "it holds the same as the one that counts"
            zh, en = settlement.why(best, form)
            return f"采用的一份{zh}" if not zh.startswith("只有") else zh, f"of the one that counts: {en}"
        case Standing.WITHDRAWN:
            reason = settlement.contents[form.sha256].withdrawn
            return f"已撤回：{reason}", f"withdrawn: {reason}"
        case _:
            grave = [each for each in settlement.findings(form) if each.severity is Severity.ERROR]
            first = grave[0] if grave else None
            return (first.message("zh-CN"), first.message("en")) if first is not None else ("", "")


def _stands(form: FormRow, settlement: Settlement) -> bool:
    """Whether a form could count: one that was withdrawn decides nothing."""
    return settlement.standings[form.number] is not Standing.WITHDRAWN


def _findings(appraisee: str, settlement: Settlement) -> Iterator[Finding]:
    """What was found in the forms of this person, and in the whole files of those that are to count."""
    for content in settlement.contents.values():
        own = [form for form in content.forms if form.appraisee == appraisee]
        for form in own:
            if settlement.standings[form.number] in (Standing.COUNTS, Standing.DISOWNED):
                yield from settlement.findings(form)
