"""The rules behind a form's own signs: the mark beside each row, what is still to do, the progress."""

from __future__ import annotations

from collections.abc import Sequence

from kpixl.model.scheme import Input, Kind
from kpixl.rules import entries
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Text, Truth, call, join, number
from kpixl.rules.policy import may_be_blank
from kpixl.rules.quantity import Cell, Item
from kpixl.workbook.palette import DONE, TODO, WRONG

CHECKS, MARK = "检查", "检查!"
FILLED_COUNT, WAITING_COUNT, WRONG_COUNT, TO_DO = "已填数", "待填数", "有误数", "提示"
CODES = {DONE: 1, TODO: 2, WRONG: 3}
COUNTS = {FILLED_COUNT: DONE, WAITING_COUNT: TODO, WRONG_COUNT: WRONG}
PENDING, FILLED = f"{TODO} 待填", f"{DONE} 已填"
MAY_BE_BLANK, NOT_NEEDED = "可不填", f"{DONE} 不必再填"
SHORT = 22
"""So many characters of a reason fit beside a cell."""

SQUARES = 12
"""The progress bar has a square for each row up to this number, and ten beyond it."""


def row_mark(item: Item, cells: Sequence[Cell], is_last: bool) -> Expr:
    """The mark of a row of input cells: the first fault, else what is blank, else filled in."""
    node = _settled_mark(item) if is_last else Text(FILLED)
    blank = _blank_mark(item)
    for cell in reversed(cells):
        if not cell.input.optional:
            node = call("IF", call("ISBLANK", Name(cell.raw)), blank, node)
    for cell in reversed(cells):
        node = call("IF", _is_wrong(cell), _complaint(cell), node)
    row = item.indicator.rows
    if row is not None and (cells[0].row or 0) > row.least:
        node = call("IF", entries.row_is_blank(tuple(cells)), Text(""), node)
    return call("IFERROR", node, Text(f"{WRONG} 不能用出错的公式"))


def _blank_mark(item: Item) -> Expr:
    """A blank waits to be filled in, unless the score is known without it (any-of) or may do without."""
    if not may_be_blank(item):
        return call("IF", call("ISERROR", Name(item.id("得分"))), Text(PENDING), Text(NOT_NEEDED))
    if len(item.cells) == 1:
        return Text(MAY_BE_BLANK)
    return call("IF", entries.row_is_blank(item.cells), Text(MAY_BE_BLANK), Text(PENDING))


def _is_wrong(cell: Cell) -> Expr:
    """Something was typed, and it is not valid."""
    return call("IF", call("ISBLANK", Name(cell.raw)), Truth(False), call("NOT", entries.is_valid(cell)))


def _complaint(cell: Cell) -> Expr:
    return join(f"{WRONG} {asked(cell.input)}", call("LINEBREAK"), "现为 ", Name(cell.raw))


def asked(part: Input) -> str:
    """What a wrong cell is told: 应为0至100."""
    return "请从列表里选" if part.kind is Kind.CHOICE else f"应为{entries.wanted(part)}"


def _settled_mark(item: Item) -> Expr:
    """The last row also tells what is wrong between the cells, and when nothing can be computed."""
    node: Expr = call(
        "IF", call("ISERROR", Name(item.id("得分"))), Text(f"{WRONG} 分母为0，不能计算"), Text(FILLED)
    )
    for must, say in reversed(item.musts):
        node = call("IF", must, node, Text(told(say)))
    valid = tuple(call("ISERROR", Name(cell.id)) for cell in item.cells if cell.row is None)
    if item.indicator.rows is not None:
        return Text(FILLED)
    waiting = valid[0] if len(valid) == 1 else Call("OR", valid)
    return call("IF", waiting, Text(FILLED), node)


def rows_mark(item: Item) -> Expr:
    """The mark below open rows: their constraints, once every row in use is complete."""
    node: Expr = Text("")
    for must, say in reversed(item.musts):
        node = call("IF", must, node, Text(told(say)))
    return call("IFERROR", node, Text(""))


def told(say: str) -> str:
    """What a mark says of a condition that does not hold; a long reason stands in the working instead."""
    return f"{WRONG} {say}" if len(say) <= SHORT else f"{WRONG} 不符合要求，见算式"


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
    return join(bar, "　填好 ", filled, " / ", every, " 项")


def pending_text(item: Item) -> Expr:
    """What stands in the 算式 line while there is nothing to explain."""
    wrong = Binary(">", count(WRONG, item.id(CHECKS)), number(0))
    node: Expr = call("IF", wrong, Text("改正标 ▲ 的格子后自动计算"), Text("填写后自动计算"))
    for must, say in reversed(item.musts):
        if len(say) > SHORT:
            node = call("IF", call("IFERROR", must, Truth(True)), node, Text(f"{WRONG} {say}"))
    return node
