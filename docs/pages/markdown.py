"""The noun Page, and pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

LANGUAGES = ("zh-CN", "en")

Words = tuple[str, str]
Lines = Iterator[str]


class Page:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        self.index = LANGUAGES.index(language)

    def pick(self, zh: str, en: str) -> str:
        """The text in the page's language."""
        return (zh, en)[self.index]

    def of(self, words: Words | Sequence[str]) -> str:
        """The one of two texts that is in the page's language."""
        return words[self.index]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Lines:
    """A Markdown table."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""


def code(text: str) -> str:
    """Text as code."""
    return f"`{text}`"


def codes(texts: Iterable[str], joint: str = " ") -> str:
    """Several texts as code."""
    return joint.join(map(code, texts))
