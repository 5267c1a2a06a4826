"""Indicators that are taken from a dictionary: what the scheme does not say of one, its entry says.

Everything keeps its place, so that a finding points to the file and line where it has to be put right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kpixl.definition.compose import Composer, compose
from kpixl.definition.fields import KINDS
from kpixl.definition.fields_indicator import ASKED, WAYS
from kpixl.definition.gathered import Gathered
from kpixl.definition.indicators import method_of
from kpixl.definition.reader import check_keys, read_record
from kpixl.definition.records import Record
from kpixl.definition.scalars import near_or_known
from kpixl.definition.shelf import Shelf
from kpixl.model.spelling import alike

RECORDED = "record"
"""The scoring rule of what is not scored."""

_FILLED_IN = frozenset({*WAYS, *ASKED, "value", "checks"})
"""Keys that say together what is filled in: whoever says it otherwise says all of it."""


_OF_SCORING = frozenset({"better", "scale"})
"""Keys of an entry that not every scoring rule takes."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The entries of a dictionary by name, and what its source leaves open.

    `complete` is false when it could not be read whole; `named` is, when the scheme names none.
    """

    entries: Mapping[str, Record] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    complete: bool = True
    named: bool = True


def read_dictionary(
    scheme: Record, shelf: Shelf, gathered: Gathered, composer: Composer = compose
) -> Dictionary:
    """The dictionary that the scheme names; one without entries when it names none."""
    name = scheme.get("dictionary", str)
    if name is None:
        return Dictionary(complete=not scheme.wrote("dictionary"), named=False)
    place = scheme.places["dictionary"]
    text, file, findings = shelf.take(name)
    if text is None and not findings:
        near_or_known(gathered, "dictionary-unknown", place, name, shelf.names)
        return Dictionary(complete=False)
    node = None
    if text is not None:
        node, findings = composer(text, file)
    for finding in findings:
        gathered.add(finding.code, finding.place, **finding.details)
    record = read_record(KINDS["dictionary"], node, gathered) if node is not None else None
    if record is None:
        return Dictionary(complete=False)
    entries: dict[str, Record] = {}
    for entry in record.all("entries", Record):
        _add(entries, entry, gathered)
    questions = record.all("open_questions", str)
    return Dictionary(entries, questions, complete=record.place not in gathered.broken)


def _add(entries: dict[str, Record], entry: Record, gathered: Gathered) -> None:
    name = entry.text("name")
    first = next((known for known in entries.values() if alike(known.text("name")) == alike(name)), None)
    if first is not None:
        details = {"what": "指标", "what_en": "entry", "name": name, "first": first.place.line}
        gathered.add("duplicate-name", entry.place, **details)
    elif name:
        _check_entry(entry, gathered)
        entries[name] = entry


def _check_entry(entry: Record, gathered: Gathered) -> None:
    """What is scored must say how it is computed, and from where."""
    if not entry.flag("scored") or entry.place in gathered.broken:
        return
    if not any(entry.wrote(key) for key in (*WAYS, "value")):
        gathered.add("entry-without-formula", entry.place, name=entry.text("name"))
        gathered.broken.add(entry.place)
    if not entry.wrote("source"):
        gathered.add("entry-without-source", entry.place, name=entry.text("name"))
        gathered.broken.add(entry.place)


def draw(scheme: Record, dictionary: Dictionary, gathered: Gathered) -> Record:
    """The scheme with every indicator of its forms, and its open questions, completed from the dictionary."""
    forms = tuple(_form(form, dictionary, gathered) for form in scheme.all("forms", Record))
    questions = (*scheme.all("open_questions", str), *dictionary.questions)
    return scheme.valued("forms", forms).valued("open_questions", questions)


def _form(form: Record, dictionary: Dictionary, gathered: Gathered) -> Record:
    with gathered.inside(form.place):
        sections = tuple(_section(part, dictionary, gathered) for part in form.all("sections", Record))
    if any(section.place in gathered.broken for section in sections):
        gathered.broken.add(form.place)
    return form.valued("sections", sections)


def _section(section: Record, dictionary: Dictionary, gathered: Gathered) -> Record:
    with gathered.inside(section.place):
        parts = tuple(complete(part, dictionary, gathered) for part in section.all("indicators", Record))
    if any(part.place in gathered.broken for part in parts):
        gathered.broken.add(section.place)
    return section.valued("indicators", parts)


def complete(record: Record, dictionary: Dictionary, gathered: Gathered, usual: str = "") -> Record:
    """An indicator with whatever its entry says and it does not say itself.

    `usual` is the scoring rule of what is scored and names none.
    """
    name = record.get("use", str)
    if name is None:
        return record
    with gathered.inside(record.place):
        entry = _entry(record, name, dictionary, gathered)
        if entry is None:
            return record.valued("name", record.text("name") or name)
        merged = _merged(record, entry, usual)
        check_keys(record.kind, merged.keys, record.place, gathered)
    if entry.place in gathered.broken:
        gathered.broken.add(record.place)
    return merged


def _entry(record: Record, name: str, dictionary: Dictionary, gathered: Gathered) -> Record | None:
    entry = dictionary.entries.get(name)
    if entry is None and dictionary.complete and not dictionary.named:
        gathered.add("key-needs", record.places["use"], key="use", other="dictionary")
    elif entry is None and dictionary.complete:
        near_or_known(gathered, "entry-unknown", record.places["use"], name, dictionary.entries)
    if entry is None:
        gathered.broken.add(record.place)
    return entry


def _merged(record: Record, entry: Record, usual: str) -> Record:
    kept = {key for key in entry.keys if record.kind.field(key) is not None and not record.wrote(key)}
    if any(record.wrote(key) for key in (*WAYS, "value")):
        kept -= _FILLED_IN
    values = {**{key: entry.values[key] for key in kept if key in entry.values}, **record.values}
    keys = {**{key: entry.keys[key] for key in kept}, **record.keys}
    places = {**{key: entry.places[key] for key in kept}, **record.places}
    merged = replace(record, values=values, keys=keys, places=places)
    score = usual if entry.flag("scored") else RECORDED
    if score and not merged.wrote("score") and not merged.wrote("formula"):
        merged = merged.given("score", score, entry.places.get("scored", record.place))
    row = method_of(merged)
    takes = {param.name for param in row.params} if row is not None else kept
    return merged.without(_OF_SCORING & kept - takes)
