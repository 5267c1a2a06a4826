"""Text of a rule to its expression tree.

    rule     := compare
    compare  := join   (("=" | "<>" | "<" | ">" | "<=" | ">=") join)*
    join     := sum    ("&" sum)*
    sum      := product (("+" | "-") product)*
    product  := power  (("*" | "/") power)*
    power    := signed ("^" signed)*
    signed   := ("-" | "+") signed | percent
    percent  := atom "%"*
    atom     := NUMBER | TEXT | "TRUE" | "FALSE" | NAME | "[" any name "]"
              | FUNCTION "(" [compare ("," compare)*] ")" | "(" compare ")"
              | "{" constant ("," constant)* "}"

As in Excel, a minus sign binds tighter than "^", and everything associates to the left. Full-width
signs and ≥ ≤ ≠ × ÷ stand for what they mean. A leading "=" is allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from kpixl.rules.nodes import Array, Binary, Call, Expr, Name, Number, Span, Text, Truth, Unary
from kpixl.rules.operators import BINARY, PREFIX, SPELLINGS

MAX_LENGTH, MAX_DEPTH = 4000, 60
"""A longer or deeper rule could not be written into a cell: Excel allows 64 levels."""

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d{1,2})?)
      | (?P<text>"(?:[^"]|"")*")
      | (?P<bracket>\[[^\[\]\n]+\])
      | (?P<name>[^\W\d][\w.]*)
      | (?P<sign><=|>=|<>|[=<>&+\-*/^%(),{}])""",
    re.VERBOSE,
)


class RuleSyntaxError(Exception):
    """The text is not a rule. `code` names the finding, `span` the faulty part of the text."""

    def __init__(self, code: str, span: Span, **details: str) -> None:
        super().__init__(code)
        self.code, self.span, self.details = code, span, details


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    span: Span


_END = "end"


def parse(text: str) -> Expr:
    """The tree of a rule. Raises RuleSyntaxError with the exact place of the fault."""
    if len(text) > MAX_LENGTH:
        raise RuleSyntaxError("rule-too-long", (0, len(text)), limit=str(MAX_LENGTH))
    return _Parser(_tokens(text)).rule()


def _tokens(text: str) -> list[_Token]:
    plain = "".join(
        SPELLINGS.get(sign, sign) if len(SPELLINGS.get(sign, sign)) == 1 else sign for sign in text
    )
    plain = _keep_texts(text, plain)
    tokens, at = [], 0
    while at < len(plain):
        if plain[at] in SPELLINGS:
            tokens.append(_Token("sign", SPELLINGS[plain[at]], (at, at + 1)))
            at += 1
            continue
        match = _TOKEN.match(plain, at)
        if match is None:
            code = (
                "rule-open-text"
                if plain[at] == '"'
                else "rule-open-bracket"
                if plain[at] == "["
                else "rule-odd-sign"
            )
            raise RuleSyntaxError(code, (at, at + 1), sign=text[at])
        kind = str(match.lastgroup)
        if kind != "space":
            tokens.append(_Token(kind, match.group(), match.span()))
        at = match.end()
    tokens.append(_Token(_END, "", (len(text), len(text))))
    return tokens


def _keep_texts(text: str, plain: str) -> str:
    """Full-width signs inside a quoted text or a bracketed name are part of it."""
    kept = list(plain)
    for match in re.finditer(r'"(?:[^"]|"")*"|\[[^\[\]\n]+\]', plain):
        inside = slice(match.start() + 1, match.end() - 1)
        kept[inside] = text[inside]
    return "".join(kept)


class _Parser:
    """Precedence climbing over the tokens; the depth is bounded so that no input can exhaust the stack."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def rule(self) -> Expr:
        if self.peek.text == "=" and self.peek.kind == "sign":
            self.at += 1
        node = self.binary(0)
        if self.peek.kind != _END:
            raise self.unexpected()
        return node

    @property
    def peek(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def unexpected(self) -> RuleSyntaxError:
        token = self.peek
        if token.kind == _END:
            return RuleSyntaxError("rule-ends-early", token.span)
        return RuleSyntaxError("rule-unexpected", token.span, part=token.text)

    def expect(self, sign: str, opened: _Token) -> _Token:
        if self.peek.text != sign or self.peek.kind != "sign":
            if self.peek.kind == _END:
                raise RuleSyntaxError("rule-not-closed", opened.span, sign=opened.text)
            raise self.unexpected()
        return self.take()

    def binary(self, least: int) -> Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RuleSyntaxError("rule-too-deep", self.peek.span, limit=str(MAX_DEPTH))
        left = self.signed()
        while self.peek.kind == "sign" and (row := BINARY.get(self.peek.text)) and row.power > least:
            self.take()
            right = self.binary(row.power)
            left = Binary(row.symbol, left, right, (left.span[0], right.span[1]))
        self.depth -= 1
        return left

    def signed(self) -> Expr:
        signs: list[_Token] = []
        while self.peek.kind == "sign" and self.peek.text in "+-":
            signs.append(self.take())
        if len(signs) > MAX_DEPTH:
            raise RuleSyntaxError("rule-too-deep", signs[0].span, limit=str(MAX_DEPTH))
        node = self.percent()
        for sign in reversed(signs):
            node = Unary(sign.text, node, (sign.span[0], node.span[1]))
        return node

    def percent(self) -> Expr:
        node = self.atom()
        count = 0
        while self.peek.kind == "sign" and self.peek.text == "%":
            count += 1
            if count > PREFIX:
                raise self.unexpected()
            node = Unary("%", node, (node.span[0], self.take().span[1]))
        return node

    def atom(self) -> Expr:
        token = self.peek
        match token.kind:
            case "number":
                self.take()
                return Number(Fraction(token.text), token.span)
            case "text":
                self.take()
                return Text(token.text[1:-1].replace('""', '"'), token.span)
            case "bracket":
                self.take()
                return Name(token.text[1:-1].strip(), token.span)
            case "name":
                return self.name()
            case "sign" if token.text == "(":
                self.take()
                node = self.binary(0)
                self.expect(")", token)
                return node
            case "sign" if token.text == "{":
                return self.array()
        raise self.unexpected()

    def name(self) -> Expr:
        token = self.take()
        if self.peek.kind == "sign" and self.peek.text == "(":
            return self.call(token)
        if token.text.upper() in ("TRUE", "FALSE"):
            return Truth(token.text.upper() == "TRUE", token.span)
        return Name(token.text, token.span)

    def call(self, name: _Token) -> Expr:
        opened = self.take()
        args: list[Expr] = []
        if not (self.peek.kind == "sign" and self.peek.text == ")"):
            args.append(self.binary(0))
            while self.peek.kind == "sign" and self.peek.text == ",":
                self.take()
                args.append(self.binary(0))
        closed = self.expect(")", opened)
        return Call(name.text.upper(), tuple(args), (name.span[0], closed.span[1]))

    def array(self) -> Expr:
        opened = self.take()
        items = [self.constant()]
        while self.peek.kind == "sign" and self.peek.text == ",":
            self.take()
            items.append(self.constant())
        closed = self.expect("}", opened)
        return Array(tuple(items), (opened.span[0], closed.span[1]))

    def constant(self) -> Number | Text:
        sign = self.take() if self.peek.kind == "sign" and self.peek.text == "-" else None
        token = self.peek
        if token.kind == "number":
            self.take()
            return Number(-Fraction(token.text) if sign else Fraction(token.text), token.span)
        if token.kind == "text" and sign is None:
            self.take()
            return Text(token.text[1:-1].replace('""', '"'), token.span)
        raise self.unexpected()
