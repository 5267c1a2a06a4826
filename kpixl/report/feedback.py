"""An explanation as a result slip: the form as filled, the result, and how every figure came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kpixl.model.explanation import Explanation, ItemTold, SectionTold
from kpixl.model.feedback import Feedback, Figure, ItemLine, ResultBox, SectionLines, ToldPart
from kpixl.model.ledger import Entry, State
from kpixl.model.numbers import plain
from kpixl.model.result import ItemResult
from kpixl.model.scheme import Section
from kpixl.report.explain_items import entry_lines
from kpixl.report.explain_lines import rank_words
from kpixl.report.explain_words import status_word
from kpixl.report.feedback_parts import parts
from kpixl.report.feedback_words import appeal_words, basis_words, strip_words
from kpixl.report.overview import appraisee_labels
from kpixl.rules.quantity import Rulebook
from kpixl.rules.totals import section_points, subtotal_name
from kpixl.workbook.footnotes import footnotes, provisional_suffix
from kpixl.workbook.items import section_heading
from kpixl.workbook.numbers import points_text
from kpixl.workbook.palette import NOTHING, PROVISIONAL
from kpixl.workbook.results import grade_words

ZH = "zh-CN"
TITLE = "绩效反馈单"
_NO_FIGURE = Figure(NOTHING, is_number=False)
_MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a slip says beside a person's own result: lines of pay, how many have no result yet.

    With `open_money`, an amount or who bears it is open in the cycle: it may still fall to anybody.
    """

    pay: tuple[Entry, ...] = ()
    open_results: int = 0
    open_money: bool = False


def feedback(told: Explanation, rulebook: Rulebook, around: Circumstances) -> Feedback:
    """The slip of somebody who has a result. It always says the same of the same results."""
    return _Writer(told, rulebook, around).write()


class _Writer:
    def __init__(self, told: Explanation, rulebook: Rulebook, around: Circumstances) -> None:
        self.told, self.rulebook, self.around = told, rulebook, around
        self.scheme, self.result, self.cycle = told.scheme, told.result, told.cycle

    def write(self) -> Feedback:
        scheme, cycle, told = self.scheme, self.cycle, self.told
        undecided = any(entry.state is State.PROPOSED for entry in (*told.entries, *self.around.pay))
        strip = strip_words(told, self.around.open_results, undecided or self.around.open_money)
        return Feedback(
            company=scheme.company or scheme.title,
            number=f"{TITLE} {scheme.slug} · {cycle.period} · {self.result.appraisee.id}",
            title=f"{cycle.period.label}{TITLE}",
            strip=strip,
            provisional=strip.startswith(PROVISIONAL),
            fields=tuple(self._fields()),
            sections=tuple(self._sections()),
            total=self._total() if self.rulebook.base else None,
            boxes=tuple(self._boxes()),
            parts=tuple(self._parts()),
            notes=tuple(self._notes()),
            appeal=appeal_words(scheme),
            signers=("单位负责人" if scheme.unit_appraisee else "本人", scheme.appraiser or "考核人"),
        )

    def _fields(self) -> Iterator[tuple[str, str]]:
        person = self.result.appraisee
        id_label, name_label = appraisee_labels(self.scheme)
        known = (
            (name_label, person.name),
            (id_label, person.id),
            ("岗位", person.position),
            ("部门", person.department),
            ("考核周期", self.cycle.period.label),
            ("考核人", self.scheme.appraiser),
        )
        yield from ((label, text) for label, text in known if text)

    def _sections(self) -> Iterator[SectionLines]:
        number = 0
        for section in self.told.sections:
            own = next(each for each in self.rulebook.form.sections if each.name == section.name)
            number += own.heading
            yield self._section(section, own, section_heading(own, number) if own.heading else "")

    def _section(self, section: SectionTold, own: Section, heading: str) -> SectionLines:
        items = tuple(self._item(item) for item in section.items)
        if section.subtotal is None:
            return SectionLines(heading, items)
        points, value = section_points(own), self.result.subtotals.get(section.name)
        return SectionLines(heading, items, subtotal_name(own), _points(points), self._score(value))

    def _item(self, item: ItemTold) -> ItemLine:
        marks = {each.number: each.indicator.provisional for each in self.rulebook.items}
        mark = marks.get(item.number, "")
        typed = tuple(entry_lines(item.entries, ZH, cells=False))
        in_rows = any(entry.row is not None for entry in item.entries)
        return ItemLine(
            item.number,
            item.result.name,
            item.standard,
            (f"{len(typed)} 行，见下",) if in_rows else typed,
            _points(item.points),
            self._item_score(item.result),
            tuple(_below(item, typed if in_rows else ())),
            f"{PROVISIONAL} {mark}" if mark else "",
        )

    def _item_score(self, item: ItemResult) -> Figure:
        """As results.json has it, or in a word why there is none."""
        rounding = self.scheme.rounding
        if item.score is None:
            word = item.shown or status_word(item.status, ZH)
            return Figure(word if word and word != NOTHING else NOTHING, is_number=False)
        if item.shown is not None:
            return Figure(item.shown, is_number=_is_number(item.shown))
        return Figure(plain(item.score, rounding.total if rounding.items is None else rounding.items))

    def _score(self, value: Fraction | None) -> Figure:
        return _NO_FIGURE if value is None else Figure(plain(value, self.scheme.rounding.total))

    def _total(self) -> SectionLines:
        label = self.scheme.total_label + provisional_suffix(self.rulebook)
        return SectionLines("", (), label, _points(self.rulebook.base), self._score(self.result.total))

    def _boxes(self) -> Iterator[ResultBox]:
        scheme, result = self.scheme, self.result
        if self.rulebook.base:
            note = f"满分 {points_text(self.rulebook.base)}"
            yield ResultBox(scheme.total, self._score(result.total), note)
        if scheme.grades:
            grade = Figure(result.grade or NOTHING, is_number=False)
            yield ResultBox("等级", grade, grade_words(scheme))
        if scheme.pay is not None and self.cycle.show_pay and result.pay is not None:
            pay = Figure(plain(result.pay, scheme.rounding.pay), money=True)
            worked = self.told.pay.worked if self.told.pay is not None else ""
            yield ResultBox(f"{scheme.pay.name}（元）", pay, worked)
        ranks = list(rank_words(self.told, ZH)) if scheme.show_rank else []
        if result.rank is not None and ranks:
            among, *department = ranks
            value, _, out_of = among.partition("（")
            notes = (out_of.removesuffix("）"), *department)
            yield ResultBox("名次", Figure(value, is_number=False), "；".join(part for part in notes if part))

    def _parts(self) -> Iterator[ToldPart]:
        yield from parts(self.told, self.around.pay)

    def _notes(self) -> Iterator[str]:
        yield from footnotes(self.rulebook)
        if self.scheme.pay is not None and self.scheme.pay.note and self.cycle.show_pay:
            yield self.scheme.pay.note
        yield basis_words(self.told)


def _below(item: ItemTold, rows: tuple[str, ...]) -> Iterator[str]:
    """Rows that people added, the working, the remark."""
    yield from rows[:_MOST_ROWS]
    if len(rows) > _MOST_ROWS:
        yield f"……共 {len(rows)} 行，见考核表"
    working = item.result.explanation
    # That an item is only counted, its score says already.
    is_told = item.points is None and item.result.score is None and not any(map(str.isdigit, working))
    if working and not is_told:
        yield f"算式：{working}"
    if item.remark:
        yield f"备注：{item.remark}"


def _points(value: Fraction | None) -> Figure:
    return Figure() if value is None else Figure(points_text(value))


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
