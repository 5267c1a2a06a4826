"""The two languages of the command line, and its table of verbs."""

from __future__ import annotations

import locale
import os
import sys

import click

LANGUAGES = ("zh-CN", "en")

Words = tuple[str, str]
"""One text in each language, in the order of LANGUAGES."""

VERBS: dict[str, Words] = {
    "schemes": ("列出方案库，或显示其中一个方案", "List the library of schemes, or show one"),
    "init": ("从方案库取一个方案来改", "Start a scheme of your own from the library"),
    "check": ("检查方案和花名册，一次列出全部问题", "Report all problems of a scheme and a roster"),
    "make-template": ("按方案和花名册生成考核表", "Make ready-to-fill forms for a roster"),
    "letters": ("按年度目标生成目标责任书", "Make target letters from annual targets"),
    "collect": ("读回填好的考核表，算出结果", "Read returned forms and compute results"),
    "rollup": (
        "从几期的结果汇成季度、年度或上级的结果",
        "Roll cycles up into a quarter, a year, or the level above",
    ),
    "status": ("看谁交了、谁没交、退回了什么", "Tell who has returned what and who is missing"),
    "decide": ("确认或不执行一项非货币措施", "Confirm or reject a consequence that is no money"),
    "appeal": ("申诉成立：把一件登记的事件作废", "Make an event void after an appeal"),
    "explain": ("逐项说明一个人的结果是怎么来的", "Explain how somebody's result came about"),
    "slip": ("给每个人做一张绩效反馈单", "Make a result slip for everybody"),
    "simulate": ("试算：改一个目标或比例，谁会变、花多少钱", "What-if: who would change, and at what cost"),
    "verify": ("从原件重新计算，看结果是否分毫不差", "Compute again from the originals and compare"),
    "score": ("不用考核表，算一个人的得分", "Score one appraisee without a form"),
    "demo": ("用一个虚构的小公司演示一个月", "Run a month of an invented small company"),
}
"""Every verb in the order in which it is needed, with its summary. Its module bears its name."""


def default_language() -> str:
    """The language of messages: English where the locale says so, Chinese when in doubt.

    A terminal that cannot show Chinese gets English.
    """
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name and sys.platform == "win32":
        name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") or not _shows_chinese() else "zh-CN"


def _shows_chinese() -> bool:
    try:
        "中".encode(getattr(sys.stderr, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def language(ctx: click.Context | None) -> str:
    """The language that --lang asked for, or the default."""
    return str(ctx.obj if ctx is not None and ctx.obj is not None else default_language())


def pick(words: Words, chosen: str) -> str:
    """The text in the chosen language."""
    return words[LANGUAGES.index(chosen)]
