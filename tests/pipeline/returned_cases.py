"""What can be wrong with what comes back: a way to bring it about, and the finding it must give.

Each way spoils the returned folder of a small cycle and gives the paths to collect, if not that folder.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kpixl.model.days import parse_moment
from kpixl.model.submission import Raw
from kpixl.pipeline.make import Options as MakeOptions
from kpixl.pipeline.make import make_template
from tests.pipeline.world import (
    ASKED,
    BOOK,
    CARS,
    COMPLAINTS,
    CONTENT,
    CUSTOMERS,
    FORM,
    GOAL,
    LABELS,
    LOG_FORM,
    NAME,
    NUMBER,
    RATING,
    SALES,
    SALES_SCORE,
    TIMES_FORM,
    TOTAL,
    WEIGHT,
    World,
    change,
    fixed,
    make_world,
    nothing,
    pack,
    parts_of,
    put,
    row_of,
    write_csv,
)
from tests.sheets.books import packed
from tests.sheets.compounds import compound

ROSTERS = Path(__file__).parents[1] / "data/rosters"
BOOKS = ROSTERS.parent / "books"

Spoil = Callable[[World, pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Case:
    """A code, how to bring it about, and where and what it says."""

    code: str
    spoil: Spoil
    place: str
    message: str
    title: str = ""
    scheme: str = "world"
    passwords: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.code + (f" {self.title}" if self.title else "")


def at(cell: str = "", sheet: str = "001 欧阳晓燕", file: str = "001.xlsx") -> str:
    """The place as a person reads it."""
    return f"{file}「{sheet}」{cell}"


def written(name: str, data: bytes) -> Spoil:
    """A file of these bytes."""
    return lambda world, _: (world.returned / name).write_bytes(data) and None


def copied(name: str) -> Spoil:
    """One of the rosters."""
    return lambda world, _: shutil.copy(ROSTERS / name, world.returned) and None


def book(name: str) -> Spoil:
    """One of the workbooks in several formats."""
    return lambda world, _: shutil.copy(BOOKS / name, world.returned) and None


def zipped(name: str, parts: dict[str, bytes]) -> Spoil:
    """An archive of these parts."""
    return lambda world, _: pack(world.returned / name, parts) and None


def torn_member(world: World, _: pytest.MonkeyPatch) -> None:
    data = packed({"张三.xlsx": b"x" * 99})
    (world.returned / "全部.zip").write_bytes(
        data.replace(zlib.crc32(b"x" * 99).to_bytes(4, "little"), b"none")
    )


def nested(world: World, _: pytest.MonkeyPatch) -> None:
    data = packed({"张三.xlsx": b"x"})
    for depth in (1, 2, 3):
        data = packed({f"{depth}.zip": data})
    (world.returned / "全部.zip").write_bytes(data)


def many_members(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpixl.safety.containers.MAX_MEMBERS", 2)
    pack(world.returned / "全部.zip", {f"{number}.xlsx": b"x" for number in range(3)})


def typed(**entries: Raw) -> Spoil:
    """The form of 001 with these entries, by the last words of their ids ("件数" after "客诉")."""

    def spoil(world: World, _: pytest.MonkeyPatch) -> None:
        world.fill("001", entries={f"{label(name)}@": value for name, value in entries.items()})

    return spoil


def label(name: str) -> str:
    """The id of an input of the form for sales."""
    return LABELS[name]


def edited(edit: Callable[[Path], object], **entries: Raw) -> Spoil:
    """The form of 001 with its file edited afterwards."""

    def spoil(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(**entries)(world, monkeypatch)
        edit(world.returned / "001.xlsx")

    return spoil


def cell(address: str, inside: str, kind: str = "") -> Spoil:
    """The form of 001 with this XML in a cell."""
    return edited(lambda path: put(path, address, inside, kind))


def logged(*rows: Mapping[str, Raw]) -> Spoil:
    """The form of 001 by the scheme of logs with these rows from the first on."""
    entries = {
        f"时限登记.{column}.{number}@": value
        for number, row in enumerate(rows, 1)
        for column, value in row.items()
    }
    return lambda world, _: world.fill("001", entries=entries) and None


def edited_log(edit: Callable[[Path], object]) -> Spoil:
    """The form of 001 by the scheme of logs with its file edited afterwards."""
    return lambda world, _: edit(world.fill("001")) and None


def replaced(part: str, old: str, new: str, **entries: Raw) -> Spoil:
    """The form of 001 with a text of a part replaced."""
    return edited(lambda path: change(path, part, lambda text: text.replace(old, new)), **entries)


def unreadable(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path, open_ = world.fill("001"), Path.open

    def refuse(self: Path, *args: object, **options: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return open_(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refuse)


def unreadable_folder(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.fill("001")
    (world.returned / "销售部").mkdir()
    scan = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("销售部"):
            raise PermissionError(13, "Permission denied", "销售部")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)


def half(world: World, _: pytest.MonkeyPatch) -> None:
    path = world.fill("001")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def bomb(world: World, _: pytest.MonkeyPatch) -> None:
    path = world.fill("001")
    pack(path, {**parts_of(path), FORM: b"<worksheet>" + b" " * (20 * 2**20) + b"</worksheet>"})


def entities(world: World, _: pytest.MonkeyPatch) -> None:
    doctype = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    change(world.fill("001"), BOOK, lambda text: text.replace("<workbook", doctype + "<workbook", 1))


def repeated(world: World, _: pytest.MonkeyPatch) -> None:
    shutil.copy(world.fill("001"), world.returned / "001 副本.xlsx")


def other_cycle(world: World, _: pytest.MonkeyPatch) -> None:
    folder = world.folder.parent
    other, _made = make_world(folder / "十二月", "perf-pay-100", write_csv(folder / "名册.csv"), "2026-12")
    shutil.copy(other.fill("001"), world.returned)


def other_scheme(world: World, _: pytest.MonkeyPatch) -> None:
    folder = world.folder.parent
    (folder / "方案.yaml").write_text(world.held.definition.replace("from: 90", "from: 91"), encoding="utf-8")
    roster = write_csv(folder / "名册.csv")
    other, _made = make_world(folder / "新方案", str(folder / "方案.yaml"), roster, "2026-11")
    shutil.copy(other.fill("001"), world.returned)


def unreadable_version(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of an earlier making, whose scheme this version of kpixl does not understand any more."""
    world.fill("001")
    base = world.folder.parent
    (base / "方案.yaml").write_text(world.held.definition.replace("from: 90", "from: 91"), encoding="utf-8")
    roster, options = write_csv(base / "名册.csv"), MakeOptions(revise=True)
    made, findings = make_template(str(base / "方案.yaml"), roster, "2026-11", world.folder, options, nothing)
    assert made is not None, findings
    monkeypatch.setattr("kpixl.pipeline.versions.prepare_text", lambda *_: (None, ()))


