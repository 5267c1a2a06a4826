"""Whom 上级, 部门负责人, 全部门 mean on a roster; circles and gaps are told, nobody is guessed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kpixl.model.ledger import Party
from kpixl.model.relation import Relation, Trouble, told
from kpixl.model.roster import Appraisee, Roster
from kpixl.model.scheme import Scheme

COLUMNS = ("工号", "姓名", "部门", "岗位", "上级工号", "部门负责人", "师傅")
ROWS = """\
001,赵总,,总经理,,,
002,钱总监,销售部,销售总监,001,,
003,孙组长,销售部,组长,002,,
004,李顾问,销售部,顾问,003,,孙组长
005,周顾问,销售部,顾问,3,,9999
006,吴主管,售后部,主管,007,,
007,郑主管,售后部,主管,006,,
008,王技师,售后部,技师,006,,
009,冯会计,财务部,会计,0099,001,
010,陈出纳,财务部,出纳,孙组长,,
011,楚文员,行政部,文员,,,重名
012,重名,行政部,保安,,,
013,重名,行政部,保安,,,
""".splitlines()
HEADS = {"销售部": "销售总监", "售后部": "主管", "财务部": "销售总监"}


def person(row: str) -> Appraisee:
    cells = row.split(",")
    return Appraisee(*cells[:4], {name: cell or None for name, cell in zip(COLUMNS, cells, strict=True)})


PEOPLE = {each.id: each for each in map(person, ROWS)}


def relation(units: bool = False, columns: tuple[str, ...] = COLUMNS) -> Relation:
    scheme = Scheme(slug="x", title="x", points=0, forms=(), heads=HEADS, unit_appraisee=units)  # type: ignore[arg-type]
    return Relation(scheme, Roster(tuple(PEOPLE.values()), columns))


@pytest.mark.parametrize(
    ("who", "of", "ids"),
    [
        ("本人", "004", ["004"]),
        ("本单位", "004", ["004"]),
        ("上级", "004", ["003"]),
        ("上级的上级", "004", ["002"]),
        ("上级的上级的上级", "004", ["001"]),
        # a number that lost its zeros, and a name in place of a number
        ("上级", "005", ["003"]),
        ("上级", "010", ["003"]),
        ("部门负责人", "004", ["002"]),
        # the head is in the department as well
        ("部门负责人", "002", ["002"]),
        # a column of the roster goes before the position
        ("部门负责人", "009", ["001"]),
        # nobody in the department holds the position, but one elsewhere does
        ("部门负责人", "010", ["002"]),
        ("全部门", "004", ["002", "003", "004", "005"]),
        ("全员", "011", ["011", "012", "013"]),
        ("全体", "011", list(PEOPLE)),
        ("师傅", "004", ["003"]),
    ],
)
def test_a_relation_gives_people_of_the_roster(who: str, of: str, ids: list[str]) -> None:
    found = relation().of(PEOPLE[of], who)
    assert not isinstance(found, Trouble)
    assert [party.id for party in found] == ids
    assert all(party.name == PEOPLE[party.id].name for party in found)


@pytest.mark.parametrize(
    ("who", "of", "code", "details"),
    [
        ("上级", "001", "payer-no-manager", {"of": "赵总"}),
        ("上级的上级的上级的上级", "004", "payer-no-manager", {"of": "赵总"}),
        ("上级", "009", "payer-manager-unknown", {"of": "冯会计", "text": "0099"}),
        ("上级", "006", "payer-circle", {"circle": "吴主管 → 郑主管 → 吴主管"}),
        # whoever stands below a circle cannot trust it either
        ("上级", "008", "payer-circle", {"circle": "吴主管 → 郑主管 → 吴主管"}),
        ("部门负责人", "011", "payer-no-head", {"department": "行政部", "now": "", "now_en": ""}),
        ("部门负责人", "008", "payer-heads-several", {"department": "售后部", "many": "2"}),
        ("全部门", "001", "payer-no-department", {}),
        ("师傅", "002", "payer-blank", {"column": "师傅"}),
        ("师傅", "005", "payer-not-on-roster", {"text": "9999"}),
        ("师傅", "011", "payer-named-twice", {"text": "重名", "many": "2"}),
    ],
)
def test_a_circle_or_a_gap_is_told_and_nobody_is_guessed(
    who: str, of: str, code: str, details: Mapping[str, str]
) -> None:
    found = relation().of(PEOPLE[of], who)
    assert isinstance(found, Trouble)
    assert found.code == code
    assert dict(found.details).items() >= details.items()


def test_a_name_that_is_no_relation_is_somebody_outside() -> None:
    assert relation().of(PEOPLE["004"], "供应商") == (Party(name="供应商"),)
    assert relation(columns=COLUMNS[:5]).of(PEOPLE["004"], "师傅") == (Party(name="师傅"),)


def test_a_roster_of_units_does_not_hold_their_people() -> None:
    assert relation(units=True).of(PEOPLE["004"], "全员") == (Party(name="李顾问全员"),)
    assert relation(units=True).named(PEOPLE["004"], "某某") == (Party(name="某某"),)


def test_one_cause_is_told_once_with_those_whom_it_concerns() -> None:
    known = relation()
    found = [known.of(PEOPLE[id_], "上级") for id_ in ("006", "008", "006", "001")]
    findings = list(told(each for each in found if isinstance(each, Trouble)))
    assert [(f.code, f.details["names"], f.details["count"]) for f in findings] == [
        ("payer-circle", "吴主管、王技师", 2),
        ("payer-no-manager", "赵总", 1),
    ]
