"""A scheme with a dictionary: a cycle keeps both, and init puts both into the folder."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from kpixl.cycle import store
from kpixl.definition.shelf import Definition, library_folder
from kpixl.pipeline.make import Options, make_template
from kpixl.pipeline.prepare import prepare_with_roster
from kpixl.pipeline.start import start
from tests.pipeline.world import World, codes, make_world, nothing, result_of, write_csv

WORDS = """\
title: 示例字典
entries:
  - {name: 满意度, unit: "%", ask: 满意度, source: 客户调查}
"""
SCHEME = """\
scheme: with-words
title: 示例
points: 100
dictionary: words
forms:
  - form: one
    title: 考核表
    sections:
      - name: 业绩
        indicators: [{use: 满意度, points: 100, target: 90, score: attainment}]
"""


def written(folder: Path) -> Path:
    """The scheme and its dictionary in a folder."""
    (folder / "words.yaml").write_text(WORDS, encoding="utf-8")
    (folder / "方案.yaml").write_text(SCHEME, encoding="utf-8")
    return folder / "方案.yaml"


def made(folder: Path) -> World:
    """A cycle made from them."""
    return make_world(folder / "期", str(written(folder)), write_csv(folder / "名册.csv"), "2026-11")[0]


def test_a_cycle_is_collected_by_the_dictionary_that_it_was_made_with(tmp_path: Path) -> None:
    world = made(tmp_path)
    assert Definition.of(world.held.definition) == Definition(SCHEME, {"words": WORDS})
    (tmp_path / "words.yaml").unlink()
    world.fill("001", entries={"满意度.满意度@": Fraction(45)})
    assert result_of(world.collect(), "001").total == 50


def test_a_change_of_the_dictionary_makes_another_cycle(tmp_path: Path) -> None:
    world = made(tmp_path)
    (tmp_path / "words.yaml").write_text(WORDS.replace("客户调查", "电话回访"), encoding="utf-8")
    again = make_template(
        str(tmp_path / "方案.yaml"), tmp_path / "名册.csv", "2026-11", world.folder, Options(), nothing
    )
    assert again[0] is None
    assert codes(again[1]) == ["folder-scheme-changed"]
    assert store.load(world.folder).definition == world.held.definition


def test_a_form_of_another_dictionary_is_not_of_this_cycle(tmp_path: Path) -> None:
    world = made(tmp_path)
    other = tmp_path / "另一处"
    other.mkdir()
    written(other)
    (other / "words.yaml").write_text(WORDS.replace("客户调查", "电话回访"), encoding="utf-8")
    stranger, _ = make_world(other / "期", str(other / "方案.yaml"), tmp_path / "名册.csv", "2026-11")
    path = stranger.fill("001")
    (file,) = world.collect(path).files
    assert codes(file.findings) == ["sheet-other-scheme"]


def test_init_puts_the_dictionary_beside_the_scheme(tmp_path: Path) -> None:
    files, findings = start(tmp_path / "我的", "cc-section-matrix")
    assert not findings
    assert [path.name for path in files[:2]] == ["scheme.yaml", "call-centre.yaml"]
    source = (library_folder() / "call-centre.yaml").read_text("utf-8")
    assert (tmp_path / "我的" / "call-centre.yaml").read_text("utf-8") == source
    prepared, roster, found = prepare_with_roster(str(files[0]), files[2], trial=True)
    assert prepared is not None, found
    assert roster is not None
    assert {finding.code for finding in found} == {"trial-numbers", "matrix-left-out"}
    assert Definition.of(prepared.definition).dictionaries == {"call-centre": source}


def test_init_leaves_a_dictionary_alone_that_is_there_already(tmp_path: Path) -> None:
    (tmp_path / "call-centre.yaml").write_text("自己的字典", encoding="utf-8")
    files, findings = start(tmp_path, "cc-section-matrix")
    assert files == ()
    assert [(finding.code, finding.place.file) for finding in findings] == [
        ("file-exists", str(tmp_path / "call-centre.yaml"))
    ]
    assert (tmp_path / "call-centre.yaml").read_text("utf-8") == "自己的字典"
