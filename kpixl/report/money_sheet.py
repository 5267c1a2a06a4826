"""The sheet 奖惩台账: fines and bonuses line by line, who bears or gets them, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from kpixl.model.ledger import Entry, EntryKind, Party, State
from kpixl.report.book import CENTRE, FIRST, RIGHT, Book, Cell, Column, Formula, Value, money_format
from kpixl.report.formulas import KIND_WORDS, KNOWN, LEDGER, OPEN, SUMMARY, Check, Table, Tables
from kpixl.report.layout import header_rows, title_rows
from kpixl.report.lines import Line
from kpixl.report.money_words import MONEY_STATES, called, department_of, proof
from kpixl.report.overview import Overview, appraisee_labels
from kpixl.report.purses import Share, month
from kpixl.report.sheet import Sheet
from kpixl.rules.consequences import CENTS
from kpixl.workbook import palette

KINDS = (EntryKind.FINE, EntryKind.BONUS)
_WRAP: dict[str, Any] = {"text_wrap": True}
_SMALL: dict[str, Any] = {"text_wrap": True, "font_size": palette.NOTE_SIZE, "font_color": palette.SECONDARY}
_BOLD: dict[str, Any] = {"text_wrap": True, "bold": True}
_MONEY: dict[str, Any] = {"num_format": money_format(CENTS), "bold": True}
_PENDING: dict[str, Any] = {"font_color": palette.PENDING, "bold": True}
_AFTER: dict[str, Any] = {"text_wrap": True, "indent": 1}
_PLAIN: dict[str, Any] = {}
_SETTLED = f"{palette.DONE} 列出的各笔都已定"


def plan_money(view: Overview) -> Table | None:
    """Where the lines will stand; None where nobody bears or gets anything."""
    found = view.purses
    if not found.lines:
        return None
    columns = _columns(view)
    top = title_rows(tuple(columns.values()), _title(view), _side_note(view)) + 1
    first = top + header_rows(tuple(columns.values()))
    places = {key: FIRST + place for place, key in enumerate(columns)}
    return Table(LEDGER, first, first + found.lines - 1, places)


def write_money(book: Book, view: Overview, tables: Tables) -> Iterator[Check]:
    """Writes the lines and their sums, and checks them against 总表."""
    table = tables[LEDGER]
    columns = _columns(view)
    sheet = Sheet(book, LEDGER, tuple(columns.values()), filtered=True)
    sheet.title(_title(view), _side_note(view))
    sheet.strip(_open(view, table), bold=True, font_color=palette.STRONG)
    sheet.header(freeze=list(columns).index("name") + 1)
    assert sheet.row == table.first
    lines = {line.id: line for line in view.lines}
    counts = dict.fromkeys(KINDS, 0)
    sums, known = dict.fromkeys(KINDS, Fraction()), dict.fromkeys(KINDS, Fraction())
    for number, entry in enumerate(_entries(view), 1):
        line = lines.get(entry.appraisee.id)
        counts[entry.kind] += 1
        sums[entry.kind] += entry.amount or Fraction()
        if line is not None and line.assessed:
            known[entry.kind] += entry.amount or Fraction()
        values: dict[str, Value] = {
            "no": number,
            "department": line.department if line is not None else entry.appraisee.department,
            "name": entry.appraisee.name,
            "appraisee": entry.appraisee.id,
            "kind": KIND_WORDS[entry.kind],
            "rule": entry.rule,
            "amount": entry.amount,
            "payer": called(entry.payer),
            "why": entry.why or palette.NOTHING,
            "proof": proof(entry.evidence),
            "to": entry.to or palette.NOTHING,
            "month": month(entry),
            "state": MONEY_STATES[entry.state],
            "assessed": KNOWN if line is not None and line.assessed else OPEN,
            "key": line.place + 1 if line is not None else 0,
            "payer_key": view.purses.of[Share.of(entry)].number,
            "payer_department": f"@{_department(lines.get(entry.payer.id), entry.payer)}",
        }
        own = _PENDING if entry.state is State.PROPOSED else _PLAIN
        sheet.body([Cell(values[key], own if key == "state" else _PLAIN) for key in columns])
    sheet.ws.autofilter(table.first - 1, sheet.first, table.last, sheet.last)
    label_columns = list(columns).index("amount")
    for kind in KINDS:
        if counts[kind]:
            cells = {
                "no": Cell(_label(table, kind, counts[kind])),
                "amount": Cell(_sum(table, kind, sums[kind])),
            }
            sheet.total([cells.get(key, Cell(None)) for key in columns], label_columns)
    sheet.note("每一笔都写明由谁承担或领取、依据哪一条、凭据在哪个文件的哪一格；各人合计见“奖惩汇总”。")
    sheet.finish()
    yield from _checks(view, tables, table, known)


def _department(line: Line | None, party: Party) -> str:
    return line.department if line is not None else department_of(party)


def _entries(view: Overview) -> Iterator[Entry]:
    for entry in view.consolidation.ledger.entries:
        if entry.kind in KINDS and entry.amount is not None:
            yield entry


def _columns(view: Overview) -> Mapping[str, Column]:
    id_label, _ = appraisee_labels(view.consolidation.scheme)
    columns = {"no": Column("序号", 6.5, CENTRE)}
    columns |= {"department": Column("部门", 10.5, style=_WRAP)} if view.departments else {}
    columns |= {
        "name": Column("谁的考核", 11, style=_BOLD),
        "appraisee": Column(id_label, 9.5),
        "kind": Column("种类", 8, CENTRE),
        "rule": Column("事由", 16, style=_WRAP),
        "amount": Column("金额（元）", 12.5, RIGHT, style=_MONEY),
        "payer": Column("由谁承担或领取", 20, style=_AFTER),
        "why": Column("依据", 22, style=_SMALL),
        "proof": Column("凭据", 24, style=_SMALL),
    }
    declared = any(money.to for form in view.consolidation.scheme.forms for money in form.money)
    columns |= {"to": Column("计入", 11, style=_WRAP)} if declared else {}
    columns |= {"month": Column("发放月份", 10.5, CENTRE), "state": Column("状态", 9.5)}
    hidden: tuple[str, ...] = ("assessed", "key", "payer_key", "payer_department")
    if not view.departments:
        hidden = ("department", *hidden)
    return columns | {key: Column(key, 9, hidden=True) for key in hidden}


def _title(view: Overview) -> str:
    return f"{view.title} {LEDGER}"


def _side_note(view: Overview) -> str:
    return "考核还没有最后结果，不能据此发放" if not view.consolidation.ledger.final else ""


def _open(view: Overview, table: Table) -> Formula:
    """How many lines are not settled."""
    open_ = MONEY_STATES[State.PROPOSED]
    count = sum(purse.undecided for purse in view.purses.of.values())
    counted = f'COUNTIF({table.local("state")},"{open_}")'
    words = (f"{palette.PROVISIONAL} 还有 ", " 笔没有定下来，定下来以前不能据此发放")
    text = f'=IF({counted}=0,"{_SETTLED}","{words[0]}"&{counted}&"{words[1]}")'
    return Formula(text, str(count).join(words) if count else _SETTLED)


def _label(table: Table, kind: EntryKind, count: int) -> Formula:
    word = KIND_WORDS[kind]
    counted = f'COUNTIF({table.local("kind")},"{word}")'
    return Formula(f'="{word}合计（"&{counted}&"笔）"', f"{word}合计（{count}笔）")


def _sum(table: Table, kind: EntryKind, amount: Fraction) -> Formula:
    summed = f'SUMIF({table.local("kind")},"{KIND_WORDS[kind]}",{table.local("amount")})'
    return Formula(f"=ROUND({summed},{CENTS})", amount)


def _checks(
    view: Overview, tables: Tables, table: Table, known: Mapping[EntryKind, Fraction]
) -> Iterator[Check]:
    """Of those who are assessed, the lines (they come to what is `known`) are what 总表 says.

    总表 says nothing of somebody as long as some amount is not decided.
    """
    summary = tables[SUMMARY]
    for place, side in enumerate(view.money):
        kind = EntryKind(side.value)
        if not summary.has(side.value):
            continue
        amounts = [(line.id, line.money[place]) for line in view.assessed]
        said = sum((amount for _, amount in amounts if amount is not None), Fraction())
        because = [view.purses.because.get((id_, side)) for id_, amount in amounts if amount is None]
        criteria = f'{table.range("kind")},"{KIND_WORDS[kind]}",{table.range("assessed")},"{KNOWN}"'
        lines = Formula(f"=ROUND(SUMIFS({table.range('amount')},{criteria}),{CENTS})", known[kind])
        whole = Formula(f"=ROUND(SUM({summary.range(side.value)}),{CENTS})", said)
        what = f"{LEDGER}已评的{KIND_WORDS[kind]}合计＝总表（元）"
        yield Check(what, lines, whole, sum(filter(None, because), Fraction()))
