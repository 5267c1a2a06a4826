"""The nouns of a result slip (绩效反馈单): what one appraisee is told, in the words and figures on it.

Not to be confused with correction slips, which go back with what is wrong in a returned form.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpixl.model.result import Status


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands in results.json ("" when there is none), or a word where a figure would stand."""

    text: str = ""
    is_number: bool = True
    money: bool = False


@dataclass(frozen=True, slots=True)
class ResultBox:
    """One of the results in large type, with what it rests on."""

    label: str
    value: Figure
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An indicator: its standard, what was entered, and what stands in lines of their own below.

    While it is provisional, `mark` is △ and a word.
    """

    number: int
    name: str
    standard: str
    entries: tuple[str, ...]
    points: Figure
    score: Figure
    below: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SectionLines:
    """A section with its items; `name` is its heading and `subtotal` the label of its sum, "" for none."""

    name: str
    items: tuple[ItemLine, ...]
    subtotal: str = ""
    points: Figure = Figure()
    score: Figure = Figure()


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line of a part: what it is about, how it came about, an amount, and how far it is."""

    name: str
    text: str
    amount: Figure = Figure()
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ToldPart:
    """A part below the items. One with amounts has a column for them."""

    title: str
    lines: tuple[ToldLine, ...]
    with_amounts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """A whole result slip. `strip` says whether it is final; one that is `provisional` may still change."""

    company: str
    number: str
    title: str
    strip: str
    provisional: bool
    fields: tuple[tuple[str, str], ...]
    sections: tuple[SectionLines, ...]
    total: SectionLines | None
    boxes: tuple[ResultBox, ...]
    parts: tuple[ToldPart, ...]
    notes: tuple[str, ...]
    appeal: str
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """Whose slip lies in which files, relative to the list of slips; "" where there is none."""

    id: str
    name: str
    department: str
    position: str
    status: Status
    book: str = ""
    page: str = ""
    provisional: bool = False
