"""Codes of findings: open rows, logs, the tables that they draw on, the time zone of a scheme."""

from kpixl.findings.finding import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING

ROWS_CODES = (
    Code(
        "column-at-needed", _E,
        "自填行的「{name}」没有写明填在表的哪一列。", "请补上“at: …”；写在表下另起一栏的，给 rows 写“at: log”。",
        "Nothing says in which column of the form “{name}” is filled in.",
        "Add “at: …”; for a log below the table, write “at: log” under rows.",
    ),
    Code(
        "column-at-in-log", _E,
        "登记栏里的「{name}」不用写 at：登记栏有自己的列。", "请删去这一列的 at。",
        "“{name}” needs no “at”: a log has columns of its own.", "Delete “at” of this column.",
    ),
    Code(
        "log-too-wide", _E,
        "登记栏有 {count} 列，一页最多排 {most} 列。", "请合并或删去几列，或分成两个登记栏。",
        "The log has {count} columns; a page takes {most}.", "Join or delete some, or make two logs of it.",
    ),
    Code(
        "computed-no-entry", _E,
        "「{name}」由公式算出，不用填写，所以不能写「{key}」。", "请删去「{key}」，或删去 rule。",
        "“{name}” is computed and not filled in, so “{key}” does not apply.", "Delete “{key}” or “rule”.",
    ),
    Code(
        "take-alone", _E,
        "「{name}」写了 take，但 rows 没有写 earlier，不知道取自哪些期。", "请给 rows 写 earlier，或删去 take。",
        "“{name}” has a take, but rows has no “earlier”: nothing says from which cycles.",
        "Give rows an “earlier”, or delete take.",
    ),
    Code(
        "rows-take-nothing", _E,
        "rows 写了 earlier，但没有一列写明取什么。", "请给要带出的列写 take，如 take: 绩效分数。",
        "rows has an “earlier”, but no column says what it takes.", "Give a column a take, such as take: 绩效分数.",
    ),
    Code(
        "carried-within", _E,
        "花名册的列“{name}”不能取本期以内的结果：生成考核表时本期还没有结果。", "请改成 back、month、since 等本期以前的时间。",
        "The roster column “{name}” cannot take results from inside the period: there are none yet when forms are made.",
        "Take them from before: back, month, since or months.",
    ),
    Code(
        "earlier-own-period", _E,
        "“{name}”取的是本期以内、本方案自己的结果，那就是它自己。", "请用 of 写明取自哪个方案；取下级的，请写 children。",
        "“{name}” takes results of this very scheme inside this very period: its own.",
        "Say with “of” from which scheme; for those below, write children.",
    ),
    Code(
        "earlier-row-count", _E,
        "“{name}”有 {count} 行，而要取的时间分成 {wanted} 行。", "请把行数改成 {wanted}，或改 each 和时间。",
        "“{name}” has {count} rows, but the time that it takes from makes {wanted}.",
        "Make it {wanted} rows, or change “each” or the time.",
    ),
    Code(
        "earlier-mean-of-rates", _W,
        "“{name}”取的是各期比率的平均，各期分母不同时，平均数不等于合起来的比率。",
        "请分别取分子和分母的合计（gather: sum），再相除；确实要平均的，可以不改。",
        "“{name}” is a mean of rates; where their bases differ, it is not the rate of all together.",
        "Take both counts with gather: sum and divide them; if the mean is meant, leave it.",
    ),
    Code(
        "remind-in-rows", _E,
        "自填行里的条件不能只是提醒。", "请删去 remind；只作提醒的，写成指标的 checks。",
        "A condition within rows cannot only remind.", "Delete “remind”, or make it a check of the indicator.",
    ),
    Code(
        "rows-all-computed", _E,
        "自填行的各列都由公式算出，没有可填的内容。", "请至少留一列由人填写。",
        "All columns of the rows are computed; there is nothing to fill in.", "Leave at least one to be filled in.",
    ),
    Code(
        "unknown-table", _E,
        "方案里没有名为「{text}」的对照表。", "请在 tables 里写上它；已有的对照表：{known}。",
        "The scheme has no table “{text}”.", "Add it under “tables”; there are: {known}.",
    ),
    Code(
        "unknown-table-near", _E,
        "方案里没有名为「{text}」的对照表。", "您要写的可能是「{near}」。",
        "The scheme has no table “{text}”.", "Perhaps you mean “{near}”.",
    ),
    Code(
        "unknown-timezone", _E,
        "没有名为「{text}」的时区。", "请写“洲/城市”，如 Asia/Shanghai 或 Asia/Urumqi；在中国的不用写。",
        "There is no time zone “{text}”.", "Write it as Area/City, such as Asia/Shanghai or Asia/Urumqi; in China, leave it out.",
    ),
    Code(
        "table-too-long", _E,
        "对照表有 {count} 行，最多 {most} 行。", "请分成几张对照表，或合并数值相同的行。",
        "The table has {count} rows; {most} is the most.", "Make several tables of it, or join rows with the same numbers.",
    ),
    Code(
        "table-row-length", _E,
        "对照表的「{name}」写了 {count} 个数，应有 {wanted} 个，每列一个。", "请补齐或删去多余的；未定的写 unset。",
        "Row “{name}” of the table has {count} numbers; there should be {wanted}, one for each column.",
        "Complete it or delete what is too many; write unset for what is not decided.",
    ),
)  # fmt: skip
"""Every code of this table."""
