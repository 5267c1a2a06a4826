"""How a score came about, as a rule that gives text: live on the form, and the same at collection.

From an item's rule comes another rule, `2件 ÷ 260台 ＝ 7.69‰；4 ÷ 7.69 × 20 ＝ 10.40 分`, with this
person's figures. Both back ends then treat it like any rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpixl.model.numbers import digits, plain
from kpixl.rules.nodes import Binary, Call, Expr, Name, Number, Text, Unary, call, join
from kpixl.rules.operators import BINARY, NEGATED, POSTFIX
from kpixl.rules.phrases import PHRASES
from kpixl.rules.printer import power
from kpixl.rules.quantity import Item, Quantity, Role, Rulebook
from kpixl.rules.scoring import VALUE
from kpixl.rules.words import Speaker

SIGNS = {"+": " ＋ ", "-": " － ", "*": " × ", "/": " ÷ ", "^": " ^ "}
COMPARED = {">=": " ≥ ", "<=": " ≤ ", "<": " ＜ ", ">": " ＞ ", "=": " ＝ ", "<>": " ≠ "}
EQUALS = " ＝ "


def format_of(places: int | None) -> str:
    """The number format with so many decimal places."""
    return "0." + "0" * places if places else "0"


def shown(quantity: Quantity) -> Expr:
    """A quantity's number as text, as the form shows it."""
    places = 2 if quantity.places is None else quantity.places
    thousands = "#,##" if quantity.unit == "元" else ""
    return call("TEXT", Name(quantity.id), Text(thousands + format_of(places)))


def explanation(item: Item, rulebook: Rulebook) -> Expr:
    """The text rule of an item's 算式. It is unknown as long as the score is."""
    return _Explainer(item, rulebook).line()


