"""kpixl schemes: the library."""

from __future__ import annotations

import click

from kpixl.cli.output import exit_code, say, say_json, tell_findings


@click.command("schemes")
@click.argument("slug", required=False)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / as JSON")
@click.pass_context
def command(ctx: click.Context, slug: str | None, as_json: bool) -> None:
    """列出方案库；给出名称则显示这个方案的定义。 / List the library, or show one definition."""
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
