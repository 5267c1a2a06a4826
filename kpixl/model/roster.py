"""The nouns of a roster: who is appraised, as HR keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from kpixl.findings import NOWHERE, Place
from kpixl.model.folded import Directory

ID, NAME, DEPARTMENT, POSITION = "工号", "姓名", "部门", "岗位"
BASE, HIRED, MANAGER = "绩效基数", "入职日期", "上级工号"
STANDARD_COLUMNS = (ID, NAME, DEPARTMENT, POSITION, BASE, HIRED, MANAGER)

Field = Fraction | str | date | None


@dataclass(frozen=True, slots=True)
class Appraisee:
    """A person or unit on the roster.

    `fields` holds every column by its standard name (工号, 绩效基数 …) or, for a further column, by its
    heading without spaces; an empty cell is None. `row` is the row of the file.
    """

    id: str
    name: str
    department: str = ""
    position: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)
    row: int = 0

    def value(self, column: str) -> Field:
        """What a column says of the appraisee, by its standard name; None for a blank or no such column."""
        match column:
            case "工号":
                return self.id
            case "姓名":
                return self.name
            case "部门":
                return self.department or None
            case "岗位":
                return self.position or None
            case _:
                return self.fields.get(column)


@dataclass(frozen=True, slots=True)
class Roster:
    """All appraisees in the order of the file, and the names of its columns.

    `letters` are the letters of the columns in a file that was read just now, by their names.
    """

    appraisees: Sequence[Appraisee]
    columns: tuple[str, ...] = ()
    place: Place = NOWHERE
    letters: Mapping[str, str] = field(default_factory=dict, compare=False)

    def at(self, person: Appraisee, column: str = ID) -> Place:
        """The cell of somebody's value; the roster as a whole where rows are not known."""
        cell = f"{self.letters.get(column, 'A')}{person.row}"
        return replace(self.place, cell=cell) if person.row else self.place

    def by_id(self) -> Mapping[str, Appraisee]:
        """Everybody by number."""
        return Directory(self.appraisees, lambda person: person.id)

    @property
    def departments(self) -> tuple[str, ...]:
        """Departments in the order in which they first appear."""
        return tuple(dict.fromkeys(person.department for person in self.appraisees))
