"""init: a scheme of one's own from the library, with a roster to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kpixl.definition.library import find_scheme, scheme_not_found
from kpixl.definition.schema import scheme_schema
from kpixl.definition.scheme import load_scheme
from kpixl.definition.shelf import Shelf
from kpixl.files import atomic_write
from kpixl.findings import Finding, Place
from kpixl.model.roster import BASE, DEPARTMENT, HIRED, ID, NAME, POSITION
from kpixl.model.scheme import Scheme
from kpixl.pipeline.prepare import Findings
from kpixl.workbook.rosters import write_roster

SCHEME, SCHEMA, ROSTER = "scheme.yaml", "scheme.schema.json", "花名册.xlsx"
_OF_UNITS = {ID: "编号", NAME: "单位名称"}
"""What a roster of units calls the columns of people."""

_HEADER = f"# yaml-language-server: $schema=./{SCHEMA}\n"


def start(folder: Path, slug: str) -> tuple[tuple[Path, ...], Findings]:
    """Writes the scheme with its dictionary, its JSON Schema for editors, and a roster with its headings.

    Nothing that exists is overwritten. Raises OSError when the folder cannot be written to.
    """
    source = find_scheme(slug)
    if source is None:
        return (), (scheme_not_found(slug),)
    scheme, _ = load_scheme(source)
    assert scheme is not None, "a scheme of the library loads"
    shelf = Shelf.beside(source)
    text, file, _ = shelf.take(scheme.dictionary) if scheme.dictionary else (None, "", ())
    beside = {Path(file).name: text} if text is not None else {}
    existing = [folder / name for name in (SCHEME, ROSTER, *beside) if (folder / name).exists()]
    if existing:
        return (), tuple(Finding("file-exists", Place(str(path))) for path in existing)
    folder.mkdir(parents=True, exist_ok=True)
    _write_text(folder / SCHEMA, json.dumps(scheme_schema(), ensure_ascii=False, indent=1) + "\n")
    _write_text(folder / SCHEME, _HEADER + source.read_text(encoding="utf-8"))
    for name, own in beside.items():
        _write_text(folder / name, own)
    write_roster(folder / ROSTER, f"{scheme.title}花名册", _headings(scheme), _samples(scheme))
    return tuple(folder / name for name in (SCHEME, *beside, ROSTER, SCHEMA)), ()


def _write_text(path: Path, text: str) -> None:
    with atomic_write(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def _headings(scheme: Scheme) -> list[str]:
    if scheme.unit_appraisee:
        return [*_OF_UNITS.values(), *_asked(scheme)]
    pay = [BASE] if scheme.pay is not None else []
    return [ID, NAME, DEPARTMENT, POSITION, *pay, HIRED, *_asked(scheme)]


def _asked(scheme: Scheme) -> list[str]:
    """The scheme's own columns, without those that come from others."""
    return [name for name in scheme.columns if name not in scheme.annual]


def _samples(scheme: Scheme) -> list[dict[str, str | float]]:
    """One invented line for each kind of appraisee that has forms of its own, to be overwritten."""
    rows: list[dict[str, str | float]] = []
    further = {
        name: _example(text) for name, text in scheme.examples.items() if text and name not in scheme.annual
    }
    names = _OF_UNITS if scheme.unit_appraisee else {}
    kinds = [
        {names.get(column, column): values[0] for column, values in form.audience.items()}
        for form in scheme.forms
    ]
    for number, first in enumerate((kind for at, kind in enumerate(kinds) if kind not in kinds[:at]), 1):
        if scheme.unit_appraisee:
            unit = {_OF_UNITS[ID]: f"{number:03d}", _OF_UNITS[NAME]: f"示例单位{number}"}
            rows.append({**unit, **further, **first})
        else:
            department = next(iter(scheme.heads), "示例部")
            person = {ID: f"{number:04d}", NAME: f"示例{number}", DEPARTMENT: department, POSITION: "专员"}
            rows.append({**person, BASE: 3000.0, HIRED: "2024-01-02", **further, **first})
    return [*rows, *_sample_heads(scheme, rows)]


def _sample_heads(scheme: Scheme, rows: list[dict[str, str | float]]) -> Iterator[dict[str, str | float]]:
    """Whoever heads the departments of the other lines."""
    heads = {row[DEPARTMENT]: row for row in reversed(rows) if row.get(DEPARTMENT) in scheme.heads}
    for number, (department, row) in enumerate(heads.items(), len(rows) + 1):
        own = {ID: f"{number:04d}", NAME: f"示例{number}", POSITION: scheme.heads[str(department)]}
        yield {**row, **own}


def _example(text: str) -> str | float:
    """A number where it is one: it is then a number in the roster, too."""
    try:
        return float(text)
    except ValueError:
        return text
