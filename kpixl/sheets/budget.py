"""How much of a file from outside is read."""

from __future__ import annotations

from dataclasses import dataclass

from kpixl.safety.archive import Hazard, UnsafeArchive


@dataclass(slots=True)
class Budget:
    """How much more of a file is read before it counts as too large: far more than people can type.

    `tags` counts the attributes of XML tags too.
    """

    cells: int = 1_000_000
    characters: int = 50_000_000
    tags: int = 12_000_000

    def spend(self, cells: int = 0, characters: int = 0, tags: int = 0) -> None:
        """Takes off what was read. Raises UnsafeArchive when the budget is used up."""
        self.cells -= cells
        self.characters -= characters
        self.tags -= tags
        if self.cells < 0 or self.characters < 0 or self.tags < 0:
            raise UnsafeArchive(Hazard.TOO_LARGE)
