"""The sheet 绩效工资: a plain table that payroll imports, headings at the very top and no totals below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from kpixl.model.ledger import EntryKind
from kpixl.model.payroll import PayWord
from kpixl.report.book import (
    CENTRE,
    LEFT,
    RIGHT,
    Book,
    Cell,
    Column,
    Formula,
    Value,
    cell_name,
    money_format,
    score_format,
)
from kpixl.report.formulas import KIND_WORDS, LEDGER, Check, Table, Tables
from kpixl.report.measure import fitting
from kpixl.report.money_sums import line_sum
from kpixl.report.overview import Overview
from kpixl.report.payroll import STATE, Payroll, PayRow, Shown, payroll, readers
from kpixl.report.payroll_checks import PAYROLL, SIGNS, payroll_checks
from kpixl.report.purses import money_names
from kpixl.report.sheet import Sheet
from kpixl.rules.cohort_column import ColumnKind
from kpixl.rules.consequences import CENTS
from kpixl.workbook import palette

PROVISIONAL_PAYROLL = "绩效工资（暂定）"
_SAMPLE = 2_000
"""So many rows tell how wide a column should be."""

_AMOUNTS = (*SIGNS, PayWord.NET)
_MONEY: dict[str, Any] = {"num_format": money_format(CENTS)}
_NET: dict[str, Any] = {"num_format": money_format(CENTS), "bold": True}
_DATE: dict[str, Any] = {"num_format": "yyyy-mm-dd"}
_WRAP: dict[str, Any] = {"text_wrap": True}
_PENDING: dict[str, Any] = {"font_color": palette.PENDING}
_PLAIN: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class PayrollTable(Table):
    """Where the rows stand, and what they hold. A column's key is its name in the scheme."""

    payroll: Payroll


def plan_payroll(view: Overview) -> PayrollTable | None:
    """Where the rows will stand; None where there is nothing for payroll."""
    found = payroll(view)
    if found is None:
        return None
    places = {column.name: place for place, column in reversed([*enumerate(found.columns)])}
    return PayrollTable(payroll_name(found), 1, found.count, places, found)


def payroll_name(found: Payroll) -> str:
    """What the sheet is called: provisional amounts are not to be taken for final ones."""
    return PROVISIONAL_PAYROLL if found.provisional else PAYROLL


def write_payroll(book: Book, view: Overview, tables: Tables) -> Iterator[Check]:
    """Writes the rows, and checks them against the other sheets."""
    table = tables[PAYROLL]
    assert isinstance(table, PayrollTable)
    found = table.payroll
    reads = readers(view, found.columns)
    columns = _columns(view, found, reads)
    sheet = Sheet(book, table.sheet, columns, plain=True)
    sheet.header(freeze=min(2, len(columns) - 1))
    formulas = _formulas(view, tables, table)
    totals: dict[str, Fraction] = {str(word): Fraction() for word in _AMOUNTS}
    for row in found.rows():
        cells = []
        for column, read in zip(found.columns, reads, strict=True):
            value = read(row)
            if column.name in totals and isinstance(value, Fraction):
                totals[column.name] += value
            make = formulas.get(column.name)
            shown: Value = _shown(value)
            if make is not None and isinstance(value, Fraction):
                shown = make(row, sheet.row, value)
            pending = bool(row.why) and column.name in (PayWord.REMARK, STATE)
            cells.append(Cell(shown, _PENDING if pending else _PLAIN))
        sheet.body(cells)
    sheet.ws.autofilter(0, 0, table.last, sheet.last)
    # A number of an employee is a text: Excel need not offer to make it a number.
    sheet.ws.ignore_errors({"number_stored_as_text": _whole(table, sheet.last)})
    sheet.finish()
    yield from payroll_checks(view, tables, table, found, totals)


Maker = Callable[[PayRow, int, Fraction], Value]
"""What stands in a cell of a row that has an amount: a formula, or the amount."""


def _formulas(view: Overview, tables: Tables, table: PayrollTable) -> Mapping[str, Maker]:
    """The columns that are sums: of the lines of the ledger, and of the columns beside."""
    lines = tables.get(LEDGER)
    of_lines = {PayWord.BONUS: EntryKind.BONUS, PayWord.FINE: EntryKind.FINE} if view.live and lines else {}
    found = {word: _of_lines(lines, KIND_WORDS[kind]) for word, kind in of_lines.items() if lines is not None}
    return {str(word): make for word, make in found.items()} | {PayWord.NET: partial(_net, table)}


def _of_lines(lines: Table, kind: str) -> Maker:
    keys = lines.range("payer_key")

    def make(row: PayRow, at: int, value: Fraction) -> Value:
        return Formula(f"={line_sum(lines, f'{keys},{row.purse.number}', kind)}", value)

    return make


def _net(table: PayrollTable, row: PayRow, at: int, value: Fraction) -> Value:
    """What is paid out, from the columns beside; where one of them is missing, the amount."""
    amounts = {PayWord.DUE: row.purse.pay, PayWord.BONUS: row.purse.bonus, PayWord.FINE: row.purse.fine}
    terms = [f"{sign}{table.cell(word, at)}" for word, sign in SIGNS.items() if table.has(word)]
    if not terms or any(amounts[word] and not table.has(word) for word in SIGNS):
        return value
    return Formula(f"=ROUND({''.join(terms).removeprefix('+')},{CENTS})", value)


def _whole(table: Table, last: int) -> str:
    return f"{cell_name(0, 0)}:{cell_name(table.last, last)}"


def _shown(value: Shown) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def _columns(view: Overview, found: Payroll, reads: Sequence[Callable[[PayRow], Shown]]) -> list[Column]:
    """The columns, as wide as the first rows ask for."""
    widest = [[column.heading + "　"] for column in found.columns]
    kinds: list[type | None] = [None] * len(found.columns)
    for at, row in enumerate(found.rows()):
        if at == _SAMPLE:
            break
        for place, read in enumerate(reads):
            value = read(row)
            if value is not None and value != "":
                kinds[place] = kinds[place] or type(value)
                text = f"{float(value):,.2f}" if isinstance(value, Fraction) else str(_shown(value))
                widest[place].append(text)
    return [
        _column(view, column.name, column.heading, texts, kind is Fraction)
        for column, texts, kind in zip(found.columns, widest, kinds, strict=True)
    ]


def _column(view: Overview, name: str, heading: str, texts: Sequence[str], number: bool) -> Column:
    if name in (PayWord.REMARK, STATE):
        return Column(heading, fitting(texts, 12, 34), LEFT, style=_WRAP)
    if name in (PayWord.GRADE, PayWord.MONTH):
        return Column(heading, fitting(texts, 9, 14), CENTRE)
    width = fitting(texts, 9, 22)
    style = _style(view, name)
    return Column(heading, width, RIGHT if number or style else LEFT, style=style or _PLAIN)


def _style(view: Overview, name: str) -> dict[str, Any] | None:
    scheme = view.consolidation.scheme
    if name == PayWord.NET:
        return _NET
    if name in (*_AMOUNTS, PayWord.BASE) or name in money_names(scheme):
        return _MONEY
    if scheme.pay is not None and name == scheme.pay.name:
        return _MONEY
    if name in (PayWord.SCORE, scheme.total):
        return {"num_format": score_format(scheme.rounding.total)}
    for step in view.steps:
        if step.name == name and step.kind in (ColumnKind.BONUS, ColumnKind.FINE, ColumnKind.BUDGET):
            return _MONEY
    return None