def made_elsewhere(rows: tuple[tuple[str, ...], ...]) -> Spoil:
    """A form of the same scheme and month, made by somebody else for other people, comes here."""

    def spoil(world: World, _: pytest.MonkeyPatch) -> None:
        folder = world.folder.parent
        roster = write_csv(folder / "名册.csv", rows)
        other, _made = make_world(folder / "另一家公司", "perf-pay-100", roster, "2026-11")
        shutil.copy(other.fill(rows[0][0], name="001.xlsx"), world.returned)

    return spoil


def twice(change_entry: Mapping[str, Raw], saved: str = "") -> Spoil:
    """A second form of 001, saved again (or later) with some other entries."""

    def spoil(world: World, _: pytest.MonkeyPatch) -> None:
        world.fill("001")
        entries = {f"{label(name)}@": value for name, value in change_entry.items()}
        path = world.fill("001", name="001 新.xlsx", entries=entries)
        stamp = saved or "2026-12-03T08:00:00Z"
        change(path, "docProps/core.xml", lambda text: text.replace("2000-01-01T00:00:00Z", stamp))

    return spoil


def second_mark(text: str, new: str) -> Callable[[Path], Path]:
    """The hidden mark in the sheet, changed."""

    def edit(path: Path) -> Path:
        mark = f"kpixl:2:{text}"
        strings = parts_of(path)["xl/sharedStrings.xml"].decode()
        start = strings.index("kpixl:2:")
        whole = strings[start : strings.index("<", start)]
        assert text in whole, mark
        return change(
            path, "xl/sharedStrings.xml", lambda all_: all_.replace(whole, whole.replace(text, new), 1)
        )

    return edit


