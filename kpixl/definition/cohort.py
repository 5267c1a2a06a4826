"""Records of cohort steps to their nouns, and what must hold between a step and what it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kpixl.definition.gathered import Gathered
from kpixl.definition.records import Named, Record
from kpixl.definition.scalars import near_or_known
from kpixl.model.cohort import (
    EVERYBODY,
    Budget,
    Distribution,
    Figure,
    Figured,
    Rank,
    RankBonus,
    Seats,
    Small,
    Step,
    TieBreak,
    Ties,
)
from kpixl.model.consequence import Grade, Side
from kpixl.model.indicator import Rule, Unset
from kpixl.model.numbers import plain
from kpixl.rules.problem import listed

_ALL = "all"
"""What may be written for no groups at all."""


def build_cohort_steps(record: Record, grades: Sequence[Grade], gathered: Gathered) -> tuple[Step, ...]:
    """The steps of a scheme that could be read whole."""
    return tuple(_Building(record, tuple(grade.name for grade in grades), gathered).steps())


@dataclass(slots=True)
class _Building:
    scheme: Record
    grades: tuple[str, ...]
    gathered: Gathered
    before: dict[str, Step] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for part in self.scheme.all("cohort", Record):
            with self.gathered.inside(part.place):
                step = _KINDS[part.kind.name](self, part)
            if step is not None:
                self.before[step.name] = step
                yield step

    def rank(self, part: Record) -> Rank | None:
        by, name = part.rule("by"), part.text("rank")
        if by is None or not name:
            return None
        return Rank(
            name=name,
            by=by,
            within=_within(part),
            when=part.rule("when"),
            lower=part.text("better") == "lower",
            ties=Ties(part.text("ties")),
            tie_break=_tie_break(part),
            least=part.whole("least", 1),
            place=part.places["rank"],
        )

    def bonus(self, part: Record) -> RankBonus | None:
        name, rank = part.text("bonus"), part.text("rank")
        amounts = dict(_amounts(part.values.get("amounts")))
        if not name or not rank or not amounts:
            return None
        self.unset(name, amounts)
        found, ties = self.rank_named(part, rank), Ties(part.text("ties"))
        if found is not None:
            if ties is Ties.SHARE and found.ties is Ties.DENSE:
                self.gathered.add("cohort-share-dense", part.places["ties"], name=name, rank=rank)
            self.groups(part, "amounts", amounts, found.within)
        side, why = Side(part.text("side")), part.text("why")
        return RankBonus(
            name=name, rank=rank, amounts=amounts, ties=ties, side=side, why=why, place=part.places["bonus"]
        )

    def rank_named(self, part: Record, name: str) -> Rank | None:
        """The rank that a bonus goes by; a finding where there is none before it."""
        found = self.before.get(name)
        if isinstance(found, Rank):
            return found
        every = [each.text("rank") for each in self.scheme.all("cohort", Record) if each.kind.name == "rank"]
        place = part.places["rank"]
        if found is not None:
            self.gathered.add("cohort-not-a-rank", place, name=name)
        elif name in every:
            self.gathered.add("cohort-step-later", place, name=name)
        else:
            near_or_known(self.gathered, "cohort-unknown-rank", place, name, every)
        return None

    def distribution(self, part: Record) -> Distribution | None:
        name, by = part.text("distribution"), part.rule("by")
        shares = tuple(
            (each.name, each.value) for each in part.all("shares", Named) if isinstance(each.value, Fraction)
        )
        if not name or by is None or not shares or len(shares) < len(part.all("shares", Named)):
            return None
        self.shares(part, name, shares)
        within, least, small = _within(part), part.whole("least", 1), Small(part.text("small"))
        ties, pools = Ties(part.text("ties")), _pools(part)
        self.pools(part, pools, within)
        if not self.grades and (ties is Ties.EARNED or (least > 1 and small is Small.EARNED)):
            key = "ties" if ties is Ties.EARNED else "least"
            self.gathered.add("cohort-no-grades", part.places[key], name=name)
        if small is Small.POOL and not within:
            self.gathered.add("cohort-without-groups", part.places["small"], key="small")
        return Distribution(
            name=name,
            by=by,
            shares=shares,
            within=within,
            when=part.rule("when"),
            lower=part.text("better") == "lower",
            seats=Seats(part.text("rounding")),
            ties=ties,
            least=least,
            small=small,
            pools=pools,
            place=part.places["distribution"],
        )

    def shares(self, part: Record, name: str, shares: Sequence[tuple[str, Fraction]]) -> None:
        """Shares add up to 100%, and are those of the scheme's grades, in their order."""
        total = sum((share for _, share in shares), Fraction(0))
        place = part.places["shares"]
        if total != 1:
            summed = " + ".join(f"{plain(share * 100)}%" for _, share in shares)
            details = {"name": name, "sum": f"{summed} = {plain(total * 100)}%"}
            self.gathered.add("cohort-shares-sum", place, **details)
        if not self.grades:
            return
        places = {each.name: each.place for each in part.all("shares", Named)}
        named = [grade for grade, _ in shares]
        for grade in named:
            if grade not in self.grades:
                near_or_known(self.gathered, "cohort-unknown-grade", places[grade], grade, self.grades)
        known = [grade for grade in named if grade in self.grades]
        ordered = sorted(known, key=self.grades.index)
        if known != ordered:
            self.gathered.add("cohort-grades-order", place, name=name, **listed("order", ordered))

    def pools(self, part: Record, pools: Sequence[Sequence[str]], within: Sequence[Rule]) -> None:
        """A group stands in one pool at most, and pools are named by the one rule that makes groups."""
        if pools and len(within) > 1:
            self.gathered.add("cohort-one-group", part.places["pools"], key="pools")
        seen: set[str] = set()
        for name in (name for pool in pools for name in pool):
            if name in seen:
                self.gathered.add("cohort-pool-twice", part.places["pools"], name=name)
            seen.add(name)

    def budget(self, part: Record) -> Budget | None:
        name, gives, of = part.text("budget"), part.text("gives"), part.rule("of")
        amounts = dict(_amount(part.values.get("amount")))
        if not name or not gives or of is None or not amounts:
            return None
        self.unset(name, {group: (amount,) for group, amount in amounts.items()})
        within = _within(part)
        self.groups(part, "amount", amounts, within)
        return Budget(
            name=name, gives=gives, of=of, amounts=amounts, within=within, place=part.places["gives"]
        )

    def value(self, part: Record) -> Figured | None:
        name, rule = part.text("value"), part.rule("rule")
        if not name or rule is None:
            return None
        return Figured(name=name, rule=rule, unit=part.text("unit"), place=part.places["value"])

    def groups(self, part: Record, key: str, amounts: Mapping[str, object], within: Sequence[Rule]) -> None:
        """Amounts by the name of a group need groups, made by one rule."""
        if set(amounts) == {EVERYBODY} or len(within) == 1:
            return
        code = "cohort-one-group" if within else "cohort-without-groups"
        self.gathered.add(code, part.places[key], key=key)

    def unset(self, name: str, amounts: Mapping[str, Sequence[Figure]]) -> None:
        """Amounts that are not decided: what rests on them waits, the scores do not."""
        for figure in (figure for row in amounts.values() for figure in row):
            if isinstance(figure, Unset) and figure.suggested is None:
                self.gathered.add("unset-in-cohort", figure.place, name=name)
            elif isinstance(figure, Unset):
                suggested = plain(figure.suggested or Fraction(0))
                self.gathered.add("unset-in-cohort-suggested", figure.place, name=name, suggested=suggested)


