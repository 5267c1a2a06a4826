"""The quantities of a form before any rule is read: their names, types and units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kpixl.model import roster, units
from kpixl.model.days import DAY, MOMENT
from kpixl.model.indicator import Indicator, Input, Kind, OpenRows, Unset
from kpixl.model.scheme import DATE_COLUMN, TEXT_COLUMN, Form, Scheme
from kpixl.rules.check_units import PERCENT, POINT
from kpixl.rules.printer import quote_name
from kpixl.rules.quantity import RAW, Cell, Quantity, Role
from kpixl.rules.scoring import POINTS, SCORING, TARGET, VALUE
from kpixl.rules.time_functions import WORKDAYS
from kpixl.rules.values import Type

SCORE, GRADE, TYPED = "得分", "等级", "填写"
COUNTED = "有效"
"""The column of open rows that holds 1 for a row that is filled in and right, nothing for an unused one."""
ALL_SCORES, ALL_POINTS, LEAST = "各项得分", "各项满分", "最低分"

BEGIN, END = "期初", "期末"
"""The first and the last day of the cycle."""

STANDARD_TYPES = {
    roster.ID: Type.TEXT,
    roster.NAME: Type.TEXT,
    roster.DEPARTMENT: Type.TEXT,
    roster.POSITION: Type.TEXT,
    roster.BASE: Type.NUMBER,
    roster.HIRED: Type.NUMBER,
    roster.MANAGER: Type.TEXT,
}

_TYPES = {Kind.CHOICE: Type.TEXT, Kind.TEXT: Type.TEXT}

DATED = {Kind.DATE: DAY, Kind.DATETIME: MOMENT}
"""How entries are written that are days or moments."""


def roster_quantities(scheme: Scheme, columns: Mapping[str, Type]) -> Iterator[Quantity]:
    """The columns of the roster: the usual ones, those that the scheme declares, those at hand."""
    declared = {
        name: Type.TEXT if unit == TEXT_COLUMN else Type.NUMBER for name, unit in scheme.columns.items()
    }
    for name, kind in {**columns, **declared, **STANDARD_TYPES}.items():
        unit = scheme.columns.get(name, "元" if name == roster.BASE else "")
        dated = DAY if name == roster.HIRED or unit == DATE_COLUMN else ""
        unit = "" if unit in (TEXT_COLUMN, DATE_COLUMN) else unit
        yield Quantity(id=name, role=Role.ROSTER, type=kind, label=name, unit=unit, settled=True, dated=dated)


def parameter_quantities(scheme: Scheme) -> Iterator[Quantity]:
    """The scheme's own constants."""
    for name, value in scheme.parameters.items():
        constant = value if isinstance(value, Fraction) else None
        yield Quantity(
            id=name, role=Role.PARAMETER, type=Type.NUMBER, label=name, constant=constant, settled=True
        )


def period_quantities() -> Iterator[Quantity]:
    """What the cycle gives: its first and last day, and the working days around it."""
    for name in (BEGIN, END):
        yield Quantity(id=name, role=Role.PERIOD, type=Type.NUMBER, label=name, settled=True, dated=DAY)
    yield Quantity(id=WORKDAYS, role=Role.PERIOD, type=Type.LIST, label=WORKDAYS, settled=True)


def cells_of(indicator: Indicator) -> tuple[Cell, ...]:
    """The input cells of an indicator, open rows one after the other."""
    if indicator.rows is not None:
        return tuple(
            Cell(column, f"{indicator.name}.{column.name}.{row}", row, _earlier(indicator, column, row))
            for row in range(1, indicator.rows.count + 1)
            for column in indicator.rows.columns
            if column.rule is None
        )
    return tuple(Cell(part, f"{indicator.name}.{_cell_name(part)}") for part in indicator.inputs)


def _earlier(indicator: Indicator, column: Input, row: int) -> tuple[str, ...]:
    if not column.unique:
        return ()
    return tuple(f"{indicator.name}.{column.name}.{above}{RAW}" for above in range(1, row))


def _cell_name(part: Input) -> str:
    """An input that is called 完成值 is not yet the value: that is what the rule makes of it."""
    return TYPED if part.name == VALUE else part.name


def indicator_quantities(indicator: Indicator, points: Fraction | None) -> Iterator[Quantity]:
    """Everything about one indicator that has a name."""

    def own(name: str, role: Role, **more: object) -> Quantity:
        fields = {"type": Type.NUMBER, "label": name, "place": indicator.place, **more}
        return Quantity(id=f"{indicator.name}.{name}", role=role, **fields)  # type: ignore[arg-type]

    for cell in cells_of(indicator):
        yield from _cell_quantities(cell)
    if indicator.rows is not None:
        yield from _column_quantities(indicator.name, indicator.rows)
    if indicator.value is not None:
        places = units.places(indicator.unit)
        kind = value_type(indicator)
        label, dated = _value_label(indicator), _value_dated(indicator)
        unit = indicator.unit
        yield own(VALUE, Role.VALUE, label=label, unit=unit, places=places, type=kind, dated=dated)
    if points is not None:
        yield own(POINTS, Role.POINTS, unit="分", constant=points, settled=_is_settled(points))
    elif isinstance(indicator.points, Unset):
        # Its finding stands elsewhere; rules that name it are still looked at.
        yield own(POINTS, Role.POINTS, unit="分")
    target, unit = indicator.target, target_unit(indicator)
    if isinstance(target, Fraction):
        yield own(TARGET, Role.TARGET, unit=unit, constant=target, settled=_is_settled(target))
    elif target is not None:
        yield own(TARGET, Role.TARGET, unit=unit, places=units.places(unit))
    yield own(SCORE, Role.SCORE, unit="分", label=f"{indicator.name}得分", places=2)


