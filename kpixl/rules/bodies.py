"""What each function of the table means, exactly. Arguments come evaluated, except to lazy functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from kpixl.model.days import DAY, MOMENT, moment_text
from kpixl.model.numbers import digits, rounded, settled
from kpixl.rules import criteria
from kpixl.rules.values import EXCLUDED, UNKNOWN, Scalar, Value

Body = Callable[[Sequence[Value]], Value]
Thunk = Callable[[], Value]


def flat(args: Sequence[Value]) -> list[Fraction]:
    """All numbers among the arguments, lists included; blanks, texts and left-out items are skipped."""
    numbers: list[Fraction] = []
    for arg in args:
        for value in arg if isinstance(arg, tuple) else (arg,):
            if isinstance(value, Fraction):
                numbers.append(value)
    return numbers


def as_number(value: Value) -> Fraction:
    """The value, which the check has found to be a number."""
    assert isinstance(value, Fraction), value
    return value


def average(args: Sequence[Value]) -> Value:
    """The mean of what is known; of nothing it is unknown."""
    numbers = flat(args)
    return sum(numbers, Fraction(0)) / len(numbers) if numbers else UNKNOWN


def extreme(pick: Callable[[list[Fraction]], Fraction]) -> Body:
    """MIN or MAX: of nothing it is unknown, where Excel says 0."""

    def body(args: Sequence[Value]) -> Value:
        numbers = flat(args)
        return pick(numbers) if numbers else UNKNOWN

    return body


def round_up(args: Sequence[Value]) -> Value:
    """Away from zero, after the value is settled."""
    value, scale = settled(as_number(args[0])), Fraction(10) ** int(as_number(args[1]))
    whole = -(-abs(value) * scale // 1)
    return (whole if value >= 0 else -whole) / scale


def round_down(args: Sequence[Value]) -> Value:
    """Towards zero, after the value is settled."""
    value, scale = settled(as_number(args[0])), Fraction(10) ** int(as_number(args[1]))
    whole = abs(value) * scale // 1
    return (Fraction(whole) if value >= 0 else Fraction(-whole)) / scale


def round_(args: Sequence[Value]) -> Value:
    """Ties away from zero, after the value is settled."""
    return rounded(settled(as_number(args[0])), int(as_number(args[1])))


def sum_product(args: Sequence[Value]) -> Value:
    """Products row by row; a row with a blank counts nothing."""
    left, right = args
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    pairs = zip(left, right, strict=True)
    return sum((a * b for a, b in pairs if isinstance(a, Fraction) and isinstance(b, Fraction)), Fraction(0))


def lookup(args: Sequence[Value]) -> Value:
    """The result of the last bound that the value reaches; below the first it is unknown."""
    bounds, results = args[1], args[2]
    assert isinstance(bounds, tuple)
    assert isinstance(results, tuple)
    value = settled(as_number(args[0]))
    found: Value = UNKNOWN
    for bound, result in zip(bounds, results, strict=True):
        if value >= as_number(bound):
            found = result
    return found


def count_if(args: Sequence[Value]) -> Value:
    """How many values meet the criterion; a blank and what is left out never do."""
    *where, criterion = args
    assert not isinstance(criterion, tuple)
    values = [v for arg in where for v in (arg if isinstance(arg, tuple) else (arg,))]
    return Fraction(sum(v not in (None, "", EXCLUDED) and criteria.matches(v, criterion) for v in values))


def text(args: Sequence[Value]) -> Value:
    """The number rounded by our rule and written in the format; one that is no day has no date."""
    value, form = settled(as_number(args[0])), str(args[1])
    if form in (DAY, MOMENT):
        written = moment_text(value, form)
        return UNKNOWN if written is None else written
    percent = form.endswith("%")
    places = criteria.format_places(form)
    text = digits(rounded(value * 100 if percent else value, places))
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, rest = text.partition(".")
    if "," in form:
        whole = f"{int(whole):,}"
    return sign + whole + ("." + rest.ljust(places, "0") if places else "") + ("%" if percent else "")


def is_known(value: Value) -> bool:
    """Whether neither the value nor anything in its list is unknown."""
    return value is not UNKNOWN and not (isinstance(value, tuple) and UNKNOWN in value)


def if_(args: Sequence[Thunk]) -> Value:
    """Only the chosen branch counts; an unknown condition chooses none."""
    condition = args[0]()
    return condition if condition is UNKNOWN else args[1]() if condition else args[2]()


def any_of(args: Sequence[Thunk], decisive: bool) -> Value:
    """OR (decisive True) and AND (decisive False): one decisive value decides, whatever is unknown."""
    values = [arg() for arg in args]
    if decisive in [v for v in values if isinstance(v, bool)]:
        return decisive
    return UNKNOWN if UNKNOWN in values else not decisive


def if_error(args: Sequence[Thunk]) -> Value:
    """The first while it is known, else the second."""
    value = args[0]()
    return value if is_known(value) else args[1]()


def count(args: Sequence[Thunk]) -> Value:
    """How many numbers are known. Of a column with something unknown in it nobody can tell."""
    values = [arg() for arg in args]
    if any(isinstance(value, tuple) and UNKNOWN in value for value in values):
        return UNKNOWN
    return Fraction(len(flat(values)))


def falls(args: Sequence[Thunk]) -> Value:
    """How many times in a row, counted back from the last value, a value is below the one before.

    An equal one ends the run, and so does whatever is no known number.
    """
    values = [v for arg in args for v in _listed(arg())]
    run = 0
    for before, after in zip(values[-2::-1], values[:0:-1], strict=True):
        if not (isinstance(before, Fraction) and isinstance(after, Fraction)):
            break
        if settled(after) >= settled(before):
            break
        run += 1
    return Fraction(run)


def _listed(value: Value) -> tuple[Scalar, ...]:
    return value if isinstance(value, tuple) else (value,)


def count_known(args: Sequence[Thunk]) -> Value:
    """How many numbers are known, whatever else is not."""
    return Fraction(len(flat([arg() for arg in args])))


def count_equal(args: Sequence[Value]) -> Value:
    """How many cells of a column hold a number."""
    cells, wanted = args
    assert isinstance(cells, tuple)
    return Fraction(cells.count(wanted))


def excluded_points(args: Sequence[Thunk]) -> Value:
    """The points of the items that are left out."""
    scores, points = args[0](), args[1]()
    assert isinstance(scores, tuple)
    assert isinstance(points, tuple)
    pairs = zip(scores, points, strict=True)
    return sum((p for s, p in pairs if s is EXCLUDED and isinstance(p, Fraction)), Fraction(0))


def is_blank(value: Value) -> Value:
    """Whether nothing is there, or an empty text."""
    return UNKNOWN if value is UNKNOWN else value is None or value == ""
