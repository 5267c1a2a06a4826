"""A submission to a result: validated, recomputed from the entries, compared with what was shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kpixl.assess.conditions import adjustments, compiled, failing
from kpixl.assess.evidence import Witness
from kpixl.assess.normalise_form import Taker
from kpixl.assess.outcomes import (
    booked_months,
    measure_results,
    money_results,
    number_of,
    overall,
    settled_money,
)
from kpixl.assess.reconcile import reconcile
from kpixl.assess.validate import Validator
from kpixl.assess.voids import noted, set_aside
from kpixl.findings import Finding, Place
from kpixl.model.ledger import Void
from kpixl.model.numbers import plain
from kpixl.model.result import ItemResult, Result, Status
from kpixl.model.roster import Appraisee
from kpixl.model.submission import Submission
from kpixl.rules import entries
from kpixl.rules.declare import COUNTED, GRADE, SCORE
from kpixl.rules.entries import row_is_complete
from kpixl.rules.evaluate import compile_rule
from kpixl.rules.explain import explanation
from kpixl.rules.given import rests_on_workdays
from kpixl.rules.policy import may_be_blank
from kpixl.rules.quantity import Cell, Item, Rulebook
from kpixl.rules.run import compile_rulebook
from kpixl.rules.scoring import SCORING, TARGET, VALUE
from kpixl.rules.totals import subtotal_name
from kpixl.rules.values import EXCLUDED, UNKNOWN, Value


class Assessor:
    """Assesses the submissions of one form. Rules are compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.run = compile_rulebook(rulebook)
        self.taker = Taker(rulebook)
        self.validator = Validator(rulebook)
        self.explain = {
            item.indicator.name: compile_rule(explanation(item, rulebook)) for item in rulebook.items
        }
        self.musts = {item.indicator.name: compiled(item.musts) for item in rulebook.items}
        self.reminders = {item.indicator.name: compiled(item.reminders) for item in rulebook.items}
        self.row_musts = {
            item.indicator.name: [
                (row, compile_rule(must), say) for row, musts in item.row_musts.items() for must, say in musts
            ]
            for item in rulebook.items
        }
        self.complete = {
            (item.indicator.name, row): compile_rule(row_is_complete(item.row(row)))
            for item in rulebook.items
            for row in item.row_musts
        }
        self.adjust = adjustments(rulebook)
        self.booked = {name: compile_rule(day) for name, day in rulebook.booked.items()}
        self.witness = Witness(rulebook, self.run)

    def compute(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Every quantity of the form from what is given."""
        return self.run(given)

    def quantities(
        self,
        submission: Submission,
        fields: Mapping[str, Value],
        strict: bool = False,
        voids: Sequence[Void] = (),
    ) -> Mapping[str, Value]:
        """Every quantity of a returned form, as `assess` computes them."""
        standing = set_aside(self.rulebook, submission, voids)
        return self.run({**fields, **self.taker.take(standing.submission, fields, strict).meant})

    def assess(
        self,
        submission: Submission,
        person: Appraisee,
        fields: Mapping[str, Value],
        strict: bool = False,
        voids: Sequence[Void] = (),
    ) -> tuple[Result, tuple[Finding, ...]]:
        """The result of a returned form, and everything that was found in it.

        When strict, an entry counts only as it was typed. Events that are void count as not there.
        """
        standing = set_aside(self.rulebook, submission, voids)
        taken = self.taker.take(standing.submission, fields, strict)
        given = {**fields, **taken.meant}
        values = self.run(given)
        received = self.taker.take(submission, fields, strict) if standing.voids else taken
        # What the workbook showed rests on what it saw: 95分 is no number to it, and nothing is void.
        seen = values if received.seen == taken.meant else self.run({**fields, **received.seen})
        findings = [
            *self.validator.check(standing.submission, values, taken.readings),
            *self._between_entries(standing.submission, values),
            *reconcile(self.rulebook, submission, seen, values, lambda: self._blank(fields)),
        ]
        result = self.result(person, values, submission.file, submission.sheet)
        findings += self._without_reason(submission, result)
        result = self.witness.attested(result, standing.submission, given, values)
        if not voids:
            return result, tuple(findings)
        before = self.result(person, self.run({**fields, **received.meant}))
        result, told = noted(self.rulebook.scheme, standing, before, result)
        return result, (*findings, *told)

    def _blank(self, fields: Mapping[str, Value]) -> Mapping[str, Value]:
        """Every quantity of the form as it was handed out."""
        return self.run({**fields, **dict.fromkeys(cell.raw for cell in self.rulebook.cells)})

    def result(
        self, person: Appraisee, values: Mapping[str, Value], file: str = "", sheet: str = ""
    ) -> Result:
        """A result from computed values."""
        scheme = self.rulebook.scheme
        total = values[scheme.total]
        items = tuple(self._item(item, values) for item in self.rulebook.items)
        pay = values[scheme.pay.name] if scheme.pay is not None else None
        reasons = [why for rule, why in self.adjust if rule(values) is True]
        money = tuple(money_results(self.rulebook.form, values))
        status = overall(total if self.rulebook.base else None, items)
        return Result(
            appraisee=person,
            form=self.rulebook.form.key,
            status=status if self.rulebook.base else settled_money(status, money),
            items=items,
            subtotals={
                s.name: number_of(values[subtotal_name(s)]) for s in self.rulebook.form.sections if s.subtotal
            },
            total=number_of(total) if self.rulebook.base else None,
            grade=str(values[GRADE]) if isinstance(values.get(GRADE), str) else None,
            pay=number_of(pay),
            pay_note="；".join(reason for reason in reasons if reason),
            money=money,
            measures=tuple(measure_results(self.rulebook.form, values)),
            booked=booked_months(self.booked, values),
            file=file,
            sheet=sheet,
        )

    def _item(self, item: Item, values: Mapping[str, Value]) -> ItemResult:
        name = item.indicator.name
        score, value = values[item.id(SCORE)], values.get(item.id(VALUE))
        status = self._status(item, values)
        text = self.explain[name](values) if status in _TOLD else UNKNOWN
        known = number_of(score)
        return ItemResult(
            name=name,
            section=item.section.name,
            status=status,
            score=known,
            value=value if isinstance(value, Fraction | str) else None,
            shown=plain(known, 2) if known is not None else None,
            explanation=text if isinstance(text, str) else "",
            inputs={
                cell.id.removeprefix(name + "."): entries.shown(cell.input, raw)
                for cell in item.cells
                if (raw := values.get(cell.raw)) is not None and raw is not UNKNOWN
            },
        )

    def _broken(self, item: Item, values: Mapping[str, Value]) -> list[str]:
        """What is said of each constraint between the item's entries that does not hold."""
        return failing(self.musts[item.indicator.name], values)

    def _status(self, item: Item, values: Mapping[str, Value]) -> Status:
        """Not assessed is only what has no value although all of its entries are there and agree."""
        score = values[item.id(SCORE)]
        if isinstance(score, Fraction):
            return Status.ASSESSED
        is_scored = SCORING[item.indicator.method].scored
        if score is EXCLUDED and (is_scored or may_be_blank(item)):
            return Status.EXCLUDED
        cells = (*item.cells, *item.basis)
        ready = all(values[cell.id] is not UNKNOWN or _may_stay(cell, values) for cell in cells)
        ready = ready and not self._broken(item, values) and not self._has_faulty_row(item, values)
        if not ready:
            return Status.INCOMPLETE
        return Status.NOT_ASSESSED if is_scored else Status.EXCLUDED

    def _without_reason(self, submission: Submission, result: Result) -> Iterator[Finding]:
        """A total or an amount without a value, where nothing else tells why."""
        if any(item.status in (Status.INCOMPLETE, Status.NOT_ASSESSED) for item in result.items):
            return
        place = Place(submission.file, sheet=submission.sheet)
        if self.rulebook.base and result.total is None:
            yield Finding("nothing-assessed", place, {"appraisee": result.appraisee.id})
            return
        contact = self.rulebook.scheme.contact or "人力资源部"
        for part in result.money:
            if part.amount is None:
                details = {"name": part.name, "contact": contact, "appraisee": result.appraisee.id}
                yield Finding("money-not-computable", place, details)

    def _has_faulty_row(self, item: Item, values: Mapping[str, Value]) -> bool:
        rows = values.get(item.id(COUNTED))
        return isinstance(rows, tuple) and UNKNOWN in rows

    def _between_entries(self, submission: Submission, values: Mapping[str, Value]) -> Iterator[Finding]:
        """Constraints between entries, and items that stay unknown though everything is filled in."""
        for item in self.rulebook.items:
            first = submission.entries.get(item.cells[0].raw) if item.cells else None
            place = Place(submission.file, sheet=submission.sheet, cell=first.cell if first else "")
            details = {"indicator": item.indicator.name, "appraisee": submission.identity.appraisee}
            broken = self._broken(item, values)
            for say in broken:
                yield Finding("entries-disagree", place, {**details, "say": say})
            for say in failing(self.reminders[item.indicator.name], values):
                yield Finding("entries-unusual", place, {**details, "say": say})
            yield from self._within_rows(item, submission, values)
            if self._status(item, values) is Status.NOT_ASSESSED:
                contact = self.rulebook.scheme.contact or "人力资源部"
                lacks_target = item.target is not None and values[item.id(TARGET)] is UNKNOWN
                code = "item-beyond-calendar" if rests_on_workdays(item) else "item-not-computable"
                code = "item-without-target" if lacks_target else code
                yield Finding(code, place, {**details, "contact": contact})

    def _within_rows(
        self, item: Item, submission: Submission, values: Mapping[str, Value]
    ) -> Iterator[Finding]:
        """Conditions within a row that do not hold; an unused row meets all."""
        for row, must, say in self.row_musts[item.indicator.name]:
            cells = item.row(row)
            if self.complete[item.indicator.name, row](values) is True and must(values) is False:
                first = submission.entries.get(cells[0].raw)
                place = Place(submission.file, sheet=submission.sheet, cell=first.cell if first else "")
                name = f"{item.indicator.name}第{row}行"
                details = {"indicator": name, "appraisee": submission.identity.appraisee, "say": say}
                yield Finding("entries-disagree", place, details)


_TOLD = frozenset({Status.ASSESSED, Status.EXCLUDED})
"""Items whose working is told."""


def _may_stay(cell: Cell, values: Mapping[str, Value]) -> bool:
    """Whether a cell without a value is just an optional one that is blank."""
    return cell.input.optional and values.get(cell.raw) is None
