"""A round of forty people, ready to be handed out, and the same round with everything that came back."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from kpixl.cycle import store
from kpixl.model.cycle import Cycle, Period
from kpixl.pipeline.make import Options, make_template
from kpixl.workbook.identity import cycle_id
from tests.pipeline.world import World, change, nothing, write_csv

SCHEME = Path(__file__).with_name("scheme.yaml")
PERIOD = "2026-11"
DEPARTMENTS = ("销售部", "售后服务部", "客服部")
LONG_AGO = 1_700_000_000


@dataclass(frozen=True)
class Season:
    """Two folders: `bare` holds nothing but the record with the key, `full` forms that are out and back."""

    roster: Path
    bare: Path
    full: Path


def make_season(folder: Path, people: int = 40) -> Season:
    """Makes both. Three quarters of the people have answered, some of them twice."""
    rows = [
        (
            f"{number:03d}",
            f"员工{number:03d}",
            DEPARTMENTS[number % 3],
            "专员",
            str(2500 + number),
            "2020-03-01",
        )
        for number in range(1, people + 1)
    ]
    roster = write_csv(folder / "名册.csv", rows)
    bare, full = folder / "未发", folder / "已收"
    bare.mkdir()
    store.begin(bare, Cycle(cycle_id("relay", Period(2026, 11, 1)), Period(2026, 11, 1)))
    shutil.copytree(bare, full)
    made, findings = make_template(str(SCHEME), roster, PERIOD, full, Options(), nothing)
    assert made is not None, findings
    _returns(World(full), [row[0] for row in rows[: people * 3 // 4]])
    return Season(roster, bare, full)


def _returns(world: World, numbers: list[str]) -> None:
    """Forms one by one, an archive of some, second versions, damaged files and strangers."""
    alone, packed = numbers[: len(numbers) * 2 // 3], numbers[len(numbers) * 2 // 3 :]
    for number in alone:
        world.fill(number, name=f"{number} 考核表.xlsx")
    for number in alone[:4]:
        later = world.fill(number, name=f"更正/{number} 考核表.xlsx", seed=2)
        change(later, "docProps/core.xml", lambda text: text.replace("2000-01-01", "2026-12-02"))
    with zipfile.ZipFile(world.returned / "其余.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in packed:
            path = world.fill(number)
            archive.write(path, f"其余/{path.name}")
            path.unlink()
    whole = (world.returned / f"{alone[0]} 考核表.xlsx").read_bytes()
    (world.returned / "断了.xlsx").write_bytes(whole[: len(whole) // 2])
    (world.returned / "又断.xlsx").write_bytes(whole[: len(whole) // 3])
    (world.returned / "重复.xlsx").write_bytes(whole)
    (world.returned / "说明.txt").write_text("其余两人出差，下周补交。\n", encoding="utf-8")
    (world.returned / "空.xlsx").write_bytes(b"")
    for path in world.returned.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
