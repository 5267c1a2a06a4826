"""The exact back end: a tree becomes a function from the values of names to its value.

Numbers are fractions. An unknown operand makes a strict operation unknown; comparisons take both
sides at nine decimal places; a zero denominator gives an unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from kpixl.model.numbers import digits, from_double, settled
from kpixl.rules.criteria import COMPARISONS
from kpixl.rules.functions import FUNCTIONS, arguments
from kpixl.rules.nodes import Array, Binary, Call, Column, Expr, Name, Number, Text, Truth, Unary
from kpixl.rules.noise import cancels
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Scalar, Type, Value

_LEAST_PLAIN, _MOST_PLAIN = Fraction(1, 10**9), 10**15
"""Between these a number is written with all its digits; beyond, with an exponent."""

_LARGEST, _EXACT = 1023, 4096
"""Binary digits before the point that a spreadsheet can hold, and those of a fraction that are kept."""

Env = Mapping[str, Value]
Compiled = Callable[[Env], Value]


def evaluate(node: Expr, env: Env) -> Value:
    """The value of a tree where names have these values."""
    return compile_rule(node)(env)


def compile_rule(node: Expr) -> Compiled:
    """A function that gives the tree's value without looking at the tree again."""
    match node:
        case Number(value=value):
            return lambda env: value
        case Text(value=text):
            return lambda env: text
        case Truth(value=truth):
            return lambda env: truth
        case Name(name=name) | Column(name=name):
            return lambda env: env[name]
        case Array(items=items):
            constants = tuple(item.value for item in items)
            return lambda env: constants
        case Unary():
            return _unary(node)
        case Binary():
            return _binary(node)
        case Call():
            return _call(node)


def _unary(node: Unary) -> Compiled:
    operand = compile_rule(node.operand)
    factor = {"-": Fraction(-1), "+": Fraction(1), "%": Fraction(1, 100)}[node.op]

    def run(env: Env) -> Value:
        value = operand(env)
        return value * factor if isinstance(value, Fraction) else UNKNOWN

    return run


def _binary(node: Binary) -> Compiled:
    left, right = compile_rule(node.left), compile_rule(node.right)
    if node.op in COMPARISONS:
        return _comparison(node.op, left, right)
    if node.op == "&":
        return _join(left, right)
    operation = _divide(cancels(node.right)) if node.op == "/" else _ARITHMETIC[node.op]

    def run(env: Env) -> Value:
        a, b = left(env), right(env)
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            value = operation(a, b)
            return _held(value) if isinstance(value, Fraction) else value
        return UNKNOWN

    return run


def _held(value: Fraction) -> Value:
    """The number as a spreadsheet could hold it: unknown when too large, 0 when too small.

    A fraction is cut far behind what counts, so that repeated powers cannot grow without end.
    """
    top, bottom = value.numerator.bit_length(), value.denominator.bit_length()
    if abs(top - bottom) > _LARGEST:
        return UNKNOWN if top > bottom else Fraction(0)
    excess = min(top, bottom) - _EXACT
    return Fraction(value.numerator >> excess, value.denominator >> excess) if excess > 0 else value


def _divide(noisy: bool) -> Callable[[Fraction, Fraction], Value]:
    def divide(a: Fraction, b: Fraction) -> Value:
        return UNKNOWN if (settled(b) if noisy else b) == 0 else a / b

    return divide


def _power(a: Fraction, b: Fraction) -> Value:
    return Fraction(a ** int(b))


_ARITHMETIC: dict[str, Callable[[Fraction, Fraction], Value]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "^": _power,
}


def _comparison(op: str, left: Compiled, right: Compiled) -> Compiled:
    compare = COMPARISONS[op]

    def run(env: Env) -> Value:
        a, b = left(env), right(env)
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return compare(settled(a), settled(b))
        if isinstance(a, str) and isinstance(b, str) and op in ("=", "<>"):
            return (a.lower() == b.lower()) == (op == "=")
        return UNKNOWN

    return run


def _join(left: Compiled, right: Compiled) -> Compiled:
    def run(env: Env) -> Value:
        a, b = left(env), right(env)
        return UNKNOWN if UNKNOWN in (a, b) else _joined(a) + _joined(b)

    return run


def _joined(value: Value) -> str:
    return as_text(settled(value) if isinstance(value, Fraction) else value)


def as_text(value: Value) -> str:
    """How a spreadsheet writes a value into a text: a number in up to 15 significant digits."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Fraction):
        shown = from_double(float(value))
        plain = shown == 0 or _LEAST_PLAIN <= abs(shown) < _MOST_PLAIN
        return digits(shown) if plain else format(float(value), ".15G")
    if value is EXCLUDED:
        return EXCLUDED_TEXT
    return value if isinstance(value, str) else ""


def _call(node: Call) -> Compiled:
    row = FUNCTIONS[node.function]
    args = [compile_rule(arg) for arg in arguments(node)]
    if row.lazy is not None:
        lazy = row.lazy

        def run_lazy(env: Env) -> Value:
            return lazy([_thunk(arg, env) for arg in args])

        return run_lazy
    body = row.body
    assert body is not None
    numeric = [row.param(position) is Type.NUMBER for position in range(len(args))]

    def run(env: Env) -> Value:
        values = [arg(env) for arg in args]
        if any(map(_holds_unknown, values)) or any(map(_lacks_number, numeric, values)):
            return UNKNOWN
        return body(values)

    return run


def _lacks_number(numeric: bool, value: Value) -> bool:
    """Whether a number is wanted and something else is given, such as an item that is left out."""
    return numeric and not isinstance(value, Fraction)


def _thunk(arg: Compiled, env: Env) -> Callable[[], Value]:
    return lambda: arg(env)


def _holds_unknown(value: Value) -> bool:
    return value is UNKNOWN or (isinstance(value, tuple) and any(part is UNKNOWN for part in value))


def scalar(value: Value) -> Scalar:
    """The value of a single cell. A rule for a cell never gives a list."""
    assert not isinstance(value, tuple)
    return value
