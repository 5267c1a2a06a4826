"""What people type and what it is taken as: a table of cases, and what must hold of anything at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from kpixl.assess.normalise import BASES, READINGS, normalise
from kpixl.assess.normalise_chinese import ALPHABET
from kpixl.assess.normalise_doubts import DOUBTFUL
from kpixl.assess.normalise_nouns import EXAMPLE_CYCLE, Asked, Doubt, Example, Normal
from kpixl.model.indicator import Input, Kind
from kpixl.model.numbers import settled
from kpixl.model.submission import CellValue, Raw
from kpixl.model.units import UNITS, unit_of
from kpixl.rules.entries import shown

CASES = yaml.safe_load(Path(__file__).with_name("readings.yaml").read_text(encoding="utf-8"))
LEAST_CASES = 150

SIGNS = "0123456789０９.,，。%‰％+-－~/()（） 　\n:：'¥oOkwT"
WORDS = "元万亿千百十点零〇一二两五九壹分件个小时年月日号上下午第优良中差是否有无约左右多"
TEXTS = st.text(st.sampled_from(SIGNS + WORDS) | st.characters(exclude_categories=("Cs",)), max_size=14)
ZEROS = frozenset("0０零〇")
FIGURES = frozenset(f"{ALPHABET}0123456789０１２３４５６７８９")
"""Without one of these, a text names no number."""


@dataclass(frozen=True)
class Case:
    """Something typed for an input; what it is taken as, or part of the reason, or None where it is left."""

    asked: Asked
    typed: Raw
    percent: bool
    dated: bool
    meant: str | None
    reason: str | None

    def __str__(self) -> str:
        return f"{self.asked.part.unit or self.asked.part.kind} {self.typed!r}"

    def read(self) -> Normal | Doubt | None:
        cell = CellValue("H1", self.typed, percent=self.percent, day=self.dated)
        return normalise(self.asked, cell, EXAMPLE_CYCLE)


def cases() -> Iterator[Case]:
    for group in CASES:
        asked, shown_as = asked_by(group), (group.get("percent", False), group.get("dated", False))
        for typed, meant in group.get("read", {}).items():
            yield Case(asked, raw(typed), *shown_as, meant, None)
        for typed, reason in group.get("refused", {}).items():
            yield Case(asked, raw(typed), *shown_as, None, reason)
        for typed in group.get("left", ()):
            yield Case(asked, raw(typed), *shown_as, None, None)


def asked_by(group: dict[str, Any]) -> Asked:
    given = dict(group["input"])
    usual = unit_of(given.get("unit", ""))
    low, high = (given.pop(key, getattr(usual, key)) for key in ("low", "high"))
    choices = tuple(given.pop("choices", ()))
    limits = {
        key: None if value is None else Fraction(value) for key, value in (("low", low), ("high", high))
    }
    kind = Kind(given.pop("kind", "number"))
    part = Input(name="某项", kind=kind, choices=choices, **limits, **given)
    return Asked(
        part,
        tuple(
            (choice, numbers_of(level))
            for choice, level in zip(choices, group.get("levels", ()), strict="levels" in group)
        ),
    )


def numbers_of(level: object) -> tuple[Fraction, ...]:
    return tuple(Fraction(number) for number in (level if isinstance(level, list) else [level]))


def raw(typed: object) -> Raw:
    if isinstance(typed, bool | str):
        return typed
    return Fraction(str(typed))


ALL = tuple(cases())
INPUTS = tuple(dict.fromkeys(case.asked for case in ALL))
NUMBERS = tuple(asked for asked in INPUTS if asked.part.kind in (Kind.NUMBER, Kind.INTEGER))


def text_read(asked: Asked, text: str) -> Normal | Doubt | None:
    return normalise(asked, CellValue("H1", text), EXAMPLE_CYCLE)


@pytest.mark.parametrize("case", ALL, ids=str)
def test_an_entry_is_read_refused_or_left(case: Case) -> None:
    found = case.read()
    if case.meant is not None:
        assert isinstance(found, Normal), found
        assert (
            shown(case.asked.part, settled(found.raw) if isinstance(found.raw, Fraction) else found.raw)
            == case.meant
        )
        assert found.rules
    elif case.reason is not None:
        assert isinstance(found, Doubt), found
        assert case.reason in found.zh
        assert found.en
    else:
        assert found is None


def test_there_are_cases_enough() -> None:
    assert len(ALL) >= LEAST_CASES


def test_every_reading_is_used_by_a_case() -> None:
    used = {key for case in ALL if isinstance(found := case.read(), Normal) for key in found.rules}
    assert used == {row.key for row in READINGS}


@pytest.mark.parametrize(
    ("key", "example"), [(row.key, one) for row in READINGS for one in row.examples], ids=str
)
def test_a_declared_example_is_read_so(key: str, example: Example) -> None:
    found = normalise(example.asked, example.cell, EXAMPLE_CYCLE)
    assert isinstance(found, Normal)
    assert shown(example.asked.part, found.raw) == example.after
    assert key in found.rules or key in BASES


@pytest.mark.parametrize(
    "example",
    [*(one for row in READINGS for one in row.refused), *(row.example for row in DOUBTFUL)],
    ids=str,
)
def test_a_declared_example_is_refused(example: Example) -> None:
    assert isinstance(normalise(example.asked, example.cell, EXAMPLE_CYCLE), Doubt)
    assert not example.after


@given(st.sampled_from(INPUTS), TEXTS)
def test_whatever_is_typed_is_read_refused_or_left(asked: Asked, text: str) -> None:
    found = text_read(asked, text)
    if isinstance(found, Normal):
        assert found.rules
        kinds: tuple[type, ...] = (str,) if asked.part.kind is Kind.CHOICE else (Fraction,)
        assert isinstance(found.raw, kinds)
        assert asked.part.kind is not Kind.TEXT
        assert asked.part.kind is not Kind.CHOICE or found.raw in asked.part.choices
        assert asked.part.kind is Kind.CHOICE or FIGURES.intersection(text)


@given(st.sampled_from(NUMBERS), TEXTS)
@example(NUMBERS[0], "〇")
@example(NUMBERS[0], "无")
@example(NUMBERS[0], "0.0000000001")
def test_nothing_becomes_zero_that_does_not_say_so(asked: Asked, text: str) -> None:
    found = text_read(asked, text)
    if isinstance(found, Normal) and isinstance(found.raw, Fraction) and settled(found.raw) == 0:
        assert ZEROS.intersection(text)
        assert found.raw == 0


@given(st.sampled_from(INPUTS), TEXTS)
def test_what_was_read_is_not_read_again(asked: Asked, text: str) -> None:
    found = text_read(asked, text)
    if isinstance(found, Normal):
        assert normalise(asked, CellValue("H1", found.raw), EXAMPLE_CYCLE) is None


WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


@given(st.sampled_from([case for case in ALL if isinstance(case.typed, str)]))
def test_full_width_forms_mean_the_same(case: Case) -> None:
    assert isinstance(case.typed, str)
    half, wide = text_read(case.asked, case.typed), text_read(case.asked, case.typed.translate(WIDE))
    if isinstance(half, Normal):
        assert isinstance(wide, Normal)
        assert wide.raw == half.raw


@given(
    st.sampled_from(NUMBERS), st.lists(st.sampled_from("0123456789,."), min_size=1, max_size=12).map("".join)
)
@example(NUMBERS[0], "1,200")
@example(NUMBERS[0], "1,20")
def test_commas_are_read_only_where_all_separate_thousands(asked: Asked, text: str) -> None:
    found = text_read(asked, text)
    if isinstance(found, Normal) and "," in text:
        assert isinstance(found.raw, Fraction)
        whole, point, decimals = text.partition(".")
        assert whole == f"{int(found.raw):,}"
        assert found.raw == Fraction(whole.replace(",", "") + point + decimals)


@given(st.fractions(-10_000, 10_000).map(lambda value: settled(value)))
def test_digits_are_read_as_the_number_that_they_are(value: Fraction) -> None:
    text = f"{float(value):.6f}"
    found = text_read(NUMBERS[0], text)
    assert isinstance(found, Normal)
    assert found.raw == Fraction(text)


@given(st.integers(1, 10**8 - 1))
def test_a_number_that_is_spelt_in_chinese_is_that_number(value: int) -> None:
    found = text_read(NUMBERS[0], spelt(value))
    assert isinstance(found, Normal)
    assert found.raw == value


def spelt(value: int) -> str:
    """As a form for money has it: 一万零五十."""
    if value >= 10**4:
        upper, lower = divmod(value, 10**4)
        return spelt(upper) + "万" + ("" if not lower else "零" * (lower < 1000) + spelt(lower))
    text = ""
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            text += "零一二三四五六七八九"[digit] + sign
        elif text and value % place:
            text += "零" * (not text.endswith("零"))
    return text


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["-", "/", ".", "年"]))
def test_a_day_that_is_written_out_is_that_day(day: date, sign: str) -> None:
    asked = next(asked for asked in INPUTS if asked.part.kind is Kind.DATE)
    text = f"{day.year}{sign}{day.month}{'月' if sign == '年' else sign}{day.day}"
    found = text_read(asked, text)
    assert isinstance(found, Normal)
    assert shown(asked.part, found.raw) == day.isoformat()


def test_every_unit_may_be_written_behind_its_number() -> None:
    for unit in UNITS:
        asked = Example("", unit=unit).asked
        found = text_read(asked, f"12{unit}")
        assert isinstance(found, Normal), unit
        assert found.raw == 12
