"""What is said of how a cycle stands, in both languages: states, times, and the one thing to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from kpixl.findings import Finding
from kpixl.model.cycle import Cycle
from kpixl.model.result import Verdict
from kpixl.model.scheme import Scheme
from kpixl.model.status import COUNTS, FileStatus, FormStatus, PersonStatus, State
from kpixl.workbook.palette import DONE, PROVISIONAL, TODO, WRONG

MARKS = {State.ACCEPTED: DONE, State.WARNED: PROVISIONAL, State.REFUSED: WRONG, State.MISSING: TODO}

_COUNTS_ZH = ("发出", "已收", "待核对", "退回", "未交", "迟交", "被替代", "已离开")
_COUNTS_EN = ("sent", "accepted", "check", "refused", "missing", "late", "superseded", "left")

_ZH = {
    **dict(zip(COUNTS, _COUNTS_ZH, strict=True)),
    "department": "部门",
    "unnamed": "未填部门",
    "total": "合计",
    "title": "{period}{title}",
    "due": "交回期限 {due:%Y-%m-%d}",
    "progress": "已收 {usable}／{sent}（{share}%）",
    "gap": "　",
    "open": "{department}：{counts}",
    "strays": "看不出是谁的文件（{count}）",
    "refused_line": f"  {WRONG} " + "{who}{place}：{what}",
    "missing_line": f"  {TODO} " + "没有交回：{people}。{what}",
    "stray_line": f"  {WRONG} " + "{place}：{what}",
    "nothing_open": f"{DONE} 全部交回。",
    "person": "{name}（{id}）",
    "comma": "、",
    "pause": "，",
    "colon": "：",
    "join": "",
    "and_more": "等 {count} 人",
    "others": "（另有 {count} 处）",
    "not_counted": "这张表没有计入。请用发给本人的表填写后再交。",
    "please_by": "请于{due.month}月{due.day}日前交回{contact}。",
    "please": "请尽快交回{contact}。",
}
_EN = {
    **dict(zip(COUNTS, _COUNTS_EN, strict=True)),
    "department": "department",
    "unnamed": "no department",
    "total": "total",
    "title": "{title} {period}",
    "due": "due {due:%Y-%m-%d}",
    "progress": "{usable} of {sent} have come ({share}%)",
    "gap": "  ",
    "open": "{department}: {counts}",
    "strays": "Files of nobody that is known ({count})",
    "refused_line": f"  {WRONG} " + "{who} {place}: {what}",
    "missing_line": f"  {TODO} " + "Not returned: {people}. {what}",
    "stray_line": f"  {WRONG} " + "{place}: {what}",
    "nothing_open": f"{DONE} Everything has come.",
    "person": "{name} ({id})",
    "comma": ", ",
    "pause": ", ",
    "colon": ": ",
    "join": " ",
    "and_more": " … ({count} in all)",
    "others": " (and {count} more)",
    "not_counted": "This form was not counted. Fill in the form that was made for this person.",
    "please_by": "Please return it by {due:%Y-%m-%d}.",
    "please": "Please return it soon.",
}

VERDICTS = {
    Verdict.ACCEPTED: f"{DONE} 已收",
    Verdict.WARNED: f"{PROVISIONAL} 待核对",
    Verdict.REFUSED: f"{WRONG} 退回",
    Verdict.IGNORED: "不计",
}
"""What became of a file, as a workbook says it."""

WITHDRAWN = "撤下"
"""What is said in place of a verdict of a file that somebody took back."""


def words(language: str) -> Mapping[str, str]:
    """The texts in the language, by their keys."""
    return _EN if language == "en" else _ZH


def please_return(scheme: Scheme, cycle: Cycle, language: str = "zh-CN") -> str:
    """What is asked of somebody from whom nothing has come."""
    key = "please_by" if cycle.due else "please"
    return words(language)[key].format(due=cycle.due, contact=scheme.contact)


def to_do(person: PersonStatus, scheme: Scheme, cycle: Cycle, language: str = "zh-CN") -> str:
    """The one thing to do about a form that is missing or refused; "" for any other."""
    match person.state:
        case State.MISSING:
            return please_return(scheme, cycle, language)
        case State.REFUSED:
            assert person.form is not None
            return mend(person.form, language)
    return ""


def mend(form: FormStatus | FileStatus, language: str = "zh-CN") -> str:
    """What is wrong first of all with a refused form or file, and what to do about it."""
    told, listed = words(language), form.faults or form.findings
    if not listed:
        return told["not_counted"]
    others = told["others"].format(count=len(listed) - 1) if len(listed) > 1 else ""
    return sentence(listed[0], language) + others


def cell_of(form: FormStatus) -> str:
    """The cell that this is about, "" for none."""
    return next((finding.place.cell for finding in form.faults or form.findings), "")


def sentence(finding: Finding, language: str) -> str:
    """What was found and what to do about it, in one line."""
    parts = (finding.message(language), finding.remedy(language))
    return " ".join(words(language)["join"].join(part for part in parts if part).splitlines())


def saved_at(seconds: float) -> datetime | None:
    """The moment that a file was saved; None for one that is no moment."""
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (OverflowError, OSError, ValueError):
        return None


def clock(moment: datetime | None) -> str:
    """A moment as people here read it: 2026-12-08 14:05."""
    return "" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"
