"""A real browser for tests: an installed Chromium without a window, and what its console and network said."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge")

DESKTOP, PHONE = (1280, 800), (360, 760)


def why_absent() -> str:
    """The reason why there is no browser; "" when there is one."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return "" if _program() else "no Chromium is installed"


@dataclass(slots=True)
class Opened:
    """A page, what its console said, and what it asked the network for."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


class Browser:
    """An installed Chromium, kept open for the whole run."""

    def __init__(self) -> None:
        from playwright.sync_api import sync_playwright

        self._driver = sync_playwright().start()
        # A sandbox cannot be had in a container; the pages are our own.
        self._browser = self._driver.chromium.launch(executable_path=_program(), args=["--no-sandbox"])

    @contextmanager
    def open(self, file: Path, size: tuple[int, int] = DESKTOP, **options: Any) -> Iterator[Opened]:
        """The file, opened from disk in a window of that size."""
        width, height = size
        page = self._browser.new_page(viewport={"width": width, "height": height}, **options)
        opened = Opened(page)
        page.on("console", lambda message: opened.said.append(message.text))
        page.on("pageerror", lambda error: opened.said.append(str(error)))
        page.on("request", lambda request: opened.asked.append(request.url))
        try:
            page.goto(file.as_uri())
            yield opened
        finally:
            page.close()

    def close(self) -> None:
        """Ends the browser."""
        self._browser.close()
        self._driver.stop()


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)
