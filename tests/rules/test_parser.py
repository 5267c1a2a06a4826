"""What a rule's text means, and exactly where it is wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpixl.rules.nodes import Array, Binary, Call, Expr, Name, Number, Text, Truth, Unary, walk
from kpixl.rules.parser import MAX_DEPTH, MAX_HEIGHT, MAX_LENGTH, parse
from kpixl.rules.printer import print_rule
from kpixl.rules.tokens import RuleSyntaxError

A, B, C = Name("a"), Name("b"), Name("c")
TWO, THREE = Number(Fraction(2)), Number(Fraction(3))


def minus(tree: Expr) -> Expr:
    return Unary("-", tree)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("12", Number(Fraction(12))),
        ("1.50", Number(Fraction(3, 2))),
        (".5", Number(Fraction(1, 2))),
        ("5.", Number(Fraction(5))),
        ("1e3", Number(Fraction(1000))),
        ("2.5E-3", Number(Fraction(1, 400))),
        ('"优"', Text("优")),
        ('""', Text("")),
        ('"他说""好"""', Text('他说"好"')),
        ("true", Truth(True)),
        ("False", Truth(False)),
        ("完成值", Name("完成值")),
        ("_x1", Name("_x1")),
        ("客诉率.完成值", Name("客诉率.完成值")),
        ("[短板(新业务)]", Name("短板(新业务)")),
        ("[ 24小时及时率 ]", Name("24小时及时率")),
        ("[TRUE]", Name("TRUE")),
        ("[a，b（c）]", Name("a，b（c）")),
        ("if(a,b,c)", Call("IF", (A, B, C))),
        ("SUM()", Call("SUM", ())),
        ("MIN (a , 2)", Call("MIN", (A, TWO))),
        ("{1,-2,0.5}", Array((Number(Fraction(1)), Number(Fraction(-2)), Number(Fraction(1, 2))))),
        ('{"a","b"}', Array((Text("a"), Text("b")))),
        ("(a)", A),
        ("=a", A),
        ("  a\n", A),
    ],
)
def test_each_kind_of_part_is_read(text: str, tree: Expr) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a+b*c", Binary("+", A, Binary("*", B, C))),
        ("a*b+c", Binary("+", Binary("*", A, B), C)),
        ("a-b-c", Binary("-", Binary("-", A, B), C)),
        ("a-(b-c)", Binary("-", A, Binary("-", B, C))),
        ("a/b/c", Binary("/", Binary("/", A, B), C)),
        ("a/b*c", Binary("*", Binary("/", A, B), C)),
        ("a^2^3", Binary("^", Binary("^", A, TWO), THREE)),
        ("a*b^2", Binary("*", A, Binary("^", B, TWO))),
        ("-a^2", Binary("^", minus(A), TWO)),
        ("-(a^2)", minus(Binary("^", A, TWO))),
        ("2^-a", Binary("^", TWO, minus(A))),
        ("a--b", Binary("-", A, minus(B))),
        ("+-a", Unary("+", minus(A))),
        ("-a*b", Binary("*", minus(A), B)),
        ("-2%", minus(Unary("%", TWO))),
        ("(-2)%", Unary("%", minus(TWO))),
        ("a%^2", Binary("^", Unary("%", A), TWO)),
        ("2%%", Unary("%", Unary("%", TWO))),
        ("a%*b", Binary("*", Unary("%", A), B)),
        ("a&b+c", Binary("&", A, Binary("+", B, C))),
        ("a&b=c", Binary("=", Binary("&", A, B), C)),
        ("a=b&c", Binary("=", A, Binary("&", B, C))),
        ("a+b>=c*2", Binary(">=", Binary("+", A, B), Binary("*", C, TWO))),
        ("a<b=c", Binary("=", Binary("<", A, B), C)),
        ("a<>b", Binary("<>", A, B)),
        ("a<-b", Binary("<", A, minus(B))),
        ("(a>b)=(b>c)", Binary("=", Binary(">", A, B), Binary(">", B, C))),
    ],
)
def test_operators_bind_as_in_excel(text: str, tree: Expr) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ＩＦ（a≥b，a×b，a÷b）", "ＩＦ(a>=b,a*b,a/b)"),
        ("IF（a≥b，a×b，a÷b）", "IF(a>=b,a*b,a/b)"),
        ("IF(a≤b；2；3)", "IF(a<=b,2,3)"),
        ("a≠b", "a<>b"),
        ("a＋b－c", "a+b-c"),
        ("a−b", "a-b"),
        ("a＊b／c", "a*b/c"),
        ("a＾2", "a^2"),
        ("a＝“优”", 'a="优"'),
        ("a＝＂优＂", 'a="优"'),
        ("a＜b", "a<b"),
        ("a＜＝b", "a<=b"),
        ("a＞b＆c", "a>b&c"),
        ("５０％", "50%"),
        ("９．５", "9.5"),
        ("［a b］", "[a b]"),
        ("LOOKUP(a，｛0，60｝，｛1，2｝)", "LOOKUP(a,{0,60},{1,2})"),
        ("＝a", "a"),
        ("a　+　b", "a+b"),
    ],
)
def test_signs_of_a_chinese_keyboard_mean_the_plain_ones(typed: str, plain: str) -> None:
    assert parse(typed) == parse(plain)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('"a，b（c）"', Text("a，b（c）")),
        ('“a≥b，他说"好"”', Text('a≥b，他说"好"')),
        ("[完成率（％）]", Name("完成率（％）")),
        ("［完成率（％）］", Name("完成率（％）")),
        ('"［x］"&[y]', Binary("&", Text("［x］"), Name("y"))),
    ],
)
def test_what_is_quoted_or_bracketed_stays_as_it_was_typed(text: str, tree: Expr) -> None:
    assert parse(text) == tree


