"""The command line: one module per verb, imported only when the verb is used."""

from __future__ import annotations

import importlib
import locale
import os
import sys

import click

VERBS = {
    "schemes": ("列出方案库，或显示其中一个", "List the library of schemes, or show one"),
    "init": ("从方案库建一个可以改的方案", "Start a scheme of your own from the library"),
    "check": ("检查方案和花名册，一次列出全部问题", "Report all problems of a scheme and a roster"),
    "make-template": ("按方案和花名册生成考核表", "Make ready-to-fill workbooks for a roster"),
    "collect": ("读回填好的考核表，汇总成结果", "Read returned workbooks and compute results"),
    "score": ("不用考核表，算一个人的得分", "Score one appraisee without a workbook"),
    "demo": ("用一个小公司演示一整个月", "Run a whole month of a small company"),
}
"""Every verb with its short help (zh-CN, en). Its module bears its name and holds `command`."""

LANGUAGES = ("zh-CN", "en")


def default_language() -> str:
    """The language of messages: English only where the locale says so, Chinese when in doubt."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name and sys.platform == "win32":
        name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "zh-CN"


class Verbs(click.Group):
    """A group whose verbs are listed from the table and imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which they are needed."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports one verb."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"kpixl.cli.{cmd_name.replace('-', '_')}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the short helps from the table, so that help imports nothing."""
        index = LANGUAGES.index(_language(ctx))
        with formatter.section("命令" if index == 0 else "Commands"):
            formatter.write_dl([(name, texts[index]) for name, texts in VERBS.items()])


def _language(ctx: click.Context) -> str:
    return str(ctx.params.get("lang") or default_language())


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(LANGUAGES), help="消息的语言 / language of messages")
@click.version_option(package_name="kpixl", message="kpixl %(version)s")
@click.pass_context
def main(ctx: click.Context, lang: str | None) -> None:
    """绩效考核：一份方案，生成考核表、读回、算分、算工资。

    One definition becomes appraisal forms, results and pay.
    """
    ctx.obj = lang or default_language()
