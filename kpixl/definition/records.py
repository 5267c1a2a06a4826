"""A mapping that was read by the table of fields: values of the right types, and where each stood."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from kpixl.definition.grammar import Kind
from kpixl.findings import Place
from kpixl.model.indicator import Number, Rule, Unset

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Named:
    """One entry of a mapping from names. `value` is None when it could not be read."""

    name: str
    value: object
    place: Place


@dataclass(frozen=True, slots=True)
class Record:
    """One mapping. `keys` holds the places of the keys that were written, readable or not.

    `values` holds the readable ones. A limit that was written as none has the value None.
    """

    kind: Kind
    place: Place
    values: Mapping[str, object]
    keys: Mapping[str, Place] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)

    def get(self, key: str, want: type[T]) -> T | None:
        """The value, or the default of the table of fields, or None."""
        row = self.kind.field(key)
        value = self.values.get(key, row.default if row else None)
        return value if isinstance(value, want) else None

    def text(self, key: str) -> str:
        """A text, by default "" unless the table says otherwise."""
        return self.get(key, str) or ""

    def flag(self, key: str) -> bool:
        """A truth value, by default as the table says."""
        return bool(self.get(key, bool))

    def number(self, key: str) -> Number | None:
        """A number, which may be unset."""
        value = self.values.get(key)
        return value if isinstance(value, Fraction | Unset) else None

    def whole(self, key: str, otherwise: int = 0) -> int:
        """A whole number."""
        value = self.get(key, int)
        return otherwise if value is None else value

    def rule(self, key: str) -> Rule | None:
        """A rule."""
        return self.get(key, Rule)

    def all(self, key: str, want: type[T]) -> tuple[T, ...]:
        """The members of a list that could be read."""
        return tuple(part for part in self.get(key, tuple) or () if isinstance(part, want))

    def valued(self, key: str, value: object) -> Record:
        """The record with another value under the key."""
        return replace(self, values={**self.values, key: value})

    def given(self, key: str, value: object, place: Place) -> Record:
        """The record as if the key were written at that place."""
        keys, places = {**self.keys, key: place}, {**self.places, key: place}
        return replace(self.valued(key, value), keys=keys, places=places)

    def without(self, gone: Set[str]) -> Record:
        """The record as if these keys were not written."""
        values = {key: value for key, value in self.values.items() if key not in gone}
        keys, places = (
            {key: place for key, place in part.items() if key not in gone}
            for part in (self.keys, self.places)
        )
        return replace(self, values=values, keys=keys, places=places)

    def wrote(self, key: str) -> bool:
        """Whether the key is written, readable or not."""
        return key in self.keys
