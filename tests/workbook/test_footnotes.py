"""What stands below the total: which standards are not final, and by which word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpixl.rules.quantity import Rulebook
from kpixl.workbook.footnotes import footnotes, provisional_suffix
from tests.workbook.forms import Shipped, press

WAYS = Path(__file__).with_name("ways.yaml")


def rulebook(words: tuple[str, ...]) -> Rulebook:
    """The form of differences, in earnest, its indicators provisional by these words in turn."""
    book = press(Shipped(WAYS, "gap")).rulebook
    words += ("",) * (len(book.items) - len(words))
    items = tuple(
        replace(item, indicator=replace(item.indicator, provisional=word))
        for item, word in zip(book.items, words, strict=True)
    )
    return replace(book, items=items, scheme=replace(book.scheme, trial=False))


@pytest.mark.parametrize(
    ("words", "suffix", "notes"),
    [
        ((), "", []),
        (
            ("预估", "", "预估"),
            "（含预估 △）",
            ["△ 预估：标准尚未正式公布，共 2 处，合计随之为预估值；公布后以正式值为准。"],
        ),
        (
            ("暂定", "待定", "", "暂定"),
            "（含暂定、待定 △）",
            [
                "△ 暂定：标准尚未最后确定，第 1、4 项，合计随之为暂定值；公布后以正式值为准。",
                "△ 待定：标准还没有定，目前的只供参考，第 2 项，合计随之为待定值；公布后以正式值为准。",
            ],
        ),
    ],
)
def test_each_word_has_its_note(words: tuple[str, ...], suffix: str, notes: list[str]) -> None:
    book = rulebook(words)
    assert provisional_suffix(book) == suffix
    assert list(footnotes(book)) == notes


def test_a_trial_is_said_first() -> None:
    book = rulebook(("预估",))
    first, *others = footnotes(replace(book, scheme=replace(book.scheme, trial=True)))
    assert first.startswith("试行：")
    assert others == list(footnotes(book))
