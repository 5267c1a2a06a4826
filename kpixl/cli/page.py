"""Help in the language of messages: options and verbs that hold their texts in both languages."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import click

from kpixl.cli.words import LANGUAGES, VERBS, Words, language, pick
from kpixl.cli.wrong_usage import WrongUsage

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

_USAGE: Words = ("用法：", "Usage: ")
_OPTIONS: Words = ("选项：", "Options:")
_EXAMPLE: Words = ("例：", "Example:")
_REQUIRED: Words = ("必填；", "required; ")
_HELP: Words = ("显示这段说明", "show this help")


class Option(click.Option):
    """An option with its help in both languages."""

    def __init__(self, *args: Any, texts: Words, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.texts = texts

    def text(self, language: str) -> str:
        """What it does, and whether it may be left out."""
        return (pick(_REQUIRED, language) if self.required else "") + pick(self.texts, language)


def option(*names: str, zh: str, en: str, **settings: Any) -> Callable[[_Decorated], _Decorated]:
    """Adds an option; settings are those of click.option."""
    return click.option(*names, cls=Option, texts=(zh, en), **settings)


def _set_language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.find_root().obj = ctx.obj = value


def language_option() -> Option:
    """--lang, before the verb or after it."""
    return Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        metavar="|".join(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_set_language,
        texts=("消息用中文还是英文；不写则按系统", "language of messages; default: the system's"),
    )


json_option = option(
    "--json", "as_json", is_flag=True, zh="输出 JSON，供程序读取", en="print JSON for programs"
)

PASSWORD = "KPIXL_PASSWORD"
"""The variable of the environment that holds a password for scripts."""

_PASSWORD: Words = ("文件的打开密码", "Password of the files")
_NO_TERMINAL: Words = (
    "这里不能输入密码：请把密码放在环境变量 KPIXL_PASSWORD 里。",
    "No password can be asked for here: put it into the variable KPIXL_PASSWORD.",
)

password_option = option(
    "--password",
    "ask_password",
    is_flag=True,
    zh="输入打开文件的密码，不显示不记录（脚本用 KPIXL_PASSWORD）",
    en="asks for a password of files (scripts: KPIXL_PASSWORD)",
)


def passwords(ask: bool, language: str) -> tuple[str, ...]:
    """The passwords with which files may be opened: asked for on a terminal, or from the environment."""
    known = os.environ.get(PASSWORD, "")
    if ask and not known and not sys.stdin.isatty():
        raise click.UsageError(pick(_NO_TERMINAL, language))
    if ask and not known:
        known = click.prompt(
            pick(_PASSWORD, language), hide_input=True, err=True, default="", show_default=False
        )
    return (known,) if known else ()


_BLANK: Mapping[str, Words] = {
    "reason": ("--reason 要写明理由", "Say why with --reason"),
    "by": ("--by 要写明是谁", "Say who with --by"),
}


def said(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """What an option says that goes on record: "" when it is not given. A blank is wrong usage."""
    if value is None:
        return ""
    if not value.strip():
        raise WrongUsage(_BLANK[param.name or ""], ctx)
    return value.strip()


reason_option = option(
    "--reason",
    metavar="TEXT",
    required=True,
    callback=said,
    zh="理由，记录在案",
    en="why, for the record",
)

trial_option = option(
    "--trial",
    is_flag=True,
    zh="试行：还没有定的数，按方案里的建议值 unset(…) 算",
    en="undecided numbers count as suggested: unset(…)",
)


class Verb(click.Command):
    """A verb: its summary stands in the table of verbs, the rest of its help here."""

    def __init__(self, name: str, *, more: Words, example: str, **settings: Any) -> None:
        super().__init__(name, context_settings=CONTEXT | {"allow_extra_args": True}, **settings)
        self.more, self.example = more, example

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the whole page."""
        chosen = language(ctx)
        arguments = [_argument(param) for param in self.params if isinstance(param, click.Argument)]
        required = [
            _left(param) for param in self.params if isinstance(param, click.Option) and param.required
        ]
        usage = " ".join([ctx.command_path, *arguments, *required, pick(("[选项]", "[OPTIONS]"), chosen)])
        full_stop = "。" if chosen == "zh-CN" else "."
        formatter.write(f"{pick(_USAGE, chosen)}{usage}\n\n")
        formatter.write(f"{pick(VERBS[self.name or ''], chosen)}{full_stop}\n{pick(self.more, chosen)}\n")
        formatter.write(options_block(self.get_params(ctx), chosen))
        formatter.write(f"\n{pick(_EXAMPLE, chosen)}\n  {self.example}\n")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses, and tells an error which verb and language it is about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the verb. What is left over on the command line is wrong usage."""
        if ctx.args:
            left = " ".join(ctx.args)
            raise WrongUsage((f"多了“{left}”", f"Unexpected: {left}"), ctx)
        return super().invoke(ctx)


CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


def verb(name: str, *, zh: str, en: str, example: str) -> Callable[[Callable[..., None]], Verb]:
    """Makes a verb of a function."""

    def made(function: Callable[..., None]) -> Verb:
        command = click.command(name, cls=Verb, more=(zh, en), example=example)(function)
        command.params.append(language_option())
        return command

    return made


def options_block(params: Iterable[click.Parameter], chosen: str) -> str:
    """The options with their texts, one a line."""
    rows = [
        (_left(param), param.text(chosen) if isinstance(param, Option) else pick(_HELP, chosen))
        for param in params
        if isinstance(param, click.Option)
    ]
    return f"\n{pick(_OPTIONS, chosen)}\n" + table(rows)


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Two columns, the first of plain ASCII."""
    rows = list(rows)
    wide = max(len(left) for left, _ in rows)
    return "".join(f"  {left:<{wide}}  {right}\n" for left, right in rows)


def _left(option: click.Option) -> str:
    return ", ".join(option.opts) + (f" {option.metavar}" if option.metavar else "")


def _argument(argument: click.Argument) -> str:
    name = (argument.metavar or (argument.name or "").upper()) + ("..." if argument.nargs != 1 else "")
    return name if argument.required else f"[{name}]"
