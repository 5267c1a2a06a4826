"""A scheme from its YAML: the one way in. Every problem is gathered, with its place."""

from __future__ import annotations

from pathlib import Path

from kpixl.definition.build import build_scheme
from kpixl.definition.checks import check_scheme
from kpixl.definition.compose import Composer, compose
from kpixl.definition.dictionary import draw, read_dictionary
from kpixl.definition.fields import KINDS
from kpixl.definition.gathered import Gathered
from kpixl.definition.matrix import expand
from kpixl.definition.reader import read_record
from kpixl.definition.shelf import Shelf, library_folder
from kpixl.definition.source import read_text
from kpixl.definition.worded import worded
from kpixl.findings import Finding
from kpixl.model.scheme import Scheme


def load_scheme(path: Path, trial: bool = False) -> tuple[Scheme | None, tuple[Finding, ...]]:
    """The scheme in a YAML file, and everything wrong with it.

    The scheme is None when the file holds no mapping at all. With findings of severity error it holds
    only what could be read whole, and is good for looking for further problems, not for use. In a
    `trial`, suggested numbers count.
    """
    text, findings = read_text(path)
    return parse_scheme(text, str(path), trial, Shelf.beside(path)) if text is not None else (None, findings)


def parse_scheme(
    text: str,
    file: str = "",
    trial: bool = False,
    shelf: Shelf | None = None,
    composer: Composer = compose,
) -> tuple[Scheme | None, tuple[Finding, ...]]:
    """The scheme in a YAML text; `file` names its source in places. As load_scheme.

    Its dictionary is taken from the shelf, by default from the library alone.
    """
    node, findings = composer(text, file)
    if node is None:
        return None, findings
    gathered = Gathered(trial)
    record = read_record(KINDS["scheme"], node, gathered)
    if record is None:
        return None, _in_order((*findings, *gathered.findings), file)
    dictionary = read_dictionary(record, shelf or Shelf((library_folder(),)), gathered, composer)
    record = expand(draw(record, dictionary, gathered), dictionary, gathered)
    scheme = worded(build_scheme(record, gathered), gathered)
    check_scheme(scheme, gathered)
    if gathered.tried:
        lines = "、".join(map(str, sorted({place.line or 0 for place in gathered.tried})))
        gathered.add("trial-numbers", scheme.place, count=len(gathered.tried), lines=lines)
    return scheme, _in_order((*findings, *gathered.findings), file)


def _in_order(findings: tuple[Finding, ...], file: str) -> tuple[Finding, ...]:
    """The findings of the scheme from top to bottom, then those of its dictionary."""

    def standing(finding: Finding) -> tuple[bool, int, int]:
        place = finding.place
        return place.file != file, place.line or 0, place.column or 0

    return tuple(sorted(findings, key=standing))
