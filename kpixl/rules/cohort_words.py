"""How the value of a cohort step came about, in words with everybody's own figures: rules that give text."""

from __future__ import annotations

from kpixl.model.cohort import Budget, Distribution, Rank, RankBonus, Seats, Ties
from kpixl.model.consequence import Side
from kpixl.model.indicator import Rule
from kpixl.model.numbers import plain
from kpixl.rules.cohort_budget import Capped
from kpixl.rules.cohort_column import count, where
from kpixl.rules.cohort_rank import Contest
from kpixl.rules.nodes import Binary, Expr, Name, Text, call, join, number
from kpixl.rules.printer import print_rule

_DECIMALS = 4
_TIES = {Ties.UP: "都取较高的等级", Ties.DOWN: "都取较低的等级", Ties.EARNED: "保留所得等级"}
_OPEN = Text("还没有结果")


def of_rank(step: Rank, contest: Contest, own: Name) -> Expr:
    """绩效分数 89.9；甲部共 5 人，排第 2（并列 2 人）."""
    figure = join(_label(step.by), " ", _figure(contest.value))
    told = join(figure, "；", _among(contest), "，排第 ", _figure(own), _shared(contest))
    too_few = join(_among(contest), f"，少于 {step.least} 人，不排名次")
    ranked = call("IF", call("KNOWN", own), told, too_few)
    return _eligible(step.when, contest, where(contest.all_known, ranked, _OPEN), "不参加排名")


def of_bonus(step: RankBonus, rank: Rank, contest: Contest, place: Name, own: Name) -> Expr:
    """名次第 3（10台以下，并列 2 人），300.00 元."""
    group = "" if contest.group is None else call("LABEL", contest.group)
    among = [group] if group else []
    several = Binary(">", contest.tied, number(1))
    how = "，平分所占各名次的金额" if step.ties is Ties.SHARE else "，各按这一名次"
    tied = call("IF", several, join("，并列 ", _figure(contest.tied), f" 人{how}"), Text(""))
    told = join(
        f"{rank.name}第 ", _figure(place), *(["（", *among, "）"] if among else []), tied, "，", _money(own)
    )
    none = Text("没有奖励名额" if step.side is Side.BONUS else "不在罚款名次之内")
    due = call("IF", Binary(">", own, number(0)), told, join(f"{rank.name}第 ", _figure(place), "，", none))
    ranked = call("IF", call("KNOWN", place), due, Text("同组人数不足，没有名次"))
    known = where((*contest.all_known, own), ranked, _OPEN)
    return _eligible(rank.when, contest, known, "不参加排名，金额为 0")


def of_distribution(step: Distribution, contest: Contest, own: Name, earned: Name | None) -> Expr:
    """甲部共 10 人，排第 3（并列 2 人）；按优秀20%、良好30%……，建议良好."""
    shares = "、".join(f"{grade}{plain(share * 100)}%" for grade, share in step.shares)
    cut = "，名额从高到低舍去零头" if step.seats is Seats.DOWN_BEST else ""
    several = Binary(">", contest.tied, number(1))
    tied = join("（并列 ", _figure(contest.tied), f" 人，{_TIES[step.ties]}）")
    place = Binary("+", _ahead(contest), number(1))
    told = join(
        _among(contest),
        "，排第 ",
        _figure(place),
        call("IF", several, tied, Text("")),
        f"；按{shares}{cut}，建议",
        own,
    )
    if step.least > 1 and earned is not None:
        few = join(_among(contest), f"，少于 {step.least} 人，保留所得等级")
        told = call("IF", Binary(">=", contest.size, number(step.least)), told, few)
    if earned is not None:
        moved = join("，与所得等级", earned, "不同")
        told = join(told, call("IFERROR", call("IF", Binary("=", own, earned), Text(""), moved), Text("")))
    return _eligible(step.when, contest, where((*contest.all_known, own), told, _OPEN), "不参加分布")


def of_budget(step: Budget, cap: Capped, own: Name) -> Expr:
    """合计 50,000.00 元超过奖金预算 40,000.00 元：应发 2,000.00 × 40,000.00 ÷ 50,000.00 ＝ 1,600.00 元."""
    over = join(
        "合计 ", _money(cap.sum), f"超过{step.name} ", _money(cap.budget), "：应发 ", _amount(cap.due)
    )
    over = join(over, " × ", _amount(cap.budget), " ÷ ", _amount(cap.sum), " ＝ ", _money(own))
    over = join(over, "（舍到分，余下的分按余数从大到小补）")
    within = join("合计 ", _money(cap.sum), f"不超过{step.name} ", _money(cap.budget), "，照发 ", _money(own))
    told = call("IF", Binary(">", cap.sum, cap.budget), over, within)
    known = tuple(name for name in (cap.due, cap.group, cap.sum, cap.budget, own) if name is not None)
    return where(known, told, _OPEN)


def _eligible(when: Rule | None, contest: Contest, told: Expr, otherwise: str) -> Expr:
    """What is told of those who take part, or that they do not meet the condition."""
    if when is None or contest.when is None:
        return told
    own = print_rule(contest.when)
    unmet = Text(f"不满足“{_label(when) if '@' in own else own}”，{otherwise}")
    return call("IFERROR", call("IF", contest.when, told, unmet), _OPEN)


def _among(contest: Contest) -> Expr:
    """甲部共 5 人."""
    everybody: Expr = Text("参加的")
    group = everybody if contest.group is None else call("LABEL", contest.group)
    return join(group, "共 ", _figure(contest.size), " 人")


def _ahead(contest: Contest) -> Expr:
    return count(*contest.here, contest.better)


def _shared(contest: Contest) -> Expr:
    several = Binary(">", contest.tied, number(1))
    return call("IF", several, join("（并列 ", _figure(contest.tied), " 人）"), Text(""))


def _label(rule: Rule) -> str:
    return rule.text.strip().removeprefix("=").strip()


def _figure(node: Expr) -> Expr:
    return Binary("&", call("ROUND", node, number(_DECIMALS)), Text(""))


def _amount(node: Expr) -> Expr:
    return call("TEXT", node, Text("#,##0.00"))


def _money(node: Expr) -> Expr:
    return join(_amount(node), " 元")
