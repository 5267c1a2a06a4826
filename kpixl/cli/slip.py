"""kpixl slip: a result slip for everybody who has a result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpixl.cli.output import FOUND_ERRORS, exit_code, findings_json, progress, say, say_json, tell_findings
from kpixl.cli.page import json_option, verb
from kpixl.cli.words import Words, pick

if TYPE_CHECKING:
    from kpixl.model.feedback import FeedbackRow
    from kpixl.pipeline.feedback import Slips

_MAKING: Words = ("生成", "Making")
_MADE: Words = (
    "{count} 人的绩效反馈单（.xlsx 和 .html）：{folder}；清单：{list}",
    "Result slips of {count} people (.xlsx and .html): {folder}; list: {list}",
)
_SAME: Words = ("内容没有变，没有重写。", "Nothing has changed; no file was written.")
_REMOVED: Words = ("撤下不再成立的 {count} 个文件。", "Removed {count} files that do not hold any more.")
_PROVISIONAL: Words = (
    "△ 这一期的结果是暂定的，反馈单上已注明；定了以后请再运行一次。",
    "△ The results of this cycle are provisional, as the slips say; run this again once they are final.",
)


@verb(
    "slip",
    zh="CYCLE 是 make-template 建的文件夹；PERSON 是工号或姓名，可写几个，不写就是所有人。\n"
    "每人一张反馈单，放在 results/slips 下各部门的文件夹里：一份 .xlsx，一份可直接打印的 .html。\n"
    "写明填的内容、结果、每个数怎么来的、奖惩和措施、向谁提异议。先用 collect 汇总。",
    en="CYCLE is the folder that make-template made, PERSON a number or a name; everybody when absent.\n"
    "Each slip is an .xlsx and an .html page to print, under results/slips by department: the form as\n"
    "filled, the result, how every figure came about, money and measures, where to object.\n"
    "Run collect before.",
    example="kpixl slip 2026年11月",
)
@click.argument("cycle", type=click.Path(path_type=Path))
@click.argument("person", nargs=-1)
@json_option
@click.pass_context
def command(ctx: click.Context, cycle: Path, person: tuple[str, ...], as_json: bool) -> None:
    """Makes the result slips of a cycle."""
    from kpixl.pipeline.feedback import make_slips

    with progress(pick(_MAKING, ctx.obj)) as show:
        slips, findings = make_slips(cycle, person, show)
    if as_json:
        say_json({**_json(slips), "findings": findings_json(findings, ctx.obj)})
    else:
        tell_findings(findings, ctx.obj)
        if slips is not None:
            _tell(slips, ctx.obj)
    ctx.exit(exit_code(findings) if slips is not None else FOUND_ERRORS)


def _tell(slips: Slips, language: str) -> None:
    from kpixl.pipeline.feedback_shelf import LIST

    count = sum(bool(row.book) for row in slips.rows)
    say(pick(_MADE, language).format(count=count, folder=slips.folder, list=slips.folder / LIST))
    if not slips.written:
        say(pick(_SAME, language))
    if slips.removed:
        say(pick(_REMOVED, language).format(count=len(slips.removed)))
    if slips.provisional and count:
        say(pick(_PROVISIONAL, language))


def _json(slips: Slips | None) -> dict[str, Any]:
    from kpixl.pipeline.feedback_shelf import LIST

    if slips is None:
        return {"format": 1}
    return {
        "format": 1,
        "folder": str(slips.folder),
        "list": LIST,
        "provisional": slips.provisional,
        "slips": [_row(row) for row in slips.rows],
        "written": slips.written,
        "removed": list(slips.removed),
    }


def _row(row: FeedbackRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "department": row.department,
        "status": row.status.value,
        "provisional": row.provisional,
        "book": row.book or None,
        "page": row.page or None,
    }
