"""Files that are made to do harm: none crashes, hangs, fills the memory or writes where it should not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kpixl.pipeline.collect import collect
from tests.hostile.bench import Outcome, judge
from tests.hostile.bombs import BOMBS, HEAVY
from tests.hostile.mutations import packed, source
from tests.hostile.plan import PATIENCE
from tests.pipeline.world import nothing
from tests.returned.corpus import CYCLE

MEMORY = 512
"""MiB at most."""
NAMES = [*BOMBS, *HEAVY]
PARTS = 8
HARMLESS = frozenset({Outcome.REFUSED, Outcome.WARNED, Outcome.UNCHANGED})


def explode(*arguments: str) -> str:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "tests.hostile.explode", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{done.stdout[-300:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be fenced in")
@pytest.mark.parametrize("part", range(PARTS))
def test_a_bomb_does_no_harm(part: int, tmp_path: Path) -> None:
    names = NAMES[part::PARTS]
    explode("make", str(tmp_path), *names)
    told = [json.loads(line) for line in explode("take", str(tmp_path)).splitlines()]
    assert len(told) == len(names)
    assert {each["outcome"] for each in told} <= HARMLESS
    assert max(each["peak"] for each in told) < MEMORY, told[-1]


def test_nothing_in_an_archive_is_written_where_its_name_says(tmp_path: Path) -> None:
    home = tmp_path / "上" / "下"
    folder = Path(shutil.copytree(CYCLE, home / "cycle"))
    (folder / "returned").mkdir()
    for name in ("names that climb", "parts that climb", "a name of 60000 letters", "archives in archives"):
        (folder / "returned" / f"{name}.zip").write_bytes(BOMBS[name]())
    consolidation, findings = collect(folder, (), nothing)
    assert consolidation is not None, findings
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and not path.is_relative_to(folder)]
    assert outside == []
    kept = [path.name for path in (folder / "received").rglob("*") if path.is_file()]
    assert kept
    assert all(len(name) == 64 and set(name) <= set("0123456789abcdef") for name in kept)


_ODD = (
    "九" * 100_000, "9" * 100_000, "1," * 50_000, " " * 100_000 + "x", "1 " * 50_000, "(" * 50_000, "-" * 50_000,
    "1e999999999", "1e-999999999", "0x1F", "9_5", "NaN", "Infinity", "-inf", "∞", "①", "Ⅷ", "½", "９e９９９", "٩٥٫٥",
    "9999999-99-99", "2026-02-30", "0000-00-00", "2026年13月1日", "2026/11/31", "25:61", "=1+1", "+1+1", "@SUM(1)",
    "=HYPERLINK(\"http://x.invalid\")", "\u202e95", "95\u0000", "9\u200b5", "95\ufeff", "﹢95", "9५5", "{0}", "%s", "%n",
    "优秀" * 20_000, "优 秀 良 好", "<v>95</v>", "]]>", "&amp;", "'; DROP TABLE reading; --", "\ud7ff", "1\n2", "1\t2",
    "百分之" * 30_000, "两万" * 30_000, "亿" * 50_000, "点" * 50_000, "二十" * 50_000, "95.", ".", "--95", "9" + "." * 99_999,
)  # fmt: skip
"""What nobody types; some of it can be read with good will, but not without a word."""
_CELLS = {
    "客户满意度.平均分@": b"<v>95</v>",
    "业务收入.当月收入@": b"<v>2000</v>",
    "月报报送.报送日期@": b"<v>46354</v>",
}
FORM = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("raw", _CELLS)
def test_what_nobody_types_is_never_taken_without_a_word(raw: str) -> None:
    honest = source("openpyxl.xlsx")
    text = honest.parts[FORM]
    assert text.count(_CELLS[raw]) >= 1
    for odd in _ODD:
        written = odd.replace("&", "&amp;").replace("<", "&lt;").replace("\u0000", "_x0000_").encode()
        cell = b't="inlineStr"><is><t xml:space="preserve">' + written + b"</t></is>"
        changed = _as_text(text, _CELLS[raw], cell)
        outcome = judge(honest.truth, packed({**honest.parts, FORM: changed}), lambda entry: True, PATIENCE)
        assert outcome in (Outcome.REFUSED, Outcome.WARNED), odd[:40]


def _as_text(sheet: bytes, value: bytes, inside: bytes) -> bytes:
    """A text in place of the first cell that holds this number."""
    at = sheet.index(value)
    start = sheet.rindex(b"<c ", 0, at)
    head = sheet[start:at].replace(b' t="n"', b"").rstrip(b">")
    return sheet[:start] + head + b" " + inside + sheet[at + len(value) :]
