"""Nodes to records, by the table of fields alone: unknown, repeated, missing and ill-typed keys.

A misspelt key is reported and then read as the key it resembles, so that one slip hides nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kpixl.definition.fields import KINDS
from kpixl.definition.gathered import Gathered
from kpixl.definition.grammar import TYPE_WORDS, Field, Kind, Shape, Type
from kpixl.definition.nodes import Listing, Node, Scalar, Table
from kpixl.definition.records import Named, Record
from kpixl.definition.scalars import UNREADABLE, interpret, name_of
from kpixl.definition.texts import shown
from kpixl.findings import Place, did_you_mean

_SHORTHAND = re.compile(r"(?P<name>.*\S)\s*[(（](?P<unit>[^()（）]{1,20})[)）]", re.DOTALL)


def read_record(kind: Kind, node: Node, gathered: Gathered) -> Record | None:
    """The record of a mapping of this kind; None, and a finding, when the node is no mapping."""
    if not isinstance(node, Table):
        gathered.add("not-a-record", node.place, zh=kind.zh, en=kind.en)
        return None
    with gathered.inside(node.place):
        _check_table(node, gathered)
        written = _known_keys(kind, node, gathered)
        values = {}
        for key, (field, _, child) in written.items():
            value = _read(field, field.shapes, child, gathered)
            if value is not UNREADABLE:
                values[key] = value
        places = {key: name.place for key, (_, name, _) in written.items()}
        if kind.rest not in places:
            check_keys(kind, places, node.place, gathered)
    contents = {key: child.place for key, (_, _, child) in written.items()}
    return Record(kind, node.place, values, places, contents)


_Written = dict[str, tuple[Field, Scalar, Node]]


def _known_keys(kind: Kind, node: Table, gathered: Gathered) -> _Written:
    fields = {field.key: field for field in kind.fields}
    strays = [(name, child) for name, child in node.entries if name.text not in fields]
    known = [(name, child) for name, child in node.entries if name.text in fields]
    written = {name.text: (fields[name.text], name, child) for name, child in known}
    for name, child in strays:
        absent = [field for field in kind.fields if field.key not in written]
        near = "" if gathered.is_full else _near_key(name.text, absent)
        details = {"key": shown(name.text), "near": near, "known": ", ".join(field.key for field in absent)}
        gathered.add("unknown-key-near" if near else "unknown-key", name.place, **details)
        if near:
            written[near] = (fields[near], name, child)
    return written


def _near_key(text: str, fields: Sequence[Field]) -> str:
    """The key that was meant: one of similar spelling, or the one that this Chinese word stands for."""
    for field in fields:
        if field.label == text:
            return field.key
    return did_you_mean(text.casefold().replace(" ", "_"), [field.key for field in fields])


def check_keys(kind: Kind, written: Mapping[str, Place], place: Place, gathered: Gathered) -> None:
    """What is missing, and what does not go together, among the keys that stand at these places."""
    for field in kind.fields:
        if field.required and field.key not in written:
            gathered.add("missing-key", place, key=field.key, zh=field.label, en=field.label_en)
    for keys in kind.any_of:
        if not any(key in written for key in keys):
            needed = next(field for field in kind.fields if field.key == keys[0])
            gathered.add("missing-key", place, key=needed.key, zh=needed.label, en=needed.label_en)
    for first, second, code in kind.apart:
        if first in written and second in written:
            gathered.add(code, written[first], key=first, other=second)
    for key, other in kind.needs:
        if key in written and other not in written:
            gathered.add("key-needs", written[key], key=key, other=other)


def _read(field: Field, shapes: Sequence[Shape], node: Node, gathered: Gathered) -> object:
    if isinstance(node, Scalar) and node.is_blank:
        gathered.add("empty-value", node.place, key=field.key)
        return UNREADABLE
    if not shapes:
        return _read_single(field, node, gathered)
    return (_read_map if shapes[0].is_map else _read_list)(field, shapes, node, gathered)


def _read_list(field: Field, shapes: Sequence[Shape], node: Node, gathered: Gathered) -> object:
    if not isinstance(node, Listing) and not shapes[0].lone:
        gathered.add("not-a-list", node.place, key=field.key)
        return UNREADABLE
    items = node.items if isinstance(node, Listing) else (node,)
    _check_count(field, shapes[0], len(items), node, gathered)
    values = (_read(field, shapes[1:], item, gathered) for item in items[: shapes[0].most])
    return tuple(value for value in values if value is not UNREADABLE)


def _read_map(field: Field, shapes: Sequence[Shape], node: Node, gathered: Gathered) -> object:
    if not isinstance(node, Table):
        if shapes[0].lone:
            return _read(field, shapes[1:], node, gathered)
        gathered.add("not-a-mapping", node.place, key=field.key)
        return UNREADABLE
    _check_table(node, gathered)
    _check_count(field, shapes[0], len(node.entries), node, gathered)
    entries = []
    for key, child in node.entries[: shapes[0].most]:
        name, value = name_of(key, gathered), _read(field, shapes[1:], child, gathered)
        if name is not None:
            entries.append(Named(name, None if value is UNREADABLE else value, key.place))
    return tuple(entries)


def _check_table(node: Table, gathered: Gathered) -> None:
    for key, first in node.repeated:
        gathered.add("duplicate-key", key.place, key=shown(key.text), first=first.place.line)
    for odd in node.odd:
        gathered.add("key-not-text", odd.place)


def _check_count(field: Field, shape: Shape, count: int, node: Node, gathered: Gathered) -> None:
    if count < shape.least:
        gathered.add("too-few", node.place, key=field.key, least=shape.least, count=count)
    elif count > shape.most:
        gathered.add("too-many", node.place, key=field.key, most=shape.most, count=count)


def _read_single(field: Field, node: Node, gathered: Gathered) -> object:
    if field.type is Type.RECORD or (field.kind and isinstance(node, Table)):
        kind = _kind_of(field, node, gathered)
        record = read_record(kind, node, gathered) if kind is not None else None
        return UNREADABLE if record is None else _plain_parameter(field, record)
    if not isinstance(node, Scalar):
        is_bracket = field.type in (Type.RULE, Type.VALUE) and isinstance(node, Listing)
        zh, en = TYPE_WORDS[field.type]
        code = "rule-needs-quotes" if is_bracket else "not-single"
        gathered.add(code, node.place, key=field.key, want=zh, want_en=en)
        return UNREADABLE
    return _shorthand(node, gathered) if field.type is Type.INPUT else interpret(field, node, gathered)


def _kind_of(field: Field, node: Node, gathered: Gathered) -> Kind | None:
    """The kind of mapping that a node is; of several, the one whose first key it has."""
    if not field.kinds or not isinstance(node, Table):
        return KINDS[field.kind or field.kinds[0]]
    kinds, written = [KINDS[name] for name in field.kinds], {key.text for key, _ in node.entries}
    found = next((kind for kind in kinds if kind.fields[0].key in written), None)
    if found is None:
        known = ", ".join(kind.fields[0].key for kind in kinds)
        gathered.add("kind-unclear", node.place, key=field.key, known=known)
    return found


def _plain_parameter(field: Field, record: Record) -> object:
    """A parameter in its long form counts as its number."""
    return record.values.get("value", UNREADABLE) if field.type is Type.PARAMETER else record


def _shorthand(node: Scalar, gathered: Gathered) -> object:
    """An input written as 名称(单位)."""
    match = _SHORTHAND.fullmatch(node.text.strip())
    parts = {"name": match["name"], "unit": match["unit"]} if match else {"name": node.text}
    kind = KINDS["input"]
    values = {
        field.key: interpret(field, Scalar(parts[field.key], node.place), gathered)
        for field in kind.fields
        if field.key in parts
    }
    return UNREADABLE if UNREADABLE in values.values() else Record(kind, node.place, values)
