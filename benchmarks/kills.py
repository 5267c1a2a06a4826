"""Kills make-template and collect at 200 moments and more, and compares how it ends with an undisturbed run.

    python -m benchmarks.kills [MOMENTS] [SEED]

Half of the moments go to each verb, spread over all of its run time; of every ten, two are killed twice in a
row, and two of collect are one of two runs at once. Ends with an error when a single one ends otherwise.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.hostile.kills import Undisturbed, kill_and_check, kill_one_of_two, moments, undisturbed, verbs
from tests.hostile.season import make_season


def main(count: int = 200, seed: int = 1) -> None:
    """Tells how many runs were killed when, and that all ended well."""
    with tempfile.TemporaryDirectory(prefix="kpixl-kills-") as name:
        scratch = Path(name)
        season = make_season(scratch)
        for verb in verbs(season).values():
            (scratch / verb.name).mkdir()
            peace = undisturbed(verb, scratch / verb.name)
            told = _kill(peace, scratch / verb.name, count // 2, seed)
            figures = "，".join(f"{what} {number}" for what, number in told.items())
            print(f"{verb.name}: {peace.seconds:.1f} s undisturbed; {figures}", flush=True)


def _kill(peace: Undisturbed, scratch: Path, count: int, seed: int) -> Counter[str]:
    told: Counter[str] = Counter()
    for number, moment in enumerate(moments(count, peace.seconds, seed)):
        name = f"{number}"
        if peace.verb.name == "collect" and number % 10 in (3, 8):
            told["killed beside another run"] += kill_one_of_two(peace, scratch, name, moment)
        elif number % 10 in (1, 6):
            told["killed twice in a row"] += kill_and_check(peace, scratch, name, [moment, moment / 2]) > 1
        else:
            killed = kill_and_check(peace, scratch, name, [moment])
            told["killed" if killed else "over before it could be killed"] += 1
        told["ended as undisturbed"] += 1
    return told


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
