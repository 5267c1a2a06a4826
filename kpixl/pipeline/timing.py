"""Whether a scheme may be used for a period: its length, the time in force, years that forms are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpixl.findings import NOWHERE, Finding, Place
from kpixl.model.audience import form_for, is_for
from kpixl.model.cycle import Period
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Form, Scheme
from kpixl.pipeline.prepare import Findings

_YEARS = range(1900, 3000)
_LENGTHS = {
    "month": (1, "月", "month", "2026-11"),
    "quarter": (3, "季度", "quarter", "2026-Q4"),
    "half": (6, "半年", "half-year", "2026-H2"),
    "year": (12, "年", "year", "2026"),
}


def read_period(text: str, scheme: Scheme, place: Place = NOWHERE) -> tuple[Period | None, Findings]:
    """The period that a text names, which must be as long as the scheme's cycle."""
    period = Period.parse(text)
    if period is None or period.year not in _YEARS:
        return None, (Finding("period-unreadable", place, {"period": text}),)
    months, wanted, wanted_en, example = _LENGTHS[scheme.cycle]
    if period.months != months:
        details = {"period": text, "wanted": wanted, "wanted_en": wanted_en, "example": example}
        return None, (Finding("period-mismatch", place, details),)
    return period, ()


def not_in_force(scheme: Scheme, period: Period) -> Iterator[Finding]:
    """The finding for a period that does not lie wholly within the time of the scheme."""
    early = scheme.effective is not None and period.first < scheme.effective
    late = scheme.until is not None and period.last > scheme.until
    if early or late:
        days = {"period": period.label, "first": period.first, "last": period.last}
        since = (f"{scheme.effective} 起", f"from {scheme.effective}") if scheme.effective else ("", "")
        until = (f"{scheme.until} 止", f"until {scheme.until}") if scheme.until else ("", "")
        time, time_en = (" ".join(filter(None, words)) for words in zip(since, until, strict=True))
        yield Finding("scheme-not-in-force", scheme.place, {**days, "time": time, "time_en": time_en})


def without_form(scheme: Scheme, people: Iterable[Appraisee], year: int) -> Iterator[Finding]:
    """The finding for people who have forms for other years, but none for this one."""
    lacking = [
        [form for form in scheme.forms if is_for(form, person)]
        for person in people
        if form_for(scheme, person, year) is None
    ]
    lacking = [forms for forms in lacking if forms]
    if lacking:
        forms = [form for own in lacking for form in own]
        yield year_unknown(forms, year, len(lacking), scheme.place)


def year_unknown(forms: Iterable[Form], year: int, count: int, place: Place) -> Finding:
    """The finding for a year that none of these forms serves."""
    years = sorted({own for form in forms for own in form.years})
    details = {"year": year, "years": "、".join(map(str, years)), "count": count}
    return Finding("year-unknown", place, details)
