"""What the parts of an indicator may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kpixl.definition.gathered import Gathered
from kpixl.definition.records import Record
from kpixl.definition.scalars import near_or_known
from kpixl.model.consequence import Lookup
from kpixl.model.indicator import Input, Number, Rule, Scale


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The scheme's scales (None: unreadable), tables and parameters, and the columns of the form."""

    scales: Mapping[str, Scale | None]
    columns: Mapping[str, Input]
    lookups: Mapping[str, Lookup]
    parameters: Mapping[str, Number] = field(default_factory=dict)

    def number(self, value: object) -> Fraction | None:
        """The number that is written, or that the named parameter has; None where it is not known yet."""
        if isinstance(value, Rule):
            value = self.parameters.get(value.text.strip())
        return value if isinstance(value, Fraction) else None

    def scale(self, record: Record, key: str, gathered: Gathered) -> Scale | None:
        """The scale that is named under this key; None when there is none, and a finding if it is unknown."""
        name = record.get(key, str)
        if name is None or name in self.scales:
            return self.scales.get(name or "")
        near_or_known(gathered, "unknown-scale", record.places[key], name, self.scales)
        return None
