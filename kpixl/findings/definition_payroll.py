"""Codes of findings: the columns of the sheet that payroll imports."""

from kpixl.findings.finding import Code, Severity

PAYROLL_CODES = (
    Code(
        "payroll-unknown", Severity.ERROR,
        "工资表的列「{name}」不知道放什么。",
        "请写这些之一：{known}；是名册里的列的，请在 columns 里也写上它；改表头用 as。",
        "Nothing is known under “{name}”, a column of the sheet for payroll.",
        "Use one of these: {known}. List a column of the roster under “columns” as well; “as” changes a heading.",
    ),
    Code(
        "payroll-unknown-near", Severity.ERROR,
        "工资表的列「{name}」不知道放什么。", "您要写的可能是「{near}」；改表头用 as。",
        "Nothing is known under “{name}”, a column of the sheet for payroll.",
        "Perhaps you mean “{near}”; “as” changes a heading.",
    ),
    Code(
        "payroll-heading-twice", Severity.ERROR,
        "工资表有两列的表头都是「{name}」。", "请用 as 改其中一列的表头，或删去一列。",
        "Two columns of the sheet for payroll are headed “{name}”.",
        "Give one of them another heading with “as”, or delete it.",
    ),
    Code(
        "payroll-heading-taken", Severity.ERROR,
        "工资表的「{name}」列写金额是不是最后的，别的列不能用这个表头。", "请用 as 换一个表头，或删去这一列。",
        "In the sheet for payroll, “{name}” heads the column that says whether amounts are final.",
        "Give this column another heading with “as”, or delete it.",
    ),
    Code(
        "payroll-nothing-to-import", Severity.WARNING,
        "工资表既没有工号，也没有一列是数：导入时认不出人，也没有可导入的。", "请在 payroll 里写上 工号 和要导入的金额，如 实发。",
        "The sheet for payroll has neither 工号 nor a column of amounts: nobody is recognised, and nothing is imported.",
        "List 工号 and a column of amounts, such as 实发, under payroll.",
    ),
)  # fmt: skip
