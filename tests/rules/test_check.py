"""Every wrong rule is told with its place, and whatever passes the check can be computed and written."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from random import Random

import pytest

from kpixl.findings import Code
from kpixl.findings.rules import CODES
from kpixl.rules.check import check
from kpixl.rules.evaluate import compile_rule
from kpixl.rules.functions import FUNCTIONS, USER_FUNCTIONS
from kpixl.rules.nodes import Array, Call, Expr, Number, Text
from kpixl.rules.parser import MAX_DEPTH, MAX_HEIGHT, parse
from kpixl.rules.printer import print_rule
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.to_excel import FormulaTooLong, Reference, to_excel
from kpixl.rules.values import Type
from tests.definition.bad_cases import told
from tests.definition.test_bad_cases import code_of, named_in
from tests.rules.bad_rules import CASES, findings_of
from tests.rules.function_cases import read_rule
from tests.rules.parity import WORDS, world
from tests.rules.trees import Trees

ELSEWHERE = {"rule-too-long"}
"""A definition refuses so long a text before it becomes a rule; see test_parser."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_wrong_rule_gives_exactly_these_findings(case: Path) -> None:
    assert told(findings_of(case)) == case.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_shows_the_one_code_that_it_is_named_after(case: Path) -> None:
    if case.stem != "several":
        assert [finding.code for finding in findings_of(case)] == [code_of(case)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_place_of_a_finding_is_where_the_part_stands_in_the_file(case: Path) -> None:
    lines = case.read_text(encoding="utf-8").splitlines()
    for finding in findings_of(case):
        assert finding.place.line is not None
        assert finding.place.column is not None
        named = [str(finding.details[key]) for key in ("part", "sign", "name") if key in finding.details]
        if named and "…" not in named[0] and finding.code != "rule-formula-too-long":
            assert lines[finding.place.line - 1][finding.place.column - 1 :].startswith(named[0])


def test_every_code_of_the_table_has_a_case() -> None:
    assert {row.code for row in CODES} == {code_of(case) for case in CASES} - {"several"} | ELSEWHERE


@pytest.mark.parametrize("row", CODES, ids=lambda row: row.code)
def test_the_sentences_of_a_code_are_whole_and_name_the_same_in_both_languages(row: Code) -> None:
    assert re.search(r"。$|\{example\}$|\)$", row.zh + row.zh_remedy)
    assert re.search(r"\.$|\{example\}$|\)$", row.en + row.en_remedy)
    assert named_in(row.zh) - {"rule"} == named_in(row.en) - {"rule"}
    assert named_in(row.zh_remedy) == named_in(row.en_remedy)


PERCENT, PER_MILLE, POINT, SCORE, NONE = "%", "‰", "百分点", "分", ""


@pytest.mark.parametrize(
    ("left", "op", "right", "codes"),
    [
        (PERCENT, ">=", PERCENT, []),
        (PERCENT, ">=", NONE, []),
        (PERCENT, ">=", PER_MILLE, ["rule-unit-mismatch"]),
        (PERCENT, "=", POINT, ["rule-unit-mismatch"]),
        (PERCENT, "<", SCORE, ["rule-unit-mismatch"]),
        (SCORE, "<", "件", []),
        (PERCENT, "+", PERCENT, []),
        (PERCENT, "+", POINT, []),
        (PERCENT, "-", POINT, []),
        (PERCENT, "-", PER_MILLE, ["rule-unit-mismatch"]),
        (PERCENT, "/", PER_MILLE, []),
        (PERCENT, "*", SCORE, []),
    ],
)
def test_rates_of_different_kinds_never_meet(left: str, op: str, right: str, codes: list[str]) -> None:
    assert codes_of(f"a {op} b", {"a": left, "b": right}) == codes


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("a - b > c", []),
        ("a - b > a", ["rule-unit-mismatch"]),
        ("a + c - b > c", []),
        ("ROUND(a, 1) > d", ["rule-unit-mismatch"]),
        ("MAX(a, b) > d", ["rule-unit-mismatch"]),
        ("MAX(a, b) > 5%", ["rule-percent-literal"]),
        ("AVERAGE(a, d) > 1", ["rule-unit-mismatch"]),
        ("IF(a > 1, a, d) > 1", ["rule-unit-mismatch"]),
        ("IF(a > 1, a, b) > d", ["rule-unit-mismatch"]),
        ("IFERROR(a, 95%) > 1", ["rule-percent-literal"]),
        ("-a > d", ["rule-unit-mismatch"]),
        ("-a > -5%", ["rule-percent-literal"]),
        ("a% > 5%", []),
        ("a / b > 95%", []),
        ("a * 2 > d", []),
        ("COUNT(a) > d", []),
    ],
)
def test_units_are_followed_through_a_rule(rule: str, codes: list[str]) -> None:
    assert codes_of(rule, {"a": PERCENT, "b": PERCENT, "c": POINT, "d": PER_MILLE}) == codes


