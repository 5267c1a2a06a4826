"""Functions over whole columns of a table of appraisees, of which every cohort rule is made.

Each looks at the rows for which all of its criteria hold: a column, a sign, and a value of the row at
hand. A cell without a known value takes no part. In Excel they are COUNTIFS and SUMIFS, which take a
criterion as text; so what they compare is settled, and groups are compared by their `KEY`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpixl.model.numbers import settled
from kpixl.rules.bodies import as_number, is_known
from kpixl.rules.cohort_bodies import MARK, SIGNS, key_of, known_numbers, label_of, over_rows, root
from kpixl.rules.function import Function
from kpixl.rules.lowering import Builder, settle
from kpixl.rules.nodes import Binary, Call, Column, Expr, Name, Number, Text, Truth, Unary, call
from kpixl.rules.values import Type

N, T, B, L, A = Type.NUMBER, Type.TEXT, Type.TRUTH, Type.LIST, Type.ANY

AGGREGATES = frozenset({"COUNTROWS", "NUMBERROWS", "SUMROWS"})
"""The functions that look at whole columns."""

_ANY_NUMBER = Text("<1E+300")
"""The criterion that every number meets, and nothing else."""


def _spelled(plain: str, conditional: str, given: int) -> Builder:
    """The plain function over a column, or with criteria the conditional one.

    A criterion that is an error would find nothing and go unnoticed, so it is looked at first.
    """

    def builder(args: tuple[Expr, ...], calm: tuple[bool, ...]) -> Expr:
        criteria = args[given:]
        if not criteria:
            return call(plain, args[0])
        first = (args[0], _ANY_NUMBER) if conditional == "COUNTIFS" else args[:1]
        spelled: list[Expr] = list(first[: 2 * given])
        for at in range(0, len(criteria), 3):
            column, sign, wanted = criteria[at : at + 3]
            value = wanted if calm[given + at + 2] else settle(wanted)
            assert isinstance(sign, Text)
            spelled += [column, value if sign.value == "=" else Binary("&", sign, value)]
        found = Call(conditional, tuple(spelled))
        doubtful = [wanted for wanted in criteria[2::3] if not _is_plain(wanted)]
        return call("IF", _fails(doubtful), call("NA"), found) if doubtful else found

    return builder


def _is_plain(node: Expr) -> bool:
    """Whether a criterion is a constant, or a bare cell, which is only named where it is known."""
    match node:
        case Number() | Text() | Truth() | Column():
            return True
        case Name(name=name):
            return "(" not in name
        case Unary(operand=operand):
            return _is_plain(operand)
        case Binary(op="+" | "-" | "*", left=left, right=right):
            return _is_plain(left) and _is_plain(right)
        case _:
            return False


def _fails(nodes: Sequence[Expr]) -> Expr:
    joined = nodes[0]
    for node in nodes[1:]:
        joined = Binary("&", joined, node)
    return call("ISERROR", joined)


def _lower_known(args: tuple[Expr, ...], calm: tuple[bool, ...]) -> Expr:
    known = tuple(call("NOT", call("ISERROR", arg)) for arg in args)
    return known[0] if len(known) == 1 else Call("AND", known)


_KEYED = "a"
for _sign, _other in SIGNS:
    _KEYED = f'SUBSTITUTE({_KEYED},"{_sign}","{_other}")'

COHORT_CELLS = (
    Function(
        "COUNTROWS",
        (L, T, A),
        3,
        30,
        N,
        None,
        "符合条件的有几行",
        "how many rows meet the criteria",
        'COUNTROWS(列, ">", 值)',
        excel=_spelled("COUNT", "COUNTIFS", 0),
        lazy=over_rows(0, lambda cells: Fraction(len(cells))),
        settles=True,
    ),
    Function(
        "NUMBERROWS",
        (L, L, T, A),
        1,
        31,
        N,
        None,
        "符合条件的行里有几个数",
        "how many numbers the rows that meet the criteria hold",
        'NUMBERROWS(列, 组列, "=", 组)',
        excel=_spelled("COUNT", "COUNTIFS", 1),
        lazy=over_rows(1, lambda cells: Fraction(len(known_numbers(cells)))),
        settles=True,
    ),
    Function(
        "SUMROWS",
        (L, L, T, A),
        1,
        31,
        N,
        None,
        "符合条件的行里各数之和",
        "the sum of the numbers in the rows that meet the criteria",
        'SUMROWS(列, 组列, "=", 组)',
        excel=_spelled("SUM", "SUMIFS", 1),
        lazy=over_rows(1, lambda cells: sum(known_numbers(cells), Fraction(0))),
    ),
    Function(
        "KNOWN",
        (A,),
        1,
        10,
        B,
        None,
        "都有值",
        "all are known",
        "KNOWN(值, 组)",
        excel=_lower_known,
        lazy=lambda args: all(is_known(arg()) for arg in args),
    ),
    Function(
        "KEY",
        (T,),
        1,
        1,
        T,
        lambda args: key_of(str(args[0])),
        "组名，可用来比较",
        "a group's name, fit for comparing",
        "KEY(组)",
        excel=f'"{MARK}"&{_KEYED}',
    ),
    Function(
        "LABEL",
        (T,),
        1,
        1,
        T,
        lambda args: label_of(str(args[0])),
        "组名，给人看的",
        "a group's name as people read it",
        "LABEL(组)",
        excel=f'SUBSTITUTE(MID(a,2,200),"{MARK}","、")',
    ),
    Function(
        "SETTLED",
        (N,),
        1,
        1,
        N,
        lambda args: settled(as_number(args[0])),
        "取九位小数",
        "at nine decimal places",
        "SETTLED(值)",
        excel="ROUND(a,9)",
        settles=True,
    ),
    Function(
        "ROOT",
        (N,),
        1,
        1,
        N,
        root,
        "平方根，取九位小数",
        "square root, at nine decimal places",
        "ROOT(值)",
        excel="ROUND(SQRT(a),9)",
        settles=True,
    ),
)
