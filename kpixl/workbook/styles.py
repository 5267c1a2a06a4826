"""The table of cell styles of a form: what each kind of cell looks like, as XlsxWriter properties."""

from __future__ import annotations

from collections.abc import Mapping

from kpixl.workbook import palette as p

THIN, MEDIUM, HAIR, DASHED = 1, 2, 1, 3
Properties = Mapping[str, object]

BASE: Properties = {
    "font_name": p.FONT,
    "font_family": p.FONT_FAMILY,
    "font_charset": p.FONT_CHARSET,
    "font_size": p.BODY_SIZE,
    "font_color": p.TEXT,
    "valign": "vcenter",
}

_NOTE: Properties = {"font_size": p.NOTE_SIZE, "font_color": p.SECONDARY}
_BELOW: Properties = {"bottom": HAIR, "bottom_color": p.HAIRLINE}
_WRAP: Properties = {"text_wrap": True}
_FIT: Properties = {"shrink": True}
_BOX: Properties = {"border": THIN, "border_color": p.INPUT_BOX, "locked": False, "bg_color": p.INPUT_FILLED}
_DASHED: Properties = {**_BOX, "border": DASHED}
_ASIDE: Properties = {**_DASHED, "border_color": p.OPTIONAL_BOX, "bg_color": p.WHITE}
_HEADER: Properties = {
    "bold": True,
    "font_color": p.STRONG,
    "bg_color": p.HEADER_FILL,
    "top": MEDIUM,
    "top_color": p.STRONG,
    "bottom": THIN,
    "bottom_color": p.STRONG,
    "text_wrap": True,
}
_HEADER_INPUT: Properties = {**_HEADER, "bg_color": p.INPUT_EMPTY, "font_color": p.TEXT}
_ROWS_HEADER: Properties = {**_NOTE, **_BELOW, "bold": True, "bg_color": p.SUBTOTAL_FILL, "text_wrap": True}
_SUBTOTAL: Properties = {
    "bold": True,
    "bg_color": p.SUBTOTAL_FILL,
    "bottom": THIN,
    "bottom_color": p.STRONG,
}
_TOTAL: Properties = {
    "bold": True,
    "font_size": p.TOTAL_SIZE,
    "bg_color": p.TOTAL_FILL,
    "top": MEDIUM,
    "top_color": p.STRONG,
    "bottom": MEDIUM,
    "bottom_color": p.STRONG,
}
_STRIP: Properties = {
    "bold": True,
    "bg_color": p.WHITE,
    "top": THIN,
    "bottom": THIN,
    "top_color": p.STRONG,
    "bottom_color": p.STRONG,
    "left": THIN,
    "left_color": p.STRONG,
    "right": THIN,
    "right_color": p.STRONG,
}
_CARD: Properties = {"left": HAIR, "right": HAIR, "left_color": p.HAIRLINE, "right_color": p.HAIRLINE}
_ROWS_HEADS: Mapping[str, Properties] = {
    "text": {"align": "left", "indent": 1},
    "right": {"align": "right", "num_format": "@_ "},
    "center": {"align": "center"},
}
_ALIGNMENTS = {name: name for name in ("left", "right", "center")}

