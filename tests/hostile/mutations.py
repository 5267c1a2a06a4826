"""Ways to spoil a returned file: cut off, flipped, its parts edited, lost, doubled and swapped.

Every mutation takes a random generator, and says which pieces of the file it has changed. See aimed.py for
those that know where it hurts.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from random import Random

from tests.hostile.bench import PASSWORDS, Forms, bench, corpus_file
from tests.hostile.spans import Entry, Parts, Span, Spans, own_spans, parts_of


@dataclass(frozen=True)
class Source:
    """An honest file, what it comes to, and where its entries are stored."""

    name: str
    data: bytes

    @cached_property
    def parts(self) -> Parts:
        return parts_of(self.data)

    @cached_property
    def truth(self) -> Forms:
        truth = bench().forms(self.data)
        assert truth, f"{self.name} is read"
        return truth

    @cached_property
    def spans(self) -> Spans:
        if self.is_archive:
            return {}
        return own_spans(self.data, bench().submissions(self.data), PASSWORDS)

    @property
    def is_archive(self) -> bool:
        return self.name.endswith(".zip")

    @property
    def is_package(self) -> bool:
        return bool(self.parts) and not self.is_archive

    def touched(self, mutant: Mutant) -> Callable[[Entry], bool]:
        """Whether a mutation may have changed what is stored for an entry."""
        return lambda entry: (
            entry in mutant.entries
            or any(own.meets(span) for own in self.spans.get(entry, ()) for span in mutant.changed)
        )


@cache
def source(name: str) -> Source:
    """A file of the corpus that people have filled in honestly."""
    return Source(name, corpus_file(name))


@dataclass(frozen=True)
class Mutant:
    """A spoiled file: how it was spoiled, and which pieces of the honest one are not as they were."""

    how: str
    data: bytes
    changed: tuple[Span, ...] = ()
    entries: frozenset[Entry] = frozenset()


Mutation = Callable[[Source, Random], Mutant]


def cut_off(source: Source, tenth: int) -> Mutant:
    """The first tenths of a file."""
    return Mutant(f"cut off after {tenth} tenths", source.data[: len(source.data) * tenth // 10])


def flipped(source: Source, chance: Random) -> Mutant:
    """Bytes of the file changed, blotted out, taken out or put in."""
    data, changed = bytearray(source.data), []
    where = [chance.randrange(len(data)) for _ in range(chance.choice((1, 1, 1, 1, 2, 5, 20)))]
    kind = chance.randrange(10)
    for at in where:
        changed.append(Span("", at, at + 1))
        data[at] = chance.randrange(256) if chance.random() < 0.5 else data[at] ^ 1 << chance.randrange(8)
    if kind == 0:
        size = chance.choice((4, 64, 512))
        changed.append(Span("", where[0], where[0] + size))
        data[where[0] : where[0] + size] = bytes(len(data[where[0] : where[0] + size]))
    elif kind == 1:
        changed.append(Span("", where[0], len(data)))
        del data[where[0] : where[0] + chance.randint(1, 64)]
    elif kind == 2:
        changed.append(Span("", where[0], len(data)))
        data[where[0] : where[0]] = chance.randbytes(chance.randint(1, 64))
    # A package has checksums: no flip may ever change what it holds.
    own = () if source.parts else tuple(changed)
    return Mutant(f"flipped {kind} at {where}", bytes(data), own)


_PIECE = re.compile(rb"<[^>]*>|[^<]+")
_READ = re.compile(
    r"xl/(workbook|sharedStrings|styles|worksheets/sheet\d+)\.xml|.*\.rels|docProps/\w+\.xml"
    r"|content\.xml|meta\.xml|styles\.xml|META-INF/manifest\.xml|\[Content_Types\]\.xml",
    re.IGNORECASE,
)
_FAVOURED = re.compile(r"xl/(workbook|sharedStrings|worksheets/sheet1)\.xml|content\.xml", re.IGNORECASE)

Edit = Callable[[bytes, Random], bytes]


def _gone(piece: bytes, chance: Random) -> bytes:
    return b""


def _twice(piece: bytes, chance: Random) -> bytes:
    return piece + piece


def _other_letter(piece: bytes, chance: Random) -> bytes:
    """Another digit or letter."""
    spots = [found.start() for found in re.finditer(rb"[0-9A-Za-z]", piece)]
    if not spots:
        return piece
    at = chance.choice(spots)
    return piece[:at] + chance.choice(b"0123456789ABHIxse").to_bytes(1, "big") + piece[at + 1 :]


def _other_byte(piece: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(piece))
    return piece[:at] + bytes([chance.randrange(256)]) + piece[at + 1 :]


_NUMBERS = (
    b"0", b"1", b"2", b"17", b"18", b"-1", b"99999", b"9" * 30, b"", b"1e9", b"1e400", b"nan", b"0x10", b"9_5",
    "９".encode(), b"1e-400", b"+1", b" 1", b"1 ", b"9" * 5000, b"1.0000000001", b"-0",
)  # fmt: skip


def _other_number(piece: bytes, chance: Random) -> bytes:
    spots = list(re.finditer(rb"-?\d+(\.\d+)?", piece))
    if not spots:
        return piece
    spot = chance.choice(spots)
    return piece[: spot.start()] + chance.choice(_NUMBERS) + piece[spot.end() :]


def _next_number(piece: bytes, chance: Random) -> bytes:
    """One more or one less: another row, another text, another style."""
    spots = list(re.finditer(rb"\d+", piece))
    if not spots:
        return piece
    spot = chance.choice(spots)
    new = max(0, int(spot[0]) + chance.choice((-2, -1, 1, 2)))
    return piece[: spot.start()] + str(new).encode() + piece[spot.end() :]


def _attribute(piece: bytes, chance: Random) -> bytes:
    """An attribute emptied, doubled, gone or in capitals."""
    spots = list(re.finditer(rb' [\w:.-]+="[^"]*"', piece))
    if not spots:
        return piece
    spot = chance.choice(spots)
    whole = spot[0]
    new = chance.choice((b"", whole + whole, whole.partition(b"=")[0] + b'=""', whole.upper()))
    return piece[: spot.start()] + new + piece[spot.end() :]


_EDITS: tuple[Edit, ...] = (
    _gone, _twice, _other_letter, _other_letter, _other_byte, _other_number, _other_number, _next_number,
    _next_number, _attribute, _attribute,
)  # fmt: skip


def edited(source: Source, chance: Random) -> Mutant:
    """One tag or text of a part changed, or two of them swapped; the archive is whole."""
    names = [name for name in sorted(source.parts) if _READ.fullmatch(name)]
    favoured = [name for name in names if _FAVOURED.fullmatch(name)]
    part = chance.choice(favoured if chance.random() < 0.7 else names)
    data = source.parts[part]
    pieces = [(found.start(), found.end()) for found in _pieces(data)]
    start, end = chance.choice(pieces)
    if chance.random() < 0.1:
        first, second = sorted(((start, end), chance.choice(pieces)))
        changed = (Span(part, *first), Span(part, *second))
        new = _swapped(data, first, second)
        how = "swapped"
    else:
        edit = chance.choice(_EDITS)
        changed = (Span(part, start, end),)
        new = data[:start] + edit(data[start:end], chance) + data[end:]
        how = edit.__name__.strip("_")
    return Mutant(f"{how} in {part} at {start}", packed({**source.parts, part: new}), changed)


@cache
def _pieces(data: bytes) -> tuple[re.Match[bytes], ...]:
    return tuple(_PIECE.finditer(data))


def _swapped(data: bytes, first: tuple[int, int], second: tuple[int, int]) -> bytes:
    (a, b), (c, d) = first, second
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:] if b <= c else data


def shuffled(source: Source, chance: Random) -> Mutant:
    """Parts lost, emptied, doubled, swapped, renamed or taken from somebody else's file."""
    parts = dict(source.parts)
    names = sorted(parts)
    one, other = chance.sample(names, 2)
    kind = chance.choice(
        ("lost", "emptied", "cut off", "swapped", "copied", "renamed", "doubled", "capitals")
    )
    doubled: list[tuple[str, bytes]] = []
    if kind == "lost":
        del parts[one]
    elif kind == "emptied":
        parts[one] = b""
    elif kind == "cut off":
        parts[one] = parts[one][: chance.randrange(len(parts[one]) + 1)]
    elif kind == "swapped":
        parts[one], parts[other] = parts[other], parts[one]
    elif kind == "copied":
        parts[one] = parts[other]
    elif kind == "renamed":
        parts[chance.choice((f"{one}x", f"../{one}", f"/{one}", one.replace("/", "\\")))] = parts.pop(one)
    elif kind == "doubled":
        doubled = [(one, parts[other])]
    else:
        doubled = [(one.upper(), parts[other])]
    order = list(parts.items()) + doubled
    if chance.random() < 0.3:
        chance.shuffle(order)
    return Mutant(f"{kind}: {one}, {other}", packed_pairs(order))


def strange_parts(source: Source, chance: Random) -> Mutant:
    """A part taken from another workbook of the corpus."""
    other = chance.choice([name for name in OTHERS if name != source.name])
    strange = parts_of(corpus_file(other))
    shared = sorted(set(strange) & set(source.parts)) or sorted(strange)
    name = chance.choice(shared)
    return Mutant(f"{name} of {other}", packed({**source.parts, name: strange[name]}))


OTHERS = (
    "honest-002.xlsx",
    "honest-012.xlsx",
    "honest-A-03.xlsx",
    "next-month.xlsx",
    "same-month-elsewhere.xlsx",
)


def inside_archive(source: Source, chance: Random) -> Mutant:
    """One file in an archive of files spoiled."""
    name = chance.choice(sorted(source.parts))
    held = Source(f"{source.name}/{name}.xlsx", source.parts[name])
    mutant = chance.choice((flipped, edited, shuffled))(held, chance)
    return replace(
        mutant, how=f"{name}: {mutant.how}", data=packed({**source.parts, name: mutant.data}), changed=()
    )


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    return packed_pairs(list(parts.items()))


def packed_pairs(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """The same where a name may stand twice."""
    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        warnings.simplefilter("ignore", UserWarning)
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
