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
signs, curly quotes and ≥ ≤ ≠ × ÷ stand for what they mean. A leading "=" is allowed.
"""

from __future__ import annotations

from kpixl.rules.nodes import Array, Binary, Call, Expr, Name, Number, Text, Truth, Unary, children
from kpixl.rules.operators import BINARY
from kpixl.rules.tokens import END, RuleSyntaxError, Token, number_of, text_of, tokens_of

MAX_LENGTH, MAX_DEPTH, MAX_HEIGHT = 4000, 60, 120
"""A longer or deeper rule could not be written into a cell: Excel allows 64 levels. The height of the tree
also counts operators in a row, and bounds every later walk over the tree."""


def parse(text: str) -> Expr:
    """The tree of a rule. Raises RuleSyntaxError with the exact place of the fault."""
    if len(text) > MAX_LENGTH:
        raise RuleSyntaxError("rule-too-long", (0, len(text)), limit=str(MAX_LENGTH))
    return _Parser(tokens_of(text)).rule()


class _Parser:
    """Precedence climbing over the tokens; the depth is bounded, so that no text can exhaust the stack."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def rule(self) -> Expr:
        if self.peek.text == "=" and self.peek.kind == "sign":
            self.at += 1
        node = self.whole()
        if self.peek.kind != END:
            raise self.unexpected()
        if _height(node) > MAX_HEIGHT:
            raise RuleSyntaxError("rule-too-many-operators", node.span, limit=str(MAX_HEIGHT))
        return node

    @property
    def peek(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def unexpected(self) -> RuleSyntaxError:
        token = self.peek
        if token.kind == END:
            return RuleSyntaxError("rule-ends-early", token.span)
        return RuleSyntaxError("rule-unexpected", token.span, part=token.text)

    def expect(self, sign: str, opened: Token) -> Token:
        if self.peek.text != sign or self.peek.kind != "sign":
            if self.peek.kind == END:
                raise RuleSyntaxError("rule-not-closed", opened.span, sign=opened.text)
            raise self.unexpected()
        return self.take()

    def whole(self) -> Expr:
        """A rule or an argument, or what stands in brackets."""
        if self.depth > MAX_DEPTH:
            raise RuleSyntaxError("rule-too-deep", self.peek.span, limit=str(MAX_DEPTH))
        self.depth += 1
        node = self.binary(0)
        self.depth -= 1
        return node

    def binary(self, least: int) -> Expr:
        left = self.signed()
        while self.peek.kind == "sign" and (row := BINARY.get(self.peek.text)) and row.power > least:
            self.take()
            right = self.binary(row.power)
            left = Binary(row.symbol, left, right, (left.span[0], right.span[1]))
        return left

    def signed(self) -> Expr:
        signs: list[Token] = []
        while self.peek.kind == "sign" and self.peek.text in "+-":
            signs.append(self.take())
        node = self.percent()
        for sign in reversed(signs):
            node = Unary(sign.text, node, (sign.span[0], node.span[1]))
        return node

    def percent(self) -> Expr:
        node = self.atom()
        while self.peek.kind == "sign" and self.peek.text == "%":
            node = Unary("%", node, (node.span[0], self.take().span[1]))
        return node

    def atom(self) -> Expr:
        token = self.peek
        match token.kind:
            case "number":
                return number_of(self.take())
            case "text":
                return text_of(self.take())
            case "bracket" if token.text[1:-1].strip():
                self.take()
                return Name(token.text[1:-1].strip(), token.span)
            case "name":
                return self.name()
            case "sign" if token.text == "(":
                self.take()
                node = self.whole()
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

    def call(self, name: Token) -> Expr:
        opened = self.take()
        args: list[Expr] = []
        if not (self.peek.kind == "sign" and self.peek.text == ")"):
            args.append(self.whole())
            while self.peek.kind == "sign" and self.peek.text == ",":
                self.take()
                args.append(self.whole())
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
            number = number_of(self.take())
            return Number(-number.value, (sign.span[0], token.span[1])) if sign else number
        if token.kind == "text" and sign is None:
            return text_of(self.take())
        raise self.unexpected()


def _height(node: Expr) -> int:
    height, level = 0, list[Expr]([node])
    while level:
        height, level = height + 1, [child for part in level for child in children(part)]
    return height
