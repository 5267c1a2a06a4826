"""Writes docs/reference, docs/catalogue.md and docs/reading.md from the tables of the code.

Run `python docs/generate.py`.

What people read there is what the program itself goes by, so it cannot be out of date:
tests/test_reference.py compares.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from pages import catalogue, findings, functions, reading, roster, scheme_format, scoring_rules  # noqa: E402
from pages.markdown import LANGUAGES, Lines, Page  # noqa: E402

PAGES: dict[str, Callable[[Page], Lines]] = {
    "scheme-format": scheme_format.lines,
    "scoring-rules": scoring_rules.lines,
    "functions": functions.lines,
    "roster": roster.lines,
    "findings": findings.lines,
}


def pages() -> dict[str, str]:
    """Every page that is made from tables: its file below docs, and its text."""
    reference = {
        f"reference/{name}.{language}.md": _text(make(Page(language)))
        for name, make in PAGES.items()
        for language in LANGUAGES
    }
    return {"catalogue.md": _text(catalogue.lines()), "reading.md": _text(reading.lines()), **reference}


def _text(lines: Lines) -> str:
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Writes the pages."""
    (HERE / "reference").mkdir(exist_ok=True)
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
        print(name)


if __name__ == "__main__":
    main()
