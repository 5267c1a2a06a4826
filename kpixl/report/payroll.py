"""What payroll imports: a row for each person and month, under the columns that the scheme names.

Nobody whose result is not settled gets an amount; the remark says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from kpixl.model.cohort import is_open
from kpixl.model.consequence import Side
from kpixl.model.ledger import Party
from kpixl.model.payroll import STATE_HEADING, PayrollColumn, PayWord
from kpixl.model.scheme import Scheme
from kpixl.report.lines import Line
from kpixl.report.overview import Overview, appraisee_labels
from kpixl.report.purses import NO_NAMES, Purse, Purses, Share, money_names, usual_month, yuan
from kpixl.rules.cohort_column import ColumnKind
from kpixl.workbook.ledgers import SIDES

Shown = str | Fraction | date | None

_MONEY_STEPS = (ColumnKind.BONUS, ColumnKind.FINE, ColumnKind.BUDGET)
STATE = f"@{STATE_HEADING}"
"""The last column: no name in a scheme has an @, so that no column of a roster is taken for it."""

PROVISIONAL, OPEN = "暂定，不能发放", "未定，没有金额"
"""What the last column says while anything in the cycle is open; it is not there when all is settled."""


@dataclass(frozen=True, slots=True)
class PayRow:
    """One person's row of one month. `why` is why nothing can be paid yet, "" when it can.

    With `idle` there is nothing to pay either, as the rules leave the person out. `elsewhere` are the names
    of what stands in the person's other rows; `main` is the row for what stands in none.
    """

    party: Party
    month: str
    line: Line | None
    purse: Purse
    why: str = ""
    note: str = ""
    idle: bool = False
    main: bool = True
    elsewhere: Set[str] = NO_NAMES

    @property
    def payable(self) -> bool:
        """Whether it has amounts."""
        return not self.why and not self.idle

    def holds(self, name: str) -> bool:
        """Whether a value by this name stands here: in one row only, or it would be paid twice."""
        return name in (self.purse.named or ()) or (self.main and name not in self.elsewhere)


Reader = Callable[[PayRow], Shown]
"""What a column shows of a row."""


@dataclass(frozen=True, slots=True)
class Payroll:
    """The columns and where the rows come from. While something is open it is `provisional`."""

    view: Overview
    columns: tuple[PayrollColumn, ...]
    purses: Purses
    provisional: bool
    count: int
    months: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def rows(self) -> Iterator[PayRow]:
        """Everybody in the order of the roster, then those who are not appraised."""
        together = self.view.consolidation
        usual = usual_month(together.scheme, together.cycle.period)
        for line in sorted(self.view.lines, key=lambda line: line.place):
            months = self.months.get(line.id, (usual,))
            own = [self.purses.of.get(Share(line.id, "", "", month), Purse()) for month in months]
            paid = any(purse.paid for purse in own)
            main = next((purse for purse in own if purse.paid), own[0])
            for month, purse in zip(months, own, strict=True):
                row = _row(self.view, line, purse, month, paid=paid)
                yield replace(row, main=purse is main, elsewhere=_others(own, purse))
        appraised = {line.id for line in self.view.lines}
        for share, party in self.purses.parties.items():
            if share.id and share.id not in appraised:
                yield _further(party, self.purses.of[share], share.month)


def payroll(view: Overview) -> Payroll | None:
    """What payroll imports; None where a scheme has nothing to pay, or the cycle does not show it."""
    scheme = view.consolidation.scheme
    if not view.consolidation.cycle.show_pay or not _has_money(scheme):
        return None
    found = view.purses
    months = _months(found)
    draft = Payroll(view, (), found, False, 0, months)
    if not view.lines and not found.parties:
        return None
    count, is_open_ = 0, scheme.trial or any(map(is_open, scheme.cohort)) or _nobody(found)
    for row in draft.rows():
        count += 1
        is_open_ = is_open_ or bool(row.why)
    columns = scheme.payroll or tuple(_usual(view, found))
    columns += (PayrollColumn(STATE, STATE_HEADING),) if is_open_ else ()
    return Payroll(view, columns, found, is_open_, count, months)


def readers(view: Overview, columns: Iterable[PayrollColumn]) -> tuple[Reader, ...]:
    """What reads each column's value from a row."""
    return tuple(_reader(view, column.name) for column in columns)


def _reader(view: Overview, name: str) -> Reader:
    scheme = view.consolidation.scheme
    steps = {column.name: place for place, column in enumerate(view.steps)}
    if name in _WORDS:
        return _WORDS[name]
    if name == scheme.total:
        return _score
    if scheme.pay is not None and name == scheme.pay.name:
        return _of_line(name, lambda line: line.pay)
    if name in steps:
        return _of_line(name, lambda line: line.steps[steps[name]])
    if name in money_names(scheme):
        return _amount(lambda purse: (purse.named or {}).get(name, 0))
    return lambda row: row.line.person.value(name) if row.line is not None else None


def _of_line(name: str, of: Callable[[Line], Shown]) -> Reader:
    """What stands in somebody's own row of the results, once it can be paid: in one of their months."""
    return lambda row: of(row.line) if row.line is not None and row.payable and row.holds(name) else None


