"""A form's definition to its rulebook: rules parsed, bound, checked and put in order."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from kpixl.findings import Finding, has_errors
from kpixl.model.indicator import Indicator, Rule
from kpixl.model.numbers import NOISE_PLACES
from kpixl.model.scheme import Form, Scheme, Section
from kpixl.rules import entries, open_rows, totals
from kpixl.rules.basis import with_basis
from kpixl.rules.binding import RuleReader, Scope
from kpixl.rules.booking import read_bookings
from kpixl.rules.consequences import consequence_quantities
from kpixl.rules.constraints import read_constraints
from kpixl.rules.declare import (
    SCORE,
    cells_of,
    form_quantities,
    indicator_quantities,
    parameter_quantities,
    period_quantities,
    roster_quantities,
    value_type,
)
from kpixl.rules.fit import too_long
from kpixl.rules.instantiate import conditions_held, level_tree, scoring_tree
from kpixl.rules.lookups import looked_up
from kpixl.rules.nodes import Binary, Call, Expr, Name, Truth, call, names, number, without_spans
from kpixl.rules.order import arrange
from kpixl.rules.patterns import constant
from kpixl.rules.policy import scored
from kpixl.rules.quantity import Item, Quantity, Rulebook
from kpixl.rules.scoring import SCORING, TARGET, VALUE
from kpixl.rules.values import Type

_NOTHING: Mapping[str, Type] = {}


def build_rulebook(
    scheme: Scheme, form: Form, columns: Mapping[str, Type] = _NOTHING
) -> tuple[Rulebook | None, tuple[Finding, ...]]:
    """The form's rulebook, or None with the findings that stand in the way.

    `columns` are the types of further roster columns that rules may name.
    """
    quantities = {quantity.id: quantity for quantity in _declare(scheme, form, columns)}
    reader = RuleReader()
    items = with_basis(tuple(_items(scheme, form, quantities, reader)))
    quantities |= dict(_known_targets(items, quantities))
    seen = replace(_form_scope(quantities), inline=_where_entries_agree(items))
    of_form = totals.form_rules(scheme, form, seen, reader)
    booked = read_bookings(scheme, form, seen, reader)
    if has_errors(reader.findings):
        return None, _in_order(reader.findings)
    rules = {**_entry_rules(items), **_item_rules(scheme, items), **of_form}
    ordered, findings = arrange(quantities, rules)
    if findings:
        return None, findings
    rulebook = Rulebook(scheme, form, items, ordered, booked)
    found = _in_order((*reader.findings, *too_long(rulebook)))
    return (None if has_errors(found) else rulebook), found


def _known_targets(
    items: tuple[Item, ...], quantities: Mapping[str, Quantity]
) -> Iterator[tuple[str, Quantity]]:
    """Targets that are calculated from parameters alone are the same for everybody."""
    for item in items:
        value = constant(item.target, quantities) if item.target is not None else None
        if value is not None:
            settled = (value * 10**NOISE_PLACES).denominator == 1
            yield item.id(TARGET), replace(quantities[item.id(TARGET)], constant=value, settled=settled)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda found: (found.place.line or 0, found.place.column or 0)))


def _declare(scheme: Scheme, form: Form, columns: Mapping[str, Type]) -> Iterator[Quantity]:
    # What comes later takes the name: a roster may happen to have a column of a name of the scheme.
    yield from roster_quantities(scheme, columns)
    yield from parameter_quantities(scheme)
    yield from period_quantities()
    for section in form.sections:
        for indicator in section.indicators:
            yield from indicator_quantities(indicator, _points(indicator))
    yield from form_quantities(scheme, form)
    yield from consequence_quantities(form)


def _points(indicator: Indicator) -> Fraction | None:
    return indicator.points if isinstance(indicator.points, Fraction) else None


def _items(
    scheme: Scheme, form: Form, quantities: Mapping[str, Quantity], reader: RuleReader
) -> Iterator[Item]:
    number = 0
    for section in form.sections:
        for indicator in section.indicators:
            number += 1
            yield _item(scheme, section, indicator, number, quantities, reader)


def _item(
    scheme: Scheme,
    section: Section,
    indicator: Indicator,
    number: int,
    quantities: Mapping[str, Quantity],
    reader: RuleReader,
) -> Item:
    scope = _indicator_scope(scheme, indicator, quantities)
    worked, row_musts = open_rows.row_rules(scheme, indicator, scope, reader)
    scale = scheme.scales.get(str(indicator.params.get("scale", "")))
    made = Rule(SCORING[indicator.method].name, indicator.place)

    def read(rule: Rule, wanted: Type) -> Expr:
        return reader.read(rule, scope, wanted)

    before = len(reader.findings)
    score = scoring_tree(indicator, scale, read)
    if len(reader.findings) == before:
        score = reader.read(made, scope, Type.NUMBER, without_spans(score))
    value = None
    if indicator.value is not None:
        typed = {cell.input.name: cell.id for cell in cells_of(indicator) if cell.row is None}
        value_scope = Scope({**scope.names, **typed}, scope.quantities, scope.inline)
        value = reader.read(indicator.value, value_scope, Type.TEXT if scale else value_type(indicator))
        if scale is not None:
            value = level_tree(value, scale)
    firm = [part for part in indicator.constraints if not part.remind]
    reminding = [part for part in indicator.constraints if part.remind]
    return Item(
        indicator=indicator,
        section=section,
        number=number,
        cells=cells_of(indicator),
        points=_points(indicator),
        value=value,
        score=score,
        musts=read_constraints(firm, scope, reader),
        reminders=read_constraints(reminding, scope, reader),
        target=_target(indicator, scope, reader),
        row_musts=row_musts,
        worked=worked,
        exempt=read(indicator.exempt.when, Type.TRUTH) if indicator.exempt else None,
    )


def _target(indicator: Indicator, scope: Scope, reader: RuleReader) -> Expr | None:
    """The rule of a target that differs from one appraisee to another.

    What a value is divided by is a target only above 0, as the definition demands of a fixed one.
    """
    if not isinstance(indicator.target, Rule):
        return None
    rule = reader.read(indicator.target, scope, Type.NUMBER)
    if f"/ {TARGET}" not in SCORING[indicator.method].template(conditions_held(indicator)):
        return rule
    return call("IF", Binary(">", rule, number(0)), rule, call("NA"))


def _indicator_scope(scheme: Scheme, indicator: Indicator, quantities: Mapping[str, Quantity]) -> Scope:
    """An indicator sees its own names short, those of others by indicator.name, parameters and the roster."""
    scope = _form_scope(quantities)
    prefix = indicator.name + "."
    own = {name.removeprefix(prefix): name for name in quantities if name.startswith(prefix)}
    own = {
        short: name for short, name in own.items() if "." not in short and short != SCORE and "@" not in short
    }
    names, found, inline = looked_up(scheme, indicator.inputs, lambda name: own[name])
    return Scope({**scope.names, **own, **names}, ChainMap(found, dict(quantities)), inline)


def _form_scope(quantities: Mapping[str, Quantity]) -> Scope:
    return Scope({name: name for name in quantities if "@" not in name}, quantities)


def _entry_rules(items: tuple[Item, ...]) -> dict[str, Expr]:
    """The rule of every input cell: its typed value once it is valid."""
    rules: dict[str, Expr] = {}
    for item in items:
        if item.indicator.rows is not None:
            rules.update(open_rows.cell_rules(item))
        else:
            rules |= {cell.id: entries.clean(cell) for cell in item.cells}
    return rules


def _own_musts(item: Item) -> tuple[Expr, ...]:
    """The conditions between the item's own entries alone; others may rest on the very value they guard."""
    own = {cell.id for cell in item.cells}
    musts = (must for must, _ in item.musts if own.issuperset(part.name for part in names(must)))
    return tuple(call("IFERROR", must, Truth(True)) for must in musts)


def _agreeing(item: Item, rule: Expr) -> Expr:
    """A rule for everybody who reads it: unknown while the item's own entries contradict each other."""
    musts = _own_musts(item)
    held = musts[0] if len(musts) == 1 else Call("ALL", musts)
    return call("IF", held, rule, call("NA")) if musts else rule


def _where_entries_agree(items: tuple[Item, ...]) -> dict[str, Expr]:
    """Entries as pay, fines and measures see them."""
    cells = ((item, cell.id) for item in items if item.indicator.rows is None for cell in item.cells)
    return {id_: _agreeing(item, Name(id_)) for item, id_ in cells if _own_musts(item)}


def _item_rules(scheme: Scheme, items: tuple[Item, ...]) -> dict[str, Expr]:
    rules: dict[str, Expr] = {}
    for item in items:
        if item.value is not None:
            rules[item.id(VALUE)] = _agreeing(item, item.value)
        if item.target is not None:
            rules[item.id(TARGET)] = item.target
        rules[item.id(SCORE)] = scored(item, scheme.rounding.items)
    return rules
