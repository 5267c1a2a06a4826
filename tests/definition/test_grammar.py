"""The table of fields is whole, and the JSON Schema made from it takes the library."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from kpixl.definition.fields import KINDS
from kpixl.definition.fields_indicator import methods_with
from kpixl.definition.grammar import TYPE_WORDS, Field, Kind, Type
from kpixl.definition.library import library
from kpixl.definition.schema import scheme_schema
from kpixl.rules.scoring import SCORING
from tests.definition.bad_cases import as_editors_read

ROWS = [
    pytest.param(kind, field, id=f"{kind.name}.{field.key}")
    for kind in KINDS.values()
    for field in kind.fields
]


@pytest.mark.parametrize(("kind", "field"), ROWS)
def test_a_field_is_documented_and_sound(kind: Kind, field: Field) -> None:
    assert field.zh
    assert field.en
    assert len({other.key for other in kind.fields}) == len(kind.fields)
    if field.type not in (Type.RULE, Type.NAME):
        holds = field.type in (Type.RECORD, Type.INPUT, Type.PARAMETER, Type.COLUMN)
        assert holds == bool(field.kind or field.kinds)
    assert {field.kind, *field.kinds} <= {"", *KINDS}
    assert (field.type in (Type.ENUM, Type.WORD)) == bool(field.choices)
    assert field.default in (None, "") or not field.choices or field.default in field.choices
    assert not (field.required and field.default is not None)


def test_the_words_for_types_are_complete() -> None:
    assert set(TYPE_WORDS) == set(Type)


def test_a_parameter_of_several_scoring_rules_is_of_one_kind() -> None:
    for row in SCORING.values():
        for param in row.params:
            uses = [
                p for name in methods_with(param.name) for p in SCORING[name].params if p.name == param.name
            ]
            assert {(use.kind, use.choices) for use in uses} == {(param.kind, param.choices)}
            assert KINDS["indicator"].field(param.name) is not None


def test_the_schema_is_a_schema_and_closed() -> None:
    schema = scheme_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all(part["additionalProperties"] is False for part in (schema, *schema["$defs"].values()))
    assert set(schema["$defs"]) == set(KINDS) - {"scheme"}


@pytest.mark.parametrize(("slug", "path"), library())
def test_the_schema_takes_the_library(slug: str, path: Path) -> None:
    validator = jsonschema.Draft202012Validator(scheme_schema())
    assert [error.message for error in validator.iter_errors(as_editors_read(path.read_text("utf-8")))] == []
