"""Writes docs/reference from the tables of the code: `python docs/generate.py`.

What people read there is what the program itself goes by, so it cannot be out of date: tests/test_docs.py
compares.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from pages import findings, functions, roster, scheme_format, scoring_rules  # noqa: E402
from pages.markdown import LANGUAGES, Lines, Page  # noqa: E402

PAGES: dict[str, Callable[[Page], Lines]] = {
    "scheme-format": scheme_format.lines,
    "scoring-rules": scoring_rules.lines,
    "functions": functions.lines,
    "roster": roster.lines,
    "findings": findings.lines,
}


def pages() -> dict[str, str]:
    """Every page of the reference: its file name and its text."""
    return {
        f"{name}.{language}.md": "\n".join(make(Page(language))).rstrip() + "\n"
        for name, make in PAGES.items()
        for language in LANGUAGES
    }


def main() -> None:
    """Writes the pages."""
    folder = HERE / "reference"
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{folder.name}/{name}")


if __name__ == "__main__":
    main()
