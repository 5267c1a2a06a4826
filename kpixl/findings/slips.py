"""Codes of findings about correction slips."""

from kpixl.findings.finding import Code, Severity, register

_W = Severity.WARNING

CODES = (
    Code("slip-changed", _W, "这份改正单做出以后有人改过，没有动它。", "改好的请移到交回文件夹再汇总；不要的请删去，再运行一次 --slips。", "Somebody has changed this slip since it was made; it was left alone.", "Move it to the folder of returned files if it is mended, or delete it; then run --slips again."),
    Code("slip-impossible", _W, "这个文件做不成改正单：{why}。", "请把问题清单里的这几行告诉填表人，请他在发下去的原表里重填。", "No slip can be made of this file: {why_en}.", "Tell the person what the list of problems says, and ask for the original form to be filled in again."),
)  # fmt: skip
"""Every code of this table, in the order in which a user meets them."""

register(*CODES)
