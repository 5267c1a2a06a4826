"""Files that hold no scheme: each tells why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpixl.definition.scheme import load_scheme
from kpixl.definition.source import MAX_BYTES
from kpixl.findings import Place


def holding(data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "方案.yaml"
        path.write_bytes(data)
        return path

    return make


def unreadable(folder: Path) -> Path:
    path = folder / ("长" * 300 + ".yaml")  # longer than any file system takes
    return path


FILES: dict[str, Callable[[Path], Path]] = {
    "scheme-file-missing": lambda folder: folder / "没有.yaml",
    "scheme-file-is-folder": lambda folder: folder,
    "scheme-file-unreadable": unreadable,
    "scheme-file-is-workbook": holding(b"PK\x03\x04rest of a workbook"),
    "scheme-file-too-large": holding(b"#" * (MAX_BYTES + 1)),
    "scheme-file-not-utf8": holding("scheme: demo\ntitle: 示例方案\n".encode("gb18030")),
    "scheme-file-empty": holding(b"\xef\xbb\xbf \n\n"),
}


@pytest.mark.parametrize("code", FILES)
def test_a_file_without_a_scheme_tells_why(code: str, tmp_path: Path) -> None:
    path = FILES[code](tmp_path)
    scheme, findings = load_scheme(path)
    assert scheme is None
    assert [finding.code for finding in findings] == [code]
    assert findings[0].place.file == str(path)


def test_the_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = FILES["scheme-file-not-utf8"](tmp_path)
    _, findings = load_scheme(path)
    assert findings[0].place == Place(str(path), 2)


@pytest.mark.parametrize("name", ["a\0b.yaml", "a" * 5000])
def test_a_name_that_no_file_can_have_is_a_finding(name: str) -> None:
    scheme, findings = load_scheme(Path(name))
    assert scheme is None
    assert findings[0].code in {"scheme-file-unreadable", "scheme-file-missing"}


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    text = Path(__file__).parent.parent.parent / "templates" / "schemes" / "perf-pay-100.yaml"
    windows = tmp_path / "scheme.yaml"
    windows.write_bytes(b"\xef\xbb\xbf" + text.read_bytes().replace(b"\n", b"\r\n"))
    (scheme, findings), (same, _) = load_scheme(windows), load_scheme(text)
    assert findings == ()
    assert scheme is not None
    assert same is not None
    assert [form.place.line for form in scheme.forms] == [form.place.line for form in same.forms]
    assert scheme.grades[0].name == same.grades[0].name == "优秀"
