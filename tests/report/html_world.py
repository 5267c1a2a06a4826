"""Results for the tests of the HTML report: hostile texts, ledgers, a cohort, many people."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kpixl.model.cohort import CohortResult, Rank
from kpixl.model.consequence import Money, Side
from kpixl.model.cycle import Cycle, Period
from kpixl.model.indicator import Rule
from kpixl.model.ledger import Decision, Entry, EntryKind, Evidence, Ledger, Party, Seen, Stamp, State
from kpixl.model.provenance import Performed, Provenance, Source
from kpixl.model.result import Consolidation, MoneyResult, Result
from tests.report import world

HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=2>\u2028{{ 7*7 }}"


def full() -> Consolidation:
    """The company with a ledger, a rank of its own, and where the results come from."""
    company = world.company()
    fine = Money(name="超时", side=Side.FINE, amount=Rule("200"))
    scheme = replace(
        company.scheme,
        forms=tuple(replace(form, money=(fine,)) for form in company.scheme.forms),
        cohort=(Rank(name="组内名次", by=Rule("绩效分数")),),
    )
    results = tuple(_with_cohort(result) for result in company.results)
    made = Performed("2026-12-01T08:00:00Z", "0.5")
    provenance = Provenance(
        Performed("2026-12-18T01:30:00Z", "0.5", "hr"), made, 1, "d" * 64, "r" * 64,
        (Source("销售部.xlsx", "a" * 64, "2026-12-10T01:00:00Z"),),
    )  # fmt: skip
    return replace(
        company,
        scheme=scheme,
        results=results,
        provenance=provenance,
        ledger=Ledger(tuple(_entries(results))),
    )


def _with_cohort(result: Result) -> Result:
    place = None if result.rank is None else Fraction(result.rank)
    told = CohortResult(
        name="组内名次", kind="rank", value=place, unit="名", places=0, explanation="按绩效分数从高到低排"
    )
    money = (MoneyResult("超时", Side.FINE, Fraction("200.35"), (), "超过时限"),) if place else ()
    return replace(result, cohort={told.name: told}, money=money)


def _entries(results: tuple[Result, ...]) -> list[Entry]:
    found = []
    for result in results:
        person = Party.of(result.appraisee)
        seen = Evidence(result.file, result.sheet, (Seen("G9", "超时次数", "1"),))
        if result.pay is not None:
            found.append(
                Entry(
                    kind=EntryKind.PAY,
                    appraisee=person,
                    payer=person,
                    rule="绩效工资",
                    amount=result.pay,
                    period="2026-11",
                )
            )
        for part in result.money:
            found.append(
                Entry(
                    kind=EntryKind.FINE, appraisee=person, payer=person, rule=part.name, amount=part.amount,
                    why=part.why, period="2026-11", evidence=seen,
                )
            )  # fmt: skip
    person = Party.of(results[0].appraisee)
    stamp = Stamp("王经理", "hr", "2026-12-18T02:00:00Z", "情况属实")
    decided = Decision(person.id, "通报批评", True, stamp)
    for state, decision in ((State.CONFIRMED, decided), (State.PROPOSED, None)):
        found.append(
            Entry(
                kind=EntryKind.MEASURE, appraisee=person, payer=person, rule="通报批评", why="连续两次超时",
                period="2026-11", state=state, decision=decision,
            )
        )  # fmt: skip
    return found


def hostile() -> Consolidation:
    """The same, where every text of a roster or a form tries to be a script."""
    company = full()
    scheme = replace(company.scheme, title=HOSTILE, company=HOSTILE, contact=HOSTILE)
    results = tuple(
        replace(
            result,
            appraisee=replace(
                result.appraisee,
                name=HOSTILE,
                position=HOSTILE,
                department=f"{result.appraisee.department}{HOSTILE}",
            ),
            items=tuple(
                replace(item, explanation=HOSTILE, inputs={HOSTILE: HOSTILE}) for item in result.items
            ),
            note=HOSTILE,
        )
        for result in company.results
    )
    return replace(company, scheme=scheme, results=results)


def many(count: int) -> Consolidation:
    """So many people: the company again and again, each with a number and a score of their own."""
    company = full()
    results = []
    for number in range(count):
        like = company.results[number % len(company.results)]
        items = tuple(
            replace(item, explanation=f"{number}件 ÷ 260台 ＝ {number / 7:.2f}‰；4 ÷ 7.69 × 20 ＝ 10.40 分")
            for item in like.items
        )
        person = replace(like.appraisee, id=f"N{number:05}", name=f"{like.appraisee.name[:2]}{number}")
        results.append(replace(like, appraisee=person, items=items))
    return replace(company, results=tuple(results), files=(), ledger=Ledger(tuple(_entries(tuple(results)))))


def earlier() -> Consolidation:
    """The month before, where everybody had two points less."""
    company = full()
    results = tuple(
        replace(result, total=None if result.total is None else result.total - 2)
        for result in company.results
    )
    return replace(company, results=results, cycle=Cycle("perf-pay-100-2026-10", Period(2026, 10, 1)))
