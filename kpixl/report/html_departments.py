"""The departments in the HTML report: who has returned forms, and how they compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from kpixl.model.numbers import plain
from kpixl.report.html_figures import Progress, has_pay, mean_total, paid_together, share
from kpixl.report.html_table import Cell, Column, Kind, Shown, Table, grouped
from kpixl.report.overview import NO_DEPARTMENT, Line, Overview
from kpixl.rules.consequences import CENTS
from kpixl.workbook.ledgers import SIDES
from kpixl.workbook.palette import NOTHING

Json = dict[str, Any]


def department_tables(view: Overview, ledger: Json) -> tuple[Table, Table]:
    """Who has returned forms, and how departments compare; the last row is the whole."""
    groups = [(name, [line for line in view.lines if line.department == name]) for name in view.departments]
    groups.append((whole_name(view), list(view.lines)))
    label = "部门" if view.departments else "范围"
    returns = Table(
        "returns",
        "交回情况",
        (
            Column(label),
            Column("交回率", Kind.BAR),
            *(Column(name, Kind.NUMBER) for name in ("应交", "交回")),
            *(Column(name, Kind.NUMBER, narrow=False) for name in ("已评", "退回待改", "未交")),
        ),
        tuple(tuple(_returned(name, lines)) for name, lines in groups),
        whole=True,
    )
    sums = {part["department"] or NO_DEPARTMENT: part for part in ledger["sums"]["departments"]}
    money = sums | {whole_name(view): ledger["sums"]["all"]}
    compare = Table(
        "departments",
        "部门对比",
        (Column(label), *_compared(view, ledger)),
        tuple((name, *_figures(view, lines, money.get(name), ledger)) for name, lines in groups),
        whole=True,
    )
    return returns, compare


def whole_name(view: Overview) -> str:
    """What the row over everything is called."""
    return "全部" if view.consolidation.scheme.unit_appraisee or not view.departments else "全公司"


def _returned(name: str, lines: Sequence[Line]) -> Iterator[Cell]:
    now = Progress.of(lines)
    yield name
    yield Shown(share(now.returned, now.due - now.excluded), _percent(now.returned, now.due - now.excluded))
    for count in (now.due - now.excluded, now.returned, now.done, now.back, now.missing):
        yield str(count)


def _percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0


def _compared(view: Overview, ledger: Json) -> Iterator[Column]:
    yield Column("已评", Kind.NUMBER, narrow=not view.scored)
    if view.scored:
        yield Column("平均", Kind.NUMBER)
        yield from (Column(name, Kind.NUMBER, narrow=False) for name in ("最高", "最低"))
    yield from (Column(grade, Kind.NUMBER, narrow=False) for grade in view.grades)
    if view.grades:
        yield Column("合格率", Kind.NUMBER)
    if view.pay and view.consolidation.scheme.pay:
        yield Column(f"{view.consolidation.scheme.pay.name}合计（元）", Kind.NUMBER, narrow=False)
    for side in view.money if ledger["kinds"] else ():
        yield Column(f"{SIDES[side]}合计（元）", Kind.NUMBER, narrow=False)


def _figures(view: Overview, lines: Sequence[Line], money: Json | None, ledger: Json) -> Iterator[Cell]:
    known = [line for line in lines if line.assessed]
    scores = [line.total for line in known if line.total is not None]
    places = view.consolidation.scheme.rounding.total
    yield str(len(known))
    if view.scored:
        yield mean_total(view, known)
        yield from (plain(pick(scores), places) if scores else NOTHING for pick in (max, min))
    grades = Counter(line.grade for line in known)
    yield from (str(grades[grade]) for grade in view.grades)
    if view.grades:
        yield share(len(known) - grades[view.grades[-1]], len(known))
    if view.pay and view.consolidation.scheme.pay:
        yield paid_together(view, known, (money or {}) if has_pay(ledger) else None)
    # As in 部门汇总: of the department's own appraisals, whoever bears it.
    for at in range(len(view.money)) if ledger["kinds"] else ():
        amounts = [amount for line in lines if (amount := line.money[at]) is not None]
        yield grouped(plain(sum(amounts, Fraction()), CENTS))
