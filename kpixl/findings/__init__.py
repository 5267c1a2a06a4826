"""Findings: problems as values, each with a stable code, a place, a plain sentence and a remedy."""

from kpixl.findings import (
    cohort,
    cycle,
    definition,
    entries,
    explain,
    feedback,
    integrity,
    ledgers,
    returns,
    roster,
    rules,
    simulate,
    slips,
    status,
    verify,
)
from kpixl.findings.finding import (
    NOWHERE,
    Code,
    Finding,
    Place,
    Severity,
    UnknownCode,
    all_codes,
    code_of,
    did_you_mean,
    has_errors,
    register,
)

__all__ = [
    "NOWHERE",
    "TABLES",
    "Code",
    "Finding",
    "Place",
    "Severity",
    "UnknownCode",
    "all_codes",
    "code_of",
    "did_you_mean",
    "has_errors",
    "register",
]

TABLES = (
    definition,
    rules,
    cohort,
    ledgers,
    roster,
    cycle,
    returns,
    integrity,
    entries,
    status,
    slips,
    explain,
    feedback,
    simulate,
    verify,
)
"""The tables of codes, in the order in which a user meets them."""
