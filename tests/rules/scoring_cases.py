"""The cases of the ready-made scoring rules: `tests/cases/scoring/<rule>.yaml`.

A file is a list of indicators as a scheme writes them, each with what the form says of it in Chinese and
English, and runs: what is typed in, the score in digits (at most nine places; null while it is unknown),
and the 算式 (null while there is none).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from kpixl.definition.scheme import parse_scheme
from kpixl.model.numbers import plain
from kpixl.rules.declare import SCORE
from kpixl.rules.evaluate import Env, evaluate
from kpixl.rules.explain import explanation
from kpixl.rules.nodes import Expr
from kpixl.rules.quantity import RAW, Item, Rulebook
from kpixl.rules.rulebook import build_rulebook
from kpixl.rules.run import compile_rulebook
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Value

FOLDER = Path(__file__).parent.parent / "cases" / "scoring"

_FILLER = {"name": "其他工作", "points": 100, "score": "judgement"}
"""Gives the scheme its points beside an indicator that has none."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is typed in, and what comes of it."""

    typed: Any
    score: str | None
    working: str | None


@dataclass(frozen=True, slots=True)
class ScoringCase:
    """An indicator of one ready-made rule, its standard in words, and its runs."""

    rule: str
    label: str
    definition: Mapping[str, Any]
    standard: str
    standard_en: str
    runs: tuple[Run, ...]


def read_cases() -> Iterator[ScoringCase]:
    """All cases, file by file."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for part in yaml.safe_load(path.read_text(encoding="utf-8")):
            runs = (Run(run["typed"], run["score"], run.get("working")) for run in part.get("runs", ()))
            yield ScoringCase(path.stem, part["case"], part["scheme"], part["zh"], part["en"], tuple(runs))


def rulebook_of(case: ScoringCase) -> tuple[Rulebook, Item]:
    """The rulebook of a scheme around the indicator, and the item that it becomes."""
    given = dict(case.definition)
    indicator = given.pop("indicator")
    beside = given.pop("beside", []) if "points" in indicator else [_FILLER]
    points = sum(part["points"] for part in (indicator, *beside) if "points" in part)
    scheme = {
        "scheme": "demo",
        "title": "示例方案",
        "points": points,
        "forms": [
            {
                "form": "sales",
                "title": "考核表",
                "sections": [{"name": "业绩", "points": points, "indicators": [indicator, *beside]}],
            }
        ],
        **given,
    }
    read, findings = parse_scheme(yaml.safe_dump(scheme, allow_unicode=True, sort_keys=False))
    assert read is not None
    assert findings == (), [finding.message() for finding in findings]
    rulebook, found = build_rulebook(read, read.forms[0])
    assert rulebook is not None, [finding.message() for finding in found]
    return rulebook, rulebook.items[0]


def typed_values(item: Item, typed: Any) -> dict[str, Value]:
    """What was typed by the name of its cell: one value, a mapping by input, or a list of rows."""
    name = item.indicator.name
    match typed:
        case dict():
            cells = {f"{name}.{key}": value for key, value in typed.items()}
        case list():
            cells = {
                f"{name}.{key}.{row}": value
                for row, part in enumerate(typed, 1)
                for key, value in part.items()
            }
        case _:
            cells = {item.cells[0].id: typed}
    assert set(cells) <= {cell.id for cell in item.cells}, cells
    return {name + RAW: _typed(value) for name, value in cells.items()}


def _typed(value: Any) -> Value:
    return Fraction(str(value)) if isinstance(value, int | float) else value


def values_of(rulebook: Rulebook, item: Item, run: Run) -> dict[str, Value]:
    """Every quantity of the form after the run's entries."""
    return compile_rulebook(rulebook)(typed_values(item, run.typed))


def score_of(item: Item, values: Env) -> str | None:
    """The score in digits, or how it is left out, or None."""
    score = values[item.id(SCORE)]
    if score is EXCLUDED:
        return EXCLUDED_TEXT
    return plain(score) if isinstance(score, Fraction) else None


def working_of(working: Expr, values: Env) -> str | None:
    """The 算式 as the form shows it, or None."""
    text = evaluate(working, values)
    assert text is UNKNOWN or isinstance(text, str)
    return None if text is UNKNOWN else text


def working_tree(rulebook: Rulebook, item: Item) -> Expr:
    """The rule of the 算式."""
    return explanation(item, rulebook)
