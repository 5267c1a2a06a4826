"""The JSON Schema of a scheme, made from the table of fields: editors complete and check with it.

YAML editors read bare words as YAML 1.2 does, so where kpixl takes text the schema takes numbers as
well. What a schema cannot say (sums, references, order) is left to `kpixl check`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kpixl.definition.fields import KINDS
from kpixl.definition.grammar import EQUAL, Field, Kind, Shape, Type
from kpixl.definition.scalars import NAME_LENGTH, SLUG

Schema = dict[str, Any]

_UNSET = r"^unset(\s*[(（]\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)%?\s*[)）])?$"
_FIGURE = r"^(unset|[+-]?[0-9.]+%?$)"
"""How a number begins, or a share: what else stands in its place is a rule."""
_OR_RECORD = (Type.RULE, Type.NAME)
"""Types in whose place a mapping may stand where the field names its kind."""
_NUMBER_TEXT = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$"
_AMOUNT_TEXT = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)%?$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_WORDS = {"type": ["string", "number"]}
_NAME = {**_WORDS, "minLength": 1, "maxLength": NAME_LENGTH, "pattern": r"^[^\[\]@\r\n]*$"}


def scheme_schema() -> Schema:
    """The schema (draft 2020-12) of a scheme file."""
    kinds = [kind for kind in KINDS.values() if kind.name != "scheme"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kpixl",
        **_record(KINDS["scheme"]),
        "$defs": {kind.name: _record(kind) for kind in kinds},
    }


def _record(kind: Kind) -> Schema:
    schema: Schema = {
        "description": kind.zh,
        "type": "object",
        "additionalProperties": False,
        "properties": {field.key: _field(field) for field in kind.fields},
    }
    if kind.apart:
        schema["allOf"] = [{"not": {"required": [first, second]}} for first, second, _ in kind.apart]
    needed = _needed(kind)
    if not kind.rest:
        return schema | needed
    return {**schema, "if": {"not": {"required": [kind.rest]}}, "then": needed}


def _needed(kind: Kind) -> Schema:
    """Which keys there must be, and which need each other."""
    schema: Schema = {"required": [field.key for field in kind.fields if field.required]}
    if kind.any_of:
        schema["anyOf"] = [{"required": [key]} for keys in kind.any_of for key in keys]
    if kind.needs:
        schema["dependentRequired"] = {key: [other] for key, other in kind.needs}
    return schema


def _field(field: Field) -> Schema:
    default = {} if field.default in (None, "") else {"default": field.default}
    return {"description": field.zh, **default, **_shaped(field, field.shapes)}


def _shaped(field: Field, shapes: Sequence[Shape]) -> Schema:
    if not shapes:
        return _single(field)
    shape, inner = shapes[0], _shaped(field, shapes[1:])
    if shape.is_map:
        counts = {"minProperties": shape.least, "maxProperties": shape.most}
        named = {"type": "object", **counts, "propertyNames": _NAME, "additionalProperties": inner}
        return {"anyOf": [inner, named]} if shape.lone else named
    many = {"type": "array", "minItems": shape.least, "maxItems": shape.most, "items": inner}
    return {"anyOf": [inner, many]} if shape.lone else many


def _single(field: Field) -> Schema:
    """One value; beside some, a mapping may stand in its place."""
    own = _TYPES[field.type](field)
    return {"anyOf": [own, _reference(field)]} if field.kind and field.type in _OR_RECORD else own


def _number(field: Field, text: str = _NUMBER_TEXT) -> Schema:
    limits: Schema = {"exclusiveMinimum": 0} if field.positive else {}
    limits |= {} if field.least is None else {"minimum": field.least}
    limits |= {} if field.most is None else {"maximum": field.most}
    words = [{"type": "string", "pattern": _UNSET}] if field.unset else []
    words += [{"const": f"unset({EQUAL})"}] if field.shared else []
    return {"anyOf": [{"type": "number", **limits}, {"type": "string", "pattern": text}, *words]}


def _amount(field: Field) -> Schema:
    return _number(field, _AMOUNT_TEXT)


def _whole(field: Field) -> Schema:
    return {"type": "integer", "minimum": field.least, "maximum": field.most}


def _reference(field: Field) -> Schema:
    if field.kinds:
        return {"anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in field.kinds]}
    return {"$ref": f"#/$defs/{field.kind}"}


_TYPES: dict[Type, Callable[[Field], Schema]] = {
    Type.TEXT: lambda field: {**_WORDS, "maxLength": field.length},
    Type.NAME: lambda field: dict(_NAME),
    Type.SLUG: lambda field: {"type": "string", "pattern": f"^{SLUG}$", "maxLength": NAME_LENGTH},
    Type.RULE: lambda field: dict(_WORDS),
    Type.FLAG: lambda field: {"type": "boolean"},
    Type.DATE: lambda field: {"type": "string", "pattern": _DATE},
    Type.WHOLE: _whole,
    Type.NUMBER: _number,
    Type.SHARE: _amount,
    Type.AMOUNT: _amount,
    Type.LIMIT: lambda field: {"anyOf": [*_number(field)["anyOf"], {"const": "none"}]},
    Type.VALUE: lambda field: dict(_WORDS),
    Type.FIGURE: lambda field: {
        "anyOf": [*_number(field)["anyOf"], {"type": "string", "not": {"pattern": _FIGURE}}]
    },
    Type.WORD: lambda field: {"enum": [True, False, *field.choices]},
    Type.ENUM: lambda field: {"enum": list(field.choices)},
    Type.RECORD: _reference,
    Type.INPUT: lambda field: {"anyOf": [dict(_NAME), _reference(field)]},
    Type.PARAMETER: lambda field: {"anyOf": [*_amount(field)["anyOf"], _reference(field)]},
    Type.COLUMN: lambda field: {"anyOf": [{**_WORDS, "maxLength": field.length}, _reference(field)]},
}
