"""Makes the corpus of returned files: the cycle that handed out the forms, and everything that came back.

Run by hand from the top of the tree, when kinds are added:

    python -m tests.returned.build

It needs LibreOffice with its Python bridge, gnumeric (ssconvert), node and npm, which fetches the packages of
engines/package.json. Each run gives other bytes, since files carry moments and every cycle has its own key;
what kinds.yaml expects stays the same. The committed files are read with the committed cycle by later
versions of kpixl as well: do not run this only because forms look different now.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.returned.makers import archives, edited, office, programs, strangers, typed
from tests.returned.makers.bench import (
    ENGINES,
    FILES,
    HERE,
    OTHER_SCHEME,
    ROSTER,
    SCHEME,
    Bench,
    World,
    make,
)

MOST = 6_000_000
"""How many bytes the corpus may take."""

FIRST_ROSTER, FIRST_TARGET = HERE / "roster-first.csv", ("target: 90, score", "target: 88, score")
"""Who was there, and what was asked, when the forms were first made."""


def cycles(scratch: Path) -> tuple[World, World, dict[str, World]]:
    """The cycle as it stands, as it was first made, and others that are not to be mixed up with it."""
    folder = scratch / "cycle"
    first_scheme = scratch / "scheme.yaml"
    first_scheme.write_text(SCHEME.read_text("utf-8").replace(*FIRST_TARGET), "utf-8")
    make(folder, first_scheme, FIRST_ROSTER)
    world = make(folder, SCHEME, ROSTER, revise=True)
    others = {
        "next-month.xlsx": make(scratch / "next", SCHEME, ROSTER, period="2026-12"),
        "last-month.xlsx": make(scratch / "last", SCHEME, ROSTER, period="2026-10"),
        "same-month-elsewhere.xlsx": make(scratch / "elsewhere", SCHEME, ROSTER),
        "other-scheme.xlsx": make(scratch / "other", OTHER_SCHEME, ROSTER),
    }
    return world, World(folder, making=1), others


def node_packages(folder: Path) -> None:
    """The JavaScript engines with their packages."""
    shutil.copytree(ENGINES, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))


def main() -> None:
    """Makes everything in a temporary folder, and puts it in place when all of it is there."""
    with tempfile.TemporaryDirectory(prefix="kpixl-corpus-") as name:
        scratch = Path(name)
        world, first, others = cycles(scratch)
        bench = Bench(scratch, scratch / "files", world, first, others)
        bench.files.mkdir()
        node_packages(scratch / "node")
        bench.run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", cwd=scratch / "node")
        strangers.run_first(bench)
        for maker in (typed, office, edited, programs, strangers, archives):
            print(maker.__name__.rpartition(".")[2], flush=True)
            maker.run(bench)
        size = sum(path.stat().st_size for path in bench.files.iterdir())
        print(f"{len(list(bench.files.iterdir()))} files, {size:,} bytes")
        if size > MOST:
            sys.exit(f"more than {MOST:,} bytes")
        shutil.rmtree(FILES, ignore_errors=True)
        shutil.copytree(bench.files, FILES)
        shutil.rmtree(HERE / "cycle", ignore_errors=True)
        (HERE / "cycle").mkdir()
        with closing(sqlite3.connect(scratch / "cycle/kpixl.db")) as db:
            db.execute("VACUUM INTO ?", (str(HERE / "cycle/kpixl.db"),))


if __name__ == "__main__":
    main()
