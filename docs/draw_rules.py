"""Draws docs/pictures/rules, how each ready-made rule looks on a form: `python docs/draw_rules.py [RULE...]`.

Needs LibreOffice and poppler-utils. What is filled in is the first case of the rule (tests/cases/scoring),
with the figures whose working says most.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from pages.samples import cases_of  # noqa: E402
from pages.scoring_rules import PICTURES  # noqa: E402

from kpixl.model.cycle import Cycle, Period  # noqa: E402
from kpixl.model.roster import Appraisee  # noqa: E402
from kpixl.rules.scoring import SCORING  # noqa: E402
from kpixl.workbook.book import Job, make_press, write_book  # noqa: E402
from tests.oracle.libreoffice_judge import LibreOfficeJudge  # noqa: E402
from tests.rules.scoring_cases import rulebook_of, typed_values  # noqa: E402

DOTS = 100
PERSON = Appraisee("001", "王晓燕", "销售部", "销售顾问")
BESIDE = Fraction(90)
"""What is filled in for the other indicators of the form."""

FIRST, LAST = "序号", ("合计", "小计", "说明与改进")
"""Words of the row that the picture begins with, and of those that it ends before."""

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')
_PAGE = re.compile(r'<page width="([\d.]+)"')
_POINTS_PER_INCH = 72
_ABOVE, _BELOW, _SIDE = 6, 4, 24
"""Room around what is shown, in points."""


def book(rule: str, path: Path) -> None:
    """A form with the rule's first case, filled in."""
    case = cases_of(rule)[0]
    rulebook, item = rulebook_of(case)
    run = max(case.runs, key=lambda run: len(run.working or ""))
    period = Period.parse("2026-11")
    assert period is not None
    press = make_press(rulebook, replace(Cycle("picture", period), due=period.due(1, 15)), rule)
    beside = {cell.raw: BESIDE for other in rulebook.items[1:] for cell in other.cells}
    write_book(path, [Job(PERSON, press, {**beside, **typed_values(item, run.typed)})])


def draw(pdf: Path, target: Path) -> None:
    """The rows of the first page's table, between its headings and its total."""
    page = ["-f", "1", "-l", "1", str(pdf)]
    text = subprocess.run(
        ["pdftotext", "-bbox", *page, "-"], capture_output=True, check=True, text=True
    ).stdout
    width = _PAGE.search(text)
    assert width is not None
    words = [(float(top), word) for _, top, _, _, word in _WORD.findall(text)]
    top = next(at for at, word in words if word == FIRST) - _ABOVE
    bottom = min(at for at, word in words if at > top and word.startswith(LAST)) - _BELOW
    box = (_SIDE, top, float(width[1]) - 2 * _SIDE, bottom - top)
    at = [str(round(length * DOTS / _POINTS_PER_INCH)) for length in box]
    crop = [part for pair in zip(("-x", "-y", "-W", "-H"), at, strict=True) for part in pair]
    stem = str(target.with_suffix(""))
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", str(DOTS), *crop, *page, stem], check=True)


def main() -> None:
    """Draws the rules that are named, or all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    judge = LibreOfficeJudge()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rule in sys.argv[1:] or SCORING:
            book(rule, folder / f"{rule}.xlsx")
            target = PICTURES / f"{rule}.png"
            draw(judge.to_pdf(folder / f"{rule}.xlsx", folder / f"{rule}.pdf"), target)
            print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")
    judge.close()


if __name__ == "__main__":
    main()
