"""How rules are written, from the tables of functions and operators."""

from __future__ import annotations

from collections.abc import Sequence

from kpixl.rules.cohort_functions import COHORT_FUNCTIONS
from kpixl.rules.function import Function
from kpixl.rules.functions import USER_FUNCTIONS
from kpixl.rules.operators import BINARY, SPELLINGS
from kpixl.rules.values import TYPE_WORDS, Type
from pages.function_samples import read_samples, sample
from pages.markdown import Lines, Page, code, codes, table


def lines(page: Page) -> Lines:
    """How rules are written, the names they may use, and every function."""
    yield page.pick("# 公式和函数", "# Rules and functions")
    yield ""
    yield page.pick(
        "公式照 Excel 的写法，用名称代替单元格：`MIN(完成值 / 目标值, 1.2) * 满分`。"
        "同一个公式既写进考核表，也用来重算交回的表，两边结果一致。",
        "Rules are written as in Excel, with names in place of cells: `MIN(完成值 / 目标值, 1.2) * 满分`. "
        "The same rule is written into the form and used to recompute what comes back.",
    )
    yield ""
    yield from _names(page)
    yield page.pick("## 运算符", "## Operators")
    yield ""
    by_power: dict[int, list[str]] = {}
    for row in BINARY.values():
        by_power.setdefault(row.power, []).append(row.symbol)
    listed = "；".join(codes(by_power[power]) for power in sorted(by_power, reverse=True))
    yield page.pick(
        f"先算的在前：{listed}。负号比 `^` 先算，百分号 `%` 最先。同级从左到右。",
        f"Those that bind tighter come first: {listed}. A minus sign binds tighter than `^`, "
        "a percent sign tightest. Equals go from left to right.",
    )
    spelled = page.pick("、", ", ").join(
        f"{code(typed)}＝{code(meant)}" for typed, meant in SPELLINGS.items() if typed in "≥≤≠×÷"
    )
    yield page.pick(
        f"也可以写 {spelled}，以及全角的符号。", f"Also understood: {spelled}, and full-width signs."
    )
    yield page.pick(
        "“以上、以内、不超过、达到”包含本数，写 `>=` 或 `<=`；“不满、低于、超过”不含本数，写 `<` 或 `>`。",
        "以上, 以内, 不超过 and 达到 include the bound (`>=`, `<=`); "
        "不满, 低于 and 超过 exclude it (`<`, `>`).",
    )
    yield ""
    yield from _unknowns(page)
    yield from _times(page)
    yield page.pick("## 函数", "## Functions")
    yield ""
    head = (
        page.pick("函数", "function"),
        page.pick("参数", "arguments"),
        page.pick("结果", "gives"),
        page.pick("含义", "meaning"),
        page.pick("例", "example"),
    )
    yield from table(head, (_function(page, row) for row in USER_FUNCTIONS))
    yield page.pick(
        "没有列出的函数不能用。今天的日期、随机数、引用单元格和别的文件都没有：同样的填写内容，什么时候算都一样。",
        "Other functions do not exist. There is no today's date, no random number, no reference to cells "
        "or files: the same entries always give the same result.",
    )
    yield ""
    yield from _of_cohorts(page, head)
    yield page.pick("## 各函数在表上的样子", "## The functions on the form")
    yield ""
    yield page.pick(
        "每个函数一个指标，写在[这个文件](../examples/functions.yaml)里：公式、表上印的考核标准、填了数以后的算式。",
        "An indicator for each function, from [this file](../examples/functions.yaml): the rule, the "
        "standard that the form prints, and the working of some figures.",
    )
    yield ""
    samples = {each.function: each for each in read_samples()}
    for row in USER_FUNCTIONS:
        yield f"### {row.name}"
        yield ""
        yield page.pick(f"{row.zh}。", f"{row.en[0].upper()}{row.en[1:]}.")
        yield ""
        if row.name in samples:
            yield from sample(page, samples[row.name])


def _of_cohorts(page: Page, head: Sequence[str]) -> Lines:
    yield page.pick("## 看全体的函数", "## Functions over everybody")
    yield ""
    yield page.pick(
        "只能写在方案的 `cohort` 里。第一个参数是每个人的数（可以是公式），后面的参数分组：组名相同的是一组，"
        "不写就是全体。一个人的组由他自己的数算出，所以只会在一组里。没有结果的人不参加，也不当成 0。"
        "`cohort` 里可以用：总分、等级、绩效工资、小计、罚款和奖励的名称，`指标.得分`、`指标.完成值`，"
        "花名册的列，参数，`期初`、`期末`，以及前面各步的名称。工作日在这里不能数。",
        "They stand under `cohort` of a scheme alone. The first argument is a figure of each person (or a "
        "rule), the others make the groups: those with the same name are one, without them everybody is. "
        "Somebody's group is computed from that person's own figures, so nobody is in two. Who has no result "
        "takes no part and is not 0. Rules under `cohort` may name: the total, 等级, the pay, subtotals, "
        "fines and bonuses, `指标.得分`, `指标.完成值`, columns of the roster, parameters, `期初`, `期末`, "
        "and the steps before. Working days cannot be counted there.",
    )
    yield ""
    for_all = COHORT_FUNCTIONS.values()
    yield from table(head, ((code(row.name), *_function(page, row)[1:]) for row in for_all))


