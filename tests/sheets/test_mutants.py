"""Files spoiled by chance are read or refused, and nothing else: no crash, no hang, no heap of memory."""

from __future__ import annotations

import time
from random import Random

import pytest

from tests.sheets.books import PASSWORD, code_of, data_of, packed, parts_of

BOOKS = {"样表.xlsx": 300, "样表.xls": 300, "样表.ods": 300, "加密.xls": 300, "加密.ods": 60, "加密.xlsx": 30}
"""How many mutants of each: opening a locked one takes a while by design."""
PATIENCE = 5.0
REFUSALS = {
    "file-damaged", "file-encrypted", "file-password-wrong", "file-too-large", "file-with-entities",
    "file-not-a-workbook", "file-other-format",
}  # fmt: skip
_ODD = [b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4), b"\1\0\0\0"]


def mutant(data: bytes, random: Random) -> bytes:
    """The bytes with something flipped, cut off, taken out, put in, overwritten or copied elsewhere."""
    out, at = bytearray(data), random.randrange(len(data))
    match random.randrange(6):
        case 0:
            return data[:at]
        case 1:
            for _ in range(random.randint(1, 8)):
                out[random.randrange(len(out))] = random.randrange(256)
        case 2:
            del out[at : at + random.randint(1, 64)]
        case 3:
            out[at:at] = random.randbytes(random.randint(1, 64))
        case 4:
            out[at : at + 4] = random.choice(_ODD)
        case _:
            other, size = random.randrange(len(data)), random.randint(1, 512)
            out[at : at + size] = data[other : other + size]
    return bytes(out)


def mutant_inside(data: bytes, random: Random) -> bytes:
    """An archive in which one part is a mutant, and all checksums are right."""
    parts = parts_of(data)
    name = random.choice([name for name, part in parts.items() if part])
    part = parts[name]
    assert isinstance(part, bytes)
    return packed({**parts, name: mutant(part, random)})


@pytest.mark.parametrize("name", BOOKS)
def test_a_spoiled_file_is_read_or_refused(name: str) -> None:
    data = data_of(name)
    told: set[str] = set()
    for seed in range(BOOKS[name]):
        random = Random(f"{name} {seed}")
        spoil = mutant_inside if data.startswith(b"PK") and seed % 2 else mutant
        started = time.process_time()
        told.add(code_of(spoil(data, random), PASSWORD))
        assert time.process_time() - started < PATIENCE, seed
    assert told <= REFUSALS | {""}
    assert "file-damaged" in told


@pytest.mark.parametrize("name", BOOKS)
def test_a_file_cut_off_anywhere_is_never_read(name: str) -> None:
    data = data_of(name)
    for tenth in range(10):
        assert code_of(data[: len(data) * tenth // 10], PASSWORD) in {"file-empty", "file-damaged"}
