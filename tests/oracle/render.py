"""Pictures of a workbook's pages, to look at: `python -m tests.oracle.render FILE.xlsx OUTDIR`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.oracle.libreoffice_judge import LibreOfficeJudge

DOTS_PER_INCH = 80


def render(judge: LibreOfficeJudge, path: Path, folder: Path, dots: int = DOTS_PER_INCH) -> list[Path]:
    """Prints a workbook to a PDF in the folder and each of its pages to a PNG; returns the PNGs in order."""
    folder.mkdir(parents=True, exist_ok=True)
    pdf = judge.to_pdf(path, folder / f"{path.stem}.pdf")
    stem = folder / path.stem
    subprocess.run(["pdftoppm", "-r", str(dots), "-png", str(pdf), str(stem)], check=True)
    return sorted(page for page in folder.glob("*.png") if page.name.startswith(f"{path.stem}-"))


def main() -> None:
    """Renders the workbook named first into the folder named second, and prints the pages' names."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m tests.oracle.render FILE.xlsx OUTDIR")
    judge = LibreOfficeJudge()
    try:
        for page in render(judge, Path(sys.argv[1]), Path(sys.argv[2])):
            print(page)
    finally:
        judge.close()


if __name__ == "__main__":
    main()
