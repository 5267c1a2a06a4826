"""Every scheme of the library goes all the way: begun with init, made, filled in, collected."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from kpixl.assess.assess import Assessor
from kpixl.cycle import store
from kpixl.definition.library import library
from kpixl.definition.roster import read_roster
from kpixl.definition.scheme import load_scheme
from kpixl.findings import Finding, Severity, has_errors
from kpixl.model.audience import form_for
from kpixl.model.result import Status
from kpixl.model.roster import Appraisee
from kpixl.pipeline.collect import collect
from kpixl.pipeline.fill import Entries, plausible
from kpixl.pipeline.make import RETURNED, Options, make_template
from kpixl.pipeline.prepare import prepare_text
from kpixl.pipeline.score import Inputs, score_inputs
from kpixl.pipeline.start import ROSTER, SCHEME, start
from kpixl.workbook.book import Job, Press, make_press, write_book
from tests.workbook.forms import PERIODS

SLUGS = [slug for slug, _ in library()]

GAPS = {"trial-numbers", "holidays-unknown", "form-for-no-one", "share-overridden", "matrix-left-out"}
"""What the gaps of a source call for: numbers that are not decided, days that nobody knows yet, rows that
nobody has placed, forms of other years."""

TALES = {"entry-like-a-share"}
"""What may be said of a form that is filled in at random, though nothing is wrong."""


TRIES = 40


def _progress(done: int, whole: int) -> None: ...


def _codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_scheme_is_begun_made_filled_in_and_collected(slug: str, tmp_path: Path) -> None:
    _, begun = start(tmp_path / "own", slug)
    assert not begun
    scheme_file, roster_file = tmp_path / "own" / SCHEME, tmp_path / "own" / ROSTER
    scheme, _ = load_scheme(scheme_file, trial=True)
    assert scheme is not None
    years = sorted({year for form in scheme.forms for year in form.years})
    for year in years or [2026]:
        period = PERIODS[scheme.cycle].replace("2026", str(year))
        cycle = tmp_path / f"cycle-{year}"
        made, found = make_template(
            str(scheme_file), roster_file, period, cycle, Options(trial=True), _progress
        )
        assert made is not None, found
        assert _codes(found) <= GAPS, found
        _check_collected(cycle)


def _check_collected(cycle: Path) -> None:
    _fill(cycle)
    consolidation, found = collect(cycle, (), _progress)
    assert consolidation is not None, found
    assert _codes(found) <= GAPS | TALES, found
    told = [finding for file in consolidation.files for finding in file.findings]
    assert not [finding for finding in told if finding.severity is Severity.ERROR], told
    assert consolidation.results
    for result in consolidation.results:
        assert result.status is Status.ASSESSED, (result, told)


def _fill(cycle: Path) -> None:
    """Every form comes back, filled in as people would."""
    held = store.load(cycle)
    prepared, _ = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
    assert prepared is not None
    random = Random(held.definition_file)
    for person in held.roster.appraisees:
        form = form_for(prepared.scheme, person, held.cycle.period.year)
        if form is not None:
            press = make_press(prepared.rulebooks[form.key], held.cycle, held.definition, held.key)
            write_book(
                cycle / RETURNED / f"{person.id}.xlsx", [Job(person, press, _right(press, person, random))]
            )


def _right(press: Press, person: Appraisee, random: Random) -> Entries:
    """Plausible entries that nothing is wrong with: people mend what their form marks."""
    assessor = Assessor(press.rulebook)
    for _ in range(TRIES):
        entries = plausible(press.rulebook, random, press.cycle.period)
        result, found = score_inputs(assessor, Inputs(person, entries, cycle=press.cycle))
        if result.status is Status.ASSESSED and not has_errors(found):
            return entries
    raise AssertionError((found, entries))


@pytest.mark.parametrize("slug", SLUGS)
def test_each_form_of_a_scheme_has_somebody_in_its_sample_roster(slug: str, tmp_path: Path) -> None:
    start(tmp_path / "own", slug)
    scheme, _ = load_scheme(tmp_path / "own" / SCHEME, trial=True)
    assert scheme is not None
    roster, _ = read_roster(tmp_path / "own" / ROSTER, units=scheme.unit_appraisee)
    assert roster is not None
    for form in scheme.forms:
        year = form.years[0] if form.years else 2026
        served = {found.key for person in roster.appraisees if (found := form_for(scheme, person, year))}
        assert form.key in served
