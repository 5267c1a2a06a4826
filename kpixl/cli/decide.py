"""kpixl decide: a measure is confirmed or rejected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpixl.cli.decided import tell_decided
from kpixl.cli.page import json_option, option, reason_option, said, verb
from kpixl.cli.words import Words, pick
from kpixl.cli.wrong_usage import WrongUsage

if TYPE_CHECKING:
    from kpixl.model.ledger import Decision
    from kpixl.pipeline.decide_record import Decided

_ONE: Words = ("--confirm、--reject、--undo 写一个", "Give one of --confirm, --reject, --undo")
_SAID: dict[bool | None, Words] = {
    True: (
        "已记录：{name}的“{measure}”确认执行（{by}）。",
        "Recorded: “{measure}” for {name} is confirmed ({by}).",
    ),
    False: (
        "已记录：{name}的“{measure}”不执行（{by}）。",
        "Recorded: “{measure}” for {name} is rejected ({by}).",
    ),
    None: ("已撤销：{name}的“{measure}”重新等待决定。", "Taken back: “{measure}” for {name} is open again."),
}
_THEN: Words = ("运行 kpixl collect 后写进结果。", "Run kpixl collect to have it in the results.")


@verb(
    "decide",
    zh="PERSON 是工号或姓名，MEASURE 是措施的名称（方案里 measures 的 name）。\n"
    "谁、何时、为什么都记录在案；非货币措施没有人确认以前不生效。",
    en="PERSON is a number or a name, MEASURE the name of a measure of the scheme.\n"
    "Who, when and why is kept on record. Nothing happens before somebody has confirmed it.",
    example="kpixl decide 2026年11月 0102 辞退 --confirm --by 总经理 --reason 已核实",
)
@click.argument("cycle", type=click.Path(path_type=Path))
@click.argument("person")
@click.argument("measure")
@option("--confirm", is_flag=True, zh="确认执行", en="it is to be carried out")
@option("--reject", is_flag=True, zh="不执行", en="it is not")
@option("--undo", is_flag=True, zh="撤销以前的决定，重新等待", en="take a decision back")
@option(
    "--by",
    metavar="NAME",
    callback=said,
    zh="由谁决定；不写则是登录名",
    en="who decides; default: your login",
)
@reason_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    cycle: Path,
    person: str,
    measure: str,
    confirm: bool,
    reject: bool,
    undo: bool,
    by: str,
    reason: str,
    as_json: bool,
) -> None:
    """Records a decision about a measure."""
    from kpixl.pipeline.decide_measure import decide_measure
    from kpixl.report.ledger_export import decision_json

    if confirm + reject + undo != 1:
        raise WrongUsage(_ONE, ctx)
    confirmed = None if undo else confirm
    decided, findings = decide_measure(cycle, person, measure, confirmed, by, reason)

    def told(decided: Decided[Decision]) -> str:
        details = {"name": decided.person.name, "measure": measure, "by": decided.decision.stamp.by}
        return pick(_SAID[confirmed], ctx.obj).format(**details) + " " + pick(_THEN, ctx.obj)

    tell_decided(ctx, decided, findings, told, decision_json if as_json else None, "decision")
