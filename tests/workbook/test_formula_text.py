"""One formula in the spellings of many programs is one formula; another one is another."""

from __future__ import annotations

import pytest

from kpixl.workbook.formula_text import OPENFORMULA, Token, moved, shape, tokens

SAME = (
    ('IF(H11="",FALSE,NA())', 'if( $H$11 = "" , FALSE() , NA() )', "excel"),
    ("IFERROR(客诉率.完成值,TRUE)", "_xlfn.IFERROR(客诉率.完成值,TRUE())", "excel"),
    ("SUM(各项得分)", "SUM('001 欧阳晓燕'!各项得分)", "excel"),
    ("A1+B2", "'001 欧阳晓燕'!A1+'001 欧阳晓燕'!$B$2", "excel"),
    ("COUNTIF($AY$20:$AY$20,3)", "COUNTIF($AY$20,3)", "excel"),
    ("客诉率.得分*0.5", "客诉率_得分*.50", "excel"),
    ("A1/1000", "A1/1E3", "excel"),
    ("1/3*0.333333333333333", "1/3*0.33333333333333331", "excel"),
    ('"甲\n乙"&A1', '"甲\r\n乙"&A1', "excel"),
    ("IF(H10>0,SUM(L3:M3),0)", "of:=IF([.$H$10]>0;SUM([.L3:.M3]);0)", OPENFORMULA),
    ("A1&B1", "[$'001 欧阳晓燕'.A1]&[.B1]", OPENFORMULA),
    ("LOOKUP(A1,{1,2},{3;4})", "LOOKUP([.A1];{1;2};{3|4})", OPENFORMULA),
    ("SUMPRODUCT(甲,乙)", "ORG.GNUMERIC.SUMPRODUCT(甲;乙)", OPENFORMULA),
    ("NETWORKDAYS(A1,B1,工作日)", "COM.MICROSOFT.NETWORKDAYS([.A1];[.B1];工作日)", OPENFORMULA),
)


@pytest.mark.parametrize(("made", "found", "dialect"), SAME)
def test_spellings_of_one_formula_are_the_same(made: str, found: str, dialect: str) -> None:
    assert tokens(made) == tokens(found, dialect, "001 欧阳晓燕")


OTHER = (
    ("IF(A1>=60,1,0)", "IF(A1>=50,1,0)"),
    ("IF(A1>=60,1,0)", "IF(A1>60,1,0)"),
    ("SUM(A1:A9)", "SUM(A1:A8)"),
    ("A1*0.3", "A1*0.30000001"),
    ('"得分"&A1', '"得分 "&A1'),
    ("客诉率.得分", "客诉率.完成值"),
    ("SUM(各项得分)", "SUM(各项得分)+5"),
    ("SUM(各项得分)", "SUM('002 王小明'!各项得分)"),
    ("A1", "[1]Sheet1!A1"),
    ("IFERROR(A1,0)", "IFERROR(#REF!,0)"),
    ("NA()", "TRUE()"),
    ("A1", '"A1"'),
)


@pytest.mark.parametrize(("made", "found"), OTHER)
def test_another_formula_is_another(made: str, found: str) -> None:
    assert tokens(made) != tokens(found, "excel", "001 欧阳晓燕")


def down(row: int, column: int) -> tuple[int, int] | None:
    return None if row == 9 else (row + 2, column + 1)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("IF($B$3>C3,LOG10(D4),甲3)", tokens("IF(C5>D5,LOG10(E6),甲3)")),
        ("SUM(A1:A8)", tokens("SUM(B3:B10)")),
        ("SUM(A1:A9)", None),
    ],
)
def test_places_go_with_their_rows_and_columns(formula: str, expected: tuple[Token, ...] | None) -> None:
    assert moved(tokens(formula), down) == expected


def test_the_shape_of_a_formula_stays_when_it_is_copied_to_another_row() -> None:
    assert shape('IF(H11="",客诉率.得分,$K$11)') == shape('IF(H18="",客诉率.得分,$K$18)')
    assert shape('IF(H11="",客诉率.得分,$K$11)') != shape('IF(H18="",投诉率.得分,$K$18)')
