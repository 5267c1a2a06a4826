"""The sheet 奖惩汇总: what everybody bears and gets together, by department: sums of the lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpixl.model.consequence import Side
from kpixl.model.ledger import EntryKind, Party, State
from kpixl.report.book import (
    CENTRE,
    COUNT,
    FIRST,
    RIGHT,
    Book,
    Cell,
    Column,
    Formula,
    Value,
    cell_name,
)
from kpixl.report.formulas import KIND_WORDS, LEDGER, Check, Table, Tables, criterion
from kpixl.report.layout import header_rows, title_rows
from kpixl.report.lines import Keeper
from kpixl.report.money_words import MONEY_STATES, NOBODY_KNOWS, OUTSIDE, called, department_of
from kpixl.report.overview import Overview
from kpixl.report.purses import Purse, Share, yuan
from kpixl.report.sheet import Sheet
from kpixl.report.trees import is_live_by_department
from kpixl.rules.consequences import CENTS
from kpixl.workbook import palette

MONEY_SUMS = "奖惩汇总"
_FINE, _BONUS = (KIND_WORDS[kind] for kind in (EntryKind.FINE, EntryKind.BONUS))
_REFERENCES = 4
"""So many formulas of a row look at all lines."""

_DEPARTMENT, _PERSON = "部门", "人"
_SUBTOTAL: dict[str, Any] = {"bold": True, "bg_color": palette.SUBTOTAL_FILL, "font_color": palette.STRONG}
_GREY: dict[str, Any] = {"font_color": palette.SECONDARY}
_PLAIN: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class _Group:
    """A department and who of it bears or gets something."""

    name: str
    members: Sequence[tuple[Share, Party, Purse]]

    @property
    def sums(self) -> Purse:
        """All of it together."""
        purses = [purse for _, _, purse in self.members]
        return Purse(
            fine=sum(purse.fine for purse in purses),
            bonus=sum(purse.bonus for purse in purses),
            lines=sum(purse.lines for purse in purses),
            undecided=sum(purse.undecided for purse in purses),
        )


@dataclass(frozen=True, slots=True)
class SumsTable(Table):
    """Where the rows stand, and who they are."""

    groups: Sequence[_Group]


def plan_sums(view: Overview) -> SumsTable | None:
    """Where the sums will stand: a row for each department, then for each of its people. None of nothing."""
    groups = tuple(_groups(view))
    if not groups:
        return None
    columns = tuple(_COLUMNS.values())
    first = title_rows(columns, _title(view), _NOTE) + header_rows(columns)
    count = sum(1 + len(group.members) for group in groups)
    places = {key: FIRST + place for place, key in enumerate(_COLUMNS)}
    return SumsTable(MONEY_SUMS, first, first + count - 1, places, groups)


def write_sums(book: Book, view: Overview, tables: Tables) -> Iterator[Check]:
    """Writes the sums, and checks them against the lines."""
    table, lines = tables[MONEY_SUMS], tables[LEDGER]
    assert isinstance(table, SumsTable)
    sheet = Sheet(book, MONEY_SUMS, tuple(_COLUMNS.values()))
    sheet.title(_title(view), _NOTE)
    sheet.header(freeze=2)
    names = [group.name for group in table.groups]
    live = is_live_by_department(len(table.groups), view.purses.lines, _REFERENCES)
    for group in table.groups:
        here = f"{lines.range('payer_department')}," + criterion(
            f'"@"&{table.cell("department", sheet.row)}', names
        )
        cells = _cells(table, lines, sheet.row, here, group.sums, live=live)
        cells |= {"department": group.name, "name": "小计", "level": _DEPARTMENT}
        sheet.body([Cell(cells[key]) for key in _COLUMNS], _SUBTOTAL)
        for share, party, purse in group.members:
            here = f"{lines.range('payer_key')},{purse.number}"
            cells = _cells(table, lines, sheet.row, here, purse, live=view.live)
            cells |= {"department": group.name, "name": called(party), "month": share.month, "level": _PERSON}
            sheet.body([Cell(cells[key], _GREY if key == "department" else _PLAIN) for key in _COLUMNS])
    whole = _Group("合计", [member for group in table.groups for member in group.members]).sums
    totals = _totals(table, lines, sheet.row, whole)
    sheet.total([Cell(totals.get(key)) for key in _COLUMNS], 3)
    sheet.note("净额＝奖励－罚款。部门按承担或领取的人所在的部门；这里只是奖惩，不含绩效工资。")
    sheet.finish()
    yield from _checks(view, table, lines)


_MONEY: dict[str, Any] = {"num_format": '#,##0.00_ ;-#,##0.00_ ;"—"_ ;@_ '}
_COUNTED: dict[str, Any] = {"num_format": COUNT}
_COLUMNS: Mapping[str, Column] = {
    "department": Column("部门", 18, style={"text_wrap": True}),
    "name": Column("由谁承担或领取", 26, style={"text_wrap": True, "bold": True}),
    "month": Column("发放月份", 12, CENTRE),
    "lines": Column("笔数", 10, CENTRE, style=_COUNTED),
    "fine": Column(f"{_FINE}（元）", 16, RIGHT, style=_MONEY),
    "bonus": Column(f"{_BONUS}（元）", 16, RIGHT, style=_MONEY),
    "net": Column("净额（元）", 16, RIGHT, style=_MONEY | {"bold": True}),
    "open": Column("未定（笔）", 12, CENTRE, style=_COUNTED),
    "level": Column("级别", 8, hidden=True),
}
_NOTE = "按奖惩台账逐笔合计"


def _groups(view: Overview) -> Iterator[_Group]:
    people = {line.id: line for line in view.lines}
    keep = Keeper()
    for name in view.departments:
        keep.group(name)
    found: defaultdict[str, list[tuple[Share, Party, Purse]]] = defaultdict(list)
    for share, purse in view.purses.of.items():
        if purse.lines:
            line = people.get(share.id)
            person = Party(line.id, line.name, line.person.department) if line is not None else None
            party = person or view.purses.parties[share]
            found[keep.group(department_of(party))].append((share, party, purse))
    order = [
        *view.departments,
        *sorted(set(found) - {*view.departments, OUTSIDE, NOBODY_KNOWS}),
        OUTSIDE,
        NOBODY_KNOWS,
    ]
    return (_Group(name, found[name]) for name in dict.fromkeys(order) if name in found)


def _title(view: Overview) -> str:
    return f"{view.title} {MONEY_SUMS}"


def _cells(
    table: Table, lines: Table, row: int, here: str, purse: Purse, *, live: bool = True
) -> dict[str, Value]:
    """The sums of the lines that a range and a criterion tell, as formulas or as values."""
    open_ = MONEY_STATES[State.PROPOSED]
    values: dict[str, Fraction | int] = {
        "lines": purse.lines,
        "fine": yuan(purse.fine),
        "bonus": yuan(purse.bonus),
        "net": yuan(purse.bonus - purse.fine),
        "open": purse.undecided,
    }
    formulas = {
        "lines": f"COUNTIF({here})",
        "fine": line_sum(lines, here, _FINE),
        "bonus": line_sum(lines, here, _BONUS),
        "net": _net(table, row),
        "open": f'COUNTIFS({here},{lines.range("state")},"{open_}")',
    }
    cells: dict[str, Value] = dict.fromkeys(_COLUMNS)
    return cells | {
        key: Formula(f"={formulas[key]}", value) if live or key == "net" else value
        for key, value in values.items()
    }


def _totals(table: Table, lines: Table, row: int, whole: Purse) -> dict[str, Value]:
    everything = f'{lines.range("payer_key")},">0"'
    cells = _cells(table, lines, row, everything, whole)
    return {**cells, "department": "合计"}


def line_sum(lines: Table, here: str, word: str) -> str:
    """The sum of the lines of a kind for which a criterion holds, as a formula without its "="."""
    return f'ROUND(SUMIFS({lines.range("amount")},{here},{lines.range("kind")},"{word}"),{CENTS})'


def written(view: Overview, side: Side) -> Fraction:
    """What all lines of a side come to."""
    return sum((amount for (_, own), amount in view.purses.because.items() if own is side), Fraction())


def _net(table: Table, row: int) -> str:
    bonus, fine = (cell_name(row, table.columns[key], col_abs=True) for key in ("bonus", "fine"))
    return f"ROUND({bonus}-{fine},{CENTS})"


def _checks(view: Overview, table: SumsTable, lines: Table) -> Iterator[Check]:
    """People's sums are those of the lines, and so are the departments'."""
    levels = {
        _PERSON: [purse for group in table.groups for _, _, purse in group.members],
        _DEPARTMENT: [group.sums for group in table.groups],
    }
    for side, key, word in ((Side.FINE, "fine", _FINE), (Side.BONUS, "bonus", _BONUS)):
        amount = written(view, side)
        right = f'=ROUND(SUMIF({lines.range("kind")},"{word}",{lines.range("amount")}),{CENTS})'
        for level, purses in levels.items():
            left = f'=ROUND(SUMIF({table.range("level")},"{level}",{table.range(key)}),{CENTS})'
            cents = sum(purse.fine if side is Side.FINE else purse.bonus for purse in purses)
            what = f"{MONEY_SUMS}各{level}{word}合计＝{LEDGER}（元）"
            yield Check(what, Formula(left, yuan(cents)), Formula(right, amount))
