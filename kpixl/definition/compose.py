"""YAML text to nodes with places.

The parser's events are taken one by one onto a stack of our own: however deep a file nests, nothing
recurses, and a bomb of aliases is known by the size of its nodes before anything walks them.
PyYAML's Python parser is used rather than the C one, because its messages and positions, from which
our sentences are made, do not differ between installations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from kpixl.definition.nodes import Listing, Node, Scalar, Table
from kpixl.definition.texts import shown
from kpixl.definition.yaml_words import in_plain_words
from kpixl.findings import Finding, Place

Composer = Callable[[str, str], tuple[Node | None, tuple[Finding, ...]]]
"""Takes a text and the name of its file: `compose`, or that with changes (see amend)."""

MAX_NODES = 200_000
MAX_HEIGHT = 40
"""The deepest scheme (a rating inside a row inside a form) has some ten levels."""


def compose(text: str, file: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """The one document of a YAML text, and everything wrong with it as YAML."""
    composer = _Composer(file)
    try:
        for event in yaml.parse(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader):
            stop = composer.take(event)
            if stop is not None:
                return None, (*composer.findings, stop)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # Not only YAMLError: an escape or a version number may be out of Python's range.
        return None, (*composer.findings, in_plain_words(error, text, file))
    root = composer.root
    if root is None or (isinstance(root, Scalar) and root.is_blank):
        return None, (Finding("scheme-file-empty", Place(file)),)
    return root, tuple(composer.findings)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    is_table: bool
    place: Place
    anchor: str | None
    children: list[Node] = field(default_factory=list)


class _Composer:
    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, Node] = {}

    def take(self, event: Any) -> Finding | None:
        """Takes one event; a finding means that reading on makes no sense."""
        place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        self.refuse_tag(event, place)
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                return Finding("yaml-documents", place)
            case yaml.ScalarEvent():
                return self.add(Scalar(event.value, place, quoted=event.style is not None), event.anchor)
            case yaml.AliasEvent():
                known = self.anchors.get(str(event.anchor))
                if known is None:
                    return Finding("yaml-alias", place, {"name": shown(str(event.anchor))})
                return self.add(known, None)
            case yaml.CollectionStartEvent():
                self.stack.append(_Open(isinstance(event, yaml.MappingStartEvent), place, event.anchor))
                return self.too_deep(len(self.stack), place)
            case yaml.CollectionEndEvent():
                done = self.stack.pop()
                return self.add(_table(done) if done.is_table else _listing(done), done.anchor)
        return None

    def refuse_tag(self, event: Any, place: Place) -> None:
        """A tag would ask for a Python type or a reading of its own; a scheme needs neither."""
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.findings.append(Finding("yaml-tag", place, {"tag": shown(tag)}))

    def add(self, node: Node, anchor: str | None) -> Finding | None:
        if anchor is not None:
            self.anchors[anchor] = node
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node
        if node.size > MAX_NODES:
            return Finding("yaml-too-big", node.place, {"limit": MAX_NODES})
        return self.too_deep(len(self.stack) + node.height, node.place)

    def too_deep(self, height: int, place: Place) -> Finding | None:
        return Finding("yaml-too-deep", place, {"limit": MAX_HEIGHT}) if height > MAX_HEIGHT else None


def _table(done: _Open) -> Table:
    own: dict[str, tuple[Scalar, Node]] = {}
    merged: dict[str, tuple[Scalar, Node]] = {}
    repeated: list[tuple[Scalar, Scalar]] = []
    odd: list[Node] = []
    for key, value in zip(done.children[::2], done.children[1::2], strict=True):
        if not isinstance(key, Scalar):
            odd.append(key)
        elif key.text == "<<" and not key.quoted and (bases := _bases(value)):
            for entry in (entry for base in bases for entry in base.entries):
                merged.setdefault(entry[0].text, entry)
        elif key.text in own:
            repeated.append((key, own[key.text][0]))
        else:
            own[key.text] = (key, value)
    entries = tuple({**merged, **own}.values())
    return Table(entries, done.place, tuple(repeated), tuple(odd), _size(done), _height(done))


def _bases(value: Node) -> tuple[Table, ...]:
    """The mappings that a merge key (<<) takes entries from; none when its value is of another form."""
    parts = value.items if isinstance(value, Listing) else (value,)
    tables = tuple(part for part in parts if isinstance(part, Table))
    return tables if len(tables) == len(parts) else ()


def _listing(done: _Open) -> Listing:
    return Listing(tuple(done.children), done.place, _size(done), _height(done))


def _size(done: _Open) -> int:
    return 1 + sum(child.size for child in done.children)


def _height(done: _Open) -> int:
    return 1 + max((child.height for child in done.children), default=0)
