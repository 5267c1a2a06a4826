"""Records of forms and sections to Forms and Sections: whom they are for, how points are shared out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from kpixl.definition.consequences import build_measures, build_money
from kpixl.definition.gathered import Gathered
from kpixl.definition.indicators import build_indicator, method_of
from kpixl.definition.inputs import make_input
from kpixl.definition.records import Named, Record
from kpixl.definition.scalars import near_or_known
from kpixl.definition.surroundings import Surroundings
from kpixl.findings import Place
from kpixl.model.indicator import Input, Number, Unset
from kpixl.model.roster import DEPARTMENT, ID, NAME, POSITION, STANDARD_COLUMNS
from kpixl.model.scheme import Form, Section, Share

PLACEHOLDERS = ("period", "year", "month", "quarter", "department")
"""What a title may hold in braces."""

_ALIASES = {"department": DEPARTMENT, "position": POSITION, "id": ID, "name": NAME}


def build_forms(scheme: Record, around: Surroundings, gathered: Gathered) -> tuple[Form, ...]:
    """The forms of the scheme."""
    declared = [entry.name for entry in scheme.all("columns", Named)]
    records = scheme.all("forms", Record)
    for record in records:
        _check_title(record, gathered)
    return tuple(_form(record, around, declared, gathered) for record in records)


def _check_title(record: Record, gathered: Gathered) -> None:
    """A title holds only placeholders that kpixl fills in."""
    title = record.text("title")
    rest = re.sub(r"\{([^{}]*)\}", lambda match: "" if match[1] in PLACEHOLDERS else match[0], title)
    wrong = re.search(r"\{[^{}]*\}|[{}]", rest)
    if wrong:
        known = ["{" + name + "}" for name in PLACEHOLDERS]
        near_or_known(gathered, "title-placeholder", record.places["title"], wrong[0], known)


def _form(record: Record, around: Surroundings, declared: list[str], gathered: Gathered) -> Form:
    with gathered.inside(record.place):
        columns = tuple(_columns(record, gathered))
        around = replace(around, columns={column.name: column for column in columns})
        return Form(
            key=record.text("form"),
            title=record.text("title"),
            sections=tuple(_section(part, around, gathered) for part in record.all("sections", Record)),
            audience=_audience(record, declared, gathered),
            layout=record.text("layout"),
            columns=columns,
            years=record.all("years", int),
            points=record.get("points", Fraction),
            money=tuple(build_money(record)),
            measures=tuple(build_measures(record)),
            place=record.place,
        )


def _columns(record: Record, gathered: Gathered) -> Iterator[Input]:
    for part in record.all("columns", Record):
        with gathered.inside(part.place):
            made = make_input(part, part.text("name"), part.place, gathered)
        if part.place not in gathered.broken:
            yield replace(made, column=made.name)


def _audience(record: Record, declared: list[str], gathered: Gathered) -> dict[str, tuple[str, ...]]:
    """Roster column → values. A column that kpixl does not know must be declared by the scheme."""
    known = (*STANDARD_COLUMNS, *declared)
    audience: dict[str, tuple[str, ...]] = {}
    places: dict[str, Place] = {}
    for entry in record.all("for", Named):
        column = _ALIASES.get(entry.name, entry.name)
        first = places.setdefault(column, entry.place)
        if first is not entry.place:
            gathered.add("duplicate-key", entry.place, key=column, first=first.line)
        elif column not in known:
            near_or_known(gathered, "unknown-column", entry.place, column, known)
        elif isinstance(entry.value, tuple):
            audience[column] = entry.value
    return audience


def _section(record: Record, around: Surroundings, gathered: Gathered) -> Section:
    with gathered.inside(record.place):
        parts = record.all("indicators", Record)
        points = _points(record, parts, gathered)
        made = [build_indicator(part, own, around, gathered) for part, own in zip(parts, points, strict=True)]
        return Section(
            name=record.text("name"),
            indicators=tuple(indicator for indicator in made if indicator is not None),
            points=record.get("points", Fraction),
            weight=record.number("weight"),
            heading=record.flag("heading"),
            subtotal=record.text("subtotal"),
            least=record.get("least", Fraction),
            share=_share_of(record),
            place=record.place,
        )


def _share_of(section: Record) -> Share | None:
    """What part of the whole the section must be."""
    part = section.get("share", Record)
    if part is None:
        return None
    least, exactly, of = (part.get(key, Fraction) for key in ("least", "exactly", "of"))
    return Share(least=least, exactly=exactly, of=of, override=part.text("override"), place=part.place)


def _points(record: Record, parts: tuple[Record, ...], gathered: Gathered) -> list[Number | None]:
    """The points of each indicator; those that have none but need some share what is left equally."""
    points = [part.number("points") for part in parts]
    lacking = [at for at, part in enumerate(parts) if not part.wrote("points") and needs_points(part)]
    shared = [at for at, own in enumerate(points) if isinstance(own, Unset) and own.is_share]
    if shared:
        return _suggested(record, points, [*lacking, *shared], gathered)
    if not lacking or any(part.wrote("points") and part.number("points") is None for part in parts):
        return points
    unset = next((own for own in points if isinstance(own, Unset)), None)
    share = unset or _share(record, points, len(lacking))
    for at in lacking:
        points[at] = share
        if share is None and not (record.wrote("points") and record.get("points", Fraction) is None):
            code = "points-used-up" if record.wrote("points") else "points-needed"
            gathered.add(code, parts[at].place, name=parts[at].text("name"), section=record.text("name"))
            gathered.broken.add(parts[at].place)
    return points


def _suggested(
    record: Record, points: list[Number | None], sharing: list[int], gathered: Gathered
) -> list[Number | None]:
    """Equal shares as suggestions: in a trial they count."""
    share = _share(record, points, len(sharing))
    for at in sharing:
        own = points[at]
        if not isinstance(own, Unset) or not gathered.trial or share is None:
            points[at] = Unset(own.place if isinstance(own, Unset) else record.place, share)
            continue
        gathered.tried.add(own.place)
        points[at] = share
    return points


def _share(record: Record, points: list[Number | None], count: int) -> Fraction | None:
    total = record.get("points", Fraction)
    if total is None:
        return None
    rest = total - sum(own for own in points if isinstance(own, Fraction))
    return rest / count if rest > 0 else None


def needs_points(part: Record) -> bool:
    """Whether the indicator is scored out of points."""
    row = method_of(part)
    return row is not None and row.needs_points
