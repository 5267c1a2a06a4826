"""The table of what a scheme may decide about returned forms: accept with a warning, or refuse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kpixl.findings import Finding, Severity

ACCEPT, REFUSE = "accept", "refuse"


@dataclass(frozen=True, slots=True)
class PolicyKind:
    """Something that may be the matter with a returned form: its key in a scheme, and its findings.

    `usual` is what is done where the scheme says nothing.
    """

    key: str
    codes: tuple[str, ...]
    zh: str
    en: str
    usual: str = ACCEPT


KINDS = (
    PolicyKind(
        "signature-wrong", ("signature-wrong",), "签名不对：标记被伪造，或取自别的表",
        "the signature does not hold: a mark was forged or taken from another form", REFUSE,
    ),
    PolicyKind(
        "identity-name-changed", ("identity-name-changed",), "姓名被改过，编号没有改",
        "the name was changed, but not the number",
    ),
    PolicyKind(
        "formula-overwritten", ("formula-overwritten", "formula-replaced"), "公式被固定的内容盖掉",
        "a formula was overwritten by a value",
    ),
    PolicyKind("formula-altered", ("formula-altered",), "公式被改成了别的公式", "a formula was altered"),
    PolicyKind("weight-altered", ("weight-altered",), "分值被改过", "the points of an item were altered"),
    PolicyKind("target-altered", ("target-altered",), "目标值被改过", "a target was altered"),
    PolicyKind("standard-altered", ("standard-altered",), "考核标准被改过", "a standard was altered"),
    PolicyKind("pay-base-altered", ("pay-base-altered",), "绩效基数被改过", "the pay base was altered"),
    PolicyKind(
        "figure-altered", ("figure-altered",), "印在表上的其他资料（部门、岗位、名册数据）被改过",
        "something else that was printed from the roster or the cycle was altered",
    ),
    PolicyKind("text-altered", ("text-altered",), "表上的其他文字被改过", "other texts were altered"),
    PolicyKind("rows-lost", ("rows-lost",), "表里少了行", "rows are gone"),
    PolicyKind(
        "protection-removed", ("protection-removed",), "工作表的保护被去掉", "the protection was removed"
    ),
    PolicyKind("rows-hidden", ("rows-hidden",), "有行或列被隐藏", "rows or columns were hidden"),
    PolicyKind(
        "external-links", ("external-links",), "公式引用了别的工作簿", "formulas look into other workbooks"
    ),
    PolicyKind("macros-ignored", ("macros-ignored",), "文件里有宏", "the file holds macros"),
    PolicyKind(
        "entry-elsewhere", ("entry-elsewhere",), "不该填的地方填了内容",
        "something stands where nothing should",
    ),
    PolicyKind(
        "cells-found-by-keys", ("cells-found-by-keys",), "名称丢了，填写格是按隐藏的键列找到的",
        "names are lost; cells were found by the hidden keys",
    ),
    PolicyKind(
        "cells-found-by-labels", ("cells-found-by-labels",), "名称和键列都丢了，填写格是按表上的文字找到的",
        "names and keys are lost; cells were found by their labels",
    ),
    PolicyKind(
        "shown-differs", ("shown-differs", "results-stale"), "表上显示的结果与重算的不同",
        "results shown differ from those recomputed",
    ),
    PolicyKind(
        "entry-normalised", ("entry-normalised",), "填写的内容经换算才是数字或日期，如 95分",
        "an entry was converted to a number or date, such as 95分",
    ),
    PolicyKind("form-late", ("form-late",), "过了交表期限", "the form came after its deadline"),
)  # fmt: skip
"""Every kind, in the order in which the reference tells of them."""

_BY_CODE = {code: kind for kind in KINDS for code in kind.codes}


def is_refused(key: str, policy: Mapping[str, str]) -> bool:
    """Whether forms of which this kind is true are refused. Raises KeyError for no kind at all."""
    usual = next((kind.usual for kind in KINDS if kind.key == key), None)
    if usual is None:
        raise KeyError(key)
    return policy.get(key, usual) == REFUSE


def handled(findings: Iterable[Finding], policy: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings as a scheme takes them: those that it refuses become errors, and bear `raised`.

    `policy` is what it says of each kind; what it does not mention is handled as usual.
    """
    return tuple(
        replace(finding, raised=Severity.ERROR) if _is_refused(finding.code, policy) else finding
        for finding in findings
    )


def _is_refused(code: str, policy: Mapping[str, str]) -> bool:
    kind = _BY_CODE.get(code)
    return kind is not None and policy.get(kind.key, kind.usual) == REFUSE
