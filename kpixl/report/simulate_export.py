"""What a simulation comes to, for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from kpixl.model.ledger import MONEY, EntryKind
from kpixl.model.numbers import plain
from kpixl.report.simulated import OWN, Cost, Moved, Simulated
from kpixl.rules.consequences import CENTS


def simulate_json(simulated: Simulated) -> dict[str, Any]:
    """Both sides: numbers are decimal strings as results.json has them; findings stand beside this."""
    scheme, cycle, simulation = simulated.scheme, simulated.before.cycle, simulated.simulation
    return {
        "format": 1,
        "scheme": scheme.slug,
        "version": scheme.version,
        "cycle": cycle.id,
        "period": str(cycle.period),
        "changes": [
            {
                "name": change.name,
                "path": change.path,
                "file": change.place.file or None,
                "line": change.place.line,
                "before": change.before,
                "after": change.after,
            }
            for change in simulation.changes
        ],
        "compared": len(simulated.compared),
        "not_comparable": sorted(simulation.apart),
        "lost": [result.appraisee.id for result in simulated.lost],
        "gained": [result.appraisee.id for result in simulated.gained],
        "people": [_person(one) for one in simulated.moved],
        "grades": [
            {"grade": name, "before": before, "after": after}
            for name, (before, after) in simulated.grades.items()
        ],
        "cost": [_cost(row) for row in simulated.costs[:-1]],
        "total_cost": _cost(simulated.costs[-1]) if simulated.costs else None,
    }


def _person(one: Moved) -> dict[str, Any]:
    person = one.before.appraisee
    return {
        "id": person.id,
        "name": person.name,
        "department": person.department,
        "before": _side(one, after=False),
        "after": _side(one, after=True),
    }


def _side(one: Moved, after: bool) -> dict[str, Any]:
    """The figures of one side; those of cohort steps by their names. Ranks are numbers."""
    values = {key: figure.after if after else figure.before for key, figure in one.figures.items()}
    kinds = [kind.value for kind in (EntryKind.FINE, EntryKind.BONUS)]
    rank = values["rank"]
    return {
        **{key: values[key] for key in OWN},
        "rank": None if rank is None else int(rank),
        "fines": values[kinds[0]],
        "bonuses": values[kinds[1]],
        "cohort": {key: value for key, value in values.items() if key not in (*OWN, *kinds)},
    }


def _cost(row: Cost) -> dict[str, Any]:
    return {"department": row.department, "before": _sums(row.before), "after": _sums(row.after)}


def _sums(side: Mapping[EntryKind, Fraction]) -> dict[str, str]:
    return {kind.value: plain(side.get(kind, Fraction()), CENTS) for kind in MONEY}
