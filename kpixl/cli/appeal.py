"""kpixl appeal: an event on somebody's form is void."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpixl.cli.decided import tell_decided
from kpixl.cli.page import json_option, option, reason_option, said, verb
from kpixl.cli.words import Words, pick

if TYPE_CHECKING:
    from kpixl.model.ledger import Void
    from kpixl.pipeline.decide_record import Decided

_SAID: dict[bool, Words] = {
    False: (
        "已记录：{name}的“{log}”第 {row} 行作废（{by}）：{typed}。",
        "Recorded: row {row} of “{log}” of {name} is void ({by}): {typed}.",
    ),
    True: (
        "已恢复：{name}的“{log}”第 {row} 行重新计入：{typed}。",
        "Restored: row {row} of “{log}” of {name} counts again: {typed}.",
    ),
}
_THEN: Words = ("运行 kpixl collect 后重新计算。", "Run kpixl collect to compute anew.")


@verb(
    "appeal",
    zh="PERSON 是工号或姓名，LOG 是登记栏的名称，ROW 是考核表上印的行号。\n"
    "作废的事件不计入，后面的次数顺改；填的内容仍保留作依据。",
    en="PERSON is a number or a name, LOG the name of a log on the form, ROW the number printed there.\n"
    "A void event does not count, and later ones move up; what was entered is kept as evidence.",
    example="kpixl appeal 2026年11月 0102 事件登记 2 --by 总经理 --reason 已核实",
)
@click.argument("cycle", type=click.Path(path_type=Path))
@click.argument("person")
@click.argument("log")
@click.argument("row", type=int)
@option("--by", metavar="NAME", required=True, callback=said, zh="由谁批准", en="who has approved it")
@reason_option
@option("--undo", is_flag=True, zh="作废错了：重新计入", en="it was void by mistake and counts again")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    cycle: Path,
    person: str,
    log: str,
    row: int,
    by: str,
    reason: str,
    undo: bool,
    as_json: bool,
) -> None:
    """Records that an event is void."""
    from kpixl.pipeline.decide_appeal import decide_appeal
    from kpixl.report.ledger_export import void_json

    decided, findings = decide_appeal(cycle, person, log, row, by, reason, undo)

    def told(decided: Decided[Void]) -> str:
        typed = "，".join(text for _, text in decided.decision.typed)
        details = {"name": decided.person.name, "log": log, "row": row, "by": by, "typed": typed}
        return pick(_SAID[undo], ctx.obj).format(**details) + " " + pick(_THEN, ctx.obj)

    tell_decided(ctx, decided, findings, told, void_json if as_json else None, "event")
