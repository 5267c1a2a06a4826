"""The nouns of the table of ready-made scoring rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

VALUE, TARGET, POINTS = "完成值", "目标值", "满分"


class ParamKind(StrEnum):
    """What a scheme may write for a parameter."""

    NUMBER = "number"
    RULE = "rule"
    RULES = "rules"
    STEPS = "steps"
    SCALE = "scale"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a scoring rule. A NUMBER may also be a rule, such as the name of a parameter.

    `default` None means that it may be left out, unless it is required. `most` is the greatest number
    that makes sense: a number, or 满分.
    """

    name: str
    kind: ParamKind
    zh: str
    en: str
    default: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    most: str = ""


@dataclass(frozen=True, slots=True)
class Scoring:
    """One ready-made rule. The first template applies whose conditions all hold.

    A condition is "target" or a parameter's name (it is given), or "name=choice".
    `needs_target` and `needs_points` are what the indicator must declare; `high` is the upper limit of
    the input when the scheme gives none: a parameter's name, or 满分. `choices` are what may be entered,
    and nothing else; `further` are inputs that are asked for beside the first, within its limits. Where
    the target is compared with a difference, it `is_gap`. `order` are parameters from the worse to the
    better. What is not `scored` is only recorded.
    `unpointed` stands on the form in the place of points.
    """

    name: str
    zh: str
    en: str
    templates: tuple[tuple[tuple[str, ...], str], ...]
    params: tuple[Param, ...] = ()
    needs_target: bool = False
    needs_points: bool = True
    high: str = ""
    choices: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    is_gap: bool = False
    order: tuple[str, ...] = ()
    scored: bool = True
    unpointed: str = "只扣分"
    source: str = ""

    def template(self, given: Iterable[str]) -> str:
        """The rule text for the conditions that hold."""
        held = set(given)
        return next(text for conditions, text in self.templates if held.issuperset(conditions))
