"""What was meant by a word that is not quite one of the choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from kpixl.assess.normalise_chinese import ALPHABET
from kpixl.assess.normalise_doubts import NOTHING
from kpixl.assess.normalise_nouns import Asked, Doubt, Example, Normal, Reading
from kpixl.definition.tables.values import squeeze
from kpixl.model.indicator import Kind

ChoiceReading = Reading[Callable[[str, Asked], Iterator[str]]]

_SAME = tuple(
    frozenset(words.split())
    for words in (
        "优 优秀 优等",
        "良 良好 良等",
        "中 中等",
        "差 差等",
        "合格 及格",
        "不合格 不及格",
        "无 没有 没",
        "是 是的",
        "否 不是",
    )
)
_YES = frozenset(("是", "是的", "对", "有", "√", "✓", "✔", "☑", "yes", "y", "true"))
_NO = frozenset(("否", "不是", "错", "无", "没有", "没", "×", "✗", "✘", "no", "n", "false"))
_NUMBER = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)分?", re.ASCII)
_BETWEEN = re.compile(r"[\s/\\、,;，；|和或至到~-]+")


def _form(text: str) -> str:
    return squeeze(text).casefold()


def _alike(text: str, asked: Asked) -> Iterator[str]:
    return (choice for choice in asked.part.choices if _form(choice) == _form(text))


def _same_word(text: str, asked: Asked) -> Iterator[str]:
    groups = [group for group in _SAME if _form(text) in group]
    return (choice for choice in asked.part.choices if any(_form(choice) in group for group in groups))


def _beginning(text: str, asked: Asked) -> Iterator[str]:
    start = _form(text)
    return (choice for choice in asked.part.choices if start and _begins(_form(choice), start))


def _begins(choice: str, start: str) -> bool:
    """Whether the choice begins so, and not in the middle of a number or before a sign such as A+."""
    after = choice[len(start) : len(start) + 1]
    if not choice.startswith(start) or after in ("+", "-", "."):
        return False
    return not any(start[-1] in signs and after in signs for signs in ("0123456789", ALPHABET) if after)


def _yes_or_no(text: str, asked: Asked) -> Iterator[str]:
    """Only where the choices are a yes and a no."""
    yes, no = ([one for one in asked.part.choices if _form(one) in words] for words in (_YES, _NO))
    if len(yes) == len(no) == 1:
        yield from yes if _form(text) in _YES else no if _form(text) in _NO else ()


def _by_number(text: str, asked: Asked) -> Iterator[str]:
    found = _NUMBER.fullmatch(_form(text))
    if found is not None:
        yield from (choice for choice, numbers in asked.levels if Fraction(found[1]) in numbers)


def _example(typed: str, after: str, *choices: str) -> Example:
    return Example(typed, after, kind=Kind.CHOICE, levels=tuple((choice, ()) for choice in choices))


_FIVE = tuple(
    (level, (Fraction(5 - n), Fraction(20 - 4 * n))) for n, level in enumerate(("优", "良", "中", "可", "差"))
)

CHOICES: tuple[ChoiceReading, ...] = (
    Reading(
        "choice-form",
        "大小写、全角、空格不论",
        "case, width and spaces aside",
        "与某个选项只差大小写、全角半角或空格。",
        "The same as a choice but for case, width or spaces.",
        _alike,
        (_example("良 好", "良好", "优秀", "良好"),),
    ),
    Reading(
        "same-word",
        "同义的选项",
        "another word for a choice",
        "优、优秀，良、良好，合格、及格，无、没有等是一样的。",
        "优 and 优秀, 良 and 良好, 合格 and 及格, 无 and 没有 and the like are the same.",
        _same_word,
        (_example("良好", "良", "优", "良", "差"), _example("优", "优秀", "优秀", "良好", "差")),
    ),
    Reading(
        "beginning",
        "选项的开头",
        "the beginning of a choice",
        "是某一个选项的开头，并且只是这一个的。",
        "The beginning of one choice and of no other.",
        _beginning,
        (_example("一", "一般", "很满意", "满意", "一般"),),
        (_example("很", "", "很满意", "很好", "一般"),),
    ),
    Reading(
        "yes-no",
        "是、否的其他写法",
        "other words for yes or no",
        "选项是“是、否”“有、无”一类时，√、×、对、错、有、无也可以。",
        "Where the choices are a yes and a no: √, ×, 对, 错, 有, 无 as well.",
        _yes_or_no,
        (_example("√", "是", "是", "否"), _example("无", "否", "是", "否")),
    ),
    Reading(
        "level-number",
        "等次对应的数",
        "the number of a level",
        "评级填了数字，只是一个等次在方案里的数或所得的分。例中优至差是 5 至 1，得 20 至 4 分。",
        "A number that is that of one level of the scale, or the points of one level, and of no other. Here "
        "优 to 差 are 5 to 1 and give 20 to 4 points.",
        _by_number,
        (
            Example("5", "优", kind=Kind.CHOICE, levels=_FIVE),
            Example("16分", "良", kind=Kind.CHOICE, levels=_FIVE),
        ),
        (Example("4", kind=Kind.CHOICE, levels=_FIVE),),
    ),
)


def read_choice(text: str, asked: Asked) -> Normal | Doubt | None:
    """The choice that a tidied text means; None where it is near to none of them."""
    exact, *others = CHOICES
    alike = list(exact.convert(text, asked))
    if len(alike) == 1:
        return Normal(alike[0], (exact.key,))
    fits: dict[str, str] = {}
    for row in others:
        for choice in row.convert(text, asked):
            fits.setdefault(choice, row.key)
    if len(fits) == 1:
        ((choice, key),) = fits.items()
        return Normal(choice, (key,))
    if fits:
        one, other = list(fits)[:2]
        return Doubt(f"可能是“{one}”，也可能是“{other}”", f"it may mean {one} or {other}")
    if _names_several(text, asked):
        return Doubt("不止一个选项", "it names more than one choice")
    return NOTHING.why(found) if (found := NOTHING.pattern.fullmatch(text)) else None


def _names_several(text: str, asked: Asked) -> bool:
    whole = "".join(_BETWEEN.split(_form(text)))
    words = sorted((re.escape(_form(choice)) for choice in asked.part.choices), key=len, reverse=True)
    return re.fullmatch(f"(?:{'|'.join(words)}){{2,}}", whole) is not None
