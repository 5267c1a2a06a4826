"""Which names a rule that makes groups can give, where the rule alone tells."""

from __future__ import annotations

from kpixl.rules.nodes import Call, Expr, Text


def bands_of(tree: Expr) -> tuple[str, ...] | None:
    """Every text that the rule can give; None where it rests on what stands in a table."""
    match tree:
        case Text(value=value):
            return (value,)
        case Call(function="IF", args=(_, yes, no)) | Call(function="IFERROR", args=(yes, no)):
            first, second = bands_of(yes), bands_of(no)
            return None if first is None or second is None else tuple(dict.fromkeys((*first, *second)))
        case Call(function="NA"):
            return ()
        case _:
            return None
