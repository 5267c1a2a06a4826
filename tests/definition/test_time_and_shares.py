"""Forms by year with bases of their own, the time of a scheme, minimums and shares of sections."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kpixl.definition.against_roster import check_against_roster
from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Finding, Severity
from kpixl.model.indicator import Constraint, Rule
from kpixl.model.scheme import Scheme, Share
from tests.definition.bad_cases import roster_in

TOP = """\
scheme: demo
title: 示例
points: 100
effective: 2001-01-01
until: 2003-12-31
parameters: {甲: 1}
checks:
  - {must: 甲 = 1, say: 甲应为1}
forms:
"""
FORM = """\
  - form: y{year}
    title: 考核表
    years: {years}
    points: {points}
    for: {{部门: {department}}}
    sections:
      - name: 满意
        points: {points}
        least: 4
        subtotal: 小计
        share: {share}
        indicators: [{{name: 满意度, score: judgement}}]
"""


def form(
    year: int, years: str, points: int = 6, department: str = "甲", share: str = "{exactly: 6%, of: 100}"
) -> str:
    return FORM.format(year=year, years=years, points=points, department=department, share=share)


def parsed(*forms: str) -> tuple[Scheme, tuple[Finding, ...]]:
    scheme, findings = parse_scheme(TOP + "".join(forms), "demo.yaml")
    assert scheme is not None
    return scheme, findings


def test_time_years_bases_minimums_and_shares_are_taken_over() -> None:
    scheme, findings = parsed(form(2001, "[2001, 2002]"))
    assert findings == ()
    assert (scheme.effective, scheme.until) == (date(2001, 1, 1), date(2003, 12, 31))
    (check,) = scheme.checks
    assert check == Constraint(Rule("甲 = 1", check.must.place), "甲应为1")
    (only,) = scheme.forms
    assert (only.years, only.points, scheme.base(only)) == ((2001, 2002), 6, 6)
    (section,) = only.sections
    assert section.least == 4
    assert section.share is not None
    assert section.share == Share(exactly=Fraction(6, 100), of=Fraction(100), place=section.share.place)


@pytest.mark.parametrize(
    ("share", "codes"),
    [
        ("{least: 6%, of: 100}", []),
        ("{least: 100%}", []),
        ("{exactly: 100%}", []),
        ("{least: 6.01%, of: 100}", ["share-under-floor"]),
        ("{exactly: 5%, of: 100}", ["share-not-fixed"]),
        ("{exactly: 5%, of: 100, override: 试点}", ["share-overridden"]),
        ("{exactly: 6%, of: 100, override: 用不上的理由}", []),
    ],
)
def test_a_section_has_the_share_that_it_must_have(share: str, codes: list[str]) -> None:
    _, findings = parsed(form(2001, "2001", share=share))
    assert [finding.code for finding in findings] == codes
    assert all(finding.severity is Severity.INFO for finding in findings if "override" in share)


def test_a_person_may_have_one_form_a_year() -> None:
    people = roster_in("工号,姓名,部门,岗位\nX01,林小雨,甲,\n")
    scheme, findings = parsed(form(2001, "2001"), form(2002, "2002"))
    assert findings == ()
    assert check_against_roster(scheme, people) == ()


def test_a_person_with_two_forms_in_one_year_is_found_though_the_others_fit() -> None:
    people = roster_in("工号,姓名,部门,岗位\nX01,林小雨,甲,顾问\n")
    early, late = form(2001, "[2001, 2002]"), form(2002, "[2002, 2003]", department="甲, 岗位: 顾问")
    scheme, _ = parsed(early, late)
    found = check_against_roster(scheme, people)
    assert [(finding.code, finding.details["forms"]) for finding in found] == [
        ("person-with-two-forms", "y2001, y2002")
    ]
