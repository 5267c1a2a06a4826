"""kpixl rollup: cycles become a quarter, a year, or the level above."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpixl.cli.output import (
    FOUND_ERRORS,
    exit_code,
    findings_json,
    not_writable,
    progress,
    say,
    say_json,
    tell_findings,
)
from kpixl.cli.page import json_option, option, trial_option, verb
from kpixl.cli.words import Words, pick

if TYPE_CHECKING:
    from kpixl.findings import Finding
    from kpixl.model.result import Consolidation

_WORKING: Words = ("汇总", "Rolling up")
_DONE: Words = (
    "考核表 {forms} 张，这次填写 {filled} 张；已评 {done}，还差 {open}。结果：{folder}",
    "Forms: {forms}; filled in now: {filled}; assessed: {done}; still open: {open}. Results: {folder}",
)


@verb(
    "rollup",
    zh="SCHEME 里写了 earlier 的格和行，从 CYCLES 的结果带出；其余的由人填写，交回后用 kpixl collect 汇总。\n"
    "CYCLES 是其他各期的文件夹。来源有变时，同一条命令再运行一次，只改有变的。",
    en="What SCHEME takes (“earlier”) is filled in from the results of CYCLES, the folders of other cycles;\n"
    "the rest is filled in by people and collected as usual.\n"
    "When a source has changed, run the same command again: only what has changed is replaced.",
    example="kpixl rollup quarter.yaml 2026-07 2026-08 2026-09 --period 2026-Q3 --out 2026-Q3",
)
@click.argument("scheme")
@click.argument("cycles", nargs=-1, required=True, type=click.Path(path_type=Path))
@option(
    "--period", metavar="PERIOD", required=True, zh="2026-Q3、2026-H2 或 2026", en="2026-Q3, 2026-H2 or 2026"
)
@option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    zh="汇总这一期的文件夹",
    en="the folder of the cycle that they become",
)
@option(
    "--roster",
    metavar="FILE",
    type=click.Path(path_type=Path),
    zh="花名册；不写则用最后一期的",
    en="the roster; default: that of the latest cycles",
)
@option(
    "--revise",
    is_flag=True,
    zh="方案改过，按新方案接着汇总",
    en="go on with a changed scheme",
)
@trial_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    scheme: str,
    cycles: tuple[Path, ...],
    period: str,
    out: Path,
    roster: Path | None,
    revise: bool,
    trial: bool,
    as_json: bool,
) -> None:
    """Fills forms from other cycles and collects them."""
    from kpixl.model.result import Status
    from kpixl.pipeline.collect import results_folder
    from kpixl.pipeline.make import Options
    from kpixl.pipeline.rollup import Asked, rollup
    from kpixl.pipeline.trend import comparable, earlier_cycles
    from kpixl.report.results import problem_lines, write_results

    folder = results_folder(out)
    written: list[Path] = []
    of_trend: list[Finding] = []

    def deliver(consolidation: Consolidation) -> list[Path]:
        earlier, beside = earlier_cycles(cycles)
        of_trend.extend(beside)
        before = comparable(earlier, consolidation)
        written.extend(write_results(consolidation, folder, language=ctx.obj, earlier=before))
        return written

    asked = Asked(scheme, cycles, period, out, roster, Options(revise=revise, trial=trial))
    rolled = None
    try:
        with progress(pick(_WORKING, ctx.obj)) as show:
            rolled, findings = rollup(asked, show, deliver)
    except OSError as error:
        findings = (not_writable(folder, error),)
    findings = (*findings, *of_trend)
    together = rolled.consolidation if rolled is not None else None
    told = [*findings, *(together.findings if together is not None else ())]
    told += [each for file in (together.files if together is not None else ()) for each in file.findings]
    people = len(together.results) if together is not None else 0
    done = sum(each.status is Status.ASSESSED for each in together.results) if together is not None else 0
    filled = rolled.filled if rolled is not None else 0
    if as_json:
        counts = {"people": people, "filled": filled, "assessed": done}
        listed = findings_json(told, ctx.obj)
        say_json({"format": 1, **counts, "results": [str(path) for path in written], "findings": listed})
    else:
        tell_findings(findings, ctx.obj)
        for line in problem_lines(together, ctx.obj) if together is not None else ():
            say(line)
        if together is not None:
            counts = {"forms": people, "filled": filled, "done": done, "open": people - done}
            say(pick(_DONE, ctx.obj).format(**counts, folder=folder))
    ctx.exit(exit_code(told) if together is not None else FOUND_ERRORS)