def test_each_part_knows_its_place_in_the_text() -> None:
    text = ' MIN( [甲 乙] / 目标值 , 1.2 )*-满分% & "x" = {1,-2} '
    found = {type(part).__name__ + ":" + text[slice(*part.span)] for part in walk(parse(text))}
    assert found == {
        'Binary:MIN( [甲 乙] / 目标值 , 1.2 )*-满分% & "x" = {1,-2}',
        'Binary:MIN( [甲 乙] / 目标值 , 1.2 )*-满分% & "x"',
        "Binary:MIN( [甲 乙] / 目标值 , 1.2 )*-满分%",
        "Call:MIN( [甲 乙] / 目标值 , 1.2 )",
        "Binary:[甲 乙] / 目标值",
        "Name:[甲 乙]",
        "Name:目标值",
        "Number:1.2",
        "Unary:-满分%",
        "Unary:满分%",
        "Name:满分",
        'Text:"x"',
        "Array:{1,-2}",
    }


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("", "rule-ends-early", (0, 0)),
        ("   ", "rule-ends-early", (3, 3)),
        ("=", "rule-ends-early", (1, 1)),
        ("a+", "rule-ends-early", (2, 2)),
        ("a >=", "rule-ends-early", (4, 4)),
        ("-", "rule-ends-early", (1, 1)),
        ("IF(a,", "rule-ends-early", (5, 5)),
        ("{1,", "rule-ends-early", (3, 3)),
        ("(", "rule-ends-early", (1, 1)),
        ("(a+b", "rule-not-closed", (0, 1)),
        ("c*((a+b)", "rule-not-closed", (2, 3)),
        ("MIN(a, b", "rule-not-closed", (3, 4)),
        ("LOOKUP(a,{1,2", "rule-not-closed", (9, 10)),
        ("SUM(", "rule-ends-early", (4, 4)),
        ("a+b)", "rule-unexpected", (3, 4)),
        ("a b", "rule-unexpected", (2, 3)),
        ("90分", "rule-unexpected", (2, 3)),
        ("24小时及时率 >= 1", "rule-unexpected", (2, 7)),
        ("a * / b", "rule-unexpected", (4, 5)),
        ("*a", "rule-unexpected", (0, 1)),
        ("==a", "rule-unexpected", (1, 2)),
        ("a => b", "rule-unexpected", (3, 4)),
        ("%", "rule-unexpected", (0, 1)),
        ("MIN(,a)", "rule-unexpected", (4, 5)),
        ("MIN(a,,b)", "rule-unexpected", (6, 7)),
        ("MIN(a,)", "rule-unexpected", (6, 7)),
        ("MIN(a b)", "rule-unexpected", (6, 7)),
        ("(a,b)", "rule-unexpected", (2, 3)),
        ("a,b", "rule-unexpected", (1, 2)),
        ("[ ]", "rule-unexpected", (0, 3)),
        ("{a}", "rule-unexpected", (1, 2)),
        ("{}", "rule-unexpected", (1, 2)),
        ('{-"a"}', "rule-unexpected", (2, 5)),
        ("{1;2", "rule-odd-sign", (2, 3)),
        ("{60%}", "rule-unexpected", (3, 4)),
        ("[甲](2)", "rule-unexpected", (3, 4)),
        ('a = "优', "rule-open-text", (4, 5)),
        ("a = “优", "rule-open-text", (4, 5)),
        ('"a""', "rule-open-text", (0, 1)),
        ("[甲 + 2", "rule-open-bracket", (0, 1)),
        ("[甲[乙]", "rule-open-bracket", (0, 1)),
        ("a + ?", "rule-odd-sign", (4, 5)),
        ("a = '优'", "rule-odd-sign", (4, 5)),
        ("a；b！", "rule-odd-sign", (3, 4)),
        ("a]", "rule-odd-sign", (1, 2)),
        ("甲。", "rule-odd-sign", (1, 2)),
        ("表1!A1", "rule-odd-sign", (2, 3)),
        ("$A$1", "rule-odd-sign", (0, 1)),
        ("a + 0.1234567891", "rule-number-too-long", (4, 16)),
        ("1234567890123456", "rule-number-too-long", (0, 16)),
        ("1e15", "rule-number-too-long", (0, 4)),
        ("1e-10", "rule-number-too-long", (0, 5)),
        ("1e999", "rule-number-too-long", (0, 5)),
        ("123456789.1234567", "rule-number-too-long", (0, 17)),
    ],
)
def test_a_fault_is_named_with_its_exact_place(text: str, code: str, part: tuple[int, int]) -> None:
    with pytest.raises(RuleSyntaxError) as raised:
        parse(text)
    assert (raised.value.code, raised.value.span) == (code, part)


