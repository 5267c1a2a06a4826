"""kpixl init: a scheme of one's own, from the library."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import exit_code, not_writable, say, tell_findings
from kpixl.cli.page import option, verb


@verb(
    "init",
    zh="在 FOLDER 里放一份可以改的方案和一份花名册样表。已有的文件不覆盖。",
    en="Puts a scheme to adapt and a sample roster into FOLDER. Nothing is overwritten.",
    example="kpixl init 我的方案 --from NAME",
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@option(
    "--from",
    "slug",
    metavar="NAME",
    required=True,
    zh="方案库里的名称",
    en="a name of the library",
)
@click.pass_context
def command(ctx: click.Context, folder: Path, slug: str) -> None:
    """Writes a scheme and a roster to adapt, and prints their paths."""
    from kpixl.pipeline.start import start

    try:
        written, findings = start(folder, slug)
    except OSError as error:
        written, findings = (), (not_writable(folder, error),)
    tell_findings(findings, ctx.obj)
    for path in written:
        say(str(path))
    ctx.exit(exit_code(findings))
