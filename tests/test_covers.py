"""Every consequence and rule about time has cases, with its bounds, and they are found by their code."""

from __future__ import annotations

import pytest

from kpixl.definition.library import library
from kpixl.pipeline.prepare import prepare
from tests.covers import SHOWN, covers, declared

CODES, SCHEMES = declared()

WANTED = [
    pytest.param(scheme, code, shown, id=f"{scheme} {code} {shown}".strip())
    for scheme, codes in SCHEMES.items()
    for code, shown_of in codes.items()
    for shown in shown_of or [""]
]


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_rule_has_cases(code: str) -> None:
    assert [entry for entry in covers() if entry.code == code]


@pytest.mark.parametrize(("scheme", "code", "shown"), WANTED)
def test_each_scheme_shows_its_consequences_and_their_bounds(scheme: str, code: str, shown: str) -> None:
    entries = [entry for entry in covers() if (entry.scheme, entry.code) == (scheme, code)]
    assert [entry for entry in entries if not shown or entry.shown == shown]


def test_cases_say_what_they_cover_in_known_words() -> None:
    assert {entry.text for entry in covers() if entry.code not in CODES} == set()
    assert {entry.shown for entry in covers()} <= {"", *SHOWN}
    consequences = {(entry.scheme, entry.code) for entry in covers() if entry.scheme and entry.code[0] == "D"}
    assert consequences == {(scheme, code) for scheme, codes in SCHEMES.items() for code in codes}


def test_every_scheme_with_money_or_measures_says_which_consequences_these_are() -> None:
    bearing = {slug for slug, _ in library() if _has_consequences(slug)}
    # Measures about access are decisions of its own, and no consequence of an appraisal.
    assert bearing - {"sp-assessment"} == set(SCHEMES)


def _has_consequences(slug: str) -> bool:
    prepared, _ = prepare(slug, trial=True)
    assert prepared is not None
    scheme = prepared.scheme
    return bool(scheme.pay or scheme.cohort or any(form.money or form.measures for form in scheme.forms))
