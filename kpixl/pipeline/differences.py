"""Where two values of JSON differ, as paths that people can follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpixl.model.verification import Difference

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None

NONE = "—"
"""What stands for something that one of the two does not have, or that is null."""

_LONGEST = 60
"""So much of a value is told."""

_NAMES = ("id", "name", "file")


def differences(before: Json, after: Json, path: str = "") -> Iterator[Difference]:
    """Every difference, in the order of the first. Members of lists go by id or name if they have one."""
    match before, after:
        case Mapping(), Mapping():
            for key in dict.fromkeys((*before, *after)):
                inner = f"{path}.{key}" if path else key
                yield from differences(before.get(key), after.get(key), inner)
        case (Sequence(), Sequence()) if not isinstance(before, str) and not isinstance(after, str):
            one, other = _named(before), _named(after)
            if list(one) != list(other) and set(one) == set(other):
                yield Difference(path, "、".join(one), "、".join(other))
            for key in dict.fromkeys((*one, *other)):
                yield from differences(one.get(key), other.get(key), f"{path}[{key}]")
        case _ if before != after or isinstance(before, bool) != isinstance(after, bool):
            yield Difference(path, _shown(before), _shown(after))


def _named(members: Sequence[Json]) -> dict[str, Json]:
    for name in _NAMES:
        keys = [member.get(name) if isinstance(member, Mapping) else None for member in members]
        if members and all(isinstance(key, str) for key in keys) and len(set(keys)) == len(keys):
            return dict(zip(map(str, keys), members, strict=True))
    return {str(number): member for number, member in enumerate(members, 1)}


def _shown(value: Json) -> str:
    match value:
        case None:
            return NONE
        case Mapping():
            return "{…}"
        case str():
            return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
        case Sequence():
            return "[…]"
        case _:
            return str(value)
