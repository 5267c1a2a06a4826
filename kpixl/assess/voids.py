"""Events that an appeal has made void: taken out of a form before it is assessed, as if never entered.

An event is known by what was typed into its row, so that it stays void when rows move, and stands again
once somebody enters something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpixl.findings import Finding, Place
from kpixl.model.ledger import Change, Void
from kpixl.model.numbers import plain
from kpixl.model.result import Result
from kpixl.model.scheme import Scheme
from kpixl.model.submission import CellValue, Submission
from kpixl.rules import entries
from kpixl.rules.consequences import CENTS
from kpixl.rules.quantity import Cell, Item, Rulebook

Typed = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of a form: the submission without void events, those that were in it, and those not."""

    submission: Submission
    voids: tuple[Void, ...] = ()
    gone: tuple[Void, ...] = ()


def set_aside(rulebook: Rulebook, submission: Submission, voids: Sequence[Void]) -> Standing:
    """The form without what is void."""
    rows = rows_of(rulebook, submission, voids)
    found = tuple(replace(void, row=row) for void, row in zip(voids, rows, strict=True) if row is not None)
    gone = tuple(void for void, row in zip(voids, rows, strict=True) if row is None)
    if not found:
        return Standing(submission, found, gone)
    blank = {(void.log, void.row) for void in found}
    cells = (
        cell for item in logs(rulebook) for cell in item.cells if (item.indicator.name, cell.row) in blank
    )
    typed = dict(submission.entries)
    typed |= {cell.raw: CellValue(typed[cell.raw].cell) for cell in cells if cell.raw in typed}
    return Standing(replace(submission, entries=typed), found, gone)


def rows_of(rulebook: Rulebook, submission: Submission, voids: Sequence[Void]) -> tuple[int | None, ...]:
    """In which row each void event stands now, its own before any other; None for one that is gone."""
    taken: set[tuple[str, int]] = set()
    rows: list[int | None] = []
    for void in voids:
        item = log_of(rulebook, void.log)
        places = _rows_with(item, void, submission) if item is not None else ()
        row = next((row for row in places if (void.log, row) not in taken), None)
        if row is not None:
            taken.add((void.log, row))
        rows.append(row)
    return tuple(rows)


def log_of(rulebook: Rulebook, name: str) -> Item | None:
    """The item whose rows are events, by its name."""
    return next((item for item in logs(rulebook) if item.indicator.name == name), None)


def logs(rulebook: Rulebook) -> Iterator[Item]:
    """Items with rows that people add: what is printed there beforehand is no event."""
    for item in rulebook.items:
        if item.indicator.rows is not None and not item.indicator.rows.items:
            yield item


def typed_in(item: Item, row: int, submission: Submission) -> Typed:
    """What was typed into a row, by column; nothing for a blank one."""
    cells = ((cell, submission.entries.get(cell.raw)) for cell in item.row(row))
    told = ((cell.input.name, as_received(cell, value)) for cell, value in cells)
    return tuple((column, text) for column, text in told if text)


def as_received(cell: Cell, value: CellValue | None) -> str:
    """What stood in a cell, in words; "" for a blank."""
    if value is None:
        return ""
    if value.error or (value.formula and value.raw is None):
        return value.error or value.formula
    return "" if value.raw is None else entries.shown(cell.input, value.raw).strip()


def _rows_with(item: Item, void: Void, submission: Submission) -> Iterator[int]:
    """The rows in which just this is entered."""
    assert item.indicator.rows is not None
    rows = range(1, item.indicator.rows.count + 1)
    for row in sorted(rows, key=lambda row: (row != void.row, row)):
        if typed_in(item, row, submission) == void.typed:
            yield row


def noted(
    scheme: Scheme, standing: Standing, before: Result, after: Result
) -> tuple[Result, tuple[Finding, ...]]:
    """The result with the events that are void, and what is to be said of them. `before` is with them."""
    changes = tuple(_changes(scheme, before, after)) if standing.voids else ()
    result = replace(after, voids=standing.voids, changes=changes)
    return result, tuple(_told(result, standing))


def _changes(scheme: Scheme, before: Result, after: Result) -> Iterator[Change]:
    """The figures that are otherwise than they would be with the void events."""
    was, now = dict(_figures(scheme, before)), dict(_figures(scheme, after))
    for name, value in now.items():
        if was[name] != value:
            yield Change(name, was[name], value)


def _figures(scheme: Scheme, result: Result) -> Iterator[tuple[str, str]]:
    rounding = scheme.rounding
    for item in result.items:
        yield item.name, item.shown or ""
    yield scheme.total, "" if result.total is None else plain(result.total, rounding.total)
    yield "等级", result.grade or ""
    if scheme.pay is not None:
        yield scheme.pay.name, "" if result.pay is None else plain(result.pay, rounding.pay)
    for money in result.money:
        yield money.name, "" if money.amount is None else plain(money.amount, CENTS)
    for measure in result.measures:
        yield measure.name, {True: "触发", False: "不触发", None: ""}[measure.applies]


def _told(result: Result, standing: Standing) -> Iterator[Finding]:
    place, who = Place(result.file, sheet=result.sheet), {"appraisee": result.appraisee.id}
    if result.voids:
        events = "、".join(f"「{void.log}」第 {void.row} 行" for void in result.voids)
        parts = [f"{one.name} {one.before or '—'} → {one.after or '—'}" for one in result.changes]
        zh, en = ("，".join(parts) or "各项结果没有变"), ("; ".join(parts) or "No figure has changed")
        details = {"count": len(result.voids), "events": events, "changes": zh, "changes_en": en}
        yield Finding("appeal-applied", place, {**who, **details})
    for void in standing.gone:
        typed = "，".join(text for _, text in void.typed)
        yield Finding("appeal-event-gone", place, {**who, "log": void.log, "row": void.row, "typed": typed})