_KINDS: dict[str, Callable[[_Building, Record], Step | None]] = {
    "rank": _Building.rank,
    "bonus": _Building.bonus,
    "distribution": _Building.distribution,
    "budget": _Building.budget,
    "value": _Building.value,
}


def _within(part: Record) -> tuple[Rule, ...]:
    rules = part.all("within", Rule)
    return () if [rule.text.strip() for rule in rules] == [_ALL] else rules


def _tie_break(part: Record) -> TieBreak | None:
    value = part.values.get("tie-break")
    if isinstance(value, Rule):
        return TieBreak(value)
    by = value.rule("by") if isinstance(value, Record) else None
    return (
        None if by is None or not isinstance(value, Record) else TieBreak(by, value.text("better") == "lower")
    )


def _amounts(value: object) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Amounts by the name of the group."""
    parts = value if isinstance(value, tuple) else ()
    named = [part for part in parts if isinstance(part, Named)]
    for part in named:
        yield part.name, _figures(part.value)
    if not named and parts:
        yield EVERYBODY, _figures(parts)


def _figures(value: object) -> tuple[Figure, ...]:
    parts = value if isinstance(value, tuple) else ()
    return tuple(part for part in parts if isinstance(part, Fraction | Unset | Rule))


def _amount(value: object) -> Iterator[tuple[str, Figure]]:
    if isinstance(value, Fraction | Unset | Rule):
        yield EVERYBODY, value
    for part in value if isinstance(value, tuple) else ():
        if isinstance(part, Named) and isinstance(part.value, Fraction | Unset | Rule):
            yield part.name, part.value


def _pools(part: Record) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name for name in pool if isinstance(name, str)) for pool in part.all("pools", tuple))
