"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpixl.files import atomic_write


def test_a_file_takes_its_place_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "结果.txt"
    target.write_text("旧", encoding="utf-8")
    with atomic_write(target) as part:
        part.write_text("新", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "旧"
        assert part.parent == tmp_path
    assert target.read_text(encoding="utf-8") == "新"
    assert list(tmp_path.iterdir()) == [target]


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "结果.txt"
    target.write_text("旧", encoding="utf-8")
    with pytest.raises(TypeError), atomic_write(target) as part:
        part.write_bytes("新")  # type: ignore[arg-type]
    assert target.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [target]


def test_the_name_of_the_file_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    target = tmp_path / ("长" * 83 + ".xlsx")
    with atomic_write(target) as part:
        part.write_bytes(b"x")
    assert target.read_bytes() == b"x"
