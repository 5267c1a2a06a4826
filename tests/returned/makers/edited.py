"""What Excel leaves behind when people go further than typing, and what forgers do: parts changed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from tests.returned.makers.bench import Bench

Parts = dict[str, bytes]
Edit = Callable[[Parts], None]

FORM, BOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
LIST, CORE, CUSTOM = "xl/worksheets/sheet3.xml", "docProps/core.xml", "docProps/custom.xml"


def parts_of(path: Path) -> Parts:
    """The parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A workbook from its parts; the same bytes each time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


def replaced(part: str, old: str, new: str, count: int = -1) -> Edit:
    """A text of a part replaced, wherever it stands or the first few times; it must stand there."""

    def edit(parts: Parts) -> None:
        text = parts[part].decode()
        assert old in text, f"{part} holds no {old}"
        parts[part] = text.replace(old, new, count).encode()

    return edit


def matched(part: str, pattern: str, new: str) -> Edit:
    """Every match of a pattern in a part replaced; there must be one."""

    def edit(parts: Parts) -> None:
        text, count = re.subn(pattern, new, parts[part].decode(), flags=re.DOTALL)
        assert count, f"{part} holds no {pattern}"
        parts[part] = text.encode()

    return edit


def cell(address: str, inside: str, kind: str = "", part: str = FORM) -> Edit:
    """This XML in a cell, in place of what it holds: "<v>5</v>", of a kind such as "str"."""

    def edit(parts: Parts) -> None:
        mark = f' t="{kind}"' if kind else ""
        pattern = rf'<c r="{address}"((?: s="\d+")?)(?: t="\w+")?(?:/>|>.*?</c>)'
        matched(part, pattern, rf'<c r="{address}"\g<1>{mark}>{inside}</c>')(parts)

    return edit


def text_cell(address: str, text: str) -> Edit:
    """A text in a cell, as Excel keeps it: in the table of strings."""

    def edit(parts: Parts) -> None:
        strings = parts[STRINGS].decode()
        number = strings.count("<si>")
        said = f'<si><t xml:space="preserve">{escape(text)}</t></si></sst>'
        parts[STRINGS] = strings.replace("</sst>", said).encode()
        cell(address, f"<v>{number}</v>", "s")(parts)

    return edit


def shown(address: str, value: str) -> Edit:
    """Another stored result for the formula in a cell."""
    return matched(FORM, rf'(<c r="{address}"[^>]*><f>[^<]*</f>)<v>[^<]*</v>', rf"\g<1><v>{value}</v>")


NO_RESULTS = matched(FORM, r"(<f>[^<]*</f>)<v>[^<]*</v>", r"\g<1>")
"""Formulas without stored results, as programs leave them that do not calculate."""

NO_NAMES = matched(BOOK, r"<definedNames>.*</definedNames>", "")
NO_PROPERTIES = matched(CUSTOM, r"(<Properties[^>]*>).*</Properties>", r"\g<1></Properties>")
NO_KEYS = matched(FORM, r'<c r="A\d+"[^>]*>.*?</c>', "")
MAC_DAYS = 1462
"""Days between the two day zeros that Excel knows."""

_CALCULATION = '<externalReferences><externalReference r:id="rId99"/></externalReferences><calcPr'
_LINK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<externalLink xmlns='
    '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook xmlns:r='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"><sheetNames>'
    '<sheetName val="汇总"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="2"><cell r="B2">'
    "<v>95</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TARGET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns='
    f'"http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{_OFFICE}/'
    'externalLinkPath" Target="file:///D:/客服部/11月满意度.xlsx" TargetMode="External"/></Relationships>'
)


