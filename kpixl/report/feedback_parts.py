"""The parts of a result slip below the items: total and grade, money, measures, the whole, appeals.

What would tell how others stand is left out unless the scheme shows ranks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from kpixl.model.cohort import CohortResult
from kpixl.model.explanation import Explanation, FigureTold
from kpixl.model.feedback import Figure, ToldLine, ToldPart
from kpixl.model.ledger import Entry, EntryKind
from kpixl.model.numbers import plain
from kpixl.model.zones import day_in
from kpixl.report.explain_figures import grade_text, worked
from kpixl.report.explain_money import figure_text
from kpixl.report.explain_words import state_word, words
from kpixl.report.formulas import KIND_WORDS
from kpixl.report.terminal import thousands
from kpixl.rules.consequences import CENTS

ZH = "zh-CN"
_SAY = words(ZH)
_KINDS = KIND_WORDS | {EntryKind.PAY: "工资"}
_CLOSED = {
    "bonus": "按名次确定，名次不公布",
    "fine": "按名次确定，名次不公布",
    "distribution": "按固定比例在全体中排定，名次不公布",
    "budget": "合计不超过预算的照发，超过的按同一比例折减",
}
"""What is said of a cohort step whose own words would tell how others stand, by its kind."""


def parts(told: Explanation, pay: Sequence[Entry]) -> Iterator[ToldPart]:
    """Every part that has something to say. `pay` are the lines of pay."""
    writer = _Parts(told)
    for title, lines, with_amounts in (
        ("得分和等级是怎么来的", writer.figures(), False),
        ("工资、罚款和奖励", writer.money(pay), True),
        ("非货币措施", writer.measures(), False),
        ("名次和全体汇总" if told.scheme.show_rank else "全体汇总", writer.cohort(pay), False),
        ("申诉和更正", writer.appeals(), False),
    ):
        found = tuple(lines)
        if found:
            yield ToldPart(title, found, with_amounts)


class _Parts:
    def __init__(self, told: Explanation) -> None:
        self.told, self.result, self.scheme = told, told.result, told.scheme
        self.own = told.result.appraisee.id
        self.show_pay = told.cycle.show_pay

    def figures(self) -> Iterator[ToldLine]:
        """Subtotals and total, as far as they are more than a figure that stands above; grade."""
        for figure in (*(section.subtotal for section in self.told.sections), self.told.total):
            if figure is not None and figure.exact is not None and figure.value is not None:
                text = worked(figure, ZH)
                if text != plain(figure.value, figure.places):
                    yield ToldLine(figure.name, text)
        grade = grade_text(self.told, ZH)
        if grade:
            yield ToldLine(_SAY["grade"], grade)

    def money(self, pay: Iterable[Entry]) -> Iterator[ToldLine]:
        """What this person gets and bears, line by line; then what was not due."""
        for entry in pay if self.show_pay else ():
            yield self._entry(entry, self._pay_words(entry))
        entries = [entry for entry in self.told.entries if entry.kind in _KINDS]
        figures = {figure.name: figure for figure in self.told.money}
        for entry in entries:
            if entry.payer.id == self.own:
                figure = figures.get(entry.rule) if entry.appraisee.id == self.own else None
                text = self._of_cohort(entry) if figure is None else _shared(figure, entry)
                yield self._entry(entry, text)
        yield from self._borne_by_others(entries)
        idle = [_named(each.name, each.condition) for each in figures.values() if each.value == 0]
        if idle:
            yield ToldLine(_SAY["not_due"], "；".join(idle))
        unknown = [each.name for each in figures.values() if each.value is None]
        if unknown:
            yield ToldLine(_SAY["unknown"], "；".join(unknown))

    def _entry(self, entry: Entry, text: str) -> ToldLine:
        amount = Figure() if entry.amount is None else Figure(self._amount(entry), money=True)
        text = "；".join(part for part in (text, f"计入{entry.to}" if entry.to else "") if part)
        return ToldLine(entry.rule, text, amount, _KINDS[entry.kind], self._state(entry))

    def _state(self, entry: Entry) -> str:
        return _state(entry, self.scheme.timezone)

    def _amount(self, entry: Entry) -> str:
        assert entry.amount is not None
        is_pay = entry.kind is EntryKind.PAY
        return plain(entry.amount, self.scheme.rounding.pay if is_pay else CENTS)

    def _pay_words(self, entry: Entry) -> str:
        figure, pay = self.told.pay, self.scheme.pay
        if figure is not None and pay is not None and entry.rule == pay.name and figure.value is not None:
            return worked(figure, ZH) + (_SAY["bracket"].format(text=figure.why) if figure.why else "")
        return self._of_cohort(entry)

    def _of_cohort(self, entry: Entry) -> str:
        """How a line that takes everybody came about, or whose form it comes from."""
        if entry.appraisee.id != self.own:
            whose = _SAY["of_others"].format(name=entry.appraisee.name, rule=entry.rule)
            return "；".join(part for part in (whose, entry.why) if part)
        step = self.result.cohort.get(entry.rule)
        return entry.why if step is None else self._step_words(step)

    def _borne_by_others(self, entries: Sequence[Entry]) -> Iterator[ToldLine]:
        """What others bear or get by this form: by name on the slip of a unit, without on a person's."""
        shared: dict[tuple[EntryKind, str, str], list[Entry]] = {}
        for entry in entries:
            if entry.appraisee.id == self.own != entry.payer.id and entry.amount is not None:
                shared.setdefault((entry.kind, entry.rule, self._state(entry)), []).append(entry)
        for (kind, rule, state), lines in shared.items():
            named = dict.fromkeys(entry.payer.name or _SAY["unknown_payer"] for entry in lines)
            who = "、".join(named) if self.scheme.unit_appraisee else "他人"
            verb = "承担" if kind is EntryKind.FINE else "得到"
            amount = thousands(plain(sum((entry.amount or Fraction() for entry in lines), Fraction()), CENTS))
            own = "本单位" if self.scheme.unit_appraisee else "本人"
            text = f"由{who}{verb}，共 {amount} 元，不计入{own}"
            yield ToldLine(rule, text, kind=_KINDS[kind], state=state)

    def measures(self) -> Iterator[ToldLine]:
        """Measures that apply, with what decided; those of others' forms; then those that do not apply."""
        entries = [entry for entry in self.told.entries if entry.kind is EntryKind.MEASURE]
        states = {entry.rule: self._state(entry) for entry in entries if entry.appraisee.id == self.own}
        for measure in self.told.measures:
            if measure.applies is not False:
                word = "" if measure.applies else _SAY["unknown"]
                text = "；".join(part for part in (word, measure.condition, measure.why) if part)
                yield ToldLine(measure.name, text, state=states.get(measure.name, ""))
        for entry in entries:
            if entry.appraisee.id != self.own:
                yield ToldLine(entry.rule, self._of_cohort(entry), state=self._state(entry))
        idle = [_named(each.name, each.condition) for each in self.told.measures if each.applies is False]
        if idle:
            yield ToldLine(_SAY["applies_not"], "；".join(idle))

    def cohort(self, pay: Iterable[Entry]) -> Iterator[ToldLine]:
        """What takes everybody, but the money that stands above; ranks only where they are shown."""
        above = {entry.rule for entry in (*self.told.entries, *(pay if self.show_pay else ()))}
        for step in self.result.cohort.values():
            hidden = step.kind == "rank" and not self.scheme.show_rank
            hidden |= step.unit == "元" and step.kind in ("budget", "value") and not self.show_pay
            if step.name not in above and not hidden and (step.value is not None or step.explanation):
                parts_ = (_value(step), self._step_words(step))
                yield ToldLine(step.name, "；".join(part for part in parts_ if part))

    def _step_words(self, step: CohortResult) -> str:
        return step.explanation if self.scheme.show_rank else _CLOSED.get(step.kind, "")

    def appeals(self) -> Iterator[ToldLine]:
        """Events that do not count any more, and what that changed."""
        for void in self.result.voids:
            at = day_in(self.scheme.timezone, void.stamp.at)
            text = f"第 {void.row} 行作废（{void.stamp.by}，{at}，{void.stamp.reason}）"
            yield ToldLine(void.log, text)
        pay = self.scheme.pay.name if self.scheme.pay is not None else ""
        for change in self.result.changes:
            if change.name != pay or self.show_pay:
                yield ToldLine(change.name, f"{change.before or '—'} → {change.after or '—'}")


def _shared(figure: FigureTold, entry: Entry) -> str:
    """How an amount came about, and what part of it is this person's."""
    text = figure_text(figure, _SAY)
    if entry.amount is None or entry.amount == figure.value:
        return text
    verb = "承担" if entry.kind is EntryKind.FINE else "得到"
    return f"{text}；其中本人{verb} {thousands(plain(entry.amount, CENTS))} 元"


def _named(name: str, condition: str) -> str:
    return f"{name}（{condition}）" if condition else name


def _state(entry: Entry, zone: str) -> str:
    """How far a line is, and who decided so on which day in this time zone."""
    word = state_word(entry.state, ZH)
    if entry.decision is None:
        return word
    stamp = entry.decision.stamp
    at = day_in(zone, stamp.at)
    return f"{word}（{stamp.by}，{at}，{stamp.reason}）"


def _value(step: CohortResult) -> str:
    if not isinstance(step.value, Fraction):
        return step.value or ""
    shown = plain(step.value, step.places)
    return _SAY["yuan"].format(amount=thousands(shown)) if step.unit == "元" else shown + step.unit
