"""kpixl make-template: ready-to-fill workbooks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, findings_json, progress, say, say_json, tell_findings
from kpixl.cli.page import json_option, option, trial_option, verb
from kpixl.cli.words import Words, pick

PER = ("person", "department", "position")
_MAKING: Words = ("生成", "Making")
_MADE: Words = (
    "生成 {files} 个文件，{forms} 张考核表：{folder}；发放清单：{list}",
    "Made {forms} forms in {files} files: {folder}; list: {list}",
)


@verb(
    "make-template",
    zh="SCHEME 是方案文件，或方案库里的名称。有错误时什么也不生成，退出码为 1。",
    en="SCHEME is a file or a name of the library. If anything is wrong, nothing is made\n"
    "and the exit code is 1.",
    example="kpixl make-template scheme.yaml --roster 花名册.xlsx --period 2026-11 --out 2026年11月",
)
@click.argument("scheme")
@option(
    "--roster",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    zh="花名册（.xlsx 或 .csv）",
    en="the roster (.xlsx or .csv)",
)
@option(
    "--period",
    metavar="PERIOD",
    required=True,
    zh="2026-11、2026-Q4、2026-H2 或 2026",
    en="2026-11, 2026-Q4, 2026-H2 or 2026",
)
@option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    zh="这一期的文件夹",
    en="the folder of this cycle",
)
@option(
    "--per",
    metavar="|".join(PER),
    type=click.Choice(PER),
    default=PER[0],
    zh="一人、一部门还是一岗位一个文件；默认 person",
    en="who shares a file; default: person",
)
@option("--no-pay", is_flag=True, zh="表上不显示绩效基数和绩效工资", en="leave pay out of the forms")
@option("--password", metavar="TEXT", default="", zh="工作表保护密码", en="password of the sheet protection")
@option("--zip", "zipped", is_flag=True, zh="每个部门另打一个压缩包", en="also one zip file per department")
@option(
    "--deadline",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    zh="交回期限，如 2026-12-10；不写则按方案",
    en="when forms come back, as 2026-12-10; default: the scheme's",
)
@option(
    "--after",
    metavar="CYCLE",
    multiple=True,
    type=click.Path(path_type=Path),
    zh="以前一期的文件夹，可写多次；名册的列由它们带入",
    en="an earlier cycle to take roster columns from, as often as needed",
)
@option(
    "--revise",
    is_flag=True,
    zh="方案改过，按新方案接着发表；已发的仍按原方案读",
    en="go on with a changed scheme; forms that are out stay valid",
)
@trial_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    scheme: str,
    roster: Path,
    period: str,
    out: Path,
    per: str,
    no_pay: bool,
    password: str,
    zipped: bool,
    deadline: datetime | None,
    after: tuple[Path, ...],
    revise: bool,
    trial: bool,
    as_json: bool,
) -> None:
    """Makes the forms of a cycle."""
    from kpixl.pipeline.books import FORMS, Per
    from kpixl.pipeline.make import LIST, Options, make_template

    options = Options(
        per=Per(per),
        show_pay=not no_pay,
        password=password,
        zipped=zipped,
        due=deadline.date() if deadline else None,
        trial=trial,
        revise=revise,
        after=after,
    )
    with progress(pick(_MAKING, ctx.obj)) as show:
        made, findings = make_template(scheme, roster, period, out, options, show)
    handouts = made.handouts if made else ()
    files = sorted({handout.file for handout in handouts})
    if as_json:
        listed = findings_json(findings, ctx.obj)
        say_json({"format": 1, "people": len(handouts), "files": files, "findings": listed})
    else:
        tell_findings(findings, ctx.obj)
        if made:
            counts = {"files": len(files), "forms": len(handouts)}
            say(pick(_MADE, ctx.obj).format(**counts, folder=out / FORMS, list=out / LIST))
    ctx.exit(exit_code(findings) if made else FOUND_ERRORS)
