"""What each function gives, case by case, and what is said of a wrong call."""

from __future__ import annotations

import pytest

from kpixl.findings import Finding
from kpixl.rules.evaluate import evaluate
from kpixl.rules.function import Function
from kpixl.rules.functions import FUNCTIONS, USER_FUNCTIONS
from kpixl.rules.nodes import Call, Column, Name, names, walk
from kpixl.rules.parser import parse
from kpixl.rules.printer import print_rule
from kpixl.rules.quantity import Quantity, Role
from kpixl.rules.values import Type
from tests.rules import function_cases
from tests.rules.function_cases import FILES, FunctionCase, WrongCase

RIGHT = [(file, case) for file in FILES for case in file.cases]
WRONG = [(file, case) for file in FILES for case in file.wrong]


def label(part: object) -> str:
    return part.rule if isinstance(part, FunctionCase | WrongCase) else getattr(part, "name", "")


@pytest.mark.parametrize(("file", "case"), RIGHT, ids=label)
def test_a_rule_gives_what_its_case_says(file: function_cases.FunctionFile, case: FunctionCase) -> None:
    tree = function_cases.tree_of(case)
    given = evaluate(tree, case.values)
    assert (type(given), given) == (type(case.gives), case.gives)
    assert file.function in ("", *(part.function for part in walk(tree) if isinstance(part, Call)))


@pytest.mark.parametrize(
    ("file", "case"), [(file, case) for file, case in RIGHT if file.name != "cells"], ids=label
)
def test_the_check_finds_nothing_in_a_right_rule(
    file: function_cases.FunctionFile, case: FunctionCase
) -> None:
    quantities = function_cases.known_names()
    assert function_cases.read_rule(case.rule, quantities)[1] == []


@pytest.mark.parametrize(("file", "case"), WRONG, ids=label)
def test_a_wrong_rule_is_told_exactly(file: function_cases.FunctionFile, case: WrongCase) -> None:
    (finding,) = function_cases.read_rule(case.rule, function_cases.known_names())[1]
    assert finding.place.column == case.column
    if case.code:
        assert finding.code == case.code
    else:
        assert told(finding, "zh-CN", "") == case.zh
        assert told(finding, "en", " ") == case.en


def told(finding: Finding, language: str, space: str) -> str:
    return finding.message(language) + space + finding.remedy(language)


def test_every_row_of_the_table_has_cases() -> None:
    used = {part.function for _, case in RIGHT for part in walk(parse(case.rule)) if isinstance(part, Call)}
    assert used == set(FUNCTIONS)
    assert {file.function for file in FILES} - {""} == {row.name for row in USER_FUNCTIONS}


def test_every_function_that_people_may_use_has_wrong_cases() -> None:
    assert {file.function for file, _ in WRONG} - {""} == {row.name for row in USER_FUNCTIONS}


@pytest.mark.parametrize("row", FUNCTIONS.values(), ids=lambda row: row.name)
def test_the_example_of_a_function_is_a_right_rule_of_it(row: Function) -> None:
    tree = parse(row.example)
    assert isinstance(tree, Call)
    assert (tree.function, print_rule(tree)) == (row.name, row.example.replace("{0,60,80}", "{0,60,80}"))
    assert row.least <= len(tree.args) <= row.most


@pytest.mark.parametrize("row", USER_FUNCTIONS, ids=lambda row: row.name)
def test_the_example_checks_with_suitable_names(row: Function) -> None:
    tree = parse(row.example)
    columns = {"评分", "权重"}
    quantities = {
        part.name: Quantity(
            id=part.name,
            role=Role.INPUT,
            type=Type.LIST if part.name in columns else Type.NUMBER,
            label=part.name,
            members=("1", "2") if part.name in columns else (),
        )
        for part in names(tree)
    }
    assert function_cases.read_rule(row.example, quantities, row.result) == (_bound(row, columns), [])


def _bound(row: Function, columns: set[str]) -> object:
    from kpixl.rules.nodes import transform

    return transform(
        parse(row.example),
        lambda node: Column(node.name) if isinstance(node, Name) and node.name in columns else node,
    )
