"""Codes of findings: definition, continued. Here: what a scheme says of result slips."""

from kpixl.findings.finding import Code, Severity

_W = Severity.WARNING

FEEDBACK_CODES = (
    Code("appeal-without-contact", _W, "appeal 没有写向谁提出异议，方案也没有写 contact。", "请写上 appeal 的 contact；不写的话，反馈单上印“发表部门”。", "“appeal” does not say to whom objections go, and the scheme has no “contact”.", "Give “contact” of the appeal; without it, result slips name the department that publishes."),
    Code("rank-without-score", _W, "show_rank 是 true，但这个方案不计分，也没有排名的步骤，没有名次可以写。", "请删去 show_rank，或在 cohort 里写上 rank。", "“show_rank” is true, but this scheme gives no score and has no ranking, so there is no rank to show.", "Leave “show_rank” out, or add a “rank” to “cohort”."),
)  # fmt: skip
"""Codes about result slips in a scheme."""
