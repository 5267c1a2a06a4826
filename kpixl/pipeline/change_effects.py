"""What returned forms would come to by other rules: whose score, grade or pay would change, by how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.consequence import Payer
from kpixl.model.result import Result, Status


@dataclass(frozen=True, slots=True)
class Effect:
    """How many people's results would change, of `compared` forms that came back.

    `most_score` and `most_pay` are the largest differences either way, in points and 元. `lost` have a
    result now and would have none, `gained` the other way round.
    """

    compared: int = 0
    scores: int = 0
    grades: int = 0
    pays: int = 0
    money: int = 0
    most_score: Fraction = Fraction()
    most_pay: Fraction = Fraction()
    lost: int = 0
    gained: int = 0

    @property
    def none(self) -> bool:
        """Whether nobody's result would change."""
        return not (self.scores or self.grades or self.pays or self.money or self.lost or self.gained)


def effect_of(pairs: Iterable[tuple[Result, Result]]) -> Effect:
    """Compares each person's result by the old rules with the one by the new rules."""
    counts = dict.fromkeys(("compared", "scores", "grades", "pays", "money", "lost", "gained"), 0)
    score = pay = Fraction()
    for old, new in pairs:
        counts["compared"] += 1
        if (old.status is Status.ASSESSED) != (new.status is Status.ASSESSED):
            counts["lost" if old.status is Status.ASSESSED else "gained"] += 1
            continue
        counts["scores"] += old.total != new.total
        counts["grades"] += old.grade != new.grade
        counts["pays"] += old.pay != new.pay
        counts["money"] += _amounts(old) != _amounts(new)
        score = max(score, _apart(old.total, new.total))
        pay = max(pay, _apart(old.pay, new.pay))
    return Effect(**counts, most_score=score, most_pay=pay)


def _amounts(result: Result) -> dict[str, tuple[Fraction | None, tuple[Payer, ...]]]:
    return {part.name: (part.amount, part.payers) for part in result.money}


def _apart(old: Fraction | None, new: Fraction | None) -> Fraction:
    return abs(old - new) if old is not None and new is not None else Fraction()
