"""What must hold between the sheet 绩效工资 and the others, as lines of 公式核对."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kpixl.model.ledger import EntryKind
from kpixl.model.payroll import PayWord
from kpixl.report.book import Formula
from kpixl.report.formulas import KIND_WORDS, LEDGER, SUMMARY, Check, Table, Tables
from kpixl.report.money_sums import line_sum
from kpixl.report.money_words import NOBODY_KNOWS, OUTSIDE
from kpixl.report.overview import Overview
from kpixl.report.purses import Purse, yuan
from kpixl.rules.consequences import CENTS

PAYROLL = "绩效工资"
SIGNS = {PayWord.DUE: "+", PayWord.BONUS: "+", PayWord.FINE: "-"}
"""How amounts make up what is paid out."""
_WIDE = {"+": "＋", "-": "－"}
_KINDS = {PayWord.BONUS: EntryKind.BONUS, PayWord.FINE: EntryKind.FINE}


def payroll_checks(
    view: Overview, tables: Tables, table: Table, totals: Mapping[str, Fraction]
) -> Iterator[Check]:
    """The checks of those columns that are there; `totals` are the sums of what they show.

    As long as somebody has no amount, the sheet is less than the others, and only its own sum is checked.
    """
    yield from _of_parts(table, totals)
    pay = sum((line.pay for line in view.assessed if line.pay is not None), Fraction())
    if table.has(PayWord.DUE) and tables[SUMMARY].has("pay") and totals[PayWord.DUE] == pay:
        whole = Formula(f"=ROUND(SUM({tables[SUMMARY].range('pay')}),{CENTS})", pay)
        yield Check(f"{PAYROLL}应发合计＝总表（元）", _sum(table, PayWord.DUE, pay), whole)
    lines = tables.get(LEDGER)
    for word, kind in _KINDS.items() if lines is not None else ():
        borne = (purse.fine if kind is EntryKind.FINE else purse.bonus for purse in _inside(view))
        amount = yuan(sum(borne))
        if lines is not None and table.has(word) and totals[word] == amount:
            formula = Formula(f"=ROUND({_by_insiders(lines, KIND_WORDS[kind])},{CENTS})", amount)
            what = f"{PAYROLL}{word}合计＝{LEDGER}里归本单位的人的（元）"
            yield Check(what, _sum(table, word, amount), formula)


def _of_parts(table: Table, totals: Mapping[str, Fraction]) -> Iterator[Check]:
    """What is paid out is what is due with the bonuses and without the fines."""
    parts = [word for word in SIGNS if table.has(word)]
    due = sum((totals[word] * int(f"{SIGNS[word]}1") for word in parts), Fraction())
    if parts and table.has(PayWord.NET) and due == totals[PayWord.NET]:
        words = "".join(f"{_WIDE[SIGNS[word]]}{word}" for word in parts).removeprefix("＋")
        terms = "".join(f"{SIGNS[word]}SUM({table.range(word)})" for word in parts).removeprefix("+")
        paid = _sum(table, PayWord.NET, due)
        yield Check(f"{PAYROLL}实发合计＝{words}（元）", paid, Formula(f"=ROUND({terms},{CENTS})", due))


def _inside(view: Overview) -> Iterator[Purse]:
    return (purse for share, purse in view.purses.of.items() if share.id)


def _by_insiders(lines: Table, kind: str) -> str:
    """The sum of all lines of a kind but for those of outsiders and of nobody that is known."""
    whole = f'SUMIF({lines.range("kind")},"{kind}",{lines.range("amount")})'
    others = (
        line_sum(lines, f'{lines.range("payer_department")},"@{name}"', kind)
        for name in (OUTSIDE, NOBODY_KNOWS)
    )
    return "-".join((whole, *others))


def _sum(table: Table, word: PayWord, amount: Fraction) -> Formula:
    return Formula(f"=ROUND(SUM({table.range(word)}),{CENTS})", amount)
