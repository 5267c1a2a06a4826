"""Mutations that know where it hurts: names, keys, marks, cells and results of a form, a few of them at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from tests.hostile.bench import bench
from tests.hostile.mutations import Mutant, Source, packed
from tests.hostile.spans import Parts, cells_of

BOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_NAME = re.compile(rb'(<definedName [^>]*name="kp[xo]_[^>]*>)([^<]*)(</definedName>)')
_PLACE = re.compile(rb'r="([A-Z]+)(\d+)"')
_ROW = re.compile(rb"(\$?[A-Z]+\$?)(\d+)$")
_STYLE = re.compile(rb' s="(\d+)"')
_FORMULA = re.compile(rb"<f[^>]*>([^<]*)</f>")
_VALUE = re.compile(rb"<v>[^<]*</v>")


class Sheet:
    """The form of a workbook, taken apart into cells and what lies between them."""

    def __init__(self, source: Source, part: str) -> None:
        self.parts: Parts = dict(source.parts)
        self.part = part
        self.between, self.cells, self.order = _taken_apart(source.parts[part])
        self.cells = dict(self.cells)

    def swap(self, one: str, other: str) -> None:
        """What stands in one cell stands in the other."""
        first, second = self.cells[one], self.cells[other]
        self.cells[one], self.cells[other] = _moved(second, one), _moved(first, other)

    def names(self, edit: Callable[[list[tuple[bytes, bytes, bytes]]], object]) -> None:
        """Edits our names in the list of names."""
        data = self.parts[BOOK]
        found = [(m[1], m[2], m[3]) for m in _NAME.finditer(data)]
        if len(found) < 2:
            return
        edit(found)
        first, last = next(_NAME.finditer(data)), list(_NAME.finditer(data))[-1]
        # Other names may stand between ours; they may come after them as well.
        others = _NAME.sub(b"", data[first.start() : last.end()])
        ours = b"".join(b"".join(parts) for parts in found)
        self.parts[BOOK] = data[: first.start()] + ours + others + data[last.end() :]

    def packed(self) -> bytes:
        """The workbook."""
        pieces = [self.between[0]]
        for address, after in zip(self.order, self.between[1:], strict=True):
            pieces += [self.cells[address], after]
        return packed({**self.parts, self.part: b"".join(pieces)})


@cache
def _taken_apart(data: bytes) -> tuple[list[bytes], dict[str, bytes], list[str]]:
    between, cells, at = [], dict[str, bytes](), 0
    for address, start, end in cells_of(data):
        between.append(data[at:start])
        cells[address] = data[start:end]
        at = end
    return [*between, data[at:]], cells, list(cells)


def _moved(cell: bytes, address: str) -> bytes:
    return _PLACE.sub(f'r="{address}"'.encode(), cell, count=1)


Blow = Callable[[Sheet, list[str], Random], None]


def _two_swapped(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """Two entries, or an entry and any other cell, change places."""
    one = chance.choice(typed)
    sheet.swap(one, chance.choice(typed if chance.random() < 0.5 else sheet.order))


def _two_others_swapped(sheet: Sheet, typed: list[str], chance: Random) -> None:
    sheet.swap(chance.choice(sheet.order), chance.choice(sheet.order))


def _rows_swapped(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """All that stands in two rows changes places, without the names that point there."""
    one, other = (re.sub(r"[A-Z]+", "", chance.choice(typed)) for _ in range(2))
    for address in sheet.order:
        column = re.sub(r"\d+", "", address)
        if address == f"{column}{one}" and f"{column}{other}" in sheet.cells:
            sheet.swap(address, f"{column}{other}")


def _keys_swapped(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """The hidden cells at the beginning of two rows change places."""
    keys = [address for address in sheet.order if re.fullmatch(r"A\d+", address)]
    sheet.swap(chance.choice(keys), chance.choice(keys))


def _keys_gone(sheet: Sheet, typed: list[str], chance: Random) -> None:
    for address in sheet.order:
        if re.fullmatch(r"A\d+", address) and address != "A1":
            sheet.cells[address] = b""


def _names_swapped(sheet: Sheet, typed: list[str], chance: Random) -> None:
    def edit(names: list[tuple[bytes, bytes, bytes]]) -> None:
        one, other = chance.sample(range(len(names)), 2)
        (a, first, b), (c, second, d) = names[one], names[other]
        names[one], names[other] = (a, second, b), (c, first, d)

    sheet.names(edit)


def _name_moved(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """One name points a row higher or lower."""

    def edit(names: list[tuple[bytes, bytes, bytes]]) -> None:
        at = chance.randrange(len(names))
        a, target, b = names[at]
        by = chance.choice((-1, 1))
        names[at] = (a, _ROW.sub(lambda m: m[1] + str(int(m[2]) + by).encode(), target), b)

    sheet.names(edit)


def _names_moved(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """All names point a row higher or lower, as after a clumsy insertion."""
    by = chance.choice((-1, 1))

    def edit(names: list[tuple[bytes, bytes, bytes]]) -> None:
        names[:] = [
            (a, _ROW.sub(lambda m: m[1] + str(int(m[2]) + by).encode(), target), b) for a, target, b in names
        ]

    sheet.names(edit)


def _name_gone(sheet: Sheet, typed: list[str], chance: Random) -> None:
    sheet.names(lambda names: names.pop(chance.randrange(len(names))))


def _names_gone(sheet: Sheet, typed: list[str], chance: Random) -> None:
    sheet.names(lambda names: names.clear())


def _style(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """An entry looks like another cell: a percentage, perhaps a date."""
    one, other = chance.choice(typed), chance.choice(sheet.order)
    style = _STYLE.search(sheet.cells[other])
    if style:
        sheet.cells[one] = _STYLE.sub(style[0], sheet.cells[one], count=1)


def _formula(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """A formula is replaced by another one of the form."""
    formulas = [address for address in sheet.order if _FORMULA.search(sheet.cells[address])]
    one, other = chance.choice(formulas), chance.choice(formulas)
    new = _FORMULA.search(sheet.cells[other])
    assert new is not None
    sheet.cells[one] = sheet.cells[one].replace(_FORMULA.search(sheet.cells[one])[0], new[0])  # type: ignore[index]


def _results_gone(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """No formula has a result: nothing that was shown can tell that an entry was changed."""
    for address in sheet.order:
        if _FORMULA.search(sheet.cells[address]):
            sheet.cells[address] = _VALUE.sub(b"", sheet.cells[address])


def _entry_changed(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """A plain change of an entry, which nobody can tell."""
    numbers = [
        address for address in typed if b't="' not in sheet.cells[address] and b"<v>" in sheet.cells[address]
    ]
    if numbers:
        address = chance.choice(numbers)
        value = str(chance.randint(0, 120)).encode()
        sheet.cells[address] = _VALUE.sub(b"<v>" + value + b"</v>", sheet.cells[address])


def _cell_gone(sheet: Sheet, typed: list[str], chance: Random) -> None:
    sheet.cells[chance.choice(sheet.order)] = b""


def _mark(sheet: Sheet, typed: list[str], chance: Random) -> None:
    """In every mark one letter is another one, wherever the marks stand."""
    part = next(
        (part for part in (STRINGS, sheet.part) if b"kpixl:2:" in sheet.parts.get(part, b"")), STRINGS
    )
    found = re.search(rb"kpixl:2:[^<]*", sheet.parts.get(part, b""))
    if part == sheet.part or found is None:
        return
    at = chance.randrange(8, len(found[0]))
    new = found[0][:at] + chance.choice(b"0123456789abcdef:").to_bytes(1, "big") + found[0][at + 1 :]
    for name in (part, "docProps/custom.xml") if chance.random() < 0.7 else (part,):
        if name in sheet.parts:
            sheet.parts[name] = sheet.parts[name].replace(found[0], new)


_BLOWS: tuple[Blow, ...] = (
    _two_swapped, _two_swapped, _two_others_swapped, _rows_swapped, _keys_swapped, _keys_gone, _names_swapped,
    _names_swapped, _name_moved, _names_moved, _name_gone, _names_gone, _style, _formula, _results_gone,
    _results_gone, _entry_changed, _cell_gone, _mark,
)  # fmt: skip


def aimed(source: Source, chance: Random) -> Mutant:
    """One to three blows at one form of a workbook."""
    number = chance.choice(sorted(source.truth))
    entries = {entry: spans for entry, spans in source.spans.items() if entry[0] == number}
    part = next(spans[0].part for spans in entries.values())
    sheet = Sheet(source, part)
    at = dict(_addresses(source, number))
    typed = [address for address in at.values() if address in sheet.cells]
    before = dict(sheet.cells)
    blows = [chance.choice(_BLOWS) for _ in range(chance.choice((1, 1, 2, 3)))]
    for blow in blows:
        blow(sheet, typed, chance)
    touched = frozenset(
        (number, raw) for raw, address in at.items() if before.get(address) != sheet.cells.get(address)
    )
    return Mutant(", ".join(blow.__name__.strip("_") for blow in blows), sheet.packed(), entries=touched)


def _addresses(source: Source, number: str) -> Iterator[tuple[str, str]]:
    for submission in bench().submissions(source.data):
        if submission.identity.appraisee == number:
            for raw, cell in submission.entries.items():
                yield raw, cell.cell
