"""What a target letter says: annual targets, their parts, how they are judged, and what follows, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.annual import MONTHS, Annual
from kpixl.model.consequence import Money, Side, borne_by
from kpixl.model.cycle import Period
from kpixl.model.numbers import digits, plain
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Scheme
from kpixl.rules.given import used_columns
from kpixl.rules.nodes import names
from kpixl.rules.quantity import Item, Rulebook
from kpixl.rules.scoring import SCORING
from kpixl.rules.words import standard
from kpixl.workbook.footnotes import footnotes
from kpixl.workbook.ledgers import SIDES
from kpixl.workbook.numbers import points_text
from kpixl.workbook.palette import PROVISIONAL
from kpixl.workbook.printed import FORM_NUMBER

_CYCLES: Mapping[str, tuple[int, str]] = {
    "month": (1, "月"),
    "quarter": (3, "季度"),
    "half": (6, "半年"),
    "year": (12, "年"),
}
_TRIAL = f"{PROVISIONAL} 试行稿：方案里还没有定的数按建议值列出，定下以前请不要签。"
_CLOSING = "本责任书一式两份，双方各执一份；各期以当期考核表为准。"


@dataclass(frozen=True, slots=True)
class Target:
    """One annual target and its parts by period; None while it is not decided. `used` is what it is for."""

    name: str
    unit: str
    places: int
    amount: Fraction | None
    parts: tuple[Fraction, ...]
    how: str
    used: str
    same: bool

    @property
    def decimals(self) -> int:
        """The decimal places shown: those of the parts; of a level, its own."""
        own = len(digits(self.amount).partition(".")[2]) if self.same and self.amount is not None else 0
        return max(self.places, own)


@dataclass(frozen=True, slots=True)
class Judged:
    """One indicator: how it is judged, and for how many points."""

    number: int
    name: str
    standard: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A target letter: its parties, targets and words. `periods` are the labels of the parts.

    `draft` says why it is not to be signed yet, or "".
    """

    person: Appraisee
    title: str
    subject: str
    draft: str
    number: str
    company: str
    parties: tuple[tuple[str, str], ...]
    cycle: str
    periods: tuple[str, ...]
    targets: tuple[Target, ...]
    judged: tuple[Judged, ...]
    clauses: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    signers: tuple[str, str]


def needs_letter(rulebook: Rulebook) -> bool:
    """Whether anything on the form rests on an annual target."""
    return any(name in rulebook.scheme.annual for name in used_columns(rulebook))


def letter_of(rulebook: Rulebook, person: Appraisee, year: Period) -> Letter:
    """The letter of one appraisee for a year."""
    scheme = rulebook.scheme
    months, cycle = _CYCLES[scheme.cycle]
    return Letter(
        person=person,
        title=f"{year.year}年目标责任书",
        subject=scheme.title,
        draft=_TRIAL if scheme.trial else "",
        number=f"{FORM_NUMBER}{scheme.slug} · {year} · {person.id}",
        company=scheme.company or scheme.title,
        parties=tuple(_parties(scheme, person, year)),
        cycle=cycle,
        periods=tuple(_labels(year, months)),
        targets=tuple(_targets(rulebook, person, year, months)),
        judged=tuple(_judged(rulebook)),
        clauses=tuple((label, text) for label, text in _clauses(rulebook) if text),
        notes=tuple(_notes(rulebook)),
        signers=("甲方（签字、盖章）", "乙方（签字）"),
    )


def _parties(scheme: Scheme, person: Appraisee, year: Period) -> Iterator[tuple[str, str]]:
    above = "　".join(dict.fromkeys(part for part in (scheme.company, scheme.appraiser) if part))
    yield "甲方（下达目标）", above
    yield "乙方（承担目标）", person.name
    yield "编号" if scheme.unit_appraisee else "工号", person.id
    where = "　".join(part for part in (person.department, person.position) if part)
    yield ("部门", where) if where else ("考核方案", scheme.title)
    yield "责任期", f"{year.first.year}年1月1日至12月31日"
    yield "考核周期", f"每{_CYCLES[scheme.cycle][1]}一次"


def _labels(year: Period, months: int) -> Iterator[str]:
    for month in range(1, MONTHS + 1, months):
        yield Period(year.year, month, months).label.removeprefix(f"{year.year}年") or "全年"


