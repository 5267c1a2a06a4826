"""What was handed out joined with what came back: each form is in exactly one state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpixl.consolidate.status import status_of
from kpixl.findings import Finding, Place
from kpixl.model.received import Received, Returned, Standing
from kpixl.model.result import Verdict
from kpixl.model.status import CycleStatus, PersonStatus, State, Tally
from tests.report import received as came
from tests.report import world

WRONG, ODD = "entry-out-of-range", "entry-like-a-share"


def status(*files: Received, people: tuple[str, ...] = ("XS001",), left: tuple[str, ...] = ()) -> CycleStatus:
    return status_of(world.CYCLE, map(came.handout, people), files, map(came.handout, left))


def only(found: CycleStatus) -> PersonStatus:
    (person,) = found.people
    return person


@pytest.mark.parametrize(
    ("codes", "standing", "state"),
    [
        ((), Standing.COUNTS, State.ACCEPTED),
        ((ODD,), Standing.COUNTS, State.WARNED),
        ((ODD, WRONG), Standing.COUNTS, State.REFUSED),
        (("results-not-recalculated",), Standing.COUNTS, State.ACCEPTED),
        (("identity-marks-differ",), Standing.DISOWNED, State.REFUSED),
        ((), Standing.DISOWNED, State.REFUSED),
        ((WRONG,), Standing.WITHDRAWN, State.MISSING),
    ],
)
def test_a_form_that_came_gives_the_state_of_its_person(
    codes: tuple[str, ...], standing: Standing, state: State
) -> None:
    found = status(came.file("a.xlsx", came.form("XS001", *codes, standing=standing)))
    assert only(found).state is state
    assert getattr(found.total, state) == found.total.sent == 1


def test_whoever_has_sent_nothing_is_missing() -> None:
    assert only(status()).state is State.MISSING
    assert only(status(came.file("b.xlsx", came.form("XS002")))).state is State.MISSING


def test_what_is_wrong_with_the_whole_file_is_wrong_with_each_form_in_it() -> None:
    file = came.file("a.xlsx", came.form("XS001"), came.form("XS002"), findings=[Finding("file-damaged")])
    found = status(file, people=("XS001", "XS002"))
    assert [person.state for person in found.people] == [State.REFUSED, State.REFUSED]
    of_a_sheet = replace(file, findings=(Finding("identity-lost", Place(sheet="第三张")),))
    found = status(of_a_sheet, people=("XS001", "XS002"))
    assert [person.state for person in found.people] == [State.ACCEPTED, State.ACCEPTED]


def test_what_counts_stands_whenever_it_came() -> None:
    counts = came.file("一.xlsx", came.form("XS001"), after=1)
    later = came.file("二.xlsx", came.form("XS001", WRONG, standing=Standing.SUPERSEDED), after=2)
    person = only(status(counts, later))
    assert person.form is not None
    assert (person.form.file, person.state) == ("一.xlsx", State.ACCEPTED)
    assert [form.file for form in person.superseded] == ["二.xlsx"]


def test_of_several_that_are_nobodys_the_last_is_told() -> None:
    files = [
        came.file(f"{hour}.xlsx", came.form("XS001", standing=Standing.DISOWNED), after=hour)
        for hour in (3, 5, 4)
    ]
    person = only(status(*files))
    assert person.form is not None
    assert person.form.file == "5.xlsx"
    assert person.superseded == ()


def test_a_file_that_was_taken_back_is_no_return_but_stays_in_the_register() -> None:
    file = came.file("a.xlsx", came.form("XS001"), withdrawn="发错了")
    found = status(file)
    assert only(found).state is State.MISSING
    assert [(one.shown, one.withdrawn) for one in found.files] == [("a.xlsx", "发错了")]


def test_it_is_known_what_has_replaced_a_form() -> None:
    old = came.file("旧.xlsx", came.form("XS001", standing=Standing.SUPERSEDED))
    found = status(old, came.file("新.xlsx", came.form("XS001"), after=1))
    first, second = (file.forms[0] for file in found.files)
    after = found.replacing(first)
    assert after is not None
    assert after.file == "新.xlsx"
    assert found.replacing(second) is None


def test_late_is_what_came_too_late_not_what_is_missing() -> None:
    found = status(came.file("a.xlsx", came.form("XS001", day=18)), people=("XS001", "XS002"))
    assert [person.late for person in found.people] == [True, False]
    assert found.total.late == 1


def test_somebody_who_has_left_is_counted_apart() -> None:
    found = status(came.file("a.xlsx", came.form("XS900", WRONG)), left=("XS900", "XS900"))
    assert found.total == Tally(sent=1, missing=1, left=1)
    assert [person.handout.id for person in found.awaited] == ["XS001"]
    assert [person.handout.id for person in found.open] == ["XS001"]


def test_somebody_who_has_come_back_is_awaited_again() -> None:
    found = status(people=("XS001",), left=("XS001",))
    assert found.total == Tally(sent=1, missing=1)


def test_a_refused_file_of_nobody_is_a_stray() -> None:
    def refused(name: str, *forms: Returned, withdrawn: str = "") -> Received:
        return came.file(name, *forms, verdict=Verdict.REFUSED, withdrawn=withdrawn)

    found = status(
        refused("坏的.xlsx"),
        refused("撤下.xlsx", withdrawn="发错了"),
        refused("外人.xlsx", came.form("Z1", standing=Standing.DISOWNED)),
        refused("本人.xlsx", came.form("XS001", WRONG)),
        came.file("好的.xlsx"),
    )
    assert [file.shown for file in found.strays] == ["坏的.xlsx", "外人.xlsx"]


def test_the_company_adds_up() -> None:
    found = came.company()
    assert found.total == Tally(
        sent=25, accepted=7, warned=1, refused=2, missing=15, late=1, superseded=1, left=1
    )
    assert list(found.departments) == [world.SALES, world.SERVICE, world.CARE]


_FORMS = st.builds(
    lambda number, codes, standing, day: came.form(number, *codes, standing=standing, day=day),
    st.sampled_from(["XS001", "XS002", "0013", "Z1", ""]),
    st.lists(st.sampled_from([WRONG, ODD, "results-not-recalculated"]), max_size=2),
    st.sampled_from(Standing),
    st.integers(1, 28),
)
_FILES = st.builds(
    lambda name, forms, verdict, after: came.file(name, *forms, verdict=verdict, after=after),
    st.text("abc", min_size=1, max_size=2),
    st.lists(_FORMS, max_size=3),
    st.sampled_from(Verdict),
    st.integers(0, 3),
)


def _sum(tallies: Mapping[str, Tally]) -> dict[str, int]:
    return {key: sum(getattr(tally, key) for tally in tallies.values()) for key in Tally.__slots__}


@given(st.lists(_FILES, max_size=6))
def test_whatever_comes_every_form_is_in_exactly_one_state(files: list[Received]) -> None:
    people = ("XS001", "XS002", "XS003", "0013")
    found = status(*files, people=people, left=("XS002", "XS009"))
    total = found.total
    assert total.sent == len(people) == len(found.awaited)
    assert total.sent == total.accepted + total.warned + total.refused + total.missing
    assert total.left == 1
    assert _sum(found.departments) == {key: getattr(total, key) for key in Tally.__slots__}
    assert len(found.open) == total.refused + total.missing
    assert total.late <= total.sent - total.missing
