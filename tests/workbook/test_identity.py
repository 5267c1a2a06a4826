"""The marks that a form bears: written and read back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpixl.model.cycle import Period
from kpixl.model.submission import Identity
from kpixl.workbook.identity import SheetNames, cycle_id, fingerprint, marker, read_marker

PLAIN = st.text("0123456789abcdefghijklmnopqrstuvwxyz-", min_size=1)


@given(cycle=PLAIN, form=PLAIN, print_=PLAIN, appraisee=st.text())
def test_a_mark_is_read_as_it_was_written(cycle: str, form: str, print_: str, appraisee: str) -> None:
    identity = Identity(cycle=cycle, appraisee=appraisee, form=form, fingerprint=print_)
    assert read_marker(marker(identity)) == identity


@pytest.mark.parametrize(
    "text",
    [None, 5, True, "", "kpixl:", "kpixl:1:a:b:c", "kpixl:2:a:b:c:d", "KPIXL:1:a:b:c:d", " kpixl:1:a:b:c:d"],
)
def test_what_is_no_mark_of_this_format_is_none(text: object) -> None:
    assert read_marker(text) is None


def test_a_number_may_hold_any_sign() -> None:
    identity = read_marker("kpixl:1:c:f:p:A:1:2")
    assert identity == Identity(cycle="c", appraisee="A:1:2", form="f", fingerprint="p")


def test_the_same_definition_and_period_make_the_same_cycle() -> None:
    november, december = Period(2026, 11, 1), Period(2026, 12, 1)
    assert cycle_id("scheme: a\n", november) == cycle_id("scheme: a\n", november)
    ids = {
        cycle_id("scheme: a\n", november),
        cycle_id("scheme: a\n", december),
        cycle_id("scheme: b\n", november),
    }
    assert len(ids) == 3
    assert all(":" not in one for one in ids)


def test_a_form_has_the_fingerprint_of_its_definition_and_its_cells() -> None:
    prints = {
        fingerprint("scheme: a\n", ("一@", "二@")),
        fingerprint("scheme: b\n", ("一@", "二@")),
        fingerprint("scheme: a\n", ("二@", "一@")),
        fingerprint("scheme: a\n", ("一@",)),
    }
    assert len(prints) == 4
    assert all(":" not in one for one in prints)
    assert fingerprint("scheme: a\n", iter(("一@", "二@"))) in prints


def test_cells_have_names_of_their_sheet() -> None:
    assert SheetNames(3).input("i12") == "kpx_3_12"
    assert SheetNames(3).output(4) == "kpo_3_4"
