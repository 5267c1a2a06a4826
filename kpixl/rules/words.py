"""The words back end: a rule as a sentence for people, from the same tree that scores.

The 考核标准 of a form and the documentation come from here.
"""

from __future__ import annotations

from fractions import Fraction

from kpixl.model.indicator import Missing
from kpixl.rules.calculation import Calculation
from kpixl.rules.nodes import Binary, Call, Expr, Name, Number, transform
from kpixl.rules.operators import NEGATED
from kpixl.rules.patterns import Deduction, constant, deduction, figure, simplified
from kpixl.rules.phrases import PHRASES
from kpixl.rules.phrasing import Phrases
from kpixl.rules.quantity import Item, Rulebook
from kpixl.rules.scoring import POINTS, VALUE

_UNIT_FACTORS = (100, 1000, 10_000, 100_000, 1_000_000)
"""What a quotient is multiplied by to be in %, ‰ and the like: the unit says it already."""


def standard(item: Item, rulebook: Rulebook, language: str = "") -> str:
    """The sentence that tells how an item is scored; the scheme's own words when it gives any."""
    if item.indicator.standard:
        return item.indicator.standard
    return Speaker(item, rulebook, PHRASES[language or rulebook.scheme.language]).standard()


def bare_value(value: Expr) -> Expr:
    """The value's rule without the factor that only turns it into ‰ or %."""
    match value:
        case Binary(op="*", left=Binary(op="/") as left, right=Number(value=factor)) if (
            factor in _UNIT_FACTORS
        ):
            return left
        case _:
            return value


