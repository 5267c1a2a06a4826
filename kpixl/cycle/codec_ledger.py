"""What a result says of evidence, of people named in rows and of void events, to and from JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from kpixl.model.consequence import Payer, Side
from kpixl.model.ledger import Change, Named, Seen, Stamp, Void
from kpixl.model.result import MoneyResult, Result

Json = Any


def money_json(part: MoneyResult) -> Json:
    """A fine or bonus."""
    payers = [[payer.who, _text(payer.share)] for payer in part.payers]
    return [part.name, part.side, _text(part.amount), payers, part.why, part.to]


def money_of(parts: Sequence[Json]) -> MoneyResult:
    """The fine or bonus of such a JSON."""
    name, side, amount, payers, why, to = parts
    borne = tuple(Payer(who, _number(share)) for who, share in payers)
    return MoneyResult(name, Side(side), _number(amount), borne, why, to)


def rest_json(result: Result) -> dict[str, Json]:
    """What the ledgers need of a result beside its figures. What is not there takes no room."""
    parts = {
        "evidence": {name: _cells(cells) for name, cells in result.evidence.items()},
        "named": {name: [_named(one) for one in named] for name, named in result.named.items()},
        "booked": dict(result.booked),
        "voids": [void_json(void) for void in result.voids],
        "changes": [[change.name, change.before, change.after] for change in result.changes],
    }
    return {key: part for key, part in parts.items() if part}


def rest_of(parts: Mapping[str, Json]) -> dict[str, Json]:
    """The fields of a result from such a JSON."""
    return {
        "evidence": {name: _cells_of(cells) for name, cells in parts.get("evidence", {}).items()},
        "named": {name: tuple(map(_named_of, named)) for name, named in parts.get("named", {}).items()},
        "booked": dict(parts.get("booked", {})),
        "voids": tuple(map(void_of, parts.get("voids", ()))),
        "changes": tuple(Change(*change) for change in parts.get("changes", ())),
    }


def void_json(void: Void) -> Json:
    """An event that is void."""
    stamp = void.stamp
    typed = [list(cell) for cell in void.typed]
    return [void.appraisee, void.log, void.row, typed, [stamp.by, stamp.who, stamp.at, stamp.reason]]


def void_of(parts: Sequence[Json]) -> Void:
    """The void event of such a JSON."""
    appraisee, log, row, typed, stamp = parts
    return Void(appraisee, log, row, tuple((column, text) for column, text in typed), Stamp(*stamp))


def _cells(cells: Iterable[Seen]) -> Json:
    return [[seen.cell, seen.label, seen.text] for seen in cells]


def _cells_of(parts: Sequence[Json]) -> tuple[Seen, ...]:
    return tuple(Seen(*cell) for cell in parts)


def _named(one: Named) -> Json:
    return [one.column, one.row, one.text, _text(one.alone), _cells(one.cells)]


def _named_of(parts: Sequence[Json]) -> Named:
    column, row, text, alone, cells = parts
    return Named(column, row, text, _number(alone), _cells_of(cells))


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
