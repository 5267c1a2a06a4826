"""Static checks of a bound rule: known functions, number of arguments, types and units."""

from __future__ import annotations

from collections.abc import Mapping

from kpixl.findings import did_you_mean
from kpixl.rules.check_constants import are_bands, constant_problem
from kpixl.rules.check_units import UnitProblem, common_unit, sum_unit
from kpixl.rules.cohort_functions import COHORT_FUNCTIONS
from kpixl.rules.criteria import COMPARISONS, criterion, is_criterion
from kpixl.rules.function import Function
from kpixl.rules.nodes import Array, Binary, Call, Column, Expr, Name, Number, Text, Truth, Unary
from kpixl.rules.printer import print_rule
from kpixl.rules.problem import Problem, Typed, listed
from kpixl.rules.quantity import Quantity
from kpixl.rules.values import TYPE_WORDS, Type

_KEEP_UNIT = frozenset(
    {"MIN", "MAX", "SUM", "AVERAGE", "ABS", "ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "IF", "IFERROR"}
)

_MEASURED = frozenset({Type.NUMBER, Type.LIST})
"""Types that can have a unit."""

_SINGLE = {Type.LIST: Type.NUMBER, Type.ANY: Type.NUMBER}
"""What to ask for where several types would do."""

_COLUMNS = frozenset({Type.LIST, Type.TEXTS})
"""Types of whole columns: a single value is wanted in most places."""


def check(
    node: Expr, quantities: Mapping[str, Quantity], expected: Type, functions: Mapping[str, Function]
) -> list[Problem]:
    """All problems of a rule that should give the expected type and use these functions."""
    checker = _Checker(quantities, functions)
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
        or (wanted is Type.COLUMN and found is Type.LIST)
    )


