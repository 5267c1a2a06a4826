"""What a collection leaves behind: results.json, results.csv, 考核结果.xlsx and 考核报告.html."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from kpixl.files import atomic_write
from kpixl.model.result import Consolidation
from kpixl.report.csv_export import csv_text
from kpixl.report.export import json_pieces, results_json
from kpixl.report.html import HTML, write_html
from kpixl.report.overview import overview
from kpixl.report.problems import problem_lines

__all__ = ["BOOK", "CSV", "HTML", "JSON", "problem_lines", "results_json", "write_results"]

JSON, CSV, BOOK = "results.json", "results.csv", "考核结果.xlsx"


def write_results(
    consolidation: Consolidation,
    folder: Path,
    *,
    language: str = "zh-CN",
    earlier: Sequence[Consolidation] = (),
) -> tuple[Path, ...]:
    """Writes the four files into the folder and returns their paths; problems are worded in the language.

    `earlier` are the cycles of a trend, the oldest first.

    All are made before any takes its place. Raises OSError when one cannot be written, for instance
    because somebody has it open.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / name for name in (JSON, CSV, BOOK, HTML))
    with ExitStack() as stack:
        # Put in place from last to first, so that whoever waits for the JSON finds the others there.
        parts = (stack.enter_context(atomic_write(path)) for path in paths)
        json_part, csv_part, book_part, html_part = parts
        with json_part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(json_pieces(consolidation))
        csv_part.write_text(csv_text(consolidation), encoding="utf-8-sig", newline="")
        write_book(consolidation, book_part, language)
        write_html(consolidation, html_part, language, earlier)
    return paths


def write_book(consolidation: Consolidation, path: Path, language: str = "zh-CN") -> None:
    """Writes the results workbook to the path."""
    # XlsxWriter takes long to import, and only this needs it.
    from kpixl.report.book import Book
    from kpixl.report.departments import write_departments
    from kpixl.report.distribution import write_distribution
    from kpixl.report.lists import write_missing, write_problems
    from kpixl.report.summary import write_summary

    view = overview(consolidation, language)
    book = Book(path, consolidation.scheme, consolidation.cycle)
    table = write_summary(book, view)
    counts = write_departments(book, view, table)
    if view.scored:
        write_distribution(book, view, table, counts)
    write_problems(book, view)
    write_missing(book, view)
    book.close()
