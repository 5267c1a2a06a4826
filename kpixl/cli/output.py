"""How the command line speaks: findings and progress to stderr, results to stdout, exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click

from kpixl.findings import Finding, Severity, has_errors

FINE, FOUND_ERRORS = 0, 1
_SIGNS = {Severity.ERROR: "▲", Severity.WARNING: "△", Severity.INFO: "·"}
_WORDS = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("注意", "warning"),
    Severity.INFO: ("说明", "note"),
}


def say(text: str = "") -> None:
    """A line of result, on stdout."""
    click.echo(_printable(text, sys.stdout.encoding))


def tell(text: str) -> None:
    """A line of message, on stderr."""
    click.echo(_printable(text, sys.stderr.encoding), err=True)


def _printable(text: str, encoding: str | None) -> str:
    """Signs that the terminal cannot show are replaced: a message must never fail."""
    name = encoding or "utf-8"
    return text.encode(name, "replace").decode(name)


def tell_findings(findings: Iterable[Finding], language: str) -> None:
    """Each finding in two lines: where and what, then what to do."""
    index = 1 if language == "en" else 0
    order = list(Severity)
    for finding in sorted(findings, key=lambda finding: order.index(finding.severity)):
        sign, word = _SIGNS[finding.severity], _WORDS[finding.severity][index]
        place = str(finding.place)
        tell(
            f"{sign} {word} {place + '：' if place and not index else place + ': ' if place else ''}{finding.message(language)}"
        )
        tell(
            f"    → {finding.remedy(language)}（{finding.code}）"
            if not index
            else f"    → {finding.remedy(language)} ({finding.code})"
        )


def finding_json(finding: Finding, language: str) -> dict[str, object]:
    """A finding as scripts read it."""
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
        "before": finding.before,
        "after": finding.after,
    }


def say_json(value: object) -> None:
    """A value on stdout, as JSON."""
    say(json.dumps(value, ensure_ascii=False, indent=1))


def exit_code(findings: Iterable[Finding]) -> int:
    """1 when any finding is an error."""
    return FOUND_ERRORS if has_errors(findings) else FINE


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    width = 30

    def show(done: int, total: int) -> None:
        filled = width * done // max(total, 1)
        click.echo(f"\r{label} [{'#' * filled}{'.' * (width - filled)}] {done}/{total}", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo(err=True)