def no_marks(path: Path) -> Path:
    """A form whose hidden column, list of sheets and properties are gone."""
    parts = parts_of(path)
    for name, data in parts.items():
        if name.endswith(".xml"):
            parts[name] = data.replace(b"kpixl:2:", b"")
    return pack(path, parts)


def without_names(path: Path) -> Path:
    """A workbook that has lost its names."""
    return change(path, BOOK, lambda text: text.replace("kpx_1_", "x_"))


def row_lost(path: Path) -> Path:
    """A row with an input was deleted: its name refers to nothing, and its key is gone."""
    put(path, f"A{row_of(CARS)}", "")
    return change(path, BOOK, lambda text: text.replace(f"'001 欧阳晓燕'!{fixed(CARS)}", "#REF!"))


def choice(value: Raw) -> Spoil:
    """The form of 001 with this rating."""
    return lambda world, _: world.fill("001", entries={"工作态度.评级@": value}) and None


def moment(id_: str, value: str) -> Spoil:
    """The form of 001 with this in the cell of a date: a moment if it is one, else as it is."""
    typed = parse_moment(value)
    entry: Raw = value if typed is None else typed
    return lambda world, _: world.fill("001", entries={f"{id_}@": entry}) and None


CALLED_BACK = ("客户回访.受理日期@", "客户回访.回访日期@")
"""What stays blank when nobody had to be called back; the item is then left out."""


def by_openpyxl(path: Path) -> None:
    """Saved by a program that does not calculate."""
    openpyxl.load_workbook(path).save(path)


def in_percent(path: Path, address: str) -> None:
    """The whole typed as 100%: a spreadsheet keeps 1 and shows it as a percentage."""
    book = openpyxl.load_workbook(path)
    cell = book.worksheets[0][address]
    cell.value, cell.number_format = 1, "0%"
    book.save(path)


def in_format(path: Path, address: str, value: float, form: str) -> None:
    """What a spreadsheet makes of 11-21 or 12:30: a number, shown as a day or a time."""
    book = openpyxl.load_workbook(path)
    cell = book.worksheets[0][address]
    cell.value, cell.number_format = value, form
    book.save(path)


LAST_OF_LOG = row_of(LOG_FORM["事件扣分.日期.4"])


def below_the_log(path: Path) -> None:
    """A fifth event, typed right below the four rows that there are."""
    book = openpyxl.load_workbook(path)
    for column, value in zip("CEG", ("2026-11-21", "滞留工单", 2), strict=True):
        book.worksheets[0][f"{column}{LAST_OF_LOG + 1}"] = value
    book.save(path)


def filled_in_unseen(path: Path) -> None:
    """Filled in by a program that keeps the results as they are."""
    for address in (SALES, CUSTOMERS, COMPLAINTS, CARS, CONTENT, ASKED):
        put(path, address, "<v>10</v>")


