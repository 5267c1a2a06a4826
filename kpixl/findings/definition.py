"""Codes of findings: definition. Here: what a scheme says as a whole, and beside a roster."""

from kpixl.findings.definition_annual import ANNUAL_CODES
from kpixl.findings.definition_feedback import FEEDBACK_CODES
from kpixl.findings.definition_indicator import INDICATOR_CODES
from kpixl.findings.definition_matrix import MATRIX_CODES
from kpixl.findings.definition_payroll import PAYROLL_CODES
from kpixl.findings.definition_rows import ROWS_CODES
from kpixl.findings.definition_shape import SHAPE_CODES
from kpixl.findings.definition_source import SOURCE_CODES
from kpixl.findings.definition_unset import UNSET_CODES
from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

_SCHEME_CODES = (
    Code(
        "points-needed", _E,
        "指标「{name}」没有分值，「{section}」也没有分值可以平分。", "请给指标或这个部分写上 points。",
        "“{name}” has no points, and section “{section}” has none to share out.",
        "Give points to the indicator or to the section.",
    ),
    Code(
        "points-used-up", _E,
        "指标「{name}」没有分值，而「{section}」的分值已被其他指标占完。",
        "请写上它的 points，并核对各指标的分值。",
        "“{name}” has no points, and the other indicators take all that “{section}” has.",
        "Give its points, and check those of the others.",
    ),
    Code(
        "points-section", _E,
        "「{name}」的分值是 {points}，各指标合计是 {sum}。",
        "请改各指标的分值，或改这个部分的分值，使两者相等。",
        "“{name}” has {points} points, but its indicators have {sum}.",
        "Change the points of the indicators or of the section until they agree.",
    ),
    Code(
        "points-base", _E,
        "考核表「{name}」各部分合计是 {sum}，总分基数是 {points}。",
        "请改各部分的分值，或改总分基数（方案的 points，或这张表自己的 points）。",
        "The sections of form “{name}” have {sum}, but its base is {points}.",
        "Change the points of the sections, or the base: “points” of the scheme, or the form's own.",
    ),
    Code(
        "points-of-record", _E,
        "「{name}」只统计、不计分，不应有分值。", "请删去 points，或改用别的计分方法。",
        "“{name}” is only recorded, so it has no points.", "Delete its points, or choose another scoring rule.",
    ),
    Code(
        "points-of-deduction", _E,
        "「{name}」用 {method} 计分，只扣分，不应有分值。", "请删去它的 points。",
        "“{name}” is scored by {method}: it only deducts and has no points.", "Delete its points.",
    ),
    Code(
        "weights-partial", _E,
        "考核表「{form}」有的部分写了权重，「{name}」没有。", "请给每个部分都写上 weight，或都不写。",
        "Some sections of form “{form}” have a weight, but “{name}” has none.",
        "Give every section a weight, or none.",
    ),
    Code(
        "weights-sum", _E,
        "考核表「{name}」各部分的权重合计是 {sum}。", "请改各部分的 weight，使合计等于 100%。",
        "The weights of form “{name}” add up to {sum}.", "Change them so that they add up to 100%.",
    ),
    Code(
        "weight-no-points", _E,
        "「{name}」有权重，但没有可得的分值。", "请给其中的指标写上 points。",
        "“{name}” has a weight, but no points to be scored out of.", "Give points to its indicators.",
    ),
    Code(
        "share-under-floor", _E,
        "「{name}」占 {share}，不得低于 {wanted}。",
        "请改它的分值或权重；确有理由的，在 share 里写上 override: 理由。",
        "“{name}” is {share} of the whole, which may not be below {wanted}.",
        "Change its points or weight; where there is a reason, write “override: reason” under share.",
    ),
    Code(
        "share-not-fixed", _E,
        "「{name}」占 {share}，应正好是 {wanted}。",
        "请改它的分值或权重；确有理由的，在 share 里写上 override: 理由。",
        "“{name}” is {share} of the whole, which should be exactly {wanted}.",
        "Change its points or weight; where there is a reason, write “override: reason” under share.",
    ),
    Code(
        "share-overridden", Severity.INFO,
        "「{name}」占 {share}，规定是 {wanted}；记录的理由：{reason}。", "理由不再成立时，请删去 override。",
        "“{name}” is {share} of the whole instead of {wanted}. The reason given: {reason}.",
        "Delete “override” once the reason is gone.",
    ),
    Code(
        "least-out-of-reach", _E,
        "「{name}」的最低分是 {least}，它一共只有 {points} 分。", "请改 least，或改这个部分的分值。",
        "The minimum of “{name}” is {least}, but it has only {points} points.",
        "Change “least” or the points of the section.",
    ),
    Code(
        "scheme-check-failed", _E,
        "{say}（{rule} 不成立，现在 {figures}）。", "请改 parameters 里的数，使条件成立。",
        "{say} ({rule} does not hold; now {figures}).", "Change the parameters so that the condition holds.",
    ),
    Code(
        "until-before-effective", _E,
        "方案从 {effective} 起施行，却只到 {until} 止。", "请改 effective 或 until。",
        "The scheme is in force from {effective}, but only until {until}.", "Change “effective” or “until”.",
    ),
    Code(
        "duplicate-name", _E,
        "{what}「{name}」和第 {first} 行的重名。", "请改其中一个名称。",
        "The {what_en} “{name}” has the same name as the one in line {first}.", "Rename one of them.",
    ),
    Code(
        "reserved-name", _E,
        "「{name}」在公式里已有别的含义。", "请换一个名称。",
        "“{name}” already means something else in rules.", "Choose another name.",
    ),
    Code(
        "grades-last", _E,
        "最后一级「{name}」写了 from，比它还低的分数就没有等级了。", "请删去它的 from，或在后面再加一级。",
        "The last grade, “{name}”, has “from”, so a lower total would have no grade.",
        "Delete its “from”, or add a grade below it.",
    ),
    Code(
        "grades-open", _E,
        "等级「{name}」没有 from，后面的等级就用不到了。", "请补上“from: …”；只有最后一级不写。",
        "Grade “{name}” has no “from”, so the ones after it are never reached.",
        "Add “from: …”; only the last grade goes without.",
    ),
    Code(
        "grades-order", _E,
        "等级「{name}」从 {bound} 分起，应低于前一级「{other}」的 {high} 分。",
        "请把等级从高到低排列，界限不重复。",
        "Grade “{name}” begins at {bound}, which should be below the {high} of “{other}” before it.",
        "Order the grades from best to worst, each with its own bound.",
    ),
    Code(
        "grade-out-of-reach", _W,
        "等级「{name}」从 {bound} 分起，高于总分基数 {points}。",
        "请核对；没有加分项的话，没有人能得到这一级。",
        "Grade “{name}” begins at {bound}, above the base of {points}.",
        "Check it: unless items give extra points, nobody can reach it.",
    ),
    Code(
        "scale-order", _E,
        "评级「{name}」里「{level}」是 {value}，应低于前面「{other}」的 {high}。",
        "请把各级从高到低排列，数值不重复。",
        "In scale “{name}”, “{level}” is {value}, which should be below the {high} of “{other}” before it.",
        "Order the levels from best to worst, each with its own number.",
    ),
    Code(
        "calendar-both", _E,
        "calendar 里的 {day} 既写成休息，又写成上班。", "请在 off 和 on 里只留一处。",
        "The calendar has {day} both off and on.", "Leave it in one of the two lists.",
    ),
    Code(
        "target-out-of-reach", _W,
        "「{name}」的目标值是 {target}，而「{input}」只能填 {low} 到 {high}。",
        "请核对目标值，或改 low、high。",
        "The target of “{name}” is {target}, but “{input}” takes only {low} to {high}.",
        "Check the target, or change “low” or “high”.",
    ),
    Code(
        "forms-overlap", _E,
        "考核表「{form}」和第 {first} 行的「{other}」会发给同一个人。",
        "请改两张表的 for 或 years，使每个人只有一张表。",
        "Form “{form}” and “{other}” in line {first} are for the same people.",
        "Change “for” or “years” of these forms so that everyone has one form.",
    ),
    Code(
        "text-placeholder", _E,
        "文字里的「{text}」不是参数。", "花括号里写参数的名称；有的参数：{known}。",
        "“{text}” in the text is no parameter.", "Write the name of a parameter in braces; there are: {known}.",
    ),
    Code(
        "text-placeholder-near", _E,
        "文字里的「{text}」不是参数。", "您要写的可能是「{near}」。",
        "“{text}” in the text is no parameter.", "Perhaps you mean “{near}”.",
    ),
    Code(
        "title-placeholder", _E,
        "标题里有不认识的「{text}」。", "可以用的有：{known}。",
        "The title holds “{text}”, which kpixl does not know.", "It may hold: {known}.",
    ),
    Code(
        "title-placeholder-near", _E,
        "标题里有不认识的「{text}」。", "您要写的可能是「{near}」；可以用的有：{known}。",
        "The title holds “{text}”, which kpixl does not know.",
        "Perhaps you mean “{near}”; it may hold: {known}.",
    ),
    Code(
        "roster-column-missing", _E,
        "方案用到名册的「{column}」列，名册 {roster} 里没有这一列。", "请在名册里补上这一列，或改方案。",
        "The scheme uses the roster column “{column}”, which {roster} does not have.",
        "Add the column to the roster, or change the scheme.",
    ),
    Code(
        "roster-column-carried", _W,
        "名册 {roster} 里没有「{column}」列；它取自以前各期的结果。", "请在生成考核表时加 --after，写以前各期的文件夹；没有往期的，在名册里补上这一列。",
        "{roster} has no column “{column}”, which is taken from the results of earlier cycles.",
        "Name their folders with --after when forms are made; where there are none, add the column to the roster.",
    ),
    Code(
        "form-for-no-one", _W,
        "名册里没有人用考核表「{form}」。", "请核对它的 for 与名册里的写法是否一致。",
        "Nobody on the roster has form “{form}”.", "Check that its “for” is spelt as in the roster.",
    ),
    Code(
        "people-without-form", _W,
        "部门「{department}」有 {count} 人没有考核表：{names}。", "请核对各表的 for；不参加考核的可以不管。",
        "{count} people of department “{department}” have no form: {names}.",
        "Check “for” of the forms; leave it if they are not appraised.",
    ),
    Code(
        "person-with-two-forms", _E,
        "「{id} {name}」同时符合几张考核表：{forms}。", "请改这些表的 for，使每个人只有一张表。",
        "“{id} {name}” has several forms: {forms}.", "Change “for” of these forms so that everyone has one.",
    ),
)  # fmt: skip

CODES = (
    *SOURCE_CODES,
    *SHAPE_CODES,
    *INDICATOR_CODES,
    *UNSET_CODES,
    *MATRIX_CODES,
    *ROWS_CODES,
    *ANNUAL_CODES,
    *PAYROLL_CODES,
    *_SCHEME_CODES,
    *FEEDBACK_CODES,
)
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
