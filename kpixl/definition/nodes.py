"""What a definition holds before it means anything: scalars, lists and mappings, each with its place.

Nodes are frozen and may be shared (a YAML alias). `size` counts a node with all that it holds, and
`height` its levels, shared parts as often as they are met, so that neither needs a walk.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpixl.findings import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text as it was written. `quoted` tells "no" in quotes from a bare no."""

    text: str
    place: Place
    quoted: bool = False
    size: int = 1
    height: int = 1

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written here, or YAML's word for nothing."""
        return not self.quoted and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    place: Place
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping: its entries in the order of the file, each key once.

    `repeated` holds keys that had come before, with the first of their kind; `odd` holds keys that are
    lists or mappings.
    """

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place
    repeated: tuple[tuple[Scalar, Scalar], ...] = ()
    odd: tuple[Node, ...] = ()
    size: int = 1
    height: int = 1


Node = Scalar | Listing | Table
