"""An invented company for the tests of reports: 25 people, three departments, and much that went wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from kpixl.consolidate.ledgers import draw_up
from kpixl.findings import Code, Finding, Place, Severity
from kpixl.findings.finding import register
from kpixl.model.consequence import Grade, Measure, Money, Pay, Payer, Side
from kpixl.model.cycle import Cycle, Period
from kpixl.model.indicator import Indicator, Rule
from kpixl.model.numbers import recorded
from kpixl.model.result import (
    Consolidation,
    FileVerdict,
    ItemResult,
    MeasureResult,
    MoneyResult,
    Result,
    Status,
    Verdict,
)
from kpixl.model.roster import BASE, Appraisee, Roster
from kpixl.model.scheme import Deadline, Form, Scheme, Section

register(
    Code(
        "example-out-of-range",
        Severity.ERROR,
        "{what}填了{got}，应为{low}至{high}。",
        "请部门核实后改正。",
        "{what} is {got}, but should be between {low} and {high}.",
        "Please check and correct it.",
    ),
    Code(
        "example-blank",
        Severity.WARNING,
        "{what}还没有填。",
        "请补填；没有发生的填0。",
        "{what} is blank.",
        "Please fill it in; 0 if there was none.",
    ),
    Code(
        "example-shown-differs",
        Severity.WARNING,
        "表上显示{shown}分，重新计算是{got}分，按重新计算的计入。",
        "请核对表中的公式是否被改动。",
        "The form shows {shown}; recomputed it is {got}, which counts.",
        "Please check whether a formula was changed.",
    ),
    Code(
        "example-unit-dropped",
        Severity.INFO,
        "填的是“{before}”，按{after}计入。",
        "",
        "“{before}” was taken as {after}.",
        "",
    ),
    Code(
        "example-not-a-form",
        Severity.ERROR,
        "这个文件不是本期的考核表，没有采用。",
        "请确认是否发错了文件；要交的是行政部发下去的那一份。",
        "This file is not a form of this period and was not used.",
        "Please check whether the wrong file was sent.",
    ),
)

SALES, SERVICE, CARE = "销售部", "售后服务部", "客服部"
FIRST, SECOND = "服务满意度", "客户投诉"


def _form(key: str, department: str) -> Form:
    def section(name: str, points: int, *items: str) -> Section:
        indicators = tuple(
            Indicator(name=item, method="attainment", points=Fraction(points, len(items))) for item in items
        )
        return Section(name=name, indicators=indicators, points=Fraction(points), subtotal=f"{name}小计")

    sections = (
        section(FIRST, 60, "服务过程满意度", "客户满意度"),
        section(SECOND, 40, "客诉率", "客诉处理满意度"),
    )
    return Form(
        key=key,
        title=f"{department}{{period}}绩效考核表",
        sections=sections,
        audience={"部门": (department,)},
    )


SCHEME = Scheme(
    slug="perf-pay-100",
    title="客户满意度与绩效考核",
    points=Fraction(100),
    forms=(_form("sales", SALES), _form("service", SERVICE), _form("care", CARE)),
    company="示例汽车销售服务有限公司",
    contact="行政部",
    grades=(
        Grade("优秀", Fraction(90)),
        Grade("良好", Fraction(80)),
        Grade("合格", Fraction(60)),
        Grade("不合格"),
    ),
    pay=Pay(
        amount=Rule("绩效基数 * 绩效分数 / 100"),
        note="绩效工资=绩效基数×绩效分数÷100。绩效分数不满60分的，扣除30%绩效奖金，基本工资不受影响。",
    ),
    deadline=Deadline(1, 15),
)
CYCLE = Cycle("perf-pay-100-2026-11", Period(2026, 11, 1), date(2026, 12, 15))

_PEOPLE = (
    # 工号, 姓名, 部门, 岗位, 绩效基数, 服务满意度, 客户投诉 (None: not assessed)
    ("XS001", "陈志强", SALES, "销售主管", 4000, "55.2", "36"),
    ("XS002", "刘敏", SALES, "销售顾问", 3000, "53.85", "35"),
    ("XS003", "周海燕", SALES, "销售顾问", 3000, "57.4", "36"),
    ("XS004", "黄建国", SALES, "销售顾问", 3000, "48.1", "31.5"),
    ("XS005", "吴倩", SALES, "销售顾问", 3000, None, "33.4"),
    ("XS006", "郑凯", SALES, "销售顾问", 3000, "36.2", "20.9"),
    ("XS007", "王晓燕", SALES, "销售顾问", 3000, None, None),
    ("XS008", "孙丽", SALES, "销售顾问", "3333.33", "52", "32"),
    ("XS009", "马超", SALES, "见习顾问", 2200, None, None),
    ("XS010", "欧阳文静", SALES, "展厅接待", 2600, "54", "36"),
    ("XS011", "=HYPERLINK(1)", SALES, "销售顾问", 3000, "0", "0"),
    ("XS012", "林小雨", SALES, "+销售内勤", 2800, "3.5", "-12.25"),
    ("0013", "高子轩", SERVICE, "服务顾问", 3500, "50.07", "31.6"),
    ("0014", "罗文静", SERVICE, "服务顾问", 3000, "60", "33.09"),
    ("0015", "梁国栋", SERVICE, "服务顾问", 3000, "52.88", "35.7"),
    ("0016", "宋佳怡", SERVICE, "服务顾问", 3500, "60", "32.11"),
    ("0017", "谢浩", SERVICE, "服务顾问", 3000, "48.85", "40"),
    ("0018", "韩秀英", SERVICE, "服务顾问", 3000, "44.7", "31.53"),
    ("0019", "唐磊", SERVICE, "服务顾问", 3500, "55.33", "40"),
    ("0020", "冯婷", SERVICE, "服务顾问", 3000, "47.25", "23.29"),
    ("0021", "阿依古丽·买买提", SERVICE, "服务顾问", None, "55.31", "30.91"),
    ("KF022", "曹春花", CARE, "回访专员", 3500, None, None),
    ("KF023", "彭俊杰", CARE, "回访专员", 3000, None, None),
    ("KF024", "曾慧", CARE, "回访专员", 3000, None, None),
    ("KF025", "邓宇航", CARE, "回访专员", 3000, None, None),
)
_UNFILLED = {"XS005": 1, "KF023": 4}
_KEYS = {SALES: "sales", SERVICE: "service", CARE: "care"}
_REFUSED = {"KF024"}
_HANDED_IN = {"XS005", "XS007", "KF023"}


def company() -> Consolidation:
    """The whole collection: 18 of 25 assessed, one faulty, two not filled in, four missing."""
    results = _ranked([_result(number, *row) for number, row in enumerate(_PEOPLE, 5)])
    return Consolidation(SCHEME, CYCLE, tuple(results), _files(), ())


def without_pay(consolidation: Consolidation) -> Consolidation:
    """The same under a scheme that has no pay."""
    results = tuple(replace(result, pay=None, pay_note="") for result in consolidation.results)
    return replace(consolidation, scheme=replace(consolidation.scheme, pay=None), results=results)


def without_grades(consolidation: Consolidation) -> Consolidation:
    """The same under a scheme that has no grades."""
    results = tuple(replace(result, grade=None) for result in consolidation.results)
    return replace(consolidation, scheme=replace(consolidation.scheme, grades=()), results=results)


def hidden_pay(consolidation: Consolidation) -> Consolidation:
    """The same in a cycle that does not show pay."""
    return replace(consolidation, cycle=replace(consolidation.cycle, show_pay=False))


def complete(consolidation: Consolidation) -> Consolidation:
    """Only those who are assessed, and nothing wrong."""
    done = [r for r in consolidation.results if r.status is Status.ASSESSED]
    return replace(consolidation, results=tuple(done), files=())


def departments_named(consolidation: Consolidation, *names: str) -> Consolidation:
    """The same with the departments called otherwise, in their order."""
    renamed = dict(zip((SALES, SERVICE, CARE), names, strict=True))
    results = tuple(
        replace(r, appraisee=replace(r.appraisee, department=renamed[r.appraisee.department]))
        for r in consolidation.results
    )
    return replace(consolidation, results=results)


def branches() -> Consolidation:
    """Six branches out of 22 points: units without departments, positions, grades or pay."""
    item = Indicator(name="综合满意度", method="threshold", points=Fraction(2))
    form = Form(
        key="branch",
        title="{period}集团客户服务KPI完成情况表",
        sections=(
            Section(name="集团客户服务KPI", indicators=(item,)),
            Section(name="其他", indicators=(item,)),
        ),
    )
    scheme = Scheme(
        slug="branches",
        title="客户服务KPI完成情况",
        points=Fraction(22),
        forms=(form,),
        total="合计得分",
        unit_appraisee=True,
        contact="客户服务部",
    )
    cycle = Cycle("branches-2008", Period(2008, 1, 12), None)
    scores = {"济南": "18.65", "青岛": "21.5", "烟台": "12.4", "潍坊": "18.65", "临沂": None, "德州": "-0.35"}
    results = [
        Result(
            appraisee=Appraisee(f"SD-{number}", f"{name}分公司", row=number + 1),
            form="branch",
            status=Status.MISSING if score is None else Status.ASSESSED,
            subtotals={} if score is None else {"集团客户服务KPI": Fraction(score)},
            total=None if score is None else Fraction(score),
            file="" if score is None else f"{name}.xlsx",
        )
        for number, (name, score) in enumerate(scores.items(), 1)
    ]
    return Consolidation(scheme, cycle, tuple(_ranked(results)))


def _result(
    row: int,
    number: str,
    name: str,
    department: str,
    position: str,
    base: int | str | None,
    first: str | None,
    second: str | None,
) -> Result:
    fields = {BASE: None if base is None else Fraction(base)}
    person = Appraisee(number, name, department, position, fields, row)
    form = _KEYS[department]
    file, sheet = f"{department}.xlsx", f"{number} {name}"
    if first is None or second is None:
        handed_in = number in _HANDED_IN
        return Result(
            appraisee=person,
            form=form,
            status=Status.INCOMPLETE if handed_in else Status.MISSING,
            items=_items(number) if handed_in else (),
            subtotals={FIRST: None, SECOND: None if second is None else Fraction(second)}
            if handed_in
            else {},
            file=file if handed_in else "",
            sheet=sheet if handed_in else "",
        )
    total = Fraction(first) + Fraction(second)
    grade = next(g.name for g in SCHEME.grades if g.bound is None or total >= g.bound)
    failed = total < 60
    pay = None
    note = "绩效基数没有填，绩效工资不能算"
    if base is not None:
        keep = Fraction(7, 10) if failed else Fraction(1)
        pay = recorded(Fraction(base) * total / 100 * keep, 2)
        note = "不满60分，绩效工资×70%" if failed else ""
    return Result(
        appraisee=person,
        form=form,
        status=Status.ASSESSED,
        items=_items(number),
        subtotals={FIRST: Fraction(first), SECOND: Fraction(second)},
        total=total,
        grade=grade,
        pay=pay,
        pay_note=note,
        file=file,
        sheet=sheet,
    )


def _items(number: str) -> tuple[ItemResult, ...]:
    blank = _UNFILLED.get(number, 0)
    names = ("服务过程满意度", "客户满意度", "客诉率", "客诉处理满意度")
    items = []
    for place, name in enumerate(names):
        section = FIRST if place < 2 else SECOND
        if place < blank:
            items.append(ItemResult(name, section, Status.INCOMPLETE))
            continue
        items.append(
            ItemResult(
                name=name,
                section=section,
                status=Status.ASSESSED,
                score=Fraction(52, 5),
                value=Fraction(2000, 260),
                shown="10.40",
                explanation="2件 ÷ 260台 ＝ 7.69‰；4 ÷ 7.69 × 20 ＝ 10.40 分",
                inputs={"客诉件数": "2", "成交台数": "260"},
            )
        )
    return tuple(items)


def _ranked(results: list[Result]) -> list[Result]:
    def place(result: Result, among: list[Result]) -> int | None:
        if result.total is None:
            return None
        return 1 + sum(other.total is not None and other.total > result.total for other in among)

    return [
        replace(
            result,
            rank=place(result, results),
            department_rank=place(
                result, [r for r in results if r.appraisee.department == result.appraisee.department]
            ),
        )
        for result in results
    ]


def _files() -> tuple[FileVerdict, ...]:
    def spot(sheet: str, cell: str) -> Place:
        return Place(file="销售部.xlsx", sheet=sheet, cell=cell)

    sales = (
        Finding(
            "example-unit-dropped",
            spot("XS002 刘敏", "G12"),
            {"before": "92分", "after": "92"},
            before="92分",
            after="92",
        ),
        Finding("example-shown-differs", spot("XS008 孙丽", "H20"), {"shown": "94.00", "got": "84.00"}),
        Finding(
            "example-out-of-range",
            spot("XS007 王晓燕", "G12"),
            {"what": "客户满意度", "got": "920", "low": "0", "high": "100"},
        ),
        Finding("example-blank", spot("XS005 吴倩", "G10"), {"what": "服务过程满意度的“回访平均分”"}),
    )
    care = (
        Finding(
            "example-blank", Place("客服部.xlsx", sheet="KF023 彭俊杰", cell="G10"), {"what": "回访平均分"}
        ),
    )
    stray = (Finding("example-not-a-form", Place(file="新建 Microsoft Excel 工作表(1).xlsx")),)
    refused = (Finding("example-not-a-form", Place(file="曾慧10月.xlsx")),)
    everyone = tuple(row[0] for row in _PEOPLE if row[2] == SALES)
    return (
        FileVerdict("销售部.xlsx", "a" * 64, Verdict.WARNED, everyone, sales),
        FileVerdict("售后服务部.xlsx", "b" * 64, Verdict.ACCEPTED, (), ()),
        FileVerdict("客服部.xlsx", "c" * 64, Verdict.WARNED, ("KF023",), care),
        FileVerdict("曾慧10月.xlsx", "d" * 64, Verdict.REFUSED, ("KF024",), refused),
        FileVerdict("新建 Microsoft Excel 工作表(1).xlsx", "e" * 64, Verdict.REFUSED, (), stray),
    )


def fines() -> Consolidation:
    """Four units of which nothing is scored: what they bear and get, and what waits for confirmation."""
    money = (
        Money(name="超时", side=Side.FINE, amount=Rule("200"), payers=(Payer("主任"), Payer("值班员"))),
        Money(name="工单", side=Side.FINE, amount=Rule("100")),
        Money(name="表扬", side=Side.BONUS, amount=Rule("50")),
    )
    measure = Measure(name="通报批评", when=Rule("TRUE"), who="主任")
    item = Indicator(name="登记", method="record")
    form = Form(
        key="unit",
        title="{period}登记表",
        sections=(Section(name="登记", indicators=(item,), subtotal="登记小计"),),
        money=money,
        measures=(measure,),
    )
    scheme = Scheme(slug="fines", title="服务工作考核", points=Fraction(), forms=(form,), unit_appraisee=True)
    # 单位, 部门, 超时 (each of two), 工单, 表扬 (None: not complete), whether the measure applies
    units = (
        ("城东所", "城区", "200", "100.5", "0", True),
        ("城西所", "城区", "0", "0", "50", False),
        ("乡北所", "农村", None, "300", "50", None),
        ("乡南所", "山区", None, None, None, None),
    )
    results = []
    for number, (name, department, *amounts, applies) in enumerate(units, 1):
        known = [None if amount is None else Fraction(str(amount)) for amount in amounts]
        status = Status.ASSESSED if None not in known else Status.INCOMPLETE if known[1] else Status.MISSING
        entries = tuple(
            MoneyResult(part.name, part.side, amount, part.payers)
            for part, amount in zip(money, known, strict=True)
        )
        results.append(
            Result(
                appraisee=Appraisee(f"{number:04}", name, department, row=number + 1),
                form="unit",
                status=status,
                subtotals={"登记": Fraction()},
                money=() if status is Status.MISSING else entries,
                measures=(MeasureResult(measure.name, applies, measure.who),) if applies is not None else (),
            )
        )
    return with_ledger(
        Consolidation(scheme, Cycle("fines-2026-11", Period(2026, 11, 1), None), tuple(results))
    )


def with_ledger(consolidation: Consolidation) -> Consolidation:
    """The same with the ledgers of its results."""
    people = tuple(result.appraisee for result in consolidation.results)
    ledger, _ = draw_up(
        consolidation.scheme,
        str(consolidation.cycle.period),
        consolidation.results,
        Roster(people),
        provisional=consolidation.provisional,
    )
    return replace(consolidation, ledger=ledger)


def partly_scored() -> Consolidation:
    """The company, where customer care is only recorded: its people are complete without a total."""
    consolidation = company()
    *others, care = consolidation.scheme.forms
    bonus = Money(name="表扬", side=Side.BONUS, amount=Rule("50"))
    forms = (*others, replace(care, points=Fraction(), money=(bonus,)))
    results = tuple(
        replace(
            result,
            status=Status.ASSESSED,
            money=(MoneyResult("表扬", Side.BONUS, Fraction(number)),),
        )
        if result.form == care.key and number % 2
        else result
        for number, result in enumerate(consolidation.results)
    )
    return with_ledger(
        replace(consolidation, scheme=replace(consolidation.scheme, forms=forms), results=results)
    )
