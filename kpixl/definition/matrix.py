"""A matrix of responsibilities: a form for each unit, with the rows that the unit answers for.

Whose a ★ is must be written. Where only their number is known, the row is not placed, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from kpixl.definition.dictionary import Dictionary, complete
from kpixl.definition.fields import KINDS
from kpixl.definition.forms import needs_points
from kpixl.definition.gathered import Gathered
from kpixl.definition.inputs import unit_in
from kpixl.definition.reader import check_keys
from kpixl.definition.records import Named, Record
from kpixl.definition.texts import shown
from kpixl.findings import Place
from kpixl.model.indicator import Number, Unset

STAR = "★"
_BLANK = frozenset({"", "-", "－", "—"})
_CELL = re.compile(r"(?P<sign><=|>=|≤|≥|=|＝)\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>\S*)", re.ASCII)
_BETTER = {"<=": "lower", "≤": "lower", ">=": "higher", "≥": "higher"}
_OF_ROWS = frozenset({"cells", "stars", "group"})
_SECTION, _OTHERS = "考核指标", "其他"
"""What the section of rows without a group is called, alone and beside others."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that is placed: its indicator, its section, which way is better, and a cell for each unit."""

    indicator: Record
    group: str
    better: str
    cells: tuple[str, ...]


def expand(scheme: Record, dictionary: Dictionary, gathered: Gathered) -> Record:
    """The scheme with the forms of its matrix after those that it writes out."""
    matrix = scheme.get("matrix", Record)
    if matrix is None:
        return scheme
    units = matrix.all("units", str)
    rows = [row for part in matrix.all("rows", Record) for row in _placed(part, matrix, dictionary, gathered)]
    _tell_left_out(matrix, rows, gathered)
    base = matrix.get("points", Fraction) or scheme.get("points", Fraction) or Fraction(0)
    forms = []
    for number, (unit, key) in enumerate(zip(units, _keys(matrix, len(units), gathered), strict=True)):
        own = [row for row in rows if row.cells[number] not in _BLANK]
        if not own and matrix.place not in gathered.broken:
            gathered.add("matrix-unit-empty", matrix.place, unit=unit)
        indicators = _pointed(
            [_targeted(row, row.cells[number], unit, gathered) for row in own], base, unit, gathered
        )
        if own:
            forms.append(_form(matrix, unit, key, [row.group for row in own], indicators))
    if any(row.indicator.place in gathered.broken for row in rows):
        gathered.broken.add(matrix.place)
    return scheme.valued("forms", (*scheme.all("forms", Record), *forms))


def _tell_left_out(matrix: Record, rows: list[_Row], gathered: Gathered) -> None:
    """In a trial, the rows that are not placed stand in no form."""
    known = {row.indicator.place for row in rows} | gathered.broken
    missing = [part for part in matrix.all("rows", Record) if part.place not in known]
    if gathered.trial and missing:
        gathered.left_out = True
        names = "、".join(part.text("name") or part.text("use") for part in missing)
        gathered.add("matrix-left-out", missing[0].place, count=len(missing), names=names)


def _keys(matrix: Record, count: int, gathered: Gathered) -> tuple[str, ...]:
    """The slug of each unit's form."""
    written = matrix.all("keys", str)
    if len(written) == count:
        return written
    if written:
        gathered.add("matrix-keys", matrix.places["keys"], count=len(written), units=count)
    return tuple(f"unit-{number}" for number in range(1, count + 1))


