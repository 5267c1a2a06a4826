"""The headings of a roster, from the table of synonyms."""

from __future__ import annotations

from kpixl.definition.headings import PEOPLE, UNITS
from pages.markdown import Lines, Page, code, codes, table


def lines(page: Page) -> Lines:
    """The headings that a roster may have."""
    yield page.pick("# 花名册", "# The roster")
    yield ""
    yield page.pick(
        "花名册是 .xlsx 或 .csv（UTF-8 或 GB18030）。标题行前可以有表名，行间可以有空行，"
        "末尾可以有合计和备注。列的先后不限。下面这些列名会认出来（不分大小写、不计空格和括号里的单位）；"
        "其他列照原名保留，可以用在公式里。工号按文字读，前面的 0 会保留。",
        "A roster is an .xlsx or .csv file (UTF-8 or GB18030). There may be titles above the headings, "
        "blank rows, and a total or remarks at the end. Columns may stand in any order. The headings below "
        "are recognised, whatever their case, spaces and units in brackets; other columns keep their names "
        "and may be used in rules. Employee numbers are read as text: leading zeros stay.",
    )
    yield ""
    head = (page.pick("列", "column"), page.pick("也可以叫", "also called"))
    rows = (
        (code(column), codes(heading for tier in tiers for heading in tier if heading != column))
        for column, tiers in PEOPLE.items()
    )
    yield from table(head, rows)
    yield page.pick(
        "考核对象是单位时（`appraisees: units`），还认这些：",
        "Where units are appraised (`appraisees: units`), these as well:",
    )
    yield ""
    yield from table(
        head,
        (
            (code(column), codes(heading for tier in tiers for heading in tier))
            for column, tiers in UNITS.items()
        ),
    )
