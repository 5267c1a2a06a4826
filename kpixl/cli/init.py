"""kpixl init: a scheme of one's own, from the library."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, say, tell_findings
from kpixl.findings import Finding, Place


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--from", "slug", required=True, help="方案库里的名称 / slug of the library")
@click.pass_context
def command(ctx: click.Context, folder: Path, slug: str) -> None:
    """在文件夹里放一份可以改的方案和一份花名册样表。 / A scheme and a roster to adapt."""
    from kpixl.pipeline.start import start

    try:
        written, findings = start(folder, slug)
    except OSError as error:
        problem = Finding("folder-not-writable", Place(str(folder)), {"detail": error.strerror or str(error)})
        tell_findings((problem,), ctx.obj)
        ctx.exit(FOUND_ERRORS)
    tell_findings(findings, ctx.obj)
    for path in written:
        say(str(path))
    ctx.exit(exit_code(findings))
