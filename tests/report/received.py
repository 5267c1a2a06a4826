"""What the company of `world` has been given and has returned: one of everything that can happen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kpixl.consolidate.status import status_of
from kpixl.findings import Finding, Place
from kpixl.model.handout import Handout
from kpixl.model.received import Received, Returned, Standing
from kpixl.model.result import Verdict
from kpixl.model.status import CycleStatus
from kpixl.model.submission import Identity, Submission
from tests.report import world

START = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
DUE = datetime(2026, 12, 16, tzinfo=UTC).timestamp()


def handouts() -> tuple[Handout, ...]:
    """A form for each of the 25 people."""
    return tuple(handout(result.appraisee.id) for result in world.company().results)


def handout(number: str, department: str = "") -> Handout:
    """The form of a person of the company, or of one whom nobody knows."""
    known = {result.appraisee.id: result for result in world.company().results}
    result = known.get(number, known["XS001"])
    person = replace(result.appraisee, id=number, department=department or result.appraisee.department)
    name = person.name if number in known else f"新人{number}"
    return Handout(
        file=f"forms/{person.department}/{number} {name}.xlsx",
        department=person.department,
        id=number,
        name=name,
        position=person.position,
        form=f"{person.department}2026年11月绩效考核表",
        sheet=f"{number} {name}",
        key=result.form,
        making=1,
    )


def form(
    number: str, *codes: str, standing: Standing = Standing.COUNTS, day: int = 10, sheet: str = ""
) -> Returned:
    """A returned form that was saved on that day of December, with these findings at G12."""
    place = Place(sheet=sheet or number, cell="G12")
    details = {"name": "回访平均分", "value": "920", "wanted": "0至100", "none": "", "appraisee": number}
    saved = datetime(2026, 12, day, 9, 30, tzinfo=UTC).timestamp()
    return Returned(
        Submission("", sheet or number, Identity("c", number, "sales", "f")),
        saved,
        standing,
        late=saved >= DUE,
        findings=tuple(Finding(code, place, details) for code in codes),
    )


def file(
    shown: str,
    *forms: Returned,
    verdict: Verdict = Verdict.ACCEPTED,
    after: int = 0,
    findings: Iterable[Finding] = (),
    withdrawn: str = "",
) -> Received:
    """A file that was received so many hours after the first one."""
    first_at = START + timedelta(hours=after)
    digest = f"{abs(hash(shown)):064x}"[:64]
    return Received(digest, shown, first_at, verdict, forms, tuple(findings), withdrawn)


def received() -> list[Received]:
    """One of everything: accepted, with a warning, refused, late, superseded, withdrawn, of nobody."""
    wrong, odd = "entry-out-of-range", "entry-like-a-share"
    old = Standing.SUPERSEDED
    return [
        file("销售部.xlsx", *(form(f"XS{number:03}") for number in range(1, 7)), after=1),
        file("XS007.xlsx", form("XS007", wrong, wrong), verdict=Verdict.REFUSED, after=2),
        file("XS008 初稿.xlsx", form("XS008", standing=old), verdict=Verdict.IGNORED, after=3),
        file("XS008.xlsx", form("XS008", odd), verdict=Verdict.WARNED, after=4),
        file("撤下/XS012.xlsx", form("XS012", standing=Standing.WITHDRAWN), after=6, withdrawn="发错了"),
        file(
            "别人的.xlsx",
            form("0013", "identity-marks-differ", standing=Standing.DISOWNED),
            verdict=Verdict.REFUSED,
            after=7,
        ),
        file(
            "新建 Microsoft Excel 工作表(1).xlsx",
            verdict=Verdict.REFUSED,
            after=8,
            findings=[Finding("file-damaged")],
        ),
        file("老王.xlsx", form("XS900", standing=Standing.DISOWNED), verdict=Verdict.WARNED, after=9),
        file("迟交/XS010.xlsx", form("XS010", day=18), after=400),
    ]


def company() -> CycleStatus:
    """25 people and one who has left; 8 have returned what counts."""
    return status_of(world.CYCLE, handouts(), received(), left=[handout("XS900")])
