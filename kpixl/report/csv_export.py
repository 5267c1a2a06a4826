"""The results as a table that Excel opens: results.csv."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from io import StringIO
from typing import TextIO

from kpixl.model.numbers import plain
from kpixl.model.result import Consolidation
from kpixl.report.csv_cells import safe
from kpixl.report.export import STATUS_WORDS, number_text
from kpixl.report.lines import Line, Value
from kpixl.report.overview import Overview, appraisee_labels, overview, rank_labels
from kpixl.rules.cohort_column import CohortColumn
from kpixl.rules.consequences import CENTS
from kpixl.workbook.ledgers import SIDES

_LOOKS_LIKE_A_NUMBER = re.compile(
    r"0\d+|\d{12,}|[\d.,:/\-]*[.,:/\-][\d.,:/\-]*|\d+[eE]\d+|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*[ \-]?\d+|true|false",
    re.IGNORECASE,
)


def csv_text(consolidation: Consolidation) -> str:
    """The text of results.csv."""
    out = StringIO()
    write_csv(overview(consolidation), out)
    return out.getvalue()


def write_csv(view: Overview, out: TextIO) -> None:
    """Writes results.csv: a row for each appraisee in the order of 总表.

    Lines end in CRLF. Text that a spreadsheet would run as a formula has an apostrophe before it;
    a number of an employee that a spreadsheet would change is written as ="0012".
    """
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(heading) for heading in _headings(view)])
    writer.writerows(_row(view, line) for line in view.lines)


def _headings(view: Overview) -> list[str]:
    scheme = view.consolidation.scheme
    (rank, within), who = rank_labels(view), appraisee_labels(scheme)
    headings = [rank, "部门", within, *who, "岗位", "状态"] if view.scored else ["部门", *who, "岗位", "状态"]
    headings += view.subtotals
    headings += [scheme.total] if view.scored else []
    headings += ["等级"] if view.grades else []
    headings += ["绩效基数"] if view.base else []
    headings += [scheme.pay.name] if view.pay and scheme.pay else []
    headings += [f"{SIDES[side]}合计" for side in view.money]
    headings += [column.name for column in view.steps]
    return [*headings, "说明", "文件"]


def _row(view: Overview, line: Line) -> list[str]:
    person, rounding = line.person, view.consolidation.scheme.rounding
    # However many sections there are: a file is as wide as it needs.
    numbers = [number_text(view.subtotal(line, name), rounding.total) for name in view.subtotals]
    numbers += [number_text(line.total, rounding.total)] if view.scored else []
    pay = [number_text(line.base, 2)] if view.base else []
    pay += [number_text(line.pay, rounding.pay)] if view.pay else []
    pay += [number_text(amount, CENTS) for amount in line.money]
    cells = [
        *([_count(line.rank)] if view.scored else []),
        safe(person.department),
        *([_count(line.department_rank)] if view.scored else []),
        _id(person.id),
        safe(person.name),
        safe(person.position),
        STATUS_WORDS[line.status],
        *numbers,
        *([safe(line.grade or "")] if view.grades else []),
        *pay,
        *(_of_step(value, column) for value, column in zip(line.steps, view.steps, strict=True)),
        safe(view.remark(line)),
        safe(line.file),
    ]
    return [cell or "" for cell in cells]


def _of_step(value: Value, column: CohortColumn) -> str | None:
    """What a cohort step gives."""
    return plain(value, column.places) if isinstance(value, Fraction) else value and safe(value)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _id(text: str) -> str:
    if _LOOKS_LIKE_A_NUMBER.fullmatch(text):
        return f'="{text}"'
    return safe(text)
