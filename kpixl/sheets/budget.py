"""How much of a file from outside is read."""

from __future__ import annotations

from dataclasses import dataclass

from kpixl.safety.archive import Hazard, UnsafeArchive

NAME_COST = 100
"""A defined name counts as so many characters: it takes as much memory."""
RECORD_COST = 8
"""A record of an old workbook counts as so many tags: it takes as long to look at."""


@dataclass(slots=True)
class Budget:
    """How much more of a file is read before it counts as too large: far more than people can type.

    `tags` counts the attributes of XML tags too, `parts` sheets, relations between parts and files
    that are referred to.
    """

    cells: int = 1_000_000
    characters: int = 50_000_000
    tags: int = 12_000_000
    parts: int = 20_000

    def spend(self, cells: int = 0, characters: int = 0, tags: int = 0, parts: int = 0) -> None:
        """Takes off what was read. Raises UnsafeArchive when the budget is used up."""
        self.cells -= cells
        self.characters -= characters
        self.tags -= tags
        self.parts -= parts
        if min(self.cells, self.characters, self.tags, self.parts) < 0:
            raise UnsafeArchive(Hazard.TOO_LARGE)
