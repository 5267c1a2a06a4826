"""What openpyxl leaves out when it saves a workbook, put into the saved file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.parsers import expat
from xml.sax.saxutils import escape

from kpixl.sheets.cells import Kind

Stored = tuple[Kind, str]
"""The kind of a value and the value as a file stores it."""

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def mended(
    saved: io.BytesIO,
    names: Sequence[str],
    results: Mapping[str, Mapping[str, Stored]],
    bars: Mapping[str, str],
    modified: str,
) -> bytes:
    """The file that openpyxl saved, with the results of formulas (by sheet and address) and with bars.

    `bars` is the original XML of the sheets that have any. The same content gives the same bytes.
    """
    sheets = {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(names, 1)}
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            data = source.read(part)
            if part in sheets:
                name = sheets[part]
                text = _with_results(data.decode(), results.get(name, {}))
                data = _with_bars(text, bars.get(name, "")).encode()
            elif part.endswith(".vml"):
                data = _usual_prefixes(data.decode()).encode()
            elif part == "docProps/core.xml":
                data = _MODIFIED.sub(rf"\g<1>{modified}\g<2>", data.decode()).encode()
            target.writestr(zipfile.ZipInfo(part, _NO_TIME), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")

_FORMULA = re.compile(
    r'<c r="([A-Z]+\d+)"((?: s="\d+")?)(?: t="\w+")?>(<f(?: [^>]*)?(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>'
)
_TYPES = {Kind.TEXT: ' t="str"', Kind.TRUTH: ' t="b"', Kind.ERROR: ' t="e"', Kind.NUMBER: ""}


def _with_results(text: str, results: Mapping[str, Stored]) -> str:
    """The XML of a sheet with what its formulas show."""

    def fill(found: re.Match[str]) -> str:
        stored = results.get(found[1])
        if stored is None:
            return found[0]
        return f'<c r="{found[1]}"{found[2]}{_TYPES[stored[0]]}>{found[3]}<v>{escape(stored[1])}</v></c>'

    return _FORMULA.sub(fill, text) if results else text


_BAR = re.compile(r'<cfRule\b[^>]*\btype="dataBar".*?</cfRule>', re.DOTALL)
_PRIORITY = re.compile(r'\bpriority="\d+"')
_SHAPES = re.compile(r'<ext\b[^>]*uri="\{78C0D931-6437-407d-A8EE-F0AAD7539E65\}".*?</ext>', re.DOTALL)


def _with_bars(text: str, original: str) -> str:
    """The XML of a sheet with its bars as the original has them, if they are still the same ones."""
    mine, theirs, shapes = _BAR.findall(text), _BAR.findall(original), _SHAPES.findall(original)
    if not mine or len(mine) != len(theirs) or len(shapes) != 1:
        return text
    bars = iter(theirs)

    def take_over(found: re.Match[str]) -> str:
        priority = _PRIORITY.search(found[0])
        return _PRIORITY.sub(priority[0] if priority else "", next(bars), count=1)

    shaped = _BAR.sub(take_over, text).replace("</worksheet>", f"<extLst>{shapes[0]}</extLst></worksheet>")
    return shaped if _is_whole(shaped) else text


_PREFIXES = {
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:excel": "x",
}
_DECLARED = re.compile(r'xmlns:(\w+)="([^"]+)"')


def _usual_prefixes(text: str) -> str:
    """The drawing of comments with the prefixes that every program writes: not all look behind them."""
    for prefix, meaning in _DECLARED.findall(text):
        usual = _PREFIXES.get(meaning, prefix)
        text = re.sub(rf"(</?| |xmlns:){prefix}(?=[:=])", rf"\g<1>{usual}", text)
    return text


def _is_whole(text: str) -> bool:
    """Whether this is XML whose prefixes are all declared."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(text, True)
    except expat.ExpatError:
        return False
    return True
