"""Sentences of a result slip: whether it is final, what it rests on, what to do about it."""

from __future__ import annotations

from kpixl.model.cohort import is_open
from kpixl.model.explanation import Explanation
from kpixl.model.scheme import Scheme
from kpixl.model.zones import day_in
from kpixl.workbook.palette import DONE, PROVISIONAL

_LATER = "定了以后以重新发的反馈单为准"


def strip_words(told: Explanation, open_results: int, undecided: bool) -> str:
    """Whether the result stands, or what may still change it: begins with △ where something may."""
    measure = "家" if told.scheme.unit_appraisee else "人"
    if told.scheme.trial:
        return f"{PROVISIONAL} 试行结果：还没有定的数按建议值计算，只供参考"
    if open_results:
        return f"{PROVISIONAL} 暂定结果：还有 {open_results} {measure}没有结果，收齐后以重新发的反馈单为准"
    if any(map(is_open, told.scheme.cohort)):
        return f"{PROVISIONAL} 暂定结果：方案里有金额还没有定，{_LATER}"
    if told.provisional:
        return f"{PROVISIONAL} 暂定结果：取自其他各期的数还要核对，{_LATER}"
    if undecided:
        return f"{PROVISIONAL} 有待定的奖惩或措施，{_LATER}"
    return f"{DONE} 正式结果"


def basis_words(told: Explanation) -> str:
    """Which form and which rules the result comes from."""
    form, scheme = told.form, told.scheme
    rules = f"按第 {told.making} 次发表的方案（{scheme.slug}，第{scheme.version}版）计算"
    if form is None:
        return f"{rules}。"
    return f"依据：{form.file}（{day_in(scheme.timezone, form.received)} 收到），{rules}。"


def appeal_words(scheme: Scheme) -> str:
    """To whom objections go, and within how many days of getting the slip."""
    appeal = scheme.appeal
    contact = (appeal.contact if appeal is not None else "") or scheme.contact or "发表部门"
    within = ""
    if appeal is not None and appeal.days is not None:
        unit = "个工作日" if appeal.working else "天"
        within = f"自收到本单之日起 {appeal.days} {unit}内"
    when = f"，请{within}向{contact}提出" if within else f"，请向{contact}提出"
    return f"对结果有异议{when}，写明是哪一项、理由和依据。"
