"""Lines of the ledger in words: who, what it rests on, how far it is."""

from __future__ import annotations

from collections.abc import Mapping

from kpixl.consolidate.cohort_rows import NO_DEPARTMENT
from kpixl.model.ledger import Entry, Evidence, Party, Stamp, State
from kpixl.model.zones import day_in
from kpixl.workbook.palette import DONE, NOTHING, PROVISIONAL, TODO

NOBODY_KNOWS, OUTSIDE = "还不知道是谁", "外单位或其他"
MONEY_STATES: Mapping[State, str] = {
    State.DUE: f"{DONE} 已定",
    State.PROPOSED: f"{PROVISIONAL} 未定",
    State.CONFIRMED: f"{DONE} 已定",
    State.VOID: "× 作废",
}
MEASURE_STATES: Mapping[State, str] = {
    State.DUE: f"{TODO} 待确认",
    State.PROPOSED: f"{TODO} 待确认",
    State.CONFIRMED: f"{DONE} 已确认",
    State.VOID: "× 不执行",
}
_MOST_CELLS = 6


def called(party: Party) -> str:
    """Somebody by name and number; from outside, by name."""
    name = party.name or party.id or NOBODY_KNOWS
    return f"{name}（{party.id}）" if party.id and party.name else name


def department_of(party: Party) -> str:
    """Where money of somebody is added up: in the department, or with all who are from outside."""
    if party.id:
        return party.department or NO_DEPARTMENT
    return OUTSIDE if party.name else NOBODY_KNOWS


def proof(evidence: Evidence) -> str:
    """What a line rests on: the file, its sheet, and what stood in which cells."""
    file = evidence.file + (f"「{evidence.sheet}」" if evidence.sheet else "")
    cells = [f"{seen.cell} {seen.label} {seen.text}".strip() for seen in evidence.cells[:_MOST_CELLS]]
    more = len(evidence.cells) - len(cells)
    shown = "；".join(cells) + (f"；等{len(evidence.cells)}格" if more else "")
    return "：".join(part for part in (file, shown) if part) or NOTHING


def decided(entry: Entry, zone: str) -> tuple[str, str, str]:
    """Who decided about a measure, on which day in this time zone, and why; dashes where nobody has."""
    if entry.decision is None:
        return NOTHING, NOTHING, NOTHING
    return stamped(entry.decision.stamp, zone)


def stamped(stamp: Stamp, zone: str) -> tuple[str, str, str]:
    """Who decided something, on which day in this time zone, and why."""
    return stamp.by or NOTHING, day_in(zone, stamp.at) or NOTHING, stamp.reason or NOTHING
