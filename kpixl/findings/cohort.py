"""Codes of findings: what looks at everybody at once — how it is declared, and what came of it."""

from kpixl.findings.finding import Code, Severity, register

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

DECLARED = (
    Code("cohort-step-later", _E, "「{name}」在这一步还没有算出来。", "请把给出「{name}」的一步移到前面；一步也不能用它自己的结果。", "“{name}” is not there yet at this step.", "Move the step that gives “{name}” before this one; a step cannot use its own result."),
    Code("cohort-name-differs", _E, "「{name}」在各张考核表里的单位或类型不同，放在一起没有意义。", "请让各张表一致，或给它们不同的名称。", "“{name}” has different units or types on different forms, so it means nothing for all together.", "Make the forms agree, or give them different names."),
    Code("cohort-unknown-rank", _E, "没有叫「{text}」的名次。", "请在前面写上 rank: {text}；已有的名次：{known}。", "There is no rank “{text}”.", "Write a step “rank: {text}” before this one; there are: {known}."),
    Code("cohort-unknown-rank-near", _E, "没有叫「{text}」的名次。", "您要写的可能是「{near}」。", "There is no rank “{text}”.", "Perhaps you mean “{near}”."),
    Code("cohort-not-a-rank", _E, "「{name}」那一步不是 rank，不能按它发名次奖。", "请写前面一步 rank 的名称。", "The step “{name}” is no rank, so no bonus can go by it.", "Name a rank of a step before this one."),
    Code("cohort-share-dense", _E, "「{rank}」按 1、2、2、3 排，并列不占后面的名次，「{name}」没有可以平分的金额。", "请把「{rank}」的 ties 改成 competition，或把「{name}」的 ties 改成 each。", "“{rank}” counts 1, 2, 2, 3: equals take no further places, so “{name}” has nothing to share out.", "Let ties of “{rank}” be competition, or those of “{name}” each."),
    Code("cohort-shares-sum", _E, "「{name}」各等级的比例合计是 {sum}。", "请改比例，使合计等于 100%。", "The shares of “{name}” add up to {sum}.", "Change them so that they add up to 100%."),
    Code("cohort-unknown-grade", _E, "方案没有「{text}」这一等级。", "请改成 grades 里的等级：{known}。", "The scheme has no grade “{text}”.", "Use the grades of the scheme: {known}."),
    Code("cohort-unknown-grade-near", _E, "方案没有「{text}」这一等级。", "您要写的可能是「{near}」。", "The scheme has no grade “{text}”.", "Perhaps you mean “{near}”."),
    Code("cohort-grades-order", _E, "「{name}」的等级没有从高到低写。", "请照 grades 的次序写：{order}。", "The grades of “{name}” do not go from best to worst.", "Write them in the order of the scheme's grades: {order_en}."),
    Code("cohort-no-grades", _E, "方案没有等级，「{name}」没有可以保留的所得等级。", "请写上 grades，或改 ties、least、small。", "The scheme has no grades, so “{name}” has no earned grade to keep.", "Give the scheme grades, or change ties, least or small."),
    Code("cohort-without-groups", _E, "这里没有分组（within），{key} 无从谈起。", "请写上 within，或改 {key}。", "There are no groups (within), so “{key}” means nothing.", "Add within, or change {key}."),
    Code("cohort-one-group", _E, "{key} 按组名写，而 within 有几项，组名说不清。", "within 请只写一项；要按几列分组的，写成给出组名的公式。", "“{key}” goes by the names of groups, but several rules of within make them.", "Write one rule under within: one that gives the name of the group."),
    Code("cohort-unknown-band", _E, "「{step}」给「{name}」写了金额，而分组的公式给不出这个组。", "请改成公式给出的组名：{known}。", "“{step}” has amounts for “{name}”, which the rule of the groups never gives.", "Use the names that it gives: {known_en}."),
    Code("cohort-amount-varies", _E, "名次奖的金额对每个人都一样，不能用「{name}」。", "请写数字，或 parameters 里的名称。", "The amount of a place is the same for everybody, so it cannot rest on “{name}”.", "Write a number, or a name under parameters."),
    Code("cohort-pool-twice", _E, "「{name}」在 pools 里写了两次。", "一个组只能并入一处，请删去多写的。", "“{name}” stands in pools twice.", "A group belongs to one pool; delete the other."),
)  # fmt: skip
"""Codes of what a scheme declares."""

