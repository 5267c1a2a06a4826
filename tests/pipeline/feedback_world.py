"""A cycle with results for the tests of result slips, and what its slips say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl

from kpixl.findings import Finding
from kpixl.model.submission import Raw
from kpixl.pipeline.collect import collect, results_folder
from kpixl.pipeline.decide import PLAIN, Options
from kpixl.pipeline.feedback import Slips, make_slips
from kpixl.pipeline.feedback_shelf import SLIPS
from kpixl.report.results import write_results
from tests.pipeline.world import HEADINGS, World, make_world, nothing, write_csv

SCHEME = Path(__file__).with_name("feedback.yaml")
COLUMNS = (*HEADINGS, "上级工号")
PEOPLE = (
    ("001", "欧阳晓燕", "销售部", "销售顾问", "3150.50", "2020-03-01", "002"),
    ("002", "王小明", "销售部", "销售经理", "2800", "2021-03-01", ""),
    ("A-03", "李静", "售后服务部", "服务顾问", "3000", "2022-03-01", ""),
    ("004", "赵强", "售后服务部", "机修技师", "4100", "2023-03-01", ""),
)
LOG = "投诉登记"
NO_COMPLAINTS: dict[str, Raw] = {
    f"{LOG}.{column}.{row}@": None for column in ("投诉人", "件数") for row in range(1, 5)
}
CLEAN: dict[str, Raw] = {
    **NO_COMPLAINTS,
    "满意度.平均分@": Fraction(95),
    "抽检.抽检分@": Fraction(95),
    "差错.次数@": Fraction(0),
}
COMPLAINTS: dict[str, Raw] = {
    **NO_COMPLAINTS,
    "满意度.平均分@": "88分",
    "抽检.抽检分@": None,
    "差错.次数@": Fraction(2),
    f"{LOG}.投诉人.1@": "=HYPERLINK(A1)",
    f"{LOG}.件数.1@": Fraction(2),
    f"{LOG}.投诉人.2@": "<b>李女士</b>",
    f"{LOG}.件数.2@": Fraction(1),
}
"""40 × 88 ÷ 90, the sample left out, two mistakes, three complaints: a fine that 002 shares."""


def make_feedback_world(folder: Path, scheme: str = "", people: Iterable[tuple[str, ...]] = PEOPLE) -> World:
    """Forms are made; 001 comes back with complaints, the others clean. Nothing is collected yet."""
    folder.mkdir()
    path = folder / "方案.yaml"
    path.write_text(scheme or SCHEME.read_text(encoding="utf-8"), encoding="utf-8")
    roster = write_csv(folder / "名册.csv", people, COLUMNS)
    world, _ = make_world(folder / "十一月", str(path), roster, "2026-11")
    for handout in world.held.handouts:
        world.fill(handout.id, entries=COMPLAINTS if handout.id == "001" else CLEAN)
    return world


def deliver(world: World, options: Options = PLAIN) -> dict[str, Any]:
    """Collects and writes the results. Gives those of results.json, by number."""
    folder = results_folder(world.folder)
    done, findings = collect(
        world.folder, (), nothing, options, deliver=lambda found: write_results(found, folder)
    )
    assert done is not None, findings
    data = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return {result["id"]: result for result in data["results"]}


def slips_of(world: World, *who: str) -> tuple[Slips, tuple[Finding, ...]]:
    """Makes slips, and expects it to work."""
    slips, findings = make_slips(world.folder, who, nothing)
    assert slips is not None, findings
    return slips, findings


def file_of(world: World, number: str, suffix: str = ".xlsx") -> Path:
    """The slip of somebody."""
    (path,) = (world.folder / SLIPS).rglob(f"{number}_*{suffix}")
    return path


def cells_of(path: Path, sheet: str = "绩效反馈单") -> list[list[object]]:
    """What stands in the rows of a sheet, without blanks."""
    book = openpyxl.load_workbook(path)
    return [
        [cell.value for cell in row if cell.value is not None]
        for row in book[sheet].iter_rows()
        if any(cell.value is not None for cell in row)
    ]


def formulas_of(path: Path) -> Iterator[str]:
    """Every cell of a workbook that would be computed."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            yield from (cell.coordinate for cell in row if cell.data_type == "f")


def text_of(path: Path) -> str:
    """All that a page or the first sheet of a slip says."""
    if path.suffix == ".html":
        body = path.read_text(encoding="utf-8").partition("<main>")[2]
        return unescape(re.sub(r"<[^>]+>", "\n", body))
    return "\n".join(str(value) for row in cells_of(path) for value in row)
