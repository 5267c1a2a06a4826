"""What a cycle was made from is kept exactly; what is no record of a cycle is told from one."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpixl.cycle import codec, store
from kpixl.model.cycle import Cycle, Period
from kpixl.model.handout import Handout
from kpixl.model.roster import Appraisee, Roster
from kpixl.model.submission import CellValue, Identity, Submission

FIELDS = {
    "工号": "007",
    "姓名": "O'Brien; DROP TABLE cycle",
    "绩效基数": Fraction("3150.5"),
    "三分之一": Fraction(1, 3),
    "负数": Fraction(-7, 2),
    "入职日期": date(2020, 2, 29),
    "备注": None,
    "空文本": "",
    "像数字的文本": "0012",
    "换行\n和“引号”": '{"n": "5"}',
}
STORED = store.StoredCycle(
    Cycle("ab12", Period(2026, 11, 1), date(2026, 12, 15), True),
    "scheme: 方案\n# “注释”\n",
    "方案.yaml",
    Roster(
        (
            Appraisee("007", "王晓燕", "销售部", "销售顾问", FIELDS, 4),
            Appraisee("A-03", "李静", "", "", {}, 5),
        ),
        ("工号", "姓名"),
    ),
    (
        Handout("forms/销售部/一.xlsx", "销售部", "007", "王晓燕", "销售顾问", "考核表", "007 王晓燕"),
        Handout("forms/全部/二.xlsx", "", "A-03", "李静", "", "考核表", "A-03 李静"),
    ),
)


def saved(folder: Path, stored: store.StoredCycle) -> store.StoredCycle:
    """What comes back of a making that was saved, without what the record adds to it."""
    store.save(folder, stored)
    return as_given(store.load(folder))


def as_given(loaded: store.StoredCycle) -> store.StoredCycle:
    handouts = tuple(replace(handout, making=0) for handout in loaded.handouts)
    return replace(loaded, key="", making=0, handouts=handouts, withdrawn=(), replaced=())


def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    assert saved(tmp_path, STORED) == STORED


@pytest.mark.parametrize(
    "cycle",
    [
        Cycle("x", Period(2026, 1, 1), None, False),
        Cycle("x", Period(2026, 10, 3), date(2027, 1, 1)),
        Cycle("x", Period(2026, 7, 6)),
        Cycle("x", Period(2026, 10, 1), workdays=(date(2026, 9, 30), date(2026, 10, 8))),
        Cycle("x", Period(2026, 1, 12)),
    ],
    ids=lambda cycle: str(cycle.period),
)
def test_every_kind_of_period_comes_back(cycle: Cycle, tmp_path: Path) -> None:
    assert saved(tmp_path, replace(STORED, cycle=cycle)).cycle == cycle


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.none() | TEXTS | st.fractions() | st.dates()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(TEXTS, VALUES, max_size=4), name=TEXTS, row=st.integers(0, 10**6))
def test_whatever_a_roster_holds_comes_back(
    fields: dict[str, str | Fraction | date | None], name: str, row: int, tmp_path: Path
) -> None:
    person = Appraisee("1", name, "部门", "岗位", fields, row)
    store.save(tmp_path, replace(STORED, roster=Roster((person,))))
    assert store.load(tmp_path).roster.appraisees == (person,)


def test_a_later_making_counts_and_an_earlier_one_stays(tmp_path: Path) -> None:
    store.save(tmp_path, STORED)
    fewer = replace(STORED, roster=Roster(STORED.roster.appraisees[1:]), handouts=STORED.handouts[1:])
    assert saved(tmp_path, fewer) == fewer
    later = store.load(tmp_path)
    assert [handout.id for handout in later.withdrawn] == ["007"]
    assert (later.making, store.load(tmp_path, 1).roster) == (2, STORED.roster)


def test_saving_the_same_again_adds_nothing(tmp_path: Path) -> None:
    store.save(tmp_path, STORED)
    before = store.load(tmp_path)
    store.save(tmp_path, STORED)
    assert store.load(tmp_path) == before


def test_a_form_that_is_handed_out_anew_replaces_the_earlier_one(tmp_path: Path) -> None:
    store.save(tmp_path, STORED)
    first, second = STORED.handouts
    changed = replace(first, sha256="other", printed={"绩效基数": 3200.0})
    assert saved(tmp_path, replace(STORED, handouts=(changed, second))).handouts == (changed, second)
    later = store.load(tmp_path)
    assert [replace(handout, making=0) for handout in later.replaced] == [first]


def test_every_making_signs_with_the_same_key(tmp_path: Path) -> None:
    key = store.begin(tmp_path, STORED.cycle)
    store.save(tmp_path, STORED)
    assert len(key) == 32
    assert store.load(tmp_path).key == store.begin(tmp_path, STORED.cycle) == key


def test_a_record_that_cannot_be_saved_leaves_the_old_one(tmp_path: Path) -> None:
    store.save(tmp_path, STORED)
    broken = replace(STORED.handouts[0], printed={"绩效基数": object()})  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        store.save(tmp_path, replace(STORED, definition="另一个", handouts=(broken,)))
    assert as_given(store.load(tmp_path)) == STORED
    assert [path.name for path in tmp_path.iterdir()] == [store.FILE]


def test_a_record_that_was_only_begun_has_no_forms(tmp_path: Path) -> None:
    store.begin(tmp_path, STORED.cycle)
    assert not store.has_forms(tmp_path, STORED.cycle.id)
    assert store.has_forms(tmp_path, "of another cycle")
    with pytest.raises(store.NotACycle):
        store.load(tmp_path)
    store.save(tmp_path, STORED)
    assert store.has_forms(tmp_path, STORED.cycle.id)


def test_a_folder_without_a_record_is_no_cycle(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "没有", tmp_path / "目录"):
        (tmp_path / "目录" / store.FILE).mkdir(parents=True, exist_ok=True)
        assert not store.exists(folder)
        with pytest.raises(store.NotACycle):
            store.load(folder)


def changed(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / store.FILE) as db:
        db.execute(statement)
    db.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE meta",
        "DROP TABLE handout",
        "DROP TABLE appraisee",
        "ALTER TABLE appraisee ADD COLUMN more TEXT",
        "ALTER TABLE handout ADD COLUMN more TEXT",
        "DELETE FROM definition",
        "DELETE FROM meta WHERE key = 'seal'",
        "UPDATE appraisee SET name = '王晓艳' WHERE id = '007'",
        "UPDATE handout SET sheet = '别的' WHERE id = '007'",
        "DELETE FROM handout WHERE id = '007'",
        "UPDATE making SET due = '2026-12-16'", "PRAGMA user_version = 3",
    ],
)  # fmt: skip
def test_a_record_of_another_kind_is_no_cycle(statement: str, tmp_path: Path) -> None:
    store.save(tmp_path, STORED)
    changed(tmp_path, statement)
    with pytest.raises(store.NotACycle):
        store.load(tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = 'bald' WHERE key = 'period'",
        "UPDATE making SET due = '31.12.'",
        "UPDATE roster SET columns = 'null'",
        "UPDATE roster SET columns = '['",
    ],
)
def test_a_record_with_values_of_another_kind_is_no_cycle(
    statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_seal", lambda db: "whatever it holds")
    store.save(tmp_path, STORED)
    changed(tmp_path, statement)
    with pytest.raises(store.NotACycle):
        store.load(tmp_path)


@pytest.mark.parametrize(
    "fields", ["[]", '{"a": 5}', '{"a": {"n": "1/0"}}', '{"a": {"n": "x"}}', '{"a": {"d": "2020-02-30"}}']
)
def test_a_record_with_fields_of_another_kind_is_no_cycle(
    fields: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = store.person_row
    monkeypatch.setattr(store, "person_row", lambda place, person: (*row(place, person)[:-1], fields))
    store.save(tmp_path, STORED)
    with pytest.raises(store.NotACycle):
        store.load(tmp_path)


def test_a_damaged_record_is_read_as_it_was_or_not_at_all(tmp_path: Path) -> None:
    store.save(tmp_path, STORED)
    path, chance, refused = tmp_path / store.FILE, Random(3), 0
    good = path.read_bytes()
    for _ in range(150):
        start = chance.randrange(len(good))
        path.write_bytes(good[:start] + chance.randbytes(400) + good[start + 400 :])
        try:
            assert as_given(store.load(tmp_path)) == STORED
        except store.NotACycle:
            refused += 1
    assert 0 < refused < 150


ENTRIES = {
    "一@": CellValue("H1", Fraction(46347), day=True),
    "二@": CellValue("H2", Fraction(19, 20), formula="A1", percent=True),
    "三@": CellValue("H3", error="#REF!"),
    "四@": CellValue("H4"),
}


def test_entries_are_kept_with_how_their_cells_show_them() -> None:
    submission = Submission("表.xlsx", "001", Identity("c", "001", "f", "p", "s"), ENTRIES)
    assert codec.submission_of(codec.submission_text(submission), "表.xlsx") == submission


def test_entries_of_an_older_record_are_read_without_the_format_of_their_cells() -> None:
    old = """{"sheet":"001","identity":["c","001","f","p","s"],"shown":{},"remarks":{},
    "entries":{"一@":["H1",{"n":"46347"}],"二@":["H2",{"n":"19/20"},"A1","",true]}}"""
    assert codec.submission_of(old, "表.xlsx").entries == {
        "一@": CellValue("H1", Fraction(46347)),
        "二@": ENTRIES["二@"],
    }
