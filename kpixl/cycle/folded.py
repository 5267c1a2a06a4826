"""A row of nouns that takes little room: kept as packed JSON, and made anew whenever somebody looks."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

Noun = TypeVar("Noun")


class Folded(Sequence[Noun]):
    """Ten thousand people have two hundred thousand items, of which nobody looks at many at once."""

    __slots__ = ("_count", "_make", "_packed")

    def __init__(self, parts: Sequence[Any], make: Callable[[Any], Noun]) -> None:
        """`make` makes a noun of one part of the JSON, always an equal one of the same part."""
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        self._count, self._make, self._packed = len(parts), make, zlib.compress(text.encode(), 1)

    def _unfolded(self) -> tuple[Noun, ...]:
        return tuple(map(self._make, json.loads(zlib.decompress(self._packed))))

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Noun: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Noun]: ...
    def __getitem__(self, index: int | slice) -> Noun | Sequence[Noun]:
        return self._unfolded()[index]

    def __iter__(self) -> Iterator[Noun]:
        return iter(self._unfolded())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._unfolded() == tuple(other)

    def __repr__(self) -> str:
        return repr(self._unfolded())