class Speaker:
    """Speaks of one item: which quantities are its own, and in which language."""

    def __init__(self, item: Item, rulebook: Rulebook, phrases: Phrases) -> None:
        self.item, self.rulebook, self.say = item, rulebook, phrases
        self.quantities = rulebook.quantities
        self.points = item.id(POINTS)
        self.calculation = Calculation(item, self.quantities, phrases)

    def standard(self) -> str:
        """What it means, where the value comes from, how it is scored, and what a missing value does."""
        defined = self.item.indicator.definition.rstrip("。.")
        sentences = (defined, self.value(), self.scoring(), self.missing())
        told = (self.say.sentence.format(x=part[0].upper() + part[1:]) for part in sentences if part)
        return self.say.joint.join(told)

    def value(self) -> str:
        """次品率＝次品数÷总数; nothing where the value is what was filled in."""
        value = self.item.value
        if value is None or isinstance(value, Name) or self.scale() is not None:
            return ""
        name = self.quantities[self.item.id(VALUE)].label
        return self.say.defined.format(name=name, x=self.calculation.say_all(bare_value(value)))

    def scale(self) -> tuple[tuple[str, Fraction], ...] | None:
        """The levels of the rating scale that the item is rated by, if it is."""
        scale = self.rulebook.scheme.scales.get(str(self.item.indicator.params.get("scale", "")))
        return scale.levels if scale is not None else None

    def missing(self) -> str:
        """What happens without data, unless the total waits for it."""
        policy = self.item.indicator.missing
        deducts = policy is Missing.FULL and self.item.points is None
        return self.say.missing.get("full-deduct" if deducts else policy.value, "")

    def scoring(self) -> str:
        """How the item is scored."""
        node = simplified(self.item.score, self.quantities)
        levels, lost = self.scale(), deduction(node, self.points)
        if levels is not None:
            return self.levels(node, levels)
        if lost is not None:
            return self.deduction(lost)
        if self.item.indicator.method == "judgement" and isinstance(self.item.value, Name):
            who = self.rulebook.scheme.appraiser or self.say.appraiser
            return self.say.given.format(who=who, n=self.amount(self.item.points or Fraction(0)))
        if isinstance(node, Call) and node.function == "IF":
            return self.cases(node)
        return self.outcome(node)

    def levels(self, node: Expr, levels: tuple[tuple[str, Fraction], ...]) -> str:
        """优得10分，良得8分."""

        def at(level: Fraction) -> Expr:
            own = self.item.id(VALUE)
            return transform(
                node, lambda part: Number(level) if isinstance(part, Name) and part.name == own else part
            )

        return self.say.comma.join(
            self.say.level.format(label=label, o=self.outcome(at(level))) for label, level in levels
        )

    def cases(self, node: Call) -> str:
        """达到90分的，得满分；不满90分的，按…计分."""
        clauses: list[str] = []
        subject, bands = "", 0
        rest: Expr = node
        while isinstance(rest, Call) and rest.function == "IF":
            condition, yes, no = rest.args
            clauses.append(self.clause(condition, yes, subject))
            subject = self.subject_of(condition)
            bands += isinstance(condition, Binary) and condition.op in (">=", "<=")
            is_last = not (isinstance(no, Call) and no.function in ("IF", "NA"))
            if is_last and isinstance(condition, Binary) and constant(no, self.quantities) is None:
                opposite = Binary(NEGATED[condition.op], condition.left, condition.right)
                clauses.append(self.clause(opposite, no, subject))
            elif is_last:
                clauses.append(self.say.otherwise.format(o=self.outcome(no)))
            rest = no
        return self.say.stop.join(clauses) + (self.say.inclusive if bands > 1 else "")

    def clause(self, condition: Expr, outcome: Expr, subject: str) -> str:
        """One case; a subject that was just named is not named again."""
        told = self.calculation.condition(condition)
        if subject and self.subject_of(condition) == subject:
            told = told.removeprefix(subject).strip()
        return self.say.clause.format(c=told, o=self.outcome(outcome))

    def subject_of(self, condition: Expr) -> str:
        """What a simple condition is about."""
        return self.calculation.say_all(condition.left) if isinstance(condition, Binary) else ""

    def outcome(self, node: Expr) -> str:
        """What one gets: 得满分, 不得分, 得5分, 按…计分，最低5分."""
        if isinstance(node, Name) and node.name == self.points:
            return self.say.full
        value = constant(node, self.quantities)
        if value is not None:
            return self.sum_of_points(value)
        match node:
            case Call(function="EXCLUDE"):
                return self.say.recorded
            case Call(function="MIN" | "MAX" as function, args=(part, bound)) if (
                limit := constant(bound, self.quantities)
            ) is not None:
                ends = self.say.most_points if function == "MIN" else self.say.least_points
                return self.outcome(part) + ends.format(b=self.amount(limit))
            case Call(function="ROUND" | "ROUNDUP" | "ROUNDDOWN" | "INT", args=(part, *_)):
                rounded = self.calculation.function(node, 0).removeprefix(self.calculation.say_all(part))
                return self.outcome(part) + self.say.comma + rounded.strip()
            case _:
                return self.say.by.format(x=self.calculation.say_all(node))

    def sum_of_points(self, value: Fraction) -> str:
        """得5分, 不得分, 倒扣5分."""
        if value < 0:
            return self.say.taken.format(n=self.amount(-value))
        return self.say.points.format(n=self.amount(value)) if value else self.say.none

    def amount(self, value: Fraction) -> str:
        """5分."""
        return (self.say.amount_of_one if value == 1 else self.say.amount).format(n=figure(value))

    def amount_of(self, node: Expr) -> str:
        """5分, or a calculation of so many."""
        value = constant(node, self.quantities)
        return (
            self.say.amount.format(n=self.calculation.say_part(node)) if value is None else self.amount(value)
        )

    def deduction(self, lost: Deduction) -> str:
        """不超过2项的不扣分；超过的，每1项扣0.5分，扣完为止."""
        unit = self.quantities[lost.count.name].unit or self.say.occurrence
        told = self.say.each.format(unit=unit, each=self.amount_of(lost.each))
        if lost.free is not None:
            told = self.say.free.format(free=self.calculation.measured(lost.free, lost.count)) + told
        if lost.most is not None:
            return told + self.say.at_most_off.format(n=self.amount_of(lost.most))
        if lost.floor is None:
            return told
        is_nothing = constant(lost.floor, self.quantities) == 0
        ends = self.say.least_points.format(b=self.amount_of(lost.floor))
        return told + (self.say.to_the_end if is_nothing else ends)
