"""An explanation as a letter for the terminal: from the form that counts to the pay, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from kpixl.model.explanation import Explanation, FormTold
from kpixl.model.ledger import EntryKind
from kpixl.model.numbers import plain
from kpixl.model.result import Status
from kpixl.report.explain_figures import figure_lines
from kpixl.report.explain_items import item_lines
from kpixl.report.explain_money import money_lines, state_of
from kpixl.report.explain_words import SIGNS, numbered, standing_word, status_word, words
from kpixl.report.status_words import clock, saved_at
from kpixl.report.terminal import hanging, shown, thousands, width

_IN = "  "


def explain_lines(told: Explanation, language: str = "zh-CN") -> Iterator[str]:
    """The letter. Standards, labels and findings are in the language, workings as the form prints them."""
    yield from map(shown, Letter(told, language).lines())


class Letter:
    """Writes part by part; a part without anything to say is left out."""

    def __init__(self, told: Explanation, language: str) -> None:
        self.told, self.language, self.say = told, language, words(language)
        self.scheme, self.result = told.scheme, told.result

    def lines(self) -> Iterator[str]:
        """All of it."""
        say, cycle = self.say, self.told.cycle
        period = str(cycle.period) if self.language == "en" else cycle.period.label
        yield say["title"].format(period=period, title=self.scheme.title)
        yield from self._person()
        number = 0
        for heading, part in (
            ("form", self._form()),
            ("items", item_lines(self.told, self.language)),
            ("figures", figure_lines(self.told, self.language)),
            ("money", money_lines(self.told, self.language)),
            ("measures", self._measures()),
            ("appeals", self._appeals()),
            ("cohort", self._cohort()),
            ("findings", self._findings()),
        ):
            lines = list(part)
            if lines:
                number += 1
                yield ""
                yield numbered(number, say[heading], self.language)
                yield from (f"{_IN}{line}".rstrip() for line in lines)

    def _person(self) -> Iterator[str]:
        say, person, result = self.say, self.result.appraisee, self.result
        who = say["person"].format(name=person.name, id=person.id)
        yield say["gap"].join(
            part for part in (who, person.department, person.position, self.told.handout.form) if part
        )
        yield ""
        figures = [
            "" if result.total is None else f"{self.scheme.total} {self._total(result.total)}",
            result.grade or "",
            "" if self.scheme.pay is None or result.pay is None else f"{self.scheme.pay.name} {self._pay()}",
            *rank_words(self.told, self.language),
        ]
        known = say["gap"].join(figure for figure in figures if figure)
        status = status_word(result.status, self.language)
        note = f"{say['colon']}{result.note}" if result.note and self.language != "en" else ""
        yield known if result.status is Status.ASSESSED and known else status + note
        if self.told.provisional and result.rank is not None:
            yield say["provisional"]

    def _form(self) -> Iterator[str]:
        say, told = self.say, self.told
        if told.form is None:
            yield say["nothing"]
        standings = {form.standing for form in told.forms}
        indent = max((width(standing_word(each, self.language)) for each in standings), default=0) + 2
        for form in told.forms:
            word = standing_word(form.standing, self.language)
            yield from hanging(word, self._of_form(form), indent)
        if told.form is not None:
            details = {"slug": self.scheme.slug, "version": self.scheme.version}
            yield say["rules"].format(making=told.making, **details)

    def _of_form(self, form: FormTold) -> str:
        say = self.say
        place = f"{form.file}「{form.sheet}」" if form.sheet else form.file
        saved = clock(saved_at(form.saved))
        times = [say["arrived"].format(at=clock(form.received))]
        times += [say["saved"].format(at=saved)] if saved else []
        why = form.why[self.language == "en"]
        return say["comma"].join((place, *times)) + (f"{say['stop']}{why}" if why else "")

    def _measures(self) -> Iterator[str]:
        say, told = self.say, self.told
        for measure in told.measures:
            key = {True: "applies", False: "applies_not", None: "unknown"}[measure.applies]
            lines = [entry for entry in told.entries if entry.kind is EntryKind.MEASURE]
            own = [entry for entry in lines if entry.rule == measure.name]
            states = [part for entry in own for part in state_of(entry, self.language)]
            who = measure.who if measure.applies else ""
            parts = [say[key], who, *states, measure.condition, measure.why]
            yield from hanging(measure.name, say["stop"].join(part for part in parts if part))

    def _appeals(self) -> Iterator[str]:
        for void in self.result.voids:
            at = clock(datetime.fromisoformat(void.stamp.at))
            details = {"by": void.stamp.by, "at": at, "reason": void.stamp.reason}
            yield self.say["void"].format(log=void.log, row=void.row, **details)
        for change in self.result.changes:
            before, after = change.before or "—", change.after or "—"
            yield self.say["change"].format(name=change.name, before=before, after=after)

    def _cohort(self) -> Iterator[str]:
        told = {entry.rule for entry in self.told.entries if entry.appraisee.id == self.result.appraisee.id}
        given = [each for each in self.result.cohort.values() if each.name not in told]
        given = [each for each in given if each.value is not None or each.explanation]
        indent = max((width(each.name) for each in given), default=0) + 2
        for each in given:
            value = each.value if isinstance(each.value, str) else ""
            if isinstance(each.value, Fraction):
                digits_ = plain(each.value, each.places)
                in_yuan = self.say["yuan"].format(amount=thousands(digits_))
                value = in_yuan if each.unit == "元" else digits_ + each.unit
            text = self.say["stop"].join(part for part in (value, each.explanation) if part)
            yield from hanging(each.name, text, indent)

    def _findings(self) -> Iterator[str]:
        for finding in self.told.findings:
            place = finding.place
            is_own = self.told.form is not None and place.file == self.told.form.file
            spot = place.cell if is_own else str(place)
            cell = f" {spot}" if spot else ""
            message = f"{finding.message(self.language)}"
            yield from hanging(f"{SIGNS[finding.severity]}{cell}", message, 2 + width(cell))
            if finding.remedy(self.language):
                yield from hanging("", f"→ {finding.remedy(self.language)}", 2)

    def _total(self, total: Fraction) -> str:
        return plain(total, self.scheme.rounding.total)

    def _pay(self) -> str:
        pay = self.result.pay
        assert pay is not None
        return self.say["yuan"].format(amount=thousands(plain(pay, self.scheme.rounding.pay)))


def rank_words(told: Explanation, language: str) -> Iterator[str]:
    """The rank among everybody, and within the department where that is another one."""
    say, result = words(language), told.result
    everybody, department = told.assessed
    measure = say["measure_units" if told.scheme.unit_appraisee else "measure_people"]
    if result.rank is not None:
        yield say["rank_of"].format(rank=result.rank, count=everybody, measure=measure)
    if result.department_rank is not None and department < everybody:
        details = {"rank": result.department_rank, "count": department, "measure": measure}
        yield say["department_rank"].format(department=result.appraisee.department, **details)
