"""What a scheme may decide about returned forms, and what follows."""

from __future__ import annotations

import pytest

from kpixl.definition.scheme import parse_scheme
from kpixl.findings import Finding, Severity, code_of
from kpixl.model.returns import ACCEPT, KINDS, REFUSE, PolicyKind, handled, is_refused

SCHEME = """
scheme: a
title: 甲
points: 10
forms:
  - form: f
    title: 表
    sections:
      - name: 部分
        points: 10
        indicators: [{name: 甲, points: 10, ask: 分数, target: 90, score: attainment}]
"""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_decides_on_codes_that_are_no_errors_by_themselves(kind: PolicyKind) -> None:
    assert kind.codes
    for code in kind.codes:
        assert code_of(code).severity is not Severity.ERROR


def test_no_code_is_decided_on_twice() -> None:
    codes = [code for kind in KINDS for code in kind.codes]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("code", "policy", "severity", "raised"),
    [
        ("formula-altered", {}, Severity.WARNING, None),
        ("formula-altered", {"formula-altered": REFUSE}, Severity.ERROR, Severity.ERROR),
        ("formula-altered", {"weight-altered": REFUSE}, Severity.WARNING, None),
        ("formula-replaced", {"formula-overwritten": REFUSE}, Severity.ERROR, Severity.ERROR),
        ("signature-wrong", {}, Severity.ERROR, Severity.ERROR),
        ("signature-wrong", {"signature-wrong": ACCEPT}, Severity.WARNING, None),
        ("cell-lost", {"formula-altered": REFUSE}, Severity.ERROR, None),
    ],
)
def test_what_is_refused_becomes_an_error(
    code: str, policy: dict[str, str], severity: Severity, raised: Severity | None
) -> None:
    (finding,) = handled([Finding(code)], policy)
    assert (finding.code, finding.severity, finding.raised) == (code, severity, raised)


def test_what_is_not_mentioned_is_handled_as_usual() -> None:
    assert is_refused("signature-wrong", {})
    assert not is_refused("entry-normalised", {})
    assert is_refused("entry-normalised", {"entry-normalised": REFUSE})
    with pytest.raises(KeyError):
        is_refused("entry-normalized", {})


def test_a_scheme_says_what_it_refuses() -> None:
    scheme, findings = parse_scheme(SCHEME + "returns:\n  pay-base-altered: refuse\n  form-late: accept\n")
    assert not findings
    assert scheme is not None
    assert scheme.returns == {"pay-base-altered": REFUSE, "form-late": ACCEPT}


@pytest.mark.parametrize(
    ("line", "code", "taken"),
    [
        ("pay-base-altered: reject", "unknown-value", ACCEPT),
        ("pay-base-alterd: refuse", "unknown-key-near", REFUSE),
    ],
)
def test_a_slip_of_the_pen_is_told(line: str, code: str, taken: str) -> None:
    scheme, findings = parse_scheme(f"{SCHEME}returns:\n  {line}\n")
    assert [finding.code for finding in findings] == [code]
    assert scheme is not None
    assert scheme.returns == {"pay-base-altered": taken}


@pytest.mark.parametrize(
    ("code", "accepted", "refused"),
    [
        ("pay-base-altered", "；仍按花名册计算。", "9000；这张表没有计入。"),
        ("weight-altered", "；仍按方案计算。", "9000；这张表没有计入。"),
        ("form-late", "；已计入。", "）；这张表没有计入。"),
        ("rows-hidden", "被隐藏了。", "被隐藏了。"),
    ],
)
def test_what_is_refused_is_not_said_to_count(code: str, accepted: str, refused: str) -> None:
    details = {
        "before": "5000",
        "after": "9000",
        "more": "",
        "more_en": "",
        "name": "甲；乙",
        "hidden": "第 3 行",
    }
    found = Finding(code, details={**details, "saved": "2026-12-20", "due": "2026-12-15"})
    (same,), (raised,) = handled([found], {code: ACCEPT}), handled([found], {code: REFUSE})
    assert same.message().endswith(accepted)
    assert raised.message().endswith(refused)
    assert code == "rows-hidden" or raised.message("en").endswith("; the form was not counted.")
