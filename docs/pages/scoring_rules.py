"""The ready-made scoring rules, from their table and their cases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpixl.rules.scoring import SCORING, Param, ParamKind, Scoring
from pages.markdown import Lines, Page, Words, code, codes, table
from pages.samples import cases_of, definition, figures, sentences, variants

PICTURES = Path(__file__).parent.parent / "pictures" / "rules"


def lines(page: Page) -> Lines:
    """Every ready-made scoring rule."""
    yield page.pick("# 计分方法", "# Scoring rules")
    yield ""
    yield page.pick(
        "在指标里写 `score: 方法`，再写这个方法的参数。数字参数也可以写参数名，如 `each: 每项扣分`。"
        "公式里 `完成值` 是填写或算出的数，`目标值` 是 `target`，`满分` 是 `points`。"
        "“考核标准”和“算式”是考核表上印的话，图是填好的表。",
        "Write `score: NAME` and the rule's parameters in the indicator. A number may also be a parameter's "
        "name. In the formulas 完成值 is the value, 目标值 the `target` and 满分 the `points`. The standard "
        "and the working are what a form prints; the pictures show filled-in forms.",
    )
    yield ""
    yield from table(
        (page.pick("方法", "rule"), page.pick("怎样计分", "how it scores")),
        ((f"[{row.name}](#{row.name})", page.pick(row.zh, row.en)) for row in SCORING.values()),
    )
    for row in SCORING.values():
        yield from _scoring(page, row)


def _scoring(page: Page, row: Scoring) -> Lines:
    yield f"## {row.name}"
    yield ""
    yield page.pick(f"{row.zh}。", f"{row.en[0].upper()}{row.en[1:]}.")
    yield ""
    yield from _needs(page, row)
    if row.params:
        head = (
            page.pick("参数", "parameter"),
            page.pick("写什么", "what to write"),
            page.pick("不写时", "when absent"),
            page.pick("含义", "meaning"),
        )
        yield from table(head, (_param(page, param) for param in row.params))
    head = (
        page.pick("写了", "given"),
        page.pick("得分", "score"),
        page.pick("考核标准（例）", "standard (an example)"),
    )
    yield from table(
        head, ((codes(given) or "—", code(text), told) for given, text, told in sentences(page, row))
    )
    example = cases_of(row.name)[0]
    yield page.pick("例：", "Example:")
    yield ""
    yield f"```yaml\n{definition(example)}\n```"
    yield ""
    picture = PICTURES / f"{row.name}.png"
    if picture.is_file():
        yield f"![{page.pick('填好的表：', 'On the form: ')}{row.name}](../pictures/rules/{picture.name})"
        yield ""
    yield from figures(page, example)
    others = [(code(text), told) for text, told in variants(page, row)]
    if others:
        yield page.pick("还可以这样写：", "Other ways to write it:")
        yield ""
        yield from table((page.pick("写法", "written as"), page.pick("考核标准", "standard")), others)


def _needs(page: Page, row: Scoring) -> Lines:
    needs = [key for key, needed in (("points", row.needs_points), ("target", row.needs_target)) if needed]
    if needs:
        yield page.pick("需要：", "Needs: ") + codes(needs) + page.pick("。", ".")
        yield ""
    if row.choices:
        yield page.pick("只能选：", "To be chosen from: ") + "、".join(row.choices) + page.pick("。", ".")
        yield ""
    if row.further:
        names = codes(row.further)
        yield page.pick(f"另外要填：{names}。", f"Also filled in: {names}.")
        yield ""


_PARAM_WORDS: dict[ParamKind, Words] = {
    ParamKind.NUMBER: ("数字、百分数或公式", "a number, a percentage or a rule"),
    ParamKind.RULE: ("公式", "a rule"),
    ParamKind.RULES: ("一个或几个条件", "one or more conditions"),
    ParamKind.STEPS: (
        "列表，每档写 `from` 或 `to` 和 `points`",
        "a list of bands: `from` or `to`, and `points`",
    ),
    ParamKind.SCALE: ("`scales` 里的名称", "a name under `scales`"),
}


def _param(page: Page, param: Param) -> Sequence[str]:
    wanted = codes(param.choices) if param.choices else page.of(_PARAM_WORDS[param.kind])
    absent = (
        page.pick("**必填**", "**required**")
        if param.required
        else code(param.default)
        if param.default
        else "—"
    )
    return code(param.name), wanted, absent, page.pick(param.zh, param.en)
