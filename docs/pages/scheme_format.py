"""The format of a scheme, from the table of fields and the table of units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpixl.definition.fields import KINDS
from kpixl.definition.grammar import TYPE_WORDS, Field, Kind, Type
from kpixl.model.indicator import Kind as InputKind
from kpixl.model.units import UNITS
from pages.examples import examples
from pages.markdown import Lines, Page, code, codes, table

SMALLEST = """\
scheme: small
title: 月度考核
points: 100
forms:
  - form: all
    title: "{period}考核表"
    sections:
      - name: 工作
        indicators:
          - name: 出勤率
            points: 60
            unit: "%"
            ratio: [出勤天数(天), 应出勤天数(天)]
            target: 98
            score: attainment
          - {name: 差错, points: 40, unit: 次, ask: 差错次数, score: deduct, each: 5}
grades:
  - {name: 合格, from: 60}
  - {name: 不合格}
"""


def lines(page: Page) -> Lines:
    """Every kind of mapping and its keys."""
    yield page.pick("# 方案文件的写法", "# The format of a scheme")
    yield ""
    yield page.pick(
        "方案是一个 UTF-8 编码的 YAML 文件。写错的地方，`kpixl check 方案.yaml` 会一次全部列出，"
        "并说明在第几行。`kpixl init` 会同时写出 `scheme.schema.json`，支持 YAML 的编辑器用它来补全和提示。",
        "A scheme is a YAML file in UTF-8. `kpixl check FILE` reports everything that is wrong with it at "
        "once, with line numbers. `kpixl init` also writes `scheme.schema.json`, which editors use to "
        "complete and check.",
    )
    yield ""
    yield page.pick("最小的例子：", "The smallest example:")
    yield ""
    yield f"```yaml\n{SMALLEST}```"
    yield ""
    yield page.pick(
        "相关：[二十分钟写一份方案](../guide.zh-CN.md)、[计分方法](scoring-rules.zh-CN.md)、"
        "[公式和函数](functions.zh-CN.md)、[花名册](roster.zh-CN.md)。"
        "下面的例子摘自[可以直接使用的文件](../examples)。",
        "See also: [a scheme in 20 minutes](../guide.md), [scoring rules](scoring-rules.en.md), "
        "[rules and functions](functions.en.md), [roster](roster.en.md). The examples below are pieces of "
        "[files that work as they are](../examples).",
    )
    yield ""
    for kind in KINDS.values():
        yield from _kind(page, kind)
    yield from _units(page)


def _kind(page: Page, kind: Kind) -> Lines:
    yield f"## {_heading(page, kind)}"
    yield ""
    joint = page.pick(" 或 ", " or ")
    notes = [
        page.pick("必须写其中之一：", "One of these is needed: ") + codes(keys, joint) for keys in kind.any_of
    ]
    notes += [
        f"{code(key)}" + page.pick(" 要和 ", " needs ") + f"{code(other)}" + page.pick(" 一起写", "")
        for key, other in kind.needs
    ]
    apart: dict[str, list[str]] = {}
    for first, second, _ in kind.apart:
        apart.setdefault(first, []).append(second)
    notes += [
        f"{code(first)}" + page.pick(" 不能和 ", " excludes ") + codes(others) + page.pick(" 同时写", "")
        for first, others in apart.items()
    ]
    if kind.rest:
        key = code(kind.rest)
        notes.append(page.pick(f"写了 {key} 的，其余都可以不写", f"beside {key} nothing else is needed"))
    for note in notes:
        yield f"- {note}"
    if notes:
        yield ""
    head = (
        page.pick("键", "key"),
        page.pick("写什么", "what to write"),
        page.pick("不写时", "when absent"),
        page.pick("含义", "meaning"),
    )
    yield from table(head, (_field(page, field) for field in kind.fields))
    yield from examples(page, kind.name)


def _heading(page: Page, kind: Kind) -> str:
    return kind.name + page.pick(f"：{kind.zh}", f": {kind.en}")


def _anchor(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _field(page: Page, field: Field) -> Sequence[str]:
    if field.required:
        absent = page.pick("**必填**", "**required**")
    elif field.default in (None, ""):
        absent = "—"
    else:
        absent = code(str(field.default).lower() if isinstance(field.default, bool) else str(field.default))
    return code(field.key), _wanted(page, field), absent, page.pick(field.zh, field.en)


def _link(page: Page, kind: str) -> str:
    return f"[{kind}](#{_anchor(_heading(page, KINDS[kind]))})"


def _wanted(page: Page, field: Field) -> str:
    words = codes(field.choices) if field.choices else page.of(TYPE_WORDS[field.type])
    if field.kinds:
        words = page.pick("、", ", ").join(_link(page, kind) for kind in field.kinds)
    elif field.kind:
        link = _link(page, field.kind)
        words = (
            link
            if field.type is Type.RECORD
            else f"{words}（{link}）"
            if page.index == 0
            else f"{words} ({link})"
        )
    for shape in reversed(field.shapes):
        if shape.is_map and shape.lone:
            words = page.pick(f"{words}；或按组写 名称: {words}", f"{words}, or name: {words} for each group")
        elif shape.is_map:
            words = page.pick(f"名称: {words}", f"name: {words}")
        elif shape.lone:
            words = page.pick(f"{words}，一个或列表", f"{words}, one or a list")
        else:
            count = page.pick("两项", " of two") if shape.least == shape.most == 2 else ""
            words = page.pick(f"{count}列表：{words}", f"list{count}: {words}")
    return words + _limits(page, field)


def _limits(page: Page, field: Field) -> str:
    low, high = field.least, field.most
    if field.positive:
        text = page.pick("大于 0", "above 0")
    elif low is not None and high is not None:
        text = page.pick(f"{low} 至 {high}", f"{low} to {high}")
    elif low is not None:
        text = page.pick(f"不小于 {low}", f"at least {low}")
    else:
        text = ""
    unset = page.pick("未定时写 `unset`", "`unset` while undecided") if field.unset else ""
    parts = [part for part in (text, unset) if part]
    return page.pick("，", ", ").join(["", *parts]) if parts else ""


def _units(page: Page) -> Lines:
    yield page.pick("## 单位", "## Units")
    yield ""
    yield page.pick(
        "单位决定填什么、上下限和显示的小数位数；指标里写了 `kind`、`low`、`high` 的以所写为准。"
        "“件/万客户”这样的单位按分母换算；其他没列出的单位按不限大小的数字处理。",
        "The unit decides what is typed, its limits and the decimal places shown, unless the indicator gives "
        "`kind`, `low` or `high`. A unit such as 件/万客户 scales by its denominator; any other unit is a "
        "plain number.",
    )
    yield ""
    groups: dict[tuple[str, str, str, int], list[str]] = {}
    for unit in UNITS.values():
        kind = page.pick(
            *(("整数", "whole number") if unit.kind is InputKind.INTEGER else ("数字", "number"))
        )
        low, high = (
            page.pick("不限", "none") if limit is None else str(limit) for limit in (unit.low, unit.high)
        )
        ratio = f"×{unit.ratio}" if unit.ratio != 1 else "—"
        groups.setdefault((kind, f"{low} / {high}", ratio, unit.places), []).append(unit.name)
    head = (
        page.pick("单位", "units"),
        page.pick("填什么", "what is typed"),
        page.pick("最小 / 最大", "least / greatest"),
        page.pick("比率换算", "scale of a ratio"),
        page.pick("小数位", "places"),
    )
    yield from table(
        head,
        (
            (codes(names), kind, limits, ratio, str(places))
            for (kind, limits, ratio, places), names in groups.items()
        ),
    )
