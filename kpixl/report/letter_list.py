"""签订清单: every target letter with its annual targets, for HR to tick off what has been signed.

Importing this module imports XlsxWriter; do so where the list is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from kpixl.files import atomic_write
from kpixl.model.cycle import Cycle
from kpixl.model.handout import Handout
from kpixl.model.scheme import Scheme
from kpixl.report.book import CENTRE, RIGHT, Book, Cell, Column, Value, score_format
from kpixl.report.handout import file_link
from kpixl.report.measure import fitting
from kpixl.report.overview import appraisee_labels
from kpixl.report.sheet import THIN, Sheet
from kpixl.workbook import palette
from kpixl.workbook.letter_words import Letter
from kpixl.workbook.palette import NOTHING, TODO

NAME = "签订清单"
_BOX = {"border": THIN, "border_color": palette.INPUT_BOX, "bg_color": palette.INPUT_EMPTY}
_LINK = {"font_color": palette.STRONG, "underline": 1, "text_wrap": True, "indent": 1}


def write_letter_list(
    path: Path, letters: Sequence[Letter], handouts: Sequence[Handout], *, scheme: Scheme, cycle: Cycle
) -> None:
    """Writes the list whole or not at all, in the order of the letters. Raises OSError."""
    with atomic_write(path) as part:
        book = Book(part, scheme, cycle)
        _write(book, letters, handouts, scheme, cycle)
        book.close()


def _write(
    book: Book, letters: Sequence[Letter], handouts: Sequence[Handout], scheme: Scheme, cycle: Cycle
) -> None:
    targets = {
        target.name: f"{target.name}（{target.unit}）" if target.unit else target.name
        for letter in letters
        for target in letter.targets
    }
    columns = tuple(_columns(letters, handouts, scheme, targets))
    sheet = Sheet(book, NAME, columns)
    sheet.title(f"{scheme.title}　{cycle.period.label}目标责任书{NAME}")
    each = "家" if scheme.unit_appraisee else "人"
    open_ = sum(any(target.amount is None for target in letter.targets) for letter in letters)
    waiting = f"　{TODO} {open_} {each}有待定的目标" if open_ else ""
    sheet.strip(f"共 {len(letters)} {each}{waiting}")
    headings = [column.heading for column in columns]
    sheet.header(freeze=headings.index(appraisee_labels(scheme)[1]) + 1)
    for number, (letter, handout) in enumerate(zip(letters, handouts, strict=True), 1):
        values = _values(number, letter, handout, scheme, targets)
        sheet.body([Cell(values[heading]) for heading in headings])
    sheet.note("“签订情况”由人填写，例如“√ 1-15”。点文件名可以打开；清单和各部门的文件夹要放在一起。")
    sheet.finish()


def _columns(
    letters: Sequence[Letter],
    handouts: Sequence[Handout],
    scheme: Scheme,
    targets: dict[str, str],
) -> Iterator[Column]:
    id_label, name_label = appraisee_labels(scheme)
    people = [letter.person for letter in letters]
    every = [target for letter in letters for target in letter.targets]
    yield Column("序号", 7, CENTRE)
    if any(person.department for person in people):
        yield Column(
            "部门", fitting([person.department for person in people], 11, 18), style={"text_wrap": True}
        )
    yield Column(id_label, fitting([person.id for person in people], 11, 16))
    yield Column(
        name_label,
        fitting([person.name for person in people], 12, 24),
        style={"text_wrap": True, "bold": True},
    )
    for name, heading in targets.items():
        decimals = max(target.decimals for target in every if target.name == name)
        style = {"num_format": score_format(decimals, "#,##0")}
        yield Column(heading, fitting([heading], 12, 22), RIGHT, style=style)
    yield Column("文件", fitting([handout.file for handout in handouts], 20, 52), style=_LINK)
    yield Column("签订情况", 15, CENTRE, style=_BOX)


def _values(
    number: int, letter: Letter, handout: Handout, scheme: Scheme, targets: dict[str, str]
) -> dict[str, Value]:
    id_label, name_label = appraisee_labels(scheme)
    own: dict[str, Fraction | str] = {
        target.name: f"{TODO} 待定" if target.amount is None else target.amount for target in letter.targets
    }
    return {
        "序号": number,
        "部门": letter.person.department,
        id_label: letter.person.id,
        name_label: letter.person.name,
        **{heading: own.get(name, NOTHING) for name, heading in targets.items()},
        "文件": file_link(handout.file),
        "签订情况": None,
    }
