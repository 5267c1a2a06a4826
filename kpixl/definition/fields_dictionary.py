"""The table of fields, continued: a dictionary of indicators, and a matrix of who answers for which."""

from __future__ import annotations

from kpixl.definition.fields_indicator import INDICATOR_KINDS
from kpixl.definition.grammar import LIST, Field, Kind, Shape, Type
from kpixl.rules.scoring import SCORING

_INDICATOR = INDICATOR_KINDS[0]

_OF_USE = ("use", "points", "target", "score", "formula", "terse", "standard", "rows", "also")
"""Keys of an indicator that say how one scheme uses it, not what it is."""

_OF_SCORING = {param.name for row in SCORING.values() for param in row.params} - {"better", "scale"}

_SHARED = tuple(part for part in _INDICATOR.fields if part.key not in {*_OF_USE, *_OF_SCORING})
_SHARED_KEYS = {part.key for part in _SHARED}

_ENTRY = Kind(
    name="entry",
    zh="字典里的一个指标",
    en="an entry of the dictionary",
    apart=tuple(row for row in _INDICATOR.apart if {row[0], row[1]} <= _SHARED_KEYS),
    needs=tuple(row for row in _INDICATOR.needs if set(row) <= _SHARED_KEYS),
    fields=(
        *_SHARED,
        Field("group", Type.NAME, "所属类别，如 客户绩效", "the group that it belongs to", default=""),
        Field("scored", Type.FLAG, "是否计分；false 只统计", "whether it is scored", default=True),
    ),
)

_CELLS = (
    Field(
        "cells",
        Type.TEXT,
        '各单位一格：★ 承担，空 "" 不承担，或该单位自己的目标，如 ≤4‰',
        'a cell for each unit: ★, blank ("") or a target of its own, such as ≤4‰',
        shapes=(LIST,),
        length=20,
    ),
    Field(
        "stars",
        Type.WHOLE,
        "只知道有几个 ★、不知道是哪几个单位时，写个数",
        "how many ★ there are, while nobody knows whose",
        least=1,
        most=100,
    ),
    Field("group", Type.NAME, "表中归入哪一部分；不写则按字典的类别", "the section that it is in"),
)

DICTIONARY_KINDS = (
    Kind(
        name="dictionary",
        zh="指标字典",
        en="a dictionary of indicators",
        fields=(
            Field("title", Type.TEXT, "名称", "title", required=True, length=100),
            Field("source", Type.TEXT, "依据的文件", "the document it rests on", default=""),
            Field("entries", Type.RECORD, "指标", "entries", kind="entry", shapes=(LIST,), required=True),
            Field(
                "open_questions",
                Type.TEXT,
                "文件没有写明、需要确认的事项",
                "what the source leaves open",
                shapes=(Shape(lone=True),),
            ),
        ),
    ),
    _ENTRY,
    Kind(
        name="matrix",
        zh="指标分工表",
        en="a matrix: which unit answers for which indicator",
        fields=(
            Field(
                "title",
                Type.TEXT,
                "表头标题，可用 {unit} 和考核表标题里可用的",
                "title of the forms; may hold {unit} and what the title of a form may hold",
                required=True,
                length=100,
            ),
            Field(
                "column",
                Type.NAME,
                "单位写在名册的哪一列",
                "the roster column that names the unit",
                default="部门",
            ),
            Field("units", Type.NAME, "各单位", "the units", shapes=(LIST,), required=True),
            Field(
                "keys",
                Type.SLUG,
                "各单位考核表的代号；不写则是 unit-1、unit-2…",
                "slugs of the forms; unit-1, unit-2… when absent",
                shapes=(LIST,),
            ),
            Field(
                "rows",
                Type.RECORD,
                "每个指标一行",
                "a row for each indicator",
                kind="row",
                shapes=(LIST,),
                required=True,
            ),
            Field(
                "score",
                Type.ENUM,
                "没有另外写的指标怎样计分",
                "scoring rule of the rows that name none",
                choices=tuple(SCORING),
            ),
            Field(
                "points",
                Type.NUMBER,
                "每张表的总分基数，由各指标平分；不写则用方案的",
                "the base of each form, shared by its rows; the scheme's when absent",
                positive=True,
            ),
            Field(
                "layout",
                Type.ENUM,
                "纸张方向：portrait 纵向，landscape 横向；不写则按表的大小选",
                "paper orientation; chosen by size when absent",
                choices=("portrait", "landscape"),
            ),
        ),
    ),
    Kind(
        name="row",
        zh="分工表的一行",
        en="a row of the matrix",
        rest="use",
        apart=(*_INDICATOR.apart, ("cells", "stars", "keys-apart")),
        needs=_INDICATOR.needs,
        fields=(*_CELLS, *_INDICATOR.fields),
    ),
)
"""The dictionary and the matrix, with the kinds of mapping inside them."""
