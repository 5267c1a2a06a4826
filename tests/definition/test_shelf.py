"""Where dictionaries are found, and how a cycle keeps them: in one text that can be taken apart again."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kpixl.definition.library import library
from kpixl.definition.scheme import load_scheme
from kpixl.definition.shelf import Definition, Shelf, library_folder

SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True)
TEXTS = st.text(alphabet="abc词典: -#\n\r\t'\"").filter(lambda text: "\n---" not in "\n" + text)


def test_without_a_dictionary_the_text_is_that_of_the_scheme() -> None:
    assert Definition("scheme: a\n").text == "scheme: a\n"
    assert Definition.of("scheme: a\n") == Definition("scheme: a\n")


@given(TEXTS, st.dictionaries(SLUGS, TEXTS, max_size=3))
def test_the_text_of_several_gives_them_back(scheme: str, dictionaries: dict[str, str]) -> None:
    definition = Definition(scheme, dictionaries)
    assert Definition.of(definition.text) == definition


def test_the_text_of_several_is_yaml_with_a_document_for_each() -> None:
    text = Definition("scheme: a", {"words": "title: 词典\n"}).text
    assert list(yaml.safe_load_all(text)) == [{"scheme": "a"}, {"title": "词典"}]


def test_the_folder_of_the_scheme_comes_before_the_library(tmp_path: Path) -> None:
    name = next(library_folder().glob("*.yaml")).stem
    shelf = Shelf.beside(tmp_path / "scheme.yaml")
    assert shelf.take(name)[1] == str(library_folder() / f"{name}.yaml")
    (tmp_path / f"{name}.yaml").write_text("title: 自己的\n", encoding="utf-8")
    shelf = Shelf.beside(tmp_path / "scheme.yaml")
    assert shelf.take(name) == ("title: 自己的\n", str(tmp_path / f"{name}.yaml"), ())
    assert shelf.taken == {name: "title: 自己的\n"}


def test_what_was_kept_is_taken_without_looking_at_any_file(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("title: 现在的\n", encoding="utf-8")
    shelf = Shelf((tmp_path,), {"words": "title: 当时的\n"})
    assert shelf.take("words") == ("title: 当时的\n", "words.yaml", ())


def test_a_file_that_cannot_be_read_is_a_finding_at_that_file(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_bytes("title: 词典\n".encode("gbk"))
    text, _, findings = Shelf((tmp_path,)).take("words")
    assert text is None
    assert [(finding.code, finding.place.file) for finding in findings] == [
        ("scheme-file-not-utf8", str(tmp_path / "words.yaml"))
    ]
    assert Shelf((tmp_path,)).take("other") == (None, "", ())


@pytest.mark.parametrize("path", sorted(library_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_a_dictionary_of_the_library_is_sound_and_some_scheme_uses_it(path: Path) -> None:
    users = [scheme for scheme in library() if f"dictionary: {path.stem}\n" in scheme[1].read_text("utf-8")]
    assert users
    for _, scheme in users:
        _, findings = load_scheme(scheme, trial=True)
        assert not [finding for finding in findings if finding.place.file == str(path)]
