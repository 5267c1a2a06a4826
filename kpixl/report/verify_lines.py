"""Whether results are what the record gives: as lines for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from kpixl.model.verification import Verified
from kpixl.report.export import provenance_moment
from kpixl.report.status_words import clock
from kpixl.report.terminal import GAP, hanging, shown
from kpixl.workbook.palette import DONE, WRONG

_ZH = {
    "identical": f"{DONE} 一致：" + "从保存的原件重新计算，{period}的结果一模一样。",
    "different": f"{WRONG} 不一致：" + "{period}的结果和重新计算的对不上，见下面各条。",
    "scheme": "方案",
    "scheme_told": "{title}（{slug}，版本 {version}），第 {making} 次发表",
    "run": "汇总",
    "run_told": "{at}，{who}，kpixl {version}",
    "nobody": "不知是谁",
    "no_run": "还没有汇总过",
    "record": "记录",
    "record_sound": "kpixl.db 完好，与汇总时记下的相同",
    "record_damaged": "kpixl.db 有损坏或改动",
    "originals": "原件",
    "originals_told": "{count} 份，逐字节与收到时相同",
    "originals_bad": "{count} 份，其中 {changed} 份变了、{missing} 份不见了",
    "forms": "评定",
    "forms_told": "{count} 张表，重新计算都相同",
    "forms_bad": "{count} 张表重新计算，{different} 处不同",
    "forms_left": "；另有 {left_out} 张没有重新计算",
    "results": "结果",
    "results_old": "上次汇总以后记录有变化，没有核对",
    "results_told": "{files}，与写出时相同",
    "results_none": "没有写出过",
    "results_bad": "写出 {written} 个文件，{same} 个与写出时相同",
    "handouts": "发表",
    "handouts_told": "{count} 份考核表，与做出时相同",
    "handouts_bad": "{count} 份考核表，其中 {changed} 份变了、{missing} 份不在文件夹里",
    "comma": "、",
}
_EN = {
    "identical": f"{DONE} Identical: "
    + "computed again from the originals, the results of {period} are the same.",
    "different": f"{WRONG} Different: " + "the results of {period} are not what comes out now; see below.",
    "scheme": "scheme",
    "scheme_told": "{title} ({slug}, version {version}), making {making}",
    "run": "collected",
    "run_told": "{at}, by {who}, kpixl {version}",
    "nobody": "somebody unknown",
    "no_run": "never",
    "record": "record",
    "record_sound": "kpixl.db is sound, and as it was sealed",
    "record_damaged": "kpixl.db is damaged or was changed",
    "originals": "originals",
    "originals_told": "{count}, each byte as received",
    "originals_bad": "{count}; changed: {changed}, missing: {missing}",
    "forms": "forms",
    "forms_told": "{count}, each computed again with the same result",
    "forms_bad": "{count} computed again; differences: {different}",
    "forms_left": "; not computed again: {left_out}",
    "results": "results",
    "results_old": "not compared: the record has gone on since they were written",
    "results_told": "{files}: as they were written",
    "results_none": "never written",
    "results_bad": "files written: {written}; as they were written: {same}",
    "handouts": "handed out",
    "handouts_told": "{count} files, as they were made",
    "handouts_bad": "{count} files; changed: {changed}, missing: {missing}",
    "comma": ", ",
}
_PARTS = ("scheme", "run", "record", "originals", "forms", "results", "handouts")


def verify_lines(verified: Verified, language: str = "zh-CN") -> Iterator[str]:
    """The verdict, then what it rests on, part by part."""
    told = _EN if language == "en" else _ZH
    period = verified.cycle.period.label if language != "en" else str(verified.cycle.period)
    yield told["identical" if verified.identical else "different"].format(period=period)
    yield ""
    indent = max(len(told[part].encode("gb18030")) for part in _PARTS) + 2 * len(GAP)
    for part in _PARTS:
        text = told_of(part, verified, told)
        yield from map(shown, hanging(f"{GAP}{told[part]}", text, indent))


def told_of(part: str, verified: Verified, told: Mapping[str, str]) -> str:
    """What is said of one part."""
    again, scheme = verified.again, verified.scheme
    match part:
        case "scheme":
            details = {"title": scheme.title, "slug": scheme.slug, "version": scheme.version}
            return told["scheme_told"].format(**details, making=verified.making)
        case "run":
            return _run(verified, told)
        case "record":
            return told["record_sound" if verified.record else "record_damaged"]
        case "originals":
            bad = {"changed": len(again.changed), "missing": len(again.missing)}
            return told["originals_bad" if any(bad.values()) else "originals_told"].format(
                count=again.originals, **bad
            )
        case "forms":
            key = "forms_bad" if again.different else "forms_told"
            left = told["forms_left"] if again.left_out else ""
            counts = {"count": again.forms, "different": again.different, "left_out": again.left_out}
            return f"{told[key]}{left}".format(**counts)
        case "results":
            return _results(verified, told)
        case _:
            bad = {"changed": len(verified.handouts_changed), "missing": len(verified.handouts_missing)}
            key = "handouts_bad" if any(bad.values()) else "handouts_told"
            return told[key].format(count=verified.handouts, **bad)


def _run(verified: Verified, told: Mapping[str, str]) -> str:
    done = verified.collected
    if done is None:
        return told["no_run"]
    at = clock(datetime.fromisoformat(done.at))
    return told["run_told"].format(at=at, who=done.who or told["nobody"], version=done.version)


def _results(verified: Verified, told: Mapping[str, str]) -> str:
    if verified.outdated:
        return told["results_old"]
    if not verified.written:
        return told["results_none"]
    if len(verified.results) < verified.written:
        return told["results_bad"].format(written=verified.written, same=len(verified.results))
    files = (file.rpartition("/")[2] for file in verified.results)
    return told["results_told"].format(files=told["comma"].join(files))


def verify_json(verified: Verified) -> dict[str, Any]:
    """The same for programs; findings stand beside it."""
    scheme, again, collected = verified.scheme, verified.again, verified.collected
    return {
        "format": 1,
        "scheme": scheme.slug,
        "version": scheme.version,
        "cycle": verified.cycle.id,
        "period": str(verified.cycle.period),
        "identical": verified.identical,
        "collected": None if collected is None else provenance_moment(collected),
        "record": verified.record,
        "originals": {"count": again.originals, "changed": again.changed, "missing": again.missing},
        "forms": {"count": again.forms, "different": again.different, "left_out": again.left_out},
        "results": {
            "written": verified.written,
            "same": verified.results,
            "differences": [
                {"path": one.path, "before": one.before, "after": one.after} for one in verified.differences
            ],
        },
        "handouts": {
            "count": verified.handouts,
            "changed": verified.handouts_changed,
            "missing": verified.handouts_missing,
        },
    }
