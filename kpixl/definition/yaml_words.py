"""What the YAML parser objects to, in plain words: its messages to our codes, as a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml
from yaml.reader import ReaderError

from kpixl.definition.texts import shown
from kpixl.findings import Finding, Place


@dataclass(frozen=True, slots=True)
class _Words:
    """Where the parser's context and problem match, the code. `opening`: the place is where it began."""

    code: str
    problem: str = ""
    context: str = ""
    opening: bool = False


_TABLE = (
    _Words("yaml-tab", r"found character '\\t'"),
    _Words("yaml-sign", r"found character .* cannot start any token"),
    _Words("yaml-sign", context=r"while scanning an (alias|anchor)", opening=True),
    _Words("yaml-sign", context=r"while scanning a (block scalar|directive)", opening=True),
    _Words("yaml-quote", r"found unexpected", r"while scanning a quoted scalar", opening=True),
    _Words("yaml-escape", context=r"while scanning a double-quoted scalar"),
    _Words("yaml-no-colon", r"could not find expected ':'", opening=True),
    _Words("yaml-colon", r"mapping values are not allowed"),
    _Words("yaml-dash", r"sequence entries are not allowed"),
    _Words("yaml-bracket", r"expected ',' or ", opening=True),
    _Words("yaml-bracket", r".*'<stream end>'", r"while parsing a flow", opening=True),
    _Words("yaml-extra", r".*but found '[\[\]{},]'"),
    _Words("yaml-colon", r".*but found ':'"),
    _Words("yaml-indent", r".*but found '(<block mapping start>|<block sequence start>|-|\?)'"),
    _Words("yaml-after-quote", r".*but found '<scalar>'"),
    _Words("yaml-tag", context=r"while (scanning|parsing) a tag", opening=True),
)

_WIDE_COLON = re.compile(r"\s*(?:- )?[^\s:：'\"#{\[]+：")


def in_plain_words(error: Exception, text: str, file: str) -> Finding:
    """The finding for an error of the parser, at the line and column where a person should look."""
    if isinstance(error, ReaderError):
        before = text[: error.position]
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return Finding("yaml-character", place, {"sign": f"U+{error.character:04X}"})
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Finding("yaml-broken", Place(file), {"problem": shown(str(error))})
    context, problem = error.context or "", error.problem or ""
    for row in _TABLE:
        if re.match(row.problem, problem) and re.match(row.context, context):
            mark = error.context_mark if row.opening and error.context_mark else error.problem_mark
            return _finding(row.code, mark, text, file)
    return _finding("yaml-broken", error.problem_mark, text, file, problem=shown(problem))


def _finding(code: str, mark: yaml.Mark, text: str, file: str, **details: str) -> Finding:
    lines = text.splitlines()
    if code in ("yaml-colon", "yaml-no-colon"):
        for at in (mark.line, mark.line - 1):
            if 0 <= at < len(lines) and _WIDE_COLON.match(lines[at]):
                return Finding("yaml-wide-colon", Place(file, at + 1, lines[at].index("：") + 1))
    line = lines[mark.line] if mark.line < len(lines) else ""
    sign = line[mark.column : mark.column + 1]
    return Finding(code, Place(file, mark.line + 1, mark.column + 1), {"sign": shown(sign), **details})
