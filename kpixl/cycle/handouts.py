"""Who has which form: rows are added when a form goes out, and marked when it is taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kpixl.model.folded import Folded
from kpixl.model.handout import Handout

_COLUMNS = "making, id, form, fingerprint, file, sheet, department, name, post, title, sha256, printed"
_OUT = f"SELECT n, {_COLUMNS} FROM handout WHERE n NOT IN (SELECT handout FROM withdrawal)"
_IS_OUT, _LEFT, _REPLACED = 2, 0, 1


def add_handouts(db: sqlite3.Connection, handouts: Iterable[Handout], making: int) -> None:
    """Adds what is new or has changed; withdraws what it replaces, and what nobody gets any more."""
    out = {row[2]: row for row in db.execute(_OUT)}
    for handout in handouts:
        before, row = out.pop(handout.id, None), _row(handout, making)
        if before is None or before[2:] != row[1:]:
            if before is not None:
                db.execute("INSERT INTO withdrawal VALUES (?, ?, ?)", (before[0], making, _REPLACED))
            db.execute(f"INSERT INTO handout ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", row)
    left = [(row[0], making, _LEFT) for row in out.values()]
    db.executemany("INSERT INTO withdrawal VALUES (?, ?, ?)", left)


def load_handouts(
    db: sqlite3.Connection, roster: int
) -> tuple[Sequence[Handout], Sequence[Handout], Sequence[Handout]]:
    """Those that are out, those of people who have left the roster, and those that others have replaced.

    The first stand in the order of the roster with this number, the others as they were made.
    """
    columns = ", ".join(f"handout.{name}" for name in _COLUMNS.split(", "))
    query = f"""SELECT {columns} FROM handout
        LEFT JOIN withdrawal ON withdrawal.handout = handout.n
        LEFT JOIN appraisee ON appraisee.roster = ? AND appraisee.id = handout.id
        WHERE COALESCE(withdrawal.replaced, {_IS_OUT}) = ? ORDER BY """
    out = Folded(
        map(_handout, db.execute(query + "COALESCE(appraisee.position, -1), handout.n", (roster, _IS_OUT)))
    )
    left, replaced = (
        Folded(map(_handout, db.execute(f"{query} handout.n", (roster, state))))
        for state in (_LEFT, _REPLACED)
    )
    return out, left, replaced


def _row(h: Handout, making: int) -> tuple[object, ...]:
    printed = json.dumps(h.printed, ensure_ascii=False)
    who = (h.department, h.name, h.position, h.form, h.sha256, printed)
    return (making, h.id, h.key, h.fingerprint, h.file, h.sheet, *who)


def _handout(row: Sequence[str]) -> Handout:
    making, id_, key, fingerprint, file, sheet, department, name, post, title, sha256, printed = row
    return Handout(
        file=file,
        department=department,
        id=id_,
        name=name,
        position=post,
        form=title,
        sheet=sheet,
        sha256=sha256,
        key=key,
        fingerprint=fingerprint,
        printed=json.loads(printed),
        making=int(making),
    )
