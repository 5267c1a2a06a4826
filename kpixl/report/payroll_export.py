"""The file 绩效工资.csv: what payroll imports, for programs that read no workbook."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from typing import TextIO

from kpixl.model.numbers import plain
from kpixl.model.payroll import PayWord
from kpixl.report.csv_cells import safe
from kpixl.report.overview import Overview
from kpixl.report.payroll import Shown, payroll, readers
from kpixl.report.purses import money_names
from kpixl.rules.consequences import CENTS

PAYROLL_CSV = "绩效工资.csv"


def write_payroll_csv(view: Overview, out: TextIO) -> None:
    """Writes the columns of the sheet 绩效工资, to the cent.

    Lines end in CRLF. Text that a spreadsheet would run as a formula has an apostrophe before it. Numbers
    of employees stand as they are: whoever opens the file in a spreadsheet should take the sheet instead.
    """
    found = payroll(view)
    if found is None:
        return
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(column.heading) for column in found.columns])
    places = [_places(view, column.name) for column in found.columns]
    reads = readers(view, found.columns)
    for row in found.rows():
        writer.writerow([_text(read(row), digits) for read, digits in zip(reads, places, strict=True)])


def _places(view: Overview, name: str) -> int | None:
    """With how many decimals a column's numbers are written; None for as many as they need."""
    scheme = view.consolidation.scheme
    if name in (PayWord.DUE, PayWord.BONUS, PayWord.FINE, PayWord.NET) or name in money_names(scheme):
        return CENTS
    if scheme.pay is not None and name == scheme.pay.name:
        return scheme.rounding.pay
    if name in (PayWord.SCORE, scheme.total):
        return scheme.rounding.total
    return next((step.places for step in view.steps if step.name == name), None)


def _digits(value: Fraction, places: int) -> str:
    """The same as `plain` gives; amounts are whole cents, and of these there are very many."""
    whole, rest = divmod(abs(value.numerator) * 10**places, value.denominator)
    if rest or not places:
        return plain(value, places)
    text = str(whole).rjust(places + 1, "0")
    return f"{'-' if value.numerator < 0 else ''}{text[:-places]}.{text[-places:]}"


def _text(value: Shown, places: int | None) -> str:
    match value:
        case Fraction() if places is not None:
            return _digits(value, places)
        case Fraction():
            return plain(value)
        case date():
            return value.isoformat()
        case _:
            return safe(value or "")
