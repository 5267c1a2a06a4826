"""Samples of the ready-made rules: their case files, worked out by the code itself.

The cases are those of the tests (tests/cases/scoring), so that a rule brings its documentation with its
cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

import yaml

from kpixl.rules.quantity import Item, Rulebook
from kpixl.rules.scoring import Scoring
from kpixl.rules.words import standard
from pages.markdown import LANGUAGES, Lines, Page, table
from tests.rules.scoring_cases import (
    Run,
    ScoringCase,
    read_cases,
    rulebook_of,
    score_of,
    values_of,
    working_of,
    working_tree,
)

SHOWN = 4
"""How many sample figures are shown of a rule."""

_SHORT = 60
"""A mapping that is no longer than this is written on one line."""


@cache
def cases_of(rule: str) -> tuple[ScoringCase, ...]:
    """The cases of a ready-made rule. The first is its example."""
    return tuple(case for case in _all() if case.rule == rule)


@cache
def _all() -> tuple[ScoringCase, ...]:
    return tuple(read_cases())


def definition(case: ScoringCase) -> str:
    """The indicator as it would be written in a scheme, and beside it what it needs of the scheme."""
    given = {key: value for key, value in case.definition.items() if key != "beside"}
    indicator = given.pop("indicator")
    rest = yaml.dump(given, Dumper=_Tidy, allow_unicode=True, sort_keys=False, width=100) if given else ""
    return rest + yaml.dump(indicator, Dumper=_Tidy, allow_unicode=True, sort_keys=False, width=100).rstrip()


class _Tidy(yaml.SafeDumper):
    """Lists and mappings inside of others stand on one line while they are short."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = _is_short(mapping)
        return node

    def represent_sequence(
        self, tag: str, sequence: Any, flow_style: bool | None = None
    ) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = _is_short(sequence)
        return node


def _is_short(value: object) -> bool:
    return len(str(value)) <= _SHORT


def sentences(page: Page, row: Scoring) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Each template with the sentence that the form prints of the first case that uses it."""
    for (conditions, text), case in zip(row.templates, _of_templates(row), strict=True):
        yield conditions, text, _sentence(page, case)


def variants(page: Page, row: Scoring) -> Iterator[tuple[str, str]]:
    """Some other ways to write the rule, on one line each, with their sentences."""
    told = {_sentence(page, case) for case in _of_templates(row)}
    others = ((case, _sentence(page, case)) for case in cases_of(row.name))
    fresh: dict[str, ScoringCase] = {}
    for case, sentence in others:
        if (
            sentence not in told
            and case.definition["indicator"] != cases_of(row.name)[0].definition["indicator"]
        ):
            fresh.setdefault(sentence, case)
    for sentence, case in islice(fresh.items(), SHOWN):
        yield _on_one_line(case), sentence


def _of_templates(row: Scoring) -> list[ScoringCase]:
    cases = cases_of(row.name)
    return [next(case for case in cases if row.template(_given(case)) == text) for _, text in row.templates]


def _sentence(page: Page, case: ScoringCase) -> str:
    rulebook, item = rulebook_of(case)
    return standard(item, rulebook, LANGUAGES[page.index])


def _on_one_line(case: ScoringCase) -> str:
    indicator = yaml.safe_dump(
        case.definition["indicator"],
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=True,
        width=10**6,
    )
    return str(indicator).strip()


def _given(case: ScoringCase) -> set[str]:
    indicator = case.definition["indicator"]
    return {*indicator, *(f"{name}={value}" for name, value in indicator.items())}


def figures(page: Page, case: ScoringCase) -> Lines:
    """Sample figures of a case: what is filled in, the score, and how the form says it came about."""
    rulebook, item = rulebook_of(case)
    head = (
        page.pick("填写", "filled in"),
        page.pick("得分", "score"),
        page.pick("算式（表上）", "working (on the form)"),
    )
    scored = {run.score: run for run in reversed(case.runs) if run.working is not None}
    runs = sorted(scored.values(), key=case.runs.index)
    yield from table(head, (_figure(rulebook, item, run) for run in runs[:SHOWN]))


def _figure(rulebook: Rulebook, item: Item, run: Run) -> tuple[str, str, str]:
    values = values_of(rulebook, item, run)
    score = score_of(item, values) or ""
    return typed_words(run.typed), score, working_of(working_tree(rulebook, item), values) or ""


def typed_words(typed: object) -> str:
    """What is filled in, for people."""
    match typed:
        case dict():
            return "，".join(f"{name} {value}" for name, value in typed.items())
        case list():
            return "；".join(map(typed_words, typed))
        case _:
            return "—" if typed is None else str(typed)
