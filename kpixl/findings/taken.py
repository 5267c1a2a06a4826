"""Codes of findings about figures from other cycles that are no longer what those cycles give."""

from kpixl.findings.finding import Code, Severity, register

_W = Severity.WARNING

CODES = (
    Code("taken-changed", _W, "{name}（{appraisee}）的“{what}”是从其他各期带出的，交回的表里改过；先按改过的算，在核对以前都是暂定结果。", "要改回去的，请把原来的 kpixl rollup 再运行一次；带出的数不对的，请在来源那一期更正、汇总，再运行 kpixl rollup。", "“{what}” of {name} ({appraisee}) was filled in from other cycles and has been changed in the returned form; what was typed is used, and until this is settled the results are provisional.", "Run the same kpixl rollup again to put it right; if the figure itself is wrong, correct it in the cycle it comes from, collect there, then run kpixl rollup."),
    Code("taken-outdated", _W, "取数的那一期（{period}，{scheme}）结果变了，这里的数还是以前的，只是暂定结果。", "请把原来的 kpixl rollup 或 kpixl make-template --revise --after 再运行一次。", "The results of a cycle that figures were taken from ({period}, {scheme}) have changed since; the results here are provisional.", "Run kpixl rollup, or kpixl make-template --revise --after, again as before."),
)  # fmt: skip
"""Every code of this table."""

register(*CODES)
