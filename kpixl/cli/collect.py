"""kpixl collect: returned workbooks become results."""

from __future__ import annotations

from collections.abc import Sequence
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
from kpixl.cli.page import json_option, option, password_option, passwords, verb
from kpixl.cli.words import Words, pick
from kpixl.findings import Finding, Place, has_errors

if TYPE_CHECKING:
    from kpixl.model.result import Consolidation
    from kpixl.pipeline.slips import Slips

_EITHER: Words = ("--withdraw 和 --restore 一次只能用一个。", "Use either --withdraw or --restore.")
_REASON: Words = ("撤回或恢复一份文件，请用 --reason 写明原因。", "Say why with --reason.")
_READING: Words = ("读取", "Reading")
_DONE: Words = (
    "应考核 {all}，已评 {done}，还差 {open}。结果：{folder}",
    "To be appraised: {all}; assessed: {done}; still open: {open}. Results: {folder}",
)

_SLIPS: Words = (
    "改正单 {count} 份，新做 {new} 份，可以发回：{folder}/slips",
    "Correction slips: {count}, new: {new}, ready to be sent back: {folder}/slips",
)


@verb(
    "collect",
    zh="CYCLE 是 make-template 建的文件夹。不写 PATHS 就读 CYCLE/returned。\n"
    "结果写到 CYCLE/results；可以反复运行。有要改正的问题时退出码为 1。",
    en="CYCLE is the folder that make-template made. Without PATHS, CYCLE/returned is read.\n"
    "Results go to CYCLE/results; run it as often as forms arrive.\n"
    "The exit code is 1 if anything has to be put right.",
    example="kpixl collect 2026年11月",
)
@click.argument("cycle", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@option(
    "--strict",
    is_flag=True,
    zh="凡是换一种写法才读得懂的内容（95分、９５）一律退回",
    en="refuse whatever is not typed as asked",
)
@password_option
@option(
    "--withdraw",
    metavar="FILE",
    default="",
    zh="撤回一份收到过的文件，不再计入",
    en="a received file that is no longer to count",
)
@option(
    "--restore",
    metavar="FILE",
    default="",
    zh="撤回错了：重新计入",
    en="a withdrawn file that is to count again",
)
@option(
    "--slips",
    "with_slips",
    is_flag=True,
    zh="给有问题的文件各做一份改正单（CYCLE/slips），可以直接发回去改",
    en="make a correction slip of each faulty file (CYCLE/slips), ready to be sent back",
)
@option(
    "--earlier",
    metavar="CYCLE",
    multiple=True,
    type=click.Path(path_type=Path),
    zh="以前一期的文件夹，可写多次；报告里画出各期的走势",
    en="an earlier cycle for the trend in the report, as often as needed",
)
@option("--reason", metavar="TEXT", default="", zh="撤回或恢复的原因，记录在案", en="why, for the record")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    cycle: Path,
    paths: tuple[Path, ...],
    strict: bool,
    ask_password: bool,
    withdraw: str,
    restore: str,
    reason: str,
    with_slips: bool,
    earlier: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Reads returned forms and writes the results."""
    from kpixl.pipeline.collect import collect, results_folder
    from kpixl.pipeline.decide import Options
    from kpixl.pipeline.trend import comparable, earlier_cycles, other_points
    from kpixl.report.ledger_lines import totals_lines
    from kpixl.report.results import problem_lines, write_results

    if (withdraw or restore) and not reason.strip():
        raise click.UsageError(pick(_REASON, ctx.obj))
    if withdraw and restore:
        raise click.UsageError(pick(_EITHER, ctx.obj))
    options = Options(strict, passwords(ask_password, ctx.obj), withdraw, restore, reason.strip())
    folder = results_folder(cycle)
    written: list[Path] = []

    def deliver(consolidation: Consolidation) -> list[Path]:
        beside.extend(other_points(before, consolidation))
        shown = comparable(before, consolidation)
        written.extend(write_results(consolidation, folder, language=ctx.obj, earlier=shown))
        return written

    before, of_trend = earlier_cycles(earlier, cycle)
    beside = list(of_trend)
    consolidation, findings = None, _absent(paths) or tuple(f for f in beside if has_errors((f,)))
    if not findings:
        try:
            with progress(pick(_READING, ctx.obj)) as show:
                consolidation, findings = collect(cycle, paths, show, options, deliver)
        except OSError as error:
            findings = (not_writable(folder, error),)
    slips = _slips(cycle) if with_slips and written else None
    if as_json:
        told_beside = beside if consolidation is not None else ()
        say_json(_json(consolidation, (*findings, *told_beside), written, ctx.obj, slips))
    tell_findings(() if as_json else findings, ctx.obj)
    if consolidation is None or not written:
        ctx.exit(FOUND_ERRORS)
    if not as_json:
        for line in problem_lines(consolidation, ctx.obj):
            say(line)
        say(pick(_DONE, ctx.obj).format(**_counts(consolidation), folder=folder))
        for line in totals_lines(consolidation.ledger, ctx.obj):
            say(line)
        if slips is not None:
            tell_findings(slips.findings, ctx.obj)
            say(pick(_SLIPS, ctx.obj).format(count=len(slips.paths), new=len(slips.written), folder=cycle))
    tell_findings(() if as_json else beside, ctx.obj)
    told = [*consolidation.findings, *beside, *(f for file in consolidation.files for f in file.findings)]
    ctx.exit(exit_code([*told, *(slips.findings if slips else ())]))


def _slips(cycle: Path) -> Slips:
    from kpixl.pipeline.slips import slips_of

    return slips_of(cycle)


def _counts(consolidation: Consolidation) -> dict[str, int]:
    from kpixl.model.result import Status

    done = sum(result.status is Status.ASSESSED for result in consolidation.results)
    everybody = len(consolidation.results)
    return {"all": everybody, "done": done, "open": everybody - done}


def _absent(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Paths that do not exist: a slip of the pen must not replace results by empty ones."""
    return tuple(Finding("path-missing", Place(str(path))) for path in paths if not path.exists())


def _json(
    consolidation: Consolidation | None,
    findings: Sequence[Finding],
    written: Sequence[Path],
    language: str,
    slips: Slips | None,
) -> dict[str, object]:
    files = consolidation.files if consolidation else ()
    told = (*findings, *(consolidation.findings if consolidation else ()), *(slips.findings if slips else ()))
    return {
        "format": 1,
        "files": [
            {
                "path": file.path,
                "sha256": file.sha256,
                "verdict": str(file.verdict),
                "appraisees": list(file.appraisees),
                "findings": findings_json(file.findings, language),
            }
            for file in files
        ],
        "opened": consolidation.opened if consolidation else 0,
        "missing": list(consolidation.missing) if consolidation else [],
        "findings": findings_json(told, language),
        "results": [str(path) for path in written],
        "slips": [str(path) for path in slips.paths] if slips else [],
    }
