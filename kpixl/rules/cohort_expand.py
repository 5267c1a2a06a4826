"""Functions over a group in terms of whole columns: what RANK, SUMIN and the rest mean.

An argument that is more than a cell gets a helper column of its own, so that what remains are counts and
sums over columns. In Excel these work everywhere since 2010, without array formulas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kpixl.rules.cohort_column import ORDER, Bench, Criterion, count, numbers, total, where
from kpixl.rules.nodes import Binary, Call, Expr, Name, Text, call, number, transform
from kpixl.rules.quantity import Role
from kpixl.rules.values import Type


@dataclass(frozen=True, slots=True)
class Argument:
    """What a function looks at: the column of values, and that of the groups (None: everybody is one)."""

    value: Name
    group: Name | None

    @property
    def here(self) -> tuple[Criterion, ...]:
        """The criterion of the rows of one's own group."""
        return in_group(self.group)

    @property
    def known(self) -> tuple[Name, ...]:
        """The cells without which nobody has a place of one's own."""
        return (self.value,) if self.group is None else (self.value, self.group)


def in_group(group: Name | None) -> tuple[Criterion, ...]:
    """The criterion of the rows of one's own group; none where everybody is one group."""
    return () if group is None else ((group, "=", group),)


def expand(tree: Expr, bench: Bench, step: str) -> Expr:
    """A bound rule without functions over groups and without parameters, with the helpers that it needs."""

    def change(node: Expr) -> Expr:
        match node:
            case Name(name=name) if name in bench.given and bench.given[name].role is Role.PARAMETER:
                constant = bench.given[name].constant
                return call("NA") if constant is None else number(constant)
            case Name(name=name):
                return bench.cell(name)
            case Call(function=function, args=args) if function in _EXPANSIONS:
                return _EXPANSIONS[function](args, bench, step)
            case _:
                return node

    return transform(tree, change)


def group_key(parts: tuple[Expr, ...], bench: Bench) -> Expr:
    """What a group is compared by: a key of each part, joined."""
    keys = [call("KEY", part if bench.is_text(part) else Binary("&", part, Text(""))) for part in parts]
    joined: Expr = keys[0]
    for key in keys[1:]:
        joined = Binary("&", joined, key)
    return joined


def group_of(parts: tuple[Expr, ...], bench: Bench, step: str) -> Name | None:
    """The column of the groups that these rules make."""
    return bench.helper(step, "组", group_key(parts, bench), Type.TEXT) if parts else None


def _argument(args: tuple[Expr, ...], bench: Bench, step: str, settled: bool = True) -> Argument:
    make = bench.comparable if settled else bench.helper
    return Argument(make(step, "值", args[0]), group_of(args[1:], bench, step))


def _rank(args: tuple[Expr, ...], bench: Bench, step: str) -> Expr:
    of = _argument(args, bench, step)
    return where(of.known, _above(of, ">"))


def _above(of: Argument, sign: str) -> Expr:
    return Binary("+", count(*of.here, (of.value, sign, of.value)), number(1))


def _count(args: tuple[Expr, ...], bench: Bench, step: str) -> Expr:
    group = group_of(args, bench, step)
    return numbers(Name(ORDER)) if group is None else _of_group(group, count(*in_group(group)))


def _of_group(group: Name | None, tree: Expr) -> Expr:
    return tree if group is None else where((group,), tree)


def _sum(args: tuple[Expr, ...], bench: Bench, step: str) -> Expr:
    of = _argument(args, bench, step, settled=False)
    return _of_group(of.group, total(of.value, *of.here))


def _mean(args: tuple[Expr, ...], bench: Bench, step: str) -> Expr:
    of = _argument(args, bench, step, settled=False)
    return _of_group(of.group, Binary("/", total(of.value, *of.here), numbers(of.value, *of.here)))


def _share(args: tuple[Expr, ...], bench: Bench, step: str) -> Expr:
    return Binary("/", args[0], _sum(args, bench, step))


def _extreme(sign: str) -> Callable[[tuple[Expr, ...], Bench, str], Expr]:
    """The largest or smallest: the value of the one row of the group that stands first."""

    def expansion(args: tuple[Expr, ...], bench: Bench, step: str) -> Expr:
        of, order = _argument(args, bench, step), Name(ORDER)
        before = count(*of.here, (of.value, "=", of.value), (order, "<", order))
        place = bench.helper(step, "次序", where(of.known, Binary("+", _above(of, sign), before)))
        first = total(of.value, *of.here, (place, "=", number(1)))
        some = Binary(">", numbers(of.value, *of.here), number(0))
        return _of_group(of.group, call("IF", some, first, call("NA")))

    return expansion


def _deviation(lacking: int) -> Callable[[tuple[Expr, ...], Bench, str], Expr]:
    """The standard deviation, of a population (0) or of a sample (1)."""

    def expansion(args: tuple[Expr, ...], bench: Bench, step: str) -> Expr:
        of = _argument(args, bench, step, settled=False)
        mean = bench.helper(step, "均值", _mean(args, bench, step))
        apart = Binary("-", of.value, mean)
        square = bench.helper(step, "离差平方", where((*of.known, mean), Binary("*", apart, apart)))
        size = numbers(of.value, *of.here)
        divisor: Expr = Binary("-", size, number(lacking)) if lacking else size
        return _of_group(of.group, call("ROOT", Binary("/", total(square, *of.here), divisor)))

    return expansion


_EXPANSIONS: dict[str, Callable[[tuple[Expr, ...], Bench, str], Expr]] = {
    "RANK": _rank,
    "COUNTIN": _count,
    "SUMIN": _sum,
    "MEANIN": _mean,
    "MAXIN": _extreme(">"),
    "MININ": _extreme("<"),
    "STDEVPIN": _deviation(0),
    "STDEVIN": _deviation(1),
    "SHAREIN": _share,
}
