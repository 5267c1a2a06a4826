"""check --cycle: what a changed scheme means for forms that are out, on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpixl.cli.output import progress
from kpixl.cli.words import Words, pick

if TYPE_CHECKING:
    from kpixl.model.scheme import Scheme
    from kpixl.pipeline.changes import Checked, FormChange, SchemeChanges

_COMPARING: Words = ("比较", "Comparing")
_HEADINGS: tuple[Words, ...] = (
    ("已发的考核表", "forms that are out"),
    ("改了什么", "changed"),
    ("发出", "sent"),
    ("交回", "returned"),
)
_MADE: Words = ("{title}（第 {making} 次发表）", "{title} (making {making})")
_STANDS: Words = (
    "交回的表始终按发出时的方案读；要按改动后的方案发表，用 make-template --revise。",
    "Returned forms are always read by the scheme that they were made with;\n"
    "make-template --revise hands out forms by the changed one.",
)


def check_for_cycle(scheme: str, folder: Path, trial: bool, language: str) -> Checked:
    """Checks the scheme for the cycle in the folder. The findings say what has changed, too."""
    from dataclasses import replace

    from kpixl.pipeline.change_findings import change_findings
    from kpixl.pipeline.changes import check_for_cycle as check

    with progress(pick(_COMPARING, language)) as show:
        checked = check(scheme, folder, trial, show)
    if checked.prepared is None or checked.changes is None:
        return checked
    told = tuple(change_findings(checked.changes, checked.prepared.scheme))
    return replace(checked, findings=(*checked.findings, *told))


def change_lines(changes: SchemeChanges, language: str) -> Iterator[str]:
    """A row for each version of a form that is out."""
    from kpixl.pipeline.change_findings import CHANGE_WORDS
    from kpixl.report.terminal import aligned

    rows = [[pick(words, language) for words in _HEADINGS]]
    for form in changes.forms:
        change = pick(CHANGE_WORDS[form.comparison.change], language)
        rows.append([_title(form, changes, language), change, str(form.sent), str(form.returned or "-")])
    yield from aligned(rows)
    yield pick(_STANDS, language)


def _title(form: FormChange, changes: SchemeChanges, language: str) -> str:
    title = form.key if form.title == form.key else f"{form.key} {form.title}"
    return pick(_MADE, language).format(title=title, making=form.making) if changes.makings > 1 else title


def changes_json(changes: SchemeChanges, scheme: Scheme) -> dict[str, Any]:
    """What would change, as programs read it: amounts are decimal strings, at the places of the scheme."""
    return {
        "forms": [_form(form, scheme) for form in changes.forms],
        "other_form": [handout.id for handout in changes.other_form],
        "no_form": [handout.id for handout in changes.no_form],
        "new_form": [person.id for person in changes.new_form],
    }


def _form(form: FormChange, scheme: Scheme) -> dict[str, Any]:
    from kpixl.model.numbers import plain

    entries, effect = form.comparison.entries, form.effect
    return {
        "form": form.key,
        "making": form.making,
        "change": form.comparison.change.value,
        "sent": form.sent,
        "returned": form.returned,
        "entries": {
            "added": [".".join(entry) for entry in entries.added],
            "removed": [".".join(entry) for entry in entries.removed],
            "renamed": {".".join(before): ".".join(after) for before, after in entries.renamed},
            "changed": [".".join(entry) for entry in entries.changed],
        },
        "differences": [
            {
                "what": one.what.value,
                "name": one.name,
                "before": one.before or None,
                "after": one.after or None,
            }
            for one in form.comparison.differences
        ],
        "effect": None
        if effect is None
        else {
            "compared": effect.compared,
            "scores": effect.scores,
            "grades": effect.grades,
            "pay": effect.pays,
            "money": effect.money,
            "most_score": plain(effect.most_score, scheme.rounding.total),
            "most_pay": plain(effect.most_pay, scheme.rounding.pay),
            "lost": effect.lost,
            "gained": effect.gained,
        },
    }
