"""How people call a locked cell of a form: by its quantity, by its row, by the heading over it."""

from __future__ import annotations

import re

from kpixl.workbook.blueprint import LockedCell
from kpixl.workbook.outline import Outline

_NUMBERED = re.compile(r"(.+)\.(\d+)", re.ASCII | re.DOTALL)
"""A quantity of a numbered row: 事件登记.罚款.1."""


def called_quantity(about: str) -> str:
    """A quantity as people call it: 交付质量·得分, 事件登记·罚款第1行."""
    numbered = _NUMBERED.fullmatch(about)
    name, row = (numbered[1], f"第{numbered[2]}行") if numbered else (about, "")
    return name.replace(".", "·") + row


def row_label(outline: Outline, row: int) -> str:
    """What a row is about: the item of what is typed into it, or what it begins with; else ""."""
    inputs = outline.inputs.get(row, ())
    if inputs:
        first = inputs[0]
        numbered = _NUMBERED.fullmatch(first.raw.removesuffix("@"))
        return first.indicator + (f"第{numbered[2]}行" if numbered else "")
    texts = outline.texts(row)
    return texts[0].text if texts else ""


def heading_over(outline: Outline, cell: LockedCell) -> str:
    """The nearest text that stands over a cell in its own column, or ""."""
    above = (
        constant.text
        for row in range(cell.row - 1, 0, -1)
        for constant in outline.texts(row)
        if constant.column == cell.column
    )
    return next(above, "")
