"""The catalogue of the library: what each scheme is for, what it uses, what is still to be decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpixl.definition.fields import KINDS
from kpixl.definition.library import library
from kpixl.findings import Finding
from kpixl.model.numbers import plain
from kpixl.model.scheme import Form, Scheme
from pages.capabilities import CAPABILITIES, Shipped, capabilities
from pages.markdown import Lines, code, table

NUMBERED = (
    "cm-cs-history-points",
    "cm-province-2007-20pt",
    "cm-group-2007-120pt",
    "cm-basic-challenge-2002",
    "cm-wave-weighted-2006",
    "cm-shortplank-2007",
    "cm-third-party-monthly",
    "cm-branch-2008-goals",
    "cm-branch-2008-scorecard",
    "cm-branch-2008-complaints",
    "cm-kpi-7dim",
    "cc-kpi-dictionary",
    "cc-section-matrix",
    "cm-survey-15q",
    "power-95598-consult",
    "power-95598-repair",
    "power-95598-outage",
    "power-95598-complaint",
    "jolimark-svc-quarterly",
    "cs-dept-monthly-4",
    "perf-pay-100",
    "dealer-cs-escalation",
    "dealer-consultant-rank",
    "dealer-ms-pt-selfcheck",
    "dealer-sales-ms-100",
    "dealer-aftersales-pt-100",
    "dealer-css-callback",
    "ob-satisfaction-2011",
    "sp-assessment",
    "enterprise-us-floor20",
    "svc-work-6rates",
    "svc-staff-appraisal",
    "svc-eval-form-4dim",
    "csat-periodic-4area",
    "nps-loyalty",
    "estate-lifecycle",
    "csat-std-six-area",
    "csat-std-four-dim",
    "csat-std-numbered",
)
"""The systems by their numbers, from 1. Other schemes of the library follow without a number."""

CYCLES = {"month": "每月", "quarter": "每季", "half": "每半年", "year": "每年"}
YES = "●"

_NUMBERS = ("indicator", "section", "adjust")
"""The kinds of mapping that hold numbers which may be undecided."""

_INTRO = """\
# 方案库目录

方案库里的每个方案都可以直接取来改：`kpixl init 我的方案 --from cs-dept-monthly-4`。`kpixl schemes` 列出代号，
`kpixl schemes NAME` 显示全文。这一页由方案本身生成：用途是方案的第一行注释，特点由方案里写了什么得出，
“待人力资源部门决定”列出制度没有写明的事项和还没有定的数（括号里是建议值；加 `--trial` 就按建议值试行）。

*A catalogue of the library, made from the schemes themselves: what each is for, who is appraised, which
features it uses ([in English below](#features)), and what its source leaves for HR to decide. Titles and
purposes are in Chinese, as the schemes are.*
"""


def shipped() -> list[Shipped]:
    """The library, the numbered systems first."""
    paths = dict(library())
    order = [slug for slug in NUMBERED if slug in paths] + [slug for slug in paths if slug not in NUMBERED]
    return [Shipped(slug, paths[slug]) for slug in order]


def lines() -> Lines:
    """The catalogue."""
    schemes = shipped()
    yield _INTRO
    yield "## 一览"
    yield ""
    rows = ((_number(one), f"[{one.slug}](#{one.slug})", one.scheme.title, purpose(one)) for one in schemes)
    yield from table(("编号", "代号", "名称", "用途"), rows)
    for one in schemes:
        yield from _scheme(one)
    yield from _matrix(schemes)
    yield "## Features"
    yield ""
    yield from table(("特点", "feature"), ((row.zh, row.en) for row in CAPABILITIES))


def purpose(one: Shipped) -> str:
    """What a scheme is for: its first line, a comment."""
    first = one.path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith("# "), f"{one.slug}: the first line should be a comment that says what it is for"
    return first[2:]


def _number(one: Shipped) -> str:
    return f"{NUMBERED.index(one.slug) + 1:02d}" if one.slug in NUMBERED else "—"


def _scheme(one: Shipped) -> Lines:
    scheme = one.scheme
    yield f"## {one.slug}"
    yield ""
    number = _number(one)
    yield f"**{'' if number == '—' else f'{number} '}{scheme.title}**。{purpose(one)}"
    yield ""
    yield f"- 依据：{scheme.source or '—'}"
    whom = "单位" if scheme.unit_appraisee else "个人"
    yield f"- 考核对象：{whom}；周期：{CYCLES[scheme.cycle]}{_in_force(scheme)}"
    yield f"- 考核表：{'；'.join(_forms(scheme))}"
    yield f"- 特点：{'、'.join(row.zh for row in capabilities(one)) or '—'}"
    yield ""
    decisions = [*scheme.open_questions, *_undecided(one)]
    if decisions:
        yield "待人力资源部门决定："
        yield ""
        yield from (f"- {decision}" for decision in decisions)
        yield ""


def _in_force(scheme: Scheme) -> str:
    if scheme.effective and scheme.until:
        return f"；{scheme.effective} 至 {scheme.until} 施行"
    return f"；{scheme.effective} 起施行" if scheme.effective else ""


def _forms(scheme: Scheme) -> Iterator[str]:
    for form in scheme.forms:
        base = scheme.base(form)
        points = f"{plain(base)} 分" if base else "不计分"
        yield f"{code(form.key)} {_title(form)}（{'，'.join([*_audience(form), points])}）"


def _title(form: Form) -> str:
    blanks = {
        "period": "",
        "year": "、".join(map(str, form.years)) or "某",
        "month": "",
        "quarter": "",
        "department": "",
    }
    return form.title.format(**blanks)


def _audience(form: Form) -> Iterator[str]:
    for column, values in form.audience.items():
        yield f"{column}：{'、'.join(values)}"
    if form.years:
        yield "、".join(map(str, form.years)) + " 年"


def _undecided(one: Shipped) -> Iterator[str]:
    numbers = [found for found in one.loaded[1] if found.code.startswith("unset-")]
    if numbers:
        yield "还没有定的数：" + "；".join(dict.fromkeys(map(_unset, numbers))) + "。"


def _unset(finding: Finding) -> str:
    details = finding.details
    key = str(details.get("key", ""))
    label = next((field.label for kind in _NUMBERS if (field := KINDS[kind].field(key))), "")
    suggested = f"（建议 {details['suggested']}）" if "suggested" in details else ""
    return f"{details['name']}{f'的{label}' if label else ''}{suggested}"


def _matrix(schemes: Sequence[Shipped]) -> Lines:
    yield "## 方案和特点"
    yield ""
    yield f"{YES} 表示方案用到这个特点。"
    yield ""
    head = ("方案", *(row.zh for row in CAPABILITIES))
    yield from table(
        head,
        (
            (f"[{one.slug}](#{one.slug})", *(YES if row.test(one) else "" for row in CAPABILITIES))
            for one in schemes
        ),
    )
