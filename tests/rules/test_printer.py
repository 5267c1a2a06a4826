"""A tree as text: no more brackets than needed, and read again it is the same tree."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from kpixl.rules.nodes import Array, Binary, Column, Expr, Name, Number, Text, Unary
from kpixl.rules.parser import parse
from kpixl.rules.printer import print_rule, quote_name
from tests.rules.trees import Names, Trees, unbound

NAMES = Names(
    tuple(
        map(
            Name,
            ("完成值", "客诉率.完成值", "短板(新业务).得分", "24小时及时率", "TRUE", "a b", "x，y", "_1"),
        )
    ),
    tuple(map(Name, ("等级", "评级", "岗位 名称"))),
    tuple(map(Column, ("评分", "权重", "目标（自填）.评分"))),
)


@pytest.mark.parametrize("seed", range(10))
def test_a_printed_tree_is_read_as_the_same_tree(seed: int) -> None:
    trees = Trees(Random(seed), NAMES)
    for depth in (1, 2, 3, 4, 5) * 120:
        tree = unbound(trees.any(depth))
        text = print_rule(tree)
        assert parse(text) == tree, text
        assert print_rule(parse(text)) == text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("((a))+(b*c)", "a + b * c"),
        ("(a+b)*c", "(a + b) * c"),
        ("a-(b+c)", "a - (b + c)"),
        ("a-(b*c)", "a - b * c"),
        ("a/(b/c)", "a / (b / c)"),
        ("(a/b)/c", "a / b / c"),
        ("(a^2)^3", "a ^ 2 ^ 3"),
        ("-(a^2)", "-(a ^ 2)"),
        ("(-a)^2", "-a ^ 2"),
        ("-(-a)", "--a"),
        ("(-a)%", "(-a)%"),
        ("-(a%)", "-a%"),
        ("(a+b)%", "(a + b)%"),
        ("(a&b)=c", "a & b = c"),
        ("a&(b=c)", "a & (b = c)"),
        ("min(a,(b+c))", "MIN(a, b + c)"),
        ('{1,-2.50,"x"}', '{1,-2.5,"x"}'),
        ("[完成值]", "完成值"),
        ("[a b]", "[a b]"),
        ("[true]", "[true]"),
        ("1e3*.5", "1000 * 0.5"),
        ("a≥“优”", 'a >= "优"'),
    ],
)
def test_a_tree_is_written_with_the_brackets_it_needs(written: str, printed: str) -> None:
    assert print_rule(parse(written)) == printed


@pytest.mark.parametrize(
    ("tree", "printed"),
    [
        (Number(Fraction(-3)), "-3"),
        (Binary("^", Number(Fraction(-3)), Number(Fraction(2))), "-3 ^ 2"),
        (Binary("-", Name("a"), Number(Fraction(-3))), "a - -3"),
        (Unary("%", Number(Fraction(-3))), "(-3)%"),
        (Column("评分"), "评分"),
        (Array((Text('"'),)), '{""""}'),
    ],
)
def test_trees_that_no_text_gives_are_written_too(tree: Expr, printed: str) -> None:
    assert print_rule(tree) == printed


@pytest.mark.parametrize("name", ["完成值", "a.b", "a b", "true", "1a", "A-1", "x（y）"])
def test_a_quoted_name_is_read_as_that_name(name: str) -> None:
    assert parse(quote_name(name)) == Name(name)
