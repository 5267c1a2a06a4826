"""Fixtures for all tests, and the rule for tests that need LibreOffice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.oracle import FormualizerJudge, IronCalcJudge, LibreOfficeJudge
from tests.oracle.libreoffice_judge import why_absent

# The same examples on every run: a change that breaks a test is the change at hand. No deadline, since
# a shared machine may pause.
settings.register_profile("kpixl", derandomize=True, deadline=None, database=None)
settings.load_profile("kpixl")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "libreoffice_judge" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.libreoffice)


def pytest_runtest_setup(item: pytest.Item) -> None:
    marker = item.get_closest_marker("libreoffice")
    if marker is None or not (reason := why_absent() or _lacking(*marker.args)):
        return
    if os.environ.get("KPIXL_REQUIRE_LIBREOFFICE") == "1":
        pytest.fail(f"{reason}, and KPIXL_REQUIRE_LIBREOFFICE demands it", pytrace=False)
    pytest.skip(reason)


def _lacking(*programs: str) -> str:
    return "".join(f"{program} is not installed" for program in programs if shutil.which(program) is None)


@pytest.fixture(scope="session")
def formualizer_judge() -> FormualizerJudge:
    """A quick judge; see `tests.oracle.judge`."""
    return FormualizerJudge()


@pytest.fixture(scope="session")
def ironcalc_judge() -> IronCalcJudge:
    """A second quick judge; see `tests.oracle.judge`."""
    return IronCalcJudge()


@pytest.fixture(scope="session")
def libreoffice_judge() -> Iterator[LibreOfficeJudge]:
    """The heavy judge, kept warm for the whole run. A test that asks for it is marked `libreoffice`."""
    judge = LibreOfficeJudge()
    yield judge
    judge.close()
