"""How a score came about, as a rule that gives text: live on the form, and the same at collection.

From an item's rule comes another rule, `2件 ÷ 260台 ＝ 7.69‰；4 ÷ 7.69 × 20 ＝ 10.40 分`, with this
person's figures. Both back ends then treat it like any rule.
"""

from __future__ import annotations

from fractions import Fraction

from kpixl.model.indicator import Missing
from kpixl.model.numbers import plain
from kpixl.rules.declare import SCORE
from kpixl.rules.figures import EQUALS, TIMES, Figures, is_sum_of_figures, shown, unrounded
from kpixl.rules.nodes import Binary, Call, Expr, Name, Number, Text, Unary, call, join, number
from kpixl.rules.operators import NEGATED
from kpixl.rules.patterns import Deduction, constant, deduction, simplified, weighted_mean
from kpixl.rules.phrases import PHRASES
from kpixl.rules.policy import is_missing
from kpixl.rules.quantity import Item, Role, Rulebook
from kpixl.rules.scoring import SCORING, VALUE
from kpixl.rules.words import Speaker, bare_value

NOT_ASSESSED = "本期不考核"
"""What is said of an exempt item when the scheme gives no reason."""

COMPARED = {">=": " ≥ ", "<=": " ≤ ", "<": " ＜ ", ">": " ＞ ", "=": " ＝ ", "<>": " ≠ "}


def explanation(item: Item, rulebook: Rulebook) -> Expr:
    """The text rule of an item's 算式. It is unknown as long as the score is."""
    told, exempt = _explanation(item, rulebook), item.indicator.exempt
    if item.exempt is None or exempt is None:
        return told
    return call("IF", item.exempt, Text(exempt.why or NOT_ASSESSED), told)


def _explanation(item: Item, rulebook: Rulebook) -> Expr:
    line = _Explainer(item, rulebook).line()
    told = _without_data(item)
    if not told:
        return line
    without = call("IF", is_missing(item), Text(told), call("NA"))
    return call("IF", call("ISERROR", item.score), without, line)


def _without_data(item: Item) -> str:
    """What is said when there is no data, unless the total waits for it."""
    match item.indicator.missing:
        case Missing.EXCLUDE:
            return "没有数据，不计入总分"
        case Missing.ZERO:
            return "没有数据，得 0 分"
        case Missing.FULL:
            return (
                "没有数据，不扣分" if item.points is None else f"没有数据，得满分 {plain(item.points, 2)} 分"
            )
        case _:
            return ""


