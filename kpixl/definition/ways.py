"""The ways to fill in an indicator, as a table: each gives its inputs, its value and its constraints.

What comes of a way is plain inputs and rules, so nothing further on knows of ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kpixl.definition.gathered import Gathered
from kpixl.definition.inputs import Limits, counted, further_input, limits_of, make_input, unit_in
from kpixl.definition.records import Named, Record
from kpixl.definition.surroundings import Surroundings
from kpixl.findings import Place
from kpixl.model.indicator import Constraint, Input, Rule, Unset
from kpixl.model.numbers import digits, plain
from kpixl.model.units import COUNT, unit_of
from kpixl.rules.printer import quote_name
from kpixl.rules.scoring import VALUE, ParamKind, Scoring

RENORMALISE = "renormalise"


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator as it is written, its scoring rule, and what holds for the one input it may ask for."""

    record: Record
    row: Scoring
    usual: Limits
    around: Surroundings
    gathered: Gathered

    @property
    def needs_value(self) -> bool:
        """Whether the scoring rule looks at 完成值."""
        steps = any(param.kind is ParamKind.STEPS for param in self.row.params)
        return steps or any(VALUE in text for _, text in self.row.templates)

    def written_value(self, key: str, code: str) -> Rule | None:
        """The rule that the scheme gives for the value; a finding where one is needed."""
        if not self.record.wrote("value") and self.needs_value:
            self.gathered.add(code, self.record.keys[key], method=self.row.name)
        return self.record.rule("value")


@dataclass(frozen=True, slots=True)
class Filled:
    """What people fill in, the rule for the value, and what must hold between the entries."""

    inputs: tuple[Input, ...] = ()
    value: Rule | None = None
    constraints: tuple[Constraint, ...] = ()


def filled_in(asked: Asked) -> Filled:
    """How the indicator is filled in; inputs that its scoring rule needs are asked for as well."""
    way = next((way for key, way in WAYS.items() if asked.record.wrote(key)), _ask)
    filled = way(asked)
    also = tuple(
        further_input(part, asked.around.columns, asked.around.lookups, asked.gathered)
        for part in asked.record.all("also", Record)
    )
    inputs = filled.inputs + also
    return replace(filled, inputs=inputs + tuple(_implied(asked, {part.name for part in inputs})))


def _implied(asked: Asked, present: set[str]) -> Iterator[Input]:
    """Inputs of the scoring rule, such as 上期值: measured as the value is."""
    for name in asked.row.further:
        if name not in present:
            record = asked.record
            made = make_input(record, name, record.place, asked.gathered, asked.usual)
            yield replace(made, column=name if name in asked.around.columns else "")


def _ask(asked: Asked) -> Filled:
    """One figure, called 完成值 unless the scheme says otherwise; it is the value."""
    record = asked.record
    place = record.places.get("ask", record.place)
    made = make_input(record, record.text("ask"), place, asked.gathered, asked.usual)
    return Filled((made,), Rule(quote_name(made.name), made.place))


def _ratio(asked: Asked) -> Filled:
    """Two counts: the value is their quotient, in the indicator's unit."""
    record = asked.record
    inputs = tuple(
        make_input(part, part.text("name"), part.place, asked.gathered, usual=counted(part))
        for part in record.all("ratio", Record)
    )
    if len(inputs) < 2:
        return Filled(inputs)
    above, below = inputs[:2]
    if above.name == below.name:
        asked.gathered.add("ratio-same", below.place, name=above.name)
    factor = unit_of(unit_in(record)).ratio
    text = f"{quote_name(above.name)} / {quote_name(below.name)}"
    return Filled(inputs, Rule(text if factor == 1 else f"{text} * {factor}", record.places["ratio"]))


def _inputs(asked: Asked) -> Filled:
    """What the scheme lists: a single one is the value, of several it says what the value is."""
    parts = asked.record.all("inputs", Record)
    inputs = tuple(
        further_input(part, asked.around.columns, asked.around.lookups, asked.gathered) for part in parts
    )
    if len(inputs) == 1 and not asked.record.wrote("value"):
        return Filled(inputs, Rule(quote_name(inputs[0].name), inputs[0].place))
    return Filled(inputs, asked.written_value("inputs", "value-needed"))


def _rows(asked: Asked) -> Filled:
    """Open rows: they are read elsewhere."""
    return Filled(value=asked.written_value("rows", "rows-no-value"))


