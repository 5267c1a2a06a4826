"""kpixl collect: returned workbooks become results."""

from __future__ import annotations

from pathlib import Path

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, finding_json, progress, say, say_json, tell_findings
from kpixl.findings import Finding, Place


@click.command("collect")
@click.argument("cycle", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / as JSON")
@click.pass_context
def command(ctx: click.Context, cycle: Path, paths: tuple[Path, ...], as_json: bool) -> None:
    """读回考核表（默认 CYCLE/returned），结果写到 CYCLE/results。 / Read returned forms, write results."""
    from kpixl.pipeline.collect import collect, results_folder
    from kpixl.report.results import problem_lines, write_results

    with progress("读取" if ctx.obj != "en" else "Reading") as show:
        consolidation, findings = collect(cycle, paths, show)
    if consolidation is None:
        _report(ctx, findings, as_json)
        ctx.exit(FOUND_ERRORS)
    folder = results_folder(cycle)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = write_results(consolidation, folder, language=ctx.obj)
    except OSError as error:
        problem = Finding("folder-not-writable", Place(str(folder)), {"detail": error.strerror or str(error)})
        _report(ctx, (problem,), as_json)
        ctx.exit(FOUND_ERRORS)
    found = [*consolidation.findings, *(f for file in consolidation.files for f in file.findings)]
    if as_json:
        say_json(
            {
                "format": 1,
                "files": [
                    {
                        "path": file.path,
                        "sha256": file.sha256,
                        "verdict": str(file.verdict),
                        "appraisees": list(file.appraisees),
                        "findings": [finding_json(finding, ctx.obj) for finding in file.findings],
                    }
                    for file in consolidation.files
                ],
                "missing": list(consolidation.missing),
                "findings": [finding_json(finding, ctx.obj) for finding in consolidation.findings],
                "results": [str(path) for path in written],
            }
        )
    else:
        for line in problem_lines(consolidation, ctx.obj):
            say(line)
        done = sum(result.total is not None for result in consolidation.results)
        everybody = len(consolidation.results)
        if ctx.obj == "en":
            say(f"Assessed {done} of {everybody}; results in {folder}")
        else:
            say(f"应考核 {everybody}，已评 {done}，还差 {everybody - done}。结果：{folder}")
    ctx.exit(exit_code(found))


def _report(ctx: click.Context, findings: tuple[Finding, ...], as_json: bool) -> None:
    if as_json:
        say_json(
            {
                "format": 1,
                "files": [],
                "missing": [],
                "findings": [finding_json(f, ctx.obj) for f in findings],
            }
        )
    else:
        tell_findings(findings, ctx.obj)
