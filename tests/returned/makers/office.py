"""What people do to a form in LibreOffice, with the mouse: a source, and the steps of engines/office.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpixl.model.submission import Raw
from tests.returned.makers.bench import ZHOU, Bench

S, SHOP = "001 周小舟", "011 郑晓"
H, SMALL = "honest-001.xlsx", "honest-011.xlsx"
Step = Sequence[Any]


@dataclass(frozen=True)
class Job:
    """A workbook, what is done to it in LibreOffice, and how it is saved: as its name says, unless `kind`."""

    source: str
    steps: Sequence[Step] = ()
    kind: str = ""
    password: str = ""


FREE: Step = ("unprotect", S)
"""Nobody can insert a row before doing this."""

CELLS = {
    "客户满意度.平均分@": "M11",
    "客诉率.客诉件数@": "M12",
    "客诉率.服务客户@": "M13",
    "回访率.当月回访率@": "M14",
    "差错率.当月差错率@": "M15",
    "工作态度.评级@": "M16",
    "业务收入.当月收入@": "M19",
    "月报报送.报送日期@": "M20",
    "重点工作.完成情况@": "M21",
    "事件登记.日期.1@": "C33",
    "事件登记.事由.1@": "G33",
    "事件登记.依据.1@": "L33",
}
"""Where the entries of 001 stand on the form as it is handed out."""


def _plain(value: Raw) -> Any:
    return value if isinstance(value, str) or value is None else float(value)


TYPING: Sequence[Step] = tuple(("set", S, cell, _plain(ZHOU[raw])) for raw, cell in CELLS.items())


def _set(cell: str, value: Any) -> tuple[Step, ...]:
    return (FREE, ("set", S, cell, value), ("protect", S))


JOBS: dict[str, Job] = {
    # Saved again, in every format that it has.
    "office.xlsx": Job(H),
    "office.xls": Job(H),
    "office.ods": Job(H),
    "office.csv": Job("unrelated.xlsx"),
    "office-page.xls": Job("unrelated.xlsx", kind=".html"),
    "office.pdf": Job("unrelated.xlsx"),
    "office-password.xls": Job("honest-011.xlsx", password="2026"),
    "office-password.ods": Job("honest-011.xlsx", password="2026"),
    "office-filled.xlsx": Job("blank-001.xlsx", TYPING),
    "office-filled.ods": Job("blank-001.xlsx", TYPING),
    # Rows and columns.
    "row-above.xlsx": Job(SMALL, (("unprotect", SHOP), ("insert_rows", SHOP, 4, 2))),
    "row-in-table.xlsx": Job(H, (FREE, ("insert_rows", S, 15))),
    "row-in-table.xls": Job(SMALL, (("unprotect", SHOP), ("insert_rows", SHOP, 13))),
    "rows-in-and-out.ods": Job(H, (FREE, ("insert_rows", S, 4, 3), ("delete_rows", S, 11))),
    "column-in.xlsx": Job(H, (FREE, ("insert_columns", S, "L"))),
    "column-before.xlsx": Job(SMALL, (("unprotect", SHOP), ("insert_columns", SHOP, "A", 2))),
    "item-deleted.xlsx": Job(H, (FREE, ("delete_rows", S, 14))),
    "part-deleted.xlsx": Job(H, (FREE, ("delete_rows", S, 13))),
    "keys-deleted.xlsx": Job(SMALL, (("unprotect", SHOP), ("delete_columns", SHOP, "A"))),
    "signatures-deleted.xlsx": Job(H, (FREE, ("delete_rows", S, 41, 5))),
    "log-sorted.xlsx": Job(
        "full-log.xlsx", (FREE, ("unmerge", S, "A33:V35"), ("sort", S, "C33:N35", 0, False))
    ),
    "items-sorted.xlsx": Job(H, (FREE, ("unmerge", S, "A14:V16"), ("sort", S, "A14:BZ16", 2))),
    "item-moved.xlsx": Job(
        H,
        (FREE, ("insert_rows", S, 17), ("move_range", S, "A14:BZ14", "A17"), ("delete_rows", S, 14)),
    ),
    "entry-cut.xlsx": Job(H, (FREE, ("move_range", S, "M14", "M15"))),
    "columns-swapped.xlsx": Job(
        H, (FREE, ("unmerge", S, "B9:V28"), ("insert_columns", S, "M"), ("move_range", S, "O9:O24", "M9"))
    ),
    "split.xlsx": Job(H, (FREE, ("unmerge", S, "B1:V47"))),
    # Sheets.
    "sheet-renamed.xlsx": Job(SMALL, (("rename", SHOP, "11月考核表"),)),
    "sheets-reordered.ods": Job(SMALL, (("move", SHOP, 2),)),
    "sheet-copied.xlsx": Job(SMALL, (("copy", SHOP, f"{SHOP} (2)", 1),)),
    "sheet-copied-changed.xlsx": Job(SMALL, (("copy", SHOP, "改", 0), ("set", "改", "H15", 95.0))),
    "unrelated.ods": Job("unrelated.xlsx"),
    "collected.xlsx": Job(
        "unrelated.ods",
        (
            ("take", "honest-001.xlsx", S, 0),
            ("take", "honest-002.xlsx", "002 欧阳若兰", 1),
            ("take", "honest-A-03.xlsx", "A-03 吴越", 2),
        ),
    ),
    "collected.xls": Job("honest-011.xlsx", (("take", "honest-012.xlsx", "012 冯立", 0),)),
    "colleague-inside.xlsx": Job(
        H, (("take", "honest-002.xlsx", "002 欧阳若兰", 0), ("remove", S), ("rename", "002 欧阳若兰", S))
    ),
    "sheet-added.xlsx": Job(
        SMALL, (("add", "草稿", 1), ("set", "草稿", "B2", "95+6"), ("set", "草稿", "B3", 101.0))
    ),
    "department-two-deleted.xlsx": Job(
        "department.xlsx", (("remove", "001 周小舟"), ("remove", "A-03 吴越"))
    ),
    "department-reordered.xls": Job("shops.xlsx", (("move", "012 冯立", 0), ("rename", SHOP, "门店"))),
    # Shown and hidden, guarded and not.
    "rows-hidden.xlsx": Job(H, (FREE, ("hide_rows", S, 12, 13), ("protect", S))),
    "filtered.xlsx": Job(H, (FREE, ("filter", S, "B9:V23", 0, "1"), ("protect", S))),
    "unprotected.xlsx": Job(SMALL, (("unprotect", SHOP),)),
    "columns-shown.xlsx": Job(
        SMALL,
        (
            ("unprotect", SHOP),
            ("show_columns", SHOP, "L", "BZ"),
            ("show_columns", SHOP, "A", "A"),
            ("protect", SHOP),
        ),
    ),
    # What nobody should touch.
    "weight.xlsx": Job(H, _set("K11", 25.0)),
    "target.xlsx": Job(H, _set("D14", 95.0)),
    "own-target.xlsx": Job(H, _set("M7", 1500.0)),
    "standard.xlsx": Job(
        SMALL, (("unprotect", SHOP), ("set", SHOP, "D15", "检查得分达到80分的，得满分。"), ("protect", SHOP))
    ),
    "pay-base.xlsx": Job(H, _set("U7", 5000.0)),
    "title.xlsx": Job(
        H,
        (
            FREE,
            ("set", S, "B2", "客服部考核表（改）"),
            ("set", S, "C6", "销售部"),
            ("set", S, "C14", "回访率（改）"),
        ),
    ),
    "total-overwritten.ods": Job(H, _set("N24", 99.0)),
    "formula-altered.ods": Job(H, _set("N14", {"formula": "=MIN(15;M14/90*15)"})),
    "carrier-overwritten.xlsx": Job(H, _set("BA14", 98.0)),
    # Lost.
    "names-dropped.xlsx": Job(SMALL, (("drop_names",),)),
    "list-removed.xlsx": Job(SMALL, (("remove", "_kpixl"),)),
    "labels-only.xlsx": Job(H, (FREE, ("drop_names",), ("delete_columns", S, "A"))),
    "all-lost.xlsx": Job(
        H,
        (FREE, ("drop_names",), ("drop_properties",), ("remove", "_kpixl"), ("delete_columns", S, "A")),
    ),
    "marker-only.xls": Job(
        SMALL, (("drop_names",), ("drop_properties",), ("remove", "_kpixl"), ("rename", SHOP, "表"))
    ),
    # More than was asked for.
    "commented.xlsx": Job(SMALL, (("comment", SHOP, "H15", "巡店两次，取平均。"),)),
    "below-log.xlsx": Job(
        "full-log.xlsx",
        (
            FREE,
            ("insert_rows", S, 36),
            ("set", S, "C36", 46346.0),
            ("set", S, "G36", "滞留工单"),
            ("protect", S),
        ),
    ),
    "beside-form.xlsx": Job(
        H, (FREE, ("set", S, "BK12", "少算一户"), ("set", S, "D42", "见附件"), ("protect", S))
    ),
    "remarks.xlsx": Job(H, (("set", S, "V11", "样本比上月多"), ("set", S, "V14", "=不是公式"))),
    "linked.xlsx": Job(H, (("link", S, "M11", "unrelated.xlsx", "$Sheet1.B2"),)),
    "percent-format.xlsx": Job(H, (("set", S, "M14", 0.95), ("format", S, "M14", "0.00%"))),
    "percent-format.ods": Job(H, (("set", S, "M14", 0.95), ("format", S, "M14", "0.00%"))),
    "as-text.xls": Job(H, (("set", S, "M11", "95分"), ("set", S, "M13", "1,200"))),
    "macros.xlsm": Job("honest-011.xlsx", (("macro", "Module1", "Sub 汇总()\n    Beep\nEnd Sub\n"),)),
    "formula-entry.ods": Job(H, (("set", S, "M13", {"formula": "=700+500"}),)),
}
"""By the name of the file that comes of it."""


def run(bench: Bench) -> None:
    """Does every job in one LibreOffice."""
    bench.office([_told(bench, name, job) for name, job in JOBS.items()])


def _told(bench: Bench, name: str, job: Job) -> dict[str, Any]:
    steps = [[_file(bench, step[0], part) for part in step] for step in job.steps]
    source, out = str(_workbook(bench, job.source)), str(bench.files / name)
    return {"source": source, "out": out, "steps": steps, "as": job.kind, "password": job.password}


def _file(bench: Bench, verb: str, part: Any) -> Any:
    """Steps name other workbooks of the corpus."""
    is_file = verb in ("take", "link") and isinstance(part, str) and part.endswith(".xlsx")
    return str(_workbook(bench, part)) if is_file else part


def _workbook(bench: Bench, name: str) -> Path:
    """A workbook of the corpus; those that an earlier job makes are not there yet."""
    return bench.files / name if name in JOBS else bench.made(name)