def _names(page: Page) -> Lines:
    yield page.pick("## 可以用的名称", "## Names")
    yield ""
    rows = (
        (
            "`完成值` `目标值` `满分`",
            "本指标的完成值、目标值、分值",
            "the indicator's value, target and points",
        ),
        (
            page.pick("填写项的名称，如 `成交台数`", "an input's name, such as `成交台数`"),
            "本指标的填写内容",
            "what is filled in for this indicator",
        ),
        (
            "`指标.完成值` `指标.得分` `指标.填写项`",
            "别的指标的数；名称里有特殊符号时用方括号：`[短板(新业务).得分]`",
            "figures of another indicator; with unusual signs in square brackets: `[短板(新业务).得分]`",
        ),
        (
            page.pick("`parameters` 里的名称", "names under `parameters`"),
            "方案的参数",
            "constants of the scheme",
        ),
        (
            "`绩效基数` `部门` `岗位` …",
            "花名册的列；其他列在 `columns` 里写明单位",
            "columns of the roster; declare further ones under `columns`",
        ),
        (
            page.pick("小计的名称、`绩效分数`、`等级`", "subtotals, `绩效分数`, `等级`"),
            "用在绩效工资的公式里；总分的名称可用 `total` 改",
            "for the rules of pay; `total` renames the total",
        ),
        (
            "`期初` `期末`",
            "考核周期的第一天和最后一天；`发生时间 < 期末 + 1` 包括最后一天的任何时刻",
            "the first and the last day of the cycle; `发生时间 < 期末 + 1` takes in all of the last day",
        ),
        (
            "`各项得分` `各项满分`",
            "全部指标的得分、分值（一列）",
            "scores and points of all indicators, as columns",
        ),
        (
            page.pick("自填行的列名，如 `权重`", "a column of open rows, such as `权重`"),
            "这一列填写的全部数（一列），空行不算",
            "all numbers of that column; empty rows are skipped",
        ),
    )
    yield from table(
        (page.pick("名称", "name"), page.pick("含义", "meaning")),
        ((row[0], page.pick(row[1], row[2])) for row in rows),
    )


def _unknowns(page: Page) -> Lines:
    yield page.pick("## 没填和不能计算", "## Blanks and what cannot be computed")
    yield ""
    yield page.pick(
        "没填的、填错的、分母为零的，都是“未知”。用到未知的结果也是未知，不会当成 0。例外："
        "`OR` 里有一项已经成立，或 `AND` 里有一项已经不成立，结果就定了；`IFERROR` 可以换成别的值。"
        "比较大小和取整之前，两边都先取到 9 位小数，所以计算机的细小误差不会影响结果。",
        "A blank, a faulty entry and a zero denominator are unknown. What depends on an unknown is unknown "
        "too, never 0. `OR` is true once one part is true, `AND` false once one is false; `IFERROR` puts "
        "something else in place. Before comparing and rounding, both sides are taken at 9 decimal places, "
        "so binary noise decides nothing.",
    )
    yield ""


def _times(page: Page) -> Lines:
    yield page.pick("## 日期和时间", "## Days and times")
    yield ""
    yield page.pick(
        "`date` 和 `datetime` 填写项在公式里是从 1899 年末起数的天数，时间是小数部分，和 Excel 一样："
        "`受理时间 + 1` 是一天以后，日期之间可以比较先后。"
        "`MINUTES`、`HOURS`、`DAYS` 精确到秒，正好 45 分钟就是 45。"
        "`WORKDAYS` 按法定节假日、调休和方案的 `calendar` 数工作日，受理当天不算；"
        "生成考核表时的工作日历存在这一期里，以后不变。"
        "数到日历以外（周期前 120 天、后 200 天）的，结果是未知。",
        "Entries of the kinds `date` and `datetime` are numbers in rules, counted in days as in Excel, the "
        "time being the fraction: `受理时间 + 1` is a day later, and days can be compared. `MINUTES`, "
        "`HOURS` and `DAYS` are exact to the second. `WORKDAYS` goes by public holidays, shifted days of "
        "rest and the scheme's `calendar`, and does not count the day it begins with; a cycle keeps the "
        "calendar that its forms were made with. Beyond the calendar (120 days before the cycle, 200 after "
        "it) the result is "
        "unknown.",
    )
    yield ""


def _function(page: Page, row: Function) -> Sequence[str]:
    fixed = {at % len(row.params) for at in row.constants}
    mark = page.pick("（固定内容）", " (a constant)")
    params = page.pick("、", ", ").join(
        _type(page, param) + (mark if at in fixed else "") for at, param in enumerate(row.params[: row.most])
    )
    if row.most > len(row.params):
        params += page.pick(f"…（{row.least} 至 {row.most} 个）", f" … ({row.least} to {row.most})")
    return (
        f"[{row.name}](#{row.name.lower()})",
        params,
        _type(page, row.result),
        page.pick(row.zh, row.en),
        code(row.example),
    )


def _type(page: Page, kind: Type) -> str:
    return page.pick("数字或一列", "numbers or a column") if kind is Type.LIST else page.of(TYPE_WORDS[kind])
