"""Collects thousands of forms, adds one in a hundred, and collects again: what does the second time cost?

    python -m benchmarks.incremental [FORMS ...]

Prints, for each number of forms (1000 and 10000 unless told), the files opened, the processor time and the
peak of memory of both collections, and how they compare. Ends with an error when the second collection opened
one file in twenty or more.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crowd import make_crowd, send_back
from kpixl.cycle import database

MOST = 0.05
"""The second collection opens a smaller share of the files than this."""


@dataclass(frozen=True)
class Cost:
    """What one run of a verb took: files opened, seconds of processor time, MiB at its peak."""

    opened: int
    seconds: float
    memory: float


def collect(folder: Path) -> Cost:
    """Collects in a program of its own."""
    command = [sys.executable, "-m", "kpixl", "collect", str(folder)]
    run = [sys.executable, str(Path(__file__).with_name("measured.py")), *command]
    told = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)
    assert told["code"] in (0, 1)
    with closing(sqlite3.connect(folder / database.FILE)) as db:
        (counts,) = db.execute("SELECT counts FROM run ORDER BY n DESC LIMIT 1").fetchone()
    return Cost(json.loads(counts)["counts"]["opened"], told["seconds"], told["memory"])


def measure(scratch: Path, forms: int) -> tuple[Cost, Cost, Cost]:
    """The first collection of so many forms, the one after one in a hundred more, and one of nothing new."""
    new = max(1, forms // 100)
    crowd = make_crowd(scratch / str(forms), forms + new)
    send_back(crowd, range(forms))
    first = collect(crowd.folder)
    send_back(crowd, range(forms, forms + new))
    return first, collect(crowd.folder), collect(crowd.folder)


def main(sizes: list[int]) -> None:
    """Prints a table."""
    print("   forms  run       opened    cpu s  peak MiB")
    peaks = {}
    with tempfile.TemporaryDirectory(prefix="kpixl-crowd-") as name:
        for forms in sizes:
            costs = measure(Path(name), forms)
            for run, cost in zip(("first", "1 % new", "again"), costs, strict=True):
                print(
                    f"{forms:>8}  {run:<8} {cost.opened:>7} {cost.seconds:>8.1f} {cost.memory:>9.0f}",
                    flush=True,
                )
            first, second, _ = costs
            print(
                f"          second/first: opened {second.opened / first.opened:.1%}, "
                f"cpu {second.seconds / first.seconds:.1%}, peak {second.memory / first.memory:.2f}"
            )
            assert second.opened < MOST * first.opened
            peaks[forms] = first.memory
    if len(peaks) > 1:
        low, *_, high = sorted(peaks)
        print(f"peak of {high} forms against {low}: {peaks[high] / peaks[low]:.2f}")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1000, 10_000])
