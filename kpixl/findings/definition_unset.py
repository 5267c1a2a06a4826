"""Codes of findings: numbers of a definition that are not decided yet."""

from kpixl.findings.finding import Code, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

UNSET_CODES = (
    Code(
        "unset-parameter", _E,
        "参数「{name}」还没有定（unset）。", "请写上确定的数；没有定以前不能生成表格和计算结果。",
        "The parameter “{name}” is not decided yet (unset).",
        "Give a number; until then neither forms nor results can be made.",
    ),
    Code(
        "unset-number", _E,
        "「{name}」的 {key} 还没有定（unset）。", "请写上确定的数；没有定以前不能生成表格和计算结果。",
        "“{key}” of “{name}” is not decided yet (unset).",
        "Give a number; until then neither forms nor results can be made.",
    ),
    Code(
        "unset-parameter-suggested", _E,
        "参数「{name}」还没有定；建议值是 {suggested}。", "请写上确定的数；要按建议值试行，请加 --trial。",
        "The parameter “{name}” is not decided yet; {suggested} is suggested.",
        "Give a number; to try it with the suggestion, add --trial.",
    ),
    Code(
        "unset-number-suggested", _E,
        "「{name}」的 {key} 还没有定；建议值是 {suggested}。", "请写上确定的数；要按建议值试行，请加 --trial。",
        "“{key}” of “{name}” is not decided yet; {suggested} is suggested.",
        "Give a number; to try it with the suggestion, add --trial.",
    ),
    Code(
        "unset-in-cohort", _W,
        "「{name}」的金额还没有定（unset）。",
        "得分、等级照算；「{name}」和用到它的，要写上确定的金额以后才有。",
        "An amount of “{name}” is not decided yet (unset).",
        "Scores and grades are computed; “{name}” and what rests on it wait until the amount is given.",
    ),
    Code(
        "unset-in-cohort-suggested", _W,
        "「{name}」的金额还没有定；建议值是 {suggested}。",
        "得分、等级照算；「{name}」和用到它的，要写上确定的金额以后才有；要按建议值试行，请加 --trial。",
        "An amount of “{name}” is not decided yet; {suggested} is suggested.",
        "Scores and grades are computed; “{name}” and what rests on it wait until the amount is given; "
        "to try it with the suggestion, add --trial.",
    ),
    Code(
        "trial-numbers", _I,
        "试行：有 {count} 处还没有定的数，按建议值计算（第 {lines} 行）。", "正式使用以前，请写上确定的数。",
        "A trial: {count} undecided numbers are taken as suggested (lines {lines}).",
        "Decide on them before the scheme is used in earnest.",
    ),
)  # fmt: skip