class _Explainer:
    def __init__(self, item: Item, rulebook: Rulebook) -> None:
        self.item, self.quantities = item, rulebook.quantities
        self.speaker = Speaker(item, rulebook, PHRASES["zh-CN"])
        self.figures = Figures(self.quantities)
        self.score = self.quantities[item.id(SCORE)]

    def line(self) -> Expr:
        if not SCORING[self.item.indicator.method].scored:
            return self.recorded()
        if self.speaker.scale() is not None and self.item.cells:
            return join(Name(self.item.cells[0].id), "，", self.gained())
        return join(self.value_part(), self.scoring(simplified(self.item.score, self.quantities)))

    def recorded(self) -> Expr:
        """The value, as far as it is known, of what is not scored."""
        told = join(call("IFERROR", self.value_part(), Text("")), "只统计，不计分")
        return call("IF", call("ISERROR", Name(self.score.id)), call("NA"), told)

    def gained(self) -> Expr:
        return join("得 ", shown(self.score), " 分")

    def value_part(self) -> Expr:
        """2件 ÷ 260台 ＝ 7.69‰；  — only where the value is calculated."""
        value = self.item.value
        if value is None or isinstance(value, Name) or self.item.id(VALUE) not in self.quantities:
            return Text("")
        quantity = self.quantities[self.item.id(VALUE)]
        node = unrounded(bare_value(value))
        if isinstance(node, Call) and node.function in TIMES:
            return join(self.figures.worked(node), "；")
        if (
            isinstance(node, Call)
            and not is_sum_of_figures(node)
            and node.function not in ("MIN", "MAX", "IF")
        ):
            return Text("")
        return join(self.figures.worked(node, units=True), EQUALS, shown(quantity), f"{quantity.unit}；")

    def scoring(self, node: Expr) -> Expr:
        lost = deduction(node, self.speaker.points)
        if lost is not None:
            return self.deducted(lost)
        if isinstance(node, Call) and node.function == "IF":
            return self.cases(node)
        return self.outcome(node)

    def cases(self, node: Call) -> Expr:
        condition, yes, no = node.args
        self.figures = self.figures.beside(condition)
        if isinstance(condition, Call) and self.trivial(yes) and self.trivial(no):
            outcome = call("IF", condition, self.outcome(yes), self.outcome(no))
            return join(self.reason(condition, True), "，", outcome)
        chosen_yes = (
            join(self.reason(condition, True), "，", self.outcome(yes))
            if self.trivial(yes)
            else self.outcome(yes)
        )
        if isinstance(no, Call) and no.function in ("IF", "NA"):
            chosen_no = no if no.function == "NA" else self.cases(no)
        elif self.trivial(no):
            chosen_no = join(self.reason(condition, False), "，", self.outcome(no))
        else:
            chosen_no = self.outcome(no)
        return call("IF", condition, chosen_yes, chosen_no)

    def trivial(self, node: Expr) -> bool:
        is_full = isinstance(node, Name) and node.name == self.speaker.points
        return is_full or self.fixed(node) is not None

    def fixed(self, node: Expr) -> Fraction | None:
        """Points that are written down, or given by a parameter of the scheme."""
        is_parameter = isinstance(node, Name) and self.quantities[node.name].role is Role.PARAMETER
        is_written = isinstance(node, Number) or (
            isinstance(node, Unary) and isinstance(node.operand, Number)
        )
        return constant(node, self.quantities) if is_parameter or is_written else None

    def outcome(self, node: Expr) -> Expr:
        points = self.fixed(node)
        if points is not None:
            gained = f"得 {plain(points, 2)} 分" if points > 0 else f"倒扣 {plain(-points, 2)} 分"
            return Text(gained if points else "不得分")
        match node:
            case Name(name=name) if name == self.speaker.points:
                return join("得满分 ", shown(self.score), " 分")
            case Name():
                return self.gained()
            case Binary() if weighted_mean(node) is not None:
                return join("加权平均，", self.gained())
            case _:
                return join(self.figures.worked(unrounded(node)), EQUALS, shown(self.score), " 分")

    def deducted(self, lost: Deduction) -> Expr:
        """3 － （3 － 2） × 0.5 ＝ 2.50 分; within what is free, only that."""
        beyond: Expr = lost.count if lost.free is None else Binary("-", lost.count, lost.free)
        off = Binary("*", beyond, lost.each)
        start = Text("") if self.item.points is None else Text(f"{plain(self.item.points)} ")
        worked = join(start, "－" if lost.floor is None else "－ ", self.figures.written(off, False, 4))
        told = join(self.stopped(lost, off, worked), EQUALS, shown(self.score), " 分")
        if lost.free is None:
            return told
        within = Binary("<=", lost.count, lost.free)
        gained = join("，", self.gained()) if self.item.points is not None else Text("")
        return call("IF", within, join(self.reason(within, True), "，不扣分", gained), told)

    def stopped(self, lost: Deduction, off: Expr, worked: Expr) -> Expr:
        """The calculation, and where it stops if it does."""
        if lost.most is not None:
            ends = join("，最多扣 ", self.figures.worked(lost.most))
            return join(worked, call("IF", Binary("<=", off, lost.most), Text(""), ends))
        if lost.floor is None:
            return worked
        floor = constant(lost.floor, self.quantities)
        ends = Text("，扣完为止") if floor == 0 else join("，最低 ", self.figures.worked(lost.floor))
        left = Binary("-", number(self.item.points or 0), off)
        return join(worked, call("IF", Binary(">=", left, lost.floor), Text(""), ends))

    def reason(self, node: Expr, held: bool) -> Expr:
        """A condition in figures; of several, each that is known."""
        match node:
            case Binary(op="=" | "<>", left=Name() as chosen, right=Text()):
                return join(self.subject(chosen), self.figures.worked(chosen))
            case Binary(op=op, left=left, right=right) if op in COMPARED:
                sign = COMPARED[op if held else NEGATED[op]]
                figures = self.figures.beside(node)
                return join(self.subject(left), figures.worked(left), sign, figures.worked(right))
            case Call(function="NOT", args=(arg,)):
                return self.reason(arg, not held)
            case Call(function="OR" | "AND" as function, args=args):
                parts: list[Expr] = [
                    call(
                        "IFERROR", self.truth(arg), Text(f"{self.speaker.calculation.condition(arg)}（未填）")
                    )
                    for arg in args
                ]
                return join(*_between(parts, "；" if function == "OR" else " 且 "))
            case _:
                told = self.speaker.calculation.condition(node)
                return Text(told + ("成立" if held else "不成立"))

    def truth(self, node: Expr) -> Expr:
        """A condition in figures, whichever way it turned out."""
        match node:
            case Call(function="NOT", args=(arg,)):
                return self.truth(arg)
            case Call(function="OR" | "AND"):
                return self.reason(node, True)
            case _:
                return call("IF", node, self.reason(node, True), self.reason(node, False))

    def subject(self, node: Expr) -> Expr:
        if isinstance(node, Name) and node.name != self.item.id(VALUE) and len(self.item.cells) > 1:
            return Text(self.quantities[node.name].label + " ")
        return Text("")


def _between(parts: list[Expr], separator: str) -> list[Expr | str]:
    result: list[Expr | str] = []
    for part in parts:
        result += [separator, part] if result else [part]
    return result


def pay_explanation(rulebook: Rulebook, rule: Expr) -> Expr:
    """3,000.00 × 88.85 ÷ 100, and × 70% where an adjustment applies."""
    inner = rule.args[0] if isinstance(rule, Call) and rule.function == "ROUND" else rule
    return _with_adjustments(Figures(rulebook.quantities), inner)


def _with_adjustments(figures: Figures, node: Expr) -> Expr:
    match node:
        case Binary(op="*", left=left, right=Call(function="IF", args=(when, Number(value=keep), _))):
            factor = call("IF", when, Text(f" × {plain(keep * 100)}%"), Text(""))
            return join(_with_adjustments(figures, left), factor)
        case _:
            return figures.worked(node)
