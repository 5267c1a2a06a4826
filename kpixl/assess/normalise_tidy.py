"""What does not belong to the entry itself: spaces around it, full-width forms, marks that nobody sees."""

from __future__ import annotations

from collections.abc import Callable

from kpixl.assess.normalise_nouns import Example, Reading
from kpixl.definition.tables.values import half_width, visible

Tidying = Reading[Callable[[str], str]]

TIDYINGS: tuple[Tidying, ...] = (
    Reading(
        "invisible",
        "去掉看不见的字符",
        "invisible characters removed",
        "从网页或聊天软件粘贴来的、看不见的字符不算。",
        "Characters that nobody sees, as pasted from web pages or chats, do not count.",
        visible,
        (Example("\u200b95", "95"),),
    ),
    Reading(
        "spaces",
        "去掉首尾空格",
        "outer spaces removed",
        "前后的空格和换行不算。",
        "Spaces and line breaks around the entry do not count.",
        str.strip,
        (Example(" 95 ", "95"),),
    ),
    Reading(
        "full-width",
        "全角改半角",
        "full-width forms",
        "全角的数字、字母和符号与半角的一样。",
        "Full-width digits, letters and signs are the same as half-width ones.",
        half_width,
        (Example("９５", "95"), Example("１，２００", "1200", unit="元")),
    ),
    Reading(
        "apostrophe",
        "去掉前面的撇号",
        "leading apostrophe removed",
        "数字前面表示“文本”的撇号不算。",
        "An apostrophe in front, which marks a text, does not count.",
        lambda text: text.removeprefix("'").removeprefix("’").lstrip(),
        (Example("'95", "95"),),
    ),
    Reading(
        "full-stop",
        "去掉末尾的句号",
        "closing full stop removed",
        "末尾的句号不算。",
        "A full stop (。) at the end does not count.",
        lambda text: text.removesuffix("。").rstrip(),
        (Example("95。", "95"),),
    ),
)
"""In the order in which they are applied."""


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """The entry alone, and the keys of what was needed to get there."""
    used = []
    for row in TIDYINGS:
        tidied = row.convert(text)
        if tidied != text:
            used.append(row.key)
            text = tidied
    return text, tuple(used)
