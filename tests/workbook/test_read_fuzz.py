"""Returned workbooks damaged at random: never an exception, never another result without a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

import pytest

from kpixl.findings import Finding, Severity
from kpixl.model.result import Result
from tests.pipeline.world import FORM, SALES, Parts, World, make_world, pack, parts_of, write_csv
from tests.workbook.desk import Desk

COUNT = 300
"""Damaged files of each sort and workbook."""


class Bench:
    """A good workbook, what is true of it, and a desk to collect damaged copies of it."""

    def __init__(self, world: World, *numbers: str) -> None:
        self.path = world.fill(*numbers)
        self.data, self.parts, self.numbers = self.path.read_bytes(), parts_of(self.path), numbers
        self.desk = Desk(world)
        self.inputs = {spot.spot.plain for number in numbers for spot in world.press(number).plan.inputs}
        self.truth = {number: figures(result) for number, result in self.collect()[0].items()}

    def collect(self) -> tuple[dict[str, Result], list[Finding]]:
        """The results of the file as it is now, and everything found in it."""
        return self.desk.judge(self.path)

    def judge(self) -> bool:
        """Whether the file is still read; it must be read rightly, or something must be said."""
        results, findings = self.collect()
        for finding in findings:
            assert finding.message()
        said = [finding for finding in findings if finding.severity is not Severity.INFO]
        for number, result in results.items():
            assert figures(result) == self.truth[number] or said, "another result without a word"
        return bool(results)


def figures(result: Result) -> tuple[object, ...]:
    return (result.status, result.total, result.grade, result.pay, [i.inputs for i in result.items])


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    folder = tmp_path_factory.mktemp("fuzz")
    world, _ = make_world(folder / "十一月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-11")
    return {"one": Bench(world, "001"), "two": Bench(world, "001", "002")}


def flipped(data: bytes, chance: Random) -> bytes:
    """Some bytes changed, or the end cut off."""
    if chance.random() < 0.2:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 5, 20))):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("bench", ["one", "two"])
def test_bytes_changed_at_random_are_noticed(bench: str, benches: dict[str, Bench]) -> None:
    under, chance, read = benches[bench], Random(7), 0
    for _ in range(COUNT):
        under.path.write_bytes(flipped(under.data, chance))
        read += under.judge()
    assert 0 < read < COUNT


TELLING = re.compile(rb"<[^>]*>|[^<]+")
Mutation = Callable[[list[bytes], int, Random], None]


def _drop(pieces: list[bytes], at: int, chance: Random) -> None:
    del pieces[at]


def _double(pieces: list[bytes], at: int, chance: Random) -> None:
    pieces.insert(at, pieces[at])


def _swap(pieces: list[bytes], at: int, chance: Random) -> None:
    other = chance.randrange(len(pieces))
    pieces[at], pieces[other] = pieces[other], pieces[at]


def _digit(pieces: list[bytes], at: int, chance: Random) -> None:
    """Another digit, or another letter, somewhere in a tag or text."""
    spots = [found.start() for found in re.finditer(rb"[0-9A-Za-z]", pieces[at])]
    if spots:
        spot = chance.choice(spots)
        new = chance.choice(b"0123456789ABHIxs").to_bytes(1, "big")
        pieces[at] = pieces[at][:spot] + new + pieces[at][spot + 1 :]


def _number(pieces: list[bytes], at: int, chance: Random) -> None:
    """Another number in place of one."""
    spots = list(re.finditer(rb"\d+", pieces[at]))
    if spots:
        spot = chance.choice(spots)
        new = chance.choice((b"0", b"1", b"2", b"17", b"18", b"-1", b"99999", b"9" * 30, b"", b"1e9"))
        pieces[at] = pieces[at][: spot.start()] + new + pieces[at][spot.end() :]


def _quote(pieces: list[bytes], at: int, chance: Random) -> None:
    """An attribute emptied, doubled or gone."""
    spots = list(re.finditer(rb' [\w:]+="[^"]*"', pieces[at]))
    if spots:
        spot = chance.choice(spots)
        whole = spot[0]
        new = chance.choice((b"", whole + whole, whole.partition(b"=")[0] + b'=""', whole.upper()))
        pieces[at] = pieces[at][: spot.start()] + new + pieces[at][spot.end() :]


MUTATIONS: tuple[Mutation, ...] = (_drop, _double, _swap, _digit, _digit, _number, _number, _quote, _quote)
READ = re.compile(r"xl/(workbook|sharedStrings|worksheets/sheet\d+)\.xml|.*\.rels|docProps/custom\.xml")


def mutated(parts: Parts, inputs: set[str], chance: Random) -> Parts:
    """A change in the XML of a part that is read, but not of what somebody typed."""
    name = chance.choice([name for name in sorted(parts) if READ.fullmatch(name)])
    pieces = TELLING.findall(parts[name])
    mutate = chance.choice(MUTATIONS)
    typed = set(_typed(pieces, inputs)) if name.startswith("xl/worksheets") else set()
    free = [index for index in range(len(pieces)) if index not in typed]
    mutate(pieces, chance.choice(free), chance)
    return {**parts, name: b"".join(pieces)}


def _typed(pieces: list[bytes], inputs: set[str]) -> Iterator[int]:
    """The pieces that are the values of input cells."""
    inside = False
    for index, piece in enumerate(pieces):
        found = re.match(rb'<c r="(\w+)"', piece)
        if found:
            inside = found[1].decode() in inputs
        elif inside:
            yield index


@pytest.mark.parametrize("bench", ["one", "two"])
def test_xml_changed_at_random_is_noticed(bench: str, benches: dict[str, Bench]) -> None:
    under, chance, read = benches[bench], Random(11), 0
    for _ in range(COUNT):
        pack(under.path, mutated(under.parts, under.inputs, chance))
        read += under.judge()
    assert 0 < read < COUNT


def test_the_bench_notices_another_result(benches: dict[str, Bench]) -> None:
    """The judge itself is put to the test: an entry changed by hand is another result without a word."""
    under = benches["one"]
    changed = re.sub(rf'(<c r="{SALES}"[^>]*><v>)[^<]*'.encode(), rb"\g<1>12", under.parts[FORM])
    shown = re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1", changed)
    pack(under.path, {**under.parts, FORM: shown})
    with pytest.raises(AssertionError, match="without a word"):
        under.judge()
