"""The files that came back, kept as they were received, so that they can always be read again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kpixl.files import atomic_write, reason_of

FOLDER = "received"


class NotKept(Exception):
    """A content could not be written to the cycle folder: the message says why."""


def keep(folder: Path, data: bytes) -> str:
    """Keeps a file's content in the cycle folder, once. Gives its SHA-256. Raises NotKept."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(folder, digest)
    try:
        # What a disk has damaged is put right when the same file comes again.
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(path, durable=True) as part:
                part.write_bytes(data)
    except OSError as error:
        raise NotKept(reason_of(error)) from error
    return digest


def read(folder: Path, digest: str) -> bytes:
    """The kept content. Raises OSError when it is gone, also when it is no longer what was received."""
    path = path_of(folder, digest)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise OSError(f"{path.name}: not the content that was received")
    return data


def path_of(folder: Path, digest: str) -> Path:
    """Where the content with this SHA-256 is kept."""
    return folder / FOLDER / digest[:2] / digest
