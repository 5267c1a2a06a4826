"""What the index says of each person and of all together: formulas, with their present values beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.consequence import Money, Side, times
from kpixl.model.numbers import recorded
from kpixl.rules.consequences import CENTS
from kpixl.rules.declare import GRADE
from kpixl.workbook import checks
from kpixl.workbook.index_parts import READY, IndexRow, count, in_money, number_format, share, shown, state
from kpixl.workbook.palette import NOTHING

UNFINISHED = "未完成"


@dataclass(frozen=True, slots=True)
class Live:
    """A cell under a heading. `look` and `number` are its own where it does not look as its column does."""

    heading: str
    formula: str
    value: float | str
    look: str = ""
    number: str = ""


def sheet_of(row: IndexRow) -> str:
    """The person's sheet as formulas name it."""
    return "'" + row.sheet.replace("'", "''") + "'!"


def live_cells(row: IndexRow, pay: str, sides: Sequence[Side]) -> Iterator[Live]:
    """The cells of a person's row that go by the person's form."""
    scheme, values, where = row.plan.rulebook.scheme, row.values, sheet_of(row)

    def cell(name: str) -> str:
        return where + row.plan.outputs[name].address

    filled, waiting, wrong = (cell(name) for name in checks.COUNTS)
    every = f"SUM({filled},{waiting},{wrong})"
    yield Live("填写进度", f"=IF({every}=0,1,{filled}/{every})", float(share(row)))
    yield Live("未填", f"={waiting}", float(count(values[checks.WAITING_COUNT])))
    yield Live("有误", f"={wrong}", float(count(values[checks.WRONG_COUNT])))
    to_do = f'=IF(AND({waiting}=0,{wrong}=0),"{READY}",{cell(checks.TO_DO)})'
    yield Live("状态", to_do, state(row))
    if row.plan.rulebook.base:
        total = values[scheme.total]
        yield Live(scheme.total, _number(cell(scheme.total), UNFINISHED), shown(total, UNFINISHED))
        if scheme.grades:
            yield Live("等级", f"={cell(GRADE)}", shown(values[GRADE], NOTHING))
    if pay:
        yield Live(f"{pay}（元）", _number(cell(pay), NOTHING), shown(values[pay], NOTHING))
    for side in sides:
        yield from _together(row, side, cell)


def _number(cell: str, otherwise: str) -> str:
    return f'=IF(ISNUMBER({cell}),{cell},"{otherwise}")'


def _together(row: IndexRow, side: Side, cell: Callable[[str], str]) -> Iterator[Live]:
    """What all payers of a form bear, or get, as soon as every amount is known."""
    entries = _entries(row, side)
    if not entries or 0 in entries.values():
        return
    cells = [cell(name) for name in entries]
    terms = "+".join(f"{at}*{many}" for at, many in zip(cells, entries.values(), strict=True))
    formula = f'=IF(COUNT({",".join(cells)})={len(cells)},ROUND({terms},{CENTS}),"{NOTHING}")'
    amount = _amount(row, side)
    yield Live(in_money(side), formula, NOTHING if amount is None else float(amount))


def _entries(row: IndexRow, side: Side) -> dict[str, int]:
    """Fines, or bonuses, of the form by name, with how often each of them is borne; 0: nobody knows yet."""
    money: tuple[Money, ...] = row.plan.rulebook.form.money
    return {part.name: times(part.payers) or 0 for part in money if part.side is side}


def _amount(row: IndexRow, side: Side) -> Fraction | None:
    entries = _entries(row, side)
    known = [
        amount * many for name, many in entries.items() if isinstance(amount := row.values[name], Fraction)
    ]
    is_known = entries and len(known) == len(entries) and 0 not in entries.values()
    return sum(known, Fraction()) if is_known else None


def totals(
    rows: Sequence[IndexRow], ranges: Callable[[str], str], each: str, pay: str, sides: Sequence[Side]
) -> Iterator[Live]:
    """The last row; `ranges` gives the column under a heading, `each` is how one counts them."""
    progress = sum((share(row) for row in rows), Fraction()) / len(rows)
    yield Live("填写进度", f"=AVERAGE({ranges('填写进度')})", float(progress), "total", "0%_ ")
    for heading, name in (("未填", checks.WAITING_COUNT), ("有误", checks.WRONG_COUNT)):
        value = float(sum((count(row.values[name]) for row in rows), Fraction()))
        yield Live(heading, f"=SUM({ranges(heading)})", value, "total_center", "0")
    yield from _scores(rows, ranges, each)
    scheme = rows[0].plan.rulebook.scheme
    if pay:
        heading = f"{pay}（元）"
        paid = _known(row.values[pay] for row in rows)
        formula = f"=ROUND(SUM({ranges(heading)}),{scheme.rounding.pay})"
        yield Live(heading, formula, float(sum(paid, Fraction())), "total")
    for side in sides:
        every = sum((_amount(row, side) or Fraction() for row in rows), Fraction())
        formula = f"=ROUND(SUM({ranges(in_money(side))}),{CENTS})"
        yield Live(in_money(side), formula, float(every), "total")


def _scores(rows: Sequence[IndexRow], ranges: Callable[[str], str], each: str) -> Iterator[Live]:
    """How many have a score and its mean; where nothing is scored, how many are ready."""
    scheme = rows[0].plan.rulebook.scheme
    if not any(row.plan.rulebook.base for row in rows):
        ready = sum(state(row) == READY for row in rows)
        text = f'="已填好 "&COUNTIF({ranges("状态")},"{READY}")&" {each}"'
        yield Live("状态", text, f"已填好 {ready} {each}", "total")
        return
    places, scores = scheme.rounding.total, ranges(scheme.total)
    known = _known(row.values[scheme.total] for row in rows if row.plan.rulebook.base)
    mean = float(recorded(sum(known, Fraction()) / len(known), places)) if known else NOTHING
    text = f'="已有 "&COUNT({scores})&" {each}得分，平均"'
    yield Live("状态", text, f"已有 {len(known)} {each}得分，平均", "total")
    average = f'=IF(COUNT({scores})=0,"{NOTHING}",ROUND(AVERAGE({scores}),{places}))'
    yield Live(scheme.total, average, mean, "total", number_format(places))


def _known(values: Iterator[object]) -> list[Fraction]:
    return [value for value in values if isinstance(value, Fraction)]
