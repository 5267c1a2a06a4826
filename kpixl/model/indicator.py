"""The nouns of an indicator: what is filled in, how it is computed and scored. Frozen, no input or output.

Numbers are exact fractions. A rule is kept as it was written, with its place; the package `rules`
turns it into an expression tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from kpixl.findings import NOWHERE, Place

if TYPE_CHECKING:
    from kpixl.model.earlier import Earlier


class Missing(StrEnum):
    """What a missing value does to the total."""

    INCOMPLETE = "incomplete"
    EXCLUDE = "exclude"
    ZERO = "zero"
    FULL = "full"


class Kind(StrEnum):
    """What people may type into an input cell."""

    NUMBER = "number"
    INTEGER = "integer"
    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"


@dataclass(frozen=True, slots=True)
class Unset:
    """A number that the source leaves blank. It blocks generation; it is never 0.

    `suggested` is what somebody proposes for it; it counts in a trial only. Where it `is_share`, the
    proposal is an equal share of what others leave.
    """

    place: Place = NOWHERE
    suggested: Fraction | None = None
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it was written, in Excel formula syntax over names."""

    text: str
    place: Place = NOWHERE


Number = Fraction | Unset
Param = Fraction | str | bool | Unset | Rule | tuple["Step", ...] | tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a band table: from (or up to) this bound, inclusive, this value; the last has no bound."""

    bound: Fraction | None
    value: Fraction


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale: levels with the number each stands for, best first."""

    name: str
    levels: tuple[tuple[str, Fraction], ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A cell that people fill in. `low` and `high` are inclusive limits in the input's unit.

    `in_period` asks for a day within the cycle. A `unique` column of open rows holds no text twice, such
    as the number of a complaint. `table` names the table whose rows are the choices. A
    column of open rows with a `rule` is computed from the other columns of its row; nobody fills it in.
    What is `earlier` comes from other cycles where they are at hand.
    """

    name: str
    kind: Kind = Kind.NUMBER
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    choices: tuple[str, ...] = ()
    optional: bool = False
    hint: str = ""
    column: str = ""
    in_period: bool = False
    unique: bool = False
    table: str = ""
    rule: Rule | None = None
    earlier: Earlier | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must hold between the inputs of an indicator, and what to say when it does not.

    `say` may hold figures, as rules in braces. One that only reminds stands in no score's way.
    """

    must: Rule
    say: str
    remind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRows:
    """Rows that the department itself writes: how many there are, and their columns.

    A row counts once any of its cells is filled; then all its required cells must be. A `log` stands
    below the form's table, over its whole width. `items` are the names of preset rows, such as the
    points of a checklist. The constraints must hold within each row.
    """

    count: int
    columns: tuple[Input, ...]
    least: int = 1
    log: bool = False
    items: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Exempt:
    """When an indicator is not assessed at all, whatever its figures are, and what is said then."""

    when: Rule
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is appraised: its inputs, its value (完成值), and the ready-made rule that scores it.

    `points` None means that the item has no points of its own and can only deduct.
    `method` names a row of the table of scoring rules; `params` are its parameters. Without inputs or
    rows, the value is computed from other indicators. `provisional` is the word for a standard that is
    not final yet ("" for one that is). `owner` collects the figures that come from the `source`.
    """

    name: str
    method: str
    points: Number | None = None
    unit: str = ""
    target: Number | Rule | None = None
    inputs: tuple[Input, ...] = ()
    value: Rule | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    rows: OpenRows | None = None
    constraints: tuple[Constraint, ...] = ()
    missing: Missing = Missing.INCOMPLETE
    exempt: Exempt | None = None
    standard: str = ""
    terse: str = ""
    source: str = ""
    owner: str = ""
    code: str = ""
    definition: str = ""
    provisional: str = ""
    place: Place = NOWHERE
