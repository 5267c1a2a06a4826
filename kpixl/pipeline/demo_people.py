"""An invented company of some sixty people in four departments, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from kpixl.model.roster import BASE, DEPARTMENT, HIRED, ID, MANAGER, NAME, POSITION

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = (
    "晓燕",
    "志强",
    "海",
    "文静",
    "建国",
    "丽",
    "超",
    "倩",
    "凯",
    "小雨",
    "国栋",
    "佳怡",
    "磊",
    "慧",
    "宇航",
    "春花",
)
_COMPOUND = ("欧阳文静", "司马光远", "阿依古丽·买买提")

_DEPARTMENTS = (
    ("销售部", "XS", 24, ("销售经理", "销售主管", "销售顾问"), 3000),
    ("售后服务部", "SH", 18, ("服务经理", "服务顾问", "维修技师"), 2800),
    ("客关部", "KG", 10, ("客关主管", "客关专员", "回访专员"), 2600),
    ("行政部", "XZ", 8, ("行政经理", "行政专员", "行政专员"), 2500),
)

HEADINGS = (ID, NAME, DEPARTMENT, POSITION, BASE, HIRED, MANAGER)
Row = dict[str, str | float]


def people(random: Random) -> list[Row]:
    """The roster's rows. Names are put together at random and belong to nobody."""
    rows: list[Row] = []
    names = _names(random)
    for department, prefix, count, posts, base in _DEPARTMENTS:
        for number in range(1, count + 1):
            post = posts[0] if number == 1 else posts[1] if number <= 3 else posts[2]
            pay = base + 200 * random.randint(0, 5) + (1500 if number == 1 else 500 if number <= 3 else 0)
            rows.append(
                {
                    ID: f"{prefix}{number:03d}",
                    NAME: next(names),
                    DEPARTMENT: department,
                    POSITION: post,
                    BASE: float(pay),
                    HIRED: _day(random),
                    MANAGER: "" if number == 1 else f"{prefix}001",
                }
            )
    return rows


def _day(random: Random) -> str:
    return f"{random.randint(2012, 2025)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"


def _names(random: Random) -> Iterator[str]:
    pairs = [surname + given for surname in _SURNAMES for given in _GIVEN]
    random.shuffle(pairs)
    yield from _COMPOUND
    yield from pairs
