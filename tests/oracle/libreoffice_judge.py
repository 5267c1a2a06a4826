"""The judge that LibreOffice is: slower than the others, the nearest to what people really use.

It runs in a process of its own, which is kept warm for many workbooks and started anew when it dies.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.oracle.judge import Address, Book, Edit, Judge, Value, typed

_WORKER = Path(__file__).with_name("uno_worker.py")


class LibreOfficeFailed(RuntimeError):
    """LibreOffice died, answered too late, or refused what it was asked."""


@functools.cache
def why_absent() -> str:
    """Why LibreOffice cannot judge on this machine, or "" if it can."""
    if shutil.which("soffice") is None:
        return "LibreOffice (soffice) is not installed"
    if _python_with_uno() is None:
        return "no Python here holds LibreOffice's bridge (Debian: python3-uno)"
    return ""


@functools.cache
def _python_with_uno() -> str | None:
    beside_office = Path(os.path.realpath(shutil.which("soffice") or "")).parent
    system, bundled = (
        shutil.which("python3", path=os.defpath),
        shutil.which("python", path=str(beside_office)),
    )
    known = [system, bundled, sys.executable]
    for python in filter(None, known):
        if subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return python
    return None


class LibreOfficeJudge(Judge):
    """Recalculates in a LibreOffice kept warm. `seconds` is how long one request may take."""

    name = "libreoffice"

    def __init__(self, seconds: float = 120) -> None:
        self._seconds = seconds
        self._worker: Worker | None = None

    def open(self, path: Path) -> LibreOfficeBook:
        """Loads a workbook, to fill it many times."""
        return LibreOfficeBook(self, path)

    def resave(self, path: Path, out: Path, edits: Mapping[Address, Edit] | None = None) -> Path:
        """Saves a workbook, filled in if so wished, as the .xlsx, .xls or .ods that `out` says."""
        book = self.open(path)
        with book:
            if edits:
                book.fill(edits, ())
            book.save(out)
        return out

    def to_pdf(self, path: Path, out: Path) -> Path:
        """Prints a workbook to a PDF."""
        return self.resave(path, out.with_suffix(".pdf"))

    def close(self) -> None:
        """Ends LibreOffice."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def worker(self) -> Worker:
        """The running process, started anew if it has ended."""
        if self._worker is None or not self._worker.alive:
            self.close()
            self._worker = Worker(self._seconds)
        return self._worker


class LibreOfficeBook(Book):
    """A workbook open in LibreOffice. If that dies over opening or a fill, a new one gets a second chance."""

    def __init__(self, judge: LibreOfficeJudge, path: Path) -> None:
        self._judge = judge
        self._path = path
        self._open()

    def fill(self, edits: Mapping[Address, Edit], cells: Iterable[Address]) -> dict[Address, Value]:
        """Makes the edits on the saved workbook, recalculates, and reads the cells."""
        wanted = list(cells)
        changes = [[*address, typed(edit)] for address, edit in edits.items()]
        try:
            values = self._worker.ask("fill", book=self._number, edits=changes, cells=wanted)
        except LibreOfficeFailed:
            if self._worker.alive:
                raise
            self._open()
            values = self._worker.ask("fill", book=self._number, edits=changes, cells=wanted)
        return dict(zip(wanted, values, strict=True))

    def save(self, out: Path) -> None:
        """Saves the workbook as it stands, in the format that the name of the file says."""
        self._worker.ask("save", book=self._number, out=str(out))

    def close(self) -> None:
        """Lets go of the workbook, unless it went down with its LibreOffice; nothing is saved."""
        if self._worker.alive:
            self._worker.ask("close", book=self._number)

    def _open(self) -> None:
        self._worker = self._judge.worker()
        try:
            self._number: int = self._worker.ask("open", path=str(self._path))
        except LibreOfficeFailed:
            if self._worker.alive:
                raise
            self._worker = self._judge.worker()
            self._number = self._worker.ask("open", path=str(self._path))


class Worker:
    """One process of `uno_worker.py` with its LibreOffice, in a process group of their own."""

    def __init__(self, seconds: float) -> None:
        reason = why_absent()
        if reason:
            raise LibreOfficeFailed(reason)
        self._seconds = seconds
        self._folder = tempfile.TemporaryDirectory(prefix="kpixl-office-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [str(_python_with_uno()), str(_WORKER), str(shutil.which("soffice")), self._folder.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            # Under the locale C, LibreOffice does not find files with Chinese names.
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        self._answers: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._answer("start")

    @property
    def group(self) -> int:
        """The number of the group of processes that the worker and its LibreOffice form."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, verb: str, **arguments: Any) -> Any:
        """Sends a request and waits for its value. Raises LibreOfficeFailed."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps([verb, arguments]) + "\n")
            self._process.stdin.flush()
        except OSError:
            self.kill()
            raise LibreOfficeFailed(f"LibreOffice had ended before it was asked to {verb}") from None
        return self._answer(verb)

    def end(self) -> None:
        """Ends the process, gently if it listens."""
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(20)
        self.kill()

    def kill(self) -> None:
        """Ends the process and its LibreOffice at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.group, signal.SIGKILL)
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                assert stream is not None
                stream.close()
        self._folder.cleanup()

    def _answer(self, verb: str) -> Any:
        try:
            line = self._answers.get(timeout=self._seconds)
        except queue.Empty:
            self.kill()
            raise LibreOfficeFailed(f"LibreOffice took over {self._seconds:g} s to {verb}") from None
        if not line:
            self.kill()
            raise LibreOfficeFailed(f"LibreOffice died when asked to {verb}")
        answer = json.loads(line)
        if "error" in answer:
            raise LibreOfficeFailed(f"{verb}: {answer['error']}")
        return answer["value"]

    def _read(self) -> None:
        for line in self._lines():
            self._answers.put(line)
        self._answers.put("")

    def _lines(self) -> Iterator[str]:
        assert self._process.stdout is not None
        yield from self._process.stdout