def _others(own: Iterable[Purse], purse: Purse) -> Set[str]:
    """The names in all purses of somebody but this one."""
    return {name for other in own if other is not purse for name in other.named or ()}


def _has_money(scheme: Scheme) -> bool:
    """Units have no payroll unless the scheme says so: what they bear stands in the ledger."""
    if scheme.payroll or scheme.pay is not None:
        return True
    steps = any(not scheme.unit_appraisee and hasattr(step, "side") for step in scheme.cohort)
    return steps or (not scheme.unit_appraisee and bool(money_names(scheme)))


def _nobody(found: Purses) -> bool:
    return Share("", "", "", "") in {Share(s.id, s.name, s.department, "") for s in found.parties}


def _months(found: Purses) -> Mapping[str, tuple[str, ...]]:
    """The months in which somebody gets or bears something, where it is more than one or another one."""
    months: defaultdict[str, list[str]] = defaultdict(list)
    for share in found.of:
        if share.id and share.month not in months[share.id]:
            months[share.id].append(share.month)
    return {id_: tuple(sorted(own)) for id_, own in months.items()}


def _row(view: Overview, line: Line, purse: Purse, month: str, *, paid: bool) -> PayRow:
    party = Party(line.id, line.name, line.person.department)
    if not line.settled:
        return PayRow(party, month, line, purse, view.remark(line))
    if not line.assessed:
        idle = not (purse.paid or purse.lines)
        return PayRow(party, month, line, purse, _undecided(purse), view.remark(line), idle)
    why = "；".join(_lacking(view, line, purse, paid=paid))
    notes = (line.pay_note, "实发是负数" if purse.net < 0 else "")
    return PayRow(party, month, line, purse, why, "；".join(filter(None, notes)))


def _lacking(view: Overview, line: Line, purse: Purse, *, paid: bool) -> Iterator[str]:
    """What is not known or not settled of the money of somebody whose form is complete."""
    pay = view.consolidation.scheme.pay
    if pay is not None and not paid:
        yield line.pay_note or f"{pay.name}算不出来"
    steps = zip(view.steps, line.steps, strict=True)
    unknown = [column for column, value in steps if column.kind in _MONEY_STEPS and value is None]
    told = {column.kind.value for column in unknown}
    for side, amount in zip(view.money, line.money, strict=True):
        if amount is None and side.value not in told:
            yield f"{SIDES[side]}没有定"
    yield from (f"{column.label}没有定" for column in unknown)
    if purse.open:
        yield _undecided(purse)


def _further(party: Party, purse: Purse, month: str) -> PayRow:
    return PayRow(party, month, None, purse, _undecided(purse), "不在本期考核名单，只有奖惩")


def _undecided(purse: Purse) -> str:
    return f"没有定下来：{'、'.join(purse.open)}" if purse.open else ""


def _usual(view: Overview, found: Purses) -> Iterator[PayrollColumn]:
    """The columns of a scheme that names none: those that have something to say."""
    id_label, name_label = appraisee_labels(view.consolidation.scheme)
    bonus = Side.BONUS in view.money or any(purse.bonus for purse in found.of.values())
    fine = Side.FINE in view.money or any(purse.fine for purse in found.of.values())
    usual: Sequence[tuple[PayWord, str, bool]] = (
        (PayWord.ID, id_label, True),
        (PayWord.NAME, name_label, True),
        (PayWord.DEPARTMENT, "", bool(view.departments)),
        (PayWord.POSITION, "", view.positions),
        (PayWord.BASE, "", view.base),
        (PayWord.SCORE, view.consolidation.scheme.total, view.scored),
        (PayWord.GRADE, "", bool(view.grades)),
        (PayWord.DUE, "", view.pay),
        (PayWord.BONUS, "", bonus),
        (PayWord.FINE, "", fine),
        (PayWord.NET, "", True),
        (PayWord.MONTH, "", True),
        (PayWord.REMARK, "", True),
    )
    return (PayrollColumn(word, heading or word) for word, heading, shown in usual if shown)


def _score(row: PayRow) -> Shown:
    return row.line.total if row.line is not None and row.line.assessed else None


def _amount(of: Callable[[Purse], int]) -> Reader:
    return lambda row: yuan(of(row.purse)) if row.payable else None


_WORDS: Mapping[str, Reader] = {
    STATE: lambda row: OPEN if row.why else PROVISIONAL,
    PayWord.ID: lambda row: row.party.id,
    PayWord.NAME: lambda row: row.party.name,
    PayWord.DEPARTMENT: lambda row: row.party.department,
    PayWord.POSITION: lambda row: row.line.person.position if row.line is not None else None,
    PayWord.BASE: lambda row: row.line.base if row.line is not None else None,
    PayWord.SCORE: _score,
    PayWord.GRADE: lambda row: row.line.grade if row.line is not None and row.line.assessed else None,
    PayWord.DUE: _amount(lambda purse: purse.pay),
    PayWord.BONUS: _amount(lambda purse: purse.bonus),
    PayWord.FINE: _amount(lambda purse: purse.fine),
    PayWord.NET: _amount(lambda purse: purse.net),
    PayWord.MONTH: lambda row: row.month,
    PayWord.REMARK: lambda row: row.why or row.note,
}
"""What each word stands for in a row."""
