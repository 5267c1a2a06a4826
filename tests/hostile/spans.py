"""Where in a file the value of each entry is stored: a change elsewhere must not change what somebody typed."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from kpixl.model.submission import Submission
from kpixl.sheets.compound import Compound
from kpixl.sheets.locked import unlocked
from kpixl.sheets.old_workbook import STREAM, OldWorkbook
from kpixl.sheets.opening import open_book
from kpixl.sheets.places import place
from kpixl.sheets.records import Tag, records

Entry = tuple[str, str]
"""An appraisee and the name of what is typed."""
Parts = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a part, or of the file itself (part "")."""

    part: str
    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether the two share a byte, or touch each other."""
        return self.part == other.part and self.start <= other.end and other.start <= self.end


Spans = Mapping[Entry, tuple[Span, ...]]


def parts_of(data: bytes) -> Parts:
    """The parts of a file that is an archive, none of any other."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def own_spans(data: bytes, submissions: Sequence[Submission], passwords: Sequence[str]) -> Spans:
    """Where the value of each entry is stored. Of a locked package it is nowhere: no byte of it can be changed."""
    parts = parts_of(data)
    book = open_book(data, passwords)
    found: defaultdict[Entry, list[Span]] = defaultdict(list)
    for submission in submissions:
        wanted = {
            place(cell.cell): (submission.identity.appraisee, raw) for raw, cell in submission.entries.items()
        }
        (sheet,) = [sheet for sheet in book.sheets if sheet.name == submission.sheet]
        if "content.xml" in parts:
            stored = _in_table(parts["content.xml"], int(sheet.part))
        elif parts:
            stored = _in_sheet(parts, sheet.part)
        elif isinstance(book, OldWorkbook):
            stored = _in_records(data, int(sheet.part), passwords)
        else:
            stored = iter(())
        for at, span in stored:
            if at in wanted:
                found[wanted[at]].append(span)
    return {entry: tuple(spans) for entry, spans in found.items()}


At = tuple[int, int]


class _Elements:
    """Tells where elements begin and end, and what stands in them."""

    def __init__(self, data: bytes, names: frozenset[str]) -> None:
        self.data, self.names = data, names
        self.open: list[tuple[str, dict[str, str], int]] = []
        self.found: list[tuple[str, dict[str, str], int, int]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local in self.names:
            plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self.open.append((local, plain, self.parser.CurrentByteIndex))

    def _end(self, name: str) -> None:
        if name.rpartition(" ")[2] in self.names:
            local, attributes, start = self.open.pop()
            end = self.data.index(b">", start) + 1
            if self.data[end - 2 : end] != b"/>":
                end = self.data.index(b">", self.parser.CurrentByteIndex) + 1
            self.found.append((local, attributes, start, end))


def cells_of(data: bytes) -> Iterator[tuple[str, int, int]]:
    """The cells of an .xlsx sheet: address, where it begins and where it ends."""
    for _, attributes, start, end in _Elements(data, frozenset({"c"})).found:
        yield attributes["r"], start, end


def _in_sheet(parts: Parts, part: str) -> Iterator[tuple[At, Span]]:
    """The cells of an .xlsx sheet with the shared texts in them."""
    data = parts[part]
    strings = next((name for name in parts if name.lower().endswith("sharedstrings.xml")), "")
    texts = [
        Span(strings, start, end)
        for _, _, start, end in (_Elements(parts[strings], frozenset({"si"})).found if strings else ())
    ]
    for _, attributes, start, end in _Elements(data, frozenset({"c"})).found:
        at = place(attributes["r"])
        assert at is not None
        yield at, Span(part, start, end)
        number = re.search(rb"<(?:\w+:)?v>(\d+)<", data[start:end])
        if attributes.get("t") == "s" and number:
            yield at, texts[int(number[1])]


def _in_table(data: bytes, number: int) -> Iterator[tuple[At, Span]]:
    """The cells of an .ods sheet that are not repeated."""
    names = frozenset({"table", "table-row", "table-cell", "covered-table-cell", "shapes"})
    elements = sorted(_Elements(data, names).found, key=lambda element: element[2])
    table, row, column, skip_to = -1, 0, 0, 0
    next_row = 1
    for local, attributes, start, end in elements:
        if start < skip_to:
            continue
        if local == "shapes":
            skip_to = end
        elif local == "table":
            table, next_row = table + 1, 1
        elif local == "table-row":
            row, column = next_row, 0
            next_row += int(attributes.get("number-rows-repeated", "1"))
        else:
            column += 1
            if table == number:
                yield (row, column), Span("content.xml", start, end)
            column += int(attributes.get("number-columns-repeated", "1")) - 1


_NUMBERS = (Tag.NUMBER, Tag.SHORT_NUMBER, Tag.TRUTH_OR_ERROR)


def _in_records(data: bytes, start: int, passwords: Sequence[str]) -> Iterator[tuple[At, Span]]:
    """The cells of an .xls sheet: what stands after the place and the style."""
    stored = Compound(data).stream(STREAM)
    base = data.find(stored[:2048])
    assert data[base : base + len(stored)] == stored, "the stream lies in one piece"
    plain = Compound(data)
    stream = plain.stream(STREAM)
    if Tag.PASSWORD in [tag for tag, _, _ in list(records(stream))[:8]]:
        stream = Compound(unlocked(data, plain, passwords)).stream(STREAM)
    texts = next(
        (after - len(body), after, body) for tag, body, after in records(stream) if tag == Tag.STRINGS
    )
    strings = _texts(texts[2])
    depth = 0
    for tag, body, after in records(stream, start):
        depth += {Tag.BEGIN: 1, Tag.END: -1}.get(Tag(tag), 0) if tag in (Tag.BEGIN, Tag.END) else 0
        if depth == 0:
            return
        row, column = int.from_bytes(body[:2], "little") + 1, int.from_bytes(body[2:4], "little") + 1
        first = base + after - len(body)
        if tag in _NUMBERS:
            yield (row, column), Span("", first + 6, first + len(body))
        elif tag == Tag.SHORT_NUMBERS:
            for number in range((len(body) - 6) // 6):
                yield (row, column + number), Span("", first + 6 + 6 * number, first + 10 + 6 * number)
        elif tag == Tag.SHARED_TEXT:
            yield (row, column), Span("", first + 6, first + len(body))
            begin, end = strings[int.from_bytes(body[6:10], "little")]
            yield (row, column), Span("", base + texts[0] + begin, base + texts[0] + end)


def _texts(body: bytes) -> list[tuple[int, int]]:
    """Where each text of the table begins and ends. The table must fit into one record."""
    found, at = [], 8
    for _ in range(int.from_bytes(body[4:8], "little")):
        length, flags = int.from_bytes(body[at : at + 2], "little"), body[at + 2]
        start, at = at, at + 3
        runs = int.from_bytes(body[at : at + 2], "little") if flags & 8 else 0
        at += 2 if flags & 8 else 0
        more = int.from_bytes(body[at : at + 4], "little") if flags & 4 else 0
        at += (4 if flags & 4 else 0) + length * (1 + (flags & 1)) + 4 * runs + more
        found.append((start, at))
    assert at == len(body), "the table of texts fits into one record"
    return found
