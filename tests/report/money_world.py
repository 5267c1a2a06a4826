"""Results with money for the tests of the sheets: payers of all sorts, things open, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from kpixl.findings import Finding, Place
from kpixl.model.consequence import Money, Payer, Side
from kpixl.model.indicator import Rule
from kpixl.model.ledger import (
    NOBODY_KNOWS,
    Change,
    Decision,
    Entry,
    EntryKind,
    Evidence,
    Ledger,
    Party,
    Seen,
    Stamp,
    State,
    Void,
)
from kpixl.model.payroll import PayrollColumn
from kpixl.model.result import Consolidation, FileVerdict, MeasureResult, MoneyResult, Result, Verdict
from tests.report import world

PERIOD = "2026-11"
STAMP = Stamp("总经理", "hr", "2026-12-18T02:00:00+00:00", "情况属实，=SUM(A1)")
FINE = Money(name="超时", side=Side.FINE, amount=Rule("200"), payers=(Payer("本人"),), why="超过时限")
BONUS = Money(name="表扬", side=Side.BONUS, amount=Rule("50"), to="团队培训基金")


def company() -> Consolidation:
    """The company; money for all who are assessed, by halves of cents of 33.335 that add up all the same."""
    consolidation = world.company()
    scheme = replace(
        consolidation.scheme,
        forms=tuple(replace(form, money=(FINE, BONUS)) for form in consolidation.scheme.forms),
    )
    results = tuple(_with_money(result) for result in consolidation.results)
    appealed = replace(
        results[1],
        voids=(Void("XS002", "登记", 2, (("事由", "=超时"), ("次数", "2")), STAMP),),
        changes=(Change("绩效分数", "80.35", "88.85"), Change("等级", "", "良好")),
    )
    withdrawn = FileVerdict(
        "撤下/+XS012.xlsx",
        "f" * 64,
        Verdict.IGNORED,
        ("XS012",),
        (Finding("file-withdrawn", Place("撤下/+XS012.xlsx"), {"reason": "发错了"}),),
    )
    entries = tuple(_entries(results))
    return replace(
        consolidation,
        scheme=scheme,
        results=(results[0], appealed, *results[2:]),
        files=(*consolidation.files, withdrawn),
        ledger=Ledger(entries),
    )


def settled() -> Consolidation:
    """Only those whose results are final, and nothing open."""
    whole = company()
    results = tuple(r for r in world.complete(whole).results if r.pay is not None)
    kept = {result.appraisee.id for result in results}
    entries = tuple(
        entry
        for entry in whole.ledger.entries
        if entry.appraisee.id in kept and entry.state is not State.PROPOSED and entry.payer.name
    )
    return replace(whole, results=results, files=(), ledger=Ledger(entries, final=True))


def paid_later() -> Consolidation:
    """The settled, paid a month later, but for fines: these go by a day of the month before."""
    whole = settled()
    entries = tuple(
        replace(entry, booked="2026-10", paid=PERIOD)
        if entry.kind is EntryKind.FINE
        else replace(entry, booked=PERIOD, paid="2026-12")
        for entry in whole.ledger.entries
    )
    return replace(
        whole, scheme=replace(whole.scheme, payout=1), ledger=Ledger(entries, final=whole.ledger.final)
    )


def with_columns(consolidation: Consolidation, *columns: tuple[str, str]) -> Consolidation:
    """The same under a scheme that names the columns for payroll, each with its heading."""
    payroll = tuple(PayrollColumn(name, heading) for name, heading in columns)
    return replace(consolidation, scheme=replace(consolidation.scheme, payroll=payroll))


def many(count: int) -> Consolidation:
    """So many people: the company again and again, each with a number of their own."""
    whole = company()
    results = []
    for number in range(count):
        like = whole.results[number % len(whole.results)]
        results.append(replace(like, appraisee=replace(like.appraisee, id=f"N{number:06}", row=number + 2)))
    return replace(whole, results=tuple(results), files=(), ledger=Ledger(tuple(_entries(results))))


def _with_money(result: Result) -> Result:
    if result.total is None:
        return result
    cents = Fraction(result.appraisee.row * 3335, 1000)
    fine = MoneyResult(FINE.name, FINE.side, Fraction(int(cents * 100), 100), FINE.payers, FINE.why)
    bonus = MoneyResult(BONUS.name, BONUS.side, Fraction(50 if result.rank == 1 else 0), (), "", BONUS.to)
    measures = (MeasureResult("通报批评", True, "", "连续两次超时"),) if result.total < 60 else ()
    return replace(result, money=(fine, bonus), measures=measures)


def _entries(results: Iterable[Result]) -> Iterator[Entry]:
    """The lines: some borne by others, by somebody from outside, by nobody knows whom."""
    manager = Party("GL001", "赵总", "总经办")
    payers = {"XS003": manager, "XS004": Party("", "=供应商", ""), "XS008": NOBODY_KNOWS}
    for result in results:
        person = Party.of(result.appraisee)
        evidence = Evidence(result.file, result.sheet, (Seen("G9", "超时次数", "=1"),))
        if result.pay is not None:
            yield Entry(
                kind=EntryKind.PAY, appraisee=person, payer=person, rule="绩效工资", amount=result.pay,
                period=PERIOD,
            )  # fmt: skip
        for part in result.money:
            payer = payers.get(person.id, person)
            if part.amount:
                yield Entry(
                    kind=EntryKind(part.side.value), appraisee=person, payer=payer, rule=part.name,
                    amount=part.amount, why=part.why, to=part.to, period=PERIOD, evidence=evidence,
                    state=State.PROPOSED if payer == NOBODY_KNOWS else State.DUE,
                )  # fmt: skip
        for measure in result.measures:
            confirmed = person.id == "XS011"
            decision = Decision(person.id, measure.name, True, STAMP) if confirmed else None
            yield Entry(
                kind=EntryKind.MEASURE, appraisee=person, payer=person, rule=measure.name, why=measure.why,
                period=PERIOD, state=State.CONFIRMED if confirmed else State.PROPOSED, decision=decision,
                evidence=evidence,
            )  # fmt: skip
