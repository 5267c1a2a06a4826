"""The HTML report: one file that opens from disk without a network, for reading, sorting, printing."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpixl.definition.library import templates
from kpixl.model.result import Consolidation
from kpixl.report.export import provenance_json
from kpixl.report.html_charts import VIEW_BOX
from kpixl.report.html_departments import department_tables
from kpixl.report.html_figures import Progress, first_words, five_numbers
from kpixl.report.html_items import heat_map
from kpixl.report.html_money import ledger_tables
from kpixl.report.html_people import people_table
from kpixl.report.html_pictures import Picture, distribution_pictures, grade_pictures, trend_pictures
from kpixl.report.html_problems import problem_table
from kpixl.report.html_table import Strings, Table, table_data, text_of
from kpixl.report.html_trend import trend
from kpixl.report.ledger_export import sums_json
from kpixl.report.overview import Overview, overview

HTML = "考核报告.html"


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: pictures, then tables, then small print."""

    key: str
    title: str
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    note: str = ""


def html_text(
    consolidation: Consolidation, language: str = "zh-CN", earlier: Sequence[Consolidation] = ()
) -> str:
    """The whole page. `earlier` are the results of cycles before this one, the oldest first, for the trend.

    Always the same for the same results. Texts from rosters and forms are escaped: they are never markup.
    """
    # Jinja takes time to import, and only this needs it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    view = overview(consolidation, language)
    kinds = {entry.kind for entry in consolidation.ledger.entries}
    ledger = {"kinds": kinds, "sums": sums_json(consolidation.ledger)}
    parts = tuple(_parts(view, ledger, [overview(each, language) for each in earlier]))
    strings = Strings()
    tables = [table_data(table, strings) for part in parts for table in part.tables]
    folder = templates() / "report"
    style, script = ((folder / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    page = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("report.html")
    return page.render(
        view=view,
        scheme=consolidation.scheme,
        cycle=consolidation.cycle,
        provenance=provenance_json(consolidation.provenance),
        provisional=consolidation.provisional,
        first=first_words(view, consolidation.ledger.final),
        numbers=five_numbers(view, ledger),
        progress=Progress.of(view.lines),
        parts=parts,
        text_of=text_of,
        view_box=VIEW_BOX,
        style=style,
        script=script,
        policy=_policy(style, script),
        data=in_script({"strings": strings.texts, "tables": tables}),
    )


def write_html(
    consolidation: Consolidation,
    path: Path,
    language: str = "zh-CN",
    earlier: Sequence[Consolidation] = (),
) -> None:
    """Writes the page to the path. Raises OSError when it cannot be written."""
    path.write_text(html_text(consolidation, language, earlier), encoding="utf-8", newline="\n")


def in_script(data: Any) -> str:
    """Data as JSON that may stand inside a script element: nothing in it ends the element or a line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escapes: dict[str, str | int | None] = {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
    return text.translate(str.maketrans(escapes))


def _policy(style: str, script: str) -> str:
    """Only this style and this script, by their digests; nothing is fetched, sent or framed."""
    digests = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    style_hash, script_hash = digests
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "base-uri 'none'; form-action 'none'"
    )


_ONLY_DONE = "只计已评的；各段含下限，不含上限。"
_RATE = "得分率＝得分合计÷满分合计，只计已评的；▼ 是不到60%的。只扣分、没有满分的项目不在其中。"
_OPENS = "点姓名看每个数是怎么来的。未评的不按0分计。"
_CLOSED = "人太多，这里不列每个数是怎么来的：kpixl explain 逐个说明。未评的不按0分计。"
_LEDGER = "得分、钱、措施分开记，不互相加减。措施要有人确认才算数。"


def _parts(view: Overview, ledger: dict[str, Any], earlier: Sequence[Overview]) -> Iterator[Part]:
    problems = problem_table(view)
    if problems.rows:
        yield Part("problems", f"先处理这些事（{len(problems.rows) + problems.more}项）", (problems,))
    returns, departments = department_tables(view, ledger)
    yield Part("returns", "交回情况", (returns,))
    if view.scored:
        title = "分数和等级分布" if view.grades else "分数分布"
        yield Part("distribution", title, (), tuple(distribution_pictures(view)), _ONLY_DONE)
    title = "部门对比" if view.departments else "汇总"
    yield Part("departments", title, (departments,), tuple(grade_pictures(view)))
    heat = heat_map(view)
    if heat is not None:
        yield Part("items", "指标得分率（最弱的在前）", (heat,), (), _RATE)
    over = trend((*earlier, view))
    if over is not None:
        yield Part("trend", "各期趋势", (over.table,), tuple(trend_pictures(over)))
    everybody = people_table(view)
    yield Part("people", everybody.caption, (everybody,), (), _OPENS if everybody.behind else _CLOSED)
    names = {line.id: line.name for line in view.lines}
    money = tuple(ledger_tables(names, view.consolidation))
    if money:
        yield Part("ledgers", "奖惩和措施", money, (), _LEDGER)
