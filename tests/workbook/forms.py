"""Forms of the library made ready for tests: pressed once, and filled at random as people never would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

from kpixl.definition.library import library, templates
from kpixl.definition.scheme import load_scheme
from kpixl.model.cycle import Cycle, Period
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Input, Kind
from kpixl.model.submission import Raw
from kpixl.pipeline.fill import plausible
from kpixl.rules.quantity import Item
from kpixl.rules.rulebook import build_rulebook
from kpixl.workbook.book import Press, make_press

PERIODS = {"month": "2026-11", "quarter": "2026-Q4", "half": "2026-H2", "year": "2026"}

PERSON = Appraisee(
    "007",
    "王晓燕",
    "销售部",
    "销售顾问",
    {"工号": "007", "姓名": "王晓燕", "部门": "销售部", "岗位": "销售顾问", "绩效基数": Fraction("3150.5")},
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
        scheme, findings = load_scheme(path)
        assert scheme is not None
        assert not findings, findings
        forms += [Shipped(path, form.key) for form in scheme.forms]
    return forms


@cache
def press(shipped: Shipped, show_pay: bool = True) -> Press:
    """The form, composed and compiled."""
    scheme, _ = load_scheme(shipped.scheme)
    assert scheme is not None
    form = next(form for form in scheme.forms if form.key == shipped.form)
    rulebook, findings = build_rulebook(scheme, form)
    assert rulebook is not None, findings
    period = Period.parse(PERIODS[scheme.cycle])
    assert period is not None
    return make_press(rulebook, Cycle("cycle", period, date(2026, 12, 15), show_pay), "print")


def random_fills(press: Press, count: int, random: Random) -> Iterator[dict[str, Raw]]:
    """Entries of all kinds: plausible, blank, zero, exact bounds and targets, too large, of a wrong type."""
    for _ in range(count):
        entries = plausible(press.rulebook, random)
        spoil = random.choice((0.0, 0.1, 0.5))
        for item in press.rulebook.items:
            for cell in item.cells:
                if random.random() < spoil:
                    entries[cell.raw] = odd_value(item, cell.input, random)
        yield entries


def odd_value(item: Item, part: Input, random: Random) -> Raw:
    """A value at an edge of what an input takes, or beyond it."""
    if part.kind is Kind.CHOICE:
        return random.choice((*part.choices, None, "其他", Fraction(3)))
    if part.kind is Kind.TEXT:
        return random.choice((None, "目标", Fraction(12)))
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
