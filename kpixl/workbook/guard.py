"""What keeps entries right while people type: limits with a prompt and an error text, colours, locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpixl.model.days import SECONDS, day_of
from kpixl.model.indicator import Input, Kind
from kpixl.rules.declare import BEGIN, DATED, END
from kpixl.rules.entries import EARLIEST, LATEST, is_valid, wanted
from kpixl.rules.nodes import Binary, Name, Text, call
from kpixl.rules.to_excel import to_excel
from kpixl.workbook import styles
from kpixl.workbook.palette import LOW, TODO, WRONG
from kpixl.workbook.plan import FormPlan, InputSpot

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from kpixl.workbook.write import Formats

TITLE_LIMIT, TEXT_LIMIT, LIST_LIMIT = 32, 255, 255
"""Excel strips a validation whose texts are longer."""

TEXT_LENGTH = 500
"""What people may write into one cell, in characters."""

_UNBOUNDED = 1e15
_LAST_SECOND = 1 - 1 / SECONDS

REMARK = {
    "validate": "length",
    "criteria": "<=",
    "value": TEXT_LENGTH,
    "input_title": "备注（选填）",
    "input_message": f"可填可不填，不超过{TEXT_LENGTH}字。",
}


def protect_entries(sheet: Worksheet, formats: Formats, plan: FormPlan) -> None:
    """Validations and colours of every input cell, of the marks and of the strip."""
    for spot in plan.inputs:
        at = (spot.spot.row, spot.spot.column) * 2
        sheet.data_validation(*at, _rule(spot, plan))
        _colour(sheet, formats, plan, spot)
    for remark in plan.remarks:
        last = (remark.row + remark.rows - 1, remark.column + remark.columns - 1)
        sheet.data_validation(remark.row, remark.column, *last, REMARK)
    _colour_marks(sheet, formats, plan)
    _colour_strip(sheet, formats, plan)


def _rule(spot: InputSpot, plan: FormPlan) -> dict[str, object]:
    part = spot.cell.input
    first, last = (int(plan.resolve(name).text) for name in (BEGIN, END))
    example = _example(part, last)
    message = part.hint or prompt(part, example)
    texts = {
        "input_title": part.name[:TITLE_LIMIT],
        "input_message": message[:TEXT_LIMIT],
        "error_title": "请核对"[:TITLE_LIMIT],
        "error_message": refusal(part, example)[:TEXT_LIMIT],
        "ignore_blank": True,
    }
    limits = _date_limits(part, first, last) if part.kind in DATED else _limits(part)
    return {**limits, **texts}


def _example(part: Input, last: int) -> str:
    """A date as people type it: the last day of the cycle."""
    return day_of(last).isoformat() + (" 14:05" if part.kind is Kind.DATETIME else "")


def prompt(part: Input, example: str) -> str:
    """What the cell says when it is selected."""
    match part.kind:
        case Kind.TEXT:
            apart = "，各行不能重复" if part.unique else ""
            return f"请写文字{apart}；没有可空着。" if part.optional else f"请写文字{apart}。"
        case Kind.CHOICE:
            return f"请选{wanted(part)}。"
        case Kind.DATE | Kind.DATETIME:
            return f"填{wanted(part)}，例如{example}；不清楚先空着。"
        case _:
            return f"填{wanted(part)}，不带单位；不清楚先空着。"


def refusal(part: Input, example: str) -> str:
    """What is said when something else is typed."""
    match part.kind:
        case Kind.TEXT:
            return f"请写不超过{TEXT_LENGTH}字。"
        case Kind.CHOICE:
            return "请从列表里选一个。"
        case Kind.DATE | Kind.DATETIME:
            return f"请填{wanted(part)}，例如{example}。"
    words = wanted(part)
    between = "之间的数字" if part.kind is Kind.NUMBER and words[-1].isdigit() else ""
    return f"请填{words}{between}，不要带单位。"


def _date_limits(part: Input, first: int, last: int) -> dict[str, object]:
    """From the first to the last day of the cycle where that is asked, else whatever can be a date."""
    low, high = (first, last) if part.in_period else (EARLIEST, LATEST)
    if part.kind is Kind.DATE:
        return {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
    return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high + _LAST_SECOND}


def _limits(part: Input) -> dict[str, object]:
    match part.kind:
        case Kind.TEXT:
            return {"validate": "length", "criteria": "<=", "value": TEXT_LENGTH}
        case Kind.CHOICE if len(",".join(part.choices)) <= LIST_LIMIT:
            return {"validate": "list", "source": list(part.choices)}
        case Kind.CHOICE:
            return {"validate": "any"}
    low = float(part.low) if part.low is not None else -_UNBOUNDED
    high = float(part.high) if part.high is not None else _UNBOUNDED
    kind = "decimal" if part.kind is Kind.NUMBER else "integer"
    if high == _UNBOUNDED and low != -_UNBOUNDED:
        return {"validate": kind, "criteria": ">=", "value": low}
    if low == -_UNBOUNDED and high != _UNBOUNDED:
        return {"validate": kind, "criteria": "<=", "value": high}
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _colour(sheet: Worksheet, formats: Formats, plan: FormPlan, spot: InputSpot) -> None:
    """Yellow while it waits, red when it is wrong; the mark beside it says the same in words."""
    at = (spot.spot.row, spot.spot.column) * 2
    wrong = call("IF", is_valid(spot.cell), Text(""), Name(spot.cell.raw))
    is_wrong = to_excel(Binary("<>", wrong, Text("")), plan.resolve)
    waiting = f'=AND({spot.spot.plain}="",LEFT({spot.check.address})="{TODO}")'
    looks = [(is_wrong, styles.WRONG_INPUT)]
    if not spot.cell.input.optional:
        looks.append((waiting, styles.EMPTY_INPUT))
    for formula, look in looks:
        sheet.conditional_format(*at, {"type": "formula", "criteria": formula, "format": formats.of(look)})


def _colour_marks(sheet: Worksheet, formats: Formats, plan: FormPlan) -> None:
    column = plan.layout.at("check")
    area = (plan.header_row + 1, column, plan.last_row, column)
    for sign, look in ((WRONG, styles.WRONG_MARK), (TODO, styles.PENDING_MARK)):
        rule = {"type": "text", "criteria": "begins with", "value": sign, "format": formats.of(look)}
        sheet.conditional_format(*area, rule)
    for cell in plan.cells:
        if cell.style == "subtotal_note" and cell.content is not None:
            at = (cell.spot.row, cell.spot.column) * 2
            look = formats.of(styles.PENDING_MARK)
            sheet.conditional_format(
                *at, {"type": "text", "criteria": "begins with", "value": LOW, "format": look}
            )


def _colour_strip(sheet: Worksheet, formats: Formats, plan: FormPlan) -> None:
    area = (2, 1, 2, plan.layout.last)
    for condition, look in (
        (f'=NOT(ISERROR(FIND("{WRONG}",$B$3)))', styles.WRONG_STRIP),
        (f'=LEFT($B$3)="{TODO}"', styles.PENDING_STRIP),
    ):
        sheet.conditional_format(
            *area, {"type": "formula", "criteria": condition, "format": formats.of(look)}
        )
