"""The table of fields, continued: how returned forms are taken, a row for each kind that may be decided."""

from __future__ import annotations

from kpixl.definition.grammar import Field, Kind, Type
from kpixl.model.returns import ACCEPT, KINDS, REFUSE

RETURNS = Kind(
    name="returns",
    zh="怎样对待交回的表",
    en="how returned forms are taken",
    fields=tuple(
        Field(kind.key, Type.ENUM, kind.zh, kind.en, default=kind.usual, choices=(ACCEPT, REFUSE))
        for kind in KINDS
    ),
)
