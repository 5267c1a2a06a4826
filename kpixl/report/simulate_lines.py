"""What a simulation comes to, as tables for a terminal: what is changed, for whom what, at what cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kpixl.model.ledger import EntryKind
from kpixl.model.numbers import plain
from kpixl.model.simulation import Change
from kpixl.report.simulated import GRADE, PAY, RANK, TOTAL, Cost, Figure, Moved, Simulated, kinds_of
from kpixl.report.terminal import aligned, hanging, shown, thousands, width
from kpixl.rules.consequences import CENTS

LISTED = 40
"""So many people are listed unless all are asked for."""

_NONE = "—"
_ARROW = " → "

_ZH = {
    "title": "试算：{period}{title}（只是试算，这一期没有改动）",
    "line": "第 {lines} 行",
    "more_lines": "、",
    "scheme": "按 {file} 试算",
    "none": "没有人的成绩、等级、名次或金额会变。",
    "counts": "比较 {compared} 人；会变的：{changed}。",
    "count": "{label} {n} 人",
    "lost": "改动后算不出结果的：{names}。",
    "gained": "改动后才算得出结果的：{names}。",
    "comma": "，",
    "pause": "、",
    "more": "另有 {n} 人，加 --all 全部列出。",
    "grades": "等级人数",
    "cost": "费用（元，只计两边都有结果的 {n} 人）",
    "then": "改动后",
    "more_or_less": "相差",
    "department": "部门",
    "unnamed": "未填部门",
    "everybody": "合计",
    "id": "工号",
    "name": "姓名",
    TOTAL: "总分",
    GRADE: "等级",
    RANK: "名次",
    PAY: "绩效工资",
    "fine": "罚款",
    "bonus": "奖励",
}
_EN = {
    "title": "What if: {title} {period} (nothing in this cycle was changed)",
    "line": "line {lines}",
    "more_lines": ", ",
    "scheme": "by {file}",
    "none": "Nobody's score, grade, rank or money would change.",
    "counts": "{compared} compared; another {changed}.",
    "count": "{label}: {n}",
    "lost": "No result any more: {names}.",
    "gained": "A result only then: {names}.",
    "comma": ", ",
    "pause": ", ",
    "more": "{n} more; add --all to list everybody.",
    "grades": "grades",
    "cost": "cost in yuan, of the {n} with a result on both sides",
    "then": "then",
    "more_or_less": "difference",
    "department": "department",
    "unnamed": "no department",
    "everybody": "total",
    "id": "number",
    "name": "name",
    TOTAL: "total",
    GRADE: "grade",
    RANK: "rank",
    PAY: "pay",
    "fine": "fines",
    "bonus": "bonuses",
}


def simulate_lines(
    simulated: Simulated, scheme_file: str = "", language: str = "zh-CN", everybody: bool = False
) -> Iterator[str]:
    """The tables, with the changes above them."""
    yield from map(shown, _Teller(simulated, language).lines(scheme_file, everybody))


class _Teller:
    def __init__(self, simulated: Simulated, language: str) -> None:
        self.simulated, self.told = simulated, dict(_EN if language == "en" else _ZH)
        scheme, cycle = simulated.scheme, simulated.before.cycle
        self.period = str(cycle.period) if language == "en" else cycle.period.label
        if language != "en":
            self.told[TOTAL] = scheme.total
            self.told[PAY] = scheme.pay.name if scheme.pay is not None else self.told[PAY]

    def lines(self, scheme_file: str, everybody: bool) -> Iterator[str]:
        """Everything, part by part."""
        yield self.told["title"].format(period=self.period, title=self.simulated.scheme.title)
        if scheme_file:
            yield "  " + self.told["scheme"].format(file=scheme_file)
        yield from self._changes(self.simulated.simulation.changes)
        yield ""
        yield from self._people(everybody)
        yield from self._grades()
        yield from self._costs()

    def _changes(self, changes: Sequence[Change]) -> Iterator[str]:
        """交付质量.目标  90 → 88  第 37 行."""
        asked: dict[str, list[Change]] = {}
        for change in changes:
            asked.setdefault(change.name, []).append(change)
        rows = [self._change(name, made) for name, made in asked.items()]
        yield from ("  " + line for line in aligned(rows, left=(0, 1, 2)) if rows)

    def _change(self, name: str, made: Sequence[Change]) -> list[str]:
        before = self.told["pause"].join(dict.fromkeys(change.before for change in made))
        lines = self.told["more_lines"].join(str(change.place.line) for change in made)
        return [name, f"{before}{_ARROW}{made[0].after}", self.told["line"].format(lines=lines)]

    def _people(self, everybody: bool) -> Iterator[str]:
        """Who would change, in which figures."""
        simulated, told = self.simulated, self.told
        moved = simulated.moved
        if moved:
            counts = (told["count"].format(n=n, label=self._label(key)) for key, n in self._counts())
            changed = told["comma"].join(counts)
            yield told["counts"].format(compared=len(simulated.compared), changed=changed)
            yield from self._table(moved if everybody else moved[:LISTED])
            if len(moved) > LISTED and not everybody:
                yield told["more"].format(n=len(moved) - LISTED)
        elif not simulated.lost and not simulated.gained:
            yield told["none"]
        for key, people in (("lost", simulated.lost), ("gained", simulated.gained)):
            if people:
                names = told["pause"].join(result.appraisee.name for result in people)
                yield from hanging("", told[key].format(names=names))

    def _counts(self) -> list[tuple[str, int]]:
        counts = self.simulated.counts
        keys = [key for one in self.simulated.moved[:1] for key in one.figures]
        return [(key, counts[key]) for key in keys if key in counts]

    def _table(self, moved: Sequence[Moved]) -> Iterator[str]:
        keys = [key for key, _ in self._counts()]
        people = [one.before.appraisee for one in moved]
        columns = [
            [self.told["id"], *(person.id for person in people)],
            [self.told["name"], *(person.name for person in people)],
            [self.told["department"], *(person.department for person in people)],
            *([self._label(key), *_beside([one.figures[key] for one in moved])] for key in keys),
        ]
        rows = list(zip(*columns, strict=True))
        yield from ("  " + line for line in aligned(rows, left=range(len(columns))))

    def _label(self, key: str) -> str:
        return self.told.get(key, key)

    def _grades(self) -> Iterator[str]:
        """等级人数  优秀 5 → 8  良好 20 → 18."""
        grades = self.simulated.grades
        if any(before != after for before, after in grades.values()):
            cells = (f"{name} {_counted(*both)}" for name, both in grades.items())
            yield ""
            yield "  ".join((self.told["grades"], *cells))

    def _costs(self) -> Iterator[str]:
        costs = self.simulated.costs
        kinds = kinds_of(costs)
        if not kinds:
            return
        yield ""
        yield self.told["cost"].format(n=len(self.simulated.compared))
        heads = (head for kind in kinds for head in (self._label(kind.value), *self._sides()))
        rows = [[self.told["department"], *heads]]
        rows += [self._cost(row, kinds, at == len(costs) - 1) for at, row in enumerate(costs)]
        yield from ("  " + line for line in aligned(rows))

    def _sides(self) -> tuple[str, str]:
        return self.told["then"], self.told["more_or_less"]

    def _cost(self, row: Cost, kinds: Sequence[EntryKind], is_sum: bool) -> list[str]:
        name = self.told["everybody"] if is_sum else row.department or self.told["unnamed"]
        return [name, *(text for kind in kinds for text in _amounts(row, kind))]


def _beside(figures: Sequence[Figure]) -> list[str]:
    """Both sides of a column, figures under figures; only one where nothing changes."""
    before = [_digits(figure.before, figure.money) for figure in figures]
    after = [_digits(figure.after, figure.money) if figure.changed else "" for figure in figures]
    widest = max(map(width, before)), max(map(width, after))
    return [
        " " * (widest[0] - width(one))
        + one
        + (_ARROW + " " * (widest[1] - width(other)) + other if other else "")
        for one, other in zip(before, after, strict=True)
    ]


def _digits(text: str | None, money: bool) -> str:
    if text is None:
        return _NONE
    return thousands(text) if money else text


def _counted(before: int, after: int) -> str:
    return f"{before}{_ARROW}{after}" if before != after else str(before)


def _amounts(row: Cost, kind: EntryKind) -> tuple[str, str, str]:
    """120,000.00, then 121,500.00, +1,500.00."""
    one, other = row.before.get(kind, Fraction()), row.after.get(kind, Fraction())
    sign = "+" if other > one else ""
    return _money(one), _money(other), f"{sign}{_money(other - one)}" if other != one else _NONE


def _money(amount: Fraction) -> str:
    return thousands(plain(amount, CENTS))
