"""A bare number, however it is written: digits, thousands, 万 and 亿, Chinese characters, a sign."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from kpixl.assess.normalise_chinese import chinese_number, plain_characters
from kpixl.assess.normalise_nouns import Doubt, Example, Reading, either
from kpixl.model.indicator import Kind

MOST_DIGITS = 15
"""A spreadsheet keeps no more digits of a number."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, the keys of the readings that gave it, and the words of size in it, such as 万."""

    value: Fraction
    rules: tuple[str, ...] = ()
    sizes: str = ""


Read = Fraction | Doubt | None
NumeralReading = Reading[Callable[[str], Read]]

_DIGITS = re.compile(r"(?=\.?\d)\d*(?:\.\d*)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_WITH_COMMAS = re.compile(r"(?=.*\d.*,.*\d)[\d,.]+", re.ASCII)
_STOPPED = re.compile(r"(?:0|[1-9]\d*)。\d+", re.ASCII)
_SIZES = {word + unit: count * size for unit, size in (("万", 10**4), ("亿", 10**8)) for word, count in (
    ("", 1), ("十", 10), ("百", 100), ("千", 1000))} | {"百": 100, "千": 1000}  # fmt: skip
_SPACED_SIZE = re.compile(r"(?<=\d)\s+(?=[百千万亿])")
_SIZED = re.compile(rf"([\d.,]+)({'|'.join(sorted(_SIZES, key=len, reverse=True))})", re.ASCII)
_CHAIN = re.compile(
    r"(?=.*[亿万千百])(?:(?P<亿>\d+)亿)?(?:(?P<万>\d+)万)?(?:(?P<千>\d+)千)?(?:(?P<百>\d+)百)?(?P<rest>\d*)",
    re.ASCII,
)


def _digits(text: str) -> Read:
    if not _DIGITS.fullmatch(text):
        return None
    whole = text.partition(".")[0]
    if len(whole) > 1 and whole.startswith("0"):
        return Doubt(
            f"以 0 开头，可能是 {whole.lstrip('0') or '0'}，也可能是编号",
            "it begins with 0, like the number of a record",
        )
    return Fraction(text) if len(text.replace(".", "").lstrip("0")) <= MOST_DIGITS else None


def _thousands(text: str) -> Read:
    if _GROUPED.fullmatch(text):
        return _digits(text.replace(",", ""))
    if not _WITH_COMMAS.fullmatch(text):
        return None
    without, pointed = text.replace(",", ""), text.replace(".", "").replace(",", ".")
    if without.count(".") > 1 or pointed.count(".") > 1:
        return Doubt("逗号不在千位上", "its commas do not separate thousands")
    return either(without.strip("."), pointed.strip("."))


def _stopped(text: str) -> Read:
    return _digits(text.replace("。", ".")) if _STOPPED.fullmatch(text) else None


def _sized(text: str) -> Read:
    found = _SIZED.fullmatch(text)
    if found is None:
        return _chain(text)
    count = _thousands(found[1]) if "," in found[1] else _digits(found[1])
    return count * _SIZES[found[2]] if isinstance(count, Fraction) else count


def _chain(text: str) -> Read:
    """3千5百, 2万5千, 1亿2000万. What is left over may be digits, or the next smaller unit left out."""
    found = _CHAIN.fullmatch(text)
    if found is None or len(text) > MOST_DIGITS:
        return None
    total, above, last = 0, 0, 0
    for unit, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100)):
        count = found[unit]
        if count is None:
            continue
        if (len(count) > 1 and count.startswith("0")) or (above and int(count) * size >= above):
            return None
        total, above, last = total + int(count) * size, size, size
    rest = found["rest"]
    if not rest:
        return Fraction(total)
    if int(rest) >= last:
        return None
    units, abridged = Fraction(total + int(rest)), total + Fraction(int(rest) * last, 10 ** len(rest))
    return units if units == abridged else either(units, abridged)


