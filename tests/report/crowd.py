"""Many invented people under a scheme with every kind of cohort step, for the tests of the results workbook.

The same for a seed. What everybody gets is computed as `kpixl collect` does it, from scores drawn at random;
some forms are not returned, or not complete.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from kpixl.consolidate.cohort import with_cohort
from kpixl.consolidate.ledgers import draw_up
from kpixl.consolidate.merge import ranked
from kpixl.definition.scheme import parse_scheme
from kpixl.model.consequence import Side
from kpixl.model.cycle import Cycle, Period
from kpixl.model.numbers import recorded
from kpixl.model.result import Consolidation, ItemResult, MeasureResult, MoneyResult, Result, Status
from kpixl.model.roster import BASE, Appraisee, Roster
from kpixl.model.scheme import Scheme
from kpixl.rules.cohort import build_cohort
from kpixl.rules.values import Type

SCHEME = """\
scheme: crowd
title: 月度绩效考核
company: 示例汽车销售服务有限公司
points: 100
columns: {实销: 台, 工龄: 年}
forms:
  - form: all
    title: "{period}绩效考核表"
    sections:
      - name: 服务
        subtotal: 服务小计
        indicators:
          - {name: 过程满意度, points: 30, unit: 分, ask: 评分, score: rating}
          - {name: 客户满意度, points: 30, unit: 分, ask: 评分, score: rating}
      - name: 管理
        subtotal: 管理小计
        indicators:
          - {name: 制度执行, points: 20, unit: 分, ask: 评分, score: rating}
          - {name: 现场管理, points: 20, unit: 分, ask: 评分, score: rating}
    money:
      - {name: 超时罚款, kind: fine, when: 制度执行.得分 < 12, amount: 100, split: {本人: 80%, 上级: 20%}}
      - {name: 表扬奖励, kind: bonus, when: 客户满意度.得分 >= 29, amount: 50}
    measures:
      - {name: 通报批评, when: 绩效分数 < 50, who: 本人}
grades: [{name: 优秀, from: 90}, {name: 良好, from: 80}, {name: 合格, from: 60}, {name: 不合格}]
pay: {amount: 绩效基数 * 绩效分数 / 100}
cohort:
  - {rank: 销量名次, by: 实销, within: 部门, when: 绩效分数 >= 60, tie-break: {by: 工龄, better: lower}}
  - {rank: 服务名次, by: 过程满意度.得分 + 客户满意度.得分, ties: dense}
  - {bonus: 销量奖, rank: 销量名次, amounts: [500, 300, 100.01], ties: share}
  - {bonus: 末位罚, rank: 服务名次, amounts: [0, 0, 0.5], side: fine}
  - distribution: 建议等级
    by: 绩效分数
    within: 部门
    shares: {优秀: 15%, 良好: 35%, 合格: 40%, 不合格: 10%}
    least: 5
    small: pool
  - {value: 离均差, rule: "绩效分数 - MEANIN(绩效分数, 部门)", unit: 分}
  - {value: 标准差, rule: "STDEVPIN(绩效分数, 部门)", unit: 分}
  - {budget: 工资总额, of: 绩效工资, within: 部门, amount: 20000, gives: 实发绩效工资}
"""

DEPARTMENTS = ("销售一部", "销售二部", "售后服务部", "客服部", "配件部", "金融部", "市场部", "总经办")
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉"
_SECTIONS = {
    "过程满意度": ("服务", 30),
    "客户满意度": ("服务", 30),
    "制度执行": ("管理", 20),
    "现场管理": ("管理", 20),
}
_COLUMNS = {"实销": Type.NUMBER, "工龄": Type.NUMBER}


def scheme() -> Scheme:
    """The scheme with every kind of step."""
    found, findings = parse_scheme(SCHEME, "crowd.yaml")
    assert found is not None
    assert findings == (), [finding.message("en") for finding in findings]
    return found


def crowd(size: int, seed: int = 1) -> Consolidation:
    """The whole collection of so many people."""
    random, own = Random(seed), scheme()
    cycle = Cycle("crowd-2026-11", Period(2026, 11, 1), None)
    people = [_person(random, number, size) for number in range(size)]
    cohort, _ = build_cohort(own, _COLUMNS)
    assert cohort is not None
    results = ranked([_result(own, random, person) for person in people])
    together, findings = with_cohort(cohort, own, cycle, results)
    columns = {name: kind.value for name, kind in _COLUMNS.items()}
    whole = Consolidation(own, cycle, together, findings=findings, columns=columns)
    ledger, _ = draw_up(own, str(cycle.period), together, Roster(tuple(people)), (), whole.provisional)
    return Consolidation(own, cycle, together, findings=findings, columns=columns, ledger=ledger)


def _person(random: Random, number: int, size: int) -> Appraisee:
    name = random.choice(_SURNAMES) + "".join(random.choices(_GIVEN, k=random.choice((1, 2))))
    # The last department has very few, so that it is too small for a distribution of its own.
    department = DEPARTMENTS[-1] if number < 3 else random.choice(DEPARTMENTS[:-1])
    fields = {
        BASE: Fraction(random.choice((2000, 2600, 3000, 3500))),
        "实销": Fraction(random.randrange(30)) if random.random() < 0.95 else None,
        "工龄": Fraction(random.randrange(20)),
        "上级工号": "00001" if number else "",
    }
    return Appraisee(f"{number + 1:05}", name, department, "顾问", fields, number + 2)


def _result(own: Scheme, random: Random, person: Appraisee) -> Result:
    status = random.choices((Status.ASSESSED, Status.INCOMPLETE, Status.MISSING), (94, 3, 3))[0]
    if status is Status.MISSING:
        return Result(person, "all", status)
    skill = random.gauss(0.8, 0.12)
    items = tuple(_item(random, skill, name, *part, status) for name, part in _SECTIONS.items())
    file = f"{person.department}.xlsx"
    if status is Status.INCOMPLETE:
        return Result(person, "all", status, items, file=file, sheet=person.id)
    scores = {item.name: item.score or Fraction() for item in items}
    total = recorded(sum(scores.values(), Fraction()), own.rounding.total)
    base = person.fields[BASE]
    assert isinstance(base, Fraction)
    form = own.forms[0]
    amounts = {
        Side.FINE: Fraction(100) if scores["制度执行"] < 12 else Fraction(),
        Side.BONUS: Fraction(50) if scores["客户满意度"] >= 29 else Fraction(),
    }
    return Result(
        person,
        "all",
        status,
        items,
        subtotals={
            name: sum((item.score or Fraction() for item in items if item.section == name), Fraction())
            for name in ("服务", "管理")
        },
        total=total,
        grade=next(grade.name for grade in own.grades if grade.bound is None or total >= grade.bound),
        pay=recorded(base * total / 100, 2),
        money=tuple(MoneyResult(m.name, m.side, amounts[m.side], m.payers) for m in form.money),
        measures=tuple(MeasureResult(m.name, total < 50, m.who) for m in form.measures),
        file=file,
        sheet=person.id,
    )


def _item(random: Random, skill: float, name: str, section: str, points: int, status: Status) -> ItemResult:
    if status is Status.INCOMPLETE and random.random() < 0.5:
        return ItemResult(name, section, Status.INCOMPLETE)
    share = min(1.0, max(0.0, random.gauss(skill, 0.1)))
    # Hundredths mostly, as people enter them; now and then thirds, as averages give them.
    parts = random.choice((3, 100, 100, 100))
    score = recorded(Fraction(round(share * points * parts), parts), 9)
    return ItemResult(name, section, Status.ASSESSED, score, score, str(float(score)), f"评分 {score}")
