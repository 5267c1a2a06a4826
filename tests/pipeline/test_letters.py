"""Target letters: what they say, that their sums are live, and that all of them are written or none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.cli import main
from kpixl.findings import letters as codes_of_letters
from kpixl.pipeline.letters import LIST, Letters, make_letters
from kpixl.pipeline.prepare import Findings
from kpixl.workbook import letter as letter_module
from tests.oracle import LibreOfficeJudge
from tests.oracle.judge import Address, Value
from tests.pipeline.world import codes, nothing, write_csv

SCHEME = Path(__file__).with_name("letters.yaml")
HEADINGS = ("工号", "姓名", "部门", "岗位", "绩效基数", "年交车目标", "年毛利目标", "满意度年度目标")
WANG = ("XS007", "王晓燕", "销售一部", "销售顾问", "3000", "125", "650000.5", "88.55")
SUN = ("XS008", "孙丽", "销售二部", "销售顾问", "3000", "100", "", "90")
QIAN = ("QT001", "钱前台", "行政部", "前台", "2800", "", "", "")


def make(folder: Path, *people: tuple[str, ...], period: str = "2026") -> tuple[Letters | None, Findings]:
    roster = write_csv(folder / "名册.csv", people, HEADINGS)
    return make_letters(str(SCHEME), roster, period, folder / "责任书", nothing)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("责任书")
    made, found = make(base, WANG, SUN, QIAN)
    assert made is not None, found
    assert codes(found) == ["letters-not-needed", "letters-target-blank"]
    return made.folder


def path_of(folder: Path, number: str) -> Path:
    return next(folder.rglob(f"{number} *.xlsx"))


def sheet_of(folder: Path, number: str) -> Worksheet:
    return load_workbook(path_of(folder, number)).worksheets[0]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_letter_says_who_owes_what_how_it_is_judged_and_what_follows(folder: Path) -> None:
    told = texts(sheet_of(folder, "XS007"))
    for text in (
        "王晓燕　2026年目标责任书",
        "示例汽车销售服务有限公司　销售部经理",
        "销售一部　销售顾问",
        "2026年1月1日至12月31日",
        "每月一次",
        "次月5日前交考核表。",
        "总分100分，其中业绩80分、客户20分。",
        "优秀：90分及以上；合格：60分及以上、不满90分；不合格：不满60分。",
        "绩效工资＝绩效基数 × 绩效分数 ÷ 100；不满60分的扣除30%。",
        "重大投诉（罚款）：每月200元，由本人承担，计入团队培训基金。",
        "约谈：不满60分的由部门经理约谈。",
        "次月发放或扣除。",
        "甲方（签字、盖章）",
        "乙方（签字）",
    ):
        assert text in told
    assert [text for text in told if text.startswith("本月") and "得满分" in text]


def test_the_parts_of_the_year_stand_month_by_month(folder: Path) -> None:
    sheet = sheet_of(folder, "XS007")
    at = next(row for row in range(1, 60) if sheet.cell(row, 2).value == "1月")
    rows = [[cell.value for cell in sheet[row] if cell.value is not None] for row in range(at, at + 12)]
    # 125 by shares: 7.5, 5, six times 10, three times 12.5, 15; cut down 123, 2 left.
    assert [row[1] for row in rows] == [8, 5, 10, 10, 10, 10, 10, 10, 13, 12, 12, 15]
    assert sum(row[2] for row in rows) == pytest.approx(650000.5, abs=1e-6)
    assert {row[3] for row in rows} == {88.55}
    assert [row[0] for row in rows] == [f"{month}月" for month in range(1, 13)]


def test_a_blank_target_is_to_be_settled_and_not_nothing(folder: Path) -> None:
    sheet = sheet_of(folder, "XS008")
    assert "○ 待定" in texts(sheet)
    at = next(row for row in range(1, 60) if sheet.cell(row, 2).value == "1月")
    assert [cell.value for cell in sheet[at] if cell.value is not None][2] == "—"


def live_cells(sheet: Worksheet) -> Iterator[tuple[Address, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                yield (sheet.title, cell.coordinate), cell.value


def shown_in(path: Path) -> dict[Address, Value]:
    """The cached values of the file as it was written."""
    sheet = load_workbook(path, data_only=True).worksheets[0]
    return {(sheet.title, cell.coordinate): cell.value for row in sheet.iter_rows() for cell in row}


def test_sums_are_live_and_notice_a_part_that_was_changed(
    folder: Path, libreoffice_judge: LibreOfficeJudge
) -> None:
    path = path_of(folder, "XS007")
    sheet = load_workbook(path).worksheets[0]
    spots = [spot for spot, _ in live_cells(sheet)]
    assert len(spots) == 5
    cached = shown_in(path)
    assert libreoffice_judge.values(path, {}, spots) == {spot: cached[spot] for spot in spots}
    sums = [spot for spot, text in live_cells(sheet) if text.startswith("=ROUND(SUM(")]
    checks = [spot for spot in spots if spot not in sums]
    assert [cached[spot] for spot in sums] == [125, 650000.5]
    assert {cached[spot] for spot in checks} == {"√ 一致"}
    at = next(row for row in range(1, 60) if sheet.cell(row, 2).value == "1月")
    edits: dict[Address, Value] = {
        (sheet.title, f"{spot[1].rstrip('0123456789')}{at}"): value
        for spot, value in zip(checks, (9, 1000000, 90), strict=True)
    }
    after = libreoffice_judge.values(path, edits, spots)
    assert after[sums[0]] == 126
    assert [after[spot] for spot in checks] == ["▲ 相差 1", "▲ 相差 945833.29", "▲ 与年度目标不同"]


def test_a_letter_is_a4_one_page_wide_and_nothing_runs_over(folder: Path) -> None:
    sheet = sheet_of(folder, "XS007")
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.print_area.startswith("'XS007 王晓燕'!$B$1")
    assert all(dimension.height <= 409 for dimension in sheet.row_dimensions.values())


def test_the_list_names_every_letter_with_its_targets(folder: Path) -> None:
    sheet = load_workbook(folder / LIST).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if isinstance(row[1].value, int)]
    assert [row[2:8] for row in rows] == [
        ["销售一部", "XS007", "王晓燕", 125, 650000.5, 88.55],
        ["销售二部", "XS008", "孙丽", 100, "○ 待定", 90],
    ]
    targets = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    links = {unquote(target).replace("\\", "/") for target in targets}
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("XS*.xlsx")} == links
    assert "○ 1 人有待定的目标" in " ".join(texts(sheet))


def test_the_same_roster_makes_the_same_files(folder: Path, tmp_path: Path) -> None:
    made, _ = make(tmp_path, WANG, SUN, QIAN)
    assert made is not None
    files = sorted(path.relative_to(folder) for path in folder.rglob("*.xlsx"))
    assert files == sorted(path.relative_to(made.folder) for path in made.folder.rglob("*.xlsx"))
    for file in files:
        assert (folder / file).read_bytes() == (made.folder / file).read_bytes()


def test_what_stands_in_a_roster_is_never_a_formula_nor_a_path(tmp_path: Path) -> None:
    evil = ("../X", "=1+1", "..", "销售顾问", "3000", "125", "600000", "90")
    made, _ = make(tmp_path, evil, (*evil[:1], "=1+1/:*?", *evil[2:]))
    assert made is None
    made, _ = make(tmp_path, evil, ("..X", *evil[1:]))
    assert made is not None
    assert all(tmp_path / "责任书" in path.resolve().parents for path in tmp_path.rglob("*目标责任书.xlsx"))
    assert len(list((tmp_path / "责任书").rglob("*目标责任书.xlsx"))) == 2
    for path in (tmp_path / "责任书").rglob("*.xlsx"):
        cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
        named = [cell for cell in cells if "1+1" in str(cell.value)]
        assert named
        assert {cell.data_type for cell in named} == {"s"}


def test_all_letters_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = letter_module.write_letter

    def fails(path: Path, letter: letter_module.Letter) -> None:
        if letter.person.id == "XS008":
            raise OSError(28, "No space left on device")
        written(path, letter)

    monkeypatch.setattr(letter_module, "write_letter", fails)
    made, found = make(tmp_path, WANG, SUN)
    assert made is None
    assert codes(found)[-1] == "folder-not-writable"
    assert [path.name for path in tmp_path.iterdir()] == ["名册.csv"]


def test_an_empty_folder_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / "责任书").mkdir()
    made, _ = make(tmp_path, WANG)
    assert made is not None
    assert (made.folder / LIST).exists()


def test_a_quarterly_scheme_has_quarters(tmp_path: Path) -> None:
    text = SCHEME.read_text(encoding="utf-8").replace("cycle: month", "cycle: quarter")
    (tmp_path / "季度.yaml").write_text(text, encoding="utf-8")
    roster = write_csv(tmp_path / "名册.csv", [WANG], HEADINGS)
    made, _ = make_letters(str(tmp_path / "季度.yaml"), roster, "2026", tmp_path / "责任书", nothing)
    assert made is not None
    sheet = sheet_of(made.folder, "XS007")
    at = next(row for row in range(1, 60) if sheet.cell(row, 2).value == "第1季度")
    rows = [[cell.value for cell in sheet[row] if cell.value is not None] for row in range(at, at + 4)]
    assert [row[:2] for row in rows] == [["第1季度", 23], ["第2季度", 30], ["第3季度", 33], ["第4季度", 39]]
    assert sheet.cell(at + 4, 2).value == "合计"


def test_a_trial_says_that_it_is_one(tmp_path: Path) -> None:
    text = SCHEME.read_text(encoding="utf-8").replace("keep: 70%", "keep: unset(70%)")
    (tmp_path / "试行.yaml").write_text(text, encoding="utf-8")
    roster = write_csv(tmp_path / "名册.csv", [WANG], HEADINGS)
    arguments = (str(tmp_path / "试行.yaml"), roster, "2026", tmp_path / "责任书", nothing)
    assert make_letters(*arguments)[0] is None
    made, _ = make_letters(*arguments, trial=True)
    assert made is not None
    assert any(text.startswith("△ 试行稿") for text in texts(sheet_of(made.folder, "XS007")))


def test_programs_read_what_was_made(tmp_path: Path) -> None:
    write_csv(tmp_path / "名册.csv", [WANG, SUN], HEADINGS)
    out = tmp_path / "责任书"
    arguments = ["letters", str(SCHEME), "--roster", str(tmp_path / "名册.csv"), "--period", "2026"]
    run = CliRunner().invoke(main, [*arguments, "--out", str(out), "--json"])
    told = json.loads(run.stdout)
    assert run.exit_code == 0
    assert (told["format"], told["people"]) == (1, 2)
    assert all((out / file).exists() for file in told["files"])
    assert [finding["code"] for finding in told["findings"]] == ["form-for-no-one", "letters-target-blank"]
    again = CliRunner().invoke(main, [*arguments, "--out", str(out)])
    assert again.exit_code == 1
    assert "letters-folder-not-empty" in again.stderr


@dataclass(frozen=True)
class Case:
    code: str
    message: str
    people: tuple[tuple[str, ...], ...] = (WANG,)
    period: str = "2026"
    scheme: str = str(SCHEME)
    occupied: bool = False


CASES = (
    Case("letters-year", "目标责任书按年签订，而周期写的是“2026-11”。", period="2026-11"),
    Case("letters-year", "目标责任书按年签订，而周期写的是“今年”。", period="今年"),
    Case(
        "letters-no-targets",
        "方案没有由年度目标分解的列，没有目标可以写进责任书。",
        scheme="goals-and-values",
    ),
    Case("letters-nobody", "花名册里没有人的考核表用到年度目标，没有生成文件。", (QIAN,)),
    Case("letters-not-needed", "1 个考核对象的考核表不用年度目标，没有责任书：钱前台。", (WANG, QIAN)),
    Case("letters-target-blank", "「年毛利目标」是空的，责任书上写作待定：1 个（孙丽）。", (SUN,)),
    Case("letters-folder-not-empty", "这个文件夹里已经有文件，没有改动它。", occupied=True),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.period}")
def test_what_is_found_is_told(case: Case, tmp_path: Path) -> None:
    roster, out = write_csv(tmp_path / "名册.csv", case.people, HEADINGS), tmp_path / "责任书"
    if case.occupied:
        out.mkdir()
        (out / "签过的.pdf").write_bytes(b"signed")
    made, found = make_letters(case.scheme, roster, case.period, out, nothing)
    told = [finding for finding in found if finding.code == case.code]
    assert [finding.message() for finding in told] == [case.message]
    assert (made is None) == (told[0].severity == "error")
    for language in ("zh-CN", "en"):
        text = told[0].message(language) + told[0].remedy(language)
        assert "{{" not in text
        assert "{" not in text or "annual" in text


def test_every_code_of_letters_has_a_case() -> None:
    assert {case.code for case in CASES} == {code.code for code in codes_of_letters.CODES}
