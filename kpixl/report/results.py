"""What a collection leaves behind: results.json, results.csv, 考核结果.xlsx and 考核报告.html."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from kpixl.files import atomic_write
from kpixl.model.result import Consolidation
from kpixl.report.export import json_pieces, results_json, write_csv
from kpixl.report.html import HTML, write_html
from kpixl.report.overview import Overview, overview
from kpixl.report.problems import problem_lines

__all__ = ["BOOK", "CSV", "HTML", "JSON", "problem_lines", "results_json", "write_results"]

JSON, CSV, BOOK = "results.json", "results.csv", "考核结果.xlsx"


def write_results(consolidation: Consolidation, folder: Path, *, language: str = "zh-CN") -> tuple[Path, ...]:
    """Writes the four files into the folder and returns their paths; problems are worded in the language.

    All are made before any takes its place. Raises OSError when one cannot be written, for instance
    because somebody has it open.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / name for name in (JSON, CSV, BOOK, HTML))
    view = overview(consolidation, language)
    with ExitStack() as stack:
        # Put in place from last to first, so that whoever waits for the JSON finds the others there.
        parts = (stack.enter_context(atomic_write(path)) for path in paths)
        json_part, csv_part, book_part, html_part = parts
        with json_part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(json_pieces(consolidation))
        with csv_part.open("w", encoding="utf-8-sig", newline="") as stream:
            write_csv(view, stream)
        write_book(view, book_part)
        write_html(consolidation, html_part, language)
    return paths


def write_book(view: Overview, path: Path) -> None:
    """Writes the results workbook to the path."""
    # XlsxWriter takes long to import, and only this needs it.
    from kpixl.report.book import Book
    from kpixl.report.checks import write_checks
    from kpixl.report.pages import write_pages

    book = Book(path, view.consolidation.scheme, view.consolidation.cycle, rows=len(view.lines))
    write_checks(book, view, write_pages(book, view))
    book.close()
