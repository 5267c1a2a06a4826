"""The four ledgers of a cycle, line by line: a pure function of results, roster and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kpixl.consolidate.ledgers_booking import months_of, unbooked
from kpixl.consolidate.ledgers_dues import Due, budgets_of, dues
from kpixl.consolidate.ledgers_payers import Burden, burdens
from kpixl.findings import Finding, few
from kpixl.model.consequence import Payer
from kpixl.model.folded import Folded
from kpixl.model.ledger import Decision, Entry, EntryKind, Evidence, Ledger, Party, State
from kpixl.model.relation import Relation, Trouble, told
from kpixl.model.result import MeasureResult, Result, Status
from kpixl.model.roster import Roster
from kpixl.model.scheme import Scheme


def draw_up(
    scheme: Scheme,
    period: str,
    results: Sequence[Result],
    roster: Roster,
    decisions: Iterable[Decision] = (),
    provisional: bool = False,
) -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledgers, and what stands in the way of their being final. Lines stand in the order of results.

    There is a line for each total, each pay, each fine or bonus of more than nothing (one for each who
    bears it), and each measure that applies. Every sum of money is the sum of its lines.
    """
    awaited = any(not result.settled for result in results)
    drawing = _Drawing(scheme, period, Relation(scheme, roster), decisions, awaited)
    entries = Folded(entry for result in results for entry in drawing.of(result))
    findings = (
        *told(drawing.troubles),
        *unbooked(entries),
        *drawing.unknown(),
        *_waiting(drawing.undecided),
        *drawing.idle(results),
    )
    return Ledger(entries, final=not (provisional or awaited or drawing.is_open)), findings


class _Drawing:
    """Draws the lines of each result, and keeps what nobody could tell."""

    def __init__(
        self,
        scheme: Scheme,
        period: str,
        relation: Relation,
        decisions: Iterable[Decision],
        awaited: bool,
    ) -> None:
        self.scheme, self.period, self.relation, self.awaited = scheme, period, relation, awaited
        self.decisions = {(each.appraisee, each.measure): each for each in decisions}
        self.budgets = budgets_of(scheme)
        self.troubles: list[Trouble] = []
        self.undecided: dict[tuple[str, str], str] = {}
        self.is_open = False
        self.open: list[str] = []

    def of(self, result: Result) -> Iterator[Entry]:
        """Every line of one appraisee, noting what is open in it."""
        for entry in self._lines(result):
            self.is_open |= entry.state is State.PROPOSED
            if entry.kind is EntryKind.MEASURE and entry.decision is None:
                self.undecided[(entry.appraisee.id, entry.rule)] = f"{entry.appraisee.name}·{entry.rule}"
            yield entry

    def _lines(self, result: Result) -> Iterator[Entry]:
        if result.total is not None:
            yield self._score(result, result.total)
        for due in dues(self.scheme, result, self.budgets):
            if due.amount is None:
                self.is_open = True
                # Of what rests on everybody, the step that gives it tells why.
                self.open += [] if due.of_all else [f"{result.appraisee.name}·{due.rule}"]
            else:
                yield from self._money(result, due, due.amount)
        for measure in result.measures:
            if measure.applies is None and result.status is Status.ASSESSED:
                self.is_open = True
                self.open.append(f"{result.appraisee.name}·{measure.name}")
            if measure.applies:
                yield from self._measure(result, measure)

    def _score(self, result: Result, total: Fraction) -> Entry:
        scores = (f"{item.name} {item.shown}" for item in result.items if item.shown is not None)
        name = self.scheme.total
        own = Burden(Party.of(result.appraisee), total)
        line = self._line(EntryKind.SCORE, result, own, name, "，".join(scores), name)
        return replace(line, amount=total)

    def _money(self, result: Result, due: Due, amount: Fraction) -> Iterator[Entry]:
        found = burdens(due.basis, amount, due.payers, result, self.relation)
        # A pay of nothing is a line all the same: nobody has to wonder where it is.
        found = found or ((Burden(Party.of(result.appraisee), amount),) if due.kind is EntryKind.PAY else ())
        for burden in found:
            line = self._line(due.kind, result, burden, due.rule, due.why, due.basis)
            state = State.PROPOSED if due.of_all and self.awaited else line.state
            yield replace(line, state=state, amount=burden.amount, to=due.to)

    def _measure(self, result: Result, measure: MeasureResult) -> Iterator[Entry]:
        """A measure against each whom it is for; one decision is about all of them."""
        decision = self.decisions.get((result.appraisee.id, measure.name))
        payers = (Payer(measure.who),) if measure.who else ()
        for burden in burdens(measure.name, Fraction(1), payers, result, self.relation):
            line = self._line(EntryKind.MEASURE, result, burden, measure.name, measure.why, measure.name)
            state = State.PROPOSED
            if decision is not None and line.state is State.DUE:
                state = State.CONFIRMED if decision.confirmed else State.VOID
            yield replace(line, state=state, decision=decision)

    def _line(
        self, kind: EntryKind, result: Result, burden: Burden, rule: str, why: str, basis: str
    ) -> Entry:
        """A line of somebody; as long as the payer or the form is not settled, it is proposed."""
        if burden.trouble is not None:
            self.troubles.append(burden.trouble)
        booked, paid = months_of(self.scheme, kind, result, basis, burden.row, self.period)
        settled = burden.trouble is None and result.settled and booked != ""
        return Entry(
            kind=kind,
            appraisee=Party.of(result.appraisee),
            payer=burden.party,
            rule=rule,
            why=why,
            period=self.period,
            booked=booked,
            paid=paid,
            state=State.DUE if settled else State.PROPOSED,
            evidence=Evidence(result.file, result.sheet, burden.cells or result.evidence.get(basis, ())),
        )

    def unknown(self) -> Iterator[Finding]:
        """One finding for all amounts that are not known although the form is complete."""
        if self.open:
            yield Finding("amounts-open", details={"count": len(self.open), "names": few(self.open)})

    def idle(self, results: Iterable[Result]) -> Iterator[Finding]:
        """Decisions about measures that do not apply any more."""
        wanted = {id_ for id_, _ in self.decisions}
        decided = {
            result.appraisee.id: result
            for result in (results if wanted else ())
            if result.appraisee.id in wanted
        }
        for (id_, measure), decision in self.decisions.items():
            result = decided.get(id_)
            if result is None or not any(m.name == measure and m.applies for m in result.measures):
                name = result.appraisee.name if result is not None else id_
                details = {"appraisee": id_, "name": name, "text": measure, "by": decision.stamp.by}
                yield Finding("decision-idle", details=details)


def _waiting(waiting: Mapping[tuple[str, str], str]) -> Iterator[Finding]:
    """One finding for all measures that nobody has decided about."""
    if waiting:
        details = {"count": len(waiting), "names": few(list(waiting.values()))}
        yield Finding("measures-waiting", details=details)
