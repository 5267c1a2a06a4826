"""The nouns of the grammar: what a row of the table of fields says."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a single value of a field may be."""

    TEXT = "text"
    NAME = "name"
    SLUG = "slug"
    RULE = "rule"
    FLAG = "flag"
    DATE = "date"
    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"
    AMOUNT = "amount"
    LIMIT = "limit"
    VALUE = "value"
    FIGURE = "figure"
    WORD = "word"
    ENUM = "enum"
    RECORD = "record"
    INPUT = "input"
    PARAMETER = "parameter"
    COLUMN = "column"


TYPE_WORDS = {
    Type.TEXT: ("文字", "text"),
    Type.NAME: ("名称（一行，至多60字）", "a name (one line, at most 60 characters)"),
    Type.SLUG: ("代号（小写字母、数字和连字符）", "a slug (lower-case letters, digits, hyphens)"),
    Type.RULE: ("公式（Excel 写法，用名称代替单元格）", "a rule in Excel syntax over names"),
    Type.FLAG: ("true 或 false", "true or false"),
    Type.DATE: ("日期，如 2026-11-01", "a date such as 2026-11-01"),
    Type.WHOLE: ("整数", "a whole number"),
    Type.NUMBER: ("数字", "a number"),
    Type.SHARE: ("比例，如 70%", "a share such as 70%"),
    Type.AMOUNT: ("数字或百分数", "a number or a percentage"),
    Type.LIMIT: ("数字，或 none 表示不限", "a number, or none for no limit"),
    Type.VALUE: (
        "数字、百分数或公式（如参数名）",
        "a number, a percentage, or a rule such as a parameter's name",
    ),
    Type.FIGURE: (
        "数字，或公式（如列名、参数名）",
        "a number, or a rule such as the name of a column or parameter",
    ),
    Type.WORD: ("true、false 或下列之一", "true, false or one of these"),
    Type.ENUM: ("下列之一", "one of these"),
    Type.RECORD: ("若干行“项目: 内容”", "a mapping"),
    Type.INPUT: ("名称(单位)，或若干行“项目: 内容”", "name(unit), or a mapping"),
    Type.PARAMETER: ("数字，或若干行“项目: 内容”", "a number, or a mapping"),
    Type.COLUMN: ("单位，或若干行“项目: 内容”", "a unit, or a mapping"),
}
"""What people may write for each type, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A list or a mapping of names around the value, and how many entries it takes.

    `lone`: a list of one may be written without being a list; where a mapping is lone, what it would hold
    under each name may stand in its place.
    """

    is_map: bool = False
    least: int = 1
    most: int = 1000
    lone: bool = False


EQUAL = "equal"
"""What stands in unset(equal): an equal share is suggested."""

LIST, LONE, PAIR = Shape(), Shape(lone=True), Shape(least=2, most=2)
MAP, LEVELS, MAYBE_MAP = Shape(is_map=True), Shape(is_map=True, least=2), Shape(is_map=True, least=0)
BY_NAME = Shape(is_map=True, lone=True)
OPTIONS, RATERS = Shape(least=2, most=30), Shape(is_map=True, least=2, most=20)


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a mapping. `shapes` stand around the value, the outermost first.

    `kind` names the mapping of a RECORD, INPUT or PARAMETER, or one that may stand in place of the value;
    of several `kinds` it is the one whose first key is written. `least` and `most` are inclusive limits of
    a number; `positive` excludes zero and less; `length` is the most characters of a text; `unset`
    allows the word unset for a number that is not decided, `shared` also unset(equal). `default` is taken
    when the key is absent.
    """

    key: str
    type: Type
    zh: str
    en: str
    _: KW_ONLY
    shapes: tuple[Shape, ...] = ()
    required: bool = False
    default: str | int | bool | None = None
    kind: str = ""
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    positive: bool = False
    unset: bool = False
    shared: bool = False
    length: int = 1000

    @property
    def label(self) -> str:
        """The first words of its Chinese documentation: what HR would call it."""
        return re.split("[，；：（、=]", self.zh)[0].strip()

    @property
    def label_en(self) -> str:
        """The first words of its English documentation."""
        return re.split("[,;:(]", self.en)[0].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of mapping and its fields.

    Of each `any_of` one key is needed. `apart`: two keys that exclude each other, and the code of that
    finding. `needs`: a key that only makes sense beside another. `rest`: a key that lets the others come
    from elsewhere, so that nothing may be missed or excluded before they are there.
    """

    name: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    any_of: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str, str], ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    rest: str = ""

    def field(self, key: str) -> Field | None:
        """The field with this key, or None."""
        return next((field for field in self.fields if field.key == key), None)
