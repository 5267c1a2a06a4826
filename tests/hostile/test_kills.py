"""A run that is killed at any moment loses nothing, leaves nothing behind, and the next one ends as ever."""

from __future__ import annotations

import signal
from functools import cache
from pathlib import Path

import pytest

from tests.hostile.kills import (
    Undisturbed,
    kill_and_check,
    kill_one_of_two,
    moments,
    undisturbed,
    verbs,
)
from tests.hostile.season import Season, make_season

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing to kill with")

PEOPLE, SEED = 20, 20261101
MOMENTS = {"make-template": 8, "collect": 12}
"""Each in another part of a run; benchmarks/kills.py tries many more."""
PARTS = [(verb, part) for verb, count in MOMENTS.items() for part in range(count)]


class Trial:
    """A round to try things on; how each verb ends undisturbed is found out once."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.season: Season = make_season(scratch, PEOPLE)
        self.peace = cache(self._peace)

    def _peace(self, verb: str) -> Undisturbed:
        (self.scratch / verb).mkdir()
        return undisturbed(verbs(self.season)[verb], self.scratch / verb)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("kills"))


@pytest.mark.parametrize(("verb", "part"), PARTS)
def test_a_killed_run_is_made_good_by_the_next_one(
    verb: str, part: int, trial: Trial, tmp_path: Path
) -> None:
    peace = trial.peace(verb)
    kill_and_check(peace, tmp_path, "once", [moments(MOMENTS[verb], peace.seconds, SEED)[part]])


@pytest.mark.parametrize("verb", sorted(MOMENTS))
def test_two_kills_in_a_row_are_made_good_as_well(verb: str, trial: Trial, tmp_path: Path) -> None:
    peace = trial.peace(verb)
    late, early = peace.seconds * 0.7, peace.seconds * 0.4
    assert kill_and_check(peace, tmp_path, "twice", [late, early])


@pytest.mark.parametrize("share", [0.4, 0.8])
def test_of_two_runs_at_once_one_may_be_killed(share: float, trial: Trial, tmp_path: Path) -> None:
    peace = trial.peace("collect")
    kill_one_of_two(peace, tmp_path, "both", peace.seconds * share)


def test_the_check_notices_what_a_kill_has_spoiled(trial: Trial, tmp_path: Path) -> None:
    """The judge itself is put to the test: a file that is left over, and one that is otherwise."""
    peace = trial.peace("collect")
    spoiled = Undisturbed(peace.verb, peace.seconds, {**peace.end, "results/results.json": b"{}"})
    with pytest.raises(AssertionError):
        kill_and_check(spoiled, tmp_path, "otherwise", [])
