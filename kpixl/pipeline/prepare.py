"""Definition and roster to rulebooks: what every verb begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from kpixl.definition.against_roster import check_against_roster
from kpixl.definition.compose import Composer, compose
from kpixl.definition.declared import as_declared
from kpixl.definition.library import find_scheme, library, scheme_not_found
from kpixl.definition.roster import read_roster
from kpixl.definition.scheme import parse_scheme
from kpixl.definition.shelf import Definition, Shelf
from kpixl.definition.source import read_text
from kpixl.findings import Finding, has_errors
from kpixl.model.roster import STANDARD_COLUMNS, Roster
from kpixl.model.scheme import Scheme
from kpixl.rules.cohort import Cohort, build_cohort
from kpixl.rules.quantity import Rulebook
from kpixl.rules.rulebook import build_rulebook
from kpixl.rules.takes import Take, read_take, takes_of
from kpixl.rules.values import Type

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scheme that is fit for use: all of its text, the rulebook of each form by its key, and its cohort.

    `definition` holds the dictionary that the scheme draws on as well: see Definition.
    """

    scheme: Scheme
    definition: str
    file: str
    rulebooks: Mapping[str, Rulebook]
    cohort: Cohort = field(default_factory=Cohort)


def prepare(name: str, trial: bool = False) -> tuple[Prepared | None, Findings]:
    """Loads a scheme by file or library slug and builds its rulebooks. All problems at once.

    In a `trial`, numbers that are only suggested count.
    """
    return prepare_for(name, None, trial)


Carry = Callable[[Scheme, Roster | None], tuple[Roster | None, Findings]]
"""Gives a roster what it takes from elsewhere, or a roster where there is none."""


def as_it_is(scheme: Scheme, roster: Roster | None) -> tuple[Roster | None, Findings]:
    """A roster that takes nothing from elsewhere."""
    return roster, ()


def prepare_with_roster(
    name: str, roster_path: Path | None, trial: bool = False, carry: Carry = as_it_is
) -> tuple[Prepared | None, Roster | None, Findings]:
    """The same together with a roster, whose further columns rules may name."""
    text, file, findings = _read(name)
    if text is None:
        return None, None, findings
    shelf = Shelf.beside(Path(file))
    scheme, findings = parse_scheme(text, file, trial, shelf)
    if scheme is None:
        return None, None, findings
    roster: Roster | None = None
    roster_findings: Findings = ()
    if roster_path is not None:
        roster, roster_findings = read_roster(roster_path, units=scheme.unit_appraisee)
    if roster is not None or roster_path is None:
        roster, taken = carry(scheme, roster)
        roster_findings = (*roster_findings, *taken)
    if roster is not None:
        roster, of_another_kind = as_declared(roster, scheme)
        roster_findings = (*roster_findings, *of_another_kind)
    definition = Definition(text, shelf.taken).text
    prepared, found = _build(scheme, definition, file, roster, findings)
    return prepared, roster, (*found, *takes_unknown(prepared), *roster_findings)


def prepare_for(name: str, roster: Roster | None, trial: bool = False) -> tuple[Prepared | None, Findings]:
    """The same with a roster that is at hand, such as the one that a cycle has kept."""
    text, file, findings = _read(name)
    if text is None:
        return None, findings
    shelf = Shelf.beside(Path(file))
    scheme, findings = parse_scheme(text, file, trial, shelf)
    definition = Definition(text, shelf.taken).text
    if scheme is None:
        return None, findings
    prepared, found = _build(scheme, definition, file, roster, findings)
    unknown = takes_unknown(prepared)
    return (None if has_errors(unknown) else prepared), (*found, *unknown)


def takes_unknown(prepared: Prepared | None) -> Findings:
    """What a scheme takes from schemes that are at hand, and that none of their forms knows."""
    takes = tuple(takes_of(prepared.scheme)) if prepared is not None else ()
    found: list[Finding] = []
    for slug in dict.fromkeys(earlier.of for earlier, _ in takes):
        books = _books_of(slug, prepared) if prepared is not None else ()
        for take in (take for take in takes if take[0].of == slug):
            found += [each for each in nobody_knows(take, books) if each not in found]
    return tuple(found)


def nobody_knows(take: Take, books: Sequence[Rulebook]) -> Findings:
    """Why no form knows what is taken, as said of the one that comes nearest; nothing if one does."""
    read = [read_take(take, book) for book in books]
    if any(tree is not None for tree, _ in read):
        return ()
    return min((told for _, told in read), key=len, default=())


def _books_of(slug: str, prepared: Prepared) -> Sequence[Rulebook]:
    """The forms of a scheme beside this one or in the library; none when it is not at hand or not right."""
    if slug in ("", prepared.scheme.slug):
        return tuple(prepared.rulebooks.values())
    beside = Path(prepared.file).with_name(f"{slug}.yaml")
    path = beside if beside.is_file() else dict(library()).get(slug)
    text = read_text(path)[0] if path is not None else None
    if path is None or text is None:
        return ()
    scheme, found = parse_scheme(text, str(path), True, Shelf.beside(path))
    return tuple(_rulebooks(scheme, None)[0].values()) if scheme is not None and not has_errors(found) else ()


def prepare_text(
    definition: str,
    file: str,
    roster: Roster | None,
    trial: bool = False,
    composer: Composer = compose,
) -> tuple[Prepared | None, Findings]:
    """The same from a definition and a roster that a cycle has kept: no file is looked at.

    The composer may change what is written there.
    """
    kept = Definition.of(definition)
    scheme, findings = parse_scheme(kept.scheme, file, trial, Shelf(kept=kept.dictionaries), composer)
    return _build(scheme, definition, file, roster, findings) if scheme is not None else (None, findings)


def _read(name: str) -> tuple[str | None, str, Findings]:
    path = find_scheme(name)
    if path is None:
        return None, name, (scheme_not_found(name),)
    text, findings = read_text(path)
    return text, str(path), findings


def _build(
    scheme: Scheme, definition: str, file: str, roster: Roster | None, findings: Findings
) -> tuple[Prepared | None, Findings]:
    rulebooks, rule_findings = _rulebooks(scheme, roster)
    cohort, cohort_findings = build_cohort(scheme, further_columns(roster))
    found = (*findings, *rule_findings, *cohort_findings)
    found = (*found, *(check_against_roster(scheme, roster) if roster else ()))
    if cohort is None or has_errors(found):
        return None, found
    return Prepared(scheme, definition, file, rulebooks, cohort), found


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
