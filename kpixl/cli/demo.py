"""kpixl demo: a whole month on a small world."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import FINE, FOUND_ERRORS, progress, say, tell_findings
from kpixl.findings import Finding, Place


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="kpixl-demo")
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """演示一整个月：生成、填写、交回、汇总。 / Generate, fill, return, collect."""
    from kpixl.pipeline.demo import demo
    from kpixl.report.results import problem_lines

    try:
        with progress("演示" if ctx.obj != "en" else "Demo") as show:
            shown, findings = demo(folder, show)
    except OSError as error:
        shown, findings = (
            None,
            (Finding("folder-not-writable", Place(str(folder)), {"detail": error.strerror or ""}),),
        )
    if shown is None:
        tell_findings(findings, ctx.obj)
        ctx.exit(FOUND_ERRORS)
    for line in problem_lines(shown.consolidation, ctx.obj):
        say(line)
    results = shown.consolidation.results
    done = sum(result.total is not None for result in results)
    say()
    if ctx.obj == "en":
        say(f"{len(results)} appraisees, {done} assessed, {len(results) - done} still open. Worth opening:")
    else:
        say(f"应考核 {len(results)} 人，已评 {done} 人，还差 {len(results) - done} 人。可以打开看看：")
    for what, path in shown.files:
        say(f"  {what}：{path}")
    ctx.exit(FINE)
