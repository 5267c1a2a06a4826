"""The files that came back, kept as they were received, so that they can always be read again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kpixl.files import atomic_write

FOLDER = "received"


def keep(folder: Path, data: bytes) -> str:
    """Keeps a file's content in the cycle folder, once. Gives its SHA-256. Raises OSError."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(folder, digest)
    if not path.is_file() or path.stat().st_size != len(data):
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(path, durable=True) as part:
            part.write_bytes(data)
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
