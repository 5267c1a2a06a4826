"""One zip per department folder, to be sent as an attachment."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kpixl.files import atomic_write

_EPOCH = (1980, 1, 1, 0, 0, 0)
_WINDOWS = 0


def zip_departments(folder: Path, out: Path) -> tuple[Path, ...]:
    """Zips each folder inside `folder` to `out`/NAME.zip, all of them or none; the zips by name.

    The same files always give the same bytes. Hidden files and the lock files of an open workbook stay
    out, and a folder with nothing in it gives no zip. Raises OSError when a file cannot be read or
    written.
    """
    out.mkdir(parents=True, exist_ok=True)
    zips = []
    with ExitStack() as stack:
        for part in sorted(folder.iterdir()):
            if not part.is_dir() or part.samefile(out) or not _sent([part.name]):
                continue
            if files := [
                path
                for path in sorted(part.rglob("*"))
                if _sent(path.relative_to(part).parts) and path.is_file()
            ]:
                zips.append(out / f"{part.name}.zip")
                _write(stack.enter_context(atomic_write(zips[-1])), folder, files)
    return tuple(zips)


def _sent(parts: Sequence[str]) -> bool:
    return not any(name.startswith((".", "~$")) for name in parts)


def _write(target: Path, root: Path, files: list[Path]) -> None:
    with ZipFile(target, "w") as archive:
        for path in files:
            entry = ZipInfo(path.relative_to(root).as_posix(), _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            # Otherwise the bytes would tell on which system the zip was made.
            entry.create_system = _WINDOWS
            archive.writestr(entry, path.read_bytes())
