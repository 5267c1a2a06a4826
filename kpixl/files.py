"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """A temporary name beside `path` to write to; it takes the place of `path` when the block ends well.

    When the block raises, what stood at `path` stays as it was and the temporary file is removed. The
    folder of `path` must exist. Raises OSError when the file cannot be put in place, for instance
    because somebody has it open.
    """
    # A short name of its own: a long Chinese file name has no room left for a suffix.
    part = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        yield part
        os.replace(part, path)
    except Exception as error:
        # Libraries that write workbooks wrap what the system said in an exception of their own.
        if error.args and isinstance(error.args[0], OSError):
            raise error.args[0] from error
        raise
    finally:
        part.unlink(missing_ok=True)
