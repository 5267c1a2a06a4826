"""What must hold between the sheet 绩效工资 and the others, as lines of 公式核对."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import TypeGuard

from kpixl.consolidate.ledgers_dues import budgets_of
from kpixl.model.consequence import Side
from kpixl.model.ledger import EntryKind
from kpixl.model.payroll import PayWord
from kpixl.report.book import Formula
from kpixl.report.formulas import KIND_WORDS, LEDGER, SUMMARY, Check, Table, Tables
from kpixl.report.lines import Line, Value
from kpixl.report.money_sums import line_sum, written
from kpixl.report.money_words import NOBODY_KNOWS, OUTSIDE
from kpixl.report.overview import Overview
from kpixl.report.payroll import Payroll
from kpixl.report.purses import Purse, money_names, yuan
from kpixl.report.summary_columns import step_key
from kpixl.rules.cohort_column import ColumnKind
from kpixl.rules.consequences import CENTS

PAYROLL = "绩效工资"
SIGNS = {PayWord.DUE: "+", PayWord.BONUS: "+", PayWord.FINE: "-"}
"""How amounts make up what is paid out."""
_WIDE = {"+": "＋", "-": "－"}
_KINDS = {PayWord.BONUS: EntryKind.BONUS, PayWord.FINE: EntryKind.FINE}


def payroll_checks(
    view: Overview, tables: Tables, table: Table, found: Payroll, totals: Mapping[str, Fraction]
) -> Iterator[Check]:
    """The checks of those columns that are there; `totals` are the sums of what they show.

    As long as somebody has no amount, the sheet is by that less than the others.
    """
    waiting = [row for row in found.rows() if row.why]
    yield from _of_parts(view, table, totals)
    paid = {key: of for key, of in _paid(view).items() if tables[SUMMARY].has(key)}
    if table.has(PayWord.DUE) and paid:
        terms = "+".join(f"SUM({tables[SUMMARY].range(key)})" for key in paid)
        amounts = (of(line) for line in view.assessed for of in paid.values())
        whole = Formula(f"=ROUND({terms},{CENTS})", sum(filter(_is_amount, amounts), Fraction()))
        due = sum(row.purse.pay for row in waiting if row.line is not None and row.line.assessed)
        what = f"{PAYROLL}应发合计＝总表（元）"
        yield Check(what, _sum(table, PayWord.DUE, totals), whole, yuan(-due))
    lines = tables.get(LEDGER)
    for word, kind in _KINDS.items() if lines is not None else ():
        if lines is not None and table.has(word):
            outside = sum(_of_kind(kind, purse) for share, purse in view.purses.of.items() if not share.id)
            amount = written(view, Side(kind.value)) - yuan(outside)
            formula = Formula(f"=ROUND({_by_insiders(lines, KIND_WORDS[kind])},{CENTS})", amount)
            what = f"{PAYROLL}{word}合计＝{LEDGER}里归本单位的人的（元）"
            missing = yuan(sum(_of_kind(kind, row.purse) for row in waiting))
            yield Check(what, _sum(table, word, totals), formula, -missing)


def _paid(view: Overview) -> Mapping[str, Callable[[Line], Value]]:
    """The columns of 总表 that make up what is due: the pay, and what is paid within budgets in its place."""
    scheme = view.consolidation.scheme
    budgets, rank_money = budgets_of(scheme), (ColumnKind.BONUS, ColumnKind.FINE)
    single = money_names(scheme) | {column.name for column in view.steps if column.kind in rank_money}
    gives = {budget.gives for budget in budgets.values() if budget.of.text.strip("[] ") not in single}
    found: dict[str, Callable[[Line], Value]] = {
        step_key(column): partial(_step, at) for at, column in enumerate(view.steps) if column.name in gives
    }
    is_own = scheme.pay is not None and scheme.pay.name not in budgets
    return found | ({"pay": lambda line: line.pay} if is_own else {})


def _step(at: int, line: Line) -> Value:
    return line.steps[at]


def _is_amount(value: Value) -> TypeGuard[Fraction]:
    return isinstance(value, Fraction)


def _of_kind(kind: EntryKind, purse: Purse) -> int:
    return purse.fine if kind is EntryKind.FINE else purse.bonus


def _of_parts(view: Overview, table: Table, totals: Mapping[str, Fraction]) -> Iterator[Check]:
    """What is paid out is what is due with the bonuses and without the fines, where each has a column."""
    parts = [word for word in SIGNS if table.has(word)]
    purses = view.purses.of.values()
    lacking = {PayWord.DUE: any(purse.pay for purse in purses)}
    lacking |= {word: any(_of_kind(kind, purse) for purse in purses) for word, kind in _KINDS.items()}
    if not parts or not table.has(PayWord.NET) or any(lacking[word] and word not in parts for word in SIGNS):
        return
    due = sum((totals[word] * int(f"{SIGNS[word]}1") for word in parts), Fraction())
    words = "".join(f"{_WIDE[SIGNS[word]]}{word}" for word in parts).removeprefix("＋")
    terms = "".join(f"{SIGNS[word]}SUM({table.range(word)})" for word in parts).removeprefix("+")
    paid = _sum(table, PayWord.NET, totals)
    yield Check(f"{PAYROLL}实发合计＝{words}（元）", paid, Formula(f"=ROUND({terms},{CENTS})", due))


def _by_insiders(lines: Table, kind: str) -> str:
    """The sum of all lines of a kind but for those of outsiders and of nobody that is known."""
    whole = f'SUMIF({lines.range("kind")},"{kind}",{lines.range("amount")})'
    others = (
        line_sum(lines, f'{lines.range("payer_department")},"@{name}"', kind)
        for name in (OUTSIDE, NOBODY_KNOWS)
    )
    return "-".join((whole, *others))


def _sum(table: Table, word: PayWord, totals: Mapping[str, Fraction]) -> Formula:
    return Formula(f"=ROUND(SUM({table.range(word)}),{CENTS})", totals[word])
