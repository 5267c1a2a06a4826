"""kpixl demo: a whole month on a small world."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import FINE, FOUND_ERRORS, not_writable, progress, say, tell_findings
from kpixl.cli.page import verb
from kpixl.cli.words import Words, pick

_DEMO: Words = ("演示", "Demo")
_DONE: Words = (
    "应考核 {all} 人，已评 {done} 人，还差 {open} 人。可以打开看看：",
    "To be appraised: {all}; assessed: {done}; still open: {open}. Worth opening:",
)
_FILE: Words = ("  {what}：{path}", "  {what}: {path}")
_ENGLISH = {
    "方案": "scheme",
    "花名册": "roster",
    "一张空白的考核表": "a blank form",
    "发放清单": "who was given what",
    "交回的考核表": "returned forms",
    "结果": "results",
}


@verb(
    "demo",
    zh="在 FOLDER（默认 kpixl-demo）里生成考核表，照常见的情形填写、交回，再汇总。\n人和单位都是虚构的。",
    en="Makes forms in FOLDER (default: kpixl-demo), fills them in as people would, and collects.\n"
    "All people and firms are invented.",
    example="kpixl demo",
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="kpixl-demo")
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Runs a month of an invented company and says what is worth opening."""
    from kpixl.pipeline.demo import demo
    from kpixl.report.results import problem_lines

    try:
        with progress(pick(_DEMO, ctx.obj)) as show:
            shown, findings = demo(folder, show)
    except OSError as error:
        shown, findings = None, (not_writable(folder, error),)
    if shown is None:
        tell_findings(findings, ctx.obj)
        ctx.exit(FOUND_ERRORS)
    for line in problem_lines(shown.consolidation, ctx.obj):
        say(line)
    results = shown.consolidation.results
    done = sum(result.total is not None for result in results)
    say()
    say(pick(_DONE, ctx.obj).format(all=len(results), done=done, open=len(results) - done))
    for what, path in shown.files:
        say(pick(_FILE, ctx.obj).format(what=pick((what, _ENGLISH.get(what, what)), ctx.obj), path=path))
    ctx.exit(FINE)
