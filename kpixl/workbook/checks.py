"""The rules behind a form's own signs: the mark beside each row, what is still to do, the progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kpixl.model.indicator import Input, Kind
from kpixl.rules import entries
from kpixl.rules.declare import SCORE
from kpixl.rules.given import rests_on_workdays
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Text, Truth, call, join, number
from kpixl.rules.policy import awaited, is_filled, may_be_blank
from kpixl.rules.quantity import Cell, Item
from kpixl.rules.scoring import TARGET
from kpixl.workbook.longest import longest
from kpixl.workbook.palette import DONE, TODO, WRONG

CHECKS, MARK = "检查", "检查!"
FILLED_COUNT, WAITING_COUNT, WRONG_COUNT, TO_DO = "已填数", "待填数", "有误数", "提示"
CODES = {DONE: 1, TODO: 2, WRONG: 3}
COUNTS = {FILLED_COUNT: DONE, WAITING_COUNT: TODO, WRONG_COUNT: WRONG}
PENDING, FILLED = f"{TODO} 待填", f"{DONE} 已填"
COMPUTED, FAILED, REMINDED = "不用填", f"{WRONG} 不能计算", f"{DONE} 有提醒，见算式"
_SEE = "见算式"
MAY_BE_BLANK, NOT_NEEDED = "可不填", f"{DONE} 不必再填"
SHORT = 22
"""So many characters of a reason fit beside a cell."""

SQUARES = 12
"""The progress bar has a square for each row up to this number, and ten beyond it."""


def row_mark(item: Item, cells: Sequence[Cell], is_last: bool, is_low: bool = False) -> Expr:
    """The mark of a row of input cells: the first fault, else what is blank, else filled in.

    In a low row it takes one line: what was typed stands beside it, and reasons stand in the working.
    """
    node = _settled_mark(item, is_low) if is_last else Text(FILLED)
    node = _cell_marks(cells, _blank_mark(item), node, _asking if is_low else _complaint)
    return call("IFERROR", node, Text(f"{WRONG} 公式有误" if is_low else f"{WRONG} 不能用出错的公式"))


def computed_mark(item: Item) -> Expr:
    """The mark of an item that nobody fills in: whether it can be computed once all else is there."""
    failed = call("IF", call("ISERROR", Name(awaited(item) or item.id(SCORE))), Text(FAILED), Text(COMPUTED))
    return call("IF", is_filled(item), failed, Text(COMPUTED)) if item.basis else failed


def open_row_mark(item: Item, number: int) -> Expr:
    """The mark of an open row: of its cells, then of what must hold between them; nothing if unused."""
    rows = item.indicator.rows
    assert rows is not None
    cells = item.row(number)
    node: Expr = Text(FILLED)
    for must, say in reversed(item.row_musts.get(number, ())):
        node = call("IF", call("IFERROR", must, Truth(True)), node, told(Text(say)))
    node = _cell_marks(cells, Text(PENDING), node, _in_one_line if item.is_log else _complaint)
    if number > rows.least:
        node = call("IF", entries.row_is_blank(cells), Text(""), node)
    return call("IFERROR", node, Text(f"{WRONG} 不能用出错的公式"))


def _cell_marks(cells: Sequence[Cell], blank: Expr, node: Expr, complaint: Callable[[Cell], Expr]) -> Expr:
    """The first faulty cell, else one that is blank and needed, else the node."""
    for cell in reversed(cells):
        if not cell.input.optional:
            node = call("IF", call("ISBLANK", Name(cell.raw)), blank, node)
    for cell in reversed(cells):
        node = call("IF", _is_wrong(cell), complaint(cell), node)
    return node


def _blank_mark(item: Item) -> Expr:
    """A blank waits to be filled in, unless the score is known without it or may do without."""
    if not may_be_blank(item):
        needing = awaited(item)
        if needing is None:
            return Text(PENDING)
        return call("IF", call("ISERROR", Name(needing)), Text(PENDING), Text(NOT_NEEDED))
    if len(item.cells) == 1:
        return Text(MAY_BE_BLANK)
    return call("IF", entries.row_is_blank(item.cells), Text(MAY_BE_BLANK), Text(PENDING))


def _is_wrong(cell: Cell) -> Expr:
    """Something was typed, and it is not valid."""
    return call("IF", call("ISBLANK", Name(cell.raw)), Truth(False), call("NOT", entries.is_valid(cell)))


def _complaint(cell: Cell) -> Expr:
    return join(f"{WRONG} {asked(cell.input)}", call("LINEBREAK"), "现为 ", entries.shown_as(cell))


def _in_one_line(cell: Cell) -> Expr:
    return join(f"{WRONG} {asked(cell.input)}，现为 ", entries.shown_as(cell))


def _asking(cell: Cell) -> Expr:
    return Text(f"{WRONG} {asked(cell.input)}")


def asked(part: Input) -> str:
    """What a wrong cell is told: 应为0至100."""
    return "请从列表里选" if part.kind is Kind.CHOICE else f"应为{entries.wanted(part)}"


def _settled_mark(item: Item, is_low: bool) -> Expr:
    """The last row also tells what is wrong between the cells, and when nothing can be computed."""
    node: Expr = Text(FILLED)
    for holds, say in reversed(item.reminders):
        reminds = Text(f"{DONE} {_SEE}") if is_low else told(say, f"{DONE} 提醒：", REMINDED)
        node = call("IF", call("IFERROR", holds, Truth(True)), node, reminds)
    needing = awaited(item)
    if needing is not None:
        why = "日期太远" if rests_on_workdays(item) else "分母为0"
        why += "，不能计算" * (not is_low)
        node = call("IF", call("ISERROR", Name(needing)), Text(f"{WRONG} {why}"), node)
    if item.target is not None:
        node = call("IF", call("ISERROR", Name(item.id(TARGET))), Text(f"{WRONG} 没有目标值"), node)
    for must, say in reversed(item.musts):
        fails = Text(f"{WRONG} {_SEE}") if is_low else told(say)
        node = call("IF", call("IFERROR", must, Truth(True)), node, fails)
    unknown = tuple(call("ISERROR", Name(cell.id)) for cell in (*item.cells, *item.basis))
    waiting = unknown[0] if len(unknown) == 1 else Call("OR", unknown)
    return call("IF", waiting, Text(FILLED), node)


def rows_mark(item: Item) -> Expr:
    """The mark below open rows: their constraints, once every row in use is complete."""
    node: Expr = Text("")
    for holds, say in reversed(item.reminders):
        node = call("IF", holds, node, told(say, "提醒：", "有提醒，见算式"))
    for must, say in reversed(item.musts):
        node = call("IF", must, node, told(say))
    return call("IFERROR", node, Text(""))


def told(say: Expr, sign: str = f"{WRONG} ", otherwise: str = f"{WRONG} 不符合要求，见算式") -> Expr:
    """What a mark says of a condition that does not hold; a long reason stands in the working instead."""
    return join(sign, say) if is_short(say) else Text(otherwise)


def is_short(say: Expr) -> bool:
    """Whether a reason fits beside a cell."""
    return len(longest(say)) <= SHORT


def reminded(item: Item, is_low: bool) -> Expr:
    """What the working says of reminders that are too long for a mark."""
    parts = (
        call("IF", call("IFERROR", holds, Truth(True)), Text(""), join("；提醒：", say))
        for holds, say in item.reminders
        if is_low or not is_short(say)
    )
    return join(*parts)


def code_of(mark: Expr) -> Expr:
    """The number that stands for a mark's sign: counting texts by their beginning is no engine's strength."""
    node: Expr = number(0)
    for sign, value in CODES.items():
        node = call("IF", Binary("=", call("LEFT", mark), Text(sign)), number(value), node)
    return node


def count(sign: str, column: str = CHECKS) -> Expr:
    """How many rows bear a mark with this sign."""
    return call("COUNTEQUAL", Column(column), number(CODES[sign]))


def to_do() -> Expr:
    """The strip on the left: ○ 还有2项未填　▲ 1项有误, or √ 已全部填好."""
    pending, wrong, none = Name(WAITING_COUNT), Name(WRONG_COUNT), number(0)
    some_pending = join(f"{TODO} 还有 ", pending, " 项未填　")
    some_wrong = join(f"{WRONG} ", wrong, " 项有误")
    both = join(
        call("IF", Binary(">", pending, none), some_pending, Text("")),
        call("IF", Binary(">", wrong, none), some_wrong, Text("")),
    )
    all_done = Binary("=", Binary("+", pending, wrong), none)
    return call("IF", all_done, Text(f"{DONE} 已全部填好，请核对后交回"), both)


def progress(rows: int) -> Expr:
    """The strip on the right: ■■■□□□ 填好 3 / 6 项."""
    filled = Name(FILLED_COUNT)
    every = Call("SUM", (filled, Name(WAITING_COUNT), Name(WRONG_COUNT)))
    if rows <= SQUARES:
        bar = join(call("REPT", Text("■"), filled), call("REPT", Text("□"), Binary("-", every, filled)))
    else:
        tenths = call("INT", Binary("/", Binary("*", filled, number(10)), every))
        bar = join(call("REPT", Text("■"), tenths), call("REPT", Text("□"), Binary("-", number(10), tenths)))
    some = Binary(">", every, number(0))
    return call("IF", some, join(bar, "　填好 ", filled, " / ", every, " 项"), Text("没有必填的项目"))


def pending_text(item: Item, is_low: bool) -> Expr:
    """What stands in the 算式 line while there is nothing to explain."""
    wrong = Binary(">", count(WRONG, item.id(CHECKS)), number(0))
    waiting = "填写后自动计算" if item.cells else "有关的指标填好后自动计算"
    node: Expr = call("IF", wrong, Text("改正标 ▲ 的格子后自动计算"), Text(waiting))
    for must, say in reversed(item.musts):
        if is_low or not is_short(say):
            node = call("IF", call("IFERROR", must, Truth(True)), node, join(f"{WRONG} ", say))
    return node
