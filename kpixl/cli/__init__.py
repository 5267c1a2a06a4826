"""The command line: one module per verb, imported only when the verb is used."""

from __future__ import annotations

import importlib
import io
import sys
from typing import Any, NoReturn

import click

import kpixl
from kpixl.cli import wrong_usage
from kpixl.cli.page import CONTEXT, language_option, option, options_block, table
from kpixl.cli.words import VERBS, language, pick
from kpixl.cli.wrong_usage import WrongUsage

_INTERRUPTED = 130

_PAGE = (
    """\
用法：kpixl 命令 [选项]

绩效考核：一份方案，生成考核表，读回来，算出得分、等级和绩效工资。

命令：
{verbs}{options}
每个命令的用法：kpixl 命令 --help
先看看样子：kpixl demo
""",
    """\
Usage: kpixl COMMAND [OPTIONS]

Appraisals: one scheme becomes forms, checked returns, scores, grades and pay.

Commands:
{verbs}{options}
Each command's usage: kpixl COMMAND --help
To see what it does: kpixl demo
""",
)


class Verbs(click.Group):
    """A group whose verbs are listed from the table and imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which they are needed."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports one verb."""
        if cmd_name not in VERBS:
            if cmd_name.startswith("-"):
                return None
            raise WrongUsage((f"没有命令“{cmd_name}”", f"There is no command {cmd_name}"), ctx)
        module = importlib.import_module(f"kpixl.cli.{cmd_name.replace('-', '_')}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the page from the table, so that help imports nothing."""
        chosen = language(ctx)
        verbs = table((name, pick(texts, chosen)) for name, texts in VERBS.items())
        options = options_block(self.get_params(ctx), chosen)
        formatter.write(pick(_PAGE, chosen).format(verbs=verbs, options=options))

    def main(self, *args: Any, **settings: Any) -> NoReturn:
        """Runs a command line and exits: 0 fine, 1 something is wrong in what was read, 2 wrong usage."""
        for stream in (sys.stdout, sys.stderr):
            # A sign that the terminal cannot show is no reason to fail.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        try:
            sys.exit(super().main(*args, **settings | {"standalone_mode": False}))
        except click.UsageError as error:
            click.echo(wrong_usage.message(error), err=True)
            sys.exit(wrong_usage.EXIT_CODE)
        except click.Abort:
            sys.exit(_INTERRUPTED)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"kpixl {kpixl.__version__}")
        ctx.exit()


@click.group("kpixl", cls=Verbs, context_settings=CONTEXT, invoke_without_command=True)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    zh="显示版本",
    en="show the version",
)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Sets the language of messages for the verb that follows."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(wrong_usage.EXIT_CODE)
    ctx.obj = language(ctx)


main.params.append(language_option())
