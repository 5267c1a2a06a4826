"""What a changed scheme means for forms that are out, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kpixl.findings import Finding, Place, few
from kpixl.model.handout import Handout
from kpixl.model.numbers import plain
from kpixl.model.roster import Appraisee
from kpixl.model.scheme import Scheme
from kpixl.pipeline.change_effects import Effect
from kpixl.pipeline.changes import FormChange, SchemeChanges
from kpixl.pipeline.compare_forms import Change, Difference, Entry, EntryChanges, What

Text = tuple[str, str]
"""Words in Chinese and in English."""

_NAMED = 5
"""So many people, or changes, are named; the rest is counted."""

_CODES = {
    Change.WORDING: "change-wording",
    Change.SCORING: "change-scoring",
    Change.ENTRIES: "change-entries",
    Change.GONE: "change-form-gone",
    Change.UNKNOWN: "change-not-comparable",
}
_DIFFERENCES: dict[What, Text] = {
    What.ADDED: ("新增“{name}”", "“{name}” is new"),
    What.REMOVED: ("取消“{name}”", "“{name}” is dropped"),
    What.POINTS: ("“{name}”的满分", "points of “{name}”"),
    What.TARGET: ("“{name}”的目标值", "target of “{name}”"),
    What.PARAMETER: ("“{name}”", "“{name}”"),
    What.VALUE: ("“{name}”的完成值", "value of “{name}”"),
    What.SCORE: ("“{name}”的计分", "scoring of “{name}”"),
    What.CHECKS: ("“{name}”的核对条件", "checks of “{name}”"),
    What.RESULT: ("{name}的算法", "how {name} is computed"),
}


def change_findings(changes: SchemeChanges, scheme: Scheme) -> Iterator[Finding]:
    """A finding for each version of a form that has changed, and for people who need another form."""
    if changes.none:
        yield Finding("change-none", scheme.place)
        return
    places = {form.key: form.place for form in scheme.forms}
    for form in changes.forms:
        if form.comparison.change is not Change.SAME:
            yield _of_form(form, scheme, places.get(form.key, scheme.place))
    for code, people in (
        ("change-other-form", changes.other_form),
        ("change-no-form", changes.no_form),
        ("change-new-form", changes.new_form),
    ):
        if people:
            yield Finding(code, scheme.place, {"count": len(people), "names": _names(people)})


def _of_form(form: FormChange, scheme: Scheme, place: Place) -> Finding:
    comparison = form.comparison
    what = _listed((*_entries(comparison.entries), *map(_difference, comparison.differences)))
    effect = _effect(form, scheme)
    details = {"form": form.key, "sent": form.sent, "returned": form.returned}
    words = {"what": what[0], "what_en": what[1], "effect": effect[0], "effect_en": effect[1]}
    return Finding(_CODES[comparison.change], place, {**details, **words})


def _entries(entries: EntryChanges) -> Iterator[Text]:
    yield from (_entry(("新增{entry}", "new: {entry}"), entry) for entry in entries.added)
    yield from (_entry(("取消{entry}", "dropped: {entry}"), entry) for entry in entries.removed)
    for before, after in entries.renamed:
        name = after[1] if before[0] == after[0] else _spelled(after)
        yield _entry((f"{{entry}}改名为{name}", f"{{entry}} is called {name} now"), before)
    yield from (
        _entry(("{entry}的填写要求", "what may be entered for {entry}"), entry) for entry in entries.changed
    )


def _entry(texts: Text, entry: Entry) -> Text:
    return texts[0].format(entry=_spelled(entry)), texts[1].format(entry=_spelled(entry))


def _spelled(entry: Entry) -> str:
    indicator, name = entry
    return f"“{indicator}”" if indicator == name else f"“{indicator}·{name}”"


def _difference(found: Difference) -> Text:
    is_number = found.before and found.after and found.before != found.after
    numbers = f" {found.before} → {found.after}" if is_number else ""
    zh, en = (text.format(name=found.name) + numbers for text in _DIFFERENCES[found.what])
    return zh, en


def _listed(texts: Sequence[Text]) -> Text:
    """The first few, then how many there are."""
    zh, en = "；".join(text[0] for text in texts[:_NAMED]), "; ".join(text[1] for text in texts[:_NAMED])
    if len(texts) <= _NAMED:
        return zh, en
    return f"{zh}，等 {len(texts)} 处", f"{en}, and {len(texts) - _NAMED} more"


def _effect(form: FormChange, scheme: Scheme) -> Text:
    """Whose results would change if what has come back were assessed by the new scheme."""
    if not form.returned:
        return "还没有人交回", "nothing has come back yet"
    if form.effect is None:
        return "交回的不能按新方案算", "what has come back cannot be assessed by the new scheme"
    if form.effect.none:
        return "交回的按新方案算，结果都一样", "by the new scheme, all results stay the same"
    parts = [(zh, en) for count, zh, en in _parts(form.effect, scheme) if count]
    zh, en = "，".join(zh for zh, _ in parts), ", ".join(en for _, en in parts)
    return f"交回的如按新方案算，{zh}", f"by the new scheme other results: {en}"


def _parts(effect: Effect, scheme: Scheme) -> Iterator[tuple[int, str, str]]:
    """For how many people what would change, in both languages."""
    score = plain(effect.most_score, scheme.rounding.total)
    money = plain(effect.most_pay, scheme.rounding.pay)
    pay = scheme.pay.name if scheme.pay is not None else "绩效工资"
    n = effect.scores
    yield n, f"{n} 人的{scheme.total}不同（最多差 {score} 分）", f"scores of {n} (by {score} at most)"
    n = effect.grades
    yield n, f"{n} 人的等级不同", f"grades of {n}"
    n = effect.pays
    yield n, f"{n} 人的{pay}不同（最多差 {money} 元）", f"pay of {n} (by {money} at most)"
    n = effect.money
    yield n, f"{n} 人的奖罚不同", f"fines or bonuses of {n}"
    n = effect.lost
    yield n, f"{n} 人算不出结果", f"no more result: {n}"
    n = effect.gained
    yield n, f"{n} 人才算得出结果", f"a result only then: {n}"


def _names(people: Iterable[Handout | Appraisee]) -> str:
    return few([f"{person.name}（{person.id}）" for person in people])


CHANGE_WORDS: dict[Change, Text] = {
    Change.SAME: ("没有变化", "unchanged"),
    Change.WORDING: ("文字或版面", "words only"),
    Change.SCORING: ("计分", "scoring"),
    Change.ENTRIES: ("填写项", "entries"),
    Change.GONE: ("取消了", "gone"),
    Change.UNKNOWN: ("不能比较", "not comparable"),
}
"""In a word, what has changed of a form."""
