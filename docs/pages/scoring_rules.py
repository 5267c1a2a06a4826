"""The ready-made scoring rules, from their table."""

from __future__ import annotations

from collections.abc import Sequence

from kpixl.rules.scoring import SCORING, Param, ParamKind, Scoring
from pages.markdown import Lines, Page, Words, code, codes, table

EXAMPLES = {
    "attainment": "{name: 客户满意度, points: 30, unit: 分, target: 90, score: attainment}",
    "threshold": "{name: 录音抽检, points: 30, unit: 分, ask: 抽检平均分, target: 85, score: threshold}",
    "any-of": "{name: 满意度领先, points: 4, unit: 分, ask: 满意度, also: [领先值(分)], score: any-of,\n"
    ' conditions: [领先值 >= 13, "AND(满意度 >= 82, 领先值 >= 4)"]}',
    "all-of": "{name: 达标, points: 10, unit: 分, ask: 满意度, also: [投诉件数(件)], score: all-of,\n"
    " conditions: [满意度 >= 80, 投诉件数 <= 2]}",
    "steps": "{name: 平均交车时长, points: 30, unit: 小时, ask: 平均时长, score: steps, better: lower,\n"
    " steps: [{to: 4, points: 30}, {to: 6, points: 24}, {to: 8, points: 15}, {points: 0}]}",
    "deduct": "{name: 现场检查, points: 15, unit: 项, ask: 不合格项数, score: deduct, each: 3}",
    "deduct-only": "{name: 升级投诉, unit: 件, ask: 投诉件数, target: 90, score: deduct-only, each: 0.05}",
    "rating": "{name: 工作态度, points: 15, ask: 评分, unit: 分, score: rating}",
    "judgement": "{name: 管理水平, points: 20, unit: 分, ask: 评分, score: judgement}",
    "weighted-rows": "{name: 本月目标, points: 100, score: weighted-rows,\n"
    " rows: {count: 5, least: 2, columns: [\n"
    '   {name: 目标, kind: text, at: name}, {name: 权重, unit: "%", low: 0, high: 100, at: points},\n'
    "   {name: 评分, unit: 分, low: 0, high: 100, at: entry}]},\n"
    " checks: [{must: SUM(权重) = 100, say: 各目标的权重合计应为100%}]}",
    "formula": '{name: 客户表扬, points: 10, unit: 次, ask: 表扬次数, formula: "MIN(表扬次数 * 5, 满分)"}',
}
"""An indicator for each scoring rule."""


def lines(page: Page) -> Lines:
    """Every ready-made scoring rule."""
    yield page.pick("# 计分方法", "# Scoring rules")
    yield ""
    yield page.pick(
        "在指标里写 `score: 方法`，再写这个方法的参数。数字参数也可以写参数名，如 `each: 每项扣分`。"
        "公式里 `完成值` 是填写或算出的数，`目标值` 是 `target`，`满分` 是 `points`。",
        "Write `score: NAME` and the rule's parameters in the indicator. A number may also be a parameter's "
        "name. In the formulas 完成值 is the value, 目标值 the `target` and 满分 the `points`.",
    )
    yield ""
    for row in SCORING.values():
        yield from _scoring(page, row)


def _scoring(page: Page, row: Scoring) -> Lines:
    yield f"## {row.name}"
    yield ""
    yield page.pick(f"{row.zh}。", f"{row.en[0].upper()}{row.en[1:]}.")
    yield ""
    needs = [key for key, needed in (("points", row.needs_points), ("target", row.needs_target)) if needed]
    if needs:
        yield page.pick("需要：", "Needs: ") + codes(needs) + page.pick("。", ".")
        yield ""
    if row.params:
        head = (
            page.pick("参数", "parameter"),
            page.pick("写什么", "what to write"),
            page.pick("不写时", "when absent"),
            page.pick("含义", "meaning"),
        )
        yield from table(head, (_param(page, param) for param in row.params))
    head = (page.pick("写了", "given"), page.pick("得分", "score"))
    yield from table(head, ((codes(conditions) or "—", code(text)) for conditions, text in row.templates))
    yield f"```yaml\n{EXAMPLES[row.name]}\n```"
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