def _targets(rulebook: Rulebook, person: Appraisee, year: Period, months: int) -> Iterator[Target]:
    scheme, used = rulebook.scheme, used_columns(rulebook)
    for name, annual in scheme.annual.items():
        if name not in used:
            continue
        found = person.value(annual.of)
        amount = found if isinstance(found, Fraction) else None
        first_months = range(1, MONTHS + 1, months) if amount is not None else ()
        yield Target(
            name=annual.of,
            unit=scheme.columns.get(annual.of, "") or scheme.columns.get(name, ""),
            places=annual.places,
            amount=amount,
            parts=tuple(
                annual.part(amount, Period(year.year, m, months)) for m in first_months if amount is not None
            ),
            how=_how(annual, _CYCLES[scheme.cycle][1]),
            used="、".join(_used_by(rulebook, name)) or name,
            same=annual.same,
        )


def _how(annual: Annual, cycle: str) -> str:
    if annual.same:
        return f"各{cycle}相同"
    return "按比例" if annual.shares else "平均"


def _used_by(rulebook: Rulebook, column: str) -> Iterator[str]:
    """The indicators whose target the column is."""
    for item in rulebook.items:
        if item.target is not None and any(part.name == column for part in names(item.target)):
            yield item.indicator.name


def _judged(rulebook: Rulebook) -> Iterator[Judged]:
    scored = [item for item in rulebook.items if SCORING[item.indicator.method].scored]
    for number, item in enumerate(scored, 1):
        yield Judged(number, item.indicator.name, standard(item, rulebook), _points(item))


def _points(item: Item) -> str:
    if item.points is not None:
        return points_text(item.points)
    return SCORING[item.indicator.method].unpointed


def _clauses(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    scheme, form = rulebook.scheme, rulebook.form
    due = scheme.deadline
    if due is not None:
        after = {0: "当月", 1: "次月"}.get(due.months, f"周期结束后第{due.months}个月")
        yield "交表", f"{after}{due.day}日前交考核表。"
    if rulebook.base:
        sections = "、".join(
            f"{part.name}{points_text(part.points)}分" for part in form.sections if part.points is not None
        )
        yield "计分", f"总分{points_text(rulebook.base)}分{f'，其中{sections}' if sections else ''}。"
    yield "等级", _grades(scheme)
    if scheme.pay is not None:
        pay = scheme.pay
        signs = pay.amount.text.replace("*", "×").replace("/", "÷")
        reasons = "；".join(part.why for part in pay.adjust if part.why)
        yield (
            pay.name,
            pay.note or "；".join(part for part in (f"{pay.name}＝{signs}", reasons) if part) + "。",
        )
    yield "奖惩", _listed(map(_money, form.money))
    whom = ((part, f"（{part.who}）" if part.who else "") for part in form.measures)
    yield "其他措施", _listed(part.name + who + (f"：{part.why}" if part.why else "") for part, who in whom)
    if scheme.payout is not None and (scheme.pay is not None or form.money):
        when = {0: "当月", 1: "次月"}.get(scheme.payout, f"{scheme.payout}个月后")
        yield "发放", f"{when}发放或扣除。"


def _money(money: Money) -> str:
    """重大投诉（罚款）：每月200元，由本人承担，计入团队培训基金."""
    side = "承担" if money.side is Side.FINE else "领取"
    parts = (money.why, f"由{borne_by(money.payers)}{side}", f"计入{money.to}" if money.to else "")
    return f"{money.name}（{SIDES[money.side]}）：" + "，".join(part for part in parts if part)


def _listed(parts: Iterable[str]) -> str:
    told = "；".join(parts)
    return f"{told}。" if told else ""


def _grades(scheme: Scheme) -> str:
    """优秀：90分及以上；合格：60分及以上、不满90分；不合格：不满60分."""
    told, above = [], ""
    for grade in scheme.grades:
        low = f"{plain(grade.bound)}分及以上" if grade.bound is not None else ""
        told.append(f"{grade.name}：" + "、".join(part for part in (low, above) if part))
        above = f"不满{plain(grade.bound)}分" if grade.bound is not None else above
    return "；".join(told) + "。" if told else ""


def _notes(rulebook: Rulebook) -> Iterator[str]:
    yield from (note for note in footnotes(rulebook) if note.startswith(PROVISIONAL))
    yield from rulebook.scheme.notes
    yield _CLOSING
