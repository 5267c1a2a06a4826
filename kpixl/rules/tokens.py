"""Text of a rule to its tokens: numbers, texts, names and signs, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from kpixl.rules.nodes import Number, Span, Text
from kpixl.rules.operators import SPELLINGS

MAX_DIGITS, MAX_PLACES = 15, 9
"""Significant digits that a spreadsheet keeps, and decimal places that a comparison looks at."""

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d{1,3})?)
      | (?P<text>"(?:[^"]|"")*+"|“[^“”]*”)
      | (?P<bracket>\[[^\[\]\n]+\])
      | (?P<name>[^\W\d][\w.]*)
      | (?P<sign><=|>=|<>|[=<>&+\-*/^%(),{}])""",
    re.VERBOSE,
)

END = "end"

_OPEN = {'"': "rule-open-text", "“": "rule-open-text", "[": "rule-open-bracket"}
"""What is wrong when no token begins here."""

_QUOTED = re.compile(r'"(?:[^"]|"")*+"|“[^“”]*”|\[[^\[\]\n]+\]')


class RuleSyntaxError(Exception):
    """The text is not a rule. `code` names the finding, `span` the faulty part of the text."""

    def __init__(self, code: str, span: Span, **details: str) -> None:
        super().__init__(code)
        self.code, self.span, self.details = code, span, details


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: what kind it is, its text with plain signs, and its place."""

    kind: str
    text: str
    span: Span


def tokens_of(text: str) -> list[Token]:
    """All tokens, and one for the end. Raises RuleSyntaxError where none begins."""
    plain = _plain(text)
    tokens, at = [], 0
    while at < len(plain):
        if plain[at] in SPELLINGS:
            tokens.append(Token("sign", SPELLINGS[plain[at]], (at, at + 1)))
            at += 1
            continue
        match = _TOKEN.match(plain, at)
        if match is None:
            raise RuleSyntaxError(_OPEN.get(plain[at], "rule-odd-sign"), (at, at + 1), sign=text[at])
        kind = str(match.lastgroup)
        if kind != "space":
            tokens.append(Token(kind, match.group(), match.span()))
        at = match.end()
    tokens.append(Token(END, "", (len(text), len(text))))
    return tokens


def _plain(text: str) -> str:
    """Full-width signs as their plain ones, except inside a quoted text or a bracketed name."""
    plain = [sign if len(sign) == 1 else own for own in text for sign in [SPELLINGS.get(own, own)]]
    for match in _QUOTED.finditer("".join(plain)):
        inside = slice(match.start() + 1, match.end() - 1)
        plain[inside] = text[inside]
    return "".join(plain)


def number_of(token: Token) -> Number:
    """The number that was written. Raises RuleSyntaxError when a spreadsheet would not keep it."""
    value = Fraction(token.text)
    scaled = value * 10**MAX_PLACES
    kept = scaled.denominator == 1 and len(str(scaled.numerator).rstrip("0")) <= MAX_DIGITS
    if not kept or value >= 10**MAX_DIGITS:
        details = {"part": token.text, "digits": str(MAX_DIGITS), "places": str(MAX_PLACES)}
        raise RuleSyntaxError("rule-number-too-long", token.span, **details)
    return Number(value, token.span)


def text_of(token: Token) -> Text:
    """The text between the quotes."""
    inside = token.text[1:-1]
    return Text(inside.replace('""', '"') if token.text.startswith('"') else inside, token.span)
