"""The container of old workbooks: its streams, and nothing that runs in circles."""

from __future__ import annotations

import struct
import time

import pytest

from kpixl.safety.archive import Hazard, UnsafeArchive
from kpixl.sheets.compound import Compound
from tests.sheets.books import code_of, data_of
from tests.sheets.compounds import HEADER, SECTOR, compound, workbook

STREAMS = {"一": b"1" * 5000, "Zwei": b"2" * 10, "Leer": b""}


def test_streams_and_folders_are_found_whatever_the_case_of_letters() -> None:
    container = Compound(compound(STREAMS, ["_VBA"]))
    assert {name: container.stream(name) for name in STREAMS} == STREAMS
    assert container.stream("zwei") == STREAMS["Zwei"]
    assert "_vba" in container
    assert container.stream("_VBA") == b""
    assert "drei" not in container
    assert container.stream("drei") == b""


def test_small_streams_of_real_files_are_found() -> None:
    container = Compound(data_of("考核表.xls"))
    assert b"kpixl:2:" in container.stream("\x05DocumentSummaryInformation")


def poked(offset: int, *values: int) -> bytes:
    """A container with these numbers at a place."""
    data = bytearray(compound(STREAMS))
    data[offset : offset + 4 * len(values)] = struct.pack(f"<{len(values)}I", *values)
    return bytes(data)


DATA = compound(STREAMS)
_, _, DIRECTORY, _, _, _ = struct.unpack_from(HEADER, DATA)
(TABLE,) = struct.unpack_from("<I", DATA, 76)
LINES, CHAINS = (DIRECTORY + 1) * SECTOR, (TABLE + 1) * SECTOR

BROKEN = {
    "cut off": DATA[:-SECTOR],
    "cut off in the head": DATA[:70],
    "sectors of another size": DATA[:30] + b"\x0a" + DATA[31:],
    "a directory in nowhere": poked(48, 5000),
    "a table in nowhere": poked(76, 5000),
    "a table twice": poked(76, TABLE, TABLE),
    "a directory that bites its tail": poked(CHAINS + 4 * DIRECTORY, DIRECTORY),
    "no root": DATA[: LINES + 66] + b"\2" + DATA[LINES + 67 :],
    "no directory": poked(48, 0xFFFFFFFE),
    "a stream in nowhere": poked(LINES + 128 + 116, 5000),
    "a stream that goes on in nowhere": poked(CHAINS, 5000),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_container_is_damaged(what: str) -> None:
    with pytest.raises(UnsafeArchive) as caught:
        Compound(BROKEN[what])
    assert caught.value.hazard is Hazard.DAMAGED


@pytest.mark.parametrize(
    ("offset", "values"),
    [
        (LINES + 128 + 120, [10**9]),
        (LINES + 128 + 120, [len(DATA)]),
        (CHAINS, [0xFFFFFFFE]),
    ],
    ids=["of a gigabyte", "as large as all", "that ends too soon"],
)
def test_a_broken_stream_is_damaged(offset: int, values: list[int]) -> None:
    container = Compound(poked(offset, *values))
    assert container.stream("Zwei") == STREAMS["Zwei"]
    with pytest.raises(UnsafeArchive):
        container.stream("一")


def test_a_stream_that_bites_its_tail_is_as_long_as_it_says() -> None:
    assert len(Compound(poked(CHAINS, 0)).stream("一")) == 5000


@pytest.mark.parametrize("filler", [0, 0xFFFFFFFE, 0xFFFFFFFF])
def test_what_the_table_says_of_sectors_that_are_not_there_means_nothing(filler: int) -> None:
    used = len(DATA) // SECTOR - 1
    data = poked(CHAINS + 4 * used, *[filler] * (SECTOR // 4 - used))
    assert Compound(data).stream("一") == STREAMS["一"]


def test_a_tree_that_bites_its_tail_has_an_end() -> None:
    for place in (68, 72, 76):
        data = bytearray(DATA)
        data[LINES + 128 + place : LINES + 128 + place + 4] = struct.pack("<I", 1)
        assert "一" in Compound(bytes(data))


def test_a_large_container_has_a_further_list_and_it_may_bite_its_tail() -> None:
    whole = bytes(range(256)) * 70_000
    data = bytearray(compound({"Workbook": whole}))
    (more,) = struct.unpack_from("<I", data, 68)
    assert more < 0xFFFFFFFA
    assert Compound(bytes(data)).stream("Workbook") == whole
    end = (more + 2) * SECTOR
    data[end - 4 : end] = struct.pack("<I", more)
    started = time.process_time()
    with pytest.raises(UnsafeArchive):
        Compound(bytes(data))
    assert time.process_time() - started < 5


def test_a_workbook_that_was_cut_off_anywhere_is_damaged() -> None:
    data = data_of("样表.xls")
    for tenth in range(1, 10):
        assert code_of(data[: len(data) * tenth // 10]) == "file-damaged"
    assert code_of(workbook()[:-SECTOR]) == "file-damaged"
