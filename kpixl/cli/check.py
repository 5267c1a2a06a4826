"""kpixl check: all problems at once."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import exit_code, finding_json, say, say_json, tell_findings


@click.command("check")
@click.argument("scheme", required=False)
@click.option("--roster", type=click.Path(path_type=Path), help="同时核对花名册 / check a roster as well")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / as JSON")
@click.option(
    "--schema", is_flag=True, help="输出方案格式的 JSON Schema，供编辑器使用 / print the JSON Schema"
)
@click.pass_context
def command(ctx: click.Context, scheme: str | None, roster: Path | None, as_json: bool, schema: bool) -> None:
    """检查方案（文件或方案库里的名称）。有错误时退出码为 1。 / Check a scheme; exit 1 if anything is wrong."""
    from kpixl.definition.roster import read_roster
    from kpixl.pipeline.prepare import prepare

    if schema:
        from kpixl.definition.schema import scheme_schema

        say_json(scheme_schema())
        return
    if scheme is None:
        raise click.UsageError("请给出方案文件或名称。 / Name a scheme.")
    prepared, findings = prepare(scheme)
    if roster is not None:
        units = prepared.scheme.unit_appraisee if prepared else False
        people, roster_findings = read_roster(roster, units=units)
        if people is not None:
            prepared, findings = prepare(scheme, people)
        findings = (*findings, *roster_findings)
    if as_json:
        say_json({"format": 1, "findings": [finding_json(finding, ctx.obj) for finding in findings]})
    else:
        tell_findings(findings, ctx.obj)
        _summary(ctx.obj, prepared, len(findings))
    ctx.exit(exit_code(findings))


def _summary(language: str, prepared: object, count: int) -> None:
    from kpixl.pipeline.prepare import Prepared

    if not isinstance(prepared, Prepared):
        return
    scheme = prepared.scheme
    forms = len(scheme.forms)
    items = sum(len(book.items) for book in prepared.rulebooks.values())
    if language == "en":
        say(f"{scheme.title}: {forms} forms, {items} indicators, {count} findings. Fit for use.")
    else:
        say(f"{scheme.title}：{forms} 张表，{items} 个指标，{count} 条提示，可以使用。")
    for question in scheme.open_questions:
        say(("Left open by the source: " if language == "en" else "原制度没有写明：") + question)
