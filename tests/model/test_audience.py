"""Which form is for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from kpixl.model.audience import form_for, forms_for, is_for, years_apart
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Form, Scheme

PERSON = Appraisee(
    "007",
    "林小雨",
    "销售部",
    "顾问 ",
    {"级别": Fraction(3), "入职日期": date(2026, 3, 1), "地区": " 华东", "工龄": None, "部门": "别处"},
)


def form(key: str, **audience: tuple[str, ...]) -> Form:
    return Form(key=key, title=key, sections=(), audience=audience)


@pytest.mark.parametrize(
    ("audience", "fits"),
    [
        ({}, True),
        ({"部门": ("销售部",)}, True),
        ({"部门": ("市场部", "销售部")}, True),
        ({"部门": ("市场部",)}, False),
        ({"部门": ("销售部",), "岗位": ("经理",)}, False),
        ({"部门": ("销售部",), "岗位": ("顾问",)}, True),
        ({"工号": ("007",)}, True),
        ({"工号": ("7",)}, False),
        ({"姓名": ("林小雨",)}, True),
        ({"级别": ("3",)}, True),
        ({"地区": ("华东",)}, True),
        ({"工龄": ("0",)}, False),
        ({"没有的列": ("x",)}, False),
        ({"入职日期": ("2026-03-01",)}, True),
    ],
)
def test_every_column_that_a_form_names_must_fit(audience: dict[str, tuple[str, ...]], fits: bool) -> None:
    assert is_for(form("one", **audience), PERSON) is fits


def scheme_of(*forms: Form) -> Scheme:
    return Scheme(slug="s", title="s", points=Fraction(100), forms=forms)


def test_the_first_form_that_fits_is_the_one() -> None:
    forms = (form("a", 部门=("市场部",)), form("b", 部门=("销售部",)), form("c"))
    assert form_for(scheme_of(*forms), PERSON, 2026) is forms[1]
    assert forms_for(scheme_of(*forms), PERSON, 2026) == forms[1:]
    assert form_for(scheme_of(*forms[:1]), PERSON, 2026) is None


def test_a_form_of_certain_years_is_for_nobody_in_another() -> None:
    early, late = replace(form("a"), years=(2001, 2002)), replace(form("b"), years=(2003,))
    scheme = scheme_of(early, late)
    assert [form_for(scheme, PERSON, year) for year in (2001, 2002, 2003, 2004)] == [early, early, late, None]
    assert years_apart(scheme) == (0, 2001, 2002, 2003)
    assert forms_for(scheme, PERSON, 0) == ()


def test_the_base_of_a_form_is_its_own_or_the_schemes() -> None:
    own, usual = replace(form("a"), points=Fraction(12)), form("b")
    assert [scheme_of(own, usual).base(part) for part in (own, usual)] == [12, 100]
