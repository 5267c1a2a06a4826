"""Static checks of a bound rule: known functions, number of arguments, types and units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kpixl.findings import did_you_mean
from kpixl.rules.criteria import COMPARISONS, is_criterion, is_format
from kpixl.rules.function import Function
from kpixl.rules.functions import FUNCTIONS
from kpixl.rules.nodes import Array, Binary, Call, Column, Expr, Name, Number, Span, Text, Truth, Unary
from kpixl.rules.printer import print_rule
from kpixl.rules.quantity import Quantity
from kpixl.rules.values import Type

TYPE_WORDS = {
    Type.NUMBER: ("数字", "a number"),
    Type.TEXT: ("文字", "a text"),
    Type.TRUTH: ("是否成立", "a condition"),
    Type.LIST: ("一列", "a column"),
    Type.ANY: ("任意", "anything"),
}


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


_RATES = frozenset({"%", "‰", "百分点", "件/万客户"})
_KEEP_UNIT = frozenset(
    {"MIN", "MAX", "SUM", "AVERAGE", "ABS", "ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "IF", "IFERROR"}
)


def check(
    node: Expr, quantities: Mapping[str, Quantity], expected: Type, allowed: Callable[[str], bool]
) -> list[Problem]:
    """All problems of a rule that should give the expected type and use the allowed functions."""
    checker = _Checker(quantities, allowed)
    found = checker.infer(node)
    if not checker.problems and not _fits(found.type, expected):
        checker.wrong_type(node, expected, found.type)
    return checker.problems


def _fits(found: Type, wanted: Type) -> bool:
    return (
        wanted is Type.ANY
        or found is Type.ANY
        or found is wanted
        or (wanted is Type.LIST and found is Type.NUMBER)
    )


class _Checker:
    def __init__(self, quantities: Mapping[str, Quantity], allowed: Callable[[str], bool]) -> None:
        self.quantities, self.allowed = quantities, allowed
        self.problems: list[Problem] = []

    def report(self, code: str, node: Expr, **details: object) -> None:
        self.problems.append(Problem(code, node.span, {"part": print_rule(node), **details}))

    def wrong_type(self, node: Expr, wanted: Type, found: Type) -> None:
        zh, en = TYPE_WORDS[wanted], TYPE_WORDS[found]
        self.report("rule-wrong-type", node, wanted=zh[0], found=en[0], wanted_en=zh[1], found_en=en[1])

    def want(self, node: Expr, wanted: Type) -> Typed:
        found = self.infer(node)
        if not _fits(found.type, wanted):
            self.wrong_type(node, wanted, found.type)
        return found

    def infer(self, node: Expr) -> Typed:
        match node:
            case Number():
                return Typed(Type.NUMBER)
            case Text():
                return Typed(Type.TEXT)
            case Truth():
                return Typed(Type.TRUTH)
            case Array():
                return Typed(Type.LIST)
            case Name(name=name) | Column(name=name):
                quantity = self.quantities[name]
                return Typed(quantity.type, quantity.unit)
            case Unary(op=op, operand=operand):
                inner = self.want(operand, Type.NUMBER)
                return Typed(Type.NUMBER, "" if op == "%" else inner.unit)
            case Binary():
                return self.binary(node)
            case Call():
                return self.call(node)

    def binary(self, node: Binary) -> Typed:
        if node.op == "&":
            self.want(node.left, Type.ANY)
            self.want(node.right, Type.ANY)
            return Typed(Type.TEXT)
        if node.op in COMPARISONS:
            return self.comparison(node)
        left, right = self.want(node.left, Type.NUMBER), self.want(node.right, Type.NUMBER)
        if node.op == "^":
            self.exponent(node)
        if node.op in "+-":
            return Typed(Type.NUMBER, self.same_unit(node, left, right))
        if node.op == "/" and isinstance(node.right, Number) and node.right.value == 0:
            self.report("rule-divides-by-zero", node)
        return Typed(Type.NUMBER)

    def exponent(self, node: Binary) -> None:
        value = node.right.value if isinstance(node.right, Number) else Fraction(-1)
        if value.denominator != 1 or not 1 <= value <= 9:
            self.report("rule-bad-exponent", node)

    def comparison(self, node: Binary) -> Typed:
        left, right = self.infer(node.left), self.infer(node.right)
        for side, typed in ((node.left, left), (node.right, right)):
            if typed.type in (Type.LIST, Type.TRUTH):
                self.wrong_type(side, Type.NUMBER, typed.type)
                return Typed(Type.TRUTH)
        if Type.ANY not in (left.type, right.type) and left.type is not right.type:
            self.wrong_type(node.right, left.type, right.type)
        elif Type.TEXT in (left.type, right.type) and node.op not in ("=", "<>"):
            self.report("rule-text-order", node)
        else:
            self.same_unit(node, left, right)
        return Typed(Type.TRUTH)

    def same_unit(self, node: Binary, left: Typed, right: Typed) -> str:
        """The common unit. Rates of different kinds never meet, nor does 95% meet a value given as 95."""
        for side, other in ((node.left, right), (node.right, left)):
            if isinstance(side, Unary) and side.op == "%" and other.unit in _RATES:
                self.report("rule-percent-literal", side, unit=other.unit, plain=print_rule(side.operand))
                return ""
        if left.unit and right.unit and left.unit != right.unit and {left.unit, right.unit} & _RATES:
            self.report("rule-unit-mismatch", node, left=left.unit, right=right.unit)
            return ""
        if node.op == "-" and left.unit == right.unit == "%":
            return "百分点"
        return left.unit if left.unit == right.unit else ""

    def call(self, node: Call) -> Typed:
        row = FUNCTIONS.get(node.function)
        if row is None or not self.allowed(node.function):
            known = [name for name in FUNCTIONS if self.allowed(name)]
            self.report(
                "rule-unknown-function", node, name=node.function, near=did_you_mean(node.function, known)
            )
            return Typed(Type.ANY)
        if not row.least <= len(node.args) <= row.most:
            counts = str(row.least) if row.least == row.most else f"{row.least}–{row.most}"
            self.report(
                "rule-wrong-count",
                node,
                name=row.name,
                wanted=counts,
                found=len(node.args),
                example=row.example,
            )
            return Typed(row.result)
        typed = [self.argument(row, position, arg, len(node.args)) for position, arg in enumerate(node.args)]
        self.constants(row, node)
        units = {part.unit for part in typed if part.type is not Type.TRUTH}
        unit = units.pop() if row.name in _KEEP_UNIT and len(units) == 1 else ""
        if row.result is not Type.ANY:
            return Typed(row.result, unit)
        return Typed(self.branch_type(node, typed), unit)

    def argument(self, row: Function, position: int, arg: Expr, count: int) -> Typed:
        last = row.name == "COUNTIF" and position == count - 1
        wanted = Type.ANY if last else Type.LIST if row.name == "COUNTIF" else row.param(position)
        if row.name == "COUNTIF" and not last:
            found = self.infer(arg)
            if found.type is Type.TRUTH:
                self.wrong_type(arg, Type.LIST, found.type)
            return found
        found = self.want(arg, wanted)
        if found.type is Type.LIST and wanted not in (Type.LIST,):
            self.wrong_type(arg, wanted, found.type)
        return found

    def branch_type(self, node: Call, typed: list[Typed]) -> Type:
        """The type of IF, IFERROR or LOOKUP: what its branches give, which must agree."""
        if node.function == "LOOKUP":
            results = node.args[2]
            return (
                Type.TEXT
                if isinstance(results, Array) and isinstance(results.items[0], Text)
                else Type.NUMBER
            )
        branches = [part.type for part in typed[-2:] if part.type is not Type.ANY]
        if len(set(branches)) > 1:
            self.wrong_type(node.args[-1], branches[0], branches[1])
        return branches[0] if branches else Type.ANY

    def constants(self, row: Function, node: Call) -> None:
        for position in row.constants:
            self.constant(row, node.args[position])
        match node:
            case Call(function="LOOKUP", args=(_, Array(items=bounds), Array(items=results))):
                values = [item.value for item in bounds if isinstance(item, Number)]
                if len(values) != len(bounds) or len(bounds) != len(results) or values != sorted(set(values)):
                    self.report("rule-bad-bands", node)
            case _:
                pass

    def constant(self, row: Function, arg: Expr) -> None:
        match row.name, arg:
            case "LOOKUP", Array():
                return
            case "COUNTIF", Text(value=value) | Number(value=value) if is_criterion(value):
                return
            case "TEXT", Text(value=form) if is_format(form):
                return
            case (("ROUND" | "ROUNDUP" | "ROUNDDOWN"), Number(value=value)) if (
                value.denominator == 1 and value <= 9
            ):
                return
            case (("ROUND" | "ROUNDUP" | "ROUNDDOWN"), Unary(op="-", operand=Number(value=value))) if (
                value <= 6
            ):
                return
        self.report("rule-wants-constant", arg, name=row.name, example=row.example)
