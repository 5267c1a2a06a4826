"""Codes of findings: what a rule compares, and the units it puts together."""

from kpixl.findings.finding import Code, Severity

_E = Severity.ERROR

COMPARED_CODES = (
    Code(
        "rule-unknown-choice",
        _E,
        "选项里没有“{text}”，这个条件永远不会成立。",
        "请改成列出的选项之一：{choices}。",
        "“{text}” is none of the choices, so this never holds.",
        "Use one of the choices: {choices_en}.",
    ),
    Code(
        "rule-text-order",
        _E,
        "“{part}”比较文字的大小，没有意义。",
        "文字只能用 = 或 <> 比较；评级请用它对应的分数。",
        "“{part}” asks which text is larger, which means nothing.",
        "Compare texts with = or <> only; for ratings use the number of the level.",
    ),
    Code(
        "rule-unit-mismatch",
        _E,
        "“{part}”里的单位不同：{left} 和 {right}。",
        "请先换算成同一单位（1% = 10‰；两个百分比之差是百分点）。",
        "“{part}” mixes different units: {left} and {right}.",
        "Convert them to one unit first (1% = 10‰; a difference of two percentages is in 百分点).",
    ),
    Code(
        "rule-percent-literal",
        _E,
        "“{part}”等于一个小数，而另一个数以“{unit}”为单位，相差一百倍以上。",
        "请写成 {plain}。",
        "“{part}” is a fraction, but the other number is given in “{unit}”: at least a hundredfold difference.",
        "Write {plain}.",
    ),
)
"""Every code of this table."""
