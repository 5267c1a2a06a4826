"""XML from outside is read to its end or not at all, without filling the memory on the way."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from kpixl.safety.archive import Hazard, UnsafeArchive
from kpixl.sheets.markup import MAX_DEPTH, MAX_NAMES, parse


def seen(data: str) -> list[object]:
    """What is told of a text, one after the other."""
    told: list[object] = []
    parse(
        data.encode(),
        lambda tag, attributes: told.append((tag, dict(attributes))),
        lambda tag, text: told.append((tag, text)),
    )
    return told


def test_tags_and_the_text_before_their_ends() -> None:
    assert seen('<a x="1">eins<b>zwei</b>drei</a>') == [
        ("a", {"x": "1"}), ("b", {}), ("b", "zwei"), ("a", "drei")
    ]  # fmt: skip


def test_every_piece_of_text_in_its_place() -> None:
    told: list[str] = []
    parse(
        b"<a>eins<b>zwei</b>drei</a>",
        lambda tag, _: told.append(f"<{tag}>"),
        lambda tag, _: told.append(f"</{tag}>"),
        told.append,
    )
    assert told == ["<a>", "eins", "<b>", "zwei", "</b>", "drei", "</a>"]


def test_names_lose_their_namespaces_and_attributes_keep_them() -> None:
    assert seen('<p:a xmlns:p="u" p:x="1" y="2"/>') == [("a", {"u x": "1", "y": "2"}), ("a", "")]


def test_a_large_part_is_read_as_a_whole() -> None:
    rows = "".join(f"<r><c>{'长' * 1000}{n}</c></r>" for n in range(1500))
    assert seen(f"<a>{rows}</a>").count(("r", {})) == 1500


def test_a_text_as_long_as_a_cell_can_hold_is_read() -> None:
    assert ("a", "😀" * 32_767) in seen(f"<a>{'&#128512;' * 32_767}</a>")


HUGE: dict[str, Callable[[], str]] = {
    "a tag with a million attributes": lambda: "<a " + " ".join(f'b{n}=""' for n in range(10**6)) + "/>",
    "tags with a million attributes together": lambda: "".join(
        "<a " + " ".join(f'b{n}x{m}=""' for m in range(500)) + "/>" for n in range(2000)
    ),
    "as many names of tags": lambda: "".join(f"<b{n}/>" for n in range(10**6)),
    "as many namespaces": lambda: "".join(f'<a xmlns:b{n}="c{n}"/>' for n in range(300_000)),
    "tags inside each other": lambda: "<a>" * 10**6,
    "a text without end": lambda: "x" * 3 * 2**20,
    "an attribute without end": lambda: f'<a b="{"x" * 3 * 2**20}"/>',
    "a comment without end": lambda: f"<!--{'x' * 3 * 2**20}-->",
}


@pytest.mark.parametrize("what", HUGE)
def test_what_would_fill_the_memory_is_too_large(what: str) -> None:
    data = f"<all>{HUGE[what]()}"
    started = time.process_time()
    with pytest.raises(UnsafeArchive) as caught:
        seen(data)
    assert caught.value.hazard is Hazard.TOO_LARGE
    assert time.process_time() - started < 3


def test_the_limits_are_where_they_are_said_to_be() -> None:
    def named(count: int) -> str:
        return "<a>" + "".join(f'<b c{n}=""/>' for n in range(count)) + "</a>"

    assert len(seen(named(MAX_NAMES))) == 2 * MAX_NAMES + 2
    with pytest.raises(UnsafeArchive):
        seen(named(MAX_NAMES + 1))
    assert len(seen("<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH)) == 2 * MAX_DEPTH
    with pytest.raises(UnsafeArchive):
        seen("<a>" * (MAX_DEPTH + 1) + "</a>" * (MAX_DEPTH + 1))


@pytest.mark.parametrize("data", ["", "<a>", "<a></b>", "a", "<a/><b/>", "<a>&b;</a>", "\0"])
def test_what_is_no_xml_is_damaged(data: str) -> None:
    with pytest.raises(UnsafeArchive) as caught:
        seen(data)
    assert caught.value.hazard is Hazard.DAMAGED


def test_a_document_type_is_refused() -> None:
    with pytest.raises(UnsafeArchive) as caught:
        seen('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert caught.value.hazard is Hazard.ENTITIES
