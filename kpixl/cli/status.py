"""kpixl status: who has returned what, who is missing."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import (
    FOUND_ERRORS,
    exit_code,
    findings_json,
    not_writable,
    say,
    say_json,
    tell_findings,
)
from kpixl.cli.page import json_option, option, verb
from kpixl.cli.words import Words, pick
from kpixl.cli.wrong_usage import WrongUsage
from kpixl.findings import Finding, Place

_NO_FOLDER: Words = ("--workbook：没有文件夹 {folder}", "--workbook: there is no folder {folder}")
_WRITTEN: Words = ("催交清单：{path}", "Reminders: {path}")


@verb(
    "status",
    zh="CYCLE 是 make-template 建的文件夹。只看已经汇总的；新收到的先用 collect 读。\n"
    "按部门列出发出、已收、退回、未交，再列出还差谁、要做什么。",
    en="CYCLE is the folder that make-template made. Only what has been collected is looked at.\n"
    "Tells what was sent, accepted, refused and is missing, by department, and who has to do what.",
    example="kpixl status 2026年11月 --workbook 催交清单.xlsx",
)
@click.argument("cycle", type=click.Path(path_type=Path))
@option(
    "--workbook",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    zh="另写一份催交清单（.xlsx），可以发给各部门",
    en="also write a list of reminders (.xlsx) to be sent to departments",
)
@option(
    "--roster",
    metavar="FILE",
    type=click.Path(path_type=Path),
    zh="新的花名册：说明发表以后谁来、谁走、谁调动",
    en="a new roster: tell who has come, left or moved since forms were made",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context, cycle: Path, workbook: Path | None, roster: Path | None, as_json: bool
) -> None:
    """Tells how a cycle stands."""
    from kpixl.pipeline.status import cycle_status
    from kpixl.report.status_export import status_json
    from kpixl.report.status_lines import status_lines

    if workbook is not None and not workbook.parent.exists():
        zh, en = (text.format(folder=workbook.parent) for text in _NO_FOLDER)
        raise WrongUsage((zh, en), ctx)
    told, findings = cycle_status(cycle, roster)
    if told is not None and workbook is not None:
        from kpixl.report.reminders import may_replace, write_reminders

        try:
            if may_replace(workbook):
                write_reminders(workbook, *told)
            else:
                findings = (*findings, Finding("file-exists", Place(str(workbook))))
        except OSError as error:
            findings = (*findings, not_writable(workbook, error))
    if as_json:
        state = status_json(*told, ctx.obj) if told is not None else {"format": 1}
        say_json({**state, "findings": findings_json(findings, ctx.obj)})
    else:
        for line in status_lines(*told, ctx.obj) if told is not None else ():
            say(line)
        tell_findings(findings, ctx.obj)
        if told is not None and workbook is not None and exit_code(findings) == 0:
            say(pick(_WRITTEN, ctx.obj).format(path=workbook))
    ctx.exit(exit_code(findings) if told is not None else FOUND_ERRORS)
