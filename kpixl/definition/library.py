"""The library of schemes that comes with kpixl, and how a scheme is named on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import kpixl
from kpixl.findings import Finding, Place, did_you_mean

_PACKAGE = Path(kpixl.__file__).parent


def templates() -> Path:
    """The folder of templates: inside the package when installed, beside it when run from source."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def library() -> list[tuple[str, Path]]:
    """The schemes of the library by slug, in alphabetical order."""
    return [(path.stem, path) for path in sorted((templates() / "schemes").glob("*.yaml"))]


def find_scheme(name: str) -> Path | None:
    """The file that a path or a library slug names; None when there is neither.

    A slug wins over a folder of the same name: `kpixl init NAME` makes such a folder.
    """
    path = Path(name)
    if _is(path, Path.is_file):
        return path
    return dict(library()).get(name) or (path if _is(path, Path.exists) else None)


def scheme_not_found(name: str) -> Finding:
    """The finding for a name that find_scheme does not know, with the nearest slug when one is near."""
    slugs = [slug for slug, _ in library()]
    near = did_you_mean(Path(name).stem, slugs)
    details = {"name": name, "near": near, "known": ", ".join(slugs)}
    return Finding("scheme-unknown-near" if near else "scheme-unknown", Place(), details)


def _is(path: Path, test: Callable[[Path], bool]) -> bool:
    try:
        return test(path)
    except (OSError, ValueError):
        return False  # a name that no file system takes: too long, or with a null byte
