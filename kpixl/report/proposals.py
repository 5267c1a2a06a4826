"""Forced distributions on 等级分布: earned grades against proposed ones, and who would move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from kpixl.model.cohort import Distribution, name_of
from kpixl.report.book import CENTRE, COUNT, FIRST, LEFT, RIGHT, Formula, Value, cell_name, score_format
from kpixl.report.charts import insert, pixels
from kpixl.report.distribution_charts import proposal_chart
from kpixl.report.formulas import Check, Table, criterion
from kpixl.report.lines import Line
from kpixl.report.lines import Value as Given
from kpixl.report.looks import HEAD, RULE, TOTAL
from kpixl.report.overview import Overview, appraisee_labels
from kpixl.report.sheet import BODY_HEIGHT, NOTE_HEIGHT, Sheet
from kpixl.report.summary_columns import step_key
from kpixl.rules.cohort_column import CohortColumn
from kpixl.workbook import palette

Counts = Counter[tuple[str | None, Given]]
"""People by earned and proposed grade."""

_MOST_MOVES = 200
_HEADING_HEIGHT, _CHART_ROWS, _CHART_WIDTH, _GAP_HEIGHT = 30, 9, 470, 12
_FIGURE: dict[str, Any] = {"num_format": COUNT, **RULE}
_SAME: dict[str, Any] = _FIGURE | {"bold": True, "bg_color": palette.SUBTOTAL_FILL}
_TOTAL: dict[str, Any] = {"num_format": COUNT, **TOTAL}
_NOTE: dict[str, Any] = {"font_size": palette.NOTE_SIZE, "font_color": palette.SECONDARY}
_CAPTION: dict[str, Any] = {"bold": True, "font_size": palette.TOTAL_SIZE, "font_color": palette.STRONG}


def proposals(view: Overview) -> Iterator[tuple[CohortColumn, Distribution]]:
    """The forced distributions, with their columns."""
    steps = {name_of(step): step for step in view.consolidation.scheme.cohort}
    for column in view.steps:
        step = steps[column.name]
        if isinstance(step, Distribution):
            yield column, step


def write_proposal(
    sheet: Sheet, view: Overview, table: Table, column: CohortColumn, step: Distribution
) -> Iterator[Check]:
    """How many of each earned grade would have which grade, live; then the people, as of now."""
    at = view.steps.index(column)
    grades = tuple(grade for grade, _ in step.shares)
    counts: Counts = Counter((line.grade, line.steps[at]) for line in view.lines if line.assessed)
    _caption(sheet, f"{column.label}：所得等级与建议等级")
    top = sheet.row
    earned = view.grades
    _row(
        sheet,
        ("所得＼建议" if earned else "等级", *grades, "合计"),
        [HEAD] * (len(grades) + 2),
        _HEADING_HEIGHT,
    )
    for grade in earned:
        _row(sheet, *_matrix_row(sheet, table, column, top, grade, grades, earned, counts))
    totals = tuple(sum(counts[grade, other] for grade in {g for g, _ in counts}) for other in grades)
    _row(
        sheet, ("建议合计", *_totals(sheet, table, column, top, grades, totals)), [_TOTAL] * (len(grades) + 2)
    )
    shares = dict(step.shares)
    target = "，".join(f"{grade}{float(shares[grade] * 100):g}%" for grade in grades)
    _say(sheet, f"规定的比例：{target}。按同组排名分配，人数取整；底色一格是不变的。")
    if earned:
        _chart(sheet, view, top, earned, grades, counts)
    moved = [
        line for line in view.lines if line.grade is not None and line.steps[at] not in (None, line.grade)
    ]
    sheet.row = max(sheet.row, top + _CHART_ROWS) + 1
    _moves(sheet, view, column, moved, at)
    ends = (cell_name(sheet_row, FIRST + 1 + len(grades)) for sheet_row in (top + 1 + len(earned),))
    counted = Formula(f"='{sheet.name}'!{next(ends)}", sum(totals))
    known = sum(line.steps[at] in grades for line in view.lines)
    given = "+".join(f"COUNTIF({table.range(step_key(column))},{_quoted(grade)})" for grade in grades)
    yield Check(f"{column.label}：建议各等级之和＝有建议的", counted, Formula(f"={given}", known))


def _quoted(text: str) -> str:
    for sign in "~*?":
        text = text.replace(sign, f"~{sign}")
    return '"=' + text.replace('"', '""') + '"'


def _caption(sheet: Sheet, text: str) -> None:
    sheet.ws.set_row(sheet.row, BODY_HEIGHT + 4)
    sheet.put(sheet.row, FIRST, text, **_CAPTION)
    sheet.row += 1


def _say(sheet: Sheet, text: str) -> None:
    sheet.ws.set_row(sheet.row, NOTE_HEIGHT)
    sheet.put(sheet.row, FIRST, text, **_NOTE)
    sheet.row += 1


def _row(
    sheet: Sheet, values: Sequence[Value], looks: Sequence[dict[str, Any]], height: float = BODY_HEIGHT
) -> None:
    sheet.ws.set_row(sheet.row, height)
    for place, (value, look) in enumerate(zip(values, looks, strict=True), FIRST):
        sheet.put(sheet.row, place, value, **{"align": CENTRE, "shrink": "text_wrap" not in look, **look})
    sheet.row += 1


def _matrix_row(
    sheet: Sheet,
    table: Table,
    column: CohortColumn,
    top: int,
    grade: str,
    grades: Sequence[str],
    earned: Sequence[str],
    counts: Counts,
) -> tuple[list[Value], list[dict[str, Any]]]:
    own = criterion(cell_name(sheet.row, FIRST, col_abs=True), earned)
    values: list[Value] = [grade]
    for place, other in enumerate(grades, FIRST + 1):
        wanted = criterion(cell_name(top, place, row_abs=True), grades)
        found = f"COUNTIFS({table.range('grade')},{own},{table.range(step_key(column))},{wanted})"
        values.append(Formula(f"={found}", counts[grade, other]))
    ends = (cell_name(sheet.row, place) for place in (FIRST + 1, FIRST + len(grades)))
    values.append(Formula(f"=SUM({':'.join(ends)})", sum(counts[grade, other] for other in grades)))
    looks = [_FIGURE | {"bold": True}, *(_SAME if other == grade else _FIGURE for other in grades)]
    return values, [*looks, _FIGURE | {"bold": True}]


def _totals(
    sheet: Sheet, table: Table, column: CohortColumn, top: int, grades: Sequence[str], totals: Sequence[int]
) -> Iterator[Value]:
    for place, total in enumerate(totals, FIRST + 1):
        wanted = criterion(cell_name(top, place, row_abs=True), grades)
        yield Formula(f"=COUNTIF({table.range(step_key(column))},{wanted})", total)
    ends = (cell_name(sheet.row, place) for place in (FIRST + 1, FIRST + len(grades)))
    yield Formula(f"=SUM({':'.join(ends)})", sum(totals))


def _chart(
    sheet: Sheet,
    view: Overview,
    top: int,
    earned: Sequence[str],
    grades: Sequence[str],
    counts: Counts,
) -> None:
    """Only where both are the same grades, so that a column can stand beside the other."""
    if tuple(earned) != tuple(grades):
        return
    name, last = sheet.name, FIRST + len(grades)

    def cells(first_row: int, first: int, last_row: int, last_column: int) -> str:
        ends = (
            cell_name(row, place, row_abs=True, col_abs=True)
            for row, place in ((first_row, first), (last_row, last_column))
        )
        return f"'{name}'!{':'.join(ends)}"

    headings = cells(top, FIRST + 1, top, last)
    rows = (
        ("所得", cells(top + 1, last + 1, top + len(earned), last + 1)),
        ("建议", cells(top + 1 + len(earned), FIRST + 1, top + 1 + len(earned), last)),
    )
    totals: Counter[object] = Counter()
    for (own, proposed), count in counts.items():
        totals["所得", own] += count
        totals["建议", proposed] += count
    chart = proposal_chart(sheet, view, headings, rows, max(totals.values(), default=1))
    place = FIRST + len(grades) + 3
    room = pixels([column.width for column in sheet.columns[place - FIRST :]])
    insert(sheet, chart, top, place, min(room, _CHART_WIDTH), _CHART_ROWS * 30)


def _moves(sheet: Sheet, view: Overview, column: CohortColumn, moved: Sequence[Line], at: int) -> None:
    measure = view.measure
    if not moved:
        _say(sheet, f"{palette.DONE} 没有{measure}的等级会变。")
        return
    _caption(sheet, f"{len(moved)} {measure}的等级会变（建议，未经确认不生效）")
    scheme = view.consolidation.scheme
    id_label, name_label = appraisee_labels(scheme)
    headings = (
        id_label,
        name_label,
        *(["部门"] if view.departments else []),
        view.consolidation.scheme.total,
    )
    heads = [HEAD | {"align": LEFT}] * (len(headings) - 1) + [HEAD | {"align": RIGHT}, HEAD, HEAD]
    _row(sheet, (*headings, "所得", "建议"), heads, _HEADING_HEIGHT)
    score = RULE | {"num_format": score_format(scheme.rounding.total), "align": RIGHT}
    left = RULE | {"align": LEFT}
    for line in moved[:_MOST_MOVES]:
        proposed = line.steps[at]
        looks = [left, left | {"bold": True}, *([left] if view.departments else []), score, RULE]
        values = [
            line.id,
            line.name,
            *([line.department] if view.departments else []),
            line.total,
            line.grade,
        ]
        _row(sheet, (*values, proposed), [*looks, RULE | {"bold": True, "font_color": palette.STRONG}])
    more = len(moved) - _MOST_MOVES
    rest = f"其余 {more} {measure}见总表。" if more > 0 else ""
    _say(sheet, f"名单是汇总时的；总表“{column.label}”列里加粗的是与所得不同的，随改动更新。{rest}")