FOUND = (
    Code("cohort-provisional", _W, "还有 {count} 个考核对象没有结果（{names}），{steps} 是暂定的。", "催交、改正后请再汇总一次；在这以前不要公布。", "{count} appraisees have no result yet ({names}), so these are provisional: {steps_en}.", "Collect again when they are in; do not announce anything before."),
    Code("cohort-empty", _W, "没有人参加「{name}」。", "请核对参加的条件（when）和按什么排（by）；还没有人交回的，交回后再汇总。", "Nobody takes part in “{name}”.", "Check its condition (when) and what it goes by; if nothing has come back yet, collect again later."),
    Code("cohort-lone", _I, "「{name}」里，{groups} 只有 1 人参加。", "名次是和自己比出来的；不合适的，请写 least，或改 within。", "In “{name}”, {groups_en} has only one who takes part.", "That place is against nobody; if that is not meant, write least or change within."),
    Code("cohort-small-group", _W, "「{name}」里，{groups} 参加的不足 {least} 人，没有名次。", "这是方案定的；要排的，请改 least 或 within。", "In “{name}”, fewer than {least} take part in {groups_en}, so nobody has a place there.", "The scheme says so; to rank them all the same, change least or within."),
    Code("cohort-kept-grades", _I, "「{name}」里，{groups} 不足 {least} 人，保留所得等级。", "这是方案定的；要合在一起分布的，请写 small: pool 或 pools。", "In “{name}”, {groups_en} has fewer than {least}, so the earned grades are kept.", "The scheme says so; to distribute them together, write small: pool or pools."),
    Code("cohort-tie", _I, "「{name}」第 {place} 名并列 {count} 人（{names}）：{outcome}。", "这是方案定的并列办法（ties）；要另行决定的，请写 tie-break。", "In “{name}”, {count} share place {place} ({names}): {outcome_en}.", "The scheme says so (ties); to decide otherwise, write tie-break."),
    Code("cohort-tie-grades", _I, "「{name}」里 {count} 人并列，跨「{upper}」和「{lower}」的界（{names}）：{outcome}。", "这是方案定的并列办法（ties）。", "In “{name}”, {count} equals stand across the boundary of “{upper}” and “{lower}” ({names}): {outcome_en}.", "The scheme says so (ties)."),
    Code("cohort-would-move", _I, "按「{name}」，{count} 人的等级与所得等级不同：{moves}。", "这是建议，等级没有改动；采用与否请由审批人决定。", "By “{name}”, {count} would have another grade than they earned: {moves}.", "It is a proposal; no grade was changed. Whoever approves decides."),
    Code("cohort-budget-scaled", _I, "{group}应发合计 {sum} 元，超过「{name}」{budget} 元，各人按 {share} 折算。", "金额已精确到分，合计正好等于预算。", "{group_en}{sum} yuan is due, more than the {budget} of “{name}”; everybody gets {share} of it.", "The amounts are exact to the cent and add up to the budget."),
    Code("cohort-budget-zero", _W, "{group}「{name}」是 0 元，什么也不发。", "确实不发的不必改；还没有定的，请写 unset。", "{group_en}“{name}” is 0 yuan, so nothing is paid.", "Leave it if that is meant; if it is not decided yet, write unset."),
    Code("cohort-budget-missing", _E, "「{name}」没有写 {groups} 的预算，这些人的实发金额算不出来。", "请在 amount 里给每个组写上预算。", "“{name}” has no budget for {groups_en}, so nothing can be paid there.", "Give every group its budget under amount."),
    Code("cohort-budget-varies", _E, "「{name}」在{group}同一组里算出几个不同的预算，不能用。", "请改 amount 的公式，使同组的人得到同一个数。", "The rule of “{name}” gives several budgets within one group{group_en}.", "Change the rule of amount so that it is the same for everybody of a group."),
    Code("cohort-undecided", _W, "「{name}」的金额还没有定，这一项没有算。", "请在方案里写上金额，再汇总一次；得分和等级不受影响。", "An amount of “{name}” is not decided, so it was not computed.", "Give the amount in the scheme and collect again; scores and grades are not affected."),
    Code("cohort-not-computable", _W, "「{name}」有 {count} 人算不出来：{names}。", "请核对它用到的数：名册的列有没有空着，分母是不是零。", "“{name}” cannot be computed for {count} people: {names}.", "Check the figures that it rests on: blank columns of the roster, a denominator of zero."),
)  # fmt: skip
"""Codes of what was found when everybody was put together."""

CODES = (*DECLARED, *FOUND)
"""Every code of this table."""

register(*CODES)
