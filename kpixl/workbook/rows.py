"""The rows of an indicator in a form's plan: labels, input cells with keys, carriers and names, marks."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from kpixl.model.indicator import Kind
from kpixl.rules.nodes import Expr, Name
from kpixl.rules.quantity import Cell, Item
from kpixl.rules.scoring import POINTS, SCORING, TARGET
from kpixl.rules.to_excel import Reference
from kpixl.rules.words import standard
from kpixl.workbook import annex, checks, numbers
from kpixl.workbook.layout import MIRROR, Layout
from kpixl.workbook.longest import most_lines
from kpixl.workbook.measure import BODY, NOTE, broken, lines
from kpixl.workbook.palette import PROVISIONAL
from kpixl.workbook.plan import CODE, Draft, Entry, Formula, InputSpot, Rich, Spot
from kpixl.workbook.widths import INDENT, target_unit

ROW, LEAST = 28, 25
"""The height of an input row, and the least, in points."""

MANY, LOW_ROW, LOW_LEAST = 4, 20, 18
"""From so many rows on, an indicator's rows are lower: the counts of a scale, the answers to a question."""

COMPUTED_LABEL = "自动计算"
"""What stands in the place of an input where there is none."""


def input_rows(draft: Draft, item: Item) -> list[list[Cell]]:
    """The cells of an item by row: one each, but those with a column of their own share the first row."""
    beside = [cell for cell in item.cells if draft.layout.has(f"entry:{cell.input.column}")]
    own = [[cell] for cell in item.cells if cell not in beside]
    if not own:
        return [beside]
    own[0] += beside
    return own


def row_height(draft: Draft, item: Item) -> tuple[float, float]:
    """The height of the indicator's input rows, and the least."""
    return (LOW_ROW, LOW_LEAST) if is_low(draft, item) else (ROW, LEAST)


def is_low(draft: Draft, item: Item) -> bool:
    """Whether it has so many rows that they are lower."""
    return len(input_rows(draft, item)) >= MANY


def input_row(draft: Draft, item: Item, cells: list[Cell], is_last: bool) -> None:
    """A row of an indicator: its label, its input cells, its mark."""
    if not cells:
        computed_row(draft, item)
        return
    draft.in_column("label", label_text(draft, cells), "input_label")
    check = Spot(draft.row, draft.layout.at("check"))
    for cell in cells:
        place_input(draft, cell, entry_column(draft, cell), check)
    for column in draft.layout.columns:
        if column.key.startswith("entry") and draft.layout.at(column.key) not in _used(draft, cells):
            draft.in_column(column.key, "—", "no_entry")
    mark(draft, checks.row_mark(item, cells, is_last, is_low(draft, item)))
    _remark(draft)


def computed_row(draft: Draft, item: Item) -> None:
    """The row of an indicator that nobody fills in."""
    draft.in_column("label", COMPUTED_LABEL, "input_label")
    for column in draft.layout.columns:
        if column.key.startswith("entry"):
            draft.in_column(column.key, "—", "no_entry")
    mark(draft, checks.computed_mark(item))
    _remark(draft)


def _remark(draft: Draft) -> None:
    if draft.layout.has("remark"):
        draft.remarks.append(draft.in_column("remark", None, "remark"))


def label_text(draft: Draft, cells: list[Cell]) -> str:
    """What is filled in, with its unit; a column of its own says its unit in its heading."""
    if not cells:
        return COMPUTED_LABEL
    lead, *others = (cell.input for cell in cells)
    if others:
        return "、".join([numbers.with_unit(lead), *(part.name for part in others)])
    return broken(numbers.with_unit(lead), draft.layout.width_of("label"), NOTE)


def note_lines(draft: Draft, item: Item, cells: list[Cell], is_last: bool) -> int:
    """How many lines a row's label, and its mark at its longest, take."""
    label = lines(label_text(draft, cells), draft.layout.width_of("label"), NOTE)
    told = checks.row_mark(item, cells, is_last, is_low(draft, item)) if cells else checks.computed_mark(item)
    return max(label, mark_lines(draft, told))


def mark_lines(draft: Draft, rule: Expr) -> int:
    """How many lines a mark takes at its longest."""
    return most_lines(rule, draft.layout.width_of("check") - INDENT, NOTE)


def _used(draft: Draft, cells: list[Cell]) -> set[int]:
    return {draft.layout.at(entry_column(draft, cell)) for cell in cells}


def entry_column(draft: Draft, cell: Cell) -> str:
    """The layout column that an input cell stands in."""
    own = f"entry:{cell.input.column}"
    return own if draft.layout.has(own) and cell.input.column else "entry"


def place_input(draft: Draft, cell: Cell, column: str, check: Spot, style: str = "") -> None:
    """An input cell in a column of the layout."""
    spot = Spot(draft.row, draft.layout.at(column), 1, draft.layout.parts(column))
    put_input(draft, cell, spot, check, style)