class _Explainer:
    def __init__(self, item: Item, rulebook: Rulebook) -> None:
        self.item, self.quantities = item, rulebook.quantities
        self.speaker = Speaker(item, rulebook.quantities, PHRASES["zh-CN"])
        self.score = self.quantities[item.id("得分")]

    def line(self) -> Expr:
        return join(self.value_part(), self.scoring(self.item.score))

    def value_part(self) -> Expr:
        """2件 ÷ 260台 ＝ 7.69‰；  — only where the value is calculated."""
        value = self.item.value
        if value is None or isinstance(value, Name) or self.item.id(VALUE) not in self.quantities:
            return Text("")
        bare = self.speaker.bare_value(value)
        quantity = self.quantities[self.item.id(VALUE)]
        if isinstance(bare, Call):
            return Text("")
        return join(self.figures(bare, units=True), EQUALS, shown(quantity), f"{quantity.unit}；")

    def scoring(self, node: Expr) -> Expr:
        if isinstance(node, Call) and node.function == "IF":
            return self.cases(node)
        return self.outcome(node)

    def cases(self, node: Call) -> Expr:
        condition, yes, no = node.args
        if isinstance(condition, Call) and self.trivial(yes) and self.trivial(no):
            outcome = call("IF", condition, self.outcome(yes), self.outcome(no))
            return join(self.reason(condition, True), "，", outcome)
        chosen_yes = (
            join(self.reason(condition, True), "，", self.outcome(yes))
            if self.trivial(yes)
            else self.outcome(yes)
        )
        if isinstance(no, Call) and no.function == "IF":
            chosen_no = self.cases(no)
        elif self.trivial(no):
            chosen_no = join(self.reason(condition, False), "，", self.outcome(no))
        else:
            chosen_no = self.outcome(no)
        return call("IF", condition, chosen_yes, chosen_no)

    def trivial(self, node: Expr) -> bool:
        return isinstance(node, Number) or (isinstance(node, Name) and node.name == self.speaker.points)

    def outcome(self, node: Expr) -> Expr:
        match node:
            case Number(value=value):
                return Text("不得分" if value == 0 else f"得 {plain(value, 2)} 分")
            case Name(name=name) if name == self.speaker.points:
                return join("得满分 ", shown(self.score), " 分")
            case _:
                return join(self.result(node), EQUALS, shown(self.score), " 分")

    def result(self, node: Expr) -> Expr:
        """A whole calculation: the brackets around it are not needed."""
        if isinstance(node, Call) and node.function in ("MIN", "MAX") and len(node.args) == 2:
            return self.limited(node)
        return self.figures(node)

    def reason(self, node: Expr, held: bool) -> Expr:
        """A condition in figures; of several, each that is known."""
        match node:
            case Binary(op=op, left=left, right=right) if op in COMPARED:
                sign = COMPARED[op if held else NEGATED[op]]
                return join(self.subject(left), self.figures(left), sign, self.figures(right))
            case Call(function="OR" | "AND" as function, args=args):
                parts = [
                    call("IFERROR", self.truth(arg), Text(f"{self.speaker.condition(arg)}（未填）"))
                    for arg in args
                ]
                return join(*_between(parts, "；" if function == "OR" else " 且 "))
            case _:
                return Text(self.speaker.condition(node) + ("成立" if held else "不成立"))

    def truth(self, node: Expr) -> Expr:
        """A condition in figures, whichever way it turned out."""
        if isinstance(node, Binary):
            return call("IF", node, self.reason(node, True), self.reason(node, False))
        return self.reason(node, True)

    def subject(self, node: Expr) -> Expr:
        if isinstance(node, Name) and node.name != self.item.id(VALUE) and len(self.item.cells) > 1:
            return Text(self.quantities[node.name].label + " ")
        return Text("")

    def figures(self, node: Expr, units: bool = False, least: int = 0) -> Expr:
        """A calculation with its figures; brackets only where they are needed."""
        text = self.figure(node, units)
        return join("（", text, "）") if power(node) < least else text

    def figure(self, node: Expr, units: bool) -> Expr:
        match node:
            case Number(value=value):
                return Text(digits(value))
            case Name(name=name):
                return self.name(self.quantities[name], units)
            case Unary(op="%", operand=operand):
                return join(self.figures(operand, units, 7), "%")
            case Unary(op=op, operand=operand):
                return join(op, self.figures(operand, units, 6))
            case Binary(op="-", left=Number(value=zero), right=right) if zero == 0:
                return join("－", self.figures(right, units, 4))
            case Binary(op=op, left=left, right=right) if op in SIGNS:
                own = BINARY[op].power
                return join(self.figures(left, units, own), SIGNS[op], self.figures(right, units, own + 1))
            case Call(function="MIN" | "MAX", args=(part, _)):
                limited = self.limited(node, units)
                return join("（", limited, "）") if power(part) < POSTFIX else limited
            case Call(function="IF", args=(condition, yes, no)):
                return call("IF", condition, self.figures(yes, units), self.figures(no, units))
            case _:
                return call("TEXT", node, Text("0.00"))

    def limited(self, node: Call, units: bool = False) -> Expr:
        """The part alone while it stays within the bound; beyond it, the bound is named too."""
        part, bound = node.args
        sign, word = ("<=", "，最高 ") if node.function == "MIN" else (">=", "，最低 ")
        free = self.figures(part, units)
        return call("IF", Binary(sign, part, bound), free, join(free, word, self.figures(bound, units)))

    def name(self, quantity: Quantity, units: bool) -> Expr:
        if quantity.constant is not None:
            return Text(plain(quantity.constant, None if quantity.settled else 2))
        unit = quantity.unit if units and quantity.role is Role.INPUT else ""
        return join(shown(quantity), unit)


def _between(parts: Sequence[Expr], separator: str) -> list[Expr | str]:
    result: list[Expr | str] = []
    for part in parts:
        result += [separator, part] if result else [part]
    return result


def pay_explanation(rulebook: Rulebook, rule: Expr) -> Expr:
    """3,000.00 × 88.85 ÷ 100, and × 70% where an adjustment applies."""
    explainer = _Explainer(rulebook.items[0], rulebook)
    inner = rule.args[0] if isinstance(rule, Call) and rule.function == "ROUND" else rule
    return _with_adjustments(explainer, inner)


def _with_adjustments(explainer: _Explainer, node: Expr) -> Expr:
    match node:
        case Binary(op="*", left=left, right=Call(function="IF", args=(when, Number(value=keep), _))):
            factor = call("IF", when, Text(f" × {plain(keep * 100)}%"), Text(""))
            return join(_with_adjustments(explainer, left), factor)
        case _:
            return explainer.figures(node)