def linked(parts: Parts) -> None:
    """Another workbook that formulas refer to, as Excel notes it, and an entry that does."""
    parts["xl/externalLinks/externalLink1.xml"] = _LINK.encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = _TARGET.encode()
    replaced(BOOK, "<calcPr", _CALCULATION)(parts)
    relation = (
        f'<Relationship Id="rId99" Type="{_OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    )
    replaced("xl/_rels/workbook.xml.rels", "</Relationships>", relation + "</Relationships>")(parts)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    told = f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{kind}"/></Types>'
    replaced("[Content_Types].xml", "</Types>", told)(parts)
    cell("M11", "<f>[1]汇总!$B$2</f><v>95</v>")(parts)


def with_macros(project: bytes) -> Edit:
    """A project of macros, as an .xlsm has it."""

    def edit(parts: Parts) -> None:
        parts["xl/vbaProject.bin"] = project
        plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        replaced("[Content_Types].xml", plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")(parts)
        told = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override '
        replaced("[Content_Types].xml", "<Override ", told, 1)(parts)
        kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        relation = f'<Relationship Id="rId98" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
        replaced("xl/_rels/workbook.xml.rels", "</Relationships>", relation)(parts)

    return edit


def mac_dates(moved: int = 0) -> Edit:
    """The day zero of old Macs, with the numbers of every date moved along, or left as they were."""

    def edit(parts: Parts) -> None:
        replaced(BOOK, "<workbookPr ", '<workbookPr date1904="1" ')(parts)
        for address, days in (("M20", 46354), ("C33", 46331)):
            cell(address, f"<v>{days + moved}</v>")(parts)

    return edit


def other_signature(parts: Parts) -> None:
    """The marks of 001 with the number of 002 put in, as somebody does who knows where they are."""
    for part in (STRINGS, CUSTOM):
        matched(part, r"(kpixl:2:[^<]*):001", r"\g<1>:002")(parts)
    text_cell("M5", "002")(parts)
    text_cell("C5", "欧阳若兰")(parts)
    replaced(BOOK, "001 周小舟", "002 欧阳若兰")(parts)
    replaced(STRINGS, "<t>001 周小舟</t>", "<t>002 欧阳若兰</t>")(parts)


def higher_base(parts: Parts) -> None:
    """The pay base and everything that follows from it, changed by somebody who recalculates by hand."""
    for address, value in (("U7", "5000"), ("BI7", "5000"), ("O27", "4727"), ("BC27", "4727")):
        edit = cell(address, f"<v>{value}</v>") if address == "U7" else shown(address, value)
        edit(parts)


def saved(moment: str) -> Edit:
    """When the file says that it was last saved."""
    return matched(CORE, r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{moment}")


EDITS: dict[str, tuple[str, tuple[Edit, ...]]] = {
    "saved-later.xlsx": ("later.xlsx", (saved("2026-12-03T08:00:00Z"),)),
    "saved-again.xlsx": ("honest-011.xlsx", (saved("2026-12-04T08:00:00Z"),)),
    "late.xlsx": ("honest-011.xlsx", (saved("2100-01-02T08:00:00Z"),)),
    # Results.
    "no-results.xlsx": ("honest-011.xlsx", (NO_RESULTS,)),
    "other-result.xlsx": ("honest-011.xlsx", (shown("J17", "99"),)),
    "score-as-value.xlsx": ("honest-001.xlsx", (cell("N14", "<v>15</v>"),)),
    "same-score-as-value.xlsx": ("honest-001.xlsx", (cell("N11", "<v>20</v>"),)),
    "total-as-text.xlsx": ("honest-011.xlsx", (text_cell("J17", "90.37分"),)),
    "formula-plus.xlsx": (
        "honest-001.xlsx",
        (matched(FORM, r'(<c r="N24"[^>]*><f>)([^<]*)</f><v>[^<]*</v>', r"\g<1>\g<2>+5</f><v>99.54</v>"),),
    ),
    "formula-of-money.xlsx": (
        "honest-001.xlsx",
        (matched(FORM, r'(<c r="Q39"[^>]*><f>)[^<]*</f><v>[^<]*</v>', r"\g<1>0*1</f><v>0</v>"),),
    ),
    "result-cleared.xlsx": ("honest-011.xlsx", (cell("I20", ""),)),
    "base-and-pay.xlsx": ("honest-001.xlsx", (higher_base,)),
    # Entries that are formulas.
    "formula-entry.xlsx": ("honest-011.xlsx", (cell("H15", "<f>(90+94)/2</f><v>92</v>"),)),
    "formula-error.xlsx": ("without-check.xlsx", (cell("H15", "<f>184/0</f><v>#DIV/0!</v>", "e"),)),
    "formula-unknown.xlsx": ("without-check.xlsx", (cell("H15", "<f>(90+94)/2</f>"),)),
    "truth.xlsx": ("without-check.xlsx", (cell("H15", "<v>1</v>", "b"),)),
    "linked-entry.xlsx": ("honest-001.xlsx", (linked,)),
    # Marks.
    "forged.xlsx": ("honest-001.xlsx", (other_signature,)),
    "number-typed.xlsx": ("honest-001.xlsx", (text_cell("M5", "002"), text_cell("C5", "欧阳若兰"))),
    "number-as-number.xlsx": ("honest-011.xlsx", (cell("G5", "<v>11</v>"),)),
    "name-spaced.xlsx": ("honest-011.xlsx", (text_cell("C5", "郑　晓 "),)),
    "name-typed.xlsx": ("honest-011.xlsx", (text_cell("C5", "郑小晓"),)),
    "no-names.xlsx": ("honest-001.xlsx", (NO_NAMES,)),
    "no-properties.xlsx": ("honest-011.xlsx", (NO_PROPERTIES,)),
    "no-keys.xlsx": ("honest-011.xlsx", (NO_KEYS,)),
    "no-names-no-keys.xlsx": ("honest-001.xlsx", (NO_NAMES, NO_KEYS)),
    # The workbook.
    "mac-dates.xlsx": ("honest-001.xlsx", (mac_dates(-MAC_DAYS),)),
    "day-zero-moved.xlsx": ("four-years-on.xlsx", (mac_dates(),)),
    "guard-off.xlsx": ("honest-011.xlsx", (matched(FORM, r"<sheetProtection[^>]*/>", ""),)),
}
"""By the name of the file: what is changed, and how."""


def edited(source: Path, out: Path, *edits: Edit) -> Path:
    """Writes a workbook with its parts edited."""
    parts = parts_of(source)
    for edit in edits:
        edit(parts)
    return pack(out, parts)


def run(bench: Bench) -> None:
    """Writes them all."""
    for name, (source, edits) in EDITS.items():
        edited(bench.made(source), bench.files / name, *edits)
    project = parts_of(bench.made("macros.xlsm"))["xl/vbaProject.bin"]
    edited(bench.made("honest-012.xlsx"), bench.files / "macros-hidden.xlsx", with_macros(project))
