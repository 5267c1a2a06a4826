"""One run at a time works in a cycle folder. The system lets go of the lock when a run is killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = ".kpixl.lock"
PATIENCE = 120.0
"""For so many seconds a run waits for another one."""


class Busy(Exception):
    """Another run works in this folder."""


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keeps other runs out of the folder. Raises Busy when one is in it for too long, OSError."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / FILE, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(str(folder)) from None
    except NotImplementedError as error:
        # Some network drives have no locks.
        raise OSError("no file locks on this drive") from error
    try:
        yield
    finally:
        lock.release()
