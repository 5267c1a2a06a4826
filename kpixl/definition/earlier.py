"""Records of figures that are taken from other cycles, to the noun Earlier."""

from __future__ import annotations

from dataclasses import replace

from kpixl.definition.fields_earlier import WINDOW_KEYS
from kpixl.definition.gathered import Gathered
from kpixl.definition.records import Record
from kpixl.model.earlier import Earlier, Gather, Window
from kpixl.model.indicator import Input, Rule

_MONTHS = {"month": 1, "quarter": 3, "half": 6}


def earlier_of(record: Record) -> Earlier | None:
    """What the record says under `earlier`, a figure of its own; None without it."""
    part = record.get("earlier", Record)
    take = part.rule("take") if part is not None else None
    return _earlier(part, take) if part is not None and take is not None else None


def earlier_in_rows(rows: Record, column: Record, gathered: Gathered) -> Earlier | None:
    """What a column of rows takes, by the time or the children that the rows stand for."""
    part, take = rows.get("earlier", Record), column.rule("take")
    if column.wrote("take") and not rows.wrote("earlier"):
        gathered.add("take-alone", column.keys["take"], name=column.text("name"))
    return _earlier(part, take, in_rows=True) if part is not None and take is not None else None


def check_rows(rows: Record, gathered: Gathered) -> None:
    """Rows that are taken from elsewhere take at least one figure."""
    if rows.wrote("earlier") and not any(part.wrote("take") for part in rows.all("columns", Record)):
        gathered.add("rows-take-nothing", rows.keys["earlier"])


def _earlier(part: Record, take: Rule, in_rows: bool = False) -> Earlier | None:
    kind = next((key for key in WINDOW_KEYS if key in part.values), None)
    if kind is None:
        return None
    return Earlier(
        take=take,
        window=Window(kind, part.whole(kind, otherwise=1)),
        of=part.text("of"),
        gather=Gather(part.text("gather")),
        children=part.text("children"),
        each=_MONTHS.get(part.text("each"), 0) if in_rows else 0,
        in_rows=in_rows,
        place=part.place,
    )


def standing_in(inputs: tuple[Input, ...], indicator: str) -> tuple[Input, ...]:
    """The inputs, what they take seen from this indicator."""

    def owned(part: Input) -> Input:
        return replace(part, earlier=replace(part.earlier, where=indicator)) if part.earlier else part

    return tuple(map(owned, inputs))