def _computed(asked: Asked) -> Filled:
    """Nothing: the value comes from other indicators."""
    return Filled(value=asked.record.rule("value"))


def _levels(asked: Asked) -> Filled:
    """How many chose each level of a scale: the value is the mean of the levels."""
    scale = asked.around.scale(asked.record, "levels", asked.gathered)
    if scale is None:
        return Filled()
    place = asked.record.places["levels"]
    inputs = tuple(_count(label, "", place) for label, _ in scale.levels)
    names = [quote_name(label) for label, _ in scale.levels]
    weighted = ", ".join(
        f"{name} * {digits(level)}" for name, (_, level) in zip(names, scale.levels, strict=True)
    )
    return Filled(inputs, Rule(f"SUM({weighted}) / SUM({', '.join(names)})", place))


def _options(asked: Asked) -> Filled:
    """How many chose each option: in all as many as the base, or each at most that where several count."""
    record = asked.record
    part = record.get("options", Record)
    if part is None:
        return Filled()
    place, unit = part.places.get("list", part.place), unit_in(part)
    inputs = tuple(_count(name, unit, place) for name in part.all("list", str))
    base, names = part.rule("of"), [quote_name(one.name) for one in inputs]
    value = asked.written_value("options", "value-needed")
    if base is None or not names:
        return Filled(inputs, value)
    if part.flag("several"):
        musts = tuple(
            _constraint(f"{name} <= {base.text}", f"“{one.name}”为{{{name}}}，多于{{{base.text}}}", base)
            for one, name in zip(inputs, names, strict=True)
        )
    else:
        total = f"SUM({', '.join(names)})"
        musts = (_constraint(f"{total} = {base.text}", f"合计为{{{total}}}，应为{{{base.text}}}", base),)
    return Filled(inputs, value, musts)


def _constraint(must: str, say: str, base: Rule) -> Constraint:
    return Constraint(Rule(must, replace(base.place, column=None)), say)


def _raters(asked: Asked) -> Filled:
    """Several people rate: the value is the mean by their weights, of all or of those who rated."""
    record, place = asked.record, asked.record.places["raters"]
    raters = record.all("raters", Named)
    inputs = tuple(
        make_input(record, rater.name, rater.place, asked.gathered, asked.usual) for rater in raters
    )
    shares = tuple(_share(rater, asked) for rater in raters)
    total = sum(shares, Fraction(0))
    if all(isinstance(rater.value, Fraction) for rater in raters) and total != 1:
        told = f"{' + '.join(map(_percent, shares))} = {_percent(total)}"
        asked.gathered.add("raters-sum", place, sum=told)
    names = [quote_name(rater.name) for rater in raters]
    parts = [f"{name} * {_percent(share)}" for name, share in zip(names, shares, strict=True)]
    if record.text("absent") != RENORMALISE:
        return Filled(inputs, Rule(" + ".join(parts), place))
    rated = ", ".join(f"IFERROR({part}, 0)" for part in parts)
    present = ", ".join(
        f"COUNT({name}) * {_percent(share)}" for name, share in zip(names, shares, strict=True)
    )
    return Filled(inputs, Rule(f"SUM({rated}) / SUM({present})", place))


def _share(rater: Named, asked: Asked) -> Fraction:
    if isinstance(rater.value, Unset):
        suggested = rater.value.suggested
        details = {"name": asked.record.text("name"), "key": rater.name}
        if suggested is None:
            asked.gathered.add("unset-number", rater.place, **details)
        else:
            asked.gathered.add("unset-number-suggested", rater.place, **details, suggested=plain(suggested))
    return rater.value if isinstance(rater.value, Fraction) else Fraction(0)


def _percent(share: Fraction) -> str:
    return digits(share * 100) + "%"


def _count(name: str, unit: str, place: Place) -> Input:
    usual = limits_of(unit_of(unit) if unit else COUNT)
    return Input(name=name, kind=usual.kind, unit=unit, low=usual.low, high=usual.high, place=place)


WAYS: Mapping[str, Callable[[Asked], Filled]] = {
    "ratio": _ratio,
    "levels": _levels,
    "options": _options,
    "raters": _raters,
    "rows": _rows,
    "inputs": _inputs,
    "value": _computed,
}
"""By the key that chooses a way: the first that is written. Without any, one figure is asked for."""
