"""The bench at which files are made: the cycles, forms filled in as Excel would save them, the engines.

A filled form is written by XlsxWriter with the values of all formulas, so it is what Excel leaves behind.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from kpixl.cycle import store
from kpixl.model.audience import form_for
from kpixl.model.days import number_of
from kpixl.model.submission import Raw
from kpixl.pipeline.make import Options, make_template
from kpixl.pipeline.prepare import Prepared, prepare_text
from kpixl.workbook.book import Job, Press, make_press, write_book
from tests.oracle.libreoffice_judge import _python_with_uno

HERE = Path(__file__).resolve().parents[1]
FILES, ENGINES = HERE / "files", HERE / "engines"
SCHEME, OTHER_SCHEME, ROSTER = HERE / "scheme.yaml", HERE / "other-scheme.yaml", HERE / "roster.csv"
PERIOD = "2026-11"
DUE = date(2099, 12, 31)
"""Engines write the moment of the build into files; only a file that says so itself is late."""
DIED, LIVES = 2, 20
"""The exit code of engines/office.py when LibreOffice died, and how often it may."""

Typed = Mapping[str, Raw]


def day(text: str) -> Fraction:
    """A date as spreadsheets hold it."""
    return Fraction(number_of(date.fromisoformat(text)))


def log(number: int, when: str, what: str, note: str) -> dict[str, Raw]:
    """One row of the log."""
    return {
        f"事件登记.日期.{number}@": day(when),
        f"事件登记.事由.{number}@": what,
        f"事件登记.依据.{number}@": note,
    }


ZHOU: Typed = {
    "客户满意度.平均分@": Fraction(95),
    "客诉率.客诉件数@": Fraction(6),
    "客诉率.服务客户@": Fraction(1200),
    "回访率.当月回访率@": Fraction(95),
    "差错率.当月差错率@": Fraction("12.5"),
    "工作态度.评级@": "优秀",
    "业务收入.当月收入@": Fraction(2000),
    "月报报送.报送日期@": day("2026-11-28"),
    "重点工作.完成情况@": "热线知识库已更新",
    **log(1, "2026-11-05", "回复超时", "工单 1105-02"),
}
OUYANG: Typed = {
    "客户满意度.平均分@": Fraction(88),
    "客诉率.客诉件数@": Fraction(3),
    "客诉率.服务客户@": Fraction(900),
    "回访率.当月回访率@": Fraction(97),
    "差错率.当月差错率@": Fraction(8),
    "工作态度.评级@": "良好",
    "业务收入.当月收入@": Fraction(1750),
    "月报报送.报送日期@": day("2026-11-30"),
    "重点工作.完成情况@": "新人带教两名",
}
WU: Typed = {
    "客户满意度.平均分@": Fraction(91),
    "客诉率.客诉件数@": Fraction(2),
    "客诉率.服务客户@": Fraction(800),
    "回访率.当月回访率@": Fraction(99),
    "差错率.当月差错率@": Fraction(5),
    "工作态度.评级@": "合格",
    "业务收入.当月收入@": Fraction(2600),
    "月报报送.报送日期@": day("2026-11-27"),
    "重点工作.完成情况@": "排班方案已试行",
    **log(1, "2026-11-09", "滞留工单", "工单 1109-07"),
    **log(2, "2026-11-20", "回访不实", "抽检 1120"),
}
ZHENG: Typed = {
    "销售额.当月销售额@": Fraction(280000),
    "差错.差错次数@": Fraction(1),
    "陈列检查.检查得分@": Fraction(92),
}
FENG: Typed = {
    "销售额.当月销售额@": Fraction(300000),
    "差错.差错次数@": Fraction(0),
    "陈列检查.检查得分@": Fraction(80),
}
SAFETY: Typed = {"现场检查.检查得分@": Fraction(92), "隐患.隐患处数@": Fraction(1)}
"""What somebody enters on the form of the other scheme."""

HONEST: Mapping[str, Typed] = {"001": ZHOU, "002": OUYANG, "A-03": WU, "011": ZHENG, "012": FENG}
"""What everybody enters who makes no mistake. The figures are round, so that results can be had by hand."""


@dataclass(frozen=True)
class World:
    """A cycle folder whose forms can be filled in."""

    folder: Path
    making: int | None = None

    @property
    def held(self) -> store.StoredCycle:
        return store.load(self.folder, self.making)

    def fill(self, path: Path, entries: Mapping[str, Typed]) -> Path:
        """Writes the forms of these people with what they entered; several share a workbook."""
        held = self.held
        people = {person.id: person for person in held.roster.appraisees}
        jobs = [Job(people[number], self.press(number), typed) for number, typed in entries.items()]
        every = (*held.handouts, *held.withdrawn, *held.replaced)
        handed = {(handout.id, handout.fingerprint) for handout in every}
        assert all((job.person.id, job.press.fingerprint) in handed for job in jobs), "not as handed out"
        shared = len(jobs) > 1
        write_book(path, jobs, heading="客服部2026年11月月度服务考核" if shared else "", with_index=shared)
        return path

    def press(self, number: str) -> Press:
        """The form of the person with that number."""
        return _press(self.folder, self.making, number)


@cache
def _prepared(folder: Path, making: int | None) -> Prepared:
    held = store.load(folder, making)
    prepared, findings = prepare_text(held.definition, "scheme.yaml", held.roster)
    assert prepared is not None, findings
    return prepared


@cache
def _press(folder: Path, making: int | None, number: str) -> Press:
    held, prepared = store.load(folder, making), _prepared(folder, making)
    person = next(person for person in held.roster.appraisees if person.id == number)
    form = form_for(prepared.scheme, person, held.cycle.period.year)
    assert form is not None
    return make_press(prepared.rulebooks[form.key], held.cycle, held.definition, held.key)


def make(folder: Path, scheme: Path, roster: Path, period: str = PERIOD, revise: bool = False) -> World:
    """Runs make-template, and expects it to work."""
    made, findings = make_template(
        str(scheme), roster, period, folder, Options(due=DUE, revise=revise), lambda done, total: None
    )
    assert made is not None, findings
    return World(folder)


@dataclass(frozen=True)
class Bench:
    """Where files are made: `world` is the cycle, the others are cycles that it must tell apart."""

    scratch: Path
    files: Path
    world: World
    first: World
    others: Mapping[str, World]

    def made(self, name: str) -> Path:
        """A file of the corpus that was made before, or one that only others are made from."""
        kept = self.files / name
        return kept if kept.exists() else self.scratch / name

    def run(self, *command: str, cwd: Path | None = None, feed: str = "", again: int | None = None) -> bool:
        """Runs a program, and expects it to work. Gives whether it ended with the exit code `again`."""
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, cwd=cwd, env=env, input=feed, text=True, capture_output=True, check=False
        )
        if done.returncode not in (0, again):
            sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.returncode == again

    def office(self, jobs: Sequence[Mapping[str, Any]]) -> None:
        """Lets LibreOffice do the jobs, a new one when it dies; see engines/office.py."""
        for job in jobs:
            Path(job["out"]).unlink(missing_ok=True)
        program = (str(_python_with_uno()), str(ENGINES / "office.py"), str(shutil.which("soffice")))
        for number in range(LIVES):
            profile = self.scratch / f"office{number}"
            shutil.rmtree(profile, ignore_errors=True)
            profile.mkdir()
            if not self.run(*program, str(profile), feed=json.dumps(jobs), again=DIED):
                return
        sys.exit(f"LibreOffice died {LIVES} times")

    def node(self, script: str, source: Path, out: Path, cells: Mapping[str, object] | None = None) -> None:
        """Lets a JavaScript engine write a workbook again, with these cells typed into the form of 001."""
        typed = json.dumps({"001 周小舟": cells or {}})
        # Modules are found from the folder of the script, so that is where the packages are.
        packages = self.scratch / "node"
        self.run("node", str(packages / script), str(source), str(out), typed, cwd=packages)


def changed(entries: Typed, **new: Raw) -> Typed:
    """The entries with some replaced, each by the last words of its id (平均分)."""
    found: dict[str, Raw] = {}
    for label, value in new.items():
        (raw,) = [raw for raw in entries if raw.endswith(f".{label}@")]
        found[raw] = value
    return {**entries, **found}


def only(entries: Typed, *labels: str) -> Typed:
    """Some of the entries."""
    return {raw: value for raw, value in entries.items() if raw.split(".", 1)[1].rstrip("@") in labels}


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


Make = Callable[[Bench, Path], object]
"""Makes one file of the corpus."""
