"""Cycles that are made once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.world import KINDS, World, copy_of, make_world, write_csv


@pytest.fixture(scope="session")
def perf_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("perf")
    return make_world(folder / "十一月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-11")[0]


@pytest.fixture(scope="session")
def kinds_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("kinds")
    return make_world(folder / "十一月", str(KINDS), write_csv(folder / "名册.csv"), "2026-11")[0]


@pytest.fixture
def world(perf_once: World, tmp_path: Path) -> World:
    """November of four people by perf-pay-100: 001 and 002 sell, A-03 and 004 repair."""
    return copy_of(perf_once, tmp_path / "十一月")


@pytest.fixture
def kinds(kinds_once: World, tmp_path: Path) -> World:
    """The same people by a scheme that has every kind of input and every policy for blanks."""
    return copy_of(kinds_once, tmp_path / "十一月")