def put_input(draft: Draft, cell: Cell, spot: Spot, check: Spot, style: str = "") -> None:
    """An input cell with its key, its carrier and its names."""
    style = style or ("entry_choice" if cell.input.kind is Kind.CHOICE else "entry")
    draft.put(spot, Entry(cell), style, numbers.entry(cell.input))
    quantity = draft.rulebook.quantities[cell.id]
    draft.references[cell.raw] = Reference(spot.plain, True)
    carrier = Spot(spot.row, spot.column + MIRROR)
    assert quantity.rule is not None
    draft.carry(cell.id, carrier, quantity.rule)
    draft.inputs.append(InputSpot(cell, spot, f"i{len(draft.inputs) + 1}", check))
    if cell.row is None:
        draft.name(cell.id, carrier.address, quantity.settled)
    else:
        draft.references[cell.id] = Reference(carrier.address, quantity.settled)


def mark(draft: Draft, rule: Expr, span: tuple[int, int] | None = None) -> None:
    """The mark at the end of the current row, and its code in a hidden cell, for counting."""
    text, code = f"{checks.MARK}{draft.row}", f"{CODE}{draft.row}"
    first, last = span or (draft.layout.at("check"), draft.layout.end("check"))
    spot = draft.across(first, last, Formula(rule, text), "check")
    draft.references[text] = Reference(spot.address)
    draft.derived += [(text, rule), (code, checks.code_of(Name(text)))]
    draft.carry(code, Spot(spot.row, spot.column + MIRROR), checks.code_of(Name(text)))


def name_checks(draft: Draft, item: Item, first: int, count: int) -> None:
    """The codes of one item's marks, for its working."""
    draft.name_marks(item.id(checks.CHECKS), range(first, first + count))


def labels(draft: Draft, item: Item, rows: int) -> None:
    """序号 and the indicator's name, with the source of its data under it."""
    indicator = item.indicator
    name = f"{indicator.name} {PROVISIONAL}" if indicator.provisional else indicator.name
    draft.in_column("number", float(item.number), "number", "0", rows=rows)
    note = note_text(item)
    content = Rich(name, note) if note else name
    draft.in_column("name", content, "name", rows=rows)


def note_text(item: Item) -> str:
    """What stands under an indicator's name: its number, a long unit, where its data come from, by whom."""
    indicator = item.indicator
    unit = indicator.unit if not target_unit(item) else ""
    parts = (
        ("编号", indicator.code),
        ("单位", unit),
        ("来源", indicator.source),
        ("收集", indicator.owner),
    )
    return "\n".join(f"{label}：{text}" for label, text in parts if text)


def name_height(draft: Draft, item: Item, measure: Callable[[int, int], float]) -> float:
    """The height in points of an indicator's name, and the source of its data under it."""
    width = draft.layout.width_of("name")
    name = measure(lines(item.indicator.name, width), BODY)
    note = note_text(item)
    return name + measure(lines(note, width, NOTE), NOTE) - measure(0, NOTE) if note else name


def standard_size(layout: Layout) -> int:
    """Standards share a landscape page with the workings, in their size."""
    return NOTE if layout.landscape else BODY


def standard_style(draft: Draft) -> str:
    """The style of a standard."""
    return "standard_small" if draft.layout.landscape else "standard"


def standard_text(draft: Draft, item: Item, width: float) -> str:
    """The standard of an indicator; a long one stands in the annex, and only begins here."""
    text, size = standard(item, draft.rulebook), standard_size(draft.layout)
    room = 0 if item.indicator.rows is not None else row_height(draft, item)[1] * len(input_rows(draft, item))
    if not annex.is_long(text, width, size, room):
        return text
    draft.annex.append(annex.Standard(item.number, item.indicator.name, text))
    return annex.summary(text, width, size)


def points_and_target(draft: Draft, item: Item, rows: int) -> None:
    """分值 and 目标 are numbers that formulas read; an item without points only deducts."""
    if draft.layout.has("points"):
        _points(draft, item, rows)
    if draft.layout.has("target"):
        _target(draft, item, rows)


def _points(draft: Draft, item: Item, rows: int) -> None:
    if item.points is None:
        draft.in_column("points", SCORING[item.indicator.method].unpointed, "points_text", rows=rows)
        return
    spot = draft.in_column("points", float(item.points), "points", numbers.constant(item.points), rows=rows)
    draft.name(item.id(POINTS), spot.address, (item.points * 10**9).denominator == 1)


def _target(draft: Draft, item: Item, rows: int) -> None:
    indicator = item.indicator
    mark = f" {PROVISIONAL}" if indicator.provisional else ""
    centred = "_centred" if draft.layout.landscape else ""
    if item.target is not None:
        name = item.id(TARGET)
        quantity = draft.rulebook.quantities[name]
        unit = f'"{target_unit(item)}{mark}"' if target_unit(item) + mark else ""
        form = numbers.shown("", quantity.places).replace("_ ", f"{unit}_ ")
        draft.show(
            name, Spot(draft.row, draft.layout.at("target"), rows), item.target, "", f"target{centred}", form
        )
        return
    if not isinstance(indicator.target, Fraction):
        draft.in_column("target", (indicator.terse or "—") + mark, f"target_text{centred}", rows=rows)
        return
    unit = numbers.constant(indicator.target, target_unit(item) + mark)
    spot = draft.in_column("target", float(indicator.target), f"target{centred}", unit, rows=rows)
    draft.name(item.id(TARGET), spot.address, settled=True)
