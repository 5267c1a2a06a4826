"""A result slip as a page: one file without a script, to be read in any browser and printed on A4."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable

from kpixl.definition.library import templates
from kpixl.model.feedback import Feedback
from kpixl.report.terminal import thousands


def slip_page() -> Callable[[Feedback], str]:
    """What makes pages. Texts from rosters and forms are escaped: they are never markup."""
    # Jinja takes time to import, and only this needs it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = templates() / "report"
    style = (folder / "feedback.css").read_text(encoding="utf-8")
    page = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("feedback.html")
    around = {"style": style, "policy": _policy(style), "thousands": thousands}
    return lambda slip: page.render(slip=slip, **around)


def _policy(style: str) -> str:
    """Only this style, by its digest; nothing is run, fetched, sent or framed."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