def _value_label(indicator: Indicator) -> str:
    """The value is called as the one input that it repeats, else as the indicator."""
    assert indicator.value is not None
    first = indicator.inputs[0].name if indicator.inputs else ""
    return first if indicator.value.text == quote_name(first) else indicator.name


def target_unit(indicator: Indicator) -> str:
    """The unit of the target. Two percentages are percentage points apart."""
    is_gap = SCORING[indicator.method].is_gap
    return POINT if is_gap and indicator.unit == PERCENT else indicator.unit


def value_type(indicator: Indicator) -> Type:
    """The type of the value: a number, unless it is just a text or choice that no scale turns into one."""
    texts = {quote_name(part.name) for part in indicator.inputs if part.kind in _TYPES}
    is_text = indicator.value is not None and indicator.value.text in texts
    return Type.TEXT if is_text and "scale" not in indicator.params else Type.NUMBER


def _value_dated(indicator: Indicator) -> str:
    """How the value is written when it is just a day or moment that was typed."""
    dated = {quote_name(part.name): DATED[part.kind] for part in indicator.inputs if part.kind in DATED}
    return dated.get(indicator.value.text, "") if indicator.value is not None else ""


def _cell_quantities(cell: Cell) -> Iterator[Quantity]:
    part = cell.input
    kind, dated = _TYPES.get(part.kind, Type.NUMBER), DATED.get(part.kind, "")
    yield Quantity(id=cell.raw, role=Role.RAW, type=Type.ANY, label=part.name, unit=part.unit, settled=True)
    yield Quantity(
        id=cell.id,
        role=Role.INPUT,
        type=kind,
        label=part.name,
        unit=part.unit,
        places=0 if part.kind is Kind.INTEGER else units.places(part.unit),
        settled=True,
        dated=dated,
        choices=part.choices,
        place=part.place,
    )


def _column_quantities(name: str, rows: OpenRows) -> Iterator[Quantity]:
    """Each column as a whole, its computed cells, and the column that tells which rows count."""
    for column in rows.columns:
        members = tuple(f"{name}.{column.name}.{row}" for row in range(1, rows.count + 1))
        yield Quantity(
            id=f"{name}.{column.name}",
            role=Role.COLUMN,
            type=Type.TEXTS if column.kind in _TYPES else Type.LIST,
            label=column.name,
            unit=column.unit,
            members=members,
            choices=column.choices,
            dated=DATED.get(column.kind, ""),
        )
        for member in members if column.rule is not None else ():
            yield Quantity(
                id=member,
                role=Role.WORKED,
                type=_TYPES.get(column.kind, Type.NUMBER),
                label=column.name,
                unit=column.unit,
                places=units.places(column.unit),
                dated=DATED.get(column.kind, ""),
                place=column.place,
            )
    members = tuple(f"{name}.{COUNTED}.{row}" for row in range(1, rows.count + 1))
    yield Quantity(id=f"{name}.{COUNTED}", role=Role.COLUMN, type=Type.LIST, label=COUNTED, members=members)
    for member in members:
        yield Quantity(id=member, role=Role.WORKED, type=Type.NUMBER, label=COUNTED, settled=True, places=0)


def form_quantities(scheme: Scheme, form: Form) -> Iterator[Quantity]:
    """Subtotals, total, grade, pay, and the columns of scores that they are computed from."""
    scores: list[str] = []
    for section in form.sections:
        own = tuple(f"{indicator.name}.{SCORE}" for indicator in section.indicators)
        scores += own
        label = section.subtotal or f"{section.name}小计"
        yield Quantity(id=label, role=Role.SUBTOTAL, type=Type.NUMBER, label=label, unit="分", places=2)
        if section.least is not None:
            least = f"{section.name}.{LEAST}"
            yield Quantity(
                id=least,
                role=Role.PARAMETER,
                type=Type.NUMBER,
                label=f"{section.name}{LEAST}",
                unit="分",
                constant=section.least,
                settled=True,
            )
        for name, role in ((ALL_SCORES, SCORE), (ALL_POINTS, POINTS)):
            members = tuple(f"{indicator.name}.{role}" for indicator in section.indicators)
            yield Quantity(
                id=f"{section.name}.{name}", role=Role.COLUMN, type=Type.LIST, label=name, members=members
            )
    every = [indicator.name for section in form.sections for indicator in section.indicators]
    for name, role in ((ALL_SCORES, SCORE), (ALL_POINTS, POINTS)):
        members = tuple(f"{indicator}.{role}" for indicator in every)
        yield Quantity(id=name, role=Role.COLUMN, type=Type.LIST, label=name, members=members)
    places = scheme.rounding.total
    yield Quantity(
        id=scheme.total,
        role=Role.TOTAL,
        type=Type.NUMBER,
        label=scheme.total,
        unit="分",
        places=places,
        settled=True,
    )
    if scheme.grades:
        yield Quantity(id=GRADE, role=Role.GRADE, type=Type.TEXT, label=GRADE, settled=True)
    if scheme.pay is not None:
        name, places = scheme.pay.name, scheme.rounding.pay
        yield Quantity(
            id=name, role=Role.PAY, type=Type.NUMBER, label=name, unit="元", places=places, settled=True
        )


def _is_settled(value: Fraction) -> bool:
    return (value * 10**9).denominator == 1
