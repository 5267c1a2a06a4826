"""Makes bombs, or takes them in, each in a process of its own: what making one costs is not what taking it costs.

    python -m tests.hostile.explode make FOLDER NAME ...
    python -m tests.hostile.explode take FOLDER

The second prints a line of JSON for each bomb: its name, what became of it, seconds of processor time, and the
peak of memory so far in MiB. It ends with an error when a bomb makes a strange figure count.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from tests.hostile.bench import judge
from tests.hostile.bombs import BOMBS, HEAVY, HONEST, OLD, OPEN
from tests.hostile.mutations import source

FENCE = 1024 * 2**20
"""Bytes of address space, so that a mistake breaks this process and not the machine."""
PATIENCE = 30.0


def make(folder: Path, names: list[str]) -> None:
    """Writes the files."""
    for number, name in enumerate(names):
        (folder / f"{number:03d} {name.replace('/', ' ')}").write_bytes({**BOMBS, **HEAVY}[name]())


def take(folder: Path) -> None:
    """Takes the files in as if somebody had sent them. Raises whatever goes wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (FENCE, FENCE))
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        honest = source(OLD if data.startswith(b"\xd0\xcf") else OPEN if b"mimetype" in data[:64] else HONEST)
        began = time.process_time()
        outcome = judge(honest.truth, data, lambda entry: False, PATIENCE)
        seconds = time.process_time() - began
        told = {"name": path.name[4:], "outcome": outcome, "seconds": seconds, "peak": _peak()}
        print(json.dumps(told, ensure_ascii=False), flush=True)


def _peak() -> float:
    """The peak of this very program: what the system counts may begin with that of the one that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), sys.argv[3:])
    else:
        take(Path(sys.argv[2]))
