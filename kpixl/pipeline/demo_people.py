"""An invented company of some sixty people in four departments, the same every time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from random import Random

from kpixl.definition.library import templates
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

HEADINGS = (ID, NAME, DEPARTMENT, POSITION, BASE, HIRED, MANAGER)
Row = dict[str, str | float]


def people(random: Random) -> list[Row]:
    """The roster's rows. Names are put together at random and belong to nobody."""
    rows: list[Row] = []
    names = _names(random)
    for one in _departments():
        prefix, base = one["prefix"], int(one["base"])
        for number in range(1, int(one["people"]) + 1):
            post = one["head"] if number == 1 else one["senior"] if number <= 3 else one["staff"]
            pay = base + 200 * random.randint(0, 5) + (1500 if number == 1 else 500 if number <= 3 else 0)
            rows.append(
                {
                    ID: f"{prefix}{number:03d}",
                    NAME: next(names),
                    DEPARTMENT: one["department"],
                    POSITION: post,
                    BASE: float(pay),
                    HIRED: _day(random),
                    MANAGER: "" if number == 1 else f"{prefix}001",
                }
            )
    return rows


def _departments() -> list[dict[str, str]]:
    """The company's departments: how many people, the titles of their posts, the least pay base."""
    text = (templates() / "demo" / "departments.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _day(random: Random) -> str:
    return f"{random.randint(2012, 2025)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"


def _names(random: Random) -> Iterator[str]:
    pairs = [surname + given for surname in _SURNAMES for given in _GIVEN]
    random.shuffle(pairs)
    yield from _COMPOUND
    yield from pairs
