"""The command line in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kpixl.cli import main

ROSTER = """\
工号,姓名,部门,岗位,绩效基数
0101,林知夏,销售部,销售经理,4200
0102,周予安,销售部,销售顾问,3000
0201,郭守田,售后服务部,服务经理,4000
"""

INPUTS = """\
id: XS007
name: 王晓燕
department: 销售部
绩效基数: 3000
entries:
  销售过程服务满意度: 92
  客户满意度: 88.5
  客诉率: {客诉件数: 2, 成交台数: 260}
  客诉处理满意度: {回访满意件数: 19, 回访件数: 20}
"""

FAULTY = INPUTS.replace("88.5", "约95")

Kpixl = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, on a Chinese system."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def kpixl(folder: Path) -> Kpixl:
    """Runs kpixl in the folder, which holds a roster and the inputs of one person."""
    (folder / "花名册.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "填写.yaml").write_text(INPUTS, encoding="utf-8")
    (folder / "有误.yaml").write_text(FAULTY, encoding="utf-8")

    def run(*args: str) -> Result:
        return CliRunner().invoke(main, args, catch_exceptions=False)

    return run


@pytest.fixture
def cycle(kpixl: Kpixl) -> str:
    """A cycle that has been handed out, and nothing has come back."""
    made = kpixl(
        "make-template", "perf-pay-100", "--roster", "花名册.csv", "--period", "2026-11", "--out", "11月"
    )
    assert made.exit_code == 0
    return "11月"


def in_a_process(*args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs kpixl in a process of its own, with these settings of the environment."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))
    }
    return subprocess.run(
        [sys.executable, "-c", "from kpixl.cli import main; main()", *args],
        env={**kept, "PYTHONPATH": str(Path(__file__).parent.parent.parent), **environment},
        capture_output=True,
        check=False,
    )
