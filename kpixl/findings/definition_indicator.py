"""Codes of findings: how an indicator of a definition is scored and filled in."""

from kpixl.findings.finding import Code, Severity

_E = Severity.ERROR

INDICATOR_CODES = (
    Code(
        "dictionary-unknown", _E,
        "没有找到指标字典「{text}」。", "请把 {text}.yaml 放在方案旁边；现有的字典：{known}。",
        "The dictionary “{text}” was not found.",
        "Put {text}.yaml beside the scheme; dictionaries at hand: {known}.",
    ),
    Code(
        "dictionary-unknown-near", _E,
        "没有找到指标字典「{text}」。", "您要写的可能是「{near}」。",
        "The dictionary “{text}” was not found.", "Perhaps you mean “{near}”.",
    ),
    Code(
        "entry-unknown", _E,
        "指标字典里没有「{text}」。", "字典里有：{known}。",
        "The dictionary has no “{text}”.", "It has: {known}.",
    ),
    Code(
        "entry-unknown-near", _E,
        "指标字典里没有「{text}」。", "您要写的可能是「{near}」。",
        "The dictionary has no “{text}”.", "Perhaps you mean “{near}”.",
    ),
    Code(
        "entry-without-formula", _E,
        "「{name}」要计分，但没有写怎样算（ratio、ask 或 inputs）。", "请补上算法；只统计的请写 scored: false。",
        "“{name}” is scored, but nothing says how it is computed (ratio, ask or inputs).",
        "Say how; if it is only recorded, write “scored: false”.",
    ),
    Code(
        "entry-without-source", _E,
        "「{name}」要计分，但没有写数据来源（source）。", "请补上来源；只统计的请写 scored: false。",
        "“{name}” is scored, but nothing says where its figures come from (source).",
        "Name the source; if it is only recorded, write “scored: false”.",
    ),
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
        "param-too-great", _E,
        "{method} 的「{key}」写的是 {value}，不能大于 {most}。", "请改小：大于它，得分就会超过满分。",
        "“{key}” of {method} is {value}; it cannot be above {most}.",
        "Make it smaller: above, the score would exceed the points.",
    ),
    Code(
        "choice-sign", _E,
        "选项「{text}」里有「{sign}」，Excel 的下拉列表放不下这个符号。", "请换一个写法，如用全角的“，”。",
        "The choice “{text}” holds “{sign}”, which a drop-down of Excel cannot take.",
        "Write it otherwise, such as with a full-width comma.",
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
        "within-not-used", _E,
        "填写的内容是 {kind}，不能写「within」。", "请删去「within」，或把 kind 改为 date 或 datetime。",
        "The kind is {kind}, which has no “within”.",
        "Delete “within”, or make the kind date or datetime.",
    ),
    Code(
        "unique-not-used", _E,
        "填写的内容是 {kind}，不能写「unique」。", "请删去「unique」，或把 kind 改为 text。",
        "The kind is {kind}, which has no “unique”.",
        "Delete “unique”, or make the kind text.",
    ),
    Code(
        "ratio-same", _E,
        "ratio 的分子和分母都是「{name}」。", "请核对，写两个不同的名称。",
        "Both parts of ratio are “{name}”.", "Give two different names.",
    ),
    Code(
        "param-not-positive", _E,
        "{method} 要除以「{key}」，它应大于 0。", "请改「{key}」。",
        "{method} divides by “{key}”, which should be above 0.", "Change “{key}”.",
    ),
    Code(
        "params-order", _E,
        "「{better}」（{high}）应比「{worse}」（{low}）更难达到。", "请核对这两个数，以及 better 的方向。",
        "“{better}” ({high}) should be harder to reach than “{worse}” ({low}).",
        "Check both numbers, and the direction “better”.",
    ),
    Code(
        "choices-fixed", _E,
        "用 {method} 计分，「{name}」只能选 {known}。", "请删去 choices；要选别的内容，可改用 formula 计分。",
        "Scored by {method}, “{name}” takes only {known_en}.",
        "Delete “choices”; for other answers, score by a formula.",
    ),
    Code(
        "raters-sum", _E,
        "各方的权重合计应为 100%，现在是 {sum}。", "请改各方的权重。",
        "The weights of the raters should add up to 100%: {sum}.", "Change the weights.",
    ),
    Code(
        "value-needed", _E,
        "用 {method} 计分，要写明怎样由这几项算出完成值。", "请补上一行“value: …”，写公式。",
        "Scoring by {method} needs to know how the value comes from these inputs.", "Add a rule, “value: …”.",
    ),
    Code(
        "rows-no-value", _E,
        "自填的行没有完成值，不能用 {method} 计分。",
        "请补上一行“value: …”，写明怎样由各行算出完成值；或改用 weighted-rows。",
        "Open rows have no value, so {method} cannot score them.",
        "Say how the value comes from the rows, “value: …”; or score by weighted-rows.",
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
        "points-without-base", _E,
        "方案的 points 是 0（不计分），但「{name}」有分值。", "请删去它的分值，或改方案的 points。",
        "The scheme's “points” is 0, so nothing is scored, but “{name}” has points.",
        "Delete its points, or change those of the scheme.",
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
    Code(
        "low-above-high", _E,
        "「{name}」的最小值 {low} 大于最大值 {high}。",
        "请改 low 或 high；没有写的一项由单位决定，不限请写 none。",
        "The least value of “{name}”, {low}, is above its greatest, {high}.",
        "Change “low” or “high”. The one not written comes from the unit; write none for no limit.",
    ),
)  # fmt: skip
