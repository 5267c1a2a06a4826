"""What a collection leaves behind: results.json, results.csv, 考核结果.xlsx, 考核报告.html, 绩效工资.csv."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from kpixl.files import atomic_write
from kpixl.model.result import Consolidation
from kpixl.report.csv_export import write_csv
from kpixl.report.export import json_pieces, results_json
from kpixl.report.html import HTML, write_html
from kpixl.report.overview import Overview, overview
from kpixl.report.payroll import payroll
from kpixl.report.payroll_export import PAYROLL_CSV, write_payroll_csv
from kpixl.report.problems import problem_lines

__all__ = ["BOOK", "CSV", "HTML", "JSON", "PAYROLL_CSV", "problem_lines", "results_json", "write_results"]

JSON, CSV, BOOK = "results.json", "results.csv", "考核结果.xlsx"


def write_results(
    consolidation: Consolidation,
    folder: Path,
    *,
    language: str = "zh-CN",
    earlier: Sequence[Consolidation] = (),
) -> tuple[Path, ...]:
    """Writes the files into the folder and returns their paths; problems are worded in the language.

    The last, for payroll, is only there where somebody is paid. `earlier` are the cycles before this one, the
    oldest first. All are made before any takes its place. Raises OSError when one cannot be written, for
    instance because somebody has it open.
    """
    folder.mkdir(parents=True, exist_ok=True)
    view = overview(consolidation, language, earlier)
    names = (JSON, CSV, BOOK, HTML, *((PAYROLL_CSV,) if payroll(view) is not None else ()))
    paths = tuple(folder / name for name in names)
    with ExitStack() as stack:
        # Put in place from last to first, so that whoever waits for the JSON finds the others there.
        parts = (stack.enter_context(atomic_write(path)) for path in paths)
        json_part, csv_part, book_part, html_part, *payroll_parts = parts
        with json_part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(json_pieces(consolidation))
        with csv_part.open("w", encoding="utf-8-sig", newline="") as stream:
            write_csv(view, stream)
        write_book(view, book_part)
        write_html(consolidation, html_part, language, earlier)
        for part in payroll_parts:
            with part.open("w", encoding="utf-8-sig", newline="") as stream:
                write_payroll_csv(view, stream)
    if not payroll_parts:
        # What an earlier run left would be taken for what is to be paid now.
        (folder / PAYROLL_CSV).unlink(missing_ok=True)
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
