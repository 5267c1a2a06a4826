"""What a scheme makes use of: a table of features, each with its test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import yaml

from kpixl.definition.scheme import load_scheme
from kpixl.definition.shelf import library_folder
from kpixl.findings import Finding
from kpixl.model.cohort import Budget, Rank, RankBonus
from kpixl.model.consequence import Money, Side
from kpixl.model.indicator import Indicator, Missing, OpenRows, Rule, Unset
from kpixl.model.scheme import Scheme, Section


@dataclass(frozen=True)
class Shipped:
    """A scheme of the library, as read and as written."""

    slug: str
    path: Path

    @cached_property
    def loaded(self) -> tuple[Scheme, tuple[Finding, ...]]:
        """The scheme and what is found in it, its undecided numbers among them."""
        scheme, findings = load_scheme(self.path)
        assert scheme is not None, findings
        return scheme, findings

    @property
    def scheme(self) -> Scheme:
        """The scheme."""
        return self.loaded[0]

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of every form."""
        return tuple(part for part in self.parts if isinstance(part, Indicator))

    @property
    def sections(self) -> Iterator[Section]:
        """Every section of every form."""
        return (section for form in self.scheme.forms for section in form.sections)

    @cached_property
    def parts(self) -> tuple[object, ...]:
        """Every noun of the scheme."""
        return tuple(_nouns(self.scheme))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key that is written in the scheme or in its dictionary."""
        texts = [self.path.read_text(encoding="utf-8")]
        if self.scheme.dictionary:
            texts.append((library_folder() / f"{self.scheme.dictionary}.yaml").read_text(encoding="utf-8"))
        return frozenset(key for text in texts for key in _keys(yaml.safe_load(text)))

    def calls(self, *functions: str) -> bool:
        """Whether some rule uses one of these functions."""
        wanted = re.compile(rf"\b({'|'.join(functions)})\s*[(（]")
        return any(wanted.search(part.text) for part in self.parts if isinstance(part, Rule))

    def scored_by(self, *methods: str) -> bool:
        """Whether some indicator is scored by one of these rules."""
        return any(indicator.method in methods for indicator in self.indicators)

    def is_personal(self, indicator: Indicator) -> bool:
        """Whether its target, or another number of it, comes from a column of the roster."""
        numbers = (indicator.target, *indicator.params.values())
        return any(isinstance(one, Rule) and one.text in self.scheme.columns for one in numbers)

    def rows(self, test: Callable[[OpenRows], bool]) -> bool:
        """Whether some open rows are like this."""
        return any(test(part) for part in self.parts if isinstance(part, OpenRows))


def _nouns(value: object) -> Iterator[object]:
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from _nouns(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _nouns(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _nouns(part)


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield str(key)
            yield from _keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from _keys(part)


def _is_taken_off(shipped: Shipped) -> bool:
    """Whether an answer of no, or anything of an item without points, takes points away."""
    fails = (indicator.params.get("fail") for indicator in shipped.indicators)
    return any(isinstance(fail, Fraction) and fail < 0 for fail in fails) or shipped.scored_by("deduct-only")


@dataclass(frozen=True, slots=True)
class Capability:
    """A feature in two languages, and whether a scheme has it."""

    zh: str
    en: str
    test: Callable[[Shipped], bool]


CAPABILITIES = (
    Capability("按年度版本", "a form for each year", lambda s: any(form.years for form in s.scheme.forms)),
    Capability("施行期", "in force from, until", lambda s: bool(s.scheme.effective or s.scheme.until)),
    Capability("分工矩阵", "matrix of units", lambda s: "matrix" in s.keys),
    Capability("指标字典", "dictionary of indicators", lambda s: bool(s.scheme.dictionary)),
    Capability("几种考核表", "several forms", lambda s: len(s.scheme.forms) > 1),
    Capability(
        "非百分制",
        "another base than 100",
        lambda s: any(s.scheme.base(form) not in (0, 100) for form in s.scheme.forms),
    ),
    Capability("不计分", "nothing is scored", lambda s: s.scheme.points == 0),
    Capability("分部权重", "weighted sections", lambda s: any(one.weight is not None for one in s.sections)),
    Capability(
        "比例规定", "floors and fixed shares", lambda s: any(one.share is not None for one in s.sections)
    ),
    Capability(
        "模块最低分", "least points of a section", lambda s: any(one.least is not None for one in s.sections)
    ),
    Capability("比率", "rates from two counts", lambda s: "ratio" in s.keys),
    Capability("评级", "rating scales", lambda s: "scale" in s.keys),
    Capability("各级份数", "counts by level", lambda s: "levels" in s.keys),
    Capability("选项汇总", "counts by option", lambda s: "options" in s.keys),
    Capability("多人评分", "several raters", lambda s: "raters" in s.keys),
    Capability("自填行", "open rows", lambda s: s.rows(lambda rows: not rows.log and not rows.items)),
    Capability("检查单", "checklists, preset rows", lambda s: s.rows(lambda rows: bool(rows.items))),
    Capability("事件登记", "event logs", lambda s: s.rows(lambda rows: rows.log and not rows.items)),
    Capability("时限", "time limits", lambda s: s.calls("MINUTES", "HOURS", "DAYS")),
    Capability("工作日", "working days", lambda s: s.calls("WORKDAYS")),
    Capability("对照表", "tables of numbers", lambda s: bool(s.scheme.tables)),
    Capability("改善", "improvement", lambda s: s.scored_by("improvement")),
    Capability("领先", "lead over a competitor", lambda s: s.scored_by("lead")),
    Capability("两级目标", "basic and challenge targets", lambda s: s.scored_by("basic-challenge")),
    Capability("分档", "bands", lambda s: s.scored_by("steps")),
    Capability("多条件", "several conditions", lambda s: s.scored_by("any-of", "all-of")),
    Capability("是否", "yes or no", lambda s: s.scored_by("yes-no")),
    Capability("扣分倒扣", "points taken away", _is_taken_off),
    Capability(
        "指标合成",
        "computed from other indicators",
        lambda s: any(one.value is not None and not one.inputs and one.rows is None for one in s.indicators),
    ),
    Capability("各自目标", "targets from the roster", lambda s: any(map(s.is_personal, s.indicators))),
    Capability("年度分解", "parts of annual targets", lambda s: bool(s.scheme.annual)),
    Capability("连续下降", "falls in a row", lambda s: s.calls("FALLS")),
    Capability("取自其他各期", "taken from other cycles", lambda s: "earlier" in s.keys),
    Capability("只统计", "only recorded", lambda s: s.scored_by("record")),
    Capability(
        "不考核折算",
        "left out and reweighted",
        lambda s: any(one.missing is Missing.EXCLUDE and one.method != "record" for one in s.indicators),
    ),
    Capability("免考核", "exemptions", lambda s: any(one.exempt is not None for one in s.indicators)),
    Capability("罚款", "fines", lambda s: any(_sides(s, Side.FINE))),
    Capability("奖励", "bonuses", lambda s: any(_sides(s, Side.BONUS))),
    Capability("几人承担", "several payers", lambda s: any(len(money.payers) > 1 for money in _money(s))),
    Capability("非货币措施", "measures", lambda s: any(form.measures for form in s.scheme.forms)),
    Capability(
        "列入月份",
        "booked by a day, or paid later",
        lambda s: s.scheme.payout is not None or any(money.booked is not None for money in _money(s)),
    ),
    Capability("名次", "ranks by rule", lambda s: _has_step(s, Rank)),
    Capability("名次奖", "bonuses by rank", lambda s: _has_step(s, RankBonus)),
    Capability("预算", "budgets", lambda s: _has_step(s, Budget)),
    Capability("等级", "grades", lambda s: bool(s.scheme.grades)),
    Capability("绩效工资", "performance pay", lambda s: s.scheme.pay is not None),
    Capability("暂定标准", "provisional standards", lambda s: any(one.provisional for one in s.indicators)),
    Capability("未定参数", "undecided numbers", lambda s: any(isinstance(part, Unset) for part in s.parts)),
)
"""The features, in the order in which they are listed."""


def _has_step(shipped: Shipped, kind: type) -> bool:
    return any(isinstance(step, kind) for step in shipped.scheme.cohort)


def _money(shipped: Shipped) -> Iterator[Money]:
    return (money for form in shipped.scheme.forms for money in form.money)


def _sides(shipped: Shipped, side: Side) -> Iterator[bool]:
    return (money.side is side for money in _money(shipped))


def capabilities(shipped: Shipped) -> tuple[Capability, ...]:
    """The features that a scheme has."""
    return tuple(row for row in CAPABILITIES if row.test(shipped))
