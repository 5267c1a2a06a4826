"""demo: a month of a small company, from the scheme to the results, with the usual mishaps."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

from kpixl.cycle import store
from kpixl.definition.library import templates
from kpixl.findings import Finding, Place
from kpixl.model.audience import form_for
from kpixl.model.handout import Handout
from kpixl.model.indicator import Kind
from kpixl.model.result import Consolidation
from kpixl.model.submission import Raw
from kpixl.pipeline.books import Progress
from kpixl.pipeline.collect import collect, results_folder
from kpixl.pipeline.demo_people import HEADINGS, people
from kpixl.pipeline.fill import Entries, plausible
from kpixl.pipeline.make import LIST, RETURNED, Made, Options, make_template
from kpixl.pipeline.prepare import Findings, prepare_text
from kpixl.report.results import write_results
from kpixl.rules.quantity import Rulebook
from kpixl.workbook.book import Job, make_press, write_book
from kpixl.workbook.rosters import write_roster

PERIOD = "2026-11"
SCHEME, ROSTER, CYCLE, MARK = "方案.yaml", "花名册.xlsx", "2026年11月", ".kpixl-demo"
_SEED = 20261130


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demonstration made, and which files to open."""

    made: Made
    consolidation: Consolidation
    files: tuple[tuple[str, Path], ...]


def demo(folder: Path, progress: Progress) -> tuple[Shown | None, Findings]:
    """Runs the whole month in a folder of its own. An earlier demonstration there is replaced.

    A folder that holds anything else is left alone. Raises OSError when the folder cannot be written to.
    """
    if not _may_use(folder):
        return None, (Finding("file-exists", Place(str(folder))),)
    random = Random(_SEED)
    cycle = folder / CYCLE
    if cycle.exists():
        shutil.rmtree(cycle)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    shutil.copyfile(templates() / "demo" / "scheme.yaml", folder / SCHEME)
    write_roster(folder / ROSTER, "示例汽车销售服务有限公司员工花名册", HEADINGS, people(random))
    made, found = make_template(
        str(folder / SCHEME), folder / ROSTER, PERIOD, cycle, Options(zipped=True), progress
    )
    if made is None:
        return None, found
    _return_forms(cycle, random)
    written: list[Path] = []

    def deliver(consolidation: Consolidation) -> list[Path]:
        written.extend(write_results(consolidation, results_folder(cycle)))
        return written

    consolidation, found = collect(cycle, (), progress, deliver=deliver)
    if consolidation is None:
        return None, found
    return Shown(made, consolidation, _worth_opening(folder, made, written)), ()


def _may_use(folder: Path) -> bool:
    """Whether the folder is new, empty, or was made by an earlier demonstration."""
    if not folder.exists():
        return True
    return folder.is_dir() and ((folder / MARK).exists() or not any(folder.iterdir()))


def _worth_opening(folder: Path, made: Made, written: Sequence[Path]) -> tuple[tuple[str, Path], ...]:
    cycle = folder / CYCLE
    results = next(path for path in written if path.suffix == ".xlsx")
    return (
        ("方案", folder / SCHEME),
        ("花名册", folder / ROSTER),
        ("一张空白的考核表", cycle / made.handouts[0].file),
        ("发放清单", cycle / LIST),
        ("交回的考核表", cycle / RETURNED),
        ("结果", results),
    )


def _return_forms(cycle: Path, random: Random) -> None:
    """Fills the forms as people would: most well, some not at all, some wrong, some in odd ways."""
    held = store.load(cycle)
    prepared, _ = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
    assert prepared is not None
    presses = {
        key: make_press(book, held.cycle, held.definition, held.key)
        for key, book in prepared.rulebooks.items()
    }
    handouts = {handout.id: handout for handout in held.handouts}
    returned = cycle / RETURNED
    for number, person in enumerate(held.roster.appraisees):
        form = form_for(prepared.scheme, person, held.cycle.period.year)
        mishap = MISHAPS.get(number)
        if form is None or mishap == "missing":
            continue
        press = presses[form.key]
        entries = plausible(press.rulebook, random, press.cycle.period)
        _spoil(press.rulebook, entries, mishap)
        name = _name(handouts[person.id], mishap, number)
        (returned / person.department).mkdir(exist_ok=True)
        write_book(returned / person.department / name, [Job(person, press, entries)])
    _odd_files(cycle)


MISHAPS: Mapping[int, str] = {
    3: "blank",
    7: "over",
    11: "missing",
    12: "text",
    15: "renamed",
    20: "missing",
    26: "zero",
    30: "blank",
    33: "renamed",
    38: "missing",
    44: "over",
    50: "missing",
    57: "weights",
}
"""What goes wrong with whose form, by the person's place on the roster."""


def _spoil(rulebook: Rulebook, entries: Entries, mishap: str | None) -> None:
    numbers = [cell for cell in rulebook.cells if cell.raw in entries and cell.input.kind is not Kind.TEXT]
    rates = [cell for cell in numbers if cell.input.high is not None]
    spoiled: dict[str, tuple[str, Raw]] = {
        "blank": (numbers[-1].raw, None),
        "text": (numbers[0].raw, "九十二分"),
        "over": ((rates or numbers)[0].raw, Fraction(920)),
    }
    if mishap in spoiled:
        name, value = spoiled[mishap]
        entries[name] = value
    if mishap == "zero":
        for cell in rulebook.items[0].cells:
            entries[cell.raw] = Fraction(0)
    if mishap == "weights":
        weight = next(cell for cell in numbers if cell.input.unit == "%")
        entries[weight.raw] = Fraction(5)


def _name(handout: Handout, mishap: str | None, number: int) -> str:
    return f"新建 Microsoft Excel 工作表 ({number}).xlsx" if mishap == "renamed" else Path(handout.file).name


def _odd_files(cycle: Path) -> None:
    """A form sent twice, one cut off on its way, and something that is no form."""
    returned = cycle / RETURNED
    sent = sorted(path for path in returned.rglob("*.xlsx"))
    shutil.copyfile(sent[0], returned / f"副本-{sent[0].name}")
    whole = sent[1].read_bytes()
    (returned / f"没传完-{sent[1].name}").write_bytes(whole[: len(whole) // 2])
    write_roster(returned / "食堂菜单.xlsx", "本周菜单", ("日期", "菜"), [{"日期": "周一", "菜": "番茄炒蛋"}])
