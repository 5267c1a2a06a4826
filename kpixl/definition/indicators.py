"""Records of indicators to Indicators: the scoring rule, its parameters, and what people fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from kpixl.definition.earlier import standing_in
from kpixl.definition.fields_indicator import methods_with
from kpixl.definition.gathered import Gathered
from kpixl.definition.inputs import asked_limits, unit_in
from kpixl.definition.open_rows import build_rows, constraints
from kpixl.definition.records import Record
from kpixl.definition.steps import read_steps
from kpixl.definition.surroundings import Surroundings
from kpixl.definition.ways import Asked, filled_in
from kpixl.model.indicator import Exempt, Indicator, Input, Missing, Number, OpenRows, Param, Rule, Unset
from kpixl.model.numbers import plain
from kpixl.rules.scoring import POINTS, SCORING, TARGET, VALUE, ParamKind, Scoring

_RULE_NAMES = re.compile(r"[\u4e00-\u9fff]+")


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
        params = _of_levels(record, row, around, gathered) | _params(record, row, gathered)
        target = _target(record, around)
        _check_target(record, row, target, params, gathered)
        scale = around.scale(record, "scale", gathered)
        numbers = {name: around.number(value) for name, value in params.items()}
        _check_numbers(record, row, params, numbers, gathered)
        _check_most(record, row, numbers, points, gathered)
        usual = asked_limits(record, row, points, params, scale)
        filled = filled_in(Asked(record, row, usual, around, gathered))
        part = record.get("rows", Record)
        rows = build_rows(part, around.lookups, gathered) if part is not None else None
        if rows is not None:
            rows = replace(rows, columns=standing_in(rows.columns, record.text("name")))
        _check_row_names(record, row, filled.inputs, rows, gathered)
        _check_choices(record, row, filled.inputs, gathered)
        indicator = Indicator(
            name=record.text("name"),
            method=row.name,
            points=points,
            unit=unit_in(record),
            target=target,
            inputs=standing_in(filled.inputs, record.text("name")),
            value=filled.value,
            params=params,
            rows=rows,
            constraints=(*filled.constraints, *constraints(record)),
            missing=Missing(record.text("missing")),
            exempt=_exempt(record),
            standard=record.text("standard"),
            terse=record.text("terse") or "/".join(_ordered(row, numbers)),
            source=record.text("source"),
            owner=record.text("owner"),
            code=record.text("code"),
            definition=record.text("definition"),
            provisional=record.text("provisional"),
            place=record.place,
        )
    return None if record.place in gathered.broken else indicator


def _of_levels(record: Record, row: Scoring, around: Surroundings, gathered: Gathered) -> dict[str, Param]:
    """A rating by counts of levels is out of the best level, unless the scheme says otherwise."""
    scale = around.scale(record, "levels", gathered)
    is_param = any(param.name == row.high for param in row.params)
    return {row.high: max(level for _, level in scale.levels)} if scale is not None and is_param else {}


def _exempt(record: Record) -> Exempt | None:
    part = record.get("exempt", Record)
    when = part.rule("when") if part is not None else None
    return Exempt(when, part.text("why")) if part is not None and when is not None else None


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


def _target(record: Record, around: Surroundings) -> Number | Rule | None:
    """The target; one that is just a parameter of the scheme is that number."""
    rule = record.rule("target")
    return record.number("target") if rule is None else around.parameters.get(rule.text.strip(), rule)


def _check_target(
    record: Record,
    row: Scoring,
    target: Number | Rule | None,
    params: Mapping[str, Param],
    gathered: Gathered,
) -> None:
    if row.needs_target and not record.wrote("target"):
        gathered.add("target-needed", record.place, method=row.name)
    given = {*params, *(f"{name}={value}" for name, value in params.items()), "target"}
    if isinstance(target, Fraction) and target <= 0 and f"/ {TARGET}" in row.template(given):
        gathered.add("target-not-positive", record.places["target"], method=row.name)


def _ordered(row: Scoring, numbers: Mapping[str, Fraction | None]) -> list[str]:
    """The targets of a rule that has several, from the worse to the better; none while one is not known."""
    known = [plain(value) for name in row.order if (value := numbers.get(name)) is not None]
    return known if len(known) == len(row.order) else []


def _check_numbers(
    record: Record,
    row: Scoring,
    params: Mapping[str, Param],
    numbers: Mapping[str, Fraction | None],
    gathered: Gathered,
) -> None:
    """What a rule divides by is positive, and its targets go from the worse to the better."""
    template = row.template({*params, *(f"{name}={value}" for name, value in params.items())})
    for name, value in numbers.items():
        if value is not None and value <= 0 and re.search(rf"/ {name}\b", template):
            gathered.add("param-not-positive", record.places[name], key=name, method=row.name)
    for worse, better in pairwise(row.order):
        low, high = numbers.get(worse), numbers.get(better)
        is_lower = params.get("better") == "lower"
        if low is not None and high is not None and (low < high if is_lower else low > high):
            details = {"worse": worse, "low": plain(low), "better": better, "high": plain(high)}
            gathered.add("params-order", record.places[better], **details)


def _check_most(
    record: Record,
    row: Scoring,
    numbers: Mapping[str, Fraction | None],
    points: Number | None,
    gathered: Gathered,
) -> None:
    """No parameter gives more than full points."""
    for param in row.params:
        most = points if param.most == POINTS else Fraction(param.most) if param.most else None
        value = numbers.get(param.name)
        if value is not None and isinstance(most, Fraction) and value > most and record.wrote(param.name):
            details = {"key": param.name, "value": plain(value), "most": plain(most), "method": row.name}
            gathered.add("param-too-great", record.places[param.name], **details)


def _check_row_names(
    record: Record, row: Scoring, inputs: tuple[Input, ...], rows: OpenRows | None, gathered: Gathered
) -> None:
    """Names in the scoring rule that are neither standard nor parameters are inputs of the indicator."""
    names = {name for _, text in row.templates for name in _RULE_NAMES.findall(text)}
    present = {part.name for part in (*inputs, *(rows.columns if rows else ()))}
    for name in sorted(names - {VALUE, TARGET, POINTS, *row.choices} - present):
        gathered.add("input-needed", record.keys.get("rows", record.place), method=row.name, name=name)


def _check_choices(record: Record, row: Scoring, inputs: tuple[Input, ...], gathered: Gathered) -> None:
    """A rule that knows its answers takes no others."""
    if row.choices and inputs and inputs[0].choices != row.choices:
        place = record.keys.get("choices", record.place)
        details = {"method": row.name, "name": inputs[0].name}
        known = {"known": "、".join(row.choices), "known_en": ", ".join(row.choices)}
        gathered.add("choices-fixed", place, **details, **known)
