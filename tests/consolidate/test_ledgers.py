"""Who bears what, to the cent; every sum is the sum of the lines that are shown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from kpixl.model.ledger import MONEY, Entry, EntryKind
from kpixl.model.numbers import plain
from tests.consolidate.ledger_cases import LedgerCase, cases, draw, line, shown

ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=str)
def test_the_lines_of_a_case(case: LedgerCase) -> None:
    drawn = draw(case)
    lines = [line(entry) for entry in drawn.ledger.entries if entry.kind is not EntryKind.SCORE]
    assert lines == case.data["lines"]
    assert [finding.code for finding in drawn.findings] == case.data.get("findings", [])
    assert drawn.ledger.final is case.data["final"]
    for finding in drawn.findings:
        for language in ("zh-CN", "en"):
            assert "{" not in finding.message(language) + finding.remedy(language)


@pytest.mark.parametrize("case", [case for case in ALL if "sums" in case.data], ids=str)
def test_the_sums_of_a_case(case: LedgerCase) -> None:
    sums = draw(case).ledger.sums(lambda entry: shown(entry.payer))
    told = {who: {str(kind): plain(amount, 2) for kind, amount in of.items()} for who, of in sums.items()}
    assert told == case.data["sums"]


@pytest.mark.parametrize("case", ALL, ids=str)
def test_every_sum_is_the_sum_of_the_lines_shown_however_they_are_grouped(case: LedgerCase) -> None:
    ledger = draw(case).ledger
    amounts = {kind: [entry.amount or Fraction() for entry in ledger.of(kind)] for kind in MONEY}
    whole = {kind: sum(of, Fraction()) for kind, of in amounts.items() if of}
    groups = (
        lambda entry: entry.appraisee,
        lambda entry: entry.payer,
        lambda entry: entry.payer.department,
        lambda entry: entry.appraisee.department,
    )
    for group in groups:
        assert _together(ledger.sums(group)) == whole
    assert all((amount * 100).denominator == 1 for of in amounts.values() for amount in of)


def _together(sums: Mapping[object, Mapping[EntryKind, Fraction]]) -> dict[EntryKind, Fraction]:
    kinds = {kind for of in sums.values() for kind in of}
    return {kind: sum((of.get(kind, Fraction()) for of in sums.values()), Fraction()) for kind in kinds}


@pytest.mark.parametrize("case", [case for case in ALL if "evidence" in case.data], ids=str)
def test_a_line_shows_what_it_rests_on_as_it_was_received(case: LedgerCase) -> None:
    entries = {line(entry): entry for entry in draw(case).ledger.entries}
    for of, wanted in case.data["evidence"].items():
        assert _seen(entries[of]) == wanted


def _seen(entry: Entry) -> Mapping[str, str]:
    assert entry.evidence.file == f"{entry.appraisee.id}.xlsx"
    assert entry.evidence.sheet == entry.appraisee.name
    return {seen.cell: seen.text for seen in entry.evidence.cells}


@pytest.mark.parametrize("case", [case for case in ALL if "months" in case.data], ids=str)
def test_money_counts_in_its_month_and_is_paid_in_another(case: LedgerCase) -> None:
    entries = {line(entry): entry for entry in draw(case).ledger.entries}
    for of, wanted in case.data["months"].items():
        entry = entries[of]
        assert (f"{entry.booked} paid {entry.paid}" if entry.booked else "unknown") == wanted


@pytest.mark.parametrize("case", [case for case in ALL if "statuses" in case.data], ids=str)
def test_the_statuses_of_a_case(case: LedgerCase) -> None:
    assert {result.appraisee.id: result.status for result in draw(case).results} == case.data["statuses"]


@pytest.mark.parametrize("case", ALL, ids=str)
def test_a_line_that_is_no_money_is_paid_in_no_month(case: LedgerCase) -> None:
    for entry in draw(case).ledger.entries:
        assert entry.kind in MONEY or (entry.booked, entry.paid) == (entry.period, "")


@pytest.mark.parametrize("case", [case for case in ALL if "changes" in case.data], ids=str)
def test_what_a_void_event_changed_is_told(case: LedgerCase) -> None:
    results = {result.appraisee.id: result for result in draw(case).results}
    for of, wanted in case.data["changes"].items():
        told = {change.name: f"{change.before} → {change.after}" for change in results[of].changes}
        assert told == wanted
