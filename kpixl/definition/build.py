"""Records to the nouns of the model: the scheme and its parts. Indicators are built next door."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from kpixl.definition.annual import build_annuals
from kpixl.definition.cohort import build_cohort_steps
from kpixl.definition.consequences import build_lookups
from kpixl.definition.earlier import earlier_of
from kpixl.definition.forms import build_forms
from kpixl.definition.gathered import Gathered
from kpixl.definition.payroll import build_payroll
from kpixl.definition.records import Named, Record
from kpixl.definition.reserved import check_scheme_names
from kpixl.definition.surroundings import Surroundings
from kpixl.model.consequence import Adjust, Grade, Pay
from kpixl.model.earlier import Earlier
from kpixl.model.indicator import Constraint, Number, Scale, Unset
from kpixl.model.scheme import Appeal, Deadline, Rounding, Scheme, WorkingDays
from kpixl.model.zones import zone_of


def build_scheme(record: Record, gathered: Gathered) -> Scheme:
    """The scheme. What cannot be read is left out (a text is ""); findings tell of it."""
    check_scheme_names(record, gathered)
    scales = {entry.name: _scale(entry) for entry in record.all("scales", Named)}
    lookups = dict(build_lookups(record, gathered))
    parameters = {entry.name: _number(entry, gathered) for entry in record.all("parameters", Named)}
    grades = tuple(_grades(record))
    return Scheme(
        slug=record.text("scheme"),
        title=record.text("title"),
        points=record.get("points", Fraction) or Fraction(0),
        forms=build_forms(record, Surroundings(scales, {}, lookups, parameters), gathered),
        version=record.text("version"),
        cycle=record.text("cycle"),
        language=record.text("language"),
        company=record.text("company"),
        source=record.text("source"),
        contact=record.text("contact"),
        appraiser=record.text("appraiser"),
        total=record.text("total"),
        total_label=record.text("total_label"),
        unit_appraisee=record.text("appraisees") == "units",
        parameters=parameters,
        scales={name: scale for name, scale in scales.items() if scale is not None},
        tables=lookups,
        columns=_columns(record),
        annual=build_annuals(record),
        heads={entry.name: str(entry.value or "") for entry in record.all("heads", Named)},
        carried=dict(_carried(record)),
        examples=_examples(record),
        rounding=_rounding(record),
        grades=grades,
        pay=_pay(record),
        cohort=build_cohort_steps(record, grades, gathered),
        payroll=build_payroll(record),
        sign=record.all("sign", str),
        deadline=_deadline(record),
        timezone=_timezone(record, gathered),
        payout=_payout(record),
        notes=record.all("notes", str),
        open_questions=record.all("open_questions", str),
        effective=record.get("effective", date),
        until=record.get("until", date),
        checks=tuple(_conditions(record)),
        dictionary=record.text("dictionary"),
        calendar=_calendar(record, gathered),
        show_rank=record.flag("show_rank"),
        appeal=_appeal(record),
        returns=_returns(record),
        trial=bool(gathered.tried) or gathered.left_out,
        place=record.place,
    )


def _conditions(record: Record) -> Iterator[Constraint]:
    for part in record.all("checks", Record):
        must = part.rule("must")
        if must is not None:
            yield Constraint(must, part.text("say"))


def _columns(record: Record) -> Mapping[str, str]:
    """The units of declared columns by name, written alone or with an example."""
    entries = record.all("columns", Named)
    return {
        entry.name: entry.value.text("unit") if isinstance(entry.value, Record) else str(entry.value or "")
        for entry in entries
    }


def _carried(record: Record) -> Iterator[tuple[str, Earlier]]:
    for entry in record.all("columns", Named):
        earlier = earlier_of(entry.value) if isinstance(entry.value, Record) else None
        if earlier is not None:
            yield entry.name, earlier


def _examples(record: Record) -> Mapping[str, str]:
    entries = record.all("columns", Named)
    return {entry.name: entry.value.text("example") for entry in entries if isinstance(entry.value, Record)}


def _number(entry: Named, gathered: Gathered) -> Number:
    """The number of a parameter; an unreadable one stays unset, so that rules still know its name."""
    if isinstance(entry.value, Fraction | Unset):
        return entry.value
    gathered.broken.add(entry.place)
    return Unset(entry.place)


def _scale(entry: Named) -> Scale | None:
    levels = entry.value if isinstance(entry.value, tuple) else ()
    numbers = tuple((level.name, level.value) for level in levels if isinstance(level.value, Fraction))
    return Scale(entry.name, numbers, entry.place) if numbers else None


def _calendar(record: Record, gathered: Gathered) -> WorkingDays:
    part = record.get("calendar", Record)
    if part is None:
        return WorkingDays()
    off, on = part.all("off", date), part.all("on", date)
    for day in sorted({*off} & {*on}):
        gathered.add("calendar-both", part.keys["on"], day=day)
    return WorkingDays(off, on)


def _appeal(record: Record) -> Appeal | None:
    part = record.get("appeal", Record)
    if part is None:
        return None
    days, working = part.get("days", int), part.flag("working")
    return Appeal(contact=part.text("contact"), days=days, working=working, place=part.place)


def _returns(record: Record) -> Mapping[str, str]:
    part = record.get("returns", Record)
    return {key: part.text(key) for key in part.keys if part.text(key)} if part is not None else {}


def _rounding(record: Record) -> Rounding:
    part = record.get("rounding", Record)
    if part is None:
        return Rounding()
    return Rounding(total=part.whole("total"), pay=part.whole("pay"), items=part.get("items", int))


def _grades(record: Record) -> Iterator[Grade]:
    for part in record.all("grades", Record):
        if part.text("name"):
            yield Grade(part.text("name"), part.get("from", Fraction), part.place)


def _pay(record: Record) -> Pay | None:
    part = record.get("pay", Record)
    amount = part.rule("amount") if part else None
    if part is None or amount is None:
        return None
    return Pay(
        amount=amount,
        adjust=tuple(_adjust(part)),
        name=part.text("name"),
        note=part.text("note"),
        booked=part.rule("booked"),
    )


def _adjust(pay: Record) -> Iterator[Adjust]:
    for part in pay.all("adjust", Record):
        when, keep = part.rule("when"), part.number("keep")
        if when is not None and keep is not None:
            yield Adjust(when, keep, part.text("why"))


def _payout(record: Record) -> int | None:
    part = record.get("payout", Record)
    return part.get("months", int) if part is not None else None


def _deadline(record: Record) -> Deadline | None:
    part = record.get("deadline", Record)
    months, day = (part.get("months", int), part.get("day", int)) if part else (None, None)
    return None if months is None or day is None else Deadline(months, day)


def _timezone(record: Record, gathered: Gathered) -> str:
    name = record.text("timezone")
    if zone_of(name) is None:
        gathered.add("unknown-timezone", record.places["timezone"], text=name)
    return name
