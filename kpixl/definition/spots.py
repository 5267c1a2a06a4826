"""Every value of a definition, by the path on which people find it: names and keys, from the outside in.

A path is `forms.sales.sections.交付.indicators.交付质量.target`; whoever looks for it leaves out what goes
without saying: 交付质量.目标.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpixl.definition.fields import KINDS
from kpixl.definition.grammar import Field, Kind, Shape, Type
from kpixl.definition.nodes import Listing, Node, Scalar, Table
from kpixl.findings import Place
from kpixl.model.spelling import alike

_OWN_NAMES = ("name", "use", "gives")
"""Keys that tell what an entry of a list is called, beside the first one of its kind."""

_ALSO = {
    "target": ("目标",),
    "points": ("满分", "分数"),
    "from": ("起点", "分数线"),
    "keep": ("保留",),
    "amount": ("金额",),
    "amounts": ("金额",),
    "shares": ("比例",),
    "low": ("下限",),
    "high": ("上限",),
    "cap": ("封顶",),
    "each": ("每次扣",),
    "most": ("最多扣",),
}
"""What HR also calls a key."""

_MAIN = {"grade": "from", "budget": "amount"}
"""By kind of mapping, the key that goes without saying."""


FIGURES = frozenset(
    {
        Type.NUMBER,
        Type.SHARE,
        Type.AMOUNT,
        Type.LIMIT,
        Type.VALUE,
        Type.FIGURE,
        Type.WHOLE,
        Type.PARAMETER,
    }
)
"""Types of values that are figures, or may be."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a path: the spellings by which it is known, the usual one first.

    A name is one of the scheme's own; an entry of a list also goes by its number, from 1.
    """

    spellings: tuple[str, ...]
    is_name: bool = False

    def is_called(self, text: str) -> bool:
        """Whether this is what is meant."""
        return any(alike(spelling) == alike(text) for spelling in self.spellings)


@dataclass(frozen=True, slots=True)
class Spot:
    """One value: its path, the kind of mapping that it stands in, and the value itself, None when absent.

    `at` leads to it through the nodes: keys of mappings, places in lists (from 0). `place` is where the
    value stands, or the mapping that lacks it.
    """

    steps: tuple[Step, ...]
    at: tuple[str | int, ...]
    kind: str
    field: Field
    node: Node | None
    place: Place

    @property
    def own(self) -> int:
        """Which step is the innermost name; -1 when there is none."""
        return max((at for at, step in enumerate(self.steps) if step.is_name), default=-1)

    @property
    def essence(self) -> tuple[object, ...]:
        """What is the same for one value that several forms have: not whose it is."""
        return (self.kind, tuple(step.spellings[0] for step in self.steps[max(self.own, 0) :]))

    @property
    def path(self) -> str:
        """The whole path."""
        return ".".join(step.spellings[0] for step in self.steps)

    @property
    def short(self) -> str:
        """The path from the innermost name on, as people would write it."""
        key = self.field.key
        spelled = _ALSO.get(key, (self.field.label if len(self.field.label) <= _SHORT else key,))[0]
        steps = [step.spellings[0] for step in self.steps[max(self.own, 0) :]]
        return ".".join((*steps[:-1], spelled)) if steps[-1] == key else ".".join(steps)

    def is_meant(self, query: Sequence[str]) -> bool:
        """Whether these parts, in this order, lead here: the last step and the innermost name among them.

        What something is mainly about goes without saying: a grade's bound, a budget's amount.
        """
        ends = {len(self.steps)}
        if _MAIN.get(self.kind) == self.field.key and self.own == len(self.steps) - 2:
            ends.add(len(self.steps) - 1)
        return any(self._leads(query, end) for end in ends)

    def _leads(self, query: Sequence[str], end: int) -> bool:
        at, met = len(query) - 1, set()
        for number in range(end - 1, -1, -1):
            if at >= 0 and self.steps[number].is_called(query[at]):
                met.add(number)
                at -= 1
        return at < 0 and end - 1 in met and (self.own if self.own >= 0 else 0) in met


_SHORT = 6


def spots(root: Node, kind: str) -> Iterator[Spot]:
    """Every value of a definition of this kind, in the order of the table of fields."""
    if isinstance(root, Table):
        yield from _of_table(KINDS[kind], root, (), ())


def _of_table(kind: Kind, node: Table, steps: tuple[Step, ...], at: tuple[str | int, ...]) -> Iterator[Spot]:
    written = {key.text: child for key, child in node.entries}
    for field in kind.fields:
        inner, place = (*steps, _key(field, written.get(field.key))), (*at, field.key)
        if field.key in written:
            yield from _of_value(kind, field, field.shapes, written[field.key], inner, place)
        elif not field.shapes and field.type is Type.RECORD and field.kind:
            yield from _of_table(KINDS[field.kind], Table((), node.place), inner, place)
        elif not field.shapes and field.type not in (Type.RECORD, Type.INPUT):
            yield Spot(inner, place, kind.name, field, None, node.place)


def _of_value(
    kind: Kind,
    field: Field,
    shapes: Sequence[Shape],
    node: Node,
    steps: tuple[Step, ...],
    at: tuple[str | int, ...],
) -> Iterator[Spot]:
    if isinstance(node, Table) and not (shapes and shapes[0].is_map):
        own = _kind_of(field, node)
        if own is None:
            return
        if field.type is Type.PARAMETER:
            yield from _of_parameter(kind, field, node, steps, at)
        else:
            yield from _of_table(own, node, steps, at)
        return
    if field.type is not Type.RECORD:
        yield Spot(steps, at, kind.name, field, node, node.place)
    match node:
        case Table():
            for key, child in node.entries:
                name = Step((key.text.strip(),), is_name=True)
                yield from _of_value(kind, field, shapes[1:], child, (*steps, name), (*at, key.text))
        case Listing() if shapes:
            for number, child in enumerate(node.items):
                step = _entry(field, child, number + 1)
                yield from _of_value(kind, field, shapes[1:], child, (*steps, step), (*at, number))


def _of_parameter(
    kind: Kind, field: Field, node: Table, steps: tuple[Step, ...], at: tuple[str | int, ...]
) -> Iterator[Spot]:
    """A parameter in its long form goes by its name as well."""
    for key, child in node.entries:
        if key.text == "value":
            yield Spot(steps, (*at, key.text), kind.name, field, child, child.place)


def _kind_of(field: Field, node: Table) -> Kind | None:
    if not field.kinds:
        return KINDS.get(field.kind)
    written = {key.text for key, _ in node.entries}
    return next((KINDS[name] for name in field.kinds if KINDS[name].fields[0].key in written), None)


def _key(field: Field, node: Node | None) -> Step:
    """A key, by what it is also called; what has a name of its own, such as the pay, goes by that as well."""
    entries = node.entries if isinstance(node, Table) else ()
    own = [child.text for key, child in entries if key.text == "name" and isinstance(child, Scalar)]
    return Step(tuple(dict.fromkeys((field.key, field.label, *_ALSO.get(field.key, ()), *own))))


def _entry(field: Field, node: Node, number: int) -> Step:
    """An entry of a list, by its names if it has any, and by its number."""
    kind = _kind_of(field, node) if isinstance(node, Table) else None
    if kind is None or not isinstance(node, Table):
        return Step((str(number),))
    first = kind.fields[0]
    own = (first.key, *_OWN_NAMES) if first.type in (Type.NAME, Type.SLUG) else _OWN_NAMES
    written = {key.text: child for key, child in node.entries}
    texts = [child.text.strip() for key in own if isinstance(child := written.get(key), Scalar)]
    names = dict.fromkeys(text for text in texts if text)
    return Step((*names, str(number)), is_name=bool(names))
