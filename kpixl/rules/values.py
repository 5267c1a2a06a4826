"""What a rule can be about: the values of names, and the two that are not values.

UNKNOWN stands for a blank, a faulty entry or a zero denominator. What depends on it is unknown too;
but `TRUE OR unknown` is true and `FALSE AND unknown` is false. EXCLUDED is an item that the scheme
leaves out of the total.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from fractions import Fraction


class Special(Enum):
    """The two that are not values."""

    UNKNOWN = "unknown"
    EXCLUDED = "excluded"


UNKNOWN, EXCLUDED = Special.UNKNOWN, Special.EXCLUDED

EXCLUDED_TEXT = "不计"
"""How a cell shows an item that is left out of the total."""

Scalar = Fraction | str | bool | None | Special
Value = Scalar | tuple[Scalar, ...]


class Type(StrEnum):
    """The type of an expression. A list is a column of cells; blank ones are skipped.

    As the type of a parameter, a LIST may also be a single number; a COLUMN may not. TEXTS is a column
    of texts, which can only be counted.
    """

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    LIST = "list"
    COLUMN = "column"
    TEXTS = "texts"
    ANY = "any"


TYPE_WORDS = {
    Type.NUMBER: ("数字", "a number"),
    Type.TEXT: ("文字", "a text"),
    Type.TRUTH: ("条件", "a condition"),
    Type.LIST: ("一列数", "a column of numbers"),
    Type.COLUMN: ("一列数", "a column of numbers"),
    Type.TEXTS: ("一列文字", "a column of texts"),
    Type.ANY: ("任意", "anything"),
}
"""What each type is called, in Chinese and English."""
