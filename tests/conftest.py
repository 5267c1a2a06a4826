"""Fixtures for all tests, and the rule for tests that need LibreOffice or a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import browser as browsers
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
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item: pytest.Item) -> None:
    marker = item.get_closest_marker("libreoffice")
    if marker is not None and (reason := why_absent() or _lacking(*marker.args)):
        _do_without(reason, "KPIXL_REQUIRE_LIBREOFFICE")
    if item.get_closest_marker("browser") is not None and (reason := browsers.why_absent()):
        _do_without(reason, "KPIXL_REQUIRE_BROWSER")


def _do_without(reason: str, demand: str) -> None:
    if os.environ.get(demand) == "1":
        pytest.fail(f"{reason}, and {demand} demands it", pytrace=False)
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


@pytest.fixture(scope="session")
def browser() -> Iterator[browsers.Browser]:
    """A real browser, kept open for the whole run. A test that asks for it is marked `browser`."""
    browser = browsers.Browser()
    yield browser
    browser.close()
