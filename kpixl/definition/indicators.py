"""Records of indicators to Indicators: the scoring rule, its parameters, and what people fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kpixl.definition.fields_indicator import methods_with
from kpixl.definition.gathered import Gathered
from kpixl.definition.inputs import asked_limits, counted, further_input, make_input, unit_in
from kpixl.definition.records import Record
from kpixl.definition.scalars import near_or_known
from kpixl.definition.steps import read_steps
from kpixl.model.scheme import (
    Constraint,
    Indicator,
    Input,
    Missing,
    Number,
    OpenRows,
    Param,
    Rule,
    Scale,
    Unset,
)
from kpixl.model.units import unit_of
from kpixl.rules.printer import quote_name
from kpixl.rules.scoring import POINTS, SCORING, TARGET, VALUE, ParamKind, Scoring

_RULE_NAMES = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an indicator may refer to: the scheme's scales (None: unreadable) and its form's columns."""

    scales: Mapping[str, Scale | None]
    columns: Mapping[str, Input]


def method_of(record: Record) -> Scoring | None:
    """The scoring rule of an indicator; a formula of its own implies the rule for that."""
    name = record.get("score", str) or ("formula" if record.wrote("formula") else "")
    return SCORING.get(name)


def build_indicator(
    record: Record, points: Number | None, around: Surroundings, gathered: Gathered
) -> Indicator | None:
    """The indicator; None when it cannot be read whole, and then findings tell why."""
    row = method_of(record)
    if row is None:
        return None
    with gathered.inside(record.place):
        params = _params(record, row, gathered)
        _check_target(record, row, params, gathered)
        scale = _scale(record, around, gathered)
        inputs = tuple(_inputs(record, row, points, params, scale, around, gathered))
        rows = _rows(record, gathered)
        value = _value(record, row, inputs, gathered)
        _check_row_names(record, row, inputs, rows, gathered)
        indicator = Indicator(
            name=record.text("name"),
            method=row.name,
            points=points,
            unit=unit_in(record),
            target=record.number("target"),
            inputs=inputs,
            value=value,
            params=params,
            rows=rows,
            constraints=tuple(_constraints(record)),
            missing=Missing(record.text("missing")),
            standard=record.text("standard"),
            terse=record.text("terse"),
            source=record.text("source"),
            provisional=record.flag("provisional"),
            place=record.place,
        )
    return None if record.place in gathered.broken else indicator


def _params(record: Record, row: Scoring, gathered: Gathered) -> dict[str, Param]:
    """The parameters that the scheme gives; those of other scoring rules are findings."""
    own = {param.name: param for param in row.params}
    for key, place in record.keys.items():
        if key not in own and (takers := methods_with(key)):
            gathered.add("other-param", place, key=key, method=row.name, takers=", ".join(takers))
    params: dict[str, Param] = {}
    for name, param in own.items():
        if name in record.values:
            params[name] = _param(record, name)
        elif param.required and not record.wrote(name):
            gathered.add("param-needed", record.place, key=name, method=row.name, zh=param.zh, en=param.en)
        if param.kind is ParamKind.STEPS and name in params:
            params |= read_steps(record, name, gathered)
    return params


def _param(record: Record, name: str) -> Param:
    match record.values[name]:
        case Fraction() | str() | Unset() | Rule() as value:
            return value
        case _:
            return record.all(name, Rule)


def _check_target(record: Record, row: Scoring, params: Mapping[str, Param], gathered: Gathered) -> None:
    if row.needs_target and not record.wrote("target"):
        gathered.add("target-needed", record.place, method=row.name)
    target = record.number("target")
    given = {*params, *(f"{name}={value}" for name, value in params.items()), "target"}
    if isinstance(target, Fraction) and target <= 0 and f"/ {TARGET}" in row.template(given):
        gathered.add("target-not-positive", record.places["target"], method=row.name)


def _scale(record: Record, around: Surroundings, gathered: Gathered) -> Scale | None:
    name = record.get("scale", str)
    if name is None or name in around.scales:
        return around.scales.get(name or "")
    near_or_known(gathered, "unknown-scale", record.places["scale"], name, around.scales)
    return None


def _inputs(
    record: Record,
    row: Scoring,
    points: Number | None,
    params: Mapping[str, Param],
    scale: Scale | None,
    around: Surroundings,
    gathered: Gathered,
) -> Iterator[Input]:
    if record.wrote("ratio"):
        for part in record.all("ratio", Record):
            yield make_input(part, part.text("name"), part.place, gathered, usual=counted(part))
    elif not record.wrote("inputs") and not record.wrote("rows"):
        usual = asked_limits(record, row, points, params, scale)
        yield make_input(record, record.text("ask"), record.places.get("ask", record.place), gathered, usual)
    for key in ("inputs", "also"):
        for part in record.all(key, Record):
            yield further_input(part, around.columns, gathered)


def _rows(record: Record, gathered: Gathered) -> OpenRows | None:
    rows = record.get("rows", Record)
    if rows is None:
        return None
    count, least = rows.whole("count", otherwise=1), rows.whole("least")
    if least > count:
        gathered.add("rows-least", rows.places["least"], least=least, count=count)
    columns, taken = [], set()
    for part in rows.all("columns", Record):
        at = part.text("at")
        if at in taken:
            gathered.add("column-at-twice", part.places["at"], at=at)
        taken.add(at)
        columns.append(make_input(part, part.text("name"), part.place, gathered, column=at))
    return OpenRows(count=count, columns=tuple(columns), least=least)


def _value(record: Record, row: Scoring, inputs: tuple[Input, ...], gathered: Gathered) -> Rule | None:
    """The rule for 完成值. Scoring by open rows, or by conditions on several inputs, does without."""
    is_needed = any(param.kind is ParamKind.STEPS for param in row.params) or any(
        VALUE in text for _, text in row.templates
    )
    if record.wrote("ratio"):
        return _ratio(record, inputs, gathered)
    if record.wrote("rows"):
        if is_needed:
            gathered.add("rows-no-value", record.keys["rows"], method=row.name)
        return None
    if record.wrote("value"):
        return record.rule("value")
    if record.wrote("inputs") and len(record.all("inputs", Record)) != 1:
        if is_needed:
            gathered.add("value-needed", record.keys["inputs"], method=row.name)
        return None
    return Rule(quote_name(inputs[0].name), inputs[0].place) if inputs else None


def _ratio(record: Record, inputs: tuple[Input, ...], gathered: Gathered) -> Rule | None:
    if len(record.all("ratio", Record)) < 2:
        return None
    above, below = inputs[:2]
    if above.name == below.name:
        gathered.add("ratio-same", below.place, name=above.name)
    factor = unit_of(unit_in(record)).ratio
    text = f"{quote_name(above.name)} / {quote_name(below.name)}"
    return Rule(text if factor == 1 else f"{text} * {factor}", record.places["ratio"])


def _check_row_names(
    record: Record, row: Scoring, inputs: tuple[Input, ...], rows: OpenRows | None, gathered: Gathered
) -> None:
    """Names in the scoring rule that are neither standard nor parameters are inputs of the indicator."""
    names = {name for _, text in row.templates for name in _RULE_NAMES.findall(text)}
    present = {part.name for part in (*inputs, *(rows.columns if rows else ()))}
    for name in sorted(names - {VALUE, TARGET, POINTS} - present):
        gathered.add("input-needed", record.keys.get("rows", record.place), method=row.name, name=name)


def _constraints(record: Record) -> Iterator[Constraint]:
    for check in record.all("checks", Record):
        must = check.rule("must")
        if must is not None:
            yield Constraint(must, check.text("say"))
