"""kpixl make-template: ready-to-fill workbooks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, finding_json, progress, say, say_json, tell_findings


@click.command("make-template")
@click.argument("scheme")
@click.option(
    "--roster", required=True, type=click.Path(path_type=Path), help="花名册（.xlsx 或 .csv） / roster"
)
@click.option("--period", required=True, help="考核周期，如 2026-11、2026-Q4、2026 / period")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="这一期的文件夹 / cycle folder",
)
@click.option(
    "--per",
    type=click.Choice(["person", "department", "position"]),
    default="person",
    show_default=True,
    help="一人一个文件，或一个部门、一个岗位一个文件 / who shares a workbook",
)
@click.option("--no-pay", is_flag=True, help="表上不显示绩效基数和绩效工资 / leave pay out of the forms")
@click.option("--password", default="", help="工作表保护密码 / password of the sheet protection")
@click.option("--zip", "zipped", is_flag=True, help="每个部门另打一个压缩包 / also one zip per department")
@click.option("--deadline", type=click.DateTime(["%Y-%m-%d"]), help="交回期限 / day by which forms come back")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / as JSON")
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
    as_json: bool,
) -> None:
    """按方案（文件或方案库里的名称）和花名册生成考核表。 / Make ready-to-fill workbooks."""
    from kpixl.pipeline.make import LIST, Options, Per, make_template

    options = Options(
        per=Per(per),
        show_pay=not no_pay,
        password=password,
        zipped=zipped,
        due=deadline.date() if deadline else None,
    )
    with progress("生成" if ctx.obj != "en" else "Making") as show:
        made, findings = make_template(scheme, roster, period, out, options, show)
    files = sorted({handout.file for handout in made.handouts}) if made else []
    if as_json:
        people = len(made.handouts) if made else 0
        listed = [finding_json(finding, ctx.obj) for finding in findings]
        say_json({"format": 1, "people": people, "files": files, "findings": listed})
    else:
        tell_findings(findings, ctx.obj)
        if made and ctx.obj == "en":
            say(
                f"{len(files)} workbooks for {len(made.handouts)} appraisees in {out / 'forms'}; list: {out / LIST}"
            )
        elif made:
            say(
                f"生成 {len(files)} 个文件，{len(made.handouts)} 张考核表：{out / 'forms'}；清单：{out / LIST}"
            )
    ctx.exit(exit_code(findings) if made else FOUND_ERRORS)
