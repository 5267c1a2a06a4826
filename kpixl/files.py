"""Files that are written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PART = re.compile(r"\.[0-9a-f]{12}\.part")


@contextmanager
def atomic_write(path: Path, *, durable: bool = False) -> Iterator[Path]:
    """A temporary name beside `path` to write to; it takes the place of `path` when the block ends well.

    When the block raises, what stood at `path` stays as it was and the temporary file is removed. A
    `durable` file is on the disk when the block has ended, for what cannot be made again. The
    folder of `path` must exist. Raises OSError when the file cannot be put in place, for instance
    because somebody has it open.
    """
    # A short name of its own: a long Chinese file name has no room left for a suffix.
    part = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        yield part
        if durable:
            _flush(part, os.O_RDWR)
        os.replace(part, path)
        if durable and os.name == "posix":
            # Otherwise a name could be lost with the power although its content is there.
            _flush(path.parent, os.O_RDONLY)
    except Exception as error:
        # Libraries that write workbooks wrap what the system said in an exception of their own.
        if error.args and isinstance(error.args[0], OSError):
            raise error.args[0] from error
        raise
    finally:
        part.unlink(missing_ok=True)


def reason_of(error: Exception) -> str:
    """What the system says of a failure, without the numbers and paths that it puts around it."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sweep(folder: Path) -> None:
    """Removes the temporary files that a run left behind when it was killed."""
    for inside, _, names in os.walk(folder):
        for name in names:
            if _PART.fullmatch(name):
                Path(inside, name).unlink(missing_ok=True)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
