"""How typed entries are read, from the table of declared readings."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpixl.assess.normalise import READINGS, normalise
from kpixl.assess.normalise_doubts import DOUBTFUL
from kpixl.assess.normalise_nouns import EXAMPLE_CYCLE, Doubt, Example
from kpixl.model.numbers import plain
from pages.markdown import LANGUAGES, Lines, Page, code, table


def lines() -> Lines:
    """The readings and the refusals, in each language."""
    yield "# 填写的内容怎样读"
    yield ""
    yield "*How typed entries are read ([in English below](#in-english)).*"
    yield ""
    for language in LANGUAGES:
        yield from _part(Page(language))


def _part(page: Page) -> Lines:
    if page.of(LANGUAGES) == "en":
        yield "## In English"
        yield ""
    yield page.pick(
        "填写格里要的是数字、日期、时间或选项，交回来的常是“95分”“９５”“2026年11月3日”。能确定意思的，按下面的规则"
        "换算，逐格列出换算前后（`entry-normalised`）；可能有两种意思的不猜，说明理由请部门改（`entry-unclear`）。"
        "换算以后仍按表上的要求检查。空格子就是没有填，什么都不会变成 0。"
        "`kpixl collect --strict` 一律不换算。例子的考核期是 2026 年 11 月，括号里是填写格的单位。",
        "A cell asks for a number, a day, a time or a choice, and what comes back is often 95分, ９５ or "
        "2026年11月3日. What can mean one thing only is converted by the rules below and listed cell by "
        "cell, before and after (`entry-normalised`). What may mean two things is refused with the reason "
        "(`entry-unclear`). The form's own conditions are asked afterwards. A blank stays a blank, and "
        "nothing becomes 0. `kpixl collect --strict` converts nothing. The examples are of November 2026; "
        "the unit of the cell stands in brackets.",
    )
    yield ""
    head = (
        page.pick("规则", "reading"),
        page.pick("含义", "what it does"),
        page.pick("例", "examples"),
        page.pick("不这样读", "not read"),
    )
    yield from table(
        head,
        (
            (
                page.pick(row.name, row.name_en),
                page.pick(row.zh, row.en),
                _listed(page, row.examples),
                _listed(page, row.refused),
            )
            for row in READINGS
        ),
    )
    yield page.pick("其他不猜的：", "What else is refused:")
    yield ""
    head = (page.pick("填的", "typed"), page.pick("理由", "why"))
    yield from table(head, (_refusal(page, row.example) for row in DOUBTFUL))


def _listed(page: Page, examples: Sequence[Example]) -> str:
    return "<br>".join(_example(page, example) for example in examples) or "—"


def _example(page: Page, example: Example) -> str:
    unit = page.pick(f"（{example.unit}）", f" ({example.unit})") if example.unit else ""
    typed = code(example.typed.replace("\u200b", "\\u200b"))
    if example.percent:
        seen = f"{plain(Fraction(example.typed) * 100)}%"
        typed += page.pick(f"（显示 {seen}）", f" (seen as {seen})")
    if example.after:
        return f"{typed}{unit} → {code(example.after)}"
    return f"{typed}{unit}{page.pick('：', ': ')}{_why(page, example)}"


def _refusal(page: Page, example: Example) -> Sequence[str]:
    unit = page.pick(f"（{example.unit}）", f" ({example.unit})") if example.unit else ""
    return f"{code(example.typed)}{unit}", _why(page, example)


def _why(page: Page, example: Example) -> str:
    found = normalise(example.asked, example.cell, EXAMPLE_CYCLE)
    assert isinstance(found, Doubt)
    return page.pick(found.zh, found.en)
