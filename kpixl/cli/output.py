"""How the command line speaks: findings and progress to stderr, results to stdout, exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kpixl.cli.words import Words, pick
from kpixl.files import reason_of
from kpixl.findings import Finding, Place, Severity, has_errors

FINE, FOUND_ERRORS = 0, 1

_SIGNS = {Severity.ERROR: "▲", Severity.WARNING: "△", Severity.INFO: "·"}
_SEVERITIES: dict[Severity, Words] = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("注意", "warning"),
    Severity.INFO: ("说明", "note"),
}
_PLACED: Words = ("{sign} {word} {place}：{message}", "{sign} {word} {place}: {message}")
_UNPLACED: Words = ("{sign} {word} {message}", "{sign} {word} {message}")
_REMEDY: Words = ("    → {remedy}（{code}）", "    → {remedy} ({code})")
_BAR = 30


def say(text: str = "") -> None:
    """A line of result, on stdout."""
    click.echo(text)


def tell(text: str) -> None:
    """A line of message, on stderr."""
    click.echo(text, err=True)


def tell_findings(findings: Iterable[Finding], language: str) -> None:
    """Each finding in two lines, the gravest first: where and what, then what to do."""
    order = list(Severity)
    for finding in sorted(findings, key=lambda finding: order.index(finding.severity)):
        details = {
            "sign": _SIGNS[finding.severity],
            "word": pick(_SEVERITIES[finding.severity], language),
            "place": str(finding.place),
            "message": finding.message(language),
            "remedy": finding.remedy(language),
            "code": finding.code,
        }
        tell(pick(_PLACED if details["place"] else _UNPLACED, language).format(**details))
        tell(pick(_REMEDY, language).format(**details))


def finding_json(finding: Finding, language: str) -> dict[str, object]:
    """A finding as programs read it."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "file": place.file or None,
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet or None,
        "cell": place.cell or None,
        "message": finding.message(language),
        "remedy": finding.remedy(language),
        "before": _detail(finding, "before"),
        "after": _detail(finding, "after"),
    }


def _detail(finding: Finding, name: str) -> str | None:
    """What was read, or what was taken instead: beside the finding or among its details."""
    value = getattr(finding, name) or finding.details.get(name)
    return None if value is None else str(value)


def findings_json(findings: Iterable[Finding], language: str) -> list[dict[str, object]]:
    """Findings as programs read them."""
    return [finding_json(finding, language) for finding in findings]


def say_json(value: object) -> None:
    """A value on stdout, as JSON. Where stdout is not UTF-8, Chinese is written as \\u escapes."""
    is_utf = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")
    say(json.dumps(value, ensure_ascii=not is_utf, indent=1))


def exit_code(findings: Iterable[Finding]) -> int:
    """1 when any finding is an error."""
    return FOUND_ERRORS if has_errors(findings) else FINE


def not_writable(folder: Path, error: OSError) -> Finding:
    """The finding for a folder that cannot be written to."""
    return Finding("folder-not-writable", Place(str(folder)), {"detail": reason_of(error)})


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    shown = False

    def show(done: int, total: int) -> None:
        nonlocal shown
        shown = True
        filled = _BAR * done // max(total, 1)
        click.echo(f"\r{label} [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}", nl=False, err=True)

    try:
        yield show if sys.stderr.isatty() else lambda done, total: None
    finally:
        if shown:
            click.echo(err=True)
