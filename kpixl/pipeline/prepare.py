"""Definition and roster to rulebooks: what every verb begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kpixl.definition.against_roster import check_against_roster
from kpixl.definition.library import find_scheme, scheme_not_found
from kpixl.definition.scheme import load_scheme, parse_scheme
from kpixl.findings import Finding, has_errors
from kpixl.model.roster import STANDARD_COLUMNS, Roster
from kpixl.model.scheme import Scheme
from kpixl.rules.quantity import Rulebook
from kpixl.rules.rulebook import build_rulebook
from kpixl.rules.values import Type

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scheme that is fit for use: its source text, and the rulebook of each form by its key."""

    scheme: Scheme
    definition: str
    file: str
    rulebooks: Mapping[str, Rulebook]


def prepare(name: str, roster: Roster | None = None) -> tuple[Prepared | None, Findings]:
    """Loads a scheme by file or library slug and builds its rulebooks. All problems at once."""
    path = find_scheme(name)
    if path is None:
        return None, (scheme_not_found(name),)
    scheme, findings = load_scheme(path)
    if scheme is None or has_errors(findings):
        return None, (*findings, *_rule_findings(scheme, roster))
    return _build(scheme, path.read_text(encoding="utf-8-sig"), str(path), roster, findings)


def prepare_text(definition: str, file: str, roster: Roster | None) -> tuple[Prepared | None, Findings]:
    """The same from a definition that a cycle has kept."""
    scheme, findings = parse_scheme(definition, file)
    if scheme is None or has_errors(findings):
        return None, findings
    return _build(scheme, definition, file, roster, findings)


def _build(
    scheme: Scheme, definition: str, file: str, roster: Roster | None, findings: Findings
) -> tuple[Prepared | None, Findings]:
    rulebooks, rule_findings = _rulebooks(scheme, roster)
    found = (*findings, *rule_findings, *(check_against_roster(scheme, roster) if roster else ()))
    if has_errors(found):
        return None, found
    return Prepared(scheme, definition, file, rulebooks), found


def _rule_findings(scheme: Scheme | None, roster: Roster | None) -> Findings:
    """Problems of the rules of a scheme that has others too: everything is said at once."""
    return _rulebooks(scheme, roster)[1] if scheme is not None else ()


def _rulebooks(scheme: Scheme, roster: Roster | None) -> tuple[dict[str, Rulebook], Findings]:
    columns = further_columns(roster)
    rulebooks: dict[str, Rulebook] = {}
    findings: list[Finding] = []
    for form in scheme.forms:
        rulebook, found = build_rulebook(scheme, form, columns)
        findings += [finding for finding in found if finding not in findings]
        if rulebook is not None:
            rulebooks[form.key] = rulebook
    return rulebooks, tuple(findings)


def further_columns(roster: Roster | None) -> dict[str, Type]:
    """The roster's own columns that rules may name, and whether they hold numbers."""
    if roster is None:
        return {}
    further = [name for name in roster.columns if name not in STANDARD_COLUMNS]
    return {name: Type.NUMBER if _is_numeric(roster, name) else Type.TEXT for name in further}


def _is_numeric(roster: Roster, column: str) -> bool:
    values = [value for person in roster.appraisees if (value := person.fields.get(column)) is not None]
    return bool(values) and all(isinstance(value, Fraction) for value in values)
