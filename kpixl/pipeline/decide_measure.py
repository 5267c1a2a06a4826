"""decide: a measure that applies to somebody is confirmed, rejected, or open again."""

from __future__ import annotations

from pathlib import Path

from kpixl.cycle import decisions
from kpixl.findings import Finding
from kpixl.model.ledger import Decision
from kpixl.pipeline.decide_record import Decided, Desk, at_desk, signed_by
from kpixl.pipeline.prepare import Findings

OUTCOMES = {True: ("确认", "confirmed"), False: ("不执行", "rejected")}
"""What was decided, in words."""


def decide_measure(
    folder: Path, whom: str, measure: str, confirmed: bool | None, by: str, reason: str
) -> tuple[Decided[Decision] | None, Findings]:
    """Records a decision about a measure, or (None) takes the one that stands back; gives that decision."""

    def act(desk: Desk) -> Decision | Finding:
        standing = _standing(desk, measure)
        if confirmed is None:
            if standing is None:
                return desk.about("decision-none", text=measure)
            note(desk, decisions.RECONSIDER)
            return standing
        problem = _untimely(desk, measure, standing)
        if problem is not None:
            return problem
        note(desk, decisions.CONFIRM if confirmed else decisions.REJECT)
        made = _standing(desk, measure)
        assert made is not None, "it was recorded just now"
        return made

    def note(desk: Desk, what: str) -> None:
        decisions.note_measure(desk.log, what, desk.person.id, measure, signed_by(by), reason)

    return at_desk(folder, whom, act)


def _standing(desk: Desk, measure: str) -> Decision | None:
    wanted = (desk.person.id, measure)
    found = decisions.decisions(desk.log.db)
    return next((each for each in found if (each.appraisee, each.measure) == wanted), None)


def _untimely(desk: Desk, measure: str, standing: Decision | None) -> Finding | None:
    """Why nothing can be decided about the measure now."""
    result = desk.settlement.result(desk.person)
    if result is None:
        return desk.about("decision-without-result")
    known = {part.name: part.applies for part in result.measures}
    if measure not in known:
        return desk.about("decision-unknown-measure", text=measure, known="、".join(known) or "—")
    if standing is not None:
        zh, en = OUTCOMES[standing.confirmed]
        stamp = standing.stamp
        made = {"by": stamp.by, "at": stamp.at[:10], "reason": stamp.reason}
        return desk.about("decision-made", text=measure, outcome=zh, outcome_en=en, **made)
    return None if known[measure] else desk.about("decision-not-triggered", text=measure)
