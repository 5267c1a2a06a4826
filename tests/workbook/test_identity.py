"""The marks that a form bears: written and read back as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpixl.model.cycle import Period
from kpixl.model.submission import Identity
from kpixl.workbook.identity import SheetNames, cycle_id, fingerprint, marker, read_marker, signed

PLAIN = st.text("0123456789abcdefghijklmnopqrstuvwxyz-", min_size=1)


@given(cycle=PLAIN, form=PLAIN, print_=PLAIN, signature=PLAIN, appraisee=st.text())
def test_a_mark_is_read_as_it_was_written(
    cycle: str, form: str, print_: str, signature: str, appraisee: str
) -> None:
    identity = Identity(cycle, appraisee, form, print_, signature)
    assert read_marker(marker(identity)) == identity


@pytest.mark.parametrize(
    "text",
    [
        None,
        5,
        True,
        "",
        "kpixl:",
        "kpixl:2:a:b:c:d",
        "kpixl:1:a:b:c:d:e",
        "KPIXL:2:a:b:c:d:e",
        " kpixl:2:a:b:c:d:e",
    ],
)
def test_what_is_no_mark_of_this_format_is_none(text: object) -> None:
    assert read_marker(text) is None


def test_a_number_may_hold_any_sign() -> None:
    identity = read_marker("kpixl:2:c:f:p:s:A:1:2")
    assert identity == Identity(cycle="c", appraisee="A:1:2", form="f", fingerprint="p", signature="s")


def test_the_same_scheme_and_period_make_the_same_cycle() -> None:
    november, december = Period(2026, 11, 1), Period(2026, 12, 1)
    assert cycle_id("scheme: a\n", november) == cycle_id("scheme: a\n", november)
    ids = {
        cycle_id("scheme: a\n", november),
        cycle_id("scheme: a\n", december),
        cycle_id("scheme: b\n", november),
    }
    assert len(ids) == 3
    assert all(":" not in one for one in ids)


def test_a_form_has_the_fingerprint_of_its_definition_and_of_all_that_it_holds() -> None:
    prints = {
        fingerprint("scheme: a\n", "{}"),
        fingerprint("scheme: b\n", "{}"),
        fingerprint("scheme: a\n", "[]"),
    }
    assert len(prints) == 3
    assert all(":" not in one for one in prints)
    assert fingerprint("scheme: a\n", "{}") in prints


MARK = Identity("c", "001", "sales", "p")
PRINTED = {"绩效基数": 3000.0, "姓名": "李静", "due": None}


@pytest.mark.parametrize(
    "other",
    [
        signed(replace(MARK, cycle="d"), PRINTED, "key"),
        signed(replace(MARK, appraisee="002"), PRINTED, "key"),
        signed(replace(MARK, form="service"), PRINTED, "key"),
        signed(replace(MARK, fingerprint="q"), PRINTED, "key"),
        signed(MARK, {**PRINTED, "绩效基数": 30000.0}, "key"),
        signed(MARK, PRINTED, "another key"),
    ],
)
def test_a_signature_holds_for_one_form_of_one_person_as_it_was_printed(other: Identity) -> None:
    own = signed(MARK, PRINTED, "key")
    assert own == signed(own, PRINTED, "key")
    assert ":" not in own.signature
    assert own.signature != other.signature


def test_cells_have_names_of_their_sheet() -> None:
    assert SheetNames(3).input("i12") == "kpx_3_12"
    assert SheetNames(3).output(4) == "kpo_3_4"
