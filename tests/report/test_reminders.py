"""催交清单: what HR mails to departments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpixl.consolidate.status import status_of
from kpixl.findings import Finding
from kpixl.model.scheme import Scheme
from kpixl.model.status import CycleStatus
from kpixl.report.reminders import write_reminders
from tests.oracle.judge import Judge
from tests.report import received as came
from tests.report import world

# The bars of the overview are an extension that openpyxl leaves out.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")


def book(tmp_path: Path, status: CycleStatus | None = None, scheme: Scheme = world.SCHEME) -> Path:
    return write_reminders(tmp_path / "催交清单.xlsx", status or came.company(), scheme)


def loaded(path: Path, *, values: bool = True) -> Workbook:
    return openpyxl.load_workbook(path, data_only=values)


def rows(sheet: Worksheet, first: str) -> list[dict[str, object]]:
    """The table below the heading that its first column has."""
    (top,) = (cell.row for row in sheet.iter_rows() for cell in row if cell.value == first)
    names = [str(cell.value) for cell in sheet[top]]
    body = sheet.iter_rows(min_row=top + 1, values_only=True)
    return [dict(zip(names, row, strict=True)) for row in body if row[1] is not None and row[2] is not None]


def texts(sheet: Worksheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_the_overview_counts_each_department_and_the_whole(tmp_path: Path) -> None:
    sheet = loaded(book(tmp_path))["交回情况"]
    table = rows(sheet, "部门")
    assert [row["部门"] for row in table] == [world.SALES, world.SERVICE, world.CARE, "合计"]
    assert [table[-1][name] for name in ("发出", "已收", "待核对", "退回", "未交")] == [25, 7, 1, 2, 15]
    assert [table[-1][name] for name in ("迟交", "被替代", "已离开")] == [1, 1, 1]
    assert [row["收齐率"] for row in table] == [pytest.approx(8 / 12), 0, 0, pytest.approx(8 / 25)]
    assert "○ 已收 8／25 人　退回 2 人　未交 15 人　请于12月15日前交回行政部。" in texts(sheet)
    assert "▲ 另有 1 个文件看不出是谁的，见“交回登记”。" in texts(sheet)


@pytest.mark.parametrize("judge", ["formualizer_judge", "ironcalc_judge"])
def test_the_sums_are_what_a_spreadsheet_makes_of_them(
    judge: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = book(tmp_path)
    values, formulas = loaded(path)["交回情况"], loaded(path, values=False)["交回情况"]
    cells = [c.coordinate for row in formulas.iter_rows() for c in row if str(c.value).startswith("=")]
    assert len(cells) == 3 * 2 + 9
    judged: Judge = request.getfixturevalue(judge)
    computed = judged.values(path, {}, [("交回情况", cell) for cell in cells])
    for cell in cells:
        assert computed["交回情况", cell] == pytest.approx(values[cell].value)


def test_a_bar_shows_the_share_from_nothing_to_all(tmp_path: Path) -> None:
    sheet = loaded(book(tmp_path))["交回情况"]
    ((span, rules),) = ((str(part.sqref), part.rules) for part in sheet.conditional_formatting)
    assert span == "H5:H8"
    (bar,) = (rule.dataBar for rule in rules)
    assert [(limit.type, limit.val) for limit in bar.cfvo] == [("num", 0), ("num", 1)]


def test_whoever_has_still_to_do_something_is_listed_by_department(tmp_path: Path) -> None:
    table = rows(loaded(book(tmp_path))["未交与退回"], "序号")
    assert [row["序号"] for row in table] == list(range(1, 18))
    assert list(dict.fromkeys(row["部门"] for row in table)) == [world.SALES, world.SERVICE, world.CARE]
    assert table[0] == {
        **table[0],
        "工号": "XS007",
        "姓名": "王晓燕",
        "岗位": "销售顾问",
        "考核表": "销售部2026年11月绩效考核表",
        "情况": "▲ 退回",
        "交回期限": "2026-12-15",
        "交来的文件": "XS007.xlsx",
        "要做的事": "G12：“回访平均分”填的是 920，应为0至100。请核实后改正。（另有 1 处）",
    }
    assert table[1] == {
        **table[1],
        "工号": "XS009",
        "情况": "○ 未交",
        "交来的文件": "—",
        "要做的事": "请于12月15日前交回行政部。",
    }


def test_every_file_ever_received_is_in_the_register(tmp_path: Path) -> None:
    table = rows(loaded(book(tmp_path))["交回登记"], "序号")
    said = {row["文件"]: (row["谁的表"], row["结论"], row["说明"]) for row in table}
    assert list(said) == [file.shown for file in came.received()]
    assert said["销售部.xlsx"] == ("陈志强、刘敏、周海燕等 6 人", "√ 已收", None)
    assert said["XS008 初稿.xlsx"] == ("孙丽", "不计", "已由“XS008.xlsx”替代")
    assert said["XS008.xlsx"][1] == "△ 待核对"
    assert said["迟交/XS010.xlsx"] == ("欧阳文静", "√ 已收", "期限以后保存的")
    assert said["撤下/XS012.xlsx"] == ("林小雨", "撤下", "发错了")
    assert said["老王.xlsx"] == ("新人XS900", "不计", "新人XS900已离开花名册，不计入")
    assert said["新建 Microsoft Excel 工作表(1).xlsx"][:2] == ("—", "▲ 退回")
    assert str(said["XS007.xlsx"][2]).endswith("请核实后改正。（另有 1 处）")


def test_of_a_file_with_several_forms_it_is_told_whose_are_replaced(tmp_path: Path) -> None:
    old = came.Standing.SUPERSEDED
    files = [
        came.file("旧.xlsx", came.form("XS001", standing=old), came.form("XS002", standing=old)),
        came.file("新.xlsx", came.form("XS001"), came.form("XS002"), after=1),
        came.file(
            "两张.xlsx", came.form("XS003", standing=old), came.form("XS003", sheet="XS003 (2)"), after=2
        ),
    ]
    path = book(tmp_path, status_of(world.CYCLE, came.handouts(), files))
    table = rows(loaded(path)["交回登记"], "序号")
    assert [row["说明"] for row in table] == [
        "陈志强、刘敏的已由“新.xlsx”替代",
        None,
        "周海燕的已由工作表“XS003 (2)”替代",
    ]


def test_an_archive_is_told_with_what_was_in_it(tmp_path: Path) -> None:
    archive = came.file("全部.zip", findings=[Finding("archive-unpacked", details={"count": 12})])
    path = book(tmp_path, status_of(world.CYCLE, came.handouts(), [archive]))
    (row,) = rows(loaded(path)["交回登记"], "序号")
    assert (row["结论"], row["说明"]) == ("—", "这是压缩包，里面的 12 个文件已逐个读取。不用处理。")


def test_tables_stay_in_sight_can_be_filtered_and_print_on_pages_of_one_width(tmp_path: Path) -> None:
    found = loaded(book(tmp_path))
    assert found.sheetnames == ["交回情况", "未交与退回", "交回登记"]
    assert [sheet.freeze_panes for sheet in found] == ["C5", "F3", "E3"]
    assert [sheet.auto_filter.ref for sheet in found] == [None, "B2:K19", "B2:H11"]
    for sheet in found:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows
        assert sheet.print_area


def test_names_that_begin_like_formulas_are_text(tmp_path: Path) -> None:
    odd = came.file("=1+1.xlsx", came.form("XS011", "entry-out-of-range"), withdrawn="@SUM(1)")
    found = loaded(book(tmp_path, status_of(world.CYCLE, came.handouts(), [odd])), values=False)
    for sheet in (found["未交与退回"], found["交回登记"]):
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert kinds <= {"s", "n"}
    assert "=1+1.xlsx" in texts(found["交回登记"])
    assert "@SUM(1)" in texts(found["交回登记"])


def test_when_all_has_come_the_lists_say_so(tmp_path: Path) -> None:
    handouts = came.handouts()[:2]
    files = [came.file(f"{h.id}.xlsx", came.form(h.id)) for h in handouts]
    found = loaded(book(tmp_path, status_of(world.CYCLE, handouts, files)))
    assert "√ 全部交回，共 2 人。" in texts(found["交回情况"])
    assert "√ 全部交回。" in texts(found["未交与退回"])


def test_when_nothing_has_come_the_register_says_so(tmp_path: Path) -> None:
    found = loaded(book(tmp_path, status_of(world.CYCLE, came.handouts(), ())))
    assert "还没有收到文件。" in texts(found["交回登记"])


def test_units_have_no_departments_positions_or_empty_columns(tmp_path: Path) -> None:
    branches = world.branches()
    handouts = [
        replace(came.handout(r.appraisee.id), department="", position="", name=r.appraisee.name)
        for r in branches.results
    ]
    status = status_of(branches.cycle, handouts, ())
    found = loaded(book(tmp_path, status, branches.scheme))
    assert [row["部门"] for row in rows(found["交回情况"], "部门")] == ["全部"]
    table = rows(found["未交与退回"], "序号")
    assert list(table[0]) == ["None", "序号", "编号", "单位", "考核表", "情况", "要做的事"]
    assert table[0]["要做的事"] == "请尽快交回客户服务部。"


def test_it_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path)
    before = path.read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(OSError, match="no room"):
        book(tmp_path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["催交清单.xlsx"]
