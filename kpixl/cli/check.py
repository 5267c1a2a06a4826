"""kpixl check: all problems at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, findings_json, say, say_json, tell_findings
from kpixl.cli.page import json_option, option, trial_option, verb
from kpixl.cli.words import Words, pick
from kpixl.cli.wrong_usage import WrongUsage

if TYPE_CHECKING:
    from kpixl.pipeline.prepare import Prepared

_FIT: Words = (
    "{title}：{forms} 张表，{items} 个指标，{findings} 条提示，可以使用。",
    "{title}: fit for use. Forms: {forms}; indicators: {items}; findings: {findings}.",
)
_ONE_OF: Words = (
    "--roster 和 --cycle 不能一起用：比较时用的是这一期保存的花名册",
    "--roster and --cycle cannot be used together: the cycle has kept its roster",
)
_OPEN: Words = ("待确认：{question}", "To be settled: {question}")


@verb(
    "check",
    zh="SCHEME 是方案文件，或方案库里的名称。有错误时退出码为 1。",
    en="SCHEME is a file or a name of the library. The exit code is 1 if anything is wrong.",
    example="kpixl check scheme.yaml --roster 花名册.xlsx",
)
@click.argument("scheme", required=False)
@option(
    "--roster",
    metavar="FILE",
    type=click.Path(path_type=Path),
    zh="同时核对花名册",
    en="check a roster as well",
)
@option(
    "--cycle",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    zh="说明改动后的方案对这一期已经发出的考核表意味着什么",
    en="tell what the changed scheme means for the forms of this cycle",
)
@trial_option
@json_option
@option("--schema", is_flag=True, zh="输出方案格式的 JSON Schema", en="print the JSON Schema of scheme files")
@click.pass_context
def command(
    ctx: click.Context,
    scheme: str | None,
    roster: Path | None,
    cycle: Path | None,
    trial: bool,
    as_json: bool,
    schema: bool,
) -> None:
    """Checks a scheme, alone or together with a roster."""
    from kpixl.pipeline.fits import unfit
    from kpixl.pipeline.prepare import prepare, prepare_with_roster

    if schema:
        from kpixl.definition.schema import scheme_schema

        say_json(scheme_schema())
        return
    if scheme is None:
        raise WrongUsage(("没有写 SCHEME", "Missing argument SCHEME"), ctx)
    if cycle is not None and roster is not None:
        raise WrongUsage(_ONE_OF, ctx)
    if cycle is not None:
        _check_cycle(ctx, scheme, cycle, trial, as_json)
        return
    if roster is None:
        prepared, findings = prepare(scheme, trial)
    else:
        prepared, _, findings = prepare_with_roster(scheme, roster, trial)
    if prepared is not None:
        findings = (*findings, *unfit(prepared.rulebooks))
    if as_json:
        say_json({"format": 1, "findings": findings_json(findings, ctx.obj)})
    else:
        tell_findings(findings, ctx.obj)
        if prepared is not None and exit_code(findings) == 0:
            _summary(ctx.obj, prepared, len(findings))
    ctx.exit(exit_code(findings))


def _check_cycle(ctx: click.Context, scheme: str, cycle: Path, trial: bool, as_json: bool) -> None:
    from kpixl.cli.check_cycle import change_lines, changes_json, check_for_cycle

    checked = check_for_cycle(scheme, cycle, trial, ctx.obj)
    prepared, changes = checked.prepared, checked.changes
    if as_json:
        told = changes_json(changes, prepared.scheme) if prepared and changes else None
        say_json({"format": 1, "findings": findings_json(checked.findings, ctx.obj), "cycle": told})
    else:
        tell_findings(checked.findings, ctx.obj)
        for line in change_lines(changes, ctx.obj) if changes else ():
            say(line)
    ctx.exit(exit_code(checked.findings) if prepared is not None else FOUND_ERRORS)


def _summary(language: str, prepared: Prepared, count: int) -> None:
    scheme = prepared.scheme
    items = sum(len(book.items) for book in prepared.rulebooks.values())
    details = {"title": scheme.title, "forms": len(scheme.forms), "items": items, "findings": count}
    say(pick(_FIT, language).format(**details))
    for question in scheme.open_questions:
        say(pick(_OPEN, language).format(question=question))
