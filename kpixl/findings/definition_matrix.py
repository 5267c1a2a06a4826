"""Codes of findings: the responsibility matrix of a definition."""

from kpixl.findings.finding import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING

MATRIX_CODES = (
    Code(
        "matrix-unplaced", _E,
        "「{name}」在 {units} 个单位里只有 {count} 个承担，没有写明是哪几个。",
        "请在 cells 里给每个单位写一格：★ 承担，\"\" 不承担；先试行的，可用 --trial，这一行暂不列入。",
        "“{name}” belongs to {count} of {units} units, and nothing says to which.",
        "Write a cell for each unit under cells: ★, or \"\" for no; with --trial the row is left out.",
    ),
    Code(
        "matrix-left-out", _W,
        "试行：有 {count} 个指标没有写明由哪几个单位承担，各表都没有列入：{names}。",
        "请在 cells 里给每个单位写一格：★ 承担，\"\" 不承担。",
        "Trial: nothing says which units {count} indicators belong to; they are left out of all forms: {names}.",
        "Write a cell for each unit under cells: ★, or \"\" for no.",
    ),
    Code(
        "matrix-too-wide", _E,
        "「{name}」有 {count} 格，而单位只有 {units} 个。", "请让 cells 和 units 一一对应。",
        "“{name}” has {count} cells, but there are {units} units.", "Give each unit one cell.",
    ),
    Code(
        "matrix-cell", _E,
        "「{name}」给「{unit}」的一格是「{cell}」，看不懂。",
        "请写 ★、空 \"\"，或带符号和单位的目标，如 ≤4‰、≥95%。",
        "The cell of “{name}” for “{unit}” is “{cell}”, which cannot be read.",
        "Write ★, \"\" or a target with sign and unit, such as ≤4‰ or ≥95%.",
    ),
    Code(
        "matrix-cell-unit", _E,
        "「{name}」给「{unit}」的目标是「{cell}」，而指标的单位是 {wanted}。", "请改目标，或改指标的 unit。",
        "The target of “{name}” for “{unit}” is “{cell}”, but its unit is {wanted}.",
        "Change the target, or the unit of the indicator.",
    ),
    Code(
        "matrix-cell-sign", _E,
        "「{name}」给「{unit}」的目标是「{cell}」，按指标的 better，这里应是 {sign}。",
        "请改符号，或改指标的 better。",
        "The target of “{name}” for “{unit}” is “{cell}”; as its “better” says, the sign should be {sign}.",
        "Change the sign, or “better” of the indicator.",
    ),
    Code(
        "matrix-unit-empty", _E,
        "「{unit}」没有承担任何指标。", "请给它写上 ★，或从 units 里删去。",
        "No row of the matrix belongs to “{unit}”.", "Give it a ★, or delete it from units.",
    ),
    Code(
        "matrix-keys", _E,
        "keys 有 {count} 个，units 有 {units} 个。", "请让两者一一对应，或删去 keys。",
        "There are {count} keys for {units} units.", "Give each unit one key, or delete keys.",
    ),
)  # fmt: skip
"""Every code of this table."""
