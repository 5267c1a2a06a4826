"""The guide, followed from start to end as it is written: all of it is done, and prints what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guide_steps import LOCALES, Reader, steps

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDES = {"zh-CN": "guide.zh-CN.md", "en": "guide.md"}


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_works_as_it_is_written(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", LOCALES[language])
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path)
    for step in steps((DOCS / GUIDES[language]).read_text(encoding="utf-8")):
        shown = reader.follow(step)
        assert shown is None, f"line {step.line} shows\n{shown}\nbut this is printed:\n{reader.printed}"


def test_both_guides_take_the_same_steps() -> None:
    def done(language: str) -> list[tuple[str, str]]:
        guide = (DOCS / GUIDES[language]).read_text(encoding="utf-8")
        return [(step.kind, _without_remarks(step.text)) for step in steps(guide) if step.kind != "text"]

    assert done("en") == done("zh-CN")


def _without_remarks(text: str) -> str:
    return "\n".join(line.partition(" #")[0].rstrip() for line in text.splitlines())
