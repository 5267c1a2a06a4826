"""Records of open rows to OpenRows: rows that the department writes, checklists, logs of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kpixl.definition.earlier import check_rows, earlier_in_rows
from kpixl.definition.gathered import Gathered
from kpixl.definition.inputs import make_input
from kpixl.definition.records import Record
from kpixl.model.consequence import Lookup
from kpixl.model.indicator import Constraint, Input, OpenRows

LOG = "log"
WIDEST = 11
"""So many columns of a log stand side by side on a page."""

_TYPED_ONLY = ("choices", "from", "low", "high", "optional", "unique", "hint")
"""Keys of what is filled in, which a computed column is not."""


def build_rows(rows: Record, lookups: Mapping[str, Lookup], gathered: Gathered) -> OpenRows:
    """The rows that the record describes. Preset rows are all needed."""
    items = rows.all("items", str)
    count = len(items) or rows.whole("count", otherwise=1)
    least = count if items else rows.whole("least")
    if least > count:
        gathered.add("rows-least", rows.places["least"], least=least, count=count)
    is_log = rows.text("at") == LOG
    columns = tuple(_columns(rows, is_log, bool(items), lookups, gathered))
    wide = len(columns) + bool(items)
    if is_log and wide > WIDEST:
        gathered.add("log-too-wide", rows.keys["columns"], count=wide, most=WIDEST)
    if columns and all(column.rule is not None for column in columns):
        gathered.add("rows-all-computed", rows.keys["columns"])
    check_rows(rows, gathered)
    return OpenRows(
        count=count,
        columns=columns,
        least=least,
        log=is_log,
        items=items,
        constraints=tuple(_of_rows(rows, gathered)),
    )


def _of_rows(rows: Record, gathered: Gathered) -> Iterator[Constraint]:
    """What must hold within each row; a row cannot merely remind."""
    for part in rows.all("checks", Record):
        if part.flag("remind"):
            gathered.add("remind-in-rows", part.keys["remind"])
    yield from constraints(rows)


def constraints(record: Record) -> Iterator[Constraint]:
    """What must hold between entries, of an indicator or of a row."""
    for check in record.all("checks", Record):
        must = check.rule("must")
        if must is not None:
            yield Constraint(must, check.text("say"), check.flag("remind"))


def _columns(
    rows: Record, is_log: bool, has_items: bool, lookups: Mapping[str, Lookup], gathered: Gathered
) -> Iterator[Input]:
    """The columns; those in the form's table say where they stand, each in a place of its own."""
    taken = {"name"} if has_items else set()
    for part in rows.all("columns", Record):
        at = part.text("at")
        if is_log and at:
            gathered.add("column-at-in-log", part.places["at"], name=part.text("name"))
        elif not is_log and not part.wrote("at"):
            gathered.add("column-at-needed", part.place, name=part.text("name"))
        elif at and at in taken:
            gathered.add("column-at-twice", part.places["at"], at=at)
        taken.add("" if is_log else at)
        for key in _TYPED_ONLY if part.wrote("rule") else ():
            if part.wrote(key):
                gathered.add("computed-no-entry", part.keys[key], name=part.text("name"), key=key)
        made = make_input(part, part.text("name"), part.place, gathered, column=at, lookups=lookups)
        yield replace(made, earlier=earlier_in_rows(rows, part, gathered))
