"""Spoils returned files by the thousand, and counts what became of them.

    python -m benchmarks.mutants [TIMES] [--write]

Makes the mutants of the tests (tests/hostile/plan.py), or so many times as many, and prints a table. With
--write the table goes to docs/robustness.md. Ends with an error when one of them makes another figure count
without a word, or takes too long.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.hostile.bench import Outcome, Wrong
from tests.hostile.bombs import BOMBS, HEAVY
from tests.hostile.plan import PLAN, Task, tasks

PAGE = Path(__file__).resolve().parents[1] / "docs/robustness.md"
_COLUMNS = (Outcome.REFUSED, Outcome.WARNED, Outcome.UNCHANGED, Outcome.CHANGED)
_HOW = {
    "cut_off": "cut off after each tenth",
    "flipped": "bytes changed, taken out or put in",
    "edited": "a tag, text, number or attribute inside changed",
    "aimed": "names, keys, marks, cells, formulas swapped or lost",
    "shuffled": "parts lost, emptied, doubled, swapped, renamed",
    "strange_parts": "a part of another workbook put in",
    "inside_archive": "a file in an archive spoiled",
}


def main(times: int, write: bool) -> None:
    """Counts by format and by how they were spoiled."""
    plan = list(tasks(times))
    by_kind: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    by_how: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    wrong: list[str] = []
    with ProcessPoolExecutor() as pool:
        for task, (told, problem) in zip(plan, pool.map(_run, plan), strict=True):
            by_kind[PLAN[task.file][0]] += told
            by_how[str(task).split()[1]] += told
            wrong += [problem] if problem else []
    text = (
        _table("file", by_kind)
        + "\n"
        + _table("spoiled how", {_HOW[how]: told for how, told in by_how.items()})
    )
    print(text)
    print("\n".join(wrong))
    if wrong:
        sys.exit(f"{len(wrong)} tasks went wrong")
    if write:
        PAGE.write_text(_page(text), encoding="utf-8")


def _run(task: Task) -> tuple[Counter[Outcome], str]:
    told: Counter[Outcome] = Counter()
    try:
        for outcome in task.run():
            told[outcome] += 1
    except Wrong as problem:
        return told, str(problem)
    return told, ""


def _table(heading: str, counts: dict[str, Counter[Outcome]]) -> str:
    lines = [
        f"| {heading} | spoiled | refused | warned | nothing else | other entries |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    whole: Counter[Outcome] = Counter()
    for name, told in counts.items():
        lines.append(_line(name, told))
        whole += told
    return "\n".join([*lines, _line("**all**", whole)]) + "\n"


def _line(name: str, told: Counter[Outcome]) -> str:
    figures = " | ".join(str(told[column]) for column in _COLUMNS)
    return f"| {name} | {told.total()} | {figures} |"


def _page(tables: str) -> str:
    return f"""# Robustness

What becomes of returned files that were spoiled on the way, or on purpose. `make test` spoils this many and takes
each in as `collect` does; `python -m benchmarks.mutants` does so with as many as you like, and writes this page.

- **refused**: the form has to be sent again, or something in it has to be put right. It is told where and why.
- **warned**: it counts, and it is told what is strange about it.
- **nothing else**: the same entries and the same figures; only looks, or something that nobody reads, had changed.
- **other entries**: a number that somebody typed was replaced by another number that somebody might have typed.
  Nobody can tell that. The cell is always one whose own stored value was changed.

What must not happen, and made this table fail if it did: a crash, a file that takes longer than 10 seconds, and
another figure that counts without a word at that form.

{tables}
{len(BOMBS) + len(HEAVY)} more files are made to do harm: entities in entities, archives in archives, sheets that
inflate to a thousand million bytes, ten million rows, a hundred thousand names, names that climb out of their
folder, containers that bite their own tail. Each is refused or taken for what it is, within 512 MiB of memory.
"""


if __name__ == "__main__":
    arguments = [each for each in sys.argv[1:] if each != "--write"]
    main(int(arguments[0]) if arguments else 1, "--write" in sys.argv)
