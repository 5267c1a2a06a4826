"""What the sheet 总表 says beside its table: whose it is, how far it has come, how to read it."""

from __future__ import annotations

from kpixl.report.book import Formula
from kpixl.report.formulas import Table
from kpixl.report.overview import Overview
from kpixl.workbook import palette


def side_note(view: Overview) -> str:
    """What stands beside the title: whose it is, and by when forms come back."""
    due = view.consolidation.cycle.due
    parts = (view.consolidation.scheme.company, f"交回期限 {due:%Y-%m-%d}" if due else "")
    return "　".join(part for part in parts if part)


def progress(view: Overview, table: Table) -> Formula:
    """How many there are, and how many of them are complete."""
    every, known, measure = len(view.lines), len(view.assessed), view.measure
    state = f"{palette.TODO} 暂定结果" if view.consolidation.provisional else f"{palette.DONE} 全部评完"
    rows, count = f"ROWS({table.local('name')})", table.count
    figures = (("应考核", rows, every), ("已评", count, known), ("未评", f"({rows}-{count})", every - known))
    text = "".join(f'&"　{words} "&{formula}&" {measure}"' for words, formula, _ in figures)
    shown = "".join(f"　{words} {figure} {measure}" for words, _, figure in figures)
    return Formula(f'="{state}"{text}', state + shown)


def progress_colour(view: Overview) -> str:
    """The colour of that line."""
    return palette.PENDING if view.consolidation.provisional else palette.TEXT


def notes(view: Overview) -> list[str]:
    """The small print under the table."""
    scheme = view.consolidation.scheme
    whole = "全部单位" if scheme.unit_appraisee else "全公司"
    found = ["试行：方案里还没有定的数按建议值计算，结果只供参考。"] if scheme.trial else []
    if view.scored:
        found += [f"未评的不按0分计；平均分和合计只计已评的。名次按{whole}排，同分同名次。"]
        if not view.live:
            found += [
                f"{view.measure}数多：名次等要和所有{view.measure}比较的列写成数值，改动以后不会重算（见公式核对）。"
            ]
    else:
        found += ["合计只计已评的；未评的不按没有发生计。"]
    if view.items and view.scored:
        found += ["各项得分折叠在右边，点表头上方的加号展开。"]
    return found + ([scheme.pay.note] if view.pay and scheme.pay and scheme.pay.note else [])