def codes_of(rule: str, units: dict[str, str]) -> list[str]:
    quantities = {
        name: Quantity(id=name, role=Role.INPUT, type=Type.NUMBER, label=name, unit=unit)
        for name, unit in units.items()
    }
    return [finding.code for finding in read_rule(rule, quantities)[1]]


class Chaos(Trees):
    """Trees in which anything may stand anywhere."""

    def number(self, depth: int) -> Expr:
        return self._astray(depth) if self.random.random() < 0.12 else super().number(depth)

    def truth(self, depth: int) -> Expr:
        return self._astray(depth) if self.random.random() < 0.12 else super().truth(depth)

    def text(self, depth: int) -> Expr:
        return self._astray(depth) if self.random.random() < 0.12 else super().text(depth)

    def _astray(self, depth: int) -> Expr:
        ways = (
            super().number,
            super().truth,
            super().text,
            self._any_array,
            self._any_call,
            self._any_column,
        )
        return self.random.choice(ways)(depth)

    def _any_column(self, depth: int) -> Expr:
        return self._column()

    def _any_array(self, depth: int) -> Expr:
        items = [self.random.choice((self._constant_number, self._constant_text))() for _ in range(3)]
        return Array(tuple(items[: self.random.randrange(1, 4)]))

    def _any_call(self, depth: int) -> Expr:
        count = self.random.randrange(5)
        args = (self.random.choice((self.any, self._any_array))(depth - 1) for _ in range(count))
        return Call(self.random.choice(USER_FUNCTIONS).name, tuple(args))


@pytest.mark.parametrize("seed", range(5))
def test_what_passes_the_check_can_be_computed_and_written(seed: int) -> None:
    random = Random(seed)
    passed = 0
    for _ in range(20):
        here = world(random)
        trees = Chaos(random, here.names)
        quantities = {
            name: Quantity(
                id=name,
                role=Role.INPUT,
                type=Type.LIST if isinstance(value, tuple) else Type.TEXT if name in WORDS else Type.NUMBER,
                label=name,
                members=("",) * len(value) if isinstance(value, tuple) else (),
            )
            for name, value in here.values.items()
        }
        for _ in range(100):
            wanted = random.choice((Type.NUMBER, Type.TEXT, Type.TRUTH))
            tree = trees.any(random.choice((1, 2, 3)))
            if not check(tree, quantities, wanted, FUNCTIONS):
                passed += 1
                compile_rule(tree)(here.values)
                with contextlib.suppress(FormulaTooLong):
                    to_excel(tree, here.cells.__getitem__)
    assert passed > 200


@pytest.mark.parametrize(
    "text",
    [
        "a" + " + a" * (MAX_HEIGHT - 1),
        "a" + " / (a - b)" * (MAX_HEIGHT - 2),
        "-" * (MAX_HEIGHT - 1) + "a",
        "MIN(a, " * MAX_DEPTH + "b" + ")" * MAX_DEPTH,
        "IF(AND(a > 1, b > 1), 1, " * (MAX_DEPTH - 1) + "b" + ")" * (MAX_DEPTH - 1),
        "COUNTIF(" * MAX_DEPTH + "a" + ', ">=1")' * MAX_DEPTH,
        "1 / (a - " * (MAX_DEPTH - 1) + "b" + ")" * (MAX_DEPTH - 1),
    ],
    ids=lambda text: text[:12],
)
def test_the_highest_tree_goes_through_everything(text: str) -> None:
    quantities = {
        name: Quantity(id=name, role=Role.INPUT, type=Type.NUMBER, label=name) for name in ("a", "b")
    }
    tree, findings = read_rule(text, quantities)
    assert findings == []
    assert parse(print_rule(tree)) == tree
    compile_rule(tree)({"a": Number(1).value, "b": Number(2).value})  # type: ignore[arg-type]
    with contextlib.suppress(FormulaTooLong):
        to_excel(tree, lambda name: Reference("$A$1"))


def test_a_formula_that_would_double_and_double_is_refused_at_once() -> None:
    text = "a > 1"
    for number in range(50):
        text = f"AND({text}, b > {number})"
    with pytest.raises(FormulaTooLong):
        to_excel(parse(text), lambda name: Reference("$A$1"))


def test_a_long_text_is_split_as_excel_wants_it() -> None:
    assert to_excel(Text("字" * 600), lambda name: Reference(name)) == "=" + "&".join(
        f'"{"字" * count}"' for count in (250, 250, 100)
    )
