"""The ledgers in the HTML report: fines and bonuses line by line, measures, what people decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from kpixl.model.folded import Folded
from kpixl.model.ledger import EntryKind
from kpixl.model.result import Consolidation
from kpixl.model.zones import day_in
from kpixl.report.html_table import MOST_LISTED, Cell, Column, Kind, Table, grouped, or_nothing
from kpixl.report.ledger_export import entry_json
from kpixl.workbook.ledgers import SIDES
from kpixl.workbook.palette import DONE, NOTHING, PROVISIONAL, TODO

Json = dict[str, Any]

_KINDS = {EntryKind(side.value): word for side, word in SIDES.items()}
_MONEY_STATES = {
    "due": DONE + " 已定",
    "proposed": PROVISIONAL + " 未定",
    "confirmed": DONE + " 已确认",
    "void": "作废",
}
_MEASURE_STATES = _MONEY_STATES | {"due": TODO + " 待确认", "proposed": TODO + " 待确认", "void": "不执行"}
_NOBODY = "还不知道是谁"


def ledger_tables(names: Mapping[str, str], consolidation: Consolidation) -> Iterator[Table]:
    """One table of money and one of measures, each only where it has lines. `names` are those of people."""
    entries, rounding = consolidation.ledger.entries, consolidation.scheme.rounding
    money = Folded(entry_json(entry, rounding) for entry in entries if entry.kind in _KINDS)
    if money:
        yield Table(
            "money",
            "奖惩台账",
            (
                Column("谁的考核"),
                Column("种类", choose=True),
                Column("事由", choose=True),
                Column("由谁", narrow=False),
                Column("由谁（部门）", narrow=False, choose=True),
                Column("金额（元）", Kind.NUMBER),
                Column("依据", narrow=False),
                Column("状态", narrow=False, choose=True),
            ),
            Folded(tuple(_money(entry, names)) for entry in islice(money, MOST_LISTED)),
            "笔",
            added=5,
            more=max(0, len(money) - MOST_LISTED),
        )
    measures = Folded(entry_json(entry, rounding) for entry in entries if entry.kind is EntryKind.MEASURE)
    if measures:
        yield Table(
            "measures",
            "非货币措施",
            (
                Column("谁的考核"),
                Column("措施", choose=True),
                Column("对象", narrow=False),
                Column("依据", narrow=False),
                Column("状态", choose=True),
                Column("谁在何时确认", narrow=False),
            ),
            Folded(
                tuple(_measure(entry, names, consolidation.scheme.timezone))
                for entry in islice(measures, MOST_LISTED)
            ),
            "项",
            more=max(0, len(measures) - MOST_LISTED),
        )


def _money(entry: Json, names: Mapping[str, str]) -> Iterator[Cell]:
    yield _who(entry, names)
    yield _KINDS[entry["kind"]]
    yield entry["rule"]
    yield _payer(entry)
    yield or_nothing(entry["payer"]["department"])
    yield grouped(entry["amount"])
    yield _why(entry)
    yield _MONEY_STATES[entry["state"]]


def _measure(entry: Json, names: Mapping[str, str], zone: str) -> Iterator[Cell]:
    yield _who(entry, names)
    yield entry["rule"]
    yield _payer(entry)
    yield _why(entry)
    yield _MEASURE_STATES[entry["state"]]
    decision = entry["decision"]
    yield f"{decision['by']} {day_in(zone, decision['at'])}：{decision['reason']}" if decision else NOTHING


def _who(entry: Json, names: Mapping[str, str]) -> str:
    id_ = entry["appraisee"]
    return f"{names[id_]}（{id_}）" if id_ in names else or_nothing(id_)


def _payer(entry: Json) -> str:
    payer = entry["payer"]
    name = payer["name"] or payer["id"] or _NOBODY
    return f"{name}（{payer['id']}）" if payer["id"] and payer["name"] else name


def _why(entry: Json) -> str:
    evidence = entry["evidence"]
    cells = "、".join(f"{seen['cell']} {seen['name']} {seen['value']}" for seen in evidence["cells"])
    return or_nothing("；".join(filter(None, (entry["why"], cells))))
