"""Records of the columns that payroll imports to their nouns."""

from __future__ import annotations

from collections.abc import Iterator

from kpixl.definition.records import Record
from kpixl.model.payroll import FORMER, PayrollColumn


def build_payroll(record: Record) -> tuple[PayrollColumn, ...]:
    """The columns of a scheme's payroll sheet that could be read; none where it names none."""
    return tuple(_columns(record))


def _columns(record: Record) -> Iterator[PayrollColumn]:
    for part in record.all("payroll", object):
        if isinstance(part, str):
            yield PayrollColumn(_word(part), part, record.places["payroll"])
        elif isinstance(part, Record) and part.text("name"):
            name = part.text("name")
            yield PayrollColumn(_word(name), part.text("as") or name, part.place)


def _word(name: str) -> str:
    return FORMER.get(name, name)
