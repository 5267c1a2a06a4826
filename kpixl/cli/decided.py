"""The end of decide and appeal: what was recorded, in words or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, findings_json, say, say_json, tell_findings

if TYPE_CHECKING:
    from kpixl.pipeline.decide_record import Decided
    from kpixl.pipeline.prepare import Findings

T = TypeVar("T")


def tell_decided(
    ctx: click.Context,
    decided: Decided[T] | None,
    findings: Findings,
    said: Callable[[Decided[T]], str],
    as_json: Callable[[T], object] | None,
    key: str,
) -> None:
    """Says what was recorded and exits: in words, or with `as_json` under the key of a JSON object."""
    if as_json is not None:
        told = None if decided is None else as_json(decided.decision)
        say_json({"format": 1, key: told, "findings": findings_json(findings, ctx.obj)})
    else:
        tell_findings(findings, ctx.obj)
        if decided is not None:
            say(said(decided))
    ctx.exit(exit_code(findings) if decided is not None else FOUND_ERRORS)
