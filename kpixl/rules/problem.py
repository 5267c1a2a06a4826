"""What the static checks of a rule find: nouns without any check of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kpixl.rules.nodes import Span
from kpixl.rules.values import Type


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a rule, and with which part of its text."""

    code: str
    span: Span
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typed:
    """The type of a part, and its unit where one is surely known ("" for any)."""

    type: Type
    unit: str = ""


def listed(name: str, parts: Iterable[str]) -> dict[str, str]:
    """Several things as a detail of a finding, in both languages."""
    parts = list(parts)
    return {name: "、".join(parts), f"{name}_en": ", ".join(parts)}
