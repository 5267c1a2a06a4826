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
from kpixl.cli.page import json_option, verb
from kpixl.cli.words import Words, pick
from kpixl.findings import Finding, Place

if TYPE_CHECKING:
    from kpixl.model.result import Consolidation

_READING: Words = ("读取", "Reading")
_DONE: Words = (
    "应考核 {all}，已评 {done}，还差 {open}。结果：{folder}",
    "To be appraised: {all}; assessed: {done}; still open: {open}. Results: {folder}",
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
@json_option
@click.pass_context
def command(ctx: click.Context, cycle: Path, paths: tuple[Path, ...], as_json: bool) -> None:
    """Reads returned forms and writes the results."""
    from kpixl.model.result import Status
    from kpixl.pipeline.collect import collect, results_folder
    from kpixl.report.results import problem_lines, write_results

    consolidation, findings = None, _absent(paths)
    if not findings:
        with progress(pick(_READING, ctx.obj)) as show:
            consolidation, findings = collect(cycle, paths, show)
    folder = results_folder(cycle)
    written: tuple[Path, ...] = ()
    if consolidation is not None:
        try:
            written = write_results(consolidation, folder, language=ctx.obj)
        except OSError as error:
            findings = (not_writable(folder, error),)
    if as_json:
        say_json(_json(consolidation, findings, written, ctx.obj))
    tell_findings(() if as_json else findings, ctx.obj)
    if consolidation is None or not written:
        ctx.exit(FOUND_ERRORS)
    if not as_json:
        for line in problem_lines(consolidation, ctx.obj):
            say(line)
        everybody = len(consolidation.results)
        done = sum(result.status is Status.ASSESSED for result in consolidation.results)
        counts = {"all": everybody, "done": done, "open": everybody - done}
        say(pick(_DONE, ctx.obj).format(**counts, folder=folder))
    ctx.exit(
        exit_code([*consolidation.findings, *(f for file in consolidation.files for f in file.findings)])
    )


def _absent(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Paths that do not exist: a slip of the pen must not replace results by empty ones."""
    return tuple(Finding("path-missing", Place(str(path))) for path in paths if not path.exists())


def _json(
    consolidation: Consolidation | None, findings: Sequence[Finding], written: Sequence[Path], language: str
) -> dict[str, object]:
    files = consolidation.files if consolidation else ()
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
        "missing": list(consolidation.missing) if consolidation else [],
        "findings": findings_json((*findings, *(consolidation.findings if consolidation else ())), language),
        "results": [str(path) for path in written],
    }
