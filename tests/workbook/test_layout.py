"""How forms look: wide enough, high enough, whole on their pages, and nothing cut off."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpixl.definition.scheme import parse_scheme
from kpixl.model.cycle import Cycle, Period
from kpixl.rules.nodes import Name, Text, call, join, number
from kpixl.rules.rulebook import build_rulebook
from kpixl.workbook import annex, paper
from kpixl.workbook.book import Job, write_book
from kpixl.workbook.compose import compose
from kpixl.workbook.layout import PIXELS
from kpixl.workbook.longest import longest, most_lines
from kpixl.workbook.measure import BODY, NOTE, lines, text_width, tight
from kpixl.workbook.plan import FormPlan, Formula, PlanCell, Rich
from kpixl.workbook.styles import STYLES
from kpixl.workbook.widths import INDENT, Limits, even, fitted
from tests.workbook.forms import PERSON, Shipped, press, shipped_forms

LONG = Shipped(Path(__file__).with_name("long.yaml"), "long")
SHIPPED = shipped_forms()
FORMS = [*SHIPPED, LONG]
FEW = 10
"""Input rows that a portrait page has always room for."""

IN_SIGHT = 220
"""Pixels that a small screen can spare for what does not scroll."""


@pytest.fixture(params=FORMS, ids=str)
def plan(request: pytest.FixtureRequest) -> FormPlan:
    return press(request.param).plan


def test_a_form_needs_no_scrolling_sideways_and_is_not_printed_too_small(plan: FormPlan) -> None:
    assert plan.layout.pixels <= PIXELS[plan.layout.landscape]
    assert paper.scale(plan.layout) >= 0.85


def test_what_stays_in_sight_leaves_room_for_the_rest(plan: FormPlan) -> None:
    assert sum(plan.heights[row] for row in range(plan.header_row + 1)) / paper.PIXEL <= IN_SIGHT


def _rows(plan: FormPlan) -> int:
    return len({spot.spot.row for spot in plan.inputs})


@pytest.mark.parametrize(
    "shipped",
    [s for s in SHIPPED if not press(s).plan.layout.landscape and _rows(press(s).plan) <= FEW],
    ids=str,
)
def test_a_form_with_few_things_to_fill_in_is_one_page(shipped: Shipped) -> None:
    assert press(shipped).plan.breaks == ()


def test_no_page_is_fuller_than_the_paper_and_no_form_needs_one_too_many(plan: FormPlan) -> None:
    room, starts = paper.room(plan.layout), (0, *plan.breaks)
    repeated = 0.0 if plan.repeated is None else plan.heights[plan.repeated]
    for first, end in zip(starts, (*plan.breaks, plan.last_row + 1), strict=True):
        taken = sum(plan.heights.get(row, 15.0) for row in range(first, end))
        assert taken + (repeated if first > (plan.repeated or 0) else 0) <= room
    every = sum(plan.heights.values()) + repeated * len(plan.breaks)
    assert len(starts) == ceil(every / room)


def test_headings_are_repeated_only_over_what_they_are_for(plan: FormPlan) -> None:
    """Other headings, ledgers and boxes stand on no page that begins under the repeated row's table."""
    if plan.repeated is None:
        return
    others = ("header_", "rows_header", "total_label", "box_label", "sign_top")
    heads = {cell.spot.row for cell in plan.cells if cell.style.startswith(others)}
    logs = {
        cell.spot.row for cell in plan.cells if cell.style == "rows_header_text" and cell.content == "检查"
    }
    ends = logs if plan.repeated not in logs else heads
    after = [row for row in plan.breaks if row > plan.repeated]
    assert all(not [row for row in ends if plan.repeated < row < first] for first in after)


def _needed(plan: FormPlan, cell: PlanCell) -> float:
    """The height that a cell's text takes at its longest; cells that shrink or stay on one line need none."""
    style, layout = STYLES[cell.style], plan.layout
    width = layout.width(cell.spot.column, cell.spot.column + cell.spot.columns - 1)
    width -= INDENT if style.get("indent") else 0
    size = NOTE if style.get("font_size") == NOTE else BODY
    match cell.content:
        case Rich(text=text, note=note):
            return tight(lines(text, width)) + tight(lines(note, width, NOTE), NOTE) - tight(0, NOTE)
        case str(text):
            return tight(lines(text, width, size), size)
        case Formula(rule=rule):
            return tight(most_lines(rule, width, size), size)
        case _:
            return 0.0


