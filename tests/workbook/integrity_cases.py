"""What can be other than it was made in a returned form: a way to bring it about, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.pipeline.world import (
    BOOK,
    CARS,
    FORM,
    SALES,
    SALES_FORM,
    SALES_SCORE,
    change,
    pack,
    parts_of,
    put,
    row_of,
)

Edit = Callable[[Path], object]

STANDARD, WEIGHT, TARGET = (f"{column}{row_of(SALES)}" for column in "DEF")
BASE, DEPARTMENT = SALES_FORM["绩效基数"], SALES_FORM["部门"]
SECTION = f"B{row_of(SALES) - 1}"


@dataclass(frozen=True)
class Case:
    """A code, how to bring it about, and where and what it says."""

    code: str
    spoil: Edit
    cell: str
    message: str
    title: str = ""

    def __str__(self) -> str:
        return self.code + (f" {self.title}" if self.title else "")


def cell(address: str, inside: str, kind: str = "") -> Edit:
    """Other XML in a cell."""
    return lambda path: put(path, address, inside, kind)


def text(address: str, words: str) -> Edit:
    """A text in a cell."""
    return cell(address, f"<v>{words}</v>", "str")


def every(*edits: Edit) -> Edit:
    """One after the other."""

    def edit(path: Path) -> None:
        for one in edits:
            one(path)

    return edit


def formula(address: str, old: str, new: str) -> Edit:
    """A piece of a formula replaced."""
    pattern = re.compile(rf'(<c r="{address}"[^>]*><f>)(.*?)(</f>)')

    def edit(path: Path) -> None:
        change(path, FORM, lambda all_: pattern.sub(lambda m: m[1] + m[2].replace(old, new) + m[3], all_))

    return edit


def without(part: str, pattern: str) -> Edit:
    """Without some text of a part."""
    return lambda path: change(path, part, lambda all_: re.sub(pattern, "", all_))


def added(*rows: str) -> Edit:
    """Rows at the end of the sheet."""
    return lambda path: change(
        path, FORM, lambda all_: all_.replace("</sheetData>", "".join(rows) + "</sheetData>")
    )


def no_rows(*rows: int) -> Edit:
    """Rows emptied, as if they had been deleted at the end of the form."""
    return every(*(without(FORM, rf'<row r="{row}".*?</row>') for row in rows))


def attribute(tag: str, new: str) -> Edit:
    """An attribute put into a tag."""
    return lambda path: change(path, FORM, lambda all_: all_.replace(f"<{tag} ", f"<{tag} {new} ", 1))


RELS, STRINGS = "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def related(kind: str, target: str, data: bytes, rels: str = "") -> Edit:
    """A further part of the workbook, with its own relations."""

    def edit(path: Path) -> None:
        parts = parts_of(path)
        relation = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"/></Relationships>'
        parts[RELS] = parts[RELS].replace(b"</Relationships>", relation.encode())
        parts[f"xl/{target}"] = data
        if rels:
            folder, _, name = target.rpartition("/")
            parts[f"xl/{folder}/_rels/{name}.rels"] = rels.encode()
        pack(path, parts)

    return edit


OUTSIDE = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_KINDS}externalLinkPath" Target="file:///C:/%E5%8F%B0%E8%B4%A6.xlsx" '
    'TargetMode="External"/></Relationships>'
)
CASES = (
    Case("weight-altered", cell(WEIGHT, "<v>50</v>"), WEIGHT,
         "“销售过程服务满意度”的分值由 30 改成了 50；仍按方案计算。"),
    Case("weight-altered", cell(WEIGHT, "<f>15*2</f><v>30</v>"), WEIGHT,
         "“销售过程服务满意度”的分值由 30 改成了 =15*2；仍按方案计算。", title="same by a formula"),
    Case("weight-altered", cell("E24", "<v>120</v>"), "E24",
         "“合计”的分值由 100 改成了 120；仍按方案计算。", title="total"),
    Case("target-altered", cell(TARGET, "<v>60</v>"), TARGET,
         "“销售过程服务满意度”的目标由 90 改成了 60；仍按方案计算。"),
    Case("target-altered", cell(TARGET, ""), TARGET,
         "“销售过程服务满意度”的目标由 90 改成了 （空）；仍按方案计算。", title="blank"),
    Case("standard-altered", text(STANDARD, "填了就得满分"), STANDARD,
         "“销售过程服务满意度”的考核标准改成了“填了就得满分”；仍按方案计算。"),
    Case("pay-base-altered", cell(BASE, "<v>9000</v>"), BASE,
         "绩效基数由 3150.5 改成了 9000；仍按花名册计算。"),
    Case("figure-altered", text(DEPARTMENT, "市场部"), DEPARTMENT,
         "表上的“部门”由“销售部”改成了“市场部”；仍以发表时的为准。"),
    Case("text-altered", text(SECTION, "一、服务（80分）"), SECTION,
         "表上的文字“一、服务满意度（60分）”改成了“一、服务（80分）”；不影响计算。"),
    Case("formula-altered", formula("K11", "○ 待填", "√ 已填"), "K11",
         "“销售过程服务满意度·检查”的公式被改过；结果以重算为准。"),
    Case("formula-replaced", cell("AY11", "<v>1</v>"), "AY11",
         "“销售过程服务满意度·检查”的公式换成了固定的“1”；结果以重算为准。", title="sign of a mark"),
    Case("formula-replaced", cell("G3", "<v>1</v>"), "G3",
         "“填写进度”的公式换成了固定的“1”；结果以重算为准。", title="progress"),
    Case("formula-replaced", cell("B27", "<v>99</v>"), "B27",
         "“绩效分数”的公式换成了固定的“99”；结果以重算为准。", title="under a heading"),
    Case("formula-replaced", cell("K15", "<v>1</v>"), "K15",
         "“服务满意度小计·检查”的公式换成了固定的“1”；结果以重算为准。", title="beside a subtotal"),
    Case("weight-altered", cell("E15", "<v>50</v>"), "E15",
         "“服务满意度小计”的分值由 60 改成了 50；仍按方案计算。", title="subtotal"),
    Case("formula-altered", formula(SALES_SCORE, "*", "+"), SALES_SCORE,
         "“销售过程服务满意度·得分”的公式被改过；结果以重算为准。", title="score"),
    Case("formula-altered",
         every(*(formula(f"AV{row}", "ROUND", "INT") for row in (11, 13, 17, 18, 20, 21))), "AV11",
         "“销售过程服务满意度·回访平均分”的公式被改过（AV11、AV13、AV17 等共 6 格）；"
         "结果以重算为准。", title="a whole column"),
    Case("formula-replaced", cell("AX11", "<v>30</v>"), "AX11",
         "“销售过程服务满意度·得分”的公式换成了固定的“30”；结果以重算为准。"),
    Case("formula-replaced", cell("D12", ""), "D12",
         "“销售过程服务满意度”的公式换成了固定的“（空）”；结果以重算为准。", title="cleared"),
    Case("rows-lost", no_rows(33, 34, 35), "",
         "表里少了 2 行：“被考核人（签字）”、“年 月 日”（发表时在第 33、35 行）。"),
    Case("protection-removed", without(FORM, r"<sheetProtection[^>]*/>"), "", "工作表的保护去掉了。"),
    Case("rows-hidden", attribute('row r="13"', 'hidden="1"'), "", "第 13 行被隐藏了。"),
    Case("rows-hidden", attribute('col min="7" max="7"', 'hidden="1"'), "", "G 列被隐藏了。", title="column"),
    Case("external-links",
         related(f"{_KINDS}externalLink", "externalLinks/externalLink1.xml", b"<externalLink/>", OUTSIDE),
         "", "工作簿里有公式引用了别的文件：台账.xlsx。"),
    Case("macros-ignored",
         related("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin", b"x"),
         "", "文件里有宏，没有运行。"),
    Case("entry-elsewhere", added('<row r="40"><c r="D40" t="str"><v>另有 2 件</v></c></row>'), "D40",
         "不是填写格的地方填了内容，没有采用，共 1 格：D40“另有 2 件”。"),
    Case("entry-elsewhere",
         added(*(f'<row r="{row}"><c r="C{row}"><v>{row}</v></c></row>' for row in range(37, 42))), "C37",
         "不是填写格的地方填了内容，没有采用，共 5 格：C37“37”、C38“38”、C39“39” 等。", title="many"),
    Case("entry-elsewhere", added('<row r="40"><c r="BZ40"><f>1/0</f><v>#DIV/0!</v></c></row>'), "BZ40",
         "不是填写格的地方填了内容，没有采用，共 1 格：BZ40“#DIV/0!”。",
         title="right of everything"),
    Case("signature-wrong",
         lambda path: change(path, STRINGS, forged), "",
         "表内的标记不是本期发出的，可能是改过的，或取自别的表。"),
    Case("cells-found-by-labels",
         every(without(BOOK, r"<definedNames>.*</definedNames>"),
               without(FORM, r'<c r="A(?!1")\d+"[^>]*?(?:/>|>.*?</c>)')), "",
         "工作簿里的名称和隐藏的键列都丢了，是按表上的文字找到填写格的。"),
)  # fmt: skip


def forged(strings: str) -> str:
    """Marks with another signature."""
    return re.sub(r"(kpixl:2:\w+:\w+:\w+:)\w+:", rf"\g<1>{'0' * 24}:", strings)


UNSAID = (
    ("a remark", text("J12", "设备检修")),
    ("a remark at the end", text("D31", "=1+1")),
    ("a signature", text("B34", "欧阳晓燕")),
    ("a date of signing", text("B35", "2026年12月3日")),
    ("a blank text", added('<row r="40"><c r="D40" t="str"><v>　 </v></c></row>')),
    ("a text in the hidden column", added('<row r="40"><c r="A40" t="str"><v>x</v></c></row>')),
    ("a hidden cell", added('<row r="40"><c r="Z40"><v>1</v></c></row>')),
    ("a hidden row below", added('<row r="44" hidden="1"><c r="A44"/></row>')),
    ("lines broken otherwise", lambda path: change(path, STRINGS, lambda all_: all_.replace("\n", "\r\n"))),
    ("an entry", cell(CARS, "<v>77</v>")),
)  # fmt: skip
"""What may be done to a form without a word."""
