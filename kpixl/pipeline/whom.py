"""Whom somebody means by a number or a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from kpixl.findings import Finding, did_you_mean
from kpixl.model.spelling import alike

_NAMED = 5


class Somebody(Protocol):
    """Whoever has a number, a name and a department."""

    @property
    def id(self) -> str:
        """The number of the person or unit."""

    @property
    def name(self) -> str:
        """The name of the person or unit."""

    @property
    def department(self) -> str:
        """The department, or ""."""


S = TypeVar("S", bound=Somebody)


def find_person(people: Sequence[S], who: str) -> tuple[S | None, Finding | None]:
    """Who has this number, else this name, which nobody else may have; or why nobody is found."""
    wanted = alike(who.strip())
    numbered = [one for one in people if alike(one.id) == wanted]
    found = numbered or [one for one in people if alike(one.name.strip()) == wanted]
    if len(found) == 1:
        return found[0], None
    if found:
        numbers = "、".join(f"{one.id}（{one.department}）" for one in found)
        details = {"who": who, "count": len(found), "numbers": numbers}
        return None, Finding("person-name-shared", details=details)
    near = "、".join(_near(people, who.strip()))
    words = {"near": f"是否为“{near}”？", "near_en": f"Did you mean “{near}”?"} if near else {}
    return None, Finding("person-unknown", details={"who": who, "near": "", "near_en": "", **words})


def _near(people: Sequence[Somebody], who: str) -> list[str]:
    """Whom somebody may have meant: a similar number, or names that share half of their characters."""
    number = did_you_mean(who, (one.id for one in people))
    names = dict.fromkeys(one.name for one in people)
    similar = [name for name in names if 2 * len(set(name) & set(who)) >= max(len(name), len(who))]
    return [number] if number else similar[:_NAMED]
