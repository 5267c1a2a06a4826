"""The ledgers of a cycle in one line for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kpixl.model.ledger import MONEY, Entry, EntryKind, Ledger, State
from kpixl.model.numbers import plain
from kpixl.rules.consequences import CENTS

_WORDS = {
    "zh-CN": {
        "line": "台账：{parts}{open}",
        "and": "，",
        EntryKind.PAY: "绩效工资 {sum} 元",
        EntryKind.FINE: "罚款 {sum} 元",
        EntryKind.BONUS: "奖励 {sum} 元",
        "measures": "非货币措施 {count} 项",
        "open": "（有 {count} 行未定，不是最终结果）",
        "provisional": "（暂定，不是最终结果）",
    },
    "en": {
        "line": "Ledgers: {parts}{open}",
        "and": ", ",
        EntryKind.PAY: "pay {sum}",
        EntryKind.FINE: "fines {sum}",
        EntryKind.BONUS: "bonuses {sum}",
        "measures": "measures {count}",
        "open": " ({count} lines are open: not final)",
        "provisional": " (provisional: not final)",
    },
}


def totals_lines(ledger: Ledger, language: str) -> Iterator[str]:
    """A line with the sums of all money and the number of measures; none where there is nothing of it."""
    words = _WORDS["en" if language == "en" else "zh-CN"]
    sums = ledger.sums(_all).get("", {})
    parts = [
        words[kind].format(sum=plain(sums.get(kind, Fraction()), CENTS)) for kind in MONEY if kind in sums
    ]
    standing = sum(entry.state is not State.VOID for entry in ledger.of(EntryKind.MEASURE))
    parts += [words["measures"].format(count=standing)] if standing else []
    if parts:
        count = sum(entry.state is State.PROPOSED for entry in ledger.entries)
        open_ = "" if ledger.final else words["open" if count else "provisional"].format(count=count)
        yield words["line"].format(parts=words["and"].join(parts), open=open_)


def _all(entry: Entry) -> str:
    return ""
