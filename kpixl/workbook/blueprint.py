"""What a form's sheet holds, as it was made: enough to find it again in whatever comes back.

A cycle keeps the blueprint of every form that went out, so a returned sheet is read by the one that it
was made by, also after the scheme or kpixl itself has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from fractions import Fraction

from kpixl.model.roster import BASE, DEPARTMENT, ID, NAME
from kpixl.workbook.plan import Entry, Field, FormPlan, Formula, InputSpot, Mirror, PlanCell, Rich, Spot
from kpixl.workbook.write import PlanFormulas

REMARKS, SIGNATURES = "说明与改进", "签字"
"""What the boxes at the end of a form are about."""

_SIGNED = "sign_"
"""How the styles of signature boxes begin: some people sign on the screen."""


class Lock(StrEnum):
    """What people may not change, by what it is to them."""

    WEIGHT = "weight"
    TARGET = "target"
    STANDARD = "standard"
    PAY_BASE = "pay-base"
    IDENTITY = "identity"
    FIGURE = "figure"
    FORMULA = "formula"
    CARRIER = "carrier"
    NAME = "name"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class InputPlace:
    """An input cell: what it is called inside and on the form, its key, and where it was (from 1)."""

    raw: str
    key: str
    row: int
    column: int
    indicator: str
    label: str


@dataclass(frozen=True, slots=True)
class LockedCell:
    """A cell that nobody should change: its constant, field of the person, or formula (without "=").

    `rows` and `columns` are those of the merged block that it heads; `about` is the indicator or
    quantity that it belongs to.
    """

    row: int
    column: int
    kind: Lock
    text: str = ""
    number: str = ""
    field: str = ""
    formula: str = ""
    about: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Box:
    """Cells in which people may write or sign, what that is about, and what is printed there already."""

    row: int
    column: int
    rows: int
    columns: int
    about: str
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Blueprint:
    """One form's sheet. Rows and columns count from 1; column 1 holds the hidden keys.

    One is the same as another only if it is the same object, so that what follows from it is kept by it.
    """

    form: str
    inputs: tuple[InputPlace, ...]
    outputs: Mapping[str, tuple[int, int]]
    locked: tuple[LockedCell, ...]
    boxes: tuple[Box, ...]
    header_row: int
    last_row: int
    last_column: int

    def to_json(self) -> str:
        """The blueprint as text, always the same for the same form."""
        parts = asdict(self)
        parts["locked"] = [_without_defaults(cell) for cell in parts["locked"]]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Blueprint:
        """Reads what to_json wrote. Raises ValueError, TypeError or KeyError for anything else."""
        parts = json.loads(text)
        return cls(
            form=parts["form"],
            inputs=tuple(InputPlace(**place) for place in parts["inputs"]),
            outputs={name: (row, column) for name, (row, column) in parts["outputs"].items()},
            locked=tuple(LockedCell(**{**cell, "kind": Lock(cell["kind"])}) for cell in parts["locked"]),
            boxes=tuple(Box(**box) for box in parts["boxes"]),
            header_row=parts["header_row"],
            last_row=parts["last_row"],
            last_column=parts["last_column"],
        )


def blueprint_of(plan: FormPlan, formulas: PlanFormulas) -> Blueprint:
    """What a plan puts on the sheet."""
    owners = _owners(plan)
    return Blueprint(
        form=plan.rulebook.form.key,
        inputs=tuple(_input(spot) for spot in plan.inputs),
        outputs={name: (spot.row + 1, spot.column + 1) for name, spot in plan.outputs.items()},
        locked=tuple(_locked(plan, formulas, owners)),
        boxes=(*(_box(spot, owners) for spot in plan.remarks), *_signed(plan)),
        header_row=plan.header_row + 1,
        last_row=plan.last_row + 1,
        last_column=plan.layout.last + 1,
    )


def _without_defaults(cell: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in cell.items() if value not in ("", 1) or name in ("row", "column")}


def _input(spot: InputSpot) -> InputPlace:
    indicator = spot.cell.raw.partition(".")[0]
    return InputPlace(
        spot.cell.raw, spot.key, spot.spot.row + 1, spot.spot.column + 1, indicator, spot.cell.input.name
    )


def _locked(plan: FormPlan, formulas: PlanFormulas, owners: Mapping[int, str]) -> Iterator[LockedCell]:
    for index, cell in enumerate(plan.cells):
        spot = cell.spot
        if isinstance(cell.content, Entry) or cell.content is None or cell.style.startswith(_SIGNED):
            continue
        about = owners.get(spot.row, "")
        yield _cell(cell, _kind(cell, plan, about), about, formulas.texts.get(index, ""))


def _cell(cell: PlanCell, kind: Lock, about: str, formula: str) -> LockedCell:
    spot = cell.spot
    made = LockedCell(spot.row + 1, spot.column + 1, kind, about=about, rows=spot.rows, columns=spot.columns)
    match cell.content:
        case Formula(shows=shows):
            own = shows or about
            return replace(made, kind=Lock.FORMULA, formula=formula.removeprefix("="), about=own)
        case Mirror(quantity=quantity):
            return replace(made, kind=Lock.CARRIER, formula=formula.removeprefix("="), about=quantity)
        case Field(key=key):
            return replace(made, kind=_field_kind(key, kind), field=key, about=about or key)
        case Rich(text=text, note=note):
            return replace(made, text=f"{text}\n{note}")
        case str(text):
            return replace(made, text=text)
    return replace(made, number=str(Fraction(str(cell.content))))


def _field_kind(key: str, kind: Lock) -> Lock:
    if key in (ID, NAME, DEPARTMENT):
        return Lock.IDENTITY
    if key == BASE:
        return Lock.PAY_BASE
    return Lock.FIGURE if kind is Lock.TEXT else kind


_KINDS = {
    "name": Lock.NAME,
    "points": Lock.WEIGHT,
    "subtotal_points": Lock.WEIGHT,
    "total_points": Lock.WEIGHT,
    "target": Lock.TARGET,
    "target_text": Lock.TARGET,
    "target_centred": Lock.TARGET,
    "target_text_centred": Lock.TARGET,
    "standard": Lock.STANDARD,
    "standard_small": Lock.STANDARD,
}
"""What a cell is to people, by its style."""


def _kind(cell: PlanCell, plan: FormPlan, about: str) -> Lock:
    kind = _KINDS.get(cell.style, Lock.TEXT)
    is_own = bool(about) and cell.spot.column == plan.layout.at("standard")
    # Preset rows and ledgers have texts that look like standards.
    return Lock.TEXT if kind is Lock.STANDARD and not is_own else kind


def _owners(plan: FormPlan) -> dict[int, str]:
    """The indicator to which each row belongs: the rows beside its name, and those of its inputs."""
    owners: dict[int, str] = {}
    names = (cell.spot for cell in plan.cells if cell.style == "name")
    for item, spot in zip(plan.rulebook.items, names, strict=True):
        owners |= dict.fromkeys(range(spot.row, spot.row + spot.rows), item.indicator.name)
    return owners | {spot.spot.row: spot.cell.raw.partition(".")[0] for spot in plan.inputs}


def _box(spot: Spot, owners: Mapping[int, str]) -> Box:
    return Box(spot.row + 1, spot.column + 1, spot.rows, spot.columns, owners.get(spot.row, REMARKS))


def _signed(plan: FormPlan) -> Iterator[Box]:
    for cell in plan.cells:
        if cell.style.startswith(_SIGNED):
            spot, text = cell.spot, cell.content if isinstance(cell.content, str) else ""
            yield Box(spot.row + 1, spot.column + 1, spot.rows, spot.columns, SIGNATURES, text)
