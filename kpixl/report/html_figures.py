"""The first page of the HTML report: how far it is, five numbers, how the scores lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpixl.model.ledger import EntryKind
from kpixl.model.numbers import plain, recorded
from kpixl.model.result import Status
from kpixl.report.bands import grade_bands, pass_mark, score_bands
from kpixl.report.html_table import grouped, or_nothing
from kpixl.report.overview import Line, Overview
from kpixl.workbook.ledgers import SIDES
from kpixl.workbook.palette import DONE, NOTHING, TODO, WRONG

Json = dict[str, Any]

_BACK = (Status.INCOMPLETE, Status.NOT_ASSESSED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many there are, are done, have to be mended, have not come, take no part."""

    due: int
    done: int
    back: int
    missing: int
    excluded: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Progress:
        """What the rows say."""
        states = Counter(line.status for line in lines)
        back = sum(states[status] for status in _BACK)
        return cls(len(lines), states[Status.ASSESSED], back, states[Status.MISSING], states[Status.EXCLUDED])

    @property
    def open(self) -> int:
        """How many results are still to come."""
        return self.back + self.missing

    @property
    def returned(self) -> int:
        """How many forms came back, good or not."""
        return self.done + self.back


@dataclass(frozen=True, slots=True)
class Bars:
    """A distribution: labels with their counts; with `fails`, the first (or last) one is a fail."""

    label: str
    names: tuple[str, ...]
    counts: tuple[int, ...]
    failing: str = ""

    @property
    def shares(self) -> tuple[str, ...]:
        """Each count as a share of all."""
        return tuple(share(count, sum(self.counts)) for count in self.counts)


def first_words(view: Overview, final: bool) -> tuple[str, str]:
    """How many are done and how many missing; and what to do."""
    now, measure = Progress.of(view.lines), view.measure
    apart = f"另有 {now.excluded} {measure}不参加本期考核。" if now.excluded else ""
    if not now.open:
        wait = "" if final else "还有没有定下来的金额、承担人或措施，定下来之前不要据此发放。"
        return f"{now.done} {measure}全部评完。", apart + (wait or "请核对后使用。")
    back = f"{now.back} {measure}的表退回待改" if now.back else ""
    missing = f"{now.missing} {measure}还没有交" if now.missing else ""
    parts = "，".join(filter(None, (back, missing)))
    return (
        f"已评 {now.done} {measure}，还差 {now.open} {measure}。",
        f"其中 {parts}。补齐后再次汇总即可，已评的不受影响。{apart}",
    )


def five_numbers(view: Overview, ledger: Json) -> tuple[tuple[str, str], ...]:
    """The numbers under the first sentence: words, figure."""
    now = Progress.of(view.lines)
    counts = (("应考核", now.due), (f"{DONE} 已评", now.done), (f"{WRONG} 退回待改", now.back))
    shown = tuple((words, str(count)) for words, count in (*counts, (f"{TODO} 未交", now.missing)))
    return (*shown, _fifth(view, ledger))


def _fifth(view: Overview, ledger: Json) -> tuple[str, str]:
    scheme, lines = view.consolidation.scheme, view.assessed
    if view.pay and scheme.pay:
        return f"{scheme.pay.name}合计（已评，元）", paid_together(
            view, lines, ledger["sums"]["all"] if has_pay(ledger) else None
        )
    if view.scored:
        return f"平均{scheme.total}（已评）", mean_total(view, lines)
    side = view.money[0] if view.money else None
    amount = ledger["sums"]["all"].get(side.value) if side else None
    return (f"{SIDES[side]}合计（元）" if side else "奖惩合计（元）"), grouped(amount)


def distributions(view: Overview) -> tuple[Bars, ...]:
    """People per band of scores, and per grade."""
    scheme = view.consolidation.scheme
    totals = [line.total for line in view.assessed if line.total is not None]
    bands = score_bands(scheme, view.points)
    fails = bands[0].label if pass_mark(scheme) == bands[0].high else ""
    names = tuple(band.label for band in bands)
    scores = Bars("分数段", names, tuple(sum(total in band for total in totals) for band in bands), fails)
    if not view.grades:
        return (scores,)
    given = Counter(line.grade for line in view.assessed)
    labels = tuple(
        f"{name}（{band.label}）" for name, band in zip(view.grades, grade_bands(scheme), strict=True)
    )
    return scores, Bars("等级", labels, tuple(given[name] for name in view.grades), labels[-1])


def grades_by_department(view: Overview) -> dict[str, tuple[int, ...]]:
    """How many have each grade, department by department."""
    given = Counter((line.department, line.grade) for line in view.assessed)
    return {name: tuple(given[name, grade] for grade in view.grades) for name in view.departments}


def share(part: int, whole: int) -> str:
    """A part of a whole, as 90.8%; the sign for nothing where there is no whole."""
    return f"{plain(Fraction(part * 100, whole), 1)}%" if whole else NOTHING


def mean_total(view: Overview, lines: Sequence[Line]) -> str:
    """The mean of the totals that are known; the sign for nothing where there is none."""
    places = view.consolidation.scheme.rounding.total
    known = [line.total for line in lines if line.total is not None]
    return plain(recorded(sum(known, Fraction()) / len(known), places), places) if known else NOTHING


def has_pay(ledger: Json) -> bool:
    """Whether the ledger tells what is paid; it then counts, since budgets have been applied in it."""
    return EntryKind.PAY in ledger["kinds"]


def paid_together(view: Overview, lines: Sequence[Line], money: Json | None) -> str:
    """What is paid together; `money` are the sums of the ledger, None where it has none."""
    if money is not None:
        return grouped(or_nothing(money.get("pay")))
    known = [line.pay for line in lines if line.pay is not None]
    return (
        grouped(plain(sum(known, Fraction()), view.consolidation.scheme.rounding.pay)) if known else NOTHING
    )
