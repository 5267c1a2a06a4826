"""The ledgers for other programs: every line with its reason and evidence, and the sums of the lines."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kpixl.model.consequence import Payer
from kpixl.model.ledger import MONEY, Change, Decision, Entry, EntryKind, Evidence, Ledger, Party, Stamp, Void
from kpixl.model.numbers import plain
from kpixl.model.result import MoneyResult, Result
from kpixl.model.scheme import Rounding
from kpixl.rules.consequences import CENTS

Json = dict[str, Any]


def ledger_json(ledger: Ledger, rounding: Rounding) -> Json:
    """Every line in the order of the roster; then the money by appraisee, payer, department and in all."""
    entries = [entry_json(entry, rounding) for entry in ledger.entries]
    return {"final": ledger.final, "entries": entries, "sums": sums_json(ledger)}


def sums_json(ledger: Ledger) -> Json:
    """The money by appraisee, payer, department and in all."""
    whole = ledger.sums(lambda entry: "")
    return {
        "appraisees": [_sum(_party(key), sums) for key, sums in ledger.sums(_of_appraisee).items()],
        "payers": [_sum(_party(key), sums) for key, sums in ledger.sums(_of_payer).items()],
        "departments": [_sum({"department": key}, sums) for key, sums in ledger.sums(_of_department).items()],
        "all": _sum({}, whole.get("", {})),
    }


def _of_appraisee(entry: Entry) -> Party:
    return entry.appraisee


def _of_payer(entry: Entry) -> Party:
    return entry.payer


def _of_department(entry: Entry) -> str:
    return entry.payer.department


def money_json(part: MoneyResult) -> Json:
    """A fine or bonus of one result, before it is known who the payers are."""
    return {
        "name": part.name,
        "kind": part.side.value,
        "amount": None if part.amount is None else plain(part.amount, CENTS),
        "payers": [Payer(payer.who).label for payer in part.payers],
        "shares": [plain(payer.share * 100) + "%" for payer in part.payers if payer.share is not None],
        "why": part.why,
    }


def void_json(void: Void) -> Json:
    """An event that does not count: what was entered, who approved and recorded it, when and why."""
    return {"log": void.log, "row": void.row, "typed": dict(void.typed), **_stamp(void.stamp)}


def appeals_json(result: Result) -> Json:
    """The void events of a result, and its figures before and after."""
    return {
        "voids": [void_json(void) for void in result.voids],
        "changes": [_change(change) for change in result.changes],
    }


def _change(change: Change) -> Json:
    return {"name": change.name, "before": change.before or None, "after": change.after or None}


def entry_json(entry: Entry, rounding: Rounding) -> Json:
    """A line of a ledger."""
    places = {EntryKind.SCORE: rounding.total, EntryKind.PAY: rounding.pay}.get(entry.kind, CENTS)
    return {
        "kind": entry.kind.value,
        "appraisee": entry.appraisee.id,
        "payer": _party(entry.payer),
        "amount": None if entry.amount is None else plain(entry.amount, places),
        "rule": entry.rule,
        "why": entry.why,
        "to": entry.to or None,
        "period": entry.period,
        "booked": entry.booked or None,
        "paid": entry.paid or None,
        "state": entry.state.value,
        "decision": None if entry.decision is None else decision_json(entry.decision),
        "evidence": _evidence(entry.evidence),
    }


def _party(party: Party) -> Json:
    return {"id": party.id or None, "name": party.name or None, "department": party.department or None}


def decision_json(decision: Decision) -> Json:
    """What was decided about a measure, by whom, when and why."""
    return {"confirmed": decision.confirmed, **_stamp(decision.stamp)}


def _stamp(stamp: Stamp) -> Json:
    return {"by": stamp.by, "recorded_by": stamp.who, "at": stamp.at, "reason": stamp.reason}


def _evidence(evidence: Evidence) -> Json:
    cells = [{"cell": seen.cell, "name": seen.label, "value": seen.text} for seen in evidence.cells]
    return {"file": evidence.file or None, "sheet": evidence.sheet or None, "cells": cells}


def _sum(group: Json, sums: dict[EntryKind, Fraction]) -> Json:
    return {**group, **{kind.value: plain(sums.get(kind, Fraction()), CENTS) for kind in MONEY}}