class _Checker:
    def __init__(self, quantities: Mapping[str, Quantity], functions: Mapping[str, Function]) -> None:
        self.quantities, self.functions = quantities, functions
        self.problems: list[Problem] = []

    def report(self, code: str, node: Expr, **details: object) -> None:
        self.problems.append(Problem(code, node.span, {"part": print_rule(node), **details}))

    def wrong_type(self, node: Expr, wanted: Type, found: Type) -> None:
        asked, given = TYPE_WORDS[_SINGLE.get(wanted, wanted)], TYPE_WORDS[found]
        details = {"wanted": asked[0], "wanted_en": asked[1], "found": given[0], "found_en": given[1]}
        self.report("rule-wrong-type", node, **details)

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
                self.report("rule-array-alone", node)
                return Typed(Type.ANY)
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
            for side in (node.left, node.right):
                found = self.infer(side).type
                if found is Type.TRUTH or found in _COLUMNS:
                    self.wrong_type(side, Type.TEXT, found)
            return Typed(Type.TEXT)
        if node.op in COMPARISONS:
            return self.comparison(node)
        left, right = self.want(node.left, Type.NUMBER), self.want(node.right, Type.NUMBER)
        if node.op == "^":
            self.exponent(node)
        if node.op in "+-":
            unit = sum_unit(node.op, (node.left, left.unit), (node.right, right.unit))
            return Typed(Type.NUMBER, self.unit(node, unit))
        if node.op == "/" and isinstance(node.right, Number) and node.right.value == 0:
            self.report("rule-divides-by-zero", node)
        return Typed(Type.NUMBER)

    def exponent(self, node: Binary) -> None:
        value = node.right.value if isinstance(node.right, Number) else None
        if value not in range(1, 10):
            self.report("rule-bad-exponent", node)

    def comparison(self, node: Binary) -> Typed:
        left, right = self.infer(node.left), self.infer(node.right)
        for side, typed in ((node.left, left), (node.right, right)):
            if typed.type is Type.TRUTH or typed.type in _COLUMNS:
                self.wrong_type(side, Type.NUMBER, typed.type)
                return Typed(Type.TRUTH)
        if Type.ANY not in (left.type, right.type) and left.type is not right.type:
            self.wrong_type(node.right, left.type, right.type)
        elif Type.TEXT in (left.type, right.type) and node.op not in ("=", "<>"):
            self.report("rule-text-order", node)
        else:
            self.unit(node, common_unit(((node.left, left.unit), (node.right, right.unit))))
            self.chosen(node.left, node.right)
            self.chosen(node.right, node.left)
        return Typed(Type.TRUTH)

    def chosen(self, subject: Expr, answer: Expr) -> None:
        """A text that what is chosen from a list is compared with must stand in the list."""
        if not isinstance(subject, Name | Column) or not isinstance(answer, Text):
            return
        choices = self.quantities[subject.name].choices
        if choices and answer.value not in choices:
            self.report("rule-unknown-choice", answer, text=answer.value, **listed("choices", choices))

    def unit(self, node: Expr, found: str | UnitProblem) -> str:
        """The unit that was found, or "" and a finding."""
        if isinstance(found, str):
            return found
        self.report(found.code, found.part or node, **found.details)
        return ""

    def call(self, node: Call) -> Typed:
        row = self.functions.get(node.function)
        if row is None:
            self.unknown_function(node)
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
        typed = [self.argument(row, position, node) for position in range(len(node.args))]
        self.together(node)
        kind = self.branch_type(node, typed) if row.result is Type.ANY else row.result
        return Typed(kind, self.kept_unit(node, typed))

    def unknown_function(self, node: Call) -> None:
        near = did_you_mean(node.function, self.functions)
        code = "rule-unknown-function-near" if near else "rule-unknown-function"
        code = "rule-function-of-cohort" if node.function in COHORT_FUNCTIONS else code
        self.report(code, node, name=node.function, near=near, **listed("known", self.functions))

    def kept_unit(self, node: Call, typed: list[Typed]) -> str:
        """The unit of a function that gives one of its arguments, or their sum or mean."""
        if node.function not in _KEEP_UNIT:
            return ""
        sides = [
            (arg, part.unit) for arg, part in zip(node.args, typed, strict=True) if part.type in _MEASURED
        ]
        return self.unit(node, common_unit(sides))

    def argument(self, row: Function, position: int, node: Call) -> Typed:
        """The type of an argument; one that must be written down is looked at as a constant."""
        arg, count = node.args[position], len(node.args)
        if position in row.constants or position - count in row.constants:
            return self.constant(row, arg)
        if row.name == "COUNTIF":
            return self.counted(arg, node.args[-1])
        wanted = row.param(position)
        found = self.want(arg, wanted)
        if found.type in _COLUMNS and wanted is Type.ANY:
            self.wrong_type(arg, wanted, found.type)
            return Typed(Type.ANY)
        return found

    def constant(self, row: Function, arg: Expr) -> Typed:
        """An argument that must be written down."""
        code = constant_problem(row.name, arg)
        if code:
            self.report(code, arg, name=row.name, example=row.example)
        return Typed(Type.ANY)

    def counted(self, arg: Expr, last: Expr) -> Typed:
        """What COUNTIF looks at: texts for a text, numbers or columns for a number."""
        if not isinstance(last, Text | Number) or not is_criterion(last.value):
            return self.infer(arg)
        if not isinstance(criterion(last.value)[1], str):
            return self.want(arg, Type.LIST)
        self.chosen(arg, Text(str(criterion(last.value)[1]), last.span))
        found = self.infer(arg)
        return found if found.type is Type.TEXTS else self.want(arg, Type.TEXT)

    def branch_type(self, node: Call, typed: list[Typed]) -> Type:
        """The type of IF, IFERROR or LOOKUP: what its branches give, which must agree."""
        if node.function == "LOOKUP":
            results = node.args[2]
            is_text = isinstance(results, Array) and isinstance(results.items[0], Text)
            return Type.TEXT if is_text else Type.NUMBER
        branches = [part.type for part in typed[-2:] if part.type is not Type.ANY]
        if len(set(branches)) > 1:
            self.wrong_type(node.args[-1], branches[0], branches[1])
        return branches[0] if branches else Type.ANY

    def together(self, node: Call) -> None:
        """Problems of arguments that belong together: bands, and columns gone through row by row."""
        if node.function == "LOOKUP" and not are_bands(*node.args[1:]):
            self.report("rule-bad-bands", node)
        if node.function == "SUMPRODUCT":
            columns = [arg for arg in node.args if isinstance(arg, Column)]
            lengths = [len(self.quantities[column.name].members) for column in columns]
            if len(set(lengths)) > 1:
                self.report("rule-columns-apart", node, **listed("lengths", map(str, lengths)))