@pytest.mark.parametrize("text", ["123456789012345", "0.123456789", "123456.123456789", "1e14", "1e-9", "0"])
def test_a_number_that_a_spreadsheet_keeps_is_not_too_long(text: str) -> None:
    assert parse(text) == Number(Fraction(text))


@pytest.mark.parametrize(
    ("fits", "too_much", "code"),
    [
        ("1" * 15 + " " * (MAX_LENGTH - 15), "1" * 15 + " " * (MAX_LENGTH - 14), "rule-too-long"),
        ("(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH, "(" * (MAX_DEPTH + 1) + "1", "rule-too-deep"),
        ("MIN(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH, "MIN(" * (MAX_DEPTH + 1), "rule-too-deep"),
        ("1+(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH, "1+(" * (MAX_DEPTH + 1) + "1", "rule-too-deep"),
        ("1" + "+1" * (MAX_HEIGHT - 1), "1" + "+1" * MAX_HEIGHT, "rule-too-many-operators"),
        ("-" * (MAX_HEIGHT - 1) + "1", "-" * MAX_HEIGHT + "1", "rule-too-many-operators"),
        ("1" + "%" * (MAX_HEIGHT - 1), "1" + "%" * MAX_HEIGHT, "rule-too-many-operators"),
    ],
)
def test_length_depth_and_height_have_limits(fits: str, too_much: str, code: str) -> None:
    parse(fits)
    with pytest.raises(RuleSyntaxError) as raised:
        parse(too_much)
    assert raised.value.code == code


PIECES = st.sampled_from(
    [
        *"()[]{}+-*/^%&=<>,.\"'“”！？；，（）≥≤≠×÷ \n\t$#@\\;:|~`0123456789",
        "完成值",
        "a",
        "IF(",
        "SUM(",
        "AND(",
        "TRUE",
        "1e9",
        "1.5",
        '""',
        "<=",
        ">=",
        "<>",
        "é",
        "\x00",
        "²",
        "１",
        "e+",
        "E5",
        "[x y]",
    ]
)
SOUP = st.lists(PIECES, max_size=60).map("".join)
REPEATED = st.builds(
    lambda piece, times, end: piece * times + end,
    st.sampled_from(["(", "MIN(", "-", "1+", "a^", "{", "[", '"', "1%", "a&", "AND(TRUE,", "=", "IF(a,"]),
    st.integers(0, MAX_LENGTH),
    st.sampled_from(["", "1", ")", "a)))", '"']),
)


@settings(max_examples=3000)
@given(SOUP | REPEATED | st.text(max_size=80))
def test_no_text_raises_anything_but_a_syntax_error(text: str) -> None:
    try:
        tree = parse(text)
    except RuleSyntaxError as error:
        start, end = error.span
        fits = 0 <= start <= end <= len(text)
    else:
        fits = parse(print_rule(tree)) == tree
    assert fits
