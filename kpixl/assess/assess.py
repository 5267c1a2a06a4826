"""A submission to a result: validated, recomputed from the entries, compared with what was shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from kpixl.assess.validate import Validator, typed_value
from kpixl.findings import Finding, Place
from kpixl.model.numbers import plain, recorded
from kpixl.model.result import ItemResult, Result, Status
from kpixl.model.roster import Appraisee
from kpixl.model.submission import CellValue, Submission
from kpixl.rules.declare import GRADE, SCORE
from kpixl.rules.evaluate import Compiled, as_text, compile_rule
from kpixl.rules.explain import explanation
from kpixl.rules.nodes import Expr
from kpixl.rules.quantity import Item, Rulebook
from kpixl.rules.run import compile_rulebook
from kpixl.rules.scoring import VALUE
from kpixl.rules.totals import subtotal_name
from kpixl.rules.values import EXCLUDED, EXCLUDED_TEXT, UNKNOWN, Value

Given = Callable[[Appraisee, Mapping[str, Value]], Mapping[str, Value]]
"""Roster columns and typed values of a person, as rules see them."""


class Assessor:
    """Assesses the submissions of one form. Rules are compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.run = compile_rulebook(rulebook)
        self.validator = Validator(rulebook)
        self.explain = {
            item.indicator.name: compile_rule(explanation(item, rulebook)) for item in rulebook.items
        }
        self.musts = {
            item.indicator.name: [(compile_rule(m), say) for m, say in item.musts] for item in rulebook.items
        }
        scheme = rulebook.scheme
        adjust = _adjustment_rules(rulebook)
        reasons = [part.why for part in scheme.pay.adjust] if scheme.pay is not None else []
        self.adjust = list(zip(adjust, reasons, strict=True))

    def compute(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Every quantity of the form from what is given."""
        return self.run(given)

    def assess(
        self, submission: Submission, person: Appraisee, fields: Mapping[str, Value]
    ) -> tuple[Result, tuple[Finding, ...]]:
        """The result of a returned form, and everything that was found in it."""
        typed = {cell.raw: typed_value(submission.entries.get(cell.raw)) for cell in self.rulebook.cells}
        values = self.run({**fields, **typed})
        findings = [
            *self.validator.check(submission, values),
            *self._between_entries(submission, values),
            *self._reconcile(submission, values),
        ]
        return self.result(person, values, submission.file, submission.sheet), tuple(findings)

    def result(
        self, person: Appraisee, values: Mapping[str, Value], file: str = "", sheet: str = ""
    ) -> Result:
        """A result from computed values."""
        scheme = self.rulebook.scheme
        total = values[scheme.total]
        items = tuple(self._item(item, values) for item in self.rulebook.items)
        pay = values[scheme.pay.name] if scheme.pay is not None else None
        reasons = [why for rule, why in self.adjust if rule(values) is True]
        return Result(
            appraisee=person,
            form=self.rulebook.form.key,
            status=_overall(total, items),
            items=items,
            subtotals={
                s.name: _number(values[subtotal_name(s)]) for s in self.rulebook.form.sections if s.subtotal
            },
            total=_number(total),
            grade=str(values[GRADE]) if isinstance(values.get(GRADE), str) else None,
            pay=_number(pay),
            pay_note="；".join(reason for reason in reasons if reason),
            file=file,
            sheet=sheet,
        )

    def _item(self, item: Item, values: Mapping[str, Value]) -> ItemResult:
        name = item.indicator.name
        score, value = values[item.id(SCORE)], values.get(item.id(VALUE))
        status = self._status(item, values)
        text = self.explain[name](values) if status is Status.ASSESSED else UNKNOWN
        known = _number(score)
        return ItemResult(
            name=name,
            section=item.section.name,
            status=status,
            score=known,
            value=value if isinstance(value, Fraction | str) else None,
            shown=plain(known, 2) if known is not None else None,
            explanation=text if isinstance(text, str) else "",
            inputs={
                cell.id.removeprefix(name + "."): as_text(raw)
                for cell in item.cells
                if (raw := values.get(cell.raw)) is not None and raw is not UNKNOWN
            },
        )

    def _broken(self, item: Item, values: Mapping[str, Value]) -> list[str]:
        """What is said of each constraint between the item's entries that does not hold."""
        return [say for must, say in self.musts[item.indicator.name] if must(values) is False]

    def _status(self, item: Item, values: Mapping[str, Value]) -> Status:
        """Not assessed is only what has no value although all of its entries are there and agree."""
        score = values[item.id(SCORE)]
        if isinstance(score, Fraction):
            return Status.ASSESSED
        if score is EXCLUDED:
            return Status.EXCLUDED
        ready = all(values[cell.id] is not UNKNOWN for cell in item.cells if not cell.input.optional)
        return Status.NOT_ASSESSED if ready and not self._broken(item, values) else Status.INCOMPLETE

    def _between_entries(self, submission: Submission, values: Mapping[str, Value]) -> Iterator[Finding]:
        """Constraints between entries, and items that stay unknown though everything is filled in."""
        for item in self.rulebook.items:
            first = submission.entries.get(item.cells[0].raw)
            place = Place(submission.file, sheet=submission.sheet, cell=first.cell if first else "")
            details = {"indicator": item.indicator.name, "appraisee": submission.identity.appraisee}
            broken = self._broken(item, values)
            for say in broken:
                yield Finding("entries-disagree", place, {**details, "say": say})
            if self._status(item, values) is Status.NOT_ASSESSED:
                contact = self.rulebook.scheme.contact or "人力资源部"
                yield Finding("item-not-computable", place, {**details, "contact": contact})

    def _reconcile(self, submission: Submission, values: Mapping[str, Value]) -> Iterator[Finding]:
        """What the workbook showed against what its entries give."""
        shown = {name: cell for name, cell in submission.shown.items() if name in self.rulebook.quantities}
        if shown and all(cell.raw is None and cell.formula and not cell.error for cell in shown.values()):
            yield Finding("results-not-recalculated", Place(submission.file, sheet=submission.sheet))
            return
        for name, cell in shown.items():
            quantity = self.rulebook.quantities[name]
            expected = _as_shown(values[name], quantity.places)
            found = _as_shown(_seen(cell), quantity.places)
            if found == expected:
                continue
            code = "shown-differs" if cell.formula else "formula-overwritten"
            details = {
                "name": quantity.label,
                "before": found or "（空）",
                "after": expected or "（不能计算）",
                "appraisee": submission.identity.appraisee,
            }
            yield Finding(code, Place(submission.file, sheet=submission.sheet, cell=cell.cell), details)


def _adjustment_rules(rulebook: Rulebook) -> list[Compiled]:
    """The conditions inside the pay rule, in the order in which the scheme gives them."""
    from kpixl.rules.nodes import Binary, Call

    pay = rulebook.scheme.pay
    found: list[Expr] = []
    node = rulebook.quantities[pay.name].rule if pay is not None else None
    node = node.args[0] if isinstance(node, Call) else node
    for _ in pay.adjust if pay is not None else ():
        assert isinstance(node, Binary)
        assert isinstance(node.right, Call)
        found.insert(0, node.right.args[0])
        node = node.left
    return [compile_rule(rule) for rule in found]


def _overall(total: Value, items: tuple[ItemResult, ...]) -> Status:
    if isinstance(total, Fraction):
        return Status.ASSESSED
    if any(item.status is Status.INCOMPLETE for item in items):
        return Status.INCOMPLETE
    return Status.NOT_ASSESSED


def _number(value: Value) -> Fraction | None:
    return value if isinstance(value, Fraction) else None


def _seen(cell: CellValue) -> Value:
    """What a result cell showed; its words for "not yet" count as nothing."""
    if cell.error or cell.raw in ("", "—", "未完成", None):
        return UNKNOWN
    return EXCLUDED if cell.raw == EXCLUDED_TEXT else cell.raw


def _as_shown(value: Value, places: int | None) -> str:
    if isinstance(value, Fraction):
        return plain(recorded(value, 2 if places is None else places), 2 if places is None else places)
    return "" if value is UNKNOWN or value is None else as_text(value)
