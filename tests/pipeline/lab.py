"""Cycles and roll-ups in real folders, made from a few lines of data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from kpixl.cycle import store
from kpixl.findings import Finding
from kpixl.model.audience import form_for
from kpixl.model.result import Consolidation
from kpixl.pipeline.books import RESULTS
from kpixl.pipeline.collect import collect
from kpixl.pipeline.make import RETURNED, Options, make_template
from kpixl.pipeline.prepare import prepare_text
from kpixl.pipeline.rollup import Asked, RolledUp, rollup
from kpixl.pipeline.score import read_entries
from kpixl.report.export import json_text
from kpixl.report.results import JSON
from kpixl.workbook.book import Job, make_press, write_book
from tests.pipeline.world import change, nothing, write_csv

Rows = Sequence[Sequence[str]]


@dataclass
class Lab:
    """A folder with schemes, rosters and cycles. `moment` makes later files later."""

    home: Path
    moment: int = field(default=0)

    def scheme(self, name: str, text: str) -> str:
        """A scheme beside the cycles; a name of the library is taken as it is."""
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def at(self, name: str) -> str:
        """A scheme that was written here, else one of the library."""
        return str(self.home / name) if (self.home / name).exists() else name

    def roster(self, rows: Rows, name: str = "名册.csv") -> Path:
        """A roster: headings, then people."""
        heading, *people = (tuple(map(str, row)) for row in rows)
        return write_csv(self.home / name, people, heading)

    def make(
        self, name: str, scheme: str, period: str, rows: Rows, options: Options | None = None
    ) -> tuple[Finding, ...]:
        """Makes the forms of a cycle, and expects it to work."""
        roster = self.roster(rows)
        folder, chosen = self.home / name, options or Options(trial=True)
        made, findings = make_template(self.at(scheme), roster, period, folder, chosen, nothing)
        assert made is not None, [finding.message("en") for finding in findings]
        return findings

    def fill(self, name: str, entries: Mapping[str, Any], file: str = "") -> None:
        """Puts filled forms among the returned ones: entries by indicator for each person."""
        folder = self.home / name
        held = store.load(folder)
        prepared, _ = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
        assert prepared is not None
        people = {person.id: person for person in held.roster.appraisees}
        books: dict[str, list[Job]] = {}
        for number, typed in entries.items():
            person = people[str(number)]
            form = form_for(prepared.scheme, person, held.cycle.period.year)
            assert form is not None
            press = make_press(prepared.rulebooks[form.key], held.cycle, held.definition, held.key)
            inputs, findings = read_entries(press.rulebook, {"entries": exact(typed)}, name)
            assert not findings, [finding.message("en") for finding in findings]
            known = {key: value for key, value in inputs.entries.items() if value is not None}
            books.setdefault(file or f"{number}.xlsx", []).append(Job(person, press, known))
        for title, jobs in books.items():
            path = folder / RETURNED / title
            write_book(path, jobs, with_index=len(jobs) > 1)
            self.moment += 1
            day = (date(2000, 1, 1) + timedelta(days=self.moment)).isoformat()
            change(path, "docProps/core.xml", _dated(day))

    def collect(self, name: str) -> Consolidation:
        """Collects a cycle and writes its results.json."""
        folder = self.home / name
        found, problems = collect(folder, (), nothing, deliver=lambda whole: written(folder, whole))
        assert found is not None, [finding.message("en") for finding in problems]
        return found

    def cycle(self, name: str, scheme: str, period: str, rows: Rows, entries: Mapping[str, Any]) -> None:
        """A whole cycle: forms made, filled, collected."""
        self.make(name, scheme, period, rows)
        self.fill(name, entries)
        self.collect(name)

    def rollup(
        self,
        name: str,
        scheme: str,
        period: str,
        cycles: Iterable[str],
        rows: Rows | None = None,
        options: Options | None = None,
    ) -> tuple[RolledUp | None, tuple[Finding, ...]]:
        """Rolls cycles up."""
        folder = self.home / name
        roster = self.roster(rows, "汇总名册.csv") if rows is not None else None
        sources = [self.home / each for each in cycles]
        chosen = options or Options(trial=True)
        asked = Asked(self.at(scheme), sources, period, folder, roster, chosen)
        return rollup(asked, nothing, lambda whole: written(folder, whole))


def _dated(day: str) -> Callable[[str], str]:
    """The properties of a file as if it had been saved on that day."""
    return lambda text: text.replace("2000-01-01", day)


def exact(value: Any) -> Any:
    """Data with its numbers as fractions, as files of inputs are read."""
    match value:
        case dict():
            return {str(key): exact(one) for key, one in value.items()}
        case list():
            return [exact(one) for one in value]
        case bool() | str() | None:
            return value
        case _:
            return Fraction(str(value))


def written(folder: Path, whole: Consolidation) -> list[Path]:
    """Writes results.json alone."""
    path = folder / RESULTS / JSON
    path.parent.mkdir(exist_ok=True)
    path.write_text(json_text(whole), encoding="utf-8", newline="\n")
    return [path]
