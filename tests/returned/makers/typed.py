"""Forms filled in and saved by Excel: who entered what, in whose words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kpixl.model.submission import Raw
from tests.returned.makers.bench import (
    FENG,
    HONEST,
    OUYANG,
    WU,
    ZHENG,
    ZHOU,
    Bench,
    Typed,
    changed,
    day,
    log,
    only,
)


def _zhou(**new: Raw) -> Mapping[str, Typed]:
    return {"001": changed(ZHOU, **new)}


def _zheng(**new: Raw) -> Mapping[str, Typed]:
    return {"011": changed(ZHENG, **new)}


FULL_LOG = {
    **ZHOU,
    **log(2, "2026-11-19", "滞留工单", "工单 1119-11"),
    **log(3, "2026-11-20", "滞留工单", "工单 1120-01"),
}

FORMS: dict[str, Mapping[str, Typed]] = {
    **{f"honest-{number}.xlsx": {number: typed} for number, typed in HONEST.items()},
    "department.xlsx": {"001": ZHOU, "002": OUYANG, "A-03": WU},
    "shops.xlsx": {"011": ZHENG, "012": FENG},
    "shops-part.xlsx": {"011": ZHENG, "012": only(FENG, "差错次数")},
    "blank-001.xlsx": {"001": {}},
    "half.xlsx": {"001": only(ZHOU, "平均分", "客诉件数", "服务客户", "当月回访率")},
    "full-log.xlsx": {"001": FULL_LOG},
    # The same figures in other words.
    "full-width.xlsx": _zhou(平均分="９５", 服务客户="１，２００", 当月差错率="１２．５"),
    "with-units.xlsx": _zhou(
        平均分="95分", 客诉件数="6 件", 服务客户="1200户", 当月回访率="95%", 当月差错率="12.5‰"
    ),
    "blanks-around.xlsx": _zhou(平均分=" 95 ", 服务客户="1200 ", 当月回访率="\u00a095", 评级=" 优秀 "),
    "thousands.xlsx": _zhou(服务客户="1,200", 当月收入="2000万"),
    "wan.xlsx": _zheng(当月销售额="28万元"),
    "yi.xlsx": _zhou(当月收入="0.2亿元", 评级="优"),
    "numerals.xlsx": _zhou(
        平均分="九十五",
        客诉件数="六件",
        服务客户="壹仟贰佰",
        当月回访率="百分之九十五",
        当月差错率="十二点五",
    ),
    "signs.xlsx": _zhou(平均分="+95", 客诉件数="6。", 服务客户="'1200", 当月回访率="95.0", 评级=Fraction(5)),
    "dates.xlsx": {
        "001": {
            **changed(FULL_LOG, 报送日期="2026年11月28日"),
            "事件登记.日期.1@": "2026.11.5",
            "事件登记.日期.2@": "2026/11/19",
            "事件登记.日期.3@": Fraction(20261120),
        }
    },
    "dates-short.xlsx": {
        "001": {
            **changed(FULL_LOG, 报送日期="２０２６－１１－２８"),
            "事件登记.日期.1@": "11月5日",
            "事件登记.日期.2@": "2026年11月19号",
            "事件登记.事由.2@": "滞留工单 ",
        }
    },
    # What nobody can tell for sure.
    "unclear.xlsx": _zhou(
        平均分="94-96",
        服务客户="一千二",
        当月回访率=">95",
        当月差错率="1.25%",
        当月收入="2.000,5",
        报送日期="11/3/2026",
    ),
    "about.xlsx": _zhou(
        平均分="约95",
        服务客户="1200左右",
        当月回访率="95/100",
        当月收入="两千",
        评级="还不错",
        报送日期="11月底",
    ),
    "percent-of-points.xlsx": _zheng(检查得分="92%"),
    "nothing.xlsx": _zhou(客诉件数="无", 平均分="/", 当月差错率="没有"),
    # Wrong as it is.
    "wrong.xlsx": _zhou(
        平均分=Fraction(950), 客诉件数=Fraction(-1), 服务客户=Fraction("1200.5"), 报送日期=day("2026-12-18")
    ),
    "share.xlsx": _zhou(当月回访率=Fraction("0.95")),
    "no-customers.xlsx": _zhou(客诉件数=Fraction(0), 服务客户=Fraction(0)),
    "log-half.xlsx": {"001": {**ZHOU, "事件登记.依据.1@": None}},
    # Texts that a spreadsheet would take for a formula.
    "signs-in-texts.xlsx": {
        "001": {
            **changed(
                FULL_LOG, 完成情况='=HYPERLINK("http://example.invalid","点我")' + "，热线知识库已更新" * 400
            ),
            "事件登记.依据.1@": "@SUM(1+1)*cmd|' /C calc'!A0",
            "事件登记.依据.2@": "-工单 1119-11",
            "事件登记.依据.3@": "+工单 1120-01",
        }
    },
}
"""By the name of the file: what each person in it entered. Several people make it a shared workbook."""


BASES: dict[str, Mapping[str, Typed]] = {
    "later.xlsx": _zheng(检查得分=Fraction(95)),
    "without-check.xlsx": _zheng(检查得分=None),
    "four-years-on.xlsx": {
        "001": {
            **changed(ZHOU, 报送日期=day("2030-11-29")),
            **log(1, "2030-11-06", "回复超时", "工单 1105-02"),
        }
    },
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