def test_no_wrapped_text_is_cut_off(plan: FormPlan) -> None:
    for cell in plan.cells:
        if STYLES[cell.style].get("text_wrap"):
            rows = range(cell.spot.row, cell.spot.row + cell.spot.rows)
            has = sum(plan.heights[row] for row in rows)
            assert has >= _needed(plan, cell) - len(rows) * paper.PIXEL, (cell.spot.address, cell.content)


def test_text_that_does_not_wrap_fits_or_shrinks(plan: FormPlan) -> None:
    for cell in plan.cells:
        style, spot = STYLES[cell.style], cell.spot
        if isinstance(cell.content, str) and not style.get("text_wrap") and not style.get("shrink"):
            width = plan.layout.width(spot.column, spot.column + spot.columns - 1)
            size = style["font_size"]
            assert isinstance(size, int | float)
            assert text_width(cell.content) * size / BODY <= width + 1, (spot.address, cell.content)


def test_the_first_input_is_selected(tmp_path: Path) -> None:
    made = press(FORMS[0])
    write_book(tmp_path / "表.xlsx", [Job(PERSON, made, {})])
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").worksheets[0]
    (selection,) = (found for found in sheet.sheet_view.selection if found.pane == "bottomLeft")
    assert selection.activeCell == made.plan.inputs[0].spot.plain
    assert sheet.sheet_view.zoomScale in (None, 100)


def test_helper_columns_are_hidden_locked_and_not_printed(tmp_path: Path) -> None:
    made = press(FORMS[0])
    write_book(tmp_path / "表.xlsx", [Job(PERSON, made, {})])
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").worksheets[0]
    last = made.plan.layout.last
    for row in sheet.iter_rows(min_col=last + 2):
        for cell in row:
            if cell.value is not None:
                first = [d for d in sheet.column_dimensions.values() if d.min <= cell.column <= d.max]
                assert first
                assert first[0].hidden
                assert cell.protection.locked
    assert sheet.column_dimensions["A"].hidden
    area = str(sheet.print_area).rpartition("!")[2]
    assert area.startswith("$B$1:")
    assert openpyxl.utils.range_boundaries(area)[2] == last + 1


@pytest.mark.parametrize("shipped", FORMS, ids=str)
def test_no_foreign_words_stand_on_a_form_but_those_of_the_scheme_itself(shipped: Shipped) -> None:
    own = set(re.findall(r"[A-Z]{2,}", shipped.scheme.read_text(encoding="utf-8")))
    for cell in press(shipped).plan.cells:
        if isinstance(cell.content, str):
            assert not set(re.findall(r"[A-Za-z]{2,}", cell.content)) - own, cell.content


def test_a_long_standard_begins_on_the_form_and_stands_in_full_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    made = press(LONG)
    whole = made.rulebook.items[0].indicator.standard
    assert [standard.text for standard in made.plan.annex] == [whole]
    (shown,) = (
        cell.content for cell in made.plan.cells if isinstance(cell.content, str) and "全文见" in cell.content
    )
    assert whole.startswith(shown.partition("……")[0])
    write_book(tmp_path / "表.xlsx", [Job(PERSON, made, {})])
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx")[annex.SHEET]
    assert whole in {cell.value for row in sheet.iter_rows() for cell in row}
    assert sheet.protection.sheet


def _many(count: int, sections: int) -> FormPlan:
    text = "scheme: many\ntitle: 全面考核\npoints: 100\n"
    text += "forms:\n  - form: many\n    title: 考核表\n    sections:\n"
    for section in range(sections):
        text += f"      - name: 第{section}类\n        points: {100 // sections}\n        indicators:\n"
        for number_ in range(count // sections):
            name = f"指标{section}之{number_}"
            text += f"          - {{name: {name}, unit: 分, ask: 评分, target: 80, score: threshold}}\n"
    scheme, findings = parse_scheme(text, "many.yaml")
    assert scheme is not None, findings
    rulebook, findings = build_rulebook(scheme, scheme.forms[0])
    assert rulebook is not None, findings
    return compose(rulebook, Cycle("cycle", Period(2026, 11, 1)))


def test_a_long_form_turns_to_landscape_and_its_sections_begin_pages() -> None:
    plan = _many(40, 8)
    assert plan.layout.landscape
    sections = {cell.spot.row for cell in plan.cells if cell.style == "section"}
    assert plan.breaks
    assert set(plan.breaks) <= sections
    starts = (0, *plan.breaks)
    for first, end in zip(starts, (*plan.breaks, max(plan.heights) + 1), strict=True):
        assert sum(plan.heights[row] for row in range(first, end)) <= paper.room(plan.layout)


def test_a_section_longer_than_a_page_is_divided_between_its_indicators() -> None:
    plan = _many(60, 1)
    inputs = {spot.spot.row for spot in plan.inputs}
    assert plan.breaks
    assert set(plan.breaks) <= inputs


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [("", 10, 1), ("满意度", 10, 1), ("满意度达到90分得满分", 10, 3), ("甲\n乙", 10, 2), ("1" * 50, 10, 6)],
)
def test_lines_are_counted_as_a_program_wraps_them(text: str, width: float, count: int) -> None:
    assert lines(text, width) == count


