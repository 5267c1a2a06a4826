"""The sheets of the results workbook, in their order: where each stands, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kpixl.report.appeals_sheet import APPEALS, plan_appeals, write_appeals
from kpixl.report.book import Book
from kpixl.report.departments import DEPARTMENTS, plan_departments, write_departments
from kpixl.report.distribution import DISTRIBUTION, plan_distribution, write_distribution
from kpixl.report.formulas import LEDGER, SUMMARY, Check, Table, Tables
from kpixl.report.indicators import INDICATORS, plan_indicators, write_indicators
from kpixl.report.lists import MISSING, PROBLEMS, plan_missing, plan_problems, write_missing, write_problems
from kpixl.report.measures_sheet import MEASURES, plan_measures, write_measures
from kpixl.report.money_sheet import plan_money, write_money
from kpixl.report.money_sums import MONEY_SUMS, plan_sums, write_sums
from kpixl.report.overview import Overview
from kpixl.report.payroll_checks import PAYROLL
from kpixl.report.payroll_sheet import plan_payroll, write_payroll
from kpixl.report.summary import plan_summary, write_summary


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet by its name. `plan` tells where its table will stand, None where it has nothing to say.

    Everything is planned before anything is written, so that each sheet can refer to every other. `write`
    gives the checks that the sheet 公式核对 shows.
    """

    name: str
    plan: Callable[[Overview], Table | None]
    write: Callable[[Book, Overview, Tables], Iterable[Check]]


PAGES = (
    Page(SUMMARY, plan_summary, write_summary),
    Page(DEPARTMENTS, plan_departments, write_departments),
    Page(DISTRIBUTION, plan_distribution, write_distribution),
    Page(INDICATORS, plan_indicators, write_indicators),
    Page(PAYROLL, plan_payroll, write_payroll),
    Page(LEDGER, plan_money, write_money),
    Page(MONEY_SUMS, plan_sums, write_sums),
    Page(MEASURES, plan_measures, write_measures),
    Page(APPEALS, plan_appeals, write_appeals),
    Page(PROBLEMS, plan_problems, write_problems),
    Page(MISSING, plan_missing, write_missing),
)
"""Each row is a sheet."""


def planned(view: Overview) -> dict[str, Table]:
    """Where the tables will stand, by the names of the pages; a sheet that says nothing is left out."""
    plans = ((page.name, page.plan(view)) for page in PAGES)
    return {name: table for name, table in plans if table is not None}


def write_pages(book: Book, view: Overview) -> list[Check]:
    """Writes every sheet that has something to say, and gives their checks."""
    tables = planned(view)
    checks: list[Check] = []
    for page in PAGES:
        if page.name in tables:
            checks += page.write(book, view, tables)
    return checks
