"""What stands below a form's total: provisional standards, items outside the base, a scheme on trial."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpixl.rules.quantity import Item, Rulebook
from kpixl.rules.scoring import SCORING
from kpixl.workbook.palette import PROVISIONAL

_REASONS: Mapping[str, str] = {
    "预估": "标准尚未正式公布",
    "暂定": "标准尚未最后确定",
    "待定": "标准还没有定，目前的只供参考",
}
"""What each word for a standard that is not final means."""


def provisional_words(rulebook: Rulebook) -> tuple[str, ...]:
    """The words for standards that are not final, in the order of the form; none when all are."""
    words = (item.indicator.provisional for item in rulebook.items)
    return tuple(dict.fromkeys(word for word in words if word))


def provisional_suffix(rulebook: Rulebook) -> str:
    """What follows the label of a total that rests on provisional standards."""
    words = "、".join(provisional_words(rulebook))
    return f"（含{words} {PROVISIONAL}）" if words else ""


def footnotes(rulebook: Rulebook) -> Iterator[str]:
    """The notes, one by one."""
    if rulebook.scheme.trial:
        yield "试行：方案里还没有定的数按建议值计算，结果只供参考。"
    words = provisional_words(rulebook)
    for word in words:
        items = [item for item in rulebook.items if item.indicator.provisional == word]
        where = f"共 {len(items)} 处" if len(words) == 1 else f"第 {_numbers(items)} 项"
        total = f"，合计随之为{word}值" if rulebook.base else ""
        yield f"{PROVISIONAL} {word}：{_REASONS[word]}，{where}{total}；公布后以正式值为准。"
    unpointed = {SCORING[item.indicator.method].unpointed for item in rulebook.items if item.points is None}
    if "只扣分" in unpointed:
        yield "只扣分的项目从合计中扣除，不影响小计。"


def _numbers(items: list[Item]) -> str:
    return "、".join(str(item.number) for item in items)
