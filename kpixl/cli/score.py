"""kpixl score: one appraisee without a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, findings_json, say, say_json, tell_findings
from kpixl.cli.page import json_option, option, trial_option, verb

if TYPE_CHECKING:
    from kpixl.model.result import Result
    from kpixl.model.scheme import Scheme


@verb(
    "score",
    zh="SCHEME 是方案文件，或方案库里的名称。填写内容不全或有误时退出码为 1。",
    en="SCHEME is a file or a name of the library. The exit code is 1 if inputs are missing or wrong.",
    example="kpixl score scheme.yaml --inputs 填写.yaml",
)
@click.argument("scheme")
@option(
    "--inputs",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    zh="填写的内容（YAML 或 JSON）",
    en="what would be typed into the form (YAML or JSON)",
)
@trial_option
@json_option
@click.pass_context
def command(ctx: click.Context, scheme: str, inputs: Path, trial: bool, as_json: bool) -> None:
    """Computes score, grade and pay of one appraisee."""
    from kpixl.pipeline.score import score
    from kpixl.report.export import result_json

    scored, findings = score(scheme, inputs, trial)
    listed = findings_json(findings, ctx.obj)
    if as_json:
        one = result_json(scored[0], scored[1].rounding) if scored else {"format": 1}
        say_json({**one, "findings": listed})
    else:
        tell_findings(findings, ctx.obj)
        if scored:
            _say_result(*scored)
    ctx.exit(exit_code(findings) if scored else FOUND_ERRORS)


def _say_result(result: Result, scheme: Scheme) -> None:
    """The items, then total, grade and pay under the names that the form prints."""
    from kpixl.report.export import result_json

    shown = result_json(result, scheme.rounding)
    for item in shown["items"]:
        say(f"{item['name']}\t{_or_dash(item['score'])}\t{item['explanation']}".rstrip())
    labels = {
        "total": scheme.total,
        "grade": "等级" if scheme.grades else "",
        "pay": scheme.pay.name if scheme.pay else "",
    }
    for key, label in labels.items():
        if label and (key != "total" or scheme.points):
            say(f"{label}\t{_or_dash(shown[key])}")
    for money in shown["money"]:
        payers = "、".join(money["payers"])
        say(f"{money['name']}\t{_or_dash(money['amount'])}\t{payers}".rstrip())
    for measure in shown["measures"]:
        say(f"{measure['name']}\t{_MEASURED[measure['applies']]}\t{measure['who']}".rstrip())


_MEASURED = {True: "触发，待确认", False: "—", None: "—"}
"""What is said of a measure, by whether it applies."""


def _or_dash(text: str | None) -> str:
    return "—" if text is None else text
