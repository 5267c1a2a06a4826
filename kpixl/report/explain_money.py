"""Fines and bonuses of an explanation: how each amount came about, and who bears or gets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from kpixl.model.explanation import Explanation, FigureTold
from kpixl.model.ledger import Entry, EntryKind
from kpixl.model.numbers import plain
from kpixl.report.explain_words import state_word, words
from kpixl.report.status_words import clock
from kpixl.report.terminal import hanging, thousands
from kpixl.rules.consequences import CENTS

_MONEY = (EntryKind.FINE, EntryKind.BONUS)


def money_lines(told: Explanation, language: str) -> Iterator[str]:
    """Each fine and bonus of the form, whoever bears it; then what others' forms and ranks bring."""
    say = words(language)
    own = told.result.appraisee.id
    entries = [entry for entry in told.entries if entry.kind in _MONEY]
    named = {figure.name for figure in told.money}
    for figure in told.money:
        lines = [entry for entry in entries if entry.rule == figure.name and entry.appraisee.id == own]
        yield from hanging(figure.name, figure_text(figure, say))
        for entry in lines:
            yield f"  {_borne(entry, told, language)}"
    for entry in entries:
        if entry.appraisee.id != own or entry.rule not in named:
            whose = say["of_others"].format(name=entry.appraisee.name, rule=entry.rule)
            given = told.result.cohort.get(entry.rule) if entry.appraisee.id == own else None
            parts = [given.explanation if given is not None else "", _borne(entry, told, language)]
            name = entry.rule if entry.appraisee.id == own else whose
            yield from hanging(name, say["stop"].join(part for part in parts if part))


def figure_text(figure: FigureTold, say: Mapping[str, str]) -> str:
    """客诉件数 2 ＞ 0；2 × 50 ＝ 100.00 元；每件投诉罚款50元."""
    if figure.value is None:
        gives = say["unknown"]
    elif not figure.value:
        gives = say["not_due"]
    else:
        amount = say["yuan"].format(amount=thousands(plain(figure.value, figure.places)))
        digits = plain(figure.value, figure.places)
        is_told = figure.worked and figure.worked not in (digits, plain(figure.value))
        gives = f"{figure.worked} ＝ {amount}" if is_told else amount
    return say["stop"].join(part for part in (figure.condition, gives, figure.why) if part)


def _borne(entry: Entry, told: Explanation, language: str) -> str:
    say = words(language)
    payer = entry.payer.name or say["unknown_payer"]
    if entry.payer.id == entry.appraisee.id == told.result.appraisee.id:
        payer = say["own"]
    amount = "" if entry.amount is None else thousands(plain(entry.amount, CENTS))
    key = "borne" if entry.kind is EntryKind.FINE else "gets"
    to = say["to"].format(to=entry.to) if entry.to else ""
    parts = [
        say[key].format(payer=payer, amount=amount),
        to,
        *_months(entry, say),
        *state_of(entry, language),
    ]
    return say["stop"].join(part for part in parts if part)


def _months(entry: Entry, say: Mapping[str, str]) -> Iterator[str]:
    """When a line counts and is paid, where that is not simply the period."""
    if entry.booked not in ("", entry.period):
        yield say["booked"].format(booked=entry.booked)
    if entry.paid:
        yield say["paid"].format(paid=entry.paid)


def state_of(entry: Entry, language: str) -> Iterator[str]:
    """How far a line is, and who decided so."""
    yield state_word(entry.state, language)
    if entry.decision is not None:
        stamp = entry.decision.stamp
        at = clock(datetime.fromisoformat(stamp.at))
        yield words(language)["decided"].format(by=stamp.by, at=at, reason=stamp.reason)
