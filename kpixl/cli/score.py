"""kpixl score: one appraisee without a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, finding_json, say, say_json, tell_findings


@click.command("score")
@click.argument("scheme")
@click.option(
    "--inputs", required=True, type=click.Path(path_type=Path), help="填写内容（YAML 或 JSON） / inputs"
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / as JSON")
@click.pass_context
def command(ctx: click.Context, scheme: str, inputs: Path, as_json: bool) -> None:
    """按方案算一个人的得分、等级和绩效工资。 / Score, grade and pay of one appraisee."""
    from kpixl.pipeline.score import score
    from kpixl.report.export import result_json

    result, findings = score(scheme, inputs)
    if result is None:
        if as_json:
            say_json({"format": 1, "findings": [finding_json(finding, ctx.obj) for finding in findings]})
        else:
            tell_findings(findings, ctx.obj)
        ctx.exit(FOUND_ERRORS)
    one, rounding = result[0], result[1].rounding
    if as_json:
        say_json({**result_json(one, rounding), "findings": [finding_json(f, ctx.obj) for f in findings]})
    else:
        tell_findings(findings, ctx.obj)
        for item in one.items:
            say(f"{item.name}\t{item.shown if item.shown is not None else '—'}\t{item.explanation}")
        shown = result_json(one, rounding)
        for key in ("total", "grade", "pay"):
            say(f"{key}\t{shown[key] if shown[key] is not None else '—'}")
    ctx.exit(exit_code(findings))
