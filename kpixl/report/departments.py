"""The sheet 部门汇总: how each department and the whole stand, calculated over 总表."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kpixl.report.book import (
    CENTRE,
    COUNT,
    FIRST,
    RIGHT,
    SHARE,
    Book,
    Cell,
    Column,
    Formula,
    cell_range,
    money_format,
    score_format,
)
from kpixl.report.compare import compare
from kpixl.report.departments_figures import (
    Shown,
    Spot,
    amount_in,
    amounts_of,
    by_department,
    grade_key,
    of_department,
    of_everyone,
    values,
)
from kpixl.report.formulas import SUMMARY, Check, Table, Tables
from kpixl.report.layout import header_rows, title_rows
from kpixl.report.measure import fitting
from kpixl.report.overview import Line, Overview
from kpixl.report.sheet import Sheet

DEPARTMENTS = "部门汇总"
_FIGURES = (("mean", "平均"), ("best", "最高"), ("least", "最低"), ("deviation", "标准差"))


def plan_departments(view: Overview) -> Table:
    """Where the rows will stand, that of the whole included."""
    columns = tuple(_columns(view).values())
    first = title_rows(columns, _title(view), _side_note(view)) + header_rows(columns)
    places = {key: place for place, key in enumerate(_columns(view), FIRST)}
    return Table(_name(view), first, first + len(view.departments), places)


def write_departments(book: Book, view: Overview, tables: Tables) -> Iterator[Check]:
    """Writes the sheet: departments, the whole, and how they compare."""
    table, here = tables[SUMMARY], tables[DEPARTMENTS]
    columns = _columns(view)
    sheet = Sheet(book, here.sheet, tuple(columns.values()))
    sheet.title(_title(view), _side_note(view))
    sheet.header(freeze=1)
    groups = _by_department(view)
    together: dict[str, Fraction] = defaultdict(Fraction)
    live = by_department(view)
    for department in view.departments:
        formulas = of_department(view, table, Spot(sheet.row, here.first - 1, here.columns))
        now = values(view, groups[department])
        for key, value in now.items():
            together[key] += 0 if isinstance(value, str) else value
        sheet.body(_cells(columns, department, formulas if live else {}, now))
    formulas = of_everyone(view, table, Spot(sheet.row, here.first - 1, here.columns))
    whole = values(view, view.lines)
    sheet.total(_cells(columns, whole_name(view), formulas, whole))
    for text in _notes(view):
        sheet.note(text)
    sheet.finish(compare(sheet, view, here))
    return _checks(view, table, here, together)


def _by_department(view: Overview) -> Mapping[str, Sequence[Line]]:
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for line in view.lines:
        groups[line.department].append(line)
    return groups


def _checks(view: Overview, table: Table, here: Table, together: Mapping[str, Fraction]) -> Iterator[Check]:
    """What the departments come to together is what 总表 comes to."""
    if not view.departments:
        return
    due = Formula(f"=ROWS({table.range('name')})", len(view.lines))
    sums = {"due": ("应评", due), "known": ("已评", Formula(f"={table.count}", len(view.assessed)))}
    for part in amounts_of(view):
        amount = sum((amount_in(part, line) for line in view.assessed), Fraction())
        sums[part.key] = (part.label, Formula(f"=SUM({table.range(part.key)})", amount))
    for key, (what, right) in sums.items():
        rows = cell_range(here.sheet, here.columns[key], here.first, here.last - 1)
        yield Check(f"{what}：各部门之和＝总表", Formula(f"=SUM({rows})", together[key]), right)


def _name(view: Overview) -> str:
    return DEPARTMENTS if view.departments else "汇总"


def _title(view: Overview) -> str:
    return f"{view.title} {_name(view)}"


def _side_note(view: Overview) -> str:
    if not view.scored:
        return "金额只计已评的"
    return "分数只计已评的；等级按统一标准" if view.grades else "分数只计已评的"


def _notes(view: Overview) -> Iterator[str]:
    if view.grades:
        yield f"合格率＝已评中不是“{view.grades[-1]}”的 ÷ 已评。"
    if view.scored:
        yield "标准差按总体计算：分数离平均有多远。"


def whole_name(view: Overview) -> str:
    """What the row over everything is called."""
    return "全部" if view.consolidation.scheme.unit_appraisee or not view.departments else "全公司"


def _columns(view: Overview) -> dict[str, Column]:
    scheme = view.consolidation.scheme
    count, score = {"num_format": COUNT}, {"num_format": score_format(scheme.rounding.total)}
    heads = "家数" if scheme.unit_appraisee else "人数"
    name_width = fitting([*view.departments, whole_name(view)], 14, 24)
    label = "部门" if view.departments else "范围"
    columns = {"name": Column(label, name_width, style={"bold": True, "text_wrap": True})}
    for key, heading in (("due", "应评"), ("known", "已评"), ("unknown", "未评")):
        columns[key] = Column(heading, 9, CENTRE, heads, count)
    for key, heading in _FIGURES if view.scored else ():
        columns[key] = Column(heading, 10, RIGHT, scheme.total, score | {"bold": key == "mean"})
    for grade in view.grades:
        columns[grade_key(grade)] = Column(grade, fitting([grade], 9, 16), CENTRE, f"等级{heads}", count)
    if view.grades:
        columns["passed"] = Column("合格率", 9.5, RIGHT, f"等级{heads}", {"num_format": SHARE})
    for part in amounts_of(view):
        money = {"num_format": money_format(part.places), "bold": True}
        every = sum((abs(amount_in(part, line)) for line in view.lines), Fraction())
        width = fitting([part.heading, f"{float(every):,.2f}　"], 13, 18)
        columns[part.key] = Column(part.heading, width, RIGHT, part.group, money)
    return columns


def _cells(
    columns: Mapping[str, Column], name: str, formulas: Mapping[str, str], now: Mapping[str, Shown]
) -> list[Cell]:
    keys = [key for key in columns if key != "name"]
    figures = (Formula(f"={formulas[key]}", now[key]) if key in formulas else now[key] for key in keys)
    return [Cell(name), *map(Cell, figures)]
