"""kpixl verify: whether results are what the kept originals give."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, findings_json, progress, say, say_json, tell_findings
from kpixl.cli.page import json_option, password_option, passwords, verb
from kpixl.cli.words import Words, pick

_COMPUTING: Words = ("重新计算", "Computing")


@verb(
    "verify",
    zh="CYCLE 是 make-template 建的文件夹。用保存的原件和方案把全部结果重新计算一遍，\n"
    "看是不是与记录、与结果文件完全相同；只看不改。不相同时退出码为 1。",
    en="CYCLE is the folder that make-template made. Everything is computed again from the kept originals,\n"
    "and compared with the record and the files of results; nothing is changed.\n"
    "The exit code is 1 if anything differs.",
    example="kpixl verify 2026年11月",
)
@click.argument("cycle", type=click.Path(path_type=Path))
@password_option
@json_option
@click.pass_context
def command(ctx: click.Context, cycle: Path, ask_password: bool, as_json: bool) -> None:
    """Computes everything again and compares."""
    from kpixl.pipeline.verify import verify
    from kpixl.report.verify_lines import verify_json, verify_lines

    with progress(pick(_COMPUTING, ctx.obj)) as show:
        verified, findings = verify(cycle, passwords(ask_password, ctx.obj), show)
    told = findings if verified is None else (*findings, *verified.findings)
    if as_json:
        state = verify_json(verified) if verified is not None else {"format": 1, "identical": False}
        say_json({**state, "findings": findings_json(told, ctx.obj)})
    else:
        for line in verify_lines(verified, ctx.obj) if verified is not None else ():
            say(line)
        tell_findings(told, ctx.obj)
    ctx.exit(exit_code(told) if verified is not None else FOUND_ERRORS)
