"""The table of phrases that the words back ends speak in, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """How one language says the parts of a rule. Braces hold what is filled in.

    `compare` is for a bound that is fixed, `compare_two` for two figures that may both change.

    Functions in `loose` are put into brackets inside a calculation. Of the functions that round, the row
    that ends in "0" rounds to whole numbers, the one in "-" to tens, hundreds and so on.
    """

    compare: dict[str, str]
    compare_two: dict[str, str]
    arithmetic: dict[str, str]
    functions: dict[str, str]
    loose: frozenset[str]
    missing: dict[str, str]
    brackets: str
    quotes: str
    column: str
    listed: str
    both: str
    either: str
    negation: str
    full: str
    none: str
    amount: str
    amount_of_one: str
    points: str
    by: str
    clause: str
    otherwise: str
    inclusive: str
    sentence: str
    joint: str
    stop: str
    comma: str
    defined: str
    most: str
    least: str
    most_points: str
    least_points: str
    level: str
    given: str
    appraiser: str
    each: str
    free: str
    to_the_end: str
    at_most_off: str
    occurrence: str
    weighted: str
    choice: str


ZH = Phrases(
    compare={
        ">=": "{a}达到{b}",
        "<=": "{a}不超过{b}",
        "<": "{a}不满{b}",
        ">": "{a}超过{b}",
        "=": "{a}为{b}",
        "<>": "{a}不为{b}",
    },
    compare_two={
        ">=": "{a}不低于{b}",
        "<=": "{a}不高于{b}",
        "<": "{a}低于{b}",
        ">": "{a}高于{b}",
        "=": "{a}等于{b}",
        "<>": "{a}不等于{b}",
    },
    arithmetic={"+": "＋", "-": "－", "*": "×", "/": "÷", "^": "^", "&": "接"},
    functions={
        "SUM": "{args}之和",
        "AVERAGE": "{args}的平均值",
        "MIN": "{args}中最小的",
        "MAX": "{args}中最大的",
        "COUNT": "{args}中已填的个数",
        "COUNTIF": "{args}中{last}的个数",
        "SUMPRODUCT": "{args}逐行相乘之和",
        "LOOKUP": "{args}所在档的取值",
        "ROUND": "{args}四舍五入到{last}位小数",
        "ROUND0": "{args}四舍五入取整",
        "ROUND-": "{args}四舍五入到{last}的倍数",
        "ROUNDUP": "{args}向上取到{last}位小数",
        "ROUNDUP0": "{args}向上取整",
        "ROUNDUP-": "{args}向上取到{last}的倍数",
        "ROUNDDOWN": "{args}向下取到{last}位小数",
        "ROUNDDOWN0": "{args}向下取整",
        "ROUNDDOWN-": "{args}向下取到{last}的倍数",
        "INT": "{args}向下取整",
        "ABS": "|{args}|",
        "IFERROR": "{args}，算不出时取{last}",
    },
    loose=frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "IFERROR"}),
    missing={
        "exclude": "没有数据的不考核，不计入总分",
        "zero": "没有数据的，不得分",
        "full": "没有数据的，得满分",
        "full-deduct": "没有数据的，不扣分",
    },
    brackets="（{x}）",
    quotes="“{x}”",
    column="各行{x}",
    listed="、",
    both="且",
    either="，或",
    negation="不是“{a}”",
    full="得满分",
    none="不得分",
    amount="{n}分",
    amount_of_one="{n}分",
    points="得{n}",
    by="按{x}计分",
    clause="{c}的，{o}",
    otherwise="否则{o}",
    inclusive="（界限含本数）",
    sentence="{x}。",
    joint="",
    stop="；",
    comma="，",
    defined="{name}＝{x}",
    most="{x}，最高{b}",
    least="{x}，最低{b}",
    most_points="，最高{b}",
    least_points="，最低{b}",
    level="{label}{o}",
    given="由{who}打分，最高{n}",
    appraiser="考核人",
    each="每1{unit}扣{each}",
    free="不超过{free}的不扣分；超过的，",
    to_the_end="，扣完为止",
    at_most_off="，最多扣{n}",
    occurrence="次",
    weighted="各行{x}以{w}加权的平均",
    choice="{c}时取{a}，否则取{b}",
)

EN = Phrases(
    compare={
        ">=": "{a} at least {b}",
        "<=": "{a} at most {b}",
        "<": "{a} below {b}",
        ">": "{a} above {b}",
        "=": "{a} equal to {b}",
        "<>": "{a} other than {b}",
    },
    compare_two={
        ">=": "{a} not below {b}",
        "<=": "{a} not above {b}",
        "<": "{a} below {b}",
        ">": "{a} above {b}",
        "=": "{a} equal to {b}",
        "<>": "{a} not equal to {b}",
    },
    arithmetic={"+": " + ", "-": " - ", "*": " × ", "/": " ÷ ", "^": "^", "&": " then "},
    functions={
        "SUM": "the sum of {args}",
        "AVERAGE": "the mean of {args}",
        "MIN": "the least of {args}",
        "MAX": "the greatest of {args}",
        "COUNT": "how many of {args} are filled in",
        "COUNTIF": "how many of {args} are {last}",
        "SUMPRODUCT": "the sum of the row-by-row products of {args}",
        "LOOKUP": "the value of the band of {args}",
        "ROUND": "{args} rounded to {last} decimal place(s)",
        "ROUND0": "{args} rounded to a whole number",
        "ROUND-": "{args} rounded to a multiple of {last}",
        "ROUNDUP": "{args} rounded up to {last} decimal place(s)",
        "ROUNDUP0": "{args} rounded up to a whole number",
        "ROUNDUP-": "{args} rounded up to a multiple of {last}",
        "ROUNDDOWN": "{args} rounded down to {last} decimal place(s)",
        "ROUNDDOWN0": "{args} rounded down to a whole number",
        "ROUNDDOWN-": "{args} rounded down to a multiple of {last}",
        "INT": "{args} rounded down to a whole number",
        "ABS": "|{args}|",
        "IFERROR": "{args}, or {last} where that cannot be computed",
    },
    loose=frozenset(
        {"SUM", "AVERAGE", "MIN", "MAX", "COUNT", "COUNTIF", "SUMPRODUCT", "LOOKUP", "ROUND", "ROUNDUP"}
        | {"ROUNDDOWN", "INT", "IFERROR"}
    ),
    missing={
        "exclude": "Without data the item is left out of the total",
        "zero": "Without data: no points",
        "full": "Without data: full points",
        "full-deduct": "Without data: nothing off",
    },
    brackets="({x})",
    quotes="“{x}”",
    column="{x} of the rows",
    listed=", ",
    both=" and ",
    either=", or ",
    negation="not “{a}”",
    full="full points",
    none="no points",
    amount="{n} points",
    amount_of_one="{n} point",
    points="{n}",
    by="{x}",
    clause="{c}: {o}",
    otherwise="otherwise {o}",
    inclusive=" (bounds included)",
    sentence="{x}.",
    joint=" ",
    stop="; ",
    comma=", ",
    defined="{name} = {x}",
    most="{x}, at most {b}",
    least="{x}, at least {b}",
    most_points=", at most {b}",
    least_points=", at least {b}",
    level="{label}: {o}",
    given="given by {who}, at most {n}",
    appraiser="the appraiser",
    each="{each} off per {unit}",
    free="nothing off up to {free}; beyond, ",
    to_the_end=", down to nothing",
    at_most_off=", at most {n} off",
    occurrence="occurrence",
    weighted="the mean {x} of the rows, weighted by {w}",
    choice="{a} if {c}, else {b}",
)

PHRASES = {"zh-CN": ZH, "en": EN}
