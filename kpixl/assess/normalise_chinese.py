"""Numbers in Chinese characters, taken only where they are written as the number is spelt."""

from __future__ import annotations

import re
from fractions import Fraction

from kpixl.assess.normalise_nouns import Doubt, either

DIGITS = "零一二三四五六七八九"
PLACES = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}

_PLAIN = str.maketrans(
    "〇两壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億",
    "零二一二二三三四五六六七八九十百千万亿",
)
ALPHABET = f"{DIGITS}〇两壹贰貳叁參肆伍陆陸柒捌玖十百千拾佰仟万亿萬億"
"""Every character of which such a number may consist, besides the 点 before decimals."""

_WRITTEN = re.compile(f"[{ALPHABET}]+(?:点[{ALPHABET}]+)?")
_ABRIDGED = re.compile(r"(.*([百千万亿]))([一二三四五六七八九])")
_MOST_DECIMALS = 9


def plain_characters(text: str) -> str:
    """The text with the formal and the informal characters for digits as the usual ones."""
    return text.translate(_PLAIN)


def chinese_number(text: str) -> Fraction | Doubt | None:
    """The number in a text such as 九十五 or 十二点五; None where it is no such text at all."""
    if not _WRITTEN.fullmatch(text):
        return None
    whole, point, decimals = plain_characters(text).partition("点")
    if not point and len(whole) > 1 and all(sign in DIGITS for sign in whole):
        return _digit_by_digit(whole)
    number = _whole(whole)
    if number is None or (point and not all(sign in DIGITS for sign in decimals)):
        return _abridged(whole) if not point and _ABRIDGED.fullmatch(whole) else _MISSPELT
    if len(decimals) > _MOST_DECIMALS:
        return _MISSPELT
    return number + Fraction(int(_arabic(decimals) or 0), 10 ** len(decimals))


_MISSPELT = Doubt("不是规范的中文数字", "it is not how a Chinese number is spelt")


def year_number(text: str) -> int | None:
    """The number of digits that are written one by one, as years are: 二〇二六."""
    signs = plain_characters(text)
    return int(_arabic(signs)) if signs and all(sign in DIGITS for sign in signs) else None


def _arabic(signs: str) -> str:
    return "".join(str(DIGITS.index(sign)) for sign in signs)


def _digit_by_digit(signs: str) -> Doubt:
    whole = _arabic(signs)
    if len(whole) == 2 and whole[0] != "0":
        return either(whole, f"{whole[0]}.{whole[1]}")
    return Doubt("是一位一位写的中文数字", "its digits are written one by one")


def _abridged(text: str) -> Doubt:
    """一百二 may be 120, as people say, or 102, as some write."""
    found = _ABRIDGED.fullmatch(text)
    assert found is not None
    head, digit = _whole(found[1]), DIGITS.index(found[3])
    if head is None:
        return _MISSPELT
    place = {**PLACES, **LARGE}[found[2]]
    return either(Fraction(head + digit * place // 10), Fraction(head + digit))


def _whole(text: str) -> int | None:
    """The number that is spelt so, or None."""
    if text == "零":
        return 0
    total, rest, before = 0, text, False
    for unit, size in sorted(LARGE.items(), key=lambda row: -row[1]):
        if unit in rest:
            upper, _, rest = rest.partition(unit)
            part = _section(upper, after=before)
            if part is None:
                return None
            total, before = total + part * size, True
    if not rest:
        return total if before else None
    part = _section(rest, after=before)
    return None if part is None else total + part


def _section(text: str, after: bool) -> int | None:
    """Up to four places. After a larger unit, 零 stands where the thousands are skipped."""
    has_zero = text.startswith("零")
    spelt = text.removeprefix("零") if after else text
    number = _added(spelt)
    if not 0 < number < 10**4 or spelt not in _spellings(number, leads=not after):
        return None
    return number if not after or has_zero or number >= 1000 else None


def _added(text: str) -> int:
    number = digit = 0
    for sign in text:
        if sign in PLACES:
            number += (digit or 1) * PLACES[sign]
            digit = 0
        else:
            digit = DIGITS.index(sign) if sign in DIGITS else 0
    return number + digit


def _spellings(number: int, leads: bool) -> set[str]:
    spelt, skipped = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            spelt += "零" * (skipped and bool(spelt)) + DIGITS[digit] + sign
        skipped = not digit
    return {spelt, spelt.removeprefix("一")} if leads and 10 <= number < 20 else {spelt}
