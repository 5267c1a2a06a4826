"""What to say when a command line cannot be understood. Such a command ends with exit code 2."""

from __future__ import annotations

import click

from kpixl.cli.words import Words, language, pick

EXIT_CODE = 2


class WrongUsage(click.UsageError):
    """Wrong usage that kpixl itself found, in both languages."""

    def __init__(self, texts: Words, ctx: click.Context | None = None) -> None:
        super().__init__(texts[1], ctx)
        self.texts = texts


def message(error: click.UsageError) -> str:
    """What is wrong, and where help is, in the language of messages."""
    chosen = language(error.ctx)
    path = error.ctx.command_path if error.ctx else "kpixl"
    texts = error.texts if isinstance(error, WrongUsage) else (_in_chinese(error), error.format_message())
    found = pick(texts, chosen).rstrip(".")
    return pick((f"{found}。请看：{path} --help", f"{found}. See: {path} --help"), chosen)


def _in_chinese(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            return f"没有写 {_name(error.param)}"
        case click.BadParameter():
            return f"{_name(error.param)} 写得不对：{_wanted(error)}"
        case click.NoSuchOption():
            near = error.possibilities or ()
            return f"没有选项 {error.option_name}" + (f"，相近的是 {near[0]}" if near else "")
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺少内容，或多写了内容"
        case _:
            return error.format_message()


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return param.opts[-1]
    return (param.name or "").upper() if param is not None else ""


def _wanted(error: click.BadParameter) -> str:
    match error.param.type if error.param is not None else None:
        case click.Choice(choices=choices):
            return "应为 " + "、".join(map(str, choices)) + " 之一"
        case click.DateTime():
            return "应为 2026-12-10 这样的日期"
        case click.Path(file_okay=False):
            return "应为文件夹，这里是一个文件"
        case _:
            return error.message
