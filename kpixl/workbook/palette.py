"""The colours, fonts and type sizes of every workbook, as plain constants.

Each pair of fill and text has a contrast of at least 4.8:1 and stays apart on a black and white printer.
No meaning rests on a colour alone: a symbol and words come with it.
"""

from __future__ import annotations

FONT = "微软雅黑"
FONT_FAMILY = 2
FONT_CHARSET = 134

TITLE_SIZE = 16
RESULT_SIZE = 18
TOTAL_SIZE = 12
BODY_SIZE = 10
NOTE_SIZE = 9

TEXT = "#1F2933"
SECONDARY = "#55606B"
WHITE = "#FFFFFF"
STRONG = "#1F4E79"
HAIRLINE = "#C3CCD5"
HEADER_FILL = "#E4EBF2"
SUBTOTAL_FILL = "#EFF3F7"
TOTAL_FILL = "#D6E1EC"
WORKING_FILL = "#F7F9FB"

INPUT_EMPTY = "#FFE9A6"
INPUT_FILLED = "#FFFBEA"
INPUT_BOX = "#6B5A1E"
OPTIONAL_BOX = "#A3976B"
PENDING = "#7A4B00"
ERROR_FILL = "#F8CFC5"
ERROR = "#9C1C10"

BAR = "#C6D7E8"
CHART_DEEP = "#1F4E79"
CHART_MIDDLE = "#7FA3C7"
CHART_PALE = "#DCE6F0"

TAB_HELP = "#C3CCD5"
TAB_LIST = "#1F4E79"
TAB_FORM = "#FFE9A6"

TODO = "○"
WRONG = "▲"
DONE = "√"
LOW = "▼"
PROVISIONAL = "△"
NOTHING = "—"
