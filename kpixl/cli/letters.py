"""kpixl letters: target letters for a year."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, findings_json, progress, say, say_json, tell_findings
from kpixl.cli.page import json_option, option, trial_option, verb
from kpixl.cli.words import Words, pick

_MAKING: Words = ("生成", "Making")
_MADE: Words = (
    "生成 {files} 份目标责任书：{folder}；签订清单：{list}",
    "Made {files} target letters: {folder}; list: {list}",
)


@verb(
    "letters",
    zh="SCHEME 是方案文件，或方案库里的名称。方案的 columns 里写有 annual 的目标才有责任书。\n"
    "有错误时什么也不生成，退出码为 1。",
    en="SCHEME is a file or a name of the library; letters hold the targets that its columns take from\n"
    "annual ones. If anything is wrong, nothing is made and the exit code is 1.",
    example="kpixl letters scheme.yaml --roster 花名册.xlsx --period 2026 --out letters",
)
@click.argument("scheme")
@option(
    "--roster",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    zh="花名册（.xlsx 或 .csv），有年度目标的列",
    en="the roster (.xlsx or .csv), with columns of annual targets",
)
@option("--period", metavar="YEAR", required=True, zh="年份，如 2026", en="the year, such as 2026")
@option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    zh="放责任书的文件夹，应是新的或空的",
    en="the folder for the letters, new or empty",
)
@trial_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, scheme: str, roster: Path, period: str, out: Path, trial: bool, as_json: bool
) -> None:
    """Makes the target letters of a year."""
    from kpixl.pipeline.letters import LIST, make_letters

    with progress(pick(_MAKING, ctx.obj)) as show:
        made, findings = make_letters(scheme, roster, period, out, show, trial)
    files = [handout.file for handout in made.handouts] if made else []
    if as_json:
        listed = findings_json(findings, ctx.obj)
        say_json({"format": 1, "people": len(files), "files": files, "findings": listed})
    else:
        tell_findings(findings, ctx.obj)
        if made:
            say(pick(_MADE, ctx.obj).format(files=len(files), folder=out, list=out / LIST))
    ctx.exit(exit_code(findings) if made else FOUND_ERRORS)
