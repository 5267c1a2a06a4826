"""What several cycles come to together, and where they come to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from kpixl.consolidate.taking import Figure, Source, Taking
from kpixl.model.cycle import Period
from kpixl.model.earlier import Earlier, Gather, Window
from kpixl.model.indicator import Rule

KEY = Earlier(take=Rule("分"), window=Window("within")).key


def period(text: str) -> Period:
    found = Period.parse(text)
    assert found is not None
    return found


def source(text: str, values: Mapping[str, Figure], *still_open: str, folder: str = "") -> Source:
    """A cycle of the people who have a value, or are still open."""
    people = dict.fromkeys((*values, *still_open), "甲")
    figures = {KEY: {id_: value for id_, value in values.items() if value != ""}}
    return Source(folder or text, "months", period(text), text, people, frozenset(still_open), figures)


def asked(gather: str = "sum", kind: str = "within", number: int = 1) -> Earlier:
    return Earlier(take=Rule("分"), window=Window(kind, number), of="months", gather=Gather(gather))


def taken(earlier: Earlier, sources: list[Source], own: str = "2026-Q3") -> tuple[Figure | None, list[str]]:
    """The figure of 001, and what stood in the way."""
    taking = Taking("quarter", period(own), sources)
    figure = taking.figure(earlier, "001")
    return figure, [code for code, _ in taking.troubles]


A, B, C = (
    source(f"2026-{month:02d}", {"001": value})
    for month, value in ((7, Fraction(7, 3)), (8, Fraction(2)), (9, Fraction(-1)))
)


@pytest.mark.parametrize(
    ("gather", "figure"),
    [
        ("sum", Fraction(3333333333, 10**9)),
        ("mean", Fraction(1111111111, 10**9)),
        ("last", Fraction(-1)),
        ("count", Fraction(3)),
        ("max", Fraction(2333333333, 10**9)),
        ("min", Fraction(-1)),
    ],
)
def test_figures_become_one_without_noise(gather: str, figure: Fraction) -> None:
    assert taken(asked(gather), [C, A, B]) == (figure, [])


def test_every_way_to_gather_has_a_case() -> None:
    assert {each.value for each in Gather} == {"sum", "mean", "last", "count", "max", "min"}


def test_texts_give_the_last_of_them() -> None:
    told = {"2026-07": "甲", "2026-08": "乙", "2026-09": "丙"}
    sources = [source(month, {"001": text}) for month, text in told.items()]
    assert taken(asked(), sources) == ("丙", [])


def test_nothing_is_known_while_a_month_is_missing() -> None:
    assert taken(asked(), [A, C]) == (None, ["rollup-gap"])


def test_nothing_is_known_while_somebody_is_open() -> None:
    assert taken(asked(), [A, source("2026-08", {}, "001"), C]) == (None, [])


def test_a_final_result_without_the_figure_is_left_out() -> None:
    blank = source("2026-08", {"001": ""})
    assert taken(asked("mean"), [A, blank, C]) == (Fraction(666666667, 10**9), ["rollup-left-out"])
    assert taken(asked("count"), [A, blank, C]) == (Fraction(2), ["rollup-left-out"])


def test_nothing_comes_of_figures_that_are_all_left_out() -> None:
    sources = [source(text, {"001": ""}) for text in ("2026-07", "2026-08", "2026-09")]
    assert taken(asked(), sources)[0] is None
    assert taken(asked("mean"), sources)[0] is None


def test_one_longer_cycle_serves_as_well_as_three() -> None:
    assert taken(asked(), [source("2026-Q3", {"001": Fraction(5)})]) == (Fraction(5), [])


def test_a_quarter_and_one_of_its_months_are_too_much() -> None:
    assert taken(asked(), [source("2026-Q3", {"001": Fraction(5)}), B]) == (None, ["rollup-overlap"])


def test_two_folders_of_one_month_are_fine_for_different_people() -> None:
    other = source("2026-08", {"002": Fraction(9)}, folder="另一处")
    assert taken(asked(), [A, B, C, other])[1] == []


def test_a_newcomer_has_nothing_in_a_count_of_what_was_before() -> None:
    stranger = source("2026-07", {"002": Fraction(1)})
    assert taken(asked("sum", "months"), [stranger], "2026-08") == (Fraction(0), ["rollup-person-absent"])
    assert taken(asked("sum", "back"), [stranger], "2026-08") == (None, ["rollup-person-absent"])


def test_who_is_missing_in_the_middle_of_a_count_has_not_nothing_there() -> None:
    stranger = source("2026-08", {"002": Fraction(1)})
    assert taken(asked("sum", "months", 3), [A, stranger, C], "2026-10") == (None, ["rollup-person-gap"])
    assert taken(asked("sum", "months", 2), [A, stranger, C], "2026-10") == (None, ["rollup-person-gap"])


def test_before_somebody_was_hired_there_is_nothing_to_count() -> None:
    stranger = source("2026-08", {"002": Fraction(1)})
    hired = replace(C, hired={"001": period("2026-09").span.start})
    found = taken(asked("sum", "months", 3), [A, stranger, hired], "2026-10")
    assert found == (Fraction(1333333333, 10**9), ["rollup-person-absent"])


def test_a_child_counts_where_it_was_and_there_alone() -> None:
    above = ("P1", "P2", "P2")
    sources = [
        replace(each, parents={"上级": {"001": parent}})
        for each, parent in zip((A, B, C), above, strict=True)
    ]
    earlier = replace(asked(), children="上级")
    taking = Taking("quarter", period("2026-Q3"), sources)
    assert [taking.figure(earlier, one) for one in ("P1", "P2")] == [Fraction(2333333333, 10**9), Fraction(1)]
    assert taking.troubles == {}


def test_of_children_as_well_what_cannot_have_been_yet_is_nothing() -> None:
    taking = Taking("quarter", period("2026-01"), [])
    for gather in ("sum", "count"):
        earlier = replace(asked(gather, "since"), children="上级")
        assert taking.figure(earlier, "P1") == 0
        assert taking.figure(replace(earlier, in_rows=True), "P1", 1) is None


def test_what_cannot_have_been_yet_is_nothing() -> None:
    assert taken(asked("sum", "since"), [], "2026-01") == (Fraction(0), [])
    assert taken(asked("count", "since"), [], "2026-01") == (Fraction(0), [])
    assert taken(asked("mean", "since"), [], "2026-01") == (None, [])


def test_cycles_of_another_scheme_are_not_looked_at() -> None:
    earlier = Earlier(take=Rule("分"), window=Window("within"), of="others")
    assert taken(earlier, [A, B, C]) == (None, ["rollup-gap"] * 3)
