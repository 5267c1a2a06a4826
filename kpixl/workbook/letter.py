"""A target letter as a workbook: one sheet, A4, to be printed and signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from kpixl.files import atomic_write
from kpixl.workbook.filenames import sheet_name
from kpixl.workbook.letter_sheet import ALL, COLUMNS, WIDTH, LetterSheet, Span, width
from kpixl.workbook.letter_words import Letter, Target
from kpixl.workbook.measure import NOTE, height, lines, tight
from kpixl.workbook.palette import DONE, NOTHING, TODO, WRONG
from kpixl.workbook.paper import Cut
from kpixl.workbook.plan import letters
from kpixl.workbook.widths import even

_SIDE_BY_SIDE = 6
"""So many targets stand side by side in one table of parts."""

_NUMERALS = "一二三四"
_LABEL: Span = (1, 2)


def write_letter(path: Path, letter: Letter) -> None:
    """Writes the letter whole or not at all. Raises OSError."""
    from kpixl.workbook.blank import blank_book

    with atomic_write(path) as temporary, blank_book(str(temporary)) as book:
        person = letter.person
        _Writer(LetterSheet(book, sheet_name(f"{person.id} {person.name}", set())), letter).write()
        # Not of the clock: the same targets give the same bytes.
        properties = {"title": f"{letter.subject} {letter.title}", "created": datetime(2000, 1, 1)}
        book.set_properties(properties)


class _Writer:
    def __init__(self, sheet: LetterSheet, letter: Letter) -> None:
        self.sheet, self.letter = sheet, letter
        self.sections = 0
        self.annual: dict[str, str] = {}

    def write(self) -> None:
        """The whole sheet."""
        self._head()
        self._targets()
        if len(self.letter.periods) > 1:
            self._parts()
        if self.letter.judged:
            self._judged()
        if self.letter.clauses:
            self._clauses()
        self._foot()
        self.sheet.finish(self.letter.subject)

    def _heading(self, text: str) -> None:
        self.sheet.may_break(Cut.SECTION)
        self.sheet.put(ALL, f"{_NUMERALS[self.sections]}、{text}", "section")
        self.sections += 1
        self.sheet.next(25, 19)

    def _head(self) -> None:
        letter, sheet = self.letter, self.sheet
        sheet.put((1, 6), letter.company, "company")
        sheet.put((7, COLUMNS), letter.number, "form_number")
        sheet.next(16)
        sheet.put(ALL, f"{letter.person.name}　{letter.title}", "title")
        sheet.next(36, 28)
        if letter.draft:
            sheet.put(ALL, letter.draft, "strip_left")
            sheet.next(27, 22)
            sheet.next(6, 3)
        places: tuple[tuple[Span, Span], ...] = ((_LABEL, (3, 6)), ((7, 8), (9, COLUMNS)))
        for start in range(0, len(letter.parties), 2):
            for (label, value), (left, right) in zip(letter.parties[start:], places, strict=False):
                sheet.put(left, label, "label")
                sheet.put(right, value, "identity")
            sheet.next(25, 19)
        sheet.next(8, 3)

    def _targets(self) -> None:
        sheet = self.sheet
        self._heading("年度目标")
        spans: tuple[Span, ...] = ((1, 1), (2, 4), (5, 7), (8, 8), (9, 10), (11, COLUMNS))
        heads = ("序号", "目标", "用于考核", "单位", "年度目标", f"分解到各{self.letter.cycle}")
        aligns = ("center", "left", "left", "center", "right", "center")
        sheet.headers(list(zip(heads, spans, aligns, strict=True)))
        for number, target in enumerate(self.letter.targets, 1):
            sheet.may_break()
            self.annual[target.name] = f"${letters(spans[4][0])}${sheet.row + 1}"
            amount = target.amount if target.amount is not None else f"{TODO} 待定"
            sheet.put(spans[0], Fraction(number), "number", "0")
            sheet.put(spans[1], target.name, "name")
            sheet.put(spans[2], target.used, "standard")
            sheet.put(spans[3], target.unit, "number")
            sheet.put(spans[4], amount, "score", _format(target))
            sheet.put(spans[5], target.how, "number")
            sheet.next_of(25, ((target.name, spans[1]), (target.used, spans[2])))
        sheet.next(8, 3)

    def _parts(self) -> None:
        self._heading(f"按{self.letter.cycle}分解")
        targets = self.letter.targets
        tables = -(-len(targets) // _SIDE_BY_SIDE)
        each = -(-len(targets) // max(tables, 1))
        for start in range(0, len(targets), each):
            if start:
                self.sheet.next(8, 3)
                self.sheet.may_break()
            self._table(targets[start : start + each])
        self.sheet.next(8, 3)

    def _table(self, targets: Sequence[Target]) -> None:
        """The parts of some targets: a row for each period, then sums that are live."""
        sheet, cycle = self.sheet, self.letter.cycle
        free = even([WIDTH] * (COLUMNS - 2), max(len(targets), 2))[: len(targets)]
        spans = [(first + 2, last + 2) for first, last in free]
        rest = (spans[-1][1] + 1, COLUMNS)
        names = [f"{target.name}（{target.unit}）" if target.unit else target.name for target in targets]
        heads = [("月份" if cycle == "月" else cycle, _LABEL, "center")]
        heads += [(name, span, "right") for name, span in zip(names, spans, strict=True)]
        sheet.headers([*heads, *([("", rest, "left")] if rest[0] <= COLUMNS else [])])
        first = sheet.row + 1
        for at, period in enumerate(self.letter.periods):
            sheet.put(_LABEL, period, "number")
            for target, span in zip(targets, spans, strict=True):
                value = target.parts[at] if target.amount is not None else NOTHING
                sheet.put(span, value, "row_value", _format(target))
            sheet.fill(rest, "blank")
            sheet.next(20, 16)
        sheet.put(_LABEL, "合计", "subtotal_label")
        for target, span in zip(targets, spans, strict=True):
            self._sum(target, span, self._range(span, first))
        sheet.fill(rest, "subtotal_score")
        sheet.next(24, 19)
        sheet.put(_LABEL, "与年度目标核对", "remark_beside")
        for target, span in zip(targets, spans, strict=True):
            self._check(target, span, self._range(span, first))
        sheet.fill(rest, "blank")
        sheet.next(20, 16)

    def _range(self, span: Span, first: int) -> str:
        column = letters(span[0])
        return f"{column}{first}:{column}{first + len(self.letter.periods) - 1}"

    def _sum(self, target: Target, span: Span, cells: str) -> None:
        if target.amount is None or target.same:
            told = target.how if target.amount is not None else NOTHING
            self.sheet.put(span, told, "subtotal_score", "@_ ")
            return
        total = float(sum(target.parts, Fraction()))
        self.sheet.live(span, f"=ROUND(SUM({cells}),9)", total, "subtotal_score", _format(target))

    def _check(self, target: Target, span: Span, cells: str) -> None:
        """√ where the parts come to the annual target, ▲ and by how much they do not elsewhere."""
        if target.amount is None:
            self.sheet.put(span, f"{TODO} 待定", "remark_beside")
            return
        annual = self.annual[target.name]
        if target.same:
            met = f"AND(ROUND(MIN({cells})-{annual},9)=0,ROUND(MAX({cells})-{annual},9)=0)"
            otherwise = f'"{WRONG} 与年度目标不同"'
        else:
            met = f"ROUND(SUM({cells})-{annual},9)=0"
            otherwise = f'"{WRONG} 相差 "&ROUND(SUM({cells})-{annual},9)'
        good = f"{DONE} 一致"
        self.sheet.live(span, f'=IF({met},"{good}",{otherwise})', good, "remark_beside")

    def _judged(self) -> None:
        sheet = self.sheet
        self._heading("怎样考核")
        spans: tuple[Span, ...] = ((1, 1), (2, 4), (5, 11), (12, 12))
        aligns = ("center", "left", "left", "right")
        sheet.headers(list(zip(("序号", "考核项目", "考核标准", "满分"), spans, aligns, strict=True)))
        for item in self.letter.judged:
            sheet.may_break()
            sheet.put(spans[0], Fraction(item.number), "number", "0")
            sheet.put(spans[1], item.name, "name")
            sheet.put(spans[2], item.standard, "standard")
            sheet.put(spans[3], item.points, "points_text")
            sheet.next_of(24, ((item.name, spans[1]), (item.standard, spans[2])))
        sheet.next(8, 3)

    def _clauses(self) -> None:
        self._heading("结果怎样用")
        text_span: Span = (3, COLUMNS)
        for label, text in self.letter.clauses:
            self.sheet.may_break()
            self.sheet.put(_LABEL, label, "name")
            self.sheet.put(text_span, text, "standard")
            self.sheet.next_of(24, ((label, _LABEL), (text, text_span)))
        self.sheet.next(6, 3)

    def _foot(self) -> None:
        sheet = self.sheet
        sheet.may_break(Cut.RESULTS)
        for note in self.letter.notes:
            sheet.put(ALL, note, "note")
            taken = lines(note, width(ALL), NOTE)
            sheet.next(max(19, height(taken, NOTE)), tight(taken, NOTE) + 3)
        sheet.next(6, 3)
        sheet.may_break(Cut.SIGNATURES)
        rows: tuple[tuple[str, tuple[str, ...], float], ...] = (
            ("sign_top", self.letter.signers, 22),
            ("sign_middle", ("", ""), 42),
            ("sign_bottom", ("年　 月　 日　",) * 2, 22),
        )
        for style, texts, tall in rows:
            for text, span in zip(texts, ((1, 6), (7, COLUMNS)), strict=True):
                sheet.put(span, text, style)
            sheet.next(tall, tall - 6)


def _format(target: Target) -> str:
    return "#,##0" + ("." + "0" * target.decimals if target.decimals else "") + "_ "
