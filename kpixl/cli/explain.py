"""kpixl explain: how somebody's result came about."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, findings_json, say, say_json, tell_findings
from kpixl.cli.page import json_option, verb


@verb(
    "explain",
    zh="CYCLE 是 make-template 建的文件夹，PERSON 是工号或姓名。\n"
    "从收到的表说到绩效工资：用的是哪份表、每一格怎么读、每一项按什么标准得几分、\n"
    "小计、总分、等级、工资、奖惩、名次各是怎么来的，发现了什么问题。",
    en="CYCLE is the folder that make-template made, PERSON a number or a name.\n"
    "From the form that came to the pay: which form counts, how each entry was read, how each item was\n"
    "scored, how subtotals, total, grade, pay, fines and ranks came about, and what was found.",
    example="kpixl explain 2026年11月 0102",
)
@click.argument("cycle", type=click.Path(path_type=Path))
@click.argument("person")
@json_option
@click.pass_context
def command(ctx: click.Context, cycle: Path, person: str, as_json: bool) -> None:
    """Explains the result of one appraisee."""
    from kpixl.pipeline.explain import explain
    from kpixl.report.explain_export import explain_json
    from kpixl.report.explain_lines import explain_lines

    told, findings = explain(cycle, person, ctx.obj)
    if as_json:
        shown = explain_json(told, ctx.obj) if told is not None else {"format": 1}
        of_forms = findings_json(told.findings, ctx.obj) if told is not None else []
        say_json({**shown, "findings": [*of_forms, *findings_json(findings, ctx.obj)]})
    else:
        tell_findings(findings, ctx.obj)
        for line in explain_lines(told, ctx.obj) if told is not None else ():
            say(line)
    ctx.exit(exit_code(findings) if told is not None else FOUND_ERRORS)
