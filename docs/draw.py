"""Draws docs/pictures from real workbooks: `python docs/draw.py`. Needs LibreOffice and pdftoppm."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from kpixl.definition.library import templates  # noqa: E402
from kpixl.model.cycle import Cycle, Period  # noqa: E402
from kpixl.model.roster import Appraisee  # noqa: E402
from kpixl.pipeline.demo import demo  # noqa: E402
from kpixl.pipeline.fill import plausible  # noqa: E402
from kpixl.pipeline.prepare import prepare  # noqa: E402
from kpixl.workbook.book import Job, Press, make_press, write_book  # noqa: E402
from kpixl.workbook.identity import cycle_id  # noqa: E402
from tests.oracle.libreoffice_judge import LibreOfficeJudge  # noqa: E402

DOTS = 90
MARGIN = 20
GAP = 45
"""White rows after which only the footer of the page follows."""
TALLEST = {"results": 440}
"""Where a long list is cut."""
WHOLE = 10_000

BRANCH = {
    "综合满意度.满意度": "80.4",
    "满意度领先.满意度": "82.6",
    "满意度领先.领先值": "4.3",
    "语音网络质量.满意度": "81",
    "新业务.满意度": "64.2",
    "营销活动.满意度": "66",
    "支撑系统.满意度": "77",
    "热线.满意度": "84.1",
    "营业厅.满意度": "72.5",
    "短板(新业务).满意度": "78.9",
    "短板(新业务).领先值": "6",
    "服务一致性.未达标项数": "2",
    "品牌影响力.影响力": "76.3",
    "升级投诉.投诉件数": "94",
}
"""What the branch of the second picture has typed."""


def press(scheme: str, form: str, period: str) -> Press:
    """A form of a scheme for a period."""
    prepared, findings = prepare(scheme)
    assert prepared is not None, findings
    span = Period.parse(period)
    assert span is not None
    due = span.due(1, 15)
    return make_press(
        prepared.rulebooks[form],
        Cycle(cycle_id(prepared.definition, span), span, due),
        prepared.definition,
    )


def workbooks(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """The name of each picture, the workbook, and the page of it."""
    dealer = press(str(templates() / "demo" / "scheme.yaml"), "sales", "2026-11")
    random = Random(7)
    names = ("欧阳文静", "司马光远", "秦晓燕", "张慧", "华国栋", "朱国栋")
    people = [
        Appraisee(f"XS{number:03d}", name, "销售部", "销售顾问", {"绩效基数": Fraction(2800 + 200 * number)})
        for number, name in enumerate(names, 1)
    ]
    jobs = [Job(person, dealer, plausible(dealer.rulebook, random, dealer.cycle.period)) for person in people]
    yield "form", _book(folder / "form.xlsx", jobs[:1]), 1

    branch = press("cm-branch-2008-scorecard", "branch", "2026")
    typed = {cell.raw: Fraction(BRANCH[cell.id]) for cell in branch.rulebook.cells}
    yield "scorecard", _book(folder / "card.xlsx", [Job(Appraisee("A01", "东山分公司"), branch, typed)]), 1

    first = dealer.rulebook.cells[0].raw
    half = {name: value for name, value in jobs[4].entries.items() if name == first}
    wrong = {**jobs[2].entries, first: Fraction(920)}
    shared = [
        *jobs[:2],
        Job(people[2], dealer, wrong),
        jobs[3],
        Job(people[4], dealer, half),
        Job(people[5], dealer, {}),
    ]
    yield "index", _book(folder / "index.xlsx", shared, "销售部 2026年11月月度绩效考核"), 2

    shown, findings = demo(folder / "demo", lambda done, total: None)
    assert shown is not None, findings
    yield "results", dict(shown.files)["结果"], 1


def _book(path: Path, jobs: list[Job], heading: str = "") -> Path:
    write_book(path, jobs, heading=heading, with_index=bool(heading))
    return path


def draw(pdf: Path, page: int, target: Path) -> None:
    """One page without its margins and its footer."""
    pages = ["-r", str(DOTS), "-f", str(page), "-l", str(page), str(pdf)]
    grey = subprocess.run(["pdftoppm", "-gray", *pages], capture_output=True, check=True).stdout
    left, top, right, bottom = _inked(grey, TALLEST.get(target.stem, WHOLE))
    box = [
        "-x",
        left - MARGIN,
        "-y",
        top - MARGIN,
        "-W",
        right - left + 2 * MARGIN,
        "-H",
        bottom - top + 2 * MARGIN,
    ]
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", *map(str, box), *pages, str(target.with_suffix(""))], check=True
    )


def _inked(image: bytes, tallest: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is drawn in a PGM, up to the first large gap."""
    _, size, _, pixels = image.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = [pixels[row * width : (row + 1) * width] for row in range(height)]
    inked = [number for number, row in enumerate(rows) if min(row) < 250]
    top = bottom = inked[0]
    for number in inked:
        if number - bottom > GAP or number - top > tallest:
            break
        bottom = number
    columns = [number for row in rows[top : bottom + 1] for number in _ends(row)]
    return min(columns), top, max(columns), bottom


def _ends(row: bytes) -> tuple[int, ...]:
    dark = [number for number, grey in enumerate(row) if grey < 250]
    return (dark[0], dark[-1]) if dark else ()


def main() -> None:
    """Draws every picture."""
    judge = LibreOfficeJudge()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, workbook, page in workbooks(folder):
            target = HERE / "pictures" / f"{picture}.png"
            draw(judge.to_pdf(workbook, folder / f"{picture}.pdf"), page, target)
            print(f"{target.name}: {target.stat().st_size // 1000} kB")
    judge.close()


if __name__ == "__main__":
    main()
