"""Cycles that are made once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.world import (
    HEADINGS,
    KINDS,
    LOG,
    PEOPLE,
    TARGETS,
    TIMES,
    World,
    copy_of,
    make_world,
    write_csv,
)


@pytest.fixture(scope="session")
def perf_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("perf")
    return make_world(folder / "十一月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-11")[0]


@pytest.fixture(scope="session")
def kinds_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("kinds")
    return make_world(folder / "十一月", str(KINDS), write_csv(folder / "名册.csv"), "2026-11")[0]


@pytest.fixture(scope="session")
def times_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("times")
    return make_world(folder / "十一月", str(TIMES), write_csv(folder / "名册.csv"), "2026-11")[0]


@pytest.fixture
def times(times_once: World, tmp_path: Path) -> World:
    """The same people by a scheme of times: minutes, hours, days, working days."""
    return copy_of(times_once, tmp_path / "十一月")


@pytest.fixture(scope="session")
def logs_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("logs")
    people = [(*person, "0") for person in PEOPLE]
    roster = write_csv(folder / "名册.csv", people, (*HEADINGS, "此前次数"))
    return make_world(folder / "十一月", str(LOG), roster, "2026-11")[0]


@pytest.fixture
def logs(logs_once: World, tmp_path: Path) -> World:
    """The same people by a scheme of logs, which come to money."""
    return copy_of(logs_once, tmp_path / "十一月")


@pytest.fixture(scope="session")
def targets_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("targets")
    people = [(*person, goal) for person, goal in zip(PEOPLE, ("", "90", "88.5", "80"), strict=True)]
    roster = write_csv(folder / "名册.csv", people, (*HEADINGS, "满意度目标"))
    return make_world(folder / "十一月", str(TARGETS), roster, "2026-11")[0]


@pytest.fixture
def targets(targets_once: World, tmp_path: Path) -> World:
    """The same people with targets of their own on the roster, which has none for 001."""
    return copy_of(targets_once, tmp_path / "十一月")


@pytest.fixture
def world(perf_once: World, tmp_path: Path) -> World:
    """November of four people by perf-pay-100: 001 and 002 sell, A-03 and 004 repair."""
    return copy_of(perf_once, tmp_path / "十一月")


@pytest.fixture
def kinds(kinds_once: World, tmp_path: Path) -> World:
    """The same people by a scheme that has every kind of input and every policy for blanks."""
    return copy_of(kinds_once, tmp_path / "十一月")
