"""The examples of the reference: pieces of the real files in docs/examples, cut out by their place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import yaml

from pages.markdown import Lines, Page, Words

FOLDER = Path(__file__).parent.parent / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """What a piece of a file shows of one kind of mapping. `path` leads to it through keys and positions."""

    kind: str
    file: str
    path: str
    words: Words

    @property
    def source(self) -> Path:
        """The file."""
        return FOLDER / f"{self.file}.yaml"


_ITEM = "forms/0/sections/0/indicators/"

EXAMPLES = (
    Example("scheme", "undecided", "parameters", (
        "还没有定的数写 `unset`，有建议值的写 `unset(5)`。`check` 会逐个列出，没有定以前不能生成考核表；"
        "加 `--trial` 就按建议值试行，表上和结果里都注明",
        "A number that is not decided is `unset`, with a suggestion `unset(5)`. `check` lists them, and no "
        "forms are made; with `--trial` the suggestions count, and forms and results say so",
    )),
    Example("scheme", "shares", "heads", (
        "各部门由哪个岗位的人负责；“部门负责人”按它在花名册里找，花名册有这一列的以那一列为准",
        "the position that heads each department: 部门负责人 is looked up on the roster by it, unless the "
        "roster has a column of that name",
    )),
    Example("condition", "parameters", "checks", (
        "权重写成参数时，让 `check` 核对它们的合计", "weights that are parameters: `check` adds them up",
    )),
    Example("form", "years", "forms", (
        "各年一张表，有自己的总分；没有写的年份不能生成。总分不是 100 的，合计旁边另注百分比",
        "a form for each year with its own base; a year that is not written makes no forms. Beside a base "
        "other than 100 the total is also shown in percent",
    )),
    Example("form", "inputs", "forms/0/columns", (
        "表中多出一列，指标的 `also` 里写同样的名称",
        "a further column, filled by `also` entries of its name",
    )),
    Example("section", "sections", "forms/0/sections/0", (
        "分值不得低于总分的两成；小计不到 12 分的在表上标出",
        "at least a fifth of the whole; a subtotal below 12 is marked",
    )),
    Example("section", "weights", "forms/0/sections/0", (
        "先按百分制计分，再按权重计入总分", "scored out of 100, then counted by its weight",
    )),
    Example("share", "sections", "forms/0/sections/1/share", (
        "规定是 5%，另定的写明理由", "5 % is the rule; another share gives its reason",
    )),
    Example("indicator", "inputs", _ITEM + "0", (
        "填一个数；目标值在花名册的“满意度目标”列里，各人不同",
        "one number; the target is a column of the roster and differs from person to person",
    )),
    Example("indicator", "inputs", _ITEM + "1", (
        "填两个数，完成值是它们的比率", "two counts; the value is their quotient",
    )),
    Example("indicator", "inputs", _ITEM + "4", (
        "什么也不填，由其他指标算出", "nothing is filled in: computed from other indicators",
    )),
    Example("indicator", "raters", _ITEM + "0", (
        "几方评分，按权重平均；有一方没评就等他评", "several raters; one who has not rated is waited for",
    )),
    Example("indicator", "raters", _ITEM + "1", (
        "有一方没评的，按已评的折算", "the mean of those who have rated",
    )),
    Example("indicator", "survey", _ITEM + "3", (
        "各级各填一个数，完成值是加权平均", "a count for each level; the value is their weighted mean",
    )),
    Example("indicator", "undecided", _ITEM + "0", (
        "目标值未定，有建议值；标准暂定，表上注明",
        "an undecided target; the standard is provisional, and says so",
    )),
    Example("input", "time-limits", _ITEM + "0", (
        "两个时刻，完成值是相隔的分钟数", "two moments; the value is the minutes between them",
    )),
    Example("rows", "event-log", _ITEM + "0", (
        "事件登记：表下另起一栏，一件一行；最后一列由表算出",
        "an event log below the table, a row for each event; the last column is computed",
    )),
    Example("rows", "checklist", _ITEM + "0", (
        "检查单：各行的名称预先写好", "a checklist: the rows have their names already",
    )),
    Example("column", "open-rows", _ITEM + "0/rows", (
        "目标由部门自己写：各列填在表的哪一列", "goals that the department writes: which column goes where",
    )),
    Example("check", "inputs", _ITEM + "2", (
        "不成立的，这一项不能计分", "as long as it does not hold there is no score",
    )),
    Example("check", "survey", _ITEM + "0", (
        "只提醒：份数少时说一声，不影响得分", "only a reminder",
    )),
    Example("options", "survey", _ITEM + "1", (
        "单选：各项合计应等于份数", "a single choice: the counts add up to the answers",
    )),
    Example("options", "survey", _ITEM + "2", (
        "多选：各项都不多于份数", "several choices: each is at most the answers",
    )),
    Example("step", "inputs", _ITEM + "3", (
        "一档一档的分数，界限含本数", "bands; bounds are included",
    )),
    Example("dictionary", "small-dictionary", "", (
        "字典是单独的文件，放在方案旁边", "a file of its own beside the scheme",
    )),
    Example("entry", "small-dictionary", "entries/2", (
        "只统计、不计分的指标", "an indicator that is only recorded",
    )),
    Example("matrix", "matrix", "matrix", (
        "三个科室，三张表；★ 用这一行的目标，写了数的用自己的目标",
        "three units, three forms; ★ takes the row's target, a figure is a target of its own",
    )),
    Example("row", "matrix", "matrix/rows/1", (
        "第一个科室的目标是 1‰，第二个用这一行的 2‰，第三个不承担",
        "1‰ for the first unit, the row's 2‰ for the second, nothing for the third",
    )),
    Example("exempt", "newcomers", _ITEM + "0", (
        "入职不满三个月的不考核这一项，按其余项目折算；日期和 `期末` 可以写在公式里",
        "left out for people with less than three months of service; the rest counts for it",
    )),
    Example("roster-column", "newcomers", "columns", (
        "花名册里多一列，各人的目标；`kpixl init` 照示例写进样表",
        "a further column of the roster, a target for each; `kpixl init` writes the example into it",
    )),
    Example("roster-column", "annual", "columns", (
        "花名册只填年度目标：本月签约按各月比例分，回款平均分，满意度各月都一样；"
        "`kpixl letters` 据此生成目标责任书",
        "the roster holds annual targets alone: one goes by shares of the months, one in even parts, a level "
        "is the same each month; `kpixl letters` makes target letters of them",
    )),
    Example("earlier", "roll-up", "columns", (
        "名册的列取自以前各期：上年的成绩，生成考核表时用 `--after` 带入",
        "a roster column from an earlier cycle: last year's total, taken when forms are made with `--after`",
    )),
    Example("earlier", "roll-up", _ITEM + "0", (
        "填写项取自本期以内另一个方案的各期：十二个月的平均；缺一个月就空着，等人填写",
        "an input from the cycles of another scheme inside this one: the mean of twelve months; blank while "
        "one is missing",
    )),
    Example("earlier-rows", "roll-up", "forms/0/sections/1/indicators/0", (
        "一行取一个月；要先累计再求率的，取分子、分母，由公式相除",
        "a row for each month; for rates take numerators and denominators, and divide in a rule",
    )),
    Example("rank", "cohort", "cohort/0", (
        "在各自的台数档里排，90 分以上的参加；相等时工龄短的在前",
        "ranked by bands of sales, from 90 points on; of equals the one with fewer years comes first",
    )),
    Example("tie-break", "cohort", "cohort/0/tie-break", (
        "大的在前的，只写 `tie-break: 工龄`", "where the larger comes first, `tie-break: 工龄` will do",
    )),
    Example("bonus", "cohort", "cohort/1", (
        "各档的金额不同；名次并列的，平分所占各名次的金额，分到分",
        "each band has its own amounts; equals share those of the places that they take, to the cent",
    )),
    Example("distribution", "cohort", "cohort/2", (
        "不足五人的部门合在一起；并列跨等级的保留所得等级。只是建议，会说明谁与所得等级不同",
        "departments of less than five are pooled; equals across a boundary keep what they earned. It is a "
        "proposal: whose grade would differ is told",
    )),
    Example("value", "cohort", "cohort/3", (
        "`MEANIN` 等函数看同组的人，见[公式和函数](functions.zh-CN.md)",
        "`MEANIN` and the like look at the group: see [rules and functions](functions.en.md)",
    )),
    Example("budget", "cohort", "cohort/4", (
        "部门合计超过预算的，各人同比例减少，舍到分，余下的分按余数从大到小补，合计正好是预算",
        "beyond the budget all amounts of a department are scaled down alike, to the cent, and add up to it",
    )),
    Example("grade", "pay", "grades", (
        "界限含本数，最后一级没有 `from`", "bounds are included; the last has none",
    )),
    Example("pay", "pay", "pay", ("绩效工资和扣减", "performance pay, and what reduces it")),
    Example("adjust", "pay", "pay/adjust/0", ("保留七成", "seven tenths are kept")),
    Example("returns", "pay", "returns", (
        "改过分值或绩效基数的退回；迟交的照收，只提示",
        "altered points or pay bases are refused; late forms are accepted",
    )),
    Example("money", "event-log", "forms/0/money", (
        "罚款和奖励列在得分下面，不并入得分和工资；`payer` 有几个人的，每人都按金额计",
        "fines and bonuses stand below the score and are no part of score or pay; each payer bears it all",
    )),
    Example("money", "shares", "forms/0/money", (
        "`split` 按比例分担，合计正好是金额；登记的列是各行写的人。`payer` 有几个人的各付全额；`to` 是去向",
        "`split`: shares that add up to the amount, to the cent; a column of a log means whom each row "
        "names. Each of several `payer`s bears it all; `to` is where it goes",
    )),
    Example("measure", "event-log", "forms/0/measures", (
        "表上写明是否触发，由人确认", "the form says whether it applies; somebody confirms it",
    )),
    Example("table", "event-log", "tables", (
        "登记的“事由”从这里选；公式里 `事由.罚款` 是选中那一行的数",
        "the log's 事由 is chosen from it; in rules `事由.罚款` is the figure of the chosen row",
    )),
    Example("deadline", "pay", "deadline", ("次月 15 日", "the 15th of the next month")),
    Example("payout", "pay", "payout", ("列入月份的次月发放", "the month after that of the books")),
    Example("appeal", "pay", "appeal", (
        "收到反馈单起 5 个工作日内，向工会提出", "to the union, within five working days of getting the slip",
    )),
    Example("calendar", "time-limits", "calendar", (
        "本单位 11 月 23 日休息，28 日上班", "off on the 23rd, working on the 28th",
    )),
    Example("rounding", "pay", "rounding", (
        "总分一位小数，各项先取两位，工资到元", "total to one place, items to two, pay in whole yuan",
    )),
    Example("parameter", "parameters", "parameters", ("一个数，或带备注", "a number, or one with a remark")),
    Example("payroll-column", "payroll", "payroll", (
        "列、顺序和表头按工资系统的要求；`超时罚款` 是一项奖惩的名称",
        "columns, order and headings as payroll wants them; `超时罚款` is a fine by its name",
    )),
)  # fmt: skip
"""The examples of every kind, in the order in which they are shown."""


def examples(page: Page, kind: str) -> Lines:
    """The examples of one kind."""
    for example in EXAMPLES:
        if example.kind == kind:
            where = f"[{example.file}.yaml](../examples/{example.file}.yaml)"
            words = page.of(example.words)
            yield page.pick(f"例：{words}（{where}）。", f"Example: {words} ({where}).")
            yield ""
            yield f"```yaml\n{excerpt(example)}\n```"
            yield ""


def excerpt(example: Example) -> str:
    """The piece of the file as it is written there, with its key, moved to the margin."""
    text = example.source.read_text(encoding="utf-8")
    node = yaml.compose(text)
    begin = 0 if example.path else len(text) - len(text.split("\n", 1)[1])
    end = len(text)
    for part in example.path.split("/") if example.path else ():
        if isinstance(node, yaml.SequenceNode):
            node = node.value[int(part)]
            begin = node.start_mark.index
        else:
            assert isinstance(node, yaml.MappingNode), example
            key, node = next(pair for pair in node.value if pair[0].value == part)
            begin = key.start_mark.index
        end = node.end_mark.index
    line = text.rfind("\n", 0, begin) + 1
    lead = text[line:begin].replace("-", " ")
    assert not lead.strip(), f"{example}: the piece should begin its line"
    return dedent(lead + text[begin:end]).rstrip()
