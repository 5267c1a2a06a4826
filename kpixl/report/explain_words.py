"""What an explanation says beside the figures, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from kpixl.findings import Severity
from kpixl.model.ledger import State
from kpixl.model.received import Standing
from kpixl.model.result import Status
from kpixl.workbook.palette import PROVISIONAL, WRONG

_ZH = {
    "title": "{period}{title}",
    "person": "{name}（{id}）",
    "gap": "　",
    "heading": "{number}、{text}",
    "rank_of": "第 {rank} 名（已评 {count} {measure}）",
    "department_rank": "{department}第 {rank} 名（{count} {measure}）",
    "provisional": "名次和金额是暂时的，还没有全部定下来。",
    "yuan": "{amount} 元",
    "form": "用的是哪份表",
    "arrived": "{at} 收到",
    "saved": "{at} 保存",
    "counts": "采用",
    "others": "未采用",
    "rules": "按第 {making} 次发表的方案（{slug}，版本 {version}）计算。",
    "nothing": "还没有收到可以用的表，所以没有结果。",
    "items": "各项得分",
    "standard": "标准",
    "typed": "填写",
    "working": "算式",
    "remark": "备注",
    "points": "{score} ／ {points} 分",
    "score": "{score} 分",
    "row": "第{row}行{void} ",
    "voided": "（作废）",
    "blank": "没有填",
    "read_as": "按 {taken} 计（{how}）",
    "refused": "不能用：{why}",
    "unusable": "不能用",
    "pause": "、",
    "comma": "，",
    "stop": "；",
    "colon": "：",
    "bracket": "（{text}）",
    "subtotal": "小计",
    "figures": "总分、等级和工资",
    "rounded": "，四舍五入到 {places} 位小数：{value}",
    "rounded_whole": "，四舍五入到个位：{value}",
    "grade": "等级",
    "grade_next": "{total} ≥ {bound}，不到 {next}（{better}）：{grade}",
    "grade_best": "{total} ≥ {bound}：{grade}",
    "grade_last": "{total} 不到 {next}（{better}）：{grade}",
    "money": "罚款和奖励",
    "fine": "罚款",
    "bonus": "奖励",
    "borne": "{payer}承担 {amount} 元",
    "gets": "{payer}得 {amount} 元",
    "to": "计入{to}",
    "booked": "列入 {booked}",
    "paid": "{paid} 发放或扣除",
    "not_due": "没有触发",
    "unknown": "还不能计算",
    "of_others": "{name}的表：{rule}",
    "measures": "非货币措施",
    "applies": "触发",
    "applies_not": "没有触发",
    "decided": "{by}，{at}，{reason}",
    "cohort": "名次和全体汇总",
    "appeals": "申诉",
    "void": "「{log}」第 {row} 行作废：{by}，{at}，{reason}",
    "change": "{name} {before} → {after}",
    "findings": "发现的问题",
    "none": "没有发现问题。",
    "unknown_payer": "不知由谁",
    "own": "本人",
    "measure_people": "人",
    "measure_units": "家",
}
_EN = {
    "title": "{title} {period}",
    "person": "{name} ({id})",
    "gap": "  ",
    "heading": "{number}. {text}",
    "rank_of": "rank {rank} of {count}",
    "department_rank": "{rank} of {count} in {department}",
    "provisional": "Ranks and amounts are provisional: not everything is settled yet.",
    "yuan": "{amount} yuan",
    "form": "The form",
    "arrived": "received {at}",
    "saved": "saved {at}",
    "counts": "counts",
    "others": "not used",
    "rules": "By the scheme of making {making} ({slug}, version {version}).",
    "nothing": "No form has come that could be used, so there is no result.",
    "items": "Scores",
    "standard": "standard",
    "typed": "entered",
    "working": "working",
    "remark": "remark",
    "points": "{score} / {points}",
    "score": "{score}",
    "row": "row {row}{void} ",
    "voided": " (void)",
    "blank": "left blank",
    "read_as": "taken as {taken} ({how})",
    "refused": "cannot be used: {why}",
    "unusable": "cannot be used",
    "pause": ", ",
    "comma": ", ",
    "stop": "; ",
    "colon": ": ",
    "bracket": " ({text})",
    "subtotal": "subtotal",
    "figures": "Total, grade and pay",
    "rounded": ", rounded to {places} places: {value}",
    "rounded_whole": ", rounded: {value}",
    "grade": "grade",
    "grade_next": "{total} ≥ {bound}, below {next} ({better}): {grade}",
    "grade_best": "{total} ≥ {bound}: {grade}",
    "grade_last": "{total}, below {next} ({better}): {grade}",
    "money": "Fines and bonuses",
    "fine": "fine",
    "bonus": "bonus",
    "borne": "{payer} bears {amount} yuan",
    "gets": "{payer} gets {amount} yuan",
    "to": "to {to}",
    "booked": "booked to {booked}",
    "paid": "paid in {paid}",
    "not_due": "not due",
    "unknown": "cannot be computed yet",
    "of_others": "form of {name}: {rule}",
    "measures": "Measures",
    "applies": "applies",
    "applies_not": "does not apply",
    "decided": "{by}, {at}, {reason}",
    "cohort": "Ranks, and what takes everybody",
    "appeals": "Appeals",
    "void": "{log}, row {row}, is void: {by}, {at}, {reason}",
    "change": "{name} {before} → {after}",
    "findings": "Findings",
    "none": "Nothing was found.",
    "unknown_payer": "nobody knows who",
    "own": "the appraisee",
    "measure_people": "",
    "measure_units": "",
}

_STATUS = {
    Status.ASSESSED: ("已评", "assessed"),
    Status.INCOMPLETE: ("未填完", "incomplete"),
    Status.NOT_ASSESSED: ("不能评", "cannot be assessed"),
    Status.EXCLUDED: ("不计", "left out"),
    Status.MISSING: ("未交", "missing"),
}
_STATES = {
    State.DUE: ("", ""),
    State.PROPOSED: ("待定", "not settled yet"),
    State.CONFIRMED: ("已确认", "confirmed"),
    State.VOID: ("不执行", "rejected"),
}
_STANDINGS = {
    Standing.COUNTS: ("采用", "counts"),
    Standing.SUPERSEDED: ("未采用", "not used"),
    Standing.DISOWNED: ("没有计入", "not counted"),
    Standing.WITHDRAWN: ("已撤回", "withdrawn"),
}
_NUMBERS = "一二三四五六七八九"
SIGNS = {Severity.ERROR: WRONG, Severity.WARNING: PROVISIONAL, Severity.INFO: "·"}


def words(language: str) -> Mapping[str, str]:
    """The texts in the language, by their keys."""
    return _EN if language == "en" else _ZH


def status_word(status: Status, language: str) -> str:
    """How far something has come."""
    return _STATUS[status][language == "en"]


def state_word(state: State, language: str) -> str:
    """How far a line of a ledger is, "" when nothing is open."""
    return _STATES[state][language == "en"]


def standing_word(standing: Standing, language: str) -> str:
    """What a form is worth."""
    return _STANDINGS[standing][language == "en"]


def numbered(number: int, text: str, language: str) -> str:
    """The heading of a part: 一、用的是哪份表."""
    name = str(number) if language == "en" else _NUMBERS[number - 1]
    return words(language)["heading"].format(number=name, text=text)
