"""The codes of findings, from their tables."""

from __future__ import annotations

from collections.abc import Sequence

from kpixl.findings import Code, Severity, all_codes
from pages.markdown import Lines, Page, Words, code, table

_SEVERITIES: dict[Severity, Words] = {
    Severity.ERROR: ("▲ 错误", "▲ error"),
    Severity.WARNING: ("△ 注意", "△ warning"),
    Severity.INFO: ("· 说明", "· note"),
}


def lines(page: Page) -> Lines:
    """Every code of finding."""
    yield page.pick("# 提示一览", "# Findings")
    yield ""
    yield page.pick(
        "kpixl 说的每一条都有一个固定的代码，写在消息末尾的括号里，也在 JSON 的 `code` 里。"
        "代码的含义不会改变。有“▲ 错误”时退出码是 1。花括号里的内容随情况而定。",
        "Whatever kpixl finds has a stable code: in brackets after the message, and as `code` in JSON. "
        "With an error the exit code is 1. What stands in braces depends on the case.",
    )
    yield ""
    head = (
        page.pick("代码", "code"),
        page.pick("轻重", "severity"),
        page.pick("意思", "meaning"),
        page.pick("怎么办", "what to do"),
    )
    rows = all_codes()
    yield from table(head, (_finding(page, row) for row in rows))


def _finding(page: Page, row: Code) -> Sequence[str]:
    return (
        code(row.code),
        page.of(_SEVERITIES[row.severity]),
        page.pick(row.zh, row.en),
        page.pick(row.zh_remedy, row.en_remedy),
    )
