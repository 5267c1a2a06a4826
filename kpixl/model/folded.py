"""A row of nouns that takes little room: packed, a block at a time, and made anew whenever somebody looks.

A hundred thousand results are a hundred times what a machine wants to hold, while nobody looks at many at
once. Every look gives equal nouns, not the same ones.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copyreg import dispatch_table
from dataclasses import fields, is_dataclass
from fractions import Fraction
from io import BytesIO
from itertools import islice
from typing import Any, TypeVar, overload

Noun = TypeVar("Noun")

BLOCK = 32
"""So many nouns are packed together: the more, the smaller, and the slower to get at a single one."""


class _Ways(dict[type, Callable[[Any], Any]]):
    """How each kind is packed. Nouns are made anew by their class: four times as fast as pickle's own way."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if not is_dataclass(kind):
            raise KeyError(kind)
        names = [field.name for field in fields(kind)]
        if any(field.kw_only for field in fields(kind)):
            self[kind] = lambda noun: (_named, (kind, {name: getattr(noun, name) for name in names}))
        else:
            self[kind] = lambda noun: (kind, tuple(getattr(noun, name) for name in names))
        return self[kind]


def _named(kind: type[Noun], values: dict[str, Any]) -> Noun:
    return kind(**values)


# Pickle would write fractions as texts, which are slow to read again.
_WAYS = _Ways(dispatch_table)
_WAYS[Fraction] = lambda number: (Fraction, number.as_integer_ratio())


class Folded(Sequence[Noun]):
    """As many nouns as there are. What one of them was made of is not held, and is not asked for again."""

    __slots__ = ("_block", "_blocks", "_count", "_last")

    def __init__(self, nouns: Iterable[Noun] = (), block: int = BLOCK) -> None:
        """With a `block` of one, they may as well be looked at in any order."""
        self._block = block
        self._blocks: list[bytes] = []
        self._count = 0
        self._last: tuple[int, list[Noun]] = (-1, [])
        row = iter(nouns)
        while together := list(islice(row, block)):
            self._blocks.append(_packed(together))
            self._count += len(together)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Noun: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Noun]: ...
    def __getitem__(self, index: int | slice) -> Noun | Sequence[Noun]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._count))]
        if not -self._count <= index < self._count:
            raise IndexError(index)
        number, at = divmod(index % self._count, self._block)
        if self._last[0] != number:
            self._last = (number, _unpacked(self._blocks[number]))
        return self._last[1][at]

    def __iter__(self) -> Iterator[Noun]:
        for block in self._blocks:
            yield from _unpacked(block)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(other) != len(self):
            return False
        return all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Folded({list(self)!r})"


class Unread(Sequence[Noun]):
    """Nouns that are still the parts of a JSON, of which most are never looked at."""

    __slots__ = ("_make", "_parts")

    def __init__(self, parts: Sequence[Any], make: Callable[[Any], Noun]) -> None:
        """`make` is a function of a module, and makes an equal noun of an equal part."""
        self._parts, self._make = parts, make

    def __len__(self) -> int:
        return len(self._parts)

    @overload
    def __getitem__(self, index: int) -> Noun: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Noun]: ...
    def __getitem__(self, index: int | slice) -> Noun | Sequence[Noun]:
        if isinstance(index, slice):
            return tuple(map(self._make, self._parts[index]))
        return self._make(self._parts[index])

    def __iter__(self) -> Iterator[Noun]:
        return map(self._make, self._parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(tuple(self))


class Directory(Mapping[str, Noun]):
    """The nouns of a row by a name that each has, the last of equal names."""

    __slots__ = ("_places", "_row")

    def __init__(self, row: Sequence[Noun], name: Callable[[Noun], str]) -> None:
        self._row = row
        self._places = {name(noun): place for place, noun in enumerate(row)}

    def __getitem__(self, name: str) -> Noun:
        return self._row[self._places[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places


def _packed(block: list[Any]) -> bytes:
    out = BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _WAYS
    pickler.dump(block)
    return zlib.compress(out.getvalue(), 1)


def _unpacked(block: bytes) -> list[Any]:
    nouns: list[Any] = pickle.loads(zlib.decompress(block))
    return nouns
