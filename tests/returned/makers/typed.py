"""Forms filled in and saved by Excel: who entered what, in whose words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kpixl.model.submission import Raw
from tests.returned.makers.bench import FENG, HONEST, OUYANG, WU, ZHENG, ZHOU, Bench, Typed, changed, day, log, only

def _zhou(**new: Raw) -> Mapping[str, Typed]:
    return {"001": changed(ZHOU, **new)}


def _zheng(**new: Raw) -> Mapping[str, Typed]:
    return {"011": changed(ZHENG, **new)}


DEPARTMENT = {"001": ZHOU, "002": OUYANG, "A-03": WU}

FORMS: dict[str, Mapping[str, Typed]] = {
    **{f"honest-{number}.xlsx": {number: typed} for number, typed in HONEST.items()},
    "department.xlsx": DEPARTMENT,
    "department-part.xlsx": {**DEPARTMENT, "002": only(OUYANG, "平均分", "客诉件数"), "A-03": {}},
    "shops.xlsx": {"011": ZHENG, "012": FENG},
    "blank-001.xlsx": {"001": {}},
    "half.xlsx": {"001": only(ZHOU, "平均分", "客诉件数", "服务客户", "当月回访率")},
    "later.xlsx": _zheng(检查得分=Fraction(95)),
    "two-events.xlsx": {"001": {**ZHOU, **log(2, "2026-11-19", "滞留工单", "工单 1119-11")}},
    "full-log.xlsx": {
        "001": {
            **ZHOU,
            **log(2, "2026-11-19", "滞留工单", "工单 1119-11"),
            **log(3, "2026-11-20", "滞留工单", "工单 1120-01"),
            **log(4, "2026-11-21", "回复超时", "工单 1121-09"),
        }
    },
    # The same figures in other words.
    "full-width.xlsx": _zhou(平均分="９５", 服务客户="１，２００", 当月差错率="１２．５"),
    "with-units.xlsx": _zhou(平均分="95分", 客诉件数="6 件", 服务客户="1200户", 当月回访率="95%", 当月差错率="12.5‰"),
    "blanks-around.xlsx": _zhou(平均分=" 95 ", 服务客户="1200 ", 当月回访率="\u00a095", 评级=" 优秀 "),
    "thousands.xlsx": _zhou(服务客户="1,200", 当月收入="2,000.00"),
    "wan.xlsx": _zhou(当月收入="2000万"),
    "wan-yuan.xlsx": _zheng(当月销售额="28万元"),
    "yi.xlsx": _zhou(当月收入="0.2亿元"),
    "numerals.xlsx": _zhou(
        平均分="九十五", 客诉件数="六件", 服务客户="一千二百", 当月回访率="百分之九十五", 当月差错率="十二点五"
    ),
    "numerals-formal.xlsx": _zhou(平均分="玖拾伍", 服务客户="壹仟贰佰"),
    "signs.xlsx": _zhou(平均分="+95", 客诉件数="6。", 服务客户="'1200", 当月回访率="95.0"),
    "other-unit.xlsx": _zhou(当月差错率="1.25%"),
    "rating-short.xlsx": _zhou(评级="优"),
    "rating-number.xlsx": _zhou(评级=Fraction(5)),
    "date-chinese.xlsx": _zhou(报送日期="2026年11月28日"),
    "date-dots.xlsx": _zhou(报送日期="2026.11.28"),
    "date-slashes.xlsx": _zhou(报送日期="2026/11/28"),
    "date-digits.xlsx": _zhou(报送日期=Fraction(20261128)),
    "date-short.xlsx": _zhou(报送日期="11月28日"),
    "date-full-width.xlsx": _zhou(报送日期="２０２６－１１－２８"),
    "log-in-words.xlsx": {"001": {**ZHOU, **log(1, "2026-11-05", "回复超时 ", "工单 1105-02"), "事件登记.日期.1@": "11月5日"}},
    # What nobody can tell for sure.
    "a-range.xlsx": _zhou(平均分="94-96"),
    "about.xlsx": _zhou(平均分="约95", 服务客户="1200左右"),
    "more-than.xlsx": _zhou(当月回访率=">95"),
    "numeral-of-money.xlsx": _zhou(当月收入="两千"),
    "short-numeral.xlsx": _zhou(服务客户="一千二"),
    "two-marks.xlsx": _zhou(当月收入="2.000,5"),
    "percent-of-points.xlsx": _zhou(平均分="95%"),
    "nothing.xlsx": _zhou(客诉件数="无", 平均分="/", 当月差错率="没有"),
    "date-order.xlsx": _zhou(报送日期="11/3/2026"),
    "date-month-only.xlsx": _zhou(报送日期="11月底"),
    "rating-unknown.xlsx": _zhou(评级="还不错"),
    "two-numbers.xlsx": _zhou(平均分="95/100"),
    # Wrong as it is.
    "too-much.xlsx": _zhou(平均分=Fraction(950)),
    "negative.xlsx": _zhou(客诉件数=Fraction(-1)),
    "not-whole.xlsx": _zhou(客诉件数=Fraction("1.5")),
    "share.xlsx": _zhou(当月回访率=Fraction("0.95")),
    "no-customers.xlsx": _zhou(客诉件数=Fraction(0), 服务客户=Fraction(0)),
    "outside.xlsx": _zhou(报送日期=Fraction(46374)),
    "log-half.xlsx": {"001": {**ZHOU, "事件登记.依据.1@": None}},
    # Texts that a spreadsheet would take for a formula.
    "text-equals.xlsx": _zhou(完成情况='=HYPERLINK("http://example.invalid","点我")'),
    "text-signs.xlsx": {
        "001": {**changed(ZHOU, 完成情况="@SUM(1+1)*cmd|' /C calc'!A0"), "事件登记.依据.1@": "-工单 1105-02"}
    },
    "text-long.xlsx": _zhou(完成情况="热线知识库已更新，" * 400),
}
"""By the name of the file: what each person in it entered. Several people make it a shared workbook."""


BASES: dict[str, Mapping[str, Typed]] = {
    "without-customers.xlsx": _zhou(服务客户=None),
    "without-complaints.xlsx": _zhou(客诉件数=None),
    "four-years-on.xlsx": {"001": {**changed(ZHOU, 报送日期=day("2030-11-29")), **log(1, "2030-11-06", "回复超时", "工单 1105-02")}},
}
"""No files of the corpus, but what some are made from."""

EARLIER: dict[str, Mapping[str, Typed]] = {
    "earlier.xlsx": _zhou(平均分=Fraction(89)),
    "before-transfer.xlsx": {"012": changed(OUYANG, 当月收入=Fraction(1500))},
    "who-left.xlsx": {"013": FENG},
}
"""On forms of the first making, which were replaced later."""


def run(bench: Bench) -> None:
    """Writes them all."""
    for name, entries in FORMS.items():
        bench.world.fill(bench.files / name, entries)
    for name, entries in BASES.items():
        bench.world.fill(bench.scratch / name, entries)
    for name, entries in EARLIER.items():
        bench.first.fill(bench.files / name, entries)
