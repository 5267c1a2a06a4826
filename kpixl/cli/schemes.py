"""kpixl schemes: the library."""

from __future__ import annotations

import click

from kpixl.cli.output import exit_code, say, say_json, tell_findings
from kpixl.cli.page import json_option, verb


@verb(
    "schemes",
    zh="不写 NAME 就列出名称和标题；写了就显示这个方案的全文。",
    en="Without NAME, lists names and titles; with it, prints that scheme.",
    example="kpixl schemes NAME",
)
@click.argument("slug", metavar="NAME", required=False)
@json_option
@click.pass_context
def command(ctx: click.Context, slug: str | None, as_json: bool) -> None:
    """Lists the library, or prints one definition."""
    from kpixl.definition.library import find_scheme, library, scheme_not_found
    from kpixl.definition.scheme import load_scheme

    if slug is not None:
        path = find_scheme(slug)
        if path is None:
            findings = (scheme_not_found(slug),)
            tell_findings(findings, ctx.obj)
            ctx.exit(exit_code(findings))
        say(path.read_text(encoding="utf-8").rstrip())
        return
    rows = []
    for name, path in library():
        scheme, _ = load_scheme(path)
        if scheme is not None:
            forms = [form.key for form in scheme.forms]
            rows.append(
                {
                    "slug": name,
                    "title": scheme.title,
                    "version": scheme.version,
                    "cycle": scheme.cycle,
                    "forms": forms,
                }
            )
    if as_json:
        say_json(rows)
        return
    wide = max((len(str(row["slug"])) for row in rows), default=0)
    for row in rows:
        say(f"{row['slug']!s:<{wide}}  {row['title']}")