def _placed(part: Record, matrix: Record, dictionary: Dictionary, gathered: Gathered) -> Iterator[_Row]:
    """The row with its cells, unless nobody knows whose it is."""
    usual = matrix.text("score")
    if usual and not part.wrote("use") and not part.wrote("score") and not part.wrote("formula"):
        part = part.given("score", usual, part.place)
    row = complete(part, dictionary, gathered, usual)
    if not part.wrote("use"):
        check_keys(KINDS["indicator"], row.keys, row.place, gathered)
    if row.place in gathered.broken:
        gathered.broken.add(matrix.place)
    width, stars = len(matrix.all("units", str)), row.whole("stars")
    cells = (STAR,) * stars if stars == width else tuple(map(str.strip, row.all("cells", str)))
    details = {"name": row.text("name"), "units": width}
    if len(cells) == width:
        group, better = (_told(row, part, key, dictionary) for key in ("group", "better"))
        yield _Row(row, group, better or "higher", cells)
    elif max(len(cells), stars) > width:
        gathered.add("matrix-too-wide", part.place, **details, count=max(len(cells), stars))
        gathered.broken.add(matrix.place)
    elif not gathered.trial:
        count = stars or sum(cell not in _BLANK for cell in cells)
        gathered.add("matrix-unplaced", part.place, **details, count=count)
        gathered.broken.add(matrix.place)


def _told(row: Record, part: Record, key: str, dictionary: Dictionary) -> str:
    """What the row says, else its entry: also where the scoring rule makes no use of it."""
    entry = dictionary.entries.get(part.text("use"))
    return row.text(key) or (entry.text(key) if entry is not None else "")


def _targeted(row: _Row, cell: str, unit: str, gathered: Gathered) -> Record:
    """The row's indicator as one unit has it: with a target of its own if its cell holds one."""
    record = row.indicator.without(_OF_ROWS)
    record = replace(record, kind=KINDS["indicator"])
    if cell == STAR:
        return record
    place = row.indicator.places["cells"]
    details = {"name": record.text("name"), "unit": unit, "cell": shown(cell)}
    match = _CELL.fullmatch(cell.replace("％", "%"))
    better = row.better
    with gathered.inside(record.place):
        if match is None:
            gathered.add("matrix-cell", place, **details)
            return record
        if match["unit"] != unit_in(record):
            gathered.add("matrix-cell-unit", place, **details, wanted=unit_in(record) or "—")
        if _BETTER.get(match["sign"], better) != better:
            gathered.add("matrix-cell-sign", place, **details, sign="≤" if better == "lower" else "≥")
    return record.given("target", Fraction(match["number"]), place)


def _pointed(rows: list[Record], base: Fraction, unit: str, gathered: Gathered) -> list[Record]:
    """The rows with points; those that have none but need some share what is left of the base equally."""
    lacking = [row for row in rows if not row.wrote("points") and needs_points(row)]
    points = [row.number("points") for row in rows]
    share: Number | None = next((own for own in points if isinstance(own, Unset)), None)
    if share is None and lacking:
        share = (base - sum(own for own in points if isinstance(own, Fraction))) / len(lacking)
    if isinstance(share, Fraction) and share <= 0:
        gathered.add("points-used-up", lacking[0].place, name=lacking[0].text("name"), section=unit)
        gathered.broken.add(lacking[0].place)
        share = None
    return [row.given("points", share, row.place) if row in lacking else row for row in rows]


def _form(matrix: Record, unit: str, key: str, groups: list[str], rows: list[Record]) -> Record:
    sections: dict[str, list[Record]] = {}
    for group, row in zip(groups, rows, strict=True):
        sections.setdefault(group, []).append(row)
    values: dict[str, object] = {
        "form": key,
        "title": matrix.text("title").replace("{unit}", unit),
        "for": (Named(matrix.text("column"), (unit,), matrix.places.get("column", matrix.place)),),
        "sections": tuple(_section(name, own, matrix.place, any(groups)) for name, own in sections.items()),
        **{name: matrix.values[name] for name in ("points", "layout") if name in matrix.values},
    }
    places = {name: matrix.places.get(name, matrix.place) for name in values}
    return Record(KINDS["form"], matrix.place, values, places, places)


def _section(name: str, rows: list[Record], place: Place, heading: bool) -> Record:
    label = name or (_OTHERS if heading else _SECTION)
    values: dict[str, object] = {"name": label, "indicators": tuple(rows), "heading": heading}
    places = dict.fromkeys(values, place)
    return Record(KINDS["section"], place, values, places, places)
