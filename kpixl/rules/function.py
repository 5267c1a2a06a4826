"""The noun Function: one row of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kpixl.rules.bodies import Body, Thunk
from kpixl.rules.lowering import Builder
from kpixl.rules.values import Type, Value


@dataclass(frozen=True, slots=True)
class Function:
    """One function. The last parameter repeats up to `most` arguments.

    What it gives has at most nine decimal places when it `settles`. `constants` are the positions of
    arguments that must be written down as constants. `reads` are quantities that it looks at beside its
    arguments: they come after them, in body and in `excel`. Those `by_cell` take a column in `excel` as
    its single cells.
    """

    name: str
    params: tuple[Type, ...]
    least: int
    most: int
    result: Type
    body: Body | None
    zh: str
    en: str
    example: str
    excel: str | Builder = ""
    lazy: Callable[[Sequence[Thunk]], Value] | None = None
    constants: tuple[int, ...] = ()
    settles: bool = False
    reads: tuple[str, ...] = ()
    by_cell: bool = False

    def param(self, position: int) -> Type:
        """The type of the argument at a position."""
        return self.params[min(position, len(self.params) - 1)]
