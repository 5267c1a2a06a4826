"""Codes of findings: how an indicator of a definition is scored and filled in."""

from kpixl.findings.finding import Code, Severity

_E = Severity.ERROR

INDICATOR_CODES = (
    Code(
        "other-param", _E,
        "「{key}」不是 {method} 的参数。", "用到它的计分方法有：{takers}；请改计分方法，或删去「{key}」。",
        "“{key}” is not a parameter of {method}.",
        "Scoring rules that take it: {takers}. Change the scoring rule or delete “{key}”.",
    ),
    Code(
        "param-needed", _E,
        "用 {method} 计分，要写明「{key}」（{zh}）。", "请补上一行“{key}: …”。",
        "Scoring by {method} needs “{key}” ({en}).", "Add a line “{key}: …”.",
    ),
    Code(
        "target-needed", _E,
        "用 {method} 计分，要写明目标值。", "请补上一行“target: …”；还没有定的写 unset。",
        "Scoring by {method} needs a target.", "Add a line “target: …”, or unset while it is not decided.",
    ),
    Code(
        "target-not-positive", _E,
        "{method} 要除以目标值，目标值应大于 0。", "请改目标值；目标就是 0 的，可改用 threshold 计分。",
        "{method} divides by the target, which should be above 0.",
        "Change the target; where it really is 0, score by threshold.",
    ),
    Code(
        "unknown-scale", _E,
        "方案里没有名为「{text}」的评级。", "请在 scales 里写上它；已有的评级：{known}。",
        "The scheme has no rating scale “{text}”.", "Add it under “scales”; there are: {known}.",
    ),
    Code(
        "unknown-scale-near", _E,
        "方案里没有名为「{text}」的评级。", "您要写的可能是「{near}」。",
        "The scheme has no rating scale “{text}”.", "Perhaps you mean “{near}”.",
    ),
    Code(
        "unknown-column", _E,
        "名册里没有约定「{text}」这一列。",
        "名册确有这一列的，请先在方案的 columns 里写上它；已知的列：{known}。",
        "The roster is not known to have a column “{text}”.",
        "If it has, declare it under “columns” of the scheme; known columns: {known}.",
    ),
    Code(
        "unknown-column-near", _E,
        "名册里没有约定「{text}」这一列。",
        "您要写的可能是「{near}」；名册确有这一列的，请先写进方案的 columns。",
        "The roster is not known to have a column “{text}”.",
        "Perhaps you mean “{near}”; if the roster has this column, declare it under “columns”.",
    ),
    Code(
        "choices-needed", _E,
        "kind 是 choice，但没有写可选的内容。", "请补上“choices: [甲, 乙]”。",
        "The kind is choice, but nothing may be chosen.", "Add “choices: [a, b]”.",
    ),
    Code(
        "choices-not-used", _E,
        "写了 choices，但 kind 是 {kind}。", "请把 kind 改为 choice，或删去 choices。",
        "There are choices, but the kind is {kind}.", "Make the kind choice, or delete the choices.",
    ),
    Code(
        "limits-not-used", _E,
        "填写的内容是 {kind}，不能写「{key}」。", "请删去「{key}」；上下限只用于数字。",
        "What is filled in is a {kind}, which has no “{key}”.", "Delete “{key}”; only numbers have limits.",
    ),
    Code(
        "ratio-same", _E,
        "ratio 的分子和分母都是「{name}」。", "请核对，写两个不同的名称。",
        "Both parts of ratio are “{name}”.", "Give two different names.",
    ),
    Code(
        "value-needed", _E,
        "用 {method} 计分，要写明怎样由这几项算出完成值。", "请补上一行“value: …”，写公式。",
        "Scoring by {method} needs to know how the value comes from these inputs.", "Add a rule, “value: …”.",
    ),
    Code(
        "rows-no-value", _E,
        "自填的行没有完成值，不能用 {method} 计分。", "请改用 weighted-rows，或用 formula 写出公式。",
        "Open rows have no value, so {method} cannot score them.", "Score by weighted-rows, or by a formula.",
    ),
    Code(
        "input-needed", _E,
        "用 {method} 计分，要有一项叫「{name}」的填写内容。", "请在 rows 的 columns 里加上「{name}」。",
        "Scoring by {method} needs an input “{name}”.", "Add “{name}” to “columns” of “rows”.",
    ),
    Code(
        "input-dot", _E,
        "填写项的名称「{name}」里有小数点，公式里无法引用它。", "请去掉小数点，或换一个名称。",
        "The input “{name}” has a dot in its name, so no rule could refer to it.",
        "Choose a name without a dot.",
    ),
    Code(
        "rows-least", _E,
        "至少要填 {least} 行，但一共只有 {count} 行。", "请改小 least，或改大 count。",
        "At least {least} rows are needed, but there are only {count}.", "Lower “least”, or raise “count”.",
    ),
    Code(
        "column-at-twice", _E,
        "已经有一列写在「{at}」的位置。", "一个位置只放一列，请改 at。",
        "Another column already stands at “{at}”.", "Each place takes one column; change “at”.",
    ),
    Code(
        "steps-direction", _E,
        "better 是 {better} 时，各档用「{bound}」，不用「{key}」。",
        "请把「{key}」改为「{bound}」，或改 better。",
        "With better: {better}, bands are given by “{bound}”, not “{key}”.",
        "Change “{key}” to “{bound}”, or change “better”.",
    ),
    Code(
        "steps-last", _E,
        "这一档没有界限，后面的各档就用不到了。", "请补上“{bound}: …”，或把它移到最后。",
        "This band has no bound, so the ones after it are never reached.",
        "Add “{bound}: …”, or move it to the end.",
    ),
    Code(
        "steps-order-from", _E,
        "各档应从高到低，{after} 不能排在 {before} 后面。", "请把各档按 from 从大到小排列，不重复。",
        "Bands go from high to low; {after} cannot follow {before}.", "Order the bands by falling “from”.",
    ),
    Code(
        "steps-order-to", _E,
        "各档应从低到高，{after} 不能排在 {before} 后面。", "请把各档按 to 从小到大排列，不重复。",
        "Bands go from low to high; {after} cannot follow {before}.", "Order the bands by rising “to”.",
    ),
)  # fmt: skip
