"""The results as a table that Excel opens: results.csv."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from io import StringIO

from kpixl.model.cohort import CohortResult, name_of
from kpixl.model.result import Consolidation, Result
from kpixl.report.export import STATUS_WORDS, number_text, value_of_step
from kpixl.report.overview import Line, Overview, appraisee_labels, overview, shown_sections
from kpixl.rules.consequences import CENTS
from kpixl.workbook.ledgers import SIDES

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LOOKS_LIKE_A_NUMBER = re.compile(
    r"0\d+|\d{12,}|[\d.,:/\-]*[.,:/\-][\d.,:/\-]*|\d+[eE]\d+|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*[ \-]?\d+|true|false",
    re.IGNORECASE,
)


def csv_text(consolidation: Consolidation) -> str:
    """The text of results.csv: a row for each appraisee in the order of 总表.

    Lines end in CRLF. Text that a spreadsheet would run as a formula has an apostrophe before it;
    a number of an employee that a spreadsheet would change is written as ="0012".
    """
    view = overview(consolidation)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    # However many there are: a file is as wide as it needs.
    sections = shown_sections(consolidation) if view.scored else ()
    writer.writerow([_safe(heading) for heading in _headings(view, sections)])
    writer.writerows(_row(view, line, sections) for line in view.lines)
    return out.getvalue()


def _headings(view: Overview, sections: Sequence[str]) -> list[str]:
    scheme = view.consolidation.scheme
    headings = ["名次", "部门", "部门名次", *appraisee_labels(scheme), "岗位", "状态"]
    headings = headings if view.scored else [name for name in headings if "名次" not in name]
    headings += sections
    headings += [scheme.total] if view.scored else []
    headings += ["等级"] if view.grades else []
    headings += ["绩效基数"] if view.base else []
    headings += [scheme.pay.name] if view.pay and scheme.pay else []
    headings += [f"{SIDES[side]}合计" for side in view.money]
    headings += [name_of(step) for step in scheme.cohort]
    return [*headings, "说明", "文件"]


def _row(view: Overview, line: Line, sections: Sequence[str]) -> list[str]:
    result, person, rounding = line.result, line.result.appraisee, view.consolidation.scheme.rounding
    numbers = [number_text(result.subtotals.get(name), rounding.total) for name in sections]
    numbers += [number_text(result.total, rounding.total)] if view.scored else []
    pay = [number_text(line.base, 2)] if view.base else []
    pay += [number_text(result.pay, rounding.pay)] if view.pay else []
    pay += [number_text(line.money[side], CENTS) if line.assessed else None for side in view.money]
    cells = [
        *([_count(result.rank)] if view.scored else []),
        _safe(person.department),
        *([_count(result.department_rank)] if view.scored else []),
        _id(person.id),
        _safe(person.name),
        _safe(person.position),
        STATUS_WORDS[result.status],
        *numbers,
        *([_safe(result.grade or "")] if view.grades else []),
        *pay,
        *_of_steps(view, result),
        _safe(line.remark),
        _safe(result.file),
    ]
    return [cell or "" for cell in cells]


def _of_steps(view: Overview, result: Result) -> list[str]:
    """What the cohort steps give, in their order."""
    parts = (result.cohort.get(name_of(step)) for step in view.consolidation.scheme.cohort)
    return ["" if part is None else _cell_of(part) for part in parts]


def _cell_of(part: CohortResult) -> str:
    shown = value_of_step(part) or ""
    return _safe(shown) if isinstance(part.value, str) else shown


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _id(text: str) -> str:
    if _LOOKS_LIKE_A_NUMBER.fullmatch(text):
        return f'="{text}"'
    return _safe(text)
