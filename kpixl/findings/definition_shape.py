"""Codes of findings: the keys and values of a definition, by the table of fields."""

from kpixl.findings.finding import Code, Severity

_E = Severity.ERROR

SHAPE_CODES = (
    Code(
        "not-a-record", _E,
        "这里应是{zh}，写成若干行“项目: 内容”。", "请参照内置方案的写法；检查这一行的缩进和冒号。",
        "Here should be {en}, as lines of “key: value”.",
        "Compare with a scheme of the library; check indent and colons.",
    ),
    Code(
        "not-a-mapping", _E,
        "「{key}」下面应是若干行“名称: 内容”。", "请另起一行，缩进两格，逐行写“名称: 内容”。",
        "“{key}” should hold lines of “name: value”.",
        "Start a new line, indented by two spaces, and write one “name: value” a line.",
    ),
    Code(
        "not-a-list", _E,
        "「{key}」应是一个列表。", "请逐项另起一行，以“- ”开头；或写在方括号里，如 [甲, 乙]。",
        "“{key}” should be a list.", "Begin each entry on a new line with “- ”, or write [a, b].",
    ),
    Code(
        "not-single", _E,
        "「{key}」这里应是{want}，不是列表或下一级内容。", "请直接写在冒号后面；检查下一行的缩进。",
        "“{key}” should be {want_en} here, not a list or a mapping.",
        "Write it after the colon; check the indent of the next line.",
    ),
    Code(
        "rule-needs-quotes", _E,
        "「{key}」的公式以方括号开头，YAML 把它当成了列表。",
        "请把整个公式放进英文双引号，如 \"[名称] / 2\"。",
        "The rule of “{key}” begins with a square bracket, which YAML takes for a list.",
        "Put the whole rule in double quotes, as in \"[name] / 2\".",
    ),
    Code(
        "key-not-text", _E,
        "冒号前面应是项目的名称，不能是列表或下一级内容。", "请写成“项目: 内容”。",
        "Before the colon stands the name of a key, not a list or a mapping.", "Write “key: value”.",
    ),
    Code(
        "duplicate-key", _E,
        "「{key}」在第 {first} 行已经写过。", "请只保留一处。",
        "“{key}” is already written in line {first}.", "Keep one of them.",
    ),
    Code(
        "kind-unclear", _E,
        "{key} 的这一项没有写明是哪一种。", "请写上下列之一，作为它的名称：{known}。",
        "Nothing says what kind of {key} this is.", "Write one of these, with its name: {known}.",
    ),
    Code(
        "unknown-key", _E,
        "没有「{key}」这个项目。", "这里还可以写：{known}。",
        "There is no key “{key}”.", "What may still stand here: {known}.",
    ),
    Code(
        "unknown-key-near", _E,
        "没有「{key}」这个项目。", "您要写的可能是「{near}」。",
        "There is no key “{key}”.", "Perhaps you mean “{near}”.",
    ),
    Code(
        "missing-key", _E,
        "这里缺少「{key}」（{zh}）。", "请补上一行“{key}: …”。",
        "“{key}” ({en}) is missing here.", "Add a line “{key}: …”.",
    ),
    Code(
        "empty-value", _E,
        "「{key}」后面没有内容。", "请填写，或删去这一项；还没有定的数字请写 unset。",
        "Nothing follows “{key}”.", "Fill it in or delete it; write unset for a number that is not decided.",
    ),
    Code(
        "keys-apart", _E,
        "「{key}」和「{other}」不能一起写。", "请只保留其中一项。",
        "“{key}” and “{other}” exclude each other.", "Keep one of them.",
    ),
    Code(
        "only-with-ask", _E,
        "「{key}」说的是 ask 那一项填写内容，不能和「{other}」一起写。",
        "请把它写到「{other}」里相应的那一项下面。",
        "“{key}” describes the input named by ask and cannot stand beside “{other}”.",
        "Write it inside the entry of “{other}” that it belongs to.",
    ),
    Code(
        "key-needs", _E,
        "写了「{key}」，就要同时写「{other}」。", "请补上「{other}」，或删去「{key}」。",
        "“{key}” makes sense only beside “{other}”.", "Add “{other}” or delete “{key}”.",
    ),
    Code(
        "too-few", _E,
        "「{key}」至少要有 {least} 项，这里有 {count} 项。", "请补齐。",
        "“{key}” needs at least {least} entries and has {count}.", "Add what is missing.",
    ),
    Code(
        "too-many", _E,
        "「{key}」最多 {most} 项，这里有 {count} 项。", "请删去多余的。",
        "“{key}” takes at most {most} entries and has {count}.", "Delete what is too much.",
    ),
    Code(
        "unknown-value", _E,
        "「{key}」不能写「{text}」。", "可以写的有：{known}。",
        "“{key}” cannot be “{text}”.", "It may be: {known}.",
    ),
    Code(
        "unknown-value-near", _E,
        "「{key}」不能写「{text}」。", "您要写的可能是「{near}」；可以写的有：{known}。",
        "“{key}” cannot be “{text}”.", "Perhaps you mean “{near}”; it may be: {known}.",
    ),
    Code(
        "not-true-false", _E,
        "「{key}」只能写 true 或 false，这里写的是「{text}」。", "“是”请写 true，“否”请写 false，不加引号。",
        "“{key}” is true or false, but “{text}” is written.", "Write true or false.",
    ),
    Code(
        "not-a-number", _E,
        "「{key}」应是数字，这里写的是「{text}」。", "请只写半角数字，如 30 或 0.5，不带单位和千分位逗号。",
        "“{key}” should be a number, but “{text}” is written.",
        "Write digits only, such as 30 or 0.5, without a unit or thousands separators.",
    ),
    Code(
        "not-a-date", _E,
        "「{key}」应是日期，这里写的是「{text}」。", "请写成 2026-11-01。",
        "“{key}” should be a date, but “{text}” is written.", "Write it like 2026-11-01.",
    ),
    Code(
        "not-whole", _E,
        "「{key}」应是整数，这里写的是 {text}。", "请写整数。",
        "“{key}” should be a whole number, but {text} is written.", "Write a whole number.",
    ),
    Code(
        "number-too-long", _E,
        "「{key}」的数字 {text} 太长，Excel 存不准。",
        "请写不超过 {digits} 位有效数字、{places} 位小数的数。",
        "The number {text} of “{key}” is too long for Excel to keep.",
        "Use at most {digits} significant digits and {places} decimal places.",
    ),
    Code(
        "percent-not-here", _E,
        "「{key}」这里不带百分号，写的是「{text}」。", "单位已由 unit 说明，请只写数字，如 95。",
        "“{key}” takes no percent sign, but “{text}” is written.",
        "The unit is given by the key unit; write the number alone, such as 95.",
    ),
    Code(
        "share-percent", _E,
        "「{key}」是比例，{text} 超过了 1 又没有百分号。", "百分之几请带百分号，如 70%。",
        "“{key}” is a share; {text} is above 1 and has no percent sign.", "Write a percentage, such as 70%.",
    ),
    Code(
        "not-positive", _E,
        "「{key}」应大于 0，这里写的是 {text}。", "请改为大于 0 的数。",
        "“{key}” should be above 0, but {text} is written.", "Write a number above 0.",
    ),
    Code(
        "too-small", _E,
        "「{key}」不能小于 {least}，这里写的是 {text}。", "请改为 {least} 或更大的数。",
        "“{key}” cannot be below {least}, but {text} is written.", "Write {least} or more.",
    ),
    Code(
        "too-great", _E,
        "「{key}」不能大于 {most}，这里写的是 {text}。", "请改为 {most} 或更小的数。",
        "“{key}” cannot be above {most}, but {text} is written.", "Write {most} or less.",
    ),
    Code(
        "unset-not-here", _E,
        "「{key}」不能写 unset。", "请写确定的数；没有定的数可先放在 parameters 里写 unset。",
        "“{key}” cannot be unset.",
        "Write a number; what is not decided may stand as unset under parameters.",
    ),
    Code(
        "text-too-long", _E,
        "这段文字有 {count} 个字，超过了 {limit} 个。", "请缩短，细节可以写进 notes。",
        "This text has {count} characters, more than {limit}.", "Shorten it; details may go into notes.",
    ),
    Code(
        "text-sign", _E,
        "「{text}」里有一个看不见的字符（{sign}）。", "请删去它，或把这段文字重新输入一遍。",
        "“{text}” holds an invisible character ({sign}).", "Delete it, or type the text anew.",
    ),
    Code(
        "name-blank", _E,
        "名称是空白的。", "请写上名称，或删去这一项。",
        "The name is blank.", "Give a name, or delete this entry.",
    ),
    Code(
        "name-sign", _E,
        "名称「{name}」里有方括号、@ 或换行，公式里无法引用它。",
        "请去掉这些符号（可改用圆括号），写成一行。",
        "The name “{name}” holds a square bracket, @ or a line break, which no rule could refer to.",
        "Leave these out (round brackets may do), and write it on one line.",
    ),
    Code(
        "slug-form", _E,
        "「{key}」的代号「{text}」不合写法。",
        "代号只用小写英文字母、数字和连字符，不超过 60 个字，如 sales-2026。",
        "“{text}” is not a slug, as “{key}” needs one.",
        "Use lower-case letters, digits and single hyphens, at most 60, as in sales-2026.",
    ),
    Code(
        "too-many-findings", _E,
        "问题太多，只列出前 {limit} 个。", "请先改正已列出的，再检查一遍。",
        "There are more findings than the {limit} listed.", "Correct these first, then check again.",
    ),
)  # fmt: skip
