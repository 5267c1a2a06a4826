"""Which returned forms need a correction slip, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpixl.findings import Finding, Severity
from kpixl.model.received import Received, Returned, Standing

ALTERED = frozenset(
    {
        "formula-overwritten",
        "formula-replaced",
        "formula-altered",
        "weight-altered",
        "target-altered",
        "standard-altered",
        "pay-base-altered",
        "figure-altered",
        "text-altered",
    }
)
"""Findings about locked cells, which are put back."""

_STRANGE = frozenset(
    {
        "sheet-other-cycle",
        "sheet-other-scheme",
        "sheet-version-unreadable",
        "sheet-unknown-form",
        "person-unexpected",
        "person-left",
        "person-transferred",
        "identity-lost",
        "identity-marks-differ",
        "identity-cycles-differ",
    }
)
"""Findings after which another form is needed: mending this one would not help."""

_NOT_THEIRS = frozenset(
    {"form-late", "form-earlier-version", "item-without-target", "person-twice", "shown-differs"}
)
"""What those who fill in a form cannot put right in it, or what is right as soon as it is opened."""

_SETTLED = frozenset({"entry-normalised"})
"""What is told on a slip, but asks for none: what was read is certain."""

_OF_SHEETS = frozenset({"protection-removed", "rows-hidden", "rows-lost"})
"""What is told on a slip though it stands in no cell."""


STANDING = frozenset({Standing.COUNTS, Standing.WAITS, Standing.DISOWNED})
"""Forms that count, that are to count once they are mended, and that nothing else of the person replaces."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A received file in which something has to be put right or looked at, and the forms concerned."""

    received: Received
    forms: tuple[Returned, ...]


def doubtful_files(received: Iterable[Received]) -> list[Doubtful]:
    """The files that need a slip, in their order. One form of each person counts, else the latest."""
    best: dict[str, tuple[bool, float]] = {}
    candidates: list[Doubtful] = []
    for file in received:
        forms = tuple(form for form in file.forms if form.standing in STANDING)
        for form in forms:
            best[form.appraisee] = max(best.get(form.appraisee, (False, 0.0)), _rank(form))
        needing = tuple(form for form in forms if _needs_slip(form))
        if needing:
            candidates.append(Doubtful(file, needing))
    chosen = (
        Doubtful(each.received, tuple(form for form in each.forms if _rank(form) == best[form.appraisee]))
        for each in candidates
    )
    return [each for each in chosen if each.forms]


def _rank(form: Returned) -> tuple[bool, float]:
    return form.standing in (Standing.COUNTS, Standing.WAITS), form.saved


def _needs_slip(form: Returned) -> bool:
    return not is_strange(form) and any(map(_asks_for_one, form.findings))


def is_strange(form: Returned) -> bool:
    """Whether it is no form of this cycle and of a person in it."""
    return any(finding.code in _STRANGE for finding in form.findings)


def _asks_for_one(finding: Finding) -> bool:
    if finding.code in _NOT_THEIRS | _SETTLED:
        return False
    is_error = finding.severity is Severity.ERROR
    return is_error or (finding.severity is Severity.WARNING and bool(finding.place.cell))


def told_findings(form: Returned) -> list[Finding]:
    """What a slip says of a form, the gravest first."""
    told = [finding for finding in form.findings if _asks_for_one(finding) or _goes_along(finding)]
    return sorted(told, key=lambda finding: list(Severity).index(finding.severity))


def _goes_along(finding: Finding) -> bool:
    return finding.code in _SETTLED or (finding.code in _OF_SHEETS and finding.severity is not Severity.INFO)
