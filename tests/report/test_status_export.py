"""How a cycle stands, for programs: format 1."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from kpixl.consolidate.status import status_of
from kpixl.model.status import COUNTS
from kpixl.report.status_export import status_json
from tests.report import received as came
from tests.report import world

PERSON = {
    "id",
    "name",
    "department",
    "position",
    "form",
    "handout",
    "file",
    "sheet",
    "received",
    "saved",
    "state",
    "late",
    "superseded",
    "codes",
    "to_do",
}


def said() -> dict[str, Any]:
    """What is written, as a program reads it."""
    loaded: dict[str, Any] = json.loads(json.dumps(status_json(came.company(), world.SCHEME)))
    return loaded


def person(number: str) -> dict[str, Any]:
    (found,) = (one for one in said()["people"] if one["id"] == number)
    return dict(found)


def test_it_says_which_cycle_it_is_about() -> None:
    head = {key: value for key, value in said().items() if not isinstance(value, list | dict)}
    assert head == {
        "format": 1,
        "scheme": "perf-pay-100",
        "version": "1",
        "cycle": "perf-pay-100-2026-11",
        "period": "2026-11",
        "due": "2026-12-15",
    }


def test_counts_are_those_of_the_table() -> None:
    total, departments = said()["total"], said()["departments"]
    assert list(total) == list(COUNTS)
    assert list(total.values()) == [25, 7, 1, 2, 15, 1, 1, 1]
    assert [row["department"] for row in departments] == [world.SALES, world.SERVICE, world.CARE]
    for key in COUNTS:
        assert sum(row[key] for row in departments) == total[key]


def test_everybody_who_was_given_a_form_is_in_it_once() -> None:
    people = said()["people"]
    assert [one["id"] for one in people] == [handout.id for handout in came.handouts()]
    assert all(set(one) == PERSON for one in people)
    assert [one["id"] for one in said()["left"]] == ["XS900"]


def test_a_refused_form_says_where_it_is_and_what_to_do() -> None:
    found = person("XS007")
    assert (found["state"], found["file"], found["sheet"]) == ("refused", "XS007.xlsx", "XS007")
    assert found["handout"] == "forms/销售部/XS007 王晓燕.xlsx"
    assert found["codes"] == ["entry-out-of-range"]
    assert found["to_do"] == "“回访平均分”填的是 920，应为0至100。请核实后改正。（另有 1 处）"
    assert (found["received"], found["saved"]) == ("2026-12-01T03:00:00+00:00", "2026-12-10T09:30:00+00:00")


def test_of_whoever_is_missing_nothing_is_known_but_the_form() -> None:
    found = person("XS009")
    assert found["state"] == "missing"
    assert [found[key] for key in ("file", "sheet", "received", "saved")] == [None] * 4
    assert found["to_do"] == "请于12月15日前交回行政部。"


def test_what_is_done_asks_for_nothing() -> None:
    assert (person("XS001")["to_do"], person("XS001")["codes"]) == ("", [])
    assert (person("XS010")["state"], person("XS010")["late"]) == ("accepted", True)
    assert (person("XS008")["state"], person("XS008")["superseded"]) == ("warned", 1)


def test_every_file_is_in_it_with_what_became_of_it() -> None:
    files = {file["path"]: file for file in said()["files"]}
    assert list(files) == [file.shown for file in came.received()]
    assert files["XS008 初稿.xlsx"]["replaced_by"] == {"XS008": "XS008.xlsx"}
    assert files["XS008 初稿.xlsx"]["verdict"] == "ignored"
    assert files["撤下/XS012.xlsx"]["withdrawn"] == "发错了"
    assert files["新建 Microsoft Excel 工作表(1).xlsx"]["codes"] == ["file-damaged"]
    assert files["销售部.xlsx"]["appraisees"] == [f"XS{number:03}" for number in range(1, 7)]


def test_a_file_without_a_moment_has_none() -> None:
    for seconds in (0.0, -1.0, 1e20, float("inf")):
        form = replace(came.form("XS001"), saved=seconds)
        status = status_of(world.CYCLE, came.handouts()[:1], [came.file("a.xlsx", form)])
        assert status_json(status, world.SCHEME)["people"][0]["saved"] is None


def test_a_cycle_without_a_day_has_none() -> None:
    status = status_of(replace(world.CYCLE, due=None), (), ())
    assert status_json(status, world.SCHEME)["due"] is None