def test_no_line_begins_with_a_closing_sign() -> None:
    assert lines("一二三四，", 8.5) == 2
    assert lines("一二三四", 8.5) == 1


def test_the_longest_text_of_a_rule_takes_its_longest_branch() -> None:
    rule = join(
        "算式：", call("IF", Name("x"), Text("短"), join("很长很长 ", call("TEXT", Name("y"), Text("0.00"))))
    )
    assert longest(rule) == "算式：很长很长 88.88"
    assert longest(call("IFERROR", number(Fraction(1, 2)), Text("填写后自动计算"))) == "填写后自动计算"


_LIMITS = st.builds(
    lambda least, more, share, wraps: Limits(least, least + more, share, wraps),
    st.floats(3, 20),
    st.floats(0, 20),
    st.sampled_from([0.0, 0.0, 1.0, 2.0]),
    st.booleans(),
)


@given(st.lists(st.tuples(_LIMITS, st.floats(0, 60)), min_size=1, max_size=12), st.floats(20, 200))
def test_columns_stay_within_their_limits_and_within_the_room(
    columns: list[tuple[Limits, float]], room: float
) -> None:
    limits = [limit for limit, _ in columns]
    widths = fitted(limits, [need for _, need in columns], room)
    for width, limit in zip(widths, limits, strict=True):
        assert limit.least - 0.2 <= width <= limit.most + 1e-9
    if sum(limit.least for limit in limits) <= room:
        assert sum(widths) <= room + 1e-6


@given(st.lists(st.floats(2, 40), min_size=4, max_size=12), st.integers(1, 4))
def test_boxes_share_all_columns(widths: list[float], count: int) -> None:
    spans = even(widths, count)
    assert spans[0][0] == 1
    assert spans[-1][1] == len(widths)
    assert all(before[1] + 1 == after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("wished", "least", "pages", "sums"),
    [
        (900, 600, 1, 900),
        (1100, 600, 1, 975),
        (1100, 1050, 2, 1100),
        (2050, 1500, 2, 1975),
        (2050, 2025, 3, 2050),
    ],
)
def test_rows_give_way_only_where_that_saves_a_page(wished: int, least: int, pages: int, sums: int) -> None:
    heights, lowest = (dict.fromkeys(range(100), height / 100) for height in (wished, least))
    starts = [paper.Start(row) for row in range(100)]
    made = paper.paginated(heights, lowest, 1000, starts, [])
    assert len(made.breaks) + 1 == pages
    assert sum(made.heights.values()) == pytest.approx(sums, abs=30)


_BLOCKS = st.lists(st.tuples(st.integers(5, 60), st.sampled_from(list(paper.Cut))), min_size=1, max_size=9)


@given(_BLOCKS, st.integers(60, 150), st.integers(0, 20))
def test_pages_are_as_few_as_can_be_and_cut_where_it_costs_least(
    blocks: list[tuple[int, paper.Cut]], room: int, repeated: int
) -> None:
    heights = {row: float(height) for row, (height, _) in enumerate(blocks)}
    starts = [paper.Start(row, cut) for row, (_, cut) in enumerate(blocks)]
    room += repeated

    def fits(cuts: tuple[int, ...]) -> bool:
        edges = pairwise((0, *cuts, len(blocks)))
        return all(sum(heights[r] for r in range(*edge)) + repeated * bool(edge[0]) <= room for edge in edges)

    def cost(cuts: tuple[int, ...]) -> tuple[int, int]:
        return len(cuts), sum(blocks[row][1] for row in cuts)

    inner = range(1, len(blocks))
    ways = [cuts for count in range(len(blocks)) for cuts in combinations(inner, count) if fits(cuts)]
    found = paper.breaks(heights, room, starts, repeated)
    assert found in ways
    assert cost(found) == min(map(cost, ways))