_TABLE: dict[str, Properties] = {
    "company": {**_NOTE, **_FIT},
    "form_number": {**_NOTE, "align": "right", **_FIT},
    "title": {"font_size": p.TITLE_SIZE, "bold": True, "font_color": p.STRONG, "align": "center", **_FIT},
    "strip_left": {**_STRIP, "indent": 1},
    "strip_right": {**_STRIP, "align": "right", "num_format": "@_ "},
    "label": {**_NOTE, **_BELOW, "align": "right", **_FIT},
    "identity": {**_BELOW, "bold": True, "align": "left", "indent": 1, **_FIT},
    "section": {"bold": True, "font_color": p.STRONG, "bottom": THIN, "bottom_color": p.STRONG},
    "number": {**_BELOW, "align": "center"},
    "name": {**_BELOW, **_WRAP, "bold": True},
    "standard": {**_BELOW, **_WRAP},
    "standard_small": {**_BELOW, **_WRAP, "font_size": p.NOTE_SIZE},
    "points": {**_BELOW, "align": "right", **_FIT},
    "points_text": {**_BELOW, **_NOTE, "align": "right", "num_format": "@_ "},
    "target": {**_BELOW, "align": "right", **_FIT},
    "target_text": {**_BELOW, **_WRAP, "align": "right", "num_format": "@_ "},
    "target_centred": {**_BELOW, "align": "center", **_FIT},
    "target_text_centred": {**_BELOW, **_WRAP, "align": "center"},
    "input_label": {**_BELOW, **_WRAP, "align": "right", "font_size": p.NOTE_SIZE, "num_format": "@_ "},
    "entry": {**_BOX, "bold": True, "align": "right", **_FIT},
    "entry_choice": {**_BOX, "bold": True, "align": "center", **_FIT},
    "entry_text": {**_BOX, **_WRAP, "align": "left", "indent": 1},
    "entry_text_optional": {**_DASHED, **_WRAP, "align": "left", "indent": 1},
    "no_entry": {**_BELOW, "align": "right", "font_color": p.SECONDARY, "num_format": "@_ "},
    "value": {**_BELOW, "align": "right", **_FIT},
    "score": {**_BELOW, "align": "right", "bold": True, "font_size": 11, **_FIT},
    "check": {**_BELOW, **_WRAP, **_NOTE, "indent": 1},
    "working": {**_BELOW, **_WRAP, **_NOTE, "bg_color": p.WORKING_FILL, "indent": 1},
    "working_line": {**_BELOW, **_NOTE, "bg_color": p.WORKING_FILL, "indent": 1, **_FIT},
    "remark": {**_ASIDE, **_WRAP, "font_size": p.NOTE_SIZE},
    "remark_beside": {**_BELOW, **_NOTE, "align": "right", "num_format": "@_ "},
    "blank": _BELOW,
    "rows_header_left": _ROWS_HEADER,
    "rows_header_text": {**_ROWS_HEADER, "align": "left", "indent": 1},
    "rows_header_right": {**_ROWS_HEADER, "align": "right", "num_format": "@_ "},
    "rows_header_center": {**_ROWS_HEADER, "align": "center"},
    **{
        f"rows_header_input_{name}": {**_ROWS_HEADER, **own, "bg_color": p.INPUT_EMPTY}
        for name, own in _ROWS_HEADS.items()
    },
    "row_value": {**_BELOW, "align": "right", **_FIT},
    "row_text": {**_BELOW, **_WRAP, "font_size": p.NOTE_SIZE},
    "rows_sum_label": {**_BELOW, **_NOTE, "align": "right"},
    "rows_sum": {**_BELOW, "bold": True, "align": "right", **_FIT},
    "subtotal_label": {**_SUBTOTAL, "align": "right", **_FIT},
    "subtotal_points": {**_SUBTOTAL, "align": "right", **_FIT},
    "subtotal_score": {**_SUBTOTAL, "align": "right", **_FIT},
    "subtotal_note": {**_SUBTOTAL, **_NOTE, "bold": False, "indent": 1},
    "total_label": {**_TOTAL, "align": "right", **_FIT},
    "total_points": {**_TOTAL, "align": "right", **_FIT},
    "total_score": {**_TOTAL, "align": "right", **_FIT},
    "total_note": {**_TOTAL, **_NOTE, "bold": False, "indent": 1},
    "note": {**_NOTE, **_WRAP},
    "box_label": {**_CARD, **_NOTE, "align": "center", "top": MEDIUM, "top_color": p.STRONG},
    "box": {
        **_CARD,
        "bold": True,
        "font_size": p.RESULT_SIZE,
        "font_color": p.STRONG,
        "align": "center",
        **_FIT,
    },
    "box_note": {**_CARD, **_BELOW, **_NOTE, "align": "center", "shrink": True},
    "remark_label": {**_NOTE, **_WRAP},
    "remark_box": {**_DASHED, **_WRAP, "valign": "top"},
    "sign_top": {**_CARD, **_NOTE, "top": HAIR, "top_color": p.HAIRLINE, "indent": 1, **_WRAP},
    "sign_middle": _CARD,
    "sign_bottom": {**_CARD, **_BELOW, **_NOTE, "align": "right"},
    "mirror": {**_NOTE, "hidden": False},
    **{f"header_{name}": {**_HEADER, "align": align} for name, align in _ALIGNMENTS.items()},
    "header_mark": {**_HEADER, "align": "left", "indent": 1},
    **{f"header_input_{name}": {**_HEADER_INPUT, "align": align} for name, align in _ALIGNMENTS.items()},
}

STYLES: Mapping[str, Properties] = {name: {**BASE, **own} for name, own in _TABLE.items()}

EMPTY_INPUT: Properties = {"bg_color": p.INPUT_EMPTY, "font_color": p.TEXT}
WRONG_INPUT: Properties = {"bg_color": p.ERROR_FILL, "font_color": p.ERROR}
WRONG_MARK: Properties = {"bg_color": p.ERROR_FILL, "font_color": p.ERROR, "bold": True}
PENDING_MARK: Properties = {"font_color": p.PENDING, "bold": True}
PENDING_STRIP: Properties = {"bg_color": p.INPUT_EMPTY, "font_color": p.PENDING}
WRONG_STRIP: Properties = {"bg_color": p.ERROR_FILL, "font_color": p.ERROR}
"""What conditional formats change; a symbol always says the same."""
