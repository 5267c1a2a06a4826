"""The table of phrases that the words back ends speak in, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """How one language says the parts of a rule. Braces hold what is filled in."""

    compare: dict[str, str]
    arithmetic: dict[str, str]
    both: str
    either: str
    negation: str
    full: str
    none: str
    points: str
    by: str
    when: str
    otherwise: str
    clause: str
    stop: str
    most: str
    least: str
    per_item: str
    to_the_end: str
    only_beyond: str
    only_deduct: str
    constant: str
    unit_points: str
    function: str
    separator: str


ZH = Phrases(
    compare={
        ">=": "{a}达到{b}",
        "<=": "{a}不超过{b}",
        "<": "{a}不满{b}",
        ">": "{a}超过{b}",
        "=": "{a}为{b}",
        "<>": "{a}不为{b}",
    },
    arithmetic={"+": "＋", "-": "－", "*": "×", "/": "÷", "^": "^", "&": ""},
    both="且",
    either="，或",
    negation="不是“{a}”",
    full="得满分",
    none="不得分",
    points="得{n}分",
    by="按{x}计分",
    when="{c}的，{o}",
    otherwise="否则{o}",
    clause="{c}{o}",
    stop="；",
    most="{x}，最高{b}",
    least="{x}，最低{b}",
    per_item="{n}起，每1{unit}扣{each}分",
    to_the_end="每1{unit}扣{each}分，扣完为止",
    only_beyond="不超过{free}不扣；超过的，每1{unit}扣{each}分",
    only_deduct="每1{unit}扣{each}分",
    constant="{name}{value}",
    unit_points="分",
    function="{name}（{args}）",
    separator="、",
)

EN = Phrases(
    compare={
        ">=": "{a} at least {b}",
        "<=": "{a} at most {b}",
        "<": "{a} below {b}",
        ">": "{a} above {b}",
        "=": "{a} is {b}",
        "<>": "{a} is not {b}",
    },
    arithmetic={"+": " + ", "-": " - ", "*": " × ", "/": " ÷ ", "^": "^", "&": " "},
    both=" and ",
    either=", or ",
    negation="not “{a}”",
    full="full points",
    none="no points",
    points="{n} points",
    by="{x}",
    when="{c}: {o}",
    otherwise="otherwise {o}",
    clause="{c}: {o}",
    stop="; ",
    most="{x}, at most {b}",
    least="{x}, at least {b}",
    per_item="from {n} on, {each} points off per {unit}",
    to_the_end="{each} points off per {unit}, down to nothing",
    only_beyond="nothing off up to {free}; beyond, {each} points off per {unit}",
    only_deduct="{each} points off per {unit}",
    constant="{name} {value}",
    unit_points=" points",
    function="{name}({args})",
    separator=", ",
)

PHRASES = {"zh-CN": ZH, "en": EN}
