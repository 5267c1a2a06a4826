"""A ready-made rule with a scheme's parameters filled in: one tree over 完成值, 目标值, 满分, inputs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Protocol

from kpixl.model.indicator import Indicator, Rule, Scale, Step, Unset
from kpixl.rules.nodes import Binary, Call, Expr, Name, Number, Text, call, number, transform
from kpixl.rules.parser import parse
from kpixl.rules.scoring import SCORING, VALUE, ParamKind
from kpixl.rules.values import Type


class ReadRule(Protocol):
    """Reads what the scheme wrote, as a rule of the wanted type."""

    def __call__(self, rule: Rule, wanted: Type) -> Expr:
        """The tree of a rule that should give the wanted type."""
        ...


def scoring_tree(indicator: Indicator, scale: Scale | None, read_rule: ReadRule) -> Expr:
    """The indicator's scoring rule. `read_rule` reads what the scheme wrote, of a wanted type."""
    row = SCORING[indicator.method]
    template = parse(row.template(conditions_held(indicator)))
    replacements: dict[str, tuple[Expr, ...]] = {}
    for param in row.params:
        value = indicator.params.get(param.name, param.default)
        if param.kind is ParamKind.NUMBER and param.name == "of" and scale is not None:
            replacements[param.name] = (number(max(level for _, level in scale.levels)),)
        elif param.kind is ParamKind.STEPS and isinstance(value, tuple):
            lower = indicator.params.get("better") == "lower"
            replacements[param.name] = (band_tree(Name(VALUE), value, lower),)
        elif param.kind in (ParamKind.NUMBER, ParamKind.RULE, ParamKind.RULES) and value is not None:
            wanted = Type.TRUTH if param.kind is ParamKind.RULES else Type.NUMBER
            replacements[param.name] = _trees(value, partial(read_rule, wanted=wanted))
    return _substitute(template, replacements)


def conditions_held(indicator: Indicator) -> set[str]:
    """By what a template of the indicator's scoring rule is chosen: what is given, and as what."""
    held = {name for name, value in indicator.params.items() if value is not None}
    held |= {f"{name}={value}" for name, value in indicator.params.items()}
    return held | {"target"} if isinstance(indicator.target, Fraction | Rule) else held


def _trees(value: object, read: Callable[[Rule], Expr]) -> tuple[Expr, ...]:
    match value:
        case tuple():
            return tuple(tree for part in value for tree in _trees(part, read))
        case Rule():
            return (read(value),)
        case Fraction():
            return (number(value),)
        case Unset():
            # The definition has its own finding; the rest of the rule is still looked at.
            return (number(0),)
        case _:
            return (parse(str(value)),)


def _substitute(template: Expr, replacements: dict[str, tuple[Expr, ...]]) -> Expr:
    """Parameters replaced by their trees; among arguments, one parameter may become several."""

    def change(node: Expr) -> Expr:
        if isinstance(node, Name) and len(replacements.get(node.name, ())) == 1:
            return replacements[node.name][0]
        if isinstance(node, Call):
            args: list[Expr] = []
            for arg in node.args:
                several = replacements.get(arg.name, ()) if isinstance(arg, Name) else ()
                args += several if len(several) > 1 else (arg,)
            return Call(node.function, tuple(args), node.span)
        return node

    return transform(template, change)


def band_tree(subject: Expr, steps: tuple[object, ...], lower: bool = False) -> Expr:
    """The first band whose bound is met, from best to worst; nothing met and no last band: 0."""
    result: Expr = Number(Fraction(0))
    for step in reversed(steps):
        assert isinstance(step, Step)
        if step.bound is None:
            result = number(step.value)
        else:
            met = Binary("<=" if lower else ">=", subject, number(step.bound))
            result = call("IF", met, number(step.value), result)
    return result


def level_tree(subject: Expr, scale: Scale) -> Expr:
    """The number that a rating's label stands for."""
    *others, (_, last) = scale.levels
    result = number(last)
    for label, value in reversed(others):
        result = call("IF", Binary("=", subject, Text(label)), number(value), result)
    return result