NUMERALS: tuple[NumeralReading, ...] = (
    Reading(
        "text-number",
        "文本形式的数字",
        "a number stored as text",
        "以文本保存的数字就是那个数。超过 15 位的、以 0 开头像编号的不读。",
        "Digits stored as a text are that number. More than 15 digits, and digits that begin with 0 like "
        "the number of a record, are not read.",
        _digits,
        (Example("88.5", "88.5"), Example("-3", "-3")),
        (Example("007"),),
    ),
    Reading(
        "thousands",
        "去掉千位分隔符",
        "thousands separators removed",
        "逗号都在千位上时才当作千位分隔符。",
        "Commas are thousands separators only where all of them separate thousands.",
        _thousands,
        (Example("1,200", "1200", unit="元"), Example("12,345,678.90", "12345678.9", unit="元")),
        (
            Example("1,20", unit="元"),
            Example("1.200,5", unit="元"),
            Example("1.200", unit="元"),
            Example("95,98", unit="分"),
        ),
    ),
    Reading(
        "point",
        "句号当小数点",
        "a full stop as decimal point",
        "两个数字中间的句号是中文输入法打出的小数点。",
        "A full stop (。) between two digits is the decimal point, as a Chinese keyboard types it.",
        _stopped,
        (Example("88。5", "88.5", unit="分"),),
    ),
    Reading(
        "sizes",
        "万、亿等换成数字",
        "万, 亿 and the like as digits",
        "数字后面的百、千、万、亿按大小乘进去。",
        "百, 千, 万 and 亿 after digits multiply them.",
        _sized,
        (
            Example("1.2万", "12000", unit="户"),
            Example("2000万", "20000000", unit="元"),
            Example("3千5百", "3500", unit="元"),
            Example("2万5千", "25000", unit="元"),
        ),
        (Example("2万5", unit="元"), Example("3千5", unit="元")),
    ),
    Reading(
        "chinese",
        "中文数字",
        "Chinese numerals",
        "写法规范的中文数字，大写小写都可以。",
        "Chinese numerals, plain or formal, that are spelt as the number is.",
        chinese_number,
        (
            Example("九十五", "95", unit="分"),
            Example("两万", "20000", unit="元"),
            Example("十二点五", "12.5", unit="分"),
            Example("壹仟贰佰", "1200", unit="元"),
            Example("二十", "20", unit="件", kind=Kind.INTEGER),
        ),
        (Example("一百二", unit="件", kind=Kind.INTEGER), Example("九五", unit="分")),
    ),
)
"""Ways to write a number without a sign."""

_SIGN = re.compile(r"([+-]|负)(?=[^\s+-])(.+)", re.DOTALL)

SIGN: Reading[Callable[[str], Numeral | Doubt | None]]


def _signed(text: str) -> Numeral | Doubt | None:
    found = _SIGN.fullmatch(text)
    if found is None:
        return None
    number = _unsigned(found[2])
    if not isinstance(number, Numeral):
        return number
    rules = number.rules if found[1] == "-" else (SIGN.key, *number.rules)
    return replace(number, value=number.value if found[1] == "+" else -number.value, rules=rules)


SIGN = Reading(
    "sign",
    "正负号",
    "a sign",
    "前面的 + 不算；“负”就是负号。",
    "A + in front does not count; 负 is a minus sign.",
    _signed,
    (
        Example("+5", "5", unit="百分点"),
        Example("负5", "-5", unit="百分点"),
    ),
)


def numeral(text: str) -> Numeral | Doubt | None:
    """The number that a text is, and nothing else; None where it is none."""
    joined = _SPACED_SIZE.sub("", text)
    return _signed(joined) or _unsigned(joined)


def _unsigned(text: str) -> Numeral | Doubt | None:
    for row in NUMERALS:
        value = row.convert(text)
        if isinstance(value, Doubt):
            return value
        if value is not None:
            rules = () if row is NUMERALS[0] else (row.key,)
            sizes = "".join(sign for sign in plain_characters(text) if sign in "百千万亿")
            return Numeral(value, rules, sizes)
    return None
