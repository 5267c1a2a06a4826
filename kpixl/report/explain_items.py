"""The items of an explanation: standard, entries as typed and as read, working, score, by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpixl.model.explanation import EntryTold, Explanation, ItemTold, SectionTold
from kpixl.model.numbers import plain
from kpixl.report.explain_figures import worked
from kpixl.report.explain_words import status_word, words
from kpixl.report.terminal import hanging, width

_IN = "  "
_PARTS = ("standard", "typed", "working", "remark")


def item_lines(told: Explanation, language: str) -> Iterator[str]:
    """Every section with its items; it is named where there are several."""
    yield from _Items(language).lines(told)


class _Items:
    def __init__(self, language: str) -> None:
        self.language, self.say = language, words(language)
        self.indent = max(width(self.say[key]) for key in _PARTS) + 2

    def lines(self, told: Explanation) -> Iterator[str]:
        """All sections."""
        named = len(told.sections) > 1
        for at, section in enumerate(told.sections):
            if named:
                yield from ("",) if at else ()
                yield section.name
            yield from self._section(section)

    def _section(self, section: SectionTold) -> Iterator[str]:
        for item in section.items:
            yield from self._item(item)
        if section.subtotal is not None and section.subtotal.exact is not None:
            yield from hanging(f"{_IN}{section.subtotal.name}", worked(section.subtotal, self.language))

    def _item(self, item: ItemTold) -> Iterator[str]:
        say, result = self.say, item.result
        points = None if item.points is None else plain(item.points)
        score = say["score" if points is None else "points"].format(score=result.shown, points=points)
        shown_score = score if result.score is not None else status_word(result.status, self.language)
        yield f"{_IN}{item.number}  {result.name}  {shown_score}"
        typed = entry_lines(item.entries, self.language)
        rows = [
            ("standard", item.standard),
            *(("typed" if not at else "", text) for at, text in enumerate(typed)),
            ("working", result.explanation),
            ("remark", item.remark),
        ]
        for key, text in rows:
            if text:
                head = f"{_IN}   {say[key] if key else ''}"
                yield from hanging(head, text, len(_IN) + 3 + self.indent)


def entry_lines(entries: Iterable[EntryTold], language: str, cells: bool = True) -> Iterator[str]:
    """回访平均分 92（M11）; rows of a log each in a line of its own. Without `cells`, no place is named."""
    say = words(language)
    by_row: dict[int | None, list[EntryTold]] = {}
    for entry in entries:
        by_row.setdefault(entry.row, []).append(entry)
    for row, members in by_row.items():
        known = [entry for entry in members if entry.typed or row is None]
        void = say["voided"] if any(entry.void for entry in members) else ""
        head = "" if row is None else say["row"].format(row=row, void=void)
        yield head + say["stop"].join(_entry(entry, language, cells) for entry in known)


def _entry(entry: EntryTold, language: str, cells: bool) -> str:
    say, is_en = words(language), language == "en"
    cell = say["bracket"].format(text=entry.cell) if entry.cell and cells else ""
    if not entry.typed:
        return f"{entry.name} {say['blank']}{cell}"
    typed = entry.typed
    if entry.void:
        return f"{entry.name} {typed}{cell}"
    if entry.doubt is not None:
        why = say["refused"].format(why=entry.doubt[is_en])
        return f"{entry.name} “{typed}”{cell} {why}"
    if not entry.taken:
        return f"{entry.name} “{typed}”{cell} {say['unusable']}"
    if entry.readings:
        how = say["pause"].join(reading[is_en] for reading in entry.readings)
        read = say["read_as"].format(taken=entry.taken, how=how)
        return f"{entry.name} “{typed}”{cell} {read}"
    return f"{entry.name} {entry.taken}{entry.unit}{cell}"
