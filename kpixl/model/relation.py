"""Who is meant by 上级, 部门负责人, 全部门 …: people by the relations that the roster tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kpixl.findings import NOWHERE, Finding, Place
from kpixl.model.consequence import EVERYBODY, HEAD, MANAGER, MEMBERS, OWN
from kpixl.model.ledger import Party
from kpixl.model.numbers import plain
from kpixl.model.roster import MANAGER as MANAGER_COLUMN
from kpixl.model.roster import STANDARD_COLUMNS, Appraisee, Field, Roster
from kpixl.model.scheme import Scheme

_CHAIN = re.compile(f"{MANAGER}(?:的{MANAGER})*")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nobody can tell who is meant: the code of a finding, what it names, and for whom it was asked."""

    code: str
    person: Party
    details: tuple[tuple[str, str], ...] = ()


Found = tuple[Party, ...] | Trouble


class Relation:
    """The people of a roster, and how they belong together. Of a roster of units, the units."""

    def __init__(self, scheme: Scheme, roster: Roster) -> None:
        self.everybody, self.heads, self.units = roster.appraisees, scheme.heads, scheme.unit_appraisee
        self.columns = {*roster.columns} - {*STANDARD_COLUMNS}
        self._words: Mapping[str, Callable[[Appraisee], Found]] = {
            **dict.fromkeys(OWN, lambda person: (Party.of(person),)),
            **dict.fromkeys(MEMBERS, self._members),
            **dict.fromkeys(EVERYBODY, lambda _: self._all),
            HEAD: self._head,
        }

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, ...]]:
        """By number and by name, who may be meant: places on the roster. A number goes before a name."""
        found: dict[str, tuple[int, ...]] = {}
        for place, person in enumerate(self.everybody):
            for text in {person.id, person.id.lstrip("0"), _squeezed(person.name)}:
                found[text] = (*found.get(text, ()), place)
        return found | {person.id: (place,) for place, person in enumerate(self.everybody)}

    @cached_property
    def _all(self) -> tuple[Party, ...]:
        return tuple(map(Party.of, self.everybody))

    @cached_property
    def _above(self) -> Mapping[str, str]:
        """By number, what the roster says of somebody's superior."""
        said = ((person.id, _text(person.fields.get(MANAGER_COLUMN))) for person in self.everybody)
        return {id_: text for id_, text in said if text}

    def _meant(self, text: str) -> list[Party]:
        return [self._all[place] for place in self._places.get(_squeezed(text), ())]

    @cached_property
    def _by_department(self) -> Mapping[str, tuple[Party, ...]]:
        found: defaultdict[str, list[Party]] = defaultdict(list)
        for party in self._all:
            found[party.department].append(party)
        return {department: tuple(parties) for department, parties in found.items()}

    @cached_property
    def _holders(self) -> Mapping[str, tuple[Party, ...]]:
        """Who holds the positions that the scheme says of heads."""
        return {
            position: tuple(Party.of(person) for person in self.everybody if person.position == position)
            for position in dict.fromkeys(self.heads.values())
        }

    def of(self, person: Appraisee, who: str) -> Found:
        """Whom the text means beside this appraisee; a name that is no relation is somebody outside."""
        if _CHAIN.fullmatch(who):
            return self._superior(person, who.count(MANAGER))
        if who in self._words:
            return self._words[who](person)
        return self._in_column(person, who) if who in self.columns else (Party(name=who),)

    def named(self, person: Appraisee, text: str) -> Found:
        """Who is meant by a number or a name that was written down."""
        found = self._meant(text)
        if len(found) == 1:
            return (found[0],)
        if not found and self.units:
            # A roster of units does not hold their people.
            return (Party(name=text),)
        code = "payer-named-twice" if found else "payer-not-on-roster"
        return Trouble(code, Party.of(person), (("text", text), ("many", str(len(found)))))

    def _in_column(self, person: Appraisee, column: str) -> Found:
        text = _text(person.fields.get(column))
        return (
            self.named(person, text)
            if text
            else Trouble("payer-blank", Party.of(person), (("column", column),))
        )

    def _superior(self, person: Appraisee, steps: int) -> Found:
        """So many steps up. Of a relation that runs in a circle, no step can be trusted."""
        last = Party.of(person)
        chain = {last.id: last}
        while text := self._above.get(last.id, ""):
            found = self._meant(text)
            if len(found) != 1:
                break
            (last,) = found
            if last.id in chain:
                circle = _circle(list(chain.values()), last)
                return Trouble("payer-circle", Party.of(person), (("circle", circle),))
            chain[last.id] = last
        if len(chain) > steps:
            return (list(chain.values())[steps],)
        details = (("of", last.name), ("text", text))
        return Trouble("payer-manager-unknown" if text else "payer-no-manager", Party.of(person), details)

    def _head(self, person: Appraisee) -> Found:
        """Whom the roster names, else who holds the position that the scheme says, here before elsewhere."""
        if _text(person.fields.get(HEAD)):
            return self._in_column(person, HEAD)
        position = self.heads.get(person.department, "")
        holding = self._holders[position] if position else ()
        found = tuple(one for one in holding if one.department == person.department) or holding
        if len(found) == 1:
            return found
        written = (("now", f"（现在写的是「{position}」）"), ("now_en", f" (now “{position}”)"))
        details = (
            ("department", person.department),
            ("position", position),
            ("many", str(len(found))),
            *((key, text if position else "") for key, text in written),
        )
        return Trouble("payer-heads-several" if found else "payer-no-head", Party.of(person), details)

    def _members(self, person: Appraisee) -> Found:
        if self.units:
            return (Party(name=f"{person.name}{MEMBERS[-1]}"),)
        if not person.department:
            return Trouble("payer-no-department", Party.of(person))
        return self._by_department.get(person.department, ())


def _circle(chain: list[Party], met: Party) -> str:
    """The part that runs in a circle, told alike wherever one enters it."""
    ring = chain[chain.index(met) :]
    first = min(range(len(ring)), key=lambda at: ring[at].id)
    names = [one.name for one in (*ring[first:], *ring[: first + 1])]
    return " → ".join(names)


def told(troubles: Iterable[Trouble], place: Place = NOWHERE) -> Iterator[Finding]:
    """A finding for each cause, with those whom it concerns."""
    people: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, str]] = {}
    for trouble in troubles:
        cause = (trouble.code, trouble.details)
        people.setdefault(cause, {})[trouble.person.id] = trouble.person.name
    for (code, details), names in people.items():
        listed = "、".join(list(names.values())[:_LISTED]) + ("……" if len(names) > _LISTED else "")
        yield Finding(code, place, {**dict(details), "names": listed, "count": len(names)})


_LISTED = 5
"""So many people are named in one finding."""


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _text(value: Field) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Fraction) else str(value).strip()