CASES = (
    Case(
        "entry-not-a-date", moment("抢修到达.到达时间", "昨天下午"),
        at(TIMES_FORM["抢修到达.到达时间"]),
        "“抢修到达·到达时间”填的是“昨天下午”，应为日期和时间。", scheme="times",
    ),
    Case(
        "entry-not-a-date",
        lambda world, _: world.fill("001", entries={"停电报送.报送日期@": Fraction(2026113)}) and None,
        at(TIMES_FORM["停电报送.报送日期"]),
        "“停电报送·报送日期”填的是“7447-04-22”，应为日期。", title="digits", scheme="times",
    ),
    Case(
        "entry-with-time", moment("停电报送.报送日期", "2026-11-03 08:30"),
        at(TIMES_FORM["停电报送.报送日期"]),
        "“停电报送·报送日期”填的是 2026-11-03 08:30，应为日期，不带时间。", scheme="times",
    ),
    Case(
        "entry-outside-period", moment("抢修到达.报修时间", "2026-12-01 00:00"),
        at(TIMES_FORM["抢修到达.报修时间"]),
        "“抢修到达·报修时间”填的是 2026-12-01 00:00，应为本期内的时间。", scheme="times",
    ),
    Case(
        "entry-outside-period", moment("客户回访.受理日期", "2026-10-31"),
        at(TIMES_FORM["客户回访.受理日期"]),
        "“客户回访·受理日期”填的是 2026-10-31，应为本期内的日期。", title="before", scheme="times",
    ),
    Case(
        "item-beyond-calendar", moment("客户回访.回访日期", "2028-11-24"),
        at(TIMES_FORM["客户回访.受理日期"]),
        "“客户回访”不能计算：有日期离考核期太远，数不出工作日。", scheme="times",
    ),
    Case(
        "nothing-assessed", moment("停电报送.报送日期", "2025-07-01"), at(), "各项本期都不考核，没有总分。",
        scheme="times",
    ),
    Case(
        "money-not-computable",
        lambda world, _: world.fill("001", entries=dict.fromkeys(CALLED_BACK)) and None,
        at(), "“回访超期”的金额算不出来：它用到的数不能计算（如分母为 0，或花名册没有填）。",
        scheme="times",
    ),
    Case("file-unreadable", unreadable, "001.xlsx", "文件打不开。"),
    Case("file-empty", written("001.xlsx", b""), "001.xlsx", "文件是空的（0 字节）。"),
    Case("file-damaged", half, "001.xlsx", "文件不完整或已损坏。"),
    Case("file-encrypted", book("加密.xlsx"), "加密.xlsx", "文件加了密码，读不出来。"),
    Case("file-encrypted", book("加密.xls"), "加密.xls", "文件加了密码，读不出来。", title="xls"),
    Case("file-encrypted", book("加密.ods"), "加密.ods", "文件加了密码，读不出来。", title="ods"),
    Case(
        "file-password-wrong", book("加密.xlsx"), "加密.xlsx", "文件加了密码，给出的密码打不开它。",
        passwords=("错的",),
    ),
    Case(
        "file-other-format", zipped("表.xlsx", {"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"\x83"}),
        "表.xlsx", "文件是 .xlsb 格式，读不了。",
    ),
    Case("file-too-large", bomb, "001.xlsx", "文件大得不像考核表，没有打开。"),
    Case("file-with-entities", entities, "001.xlsx", "文件里有考核表不会有的内容，为安全没有打开。"),
    Case("file-not-a-workbook", written("表.xlsx", b"%PDF-1.7\n"), "表.xlsx", "不是 Excel 工作簿。"),
    Case(
        "file-not-a-workbook", written("信.xlsx", compound({"WordDocument": b"x"})),
        "信.xlsx", "不是 Excel 工作簿。", title="old letter",
    ),
    Case(
        "file-archive", written("全部.rar", b"Rar!\x1a\x07\x01"), "全部.rar",
        "这是 .zip 以外的压缩包，没有读取。",
    ),
    Case("archive-empty", zipped("全部.zip", {}), "全部.zip", "压缩包里没有文件。"),
    Case(
        "archive-file-locked", book("加密.zip"), "加密.zip",
        "压缩包里的“销售部/张三.xlsx”加了密码，没有读取。",
    ),
    Case(
        "archive-file-password-wrong", book("加密.zip"), "加密.zip",
        "压缩包里的“销售部/张三.xlsx”加了密码，给出的密码打不开它。", passwords=("错的",),
    ),
    Case("archive-file-damaged", torn_member, "全部.zip", "压缩包里的“张三.xlsx”解不开。"),
    Case(
        "archive-file-too-large", zipped("全部.zip", {"张三.xlsx": bytes(20 * 2**20)}), "全部.zip",
        "压缩包里的“张三.xlsx”大得不像考核表，没有打开。",
    ),
    Case(
        "archive-too-deep", nested, "全部.zip",
        "压缩包“3.zip/2.zip/1.zip”套在好几层压缩包里，没有再拆开。",
    ),
    Case(
        "archive-too-large", many_members, "全部.zip", "压缩包里的文件太多，或者解开后太大，没有读完。",
    ),
    Case(
        "file-unrelated", copied("分公司名单.xlsx"), "分公司名单.xlsx", "这个工作簿里没有本系统发出的考核表。"
    ),
    Case("file-repeated", repeated, "001.xlsx", "内容与“001 副本.xlsx”完全相同，只计一次。"),
    Case("folder-unreadable", unreadable_folder, "销售部", "文件夹打不开，里面的文件没有读。"),
    Case("sheet-other-cycle", other_cycle, at(), "这是另一期的考核表，没有计入。"),
    Case(
        "sheet-version-unreadable", unreadable_version, at(),
        "这张表是本期发出的，但发表时的那个方案，这个版本的 kpixl 读不出来，没有计入。",
    ),
    Case(
        "sheet-other-scheme", other_scheme, at(),
        "这张表是按另一个方案做的，或不是在这个文件夹里发出的，没有计入。",
    ),
    Case(
        "sheet-unknown-form",
        made_elsewhere((("004", "赵强", "销售部", "销售顾问", "4100", "2023-03-01"),)),
        at(sheet="004 赵强"), "这张表（sales）不在本期的发放清单里，没有计入。",
    ),
    Case(
        "person-unexpected",
        made_elsewhere((("005", "周婷", "销售部", "销售顾问", "3000", "2023-03-01"),)),
        at(sheet="005 周婷"), "编号 005 不在本期的发放清单里，没有计入。",
    ),
    Case(
        "person-twice", twice({"sales": Fraction(60)}), at(file="001 新.xlsx"),
        "001 交回了不止一份，所填不同；采用这份（保存得较晚），没有采用“001.xlsx”。",
    ),
    Case(
        "person-twice", twice({"sales": None}), at(),
        "001 交回了不止一份，所填不同；采用这份（只有这份能算出结果），没有采用“001 新.xlsx”。",
        title="blank",
    ),
    Case(
        "person-twice", twice({"sales": Fraction(60)}, saved="2000-01-01T00:00:00+00:00"),
        at(file="001 新.xlsx"),
        "001 交回了不止一份，所填不同；采用这份（保存时间相同，按名称排在前面），没有采用“001.xlsx”。",
        title="same time",
    ),
    Case(
        "form-not-counted", twice({"sales": Fraction(60)}), at(),
        "001 交回了不止一份，没有采用这份；采用的是“001 新.xlsx”。",
    ),
    Case(
        "person-twice-same", twice({}), at(),
        "001 交回了不止一份，这份与“001 新.xlsx”所填完全相同，只计一次。",
    ),
    Case("identity-lost", edited(no_marks), at(), "看不出这张表是发给谁的，没有计入。"),
    Case(
        "identity-marks-differ", edited(second_mark(":001", ":002")), at(),
        "表内的几处标记指向不同的人：001、002，没有计入。",
    ),
    Case(
        "identity-cycles-differ", edited(second_mark(":sales:", ":service:")), at(),
        "表内的几处标记指向不同的考核期或方案，没有计入。",
    ),
    Case(
        "identity-number-changed", cell(NUMBER, "<v>002</v>", "str"), at(NUMBER),
        "表上的编号是 002，而这张表是发给 001 的，没有计入。",
    ),
    Case(
        "identity-name-changed", cell(NAME, "<v>王小明</v>", "str"), at(NAME),
        "表上的姓名是“王小明”，而编号 001 是“欧阳晓燕”；按编号计入。",
    ),
    Case(
        "cells-found-by-keys", edited(without_names), at(),
        "工作簿里的名称丢了或对不上，是按隐藏的键列找到填写格的。",
    ),
    Case("cell-lost", edited(row_lost), at(), "找不到“客诉率·成交台数”的填写格。"),
    Case("entry-blank", typed(complaints=None), at(COMPLAINTS), "“客诉率·客诉件数”还没填。"),
    Case(
        "entry-not-a-number", typed(sales="还可以"), at(SALES),
        "“销售过程服务满意度·回访平均分”填的是“还可以”，应为0至100。",
    ),
    Case(
        "entry-not-a-number", cell(SALES, "<v>1</v>", "b"), at(SALES),
        "“销售过程服务满意度·回访平均分”填的是“TRUE”，应为0至100。", title="truth",
    ),
    Case(
        "entry-number-as-text", typed(sales="9" * 16), at(SALES),
        "“销售过程服务满意度·回访平均分”填的“9999999999999999”是文本，不是数字。",
    ),
    Case(
        "entry-number-as-text", typed(sales="８" * 16), at(SALES),
        "“销售过程服务满意度·回访平均分”填的“８８８８８８８８８８８８８８８８”是文本，不是数字。",
        title="full width",
    ),
    Case(
        "entry-not-whole", typed(complaints=Fraction(3, 2)), at(COMPLAINTS),
        "“客诉率·客诉件数”填的是 1.5，应为0或正整数。",
    ),
    Case(
        "entry-out-of-range", typed(sales=Fraction(920)), at(SALES),
        "“销售过程服务满意度·回访平均分”填的是 920，应为0至100。",
    ),
    Case(
        "entry-out-of-range", typed(cars=Fraction(-1)), at(CARS),
        "“客诉率·成交台数”填的是 -1，应为0或正整数。", title="negative",
    ),
    Case(
        "entry-error", cell(SALES, "<f>1/0</f><v>#DIV/0!</v>", "e"), at(SALES),
        "“销售过程服务满意度·回访平均分”是出错的公式（#DIV/0!）。",
    ),
    Case(
        "entry-formula", cell(SALES, "<f>90+2</f><v>92</v>"), at(SALES),
        "“销售过程服务满意度·回访平均分”填的是公式（=90+2），按它的结果 92 计。",
    ),
    Case(
        "entry-formula-empty", cell(SALES, "<f>90+2</f>"), at(SALES),
        "“销售过程服务满意度·回访平均分”填的是公式（=90+2），但文件里没有它的结果。",
    ),
    Case(
        "entries-disagree", typed(content=Fraction(40), asked=Fraction(30)), at(CONTENT),
        "“客诉处理满意度”的填写不对：满意件数不能多于回访件数。",
    ),
    Case(
        "item-not-computable", typed(complaints=Fraction(0), cars=Fraction(0)), at(COMPLAINTS),
        "“客诉率”不能计算：分母为 0。",
    ),
    Case(
        "item-without-target", lambda world, _: world.fill("001") and None, at("H10"),
        "“满意度”不能计算：花名册里没有他大于 0 的目标值。", scheme="targets",
    ),
    Case(
        "entries-unusual",
        lambda world, _: world.fill("002", entries={"答卷.份数@": Fraction(12)}) and None,
        at("H12", "002 王小明", "002.xlsx"), "“答卷”请留意：只有12份，少于30份。", scheme="targets",
    ),
    Case(
        "shown-differs", replaced(FORM, "<v>26.666666666666668</v>", "<v>30</v>", sales=Fraction(80)),
        at(SALES_SCORE), "“销售过程服务满意度得分”表上显示 30.00，重算为 26.67；以重算为准。",
    ),
    Case(
        "formula-overwritten",
        edited(lambda path: put(path, TOTAL, "<v>100</v>"), **dict.fromkeys(LABELS, Fraction(50))), at(TOTAL),
         "“绩效分数”的公式被改成了固定的 100.00，重算为 53.41；以重算为准。",
    ),
    Case(
        "results-not-recalculated", edited(by_openpyxl), at(),
        "文件里没有计算结果（由不会计算的程序保存），已全部重算。",
    ),
    Case(
        "entry-not-a-choice", choice("尚可"), at(RATING),
        "“工作态度·评级”填的是“尚可”，应为优、良、中、可、差之一。", scheme="kinds",
    ),
    Case(
        "entry-not-a-choice", choice(Fraction(6)), at(RATING),
        "“工作态度·评级”填的是“6”，应为优、良、中、可、差之一。", title="number", scheme="kinds",
    ),
    Case("entry-blank", choice("　 "), at(RATING), "“工作态度·评级”还没填。", title="spaces", scheme="kinds"),
    Case(
        "entry-like-a-share",
        lambda world, _: world.fill("001", entries={"本月目标.权重.1@": Fraction("0.4")}) and None,
        at(WEIGHT), "“本月目标·权重第1行”填的是 0.4，单位是 %；按 0.4% 计。", scheme="kinds",
    ),
    Case(
        "entry-normalised", typed(sales="９２ 分"), at(SALES),
        "“销售过程服务满意度·回访平均分”填的是“９２ 分”，按 92 计（全角改半角、去掉单位）。",
    ),
    Case(
        "entry-normalised", typed(complaints="两件"), at(COMPLAINTS),
        "“客诉率·客诉件数”填的是“两件”，按 2 计（中文数字、去掉单位）。", title="Chinese",
    ),
    Case(
        "entry-normalised", choice("良好"), at(RATING),
        "“工作态度·评级”填的是“良好”，按 良 计（同义的选项）。", title="choice", scheme="kinds",
    ),
    Case(
        "entry-normalised", choice(Fraction(5)), at(RATING),
        "“工作态度·评级”填的是“5”，按 优 计（等次对应的数）。", title="level", scheme="kinds",
    ),
    Case(
        "entry-normalised", edited(lambda path: in_percent(path, WEIGHT)), at(WEIGHT),
        "“本月目标·权重第1行”填的是“100%”，按 100 计（按百分比格式）。", title="percentage", scheme="kinds",
    ),
    Case(
        "entry-normalised", moment("抢修到达.到达时间", "2026年11月3日 下午2:05"),
        at(TIMES_FORM["抢修到达.到达时间"]),
        "“抢修到达·到达时间”填的是“2026年11月3日 下午2:05”，按 2026-11-03 14:05 计（中文写法的时间）。",
        title="time", scheme="times",
    ),
    Case(
        "entry-normalised", moment("客户回访.受理日期", "11月3日"), at(TIMES_FORM["客户回访.受理日期"]),
        "“客户回访·受理日期”填的是“11月3日”，按 2026-11-03 计（按本期补年份）。",
        title="cycle", scheme="times",
    ),
    Case(
        "entry-unclear", typed(complaints="一百二"), at(COMPLAINTS),
        "“客诉率·客诉件数”填的是“一百二”，可能是 120，也可能是 102。",
    ),
    Case(
        "entry-unclear", typed(sales="95%"), at(SALES),
        "“销售过程服务满意度·回访平均分”填的是“95%”，可能是 95 分，也可能是满分的 95%。", title="percent",
    ),
    Case(
        "entry-unclear", typed(complaints="无"), at(COMPLAINTS),
        "“客诉率·客诉件数”填的是“无”，看不出是 0 还是没有数据。", title="nothing",
    ),
    Case(
        "entry-unclear", moment("客户回访.回访日期", "3/11/2026"), at(TIMES_FORM["客户回访.回访日期"]),
        "“客户回访·回访日期”填的是“3/11/2026”，可能是 2026-03-11，也可能是 2026-11-03。",
        title="date", scheme="times",
    ),
    Case(
        "entry-unclear", edited(lambda path: in_format(path, COMPLAINTS, 46347, 'm"月"d"日"')),
        at(COMPLAINTS),
        "“客诉率·客诉件数”填的是“2026-11-21”，是日期，不是数（11-21 这样的内容，Excel 会当成日期）。",
        title="a day by its format",
    ),
    Case(
        "entry-unclear", edited(lambda path: in_format(path, SALES, 0.52, "h:mm")), at(SALES),
        "“销售过程服务满意度·回访平均分”填的是“12:28”，是时间，不是数"
        "（12:28 这样的内容，Excel 会当成时间）。",
        title="a time by its format",
    ),
    Case(
        "entry-unclear", edited(lambda path: in_format(path, COMPLAINTS, 11, "yyyy-mm-dd")), at(COMPLAINTS),
        "“客诉率·客诉件数”填的是“11”，而这一格成了日期或时间的格式，表上看到的不是这个数。",
        title="a number by its format",
    ),
    Case(
        "entry-normalised",
        lambda world, _: in_format(world.fill("001"), GOAL, 46331, "m-d"), at(GOAL),
        "“本月目标第1行”填的是“46331”，按 2026-11-05 计（按日期格式）。", title="text", scheme="kinds",
    ),
    Case(
        "entry-repeated", logged(*({"单号": "A1", "受理": parse_moment("2026-11-06 09:00")},) * 2),
        at(LOG_FORM["时限登记.单号.2"]),
        "“时限登记·单号第2行”填的“A1”前面的行里已经有了，同一件事只能登记一次。",
        scheme="logs",
    ),
    Case(
        "entry-at-midnight", moment("抢修到达.到达时间", "2026-11-03"), at(TIMES_FORM["抢修到达.到达时间"]),
        "“抢修到达·到达时间”填的是 2026-11-03，没有写几点几分，或者正好是零点；按 2026-11-03 00:00 计。",
        scheme="times",
    ),
    Case(
        "results-stale", edited(filled_in_unseen, **dict.fromkeys(LABELS)), at(),
        "表上的结果还是没有填写时的样子：填好以后没有重新计算过，已全部重算。",
    ),
    Case(
        "rows-beyond-log", edited_log(below_the_log), at(f"C{LAST_OF_LOG + 1}"),
        f"“事件扣分”的行以外又填了内容，不会计入：第 {LAST_OF_LOG + 1} 行，"
        f"C{LAST_OF_LOG + 1}“2026-11-21”、E{LAST_OF_LOG + 1}“滞留工单”、G{LAST_OF_LOG + 1}“2”。"
        "这张表没有计入。",
        scheme="logs",
    ),
    Case("person-missing", typed(), "", "王小明（002）还没有交回。"),
)  # fmt: skip
