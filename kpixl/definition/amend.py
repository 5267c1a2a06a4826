"""A definition with some of its values changed: `交付质量.目标=88`, for what-if questions.

The grammar is NAME=VALUE. NAME is a path through the scheme, dots between its parts, of which any may be
left out that go without saying (see Spot.is_meant); a part that holds a dot or an equals sign stands in
double quotes. VALUE is what would be written in the scheme: a number, a percentage, a rule, or a list such
as [500, 400]. Places stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpixl.definition.compose import Composer, compose
from kpixl.definition.nodes import Listing, Node, Scalar, Table
from kpixl.definition.shelf import Definition
from kpixl.definition.spots import FIGURES, Spot, spots
from kpixl.findings import Finding, Place, did_you_mean
from kpixl.model.simulation import Change

_WORD = r"\s*(?:\"[^\"]+\"|[^.．\"=＝]*[^.．\"=＝\s])\s*"
_SET = re.compile(rf"(?P<name>{_WORD}(?:[.．]{_WORD})*)[=＝](?P<value>.*)", re.DOTALL)
_PART = re.compile(r"\"([^\"]+)\"|([^.．\"]+)")
_LISTED = 5
ABSENT = "—"
"""What stands for a value that was not written."""


@dataclass(frozen=True, slots=True)
class Amended:
    """A definition with changes: how it composes now, and what they are."""

    composer: Composer
    changes: tuple[Change, ...] = ()


def amend(definition: Definition, file: str, asked: Sequence[str]) -> tuple[Amended, tuple[Finding, ...]]:
    """The definition with these changes, one after the other; findings for those that cannot be made."""
    documents = _documents(definition, file)
    findings: list[Finding] = []
    changes: list[Change] = []
    for text in asked:
        name, query, value = _read(text)
        if not query or not value:
            findings.append(Finding("set-unreadable", details={"text": text}))
            continue
        found, problem = _find(documents, name, query)
        if problem is not None:
            findings.append(problem)
            continue
        made = [documents[at].changed(spot, name, value) for at, spot in found]
        if all(change.before == change.after for change in made):
            findings.append(Finding("set-same", made[0].place, {"name": name, "value": made[0].after}))
        changes += made
    known = {(document.text, document.file): document.root for document in documents}

    def composer(text: str, file: str) -> tuple[Node | None, tuple[Finding, ...]]:
        root = known.get((text, file))
        return (root, ()) if root is not None else compose(text, file)

    return Amended(composer, tuple(changes)), tuple(findings)


class _Document:
    """The scheme, or a dictionary that it draws on, with its nodes as they are by now."""

    def __init__(self, kind: str, text: str, file: str) -> None:
        self.kind, self.text, self.file = kind, text, file
        self.root, self.faults = compose(text, file)

    def spots(self) -> list[Spot]:
        """Every value in it."""
        return list(spots(self.root, self.kind)) if self.root is not None else []

    def changed(self, spot: Spot, name: str, value: str) -> Change:
        """Takes the value for that of the spot."""
        node = _node(value, spot.place)
        assert self.root is not None
        self.root = _with(self.root, spot.at, node)
        before = ABSENT if spot.node is None else _text(spot.node)
        return Change(name, spot.path, spot.place, before, _text(node))


def _documents(definition: Definition, file: str) -> list[_Document]:
    """A dictionary is known by the name that the shelf gives to its file."""
    others = definition.dictionaries.items()
    return [
        _Document("scheme", definition.scheme, file),
        *(_Document("dictionary", text, f"{name}.yaml") for name, text in others),
    ]


def _read(text: str) -> tuple[str, tuple[str, ...], str]:
    """The name as it was written, its parts, and the value; empty where there is no equals sign."""
    match = _SET.fullmatch(text.strip())
    if match is None:
        return "", (), ""
    parts = ((quoted or plain).strip() for quoted, plain in _PART.findall(match["name"]))
    return match["name"].strip(), tuple(part for part in parts if part), match["value"].strip()


def _find(
    documents: Sequence[_Document], name: str, query: Sequence[str]
) -> tuple[list[tuple[int, Spot]], Finding | None]:
    """Where the value stands: in the scheme before its dictionary, written before not written."""
    every = [(at, spot) for at, document in enumerate(documents) for spot in document.spots()]
    meant = [(at, spot) for at, spot in every if spot.is_meant(query)]
    for is_written in (True, False):
        for number in range(len(documents)):
            found = [
                (at, spot) for at, spot in meant if at == number and (spot.node is not None) == is_written
            ]
            if len({spot.essence for _, spot in found}) > 1:
                paths = list(dict.fromkeys(spot.path for _, spot in found))
                choices = "、".join(paths[:_LISTED]) + (" …" if len(paths) > _LISTED else "")
                return [], Finding("set-ambiguous", details={"name": name, "choices": choices})
            if found:
                return found, None
    return [], _unknown(name, query, [spot for _, spot in every])


def _unknown(name: str, query: Sequence[str], every: Sequence[Spot]) -> Finding:
    """What might have been meant: another value of what bears this name, or something of a similar name."""
    own = query[-2] if len(query) > 1 else query[-1]
    named = [spot for spot in every if spot.own >= 0 and spot.steps[spot.own].is_called(own)]
    alike = [spot for spot in every if spot.steps[-1].is_called(query[-1])]
    guess = did_you_mean(".".join(query), dict.fromkeys(spot.short for spot in every))
    listed = list(dict.fromkeys(spot.short for spot in named or alike if _is_figure(spot)))[:_LISTED]
    if guess and not named:
        near = {"near": f"是否为“{guess}”？", "near_en": f"Did you mean “{guess}”?"}
    elif listed:
        choices = "、".join(listed)
        near = {"near": f"可以改的有：{choices}。", "near_en": f"What could be changed: {choices}."}
    else:
        near = {"near": "", "near_en": ""}
    return Finding("set-unknown", details={"name": name, **near})


def _is_figure(spot: Spot) -> bool:
    return spot.node is not None and spot.field.type in FIGURES


def _node(value: str, place: Place) -> Node:
    """What would be written in the scheme: in brackets a list or mapping, in quotes a text as it is."""
    if value[0] in "[{":
        node, findings = compose(value, "")
        if node is not None and not findings:
            return _moved(node, place)
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return Scalar(value[1:-1], place, quoted=True)
    return Scalar(value, place)


def _moved(node: Node, place: Place) -> Node:
    match node:
        case Scalar():
            return replace(node, place=place)
        case Listing():
            return replace(node, items=tuple(_moved(item, place) for item in node.items), place=place)
        case Table():
            entries = ((replace(key, place=place), _moved(child, place)) for key, child in node.entries)
            return replace(node, entries=tuple(entries), place=place)


def _with(node: Node, at: Sequence[str | int], new: Node) -> Node:
    """The node with another one at that place in it; a key that is not there is added."""
    if not at:
        return new
    step, *rest = at
    match node:
        case Table():
            entries = [
                (key, _with(child, rest, new) if key.text == step else child) for key, child in node.entries
            ]
            if all(key.text != step for key, _ in entries):
                inner = _with(Table((), node.place), rest, new)
                entries.append((Scalar(str(step), node.place), inner))
            return replace(node, entries=tuple(entries))
        case Listing():
            items = (_with(item, rest, new) if at == step else item for at, item in enumerate(node.items))
            return replace(node, items=tuple(items))
        case _:
            return node


def _text(node: Node) -> str:
    """A value as it would be written in one line."""
    match node:
        case Scalar(text=text):
            return text.strip()
        case Listing(items=items):
            return f"[{', '.join(map(_text, items))}]"
        case Table(entries=entries):
            return f"{{{', '.join(f'{key.text}: {_text(child)}' for key, child in entries)}}}"
