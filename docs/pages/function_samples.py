"""Samples of the functions: docs/examples/functions.yaml, worked out by the code itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import yaml

from kpixl.model.cycle import Cycle, Period
from kpixl.model.days import parse_moment
from kpixl.model.roster import Appraisee
from kpixl.pipeline.calendar import with_workdays
from kpixl.rules.given import given
from kpixl.rules.run import compile_rulebook
from kpixl.rules.values import Value
from kpixl.rules.words import standard
from pages.examples import FOLDER
from pages.markdown import LANGUAGES, Lines, Page, code
from pages.samples import typed_words
from tests.rules.scoring_cases import ScoringCase, rulebook_of, typed_values, working_of, working_tree

FILE = FOLDER / "functions.yaml"
MONTH = "2026-11"
"""The cycle of the samples."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An indicator that uses a function, and what is filled in."""

    function: str
    case: ScoringCase
    typed: object


def read_samples() -> Iterator[Sample]:
    """All samples. What looks like a date stays a text until its cell takes it for one."""
    for part in yaml.load(FILE.read_text(encoding="utf-8"), _NoDates):
        case = ScoringCase(part["function"], "", part["scheme"], "", "", ())
        yield Sample(part["function"], case, part["typed"])


class _NoDates(yaml.SafeLoader):
    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith("timestamp")]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def sample(page: Page, sample: Sample) -> Lines:
    """The indicator, the sentence that the form prints, and the working of the figures."""
    rulebook, item = rulebook_of(sample.case)
    period = Period.parse(MONTH)
    assert period is not None
    cycle, _ = with_workdays(Cycle("", period), rulebook.scheme, [rulebook])
    typed = {name: _moment(value) for name, value in typed_values(item, sample.typed).items()}
    values = compile_rulebook(rulebook)({**given(rulebook, Appraisee("", ""), cycle), **typed})
    working = working_of(working_tree(rulebook, item), values)
    indicator = sample.case.definition["indicator"]
    keys = ("value", "target", "score", "formula")
    rules = "; ".join(f"{key}: {indicator[key]}" for key in keys if key in indicator)
    language = LANGUAGES[page.index]
    yield f"- {code(rules)}"
    yield page.pick("- 考核标准：", "- Standard: ") + standard(item, rulebook, language)
    if working is not None:
        figures = typed_words(sample.typed)
        yield page.pick(f"- 填 {figures}，算式：{working}", f"- Filled in: {figures}; working: {working}")
    yield ""


def _moment(value: Value) -> Value:
    moment = parse_moment(value) if isinstance(value, str) else None
    return value if moment is None else Fraction(moment)
