"""kpixl simulate: what if a target, a weight or a ratio were another."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, findings_json, progress, say, say_json, tell_findings
from kpixl.cli.page import json_option, option, trial_option, verb
from kpixl.cli.words import Words, pick
from kpixl.cli.wrong_usage import WrongUsage

_COMPUTING: Words = ("试算", "Computing")
_NOTHING: Words = ("要写 --set 名称=值，或 --scheme 方案文件", "Say --set NAME=VALUE or --scheme FILE")


@verb(
    "simulate",
    zh="CYCLE 是 make-template 建的文件夹。把交回的表按改动后的方案再算一遍，列出谁的成绩、等级、名次、\n"
    "金额会变，各部门和合计要多花多少；只是试算，不改这一期的任何东西。\n"
    "--set 写“名称=值”，可以写几个。名称是方案里的路径，写到认得出就行，用点隔开：\n"
    "指标.目标、指标.满分、考核表.指标.target、等级.from、参数名、绩效工资.保留、名次奖.amounts。",
    en="CYCLE is the folder that make-template made. What has come back is assessed by the changed scheme:\n"
    "whose score, grade, rank and money would change, and the cost by department. Nothing is changed.\n"
    "--set takes NAME=VALUE, several times if need be. NAME is a path through the scheme, as much of it\n"
    "as tells what is meant: INDICATOR.target, FORM.INDICATOR.points, GRADE.from, PARAMETER, pay.keep.",
    example="kpixl simulate 2026年11月 --set 交付质量.目标=88",
)
@click.argument("cycle", type=click.Path(path_type=Path))
@option(
    "--set",
    "asked",
    metavar="NAME=VALUE",
    multiple=True,
    zh="方案里的一项改成什么；可以写几个",
    en="a value of the scheme to be changed; may be repeated",
)
@option(
    "--scheme",
    metavar="FILE",
    default="",
    zh="按另一份（改动后的）方案文件试算，可以再加 --set",
    en="another version of the scheme; --set may change it further",
)
@option("--all", "everybody", is_flag=True, zh="列出所有会变的人", en="list everybody who would change")
@trial_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    cycle: Path,
    asked: tuple[str, ...],
    scheme: str,
    everybody: bool,
    trial: bool,
    as_json: bool,
) -> None:
    """Tells what would become of a cycle by another scheme."""
    from kpixl.pipeline.simulate import simulate
    from kpixl.pipeline.supposed import Supposition
    from kpixl.report.simulate_export import simulate_json
    from kpixl.report.simulate_lines import simulate_lines
    from kpixl.report.simulated import Simulated

    if not asked and not scheme:
        raise WrongUsage(_NOTHING, ctx)
    with progress(pick(_COMPUTING, ctx.obj)) as show:
        simulation, findings = simulate(cycle, Supposition(asked, scheme, trial), show)
    simulated = Simulated(simulation) if simulation is not None else None
    if as_json:
        told = simulate_json(simulated) if simulated is not None else {"format": 1}
        say_json({**told, "findings": findings_json(findings, ctx.obj)})
    else:
        tell_findings(findings, ctx.obj)
        for line in simulate_lines(simulated, scheme, ctx.obj, everybody) if simulated is not None else ():
            say(line)
    ctx.exit(exit_code(findings) if simulated is not None else FOUND_ERRORS)
