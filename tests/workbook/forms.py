"""Forms of the library made ready for tests: pressed once, and filled at random as people never would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

from kpixl.definition.library import library, templates
from kpixl.definition.scheme import load_scheme
from kpixl.findings import has_errors
from kpixl.model.cycle import Cycle, Period
from kpixl.model.days import parse_moment
from kpixl.model.indicator import Input, Kind
from kpixl.model.roster import Appraisee
from kpixl.model.submission import Raw
from kpixl.pipeline.calendar import with_workdays
from kpixl.pipeline.fill import plausible
from kpixl.rules.declare import DATED
from kpixl.rules.quantity import Item
from kpixl.rules.rulebook import build_rulebook
from kpixl.workbook.book import Press, make_press

PERIODS = {"month": "2026-11", "quarter": "2026-Q4", "half": "2026-H2", "year": "2026"}

PERSON = Appraisee(
    "007",
    "王晓燕",
    "销售部",
    "销售顾问",
    {
        "工号": "007",
        "姓名": "王晓燕",
        "部门": "销售部",
        "岗位": "销售顾问",
        "绩效基数": Fraction("3150.5"),
        "目标列": Fraction(88),
        "此前次数": Fraction(1),
        "本年度此前次数": Fraction(1),
    },
    4,
)


@dataclass(frozen=True)
class Shipped:
    """A form that ships with kpixl."""

    scheme: Path
    form: str

    def __str__(self) -> str:
        return f"{self.scheme.parent.name}-{self.scheme.stem}-{self.form}"


def shipped_forms() -> list[Shipped]:
    """Every form of every scheme that ships, the demonstration's too."""
    paths = [*(path for _, path in library()), templates() / "demo" / "scheme.yaml"]
    forms = []
    for path in paths:
        scheme, findings = load_scheme(path, trial=True)
        assert scheme is not None
        assert not has_errors(findings), findings
        forms += [Shipped(path, form.key) for form in scheme.forms]
    return forms


@cache
def press(shipped: Shipped, show_pay: bool = True, period_name: str = "") -> Press:
    """The form, composed and compiled; what the scheme leaves open is as it suggests."""
    scheme, _ = load_scheme(shipped.scheme, trial=True)
    assert scheme is not None
    form = next(form for form in scheme.forms if form.key == shipped.form)
    rulebook, findings = build_rulebook(scheme, form)
    assert rulebook is not None, findings
    period = Period.parse(period_name or PERIODS[scheme.cycle])
    assert period is not None
    cycle, _ = with_workdays(Cycle("cycle", period, date(2026, 12, 15), show_pay), scheme, [rulebook])
    return make_press(rulebook, cycle, "print")


def person_of(press: Press) -> Appraisee:
    """Somebody of whom the roster says all that the scheme asks for."""
    examples = {name: text for name, text in press.rulebook.scheme.examples.items() if text}
    numbers = {name: Fraction(text) for name, text in examples.items() if text.replace(".", "").isdigit()}
    return replace(PERSON, fields={**PERSON.fields, **examples, **numbers})


def random_fills(press: Press, count: int, random: Random) -> Iterator[dict[str, Raw]]:
    """Entries of all kinds: plausible, blank, zero, exact bounds and targets, too large, of a wrong type."""
    for _ in range(count):
        entries = plausible(press.rulebook, random, press.cycle.period)
        spoil = random.choice((0.0, 0.1, 0.5))
        for item in press.rulebook.items:
            for cell in item.cells:
                if random.random() < spoil:
                    entries[cell.raw] = odd_value(item, cell.input, random)
        yield entries


_MOMENTS = (
    "2026-10-31 23:59",
    "2026-11-01",
    "2026-11-03 14:05",
    "2026-11-03 14:50",
    "2026-11-03 14:50:01",
    "2026-11-20",
    "2026-11-23",
    "2026-11-24",
    "2026-11-28",
    "2026-11-30 23:59:59",
    "2026-12-01",
    "2026-02-28",
    "2027-09-01",
    "1950-01-01",
    "2099-12-31 23:59:59",
)
DATES: tuple[Raw, ...] = (
    *map(parse_moment, _MOMENTS),
    *("2026/11/3", "2026-11-03", "十一月三日", "", None),
    *map(Fraction, (0, -1, 60, 18263, 73051, 20261103)),
)
"""Days and moments at the edges of November 2026 and of what is a date at all, and what is none."""


def odd_value(item: Item, part: Input, random: Random) -> Raw:
    """A value at an edge of what an input takes, or beyond it."""
    if part.kind is Kind.CHOICE:
        return random.choice((*part.choices, None, "其他", Fraction(3)))
    if part.kind is Kind.TEXT:
        return random.choice((None, "目标", Fraction(12)))
    if part.kind in DATED:
        return random.choice(DATES)
    target = item.indicator.target
    edges: list[Raw] = [None, Fraction(0), part.low, part.high, Fraction(-1), "九十", "95分", Fraction(10**6)]
    if isinstance(target, Fraction):
        edges += [target, target - Fraction(1, 100), target + Fraction(1, 100), target / 2, target * 2]
    edges += [
        Fraction(random.randint(0, 1000), 10),
        Fraction(random.randint(0, 10**6), 10**4),
        Fraction(1, 3),
    ]
    value = random.choice(edges)
    return Fraction(str(round(float(value), 9))) if isinstance(value, Fraction) else value
