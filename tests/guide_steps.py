"""The steps of a guide: what its reader writes, runs and fills in, taken from its Markdown.

A fenced block with command lines is run; a `text` block behind it is what it prints. What is done to a
file stands in a comment before the block, where readers do not see it:

- `<!-- write: FILE -->`: the block is the file.
- `<!-- replace: FILE -->`: the block is found once in the file and gives way to the next one.
- `<!-- exit: 1 -->`: the commands end with this code.
- `<!-- fill: CYCLE ID ENTRIES -->`: somebody fills in a form and sends it back; ENTRIES as for `kpixl score`.

`python -m tests.guide_steps docs/guide.md en` follows a guide and writes down anew what is printed.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from click.testing import CliRunner

from kpixl.cli import main
from kpixl.cycle import store
from kpixl.definition.inputs_file import read_inputs
from kpixl.model.audience import form_for
from kpixl.pipeline.make import RETURNED
from kpixl.pipeline.prepare import prepare_text
from kpixl.pipeline.score import read_entries
from kpixl.workbook.book import Job, make_press, write_book

LOCALES = {"zh-CN": "zh_CN.UTF-8", "en": "en_US.UTF-8"}
"""What makes kpixl speak the language of a guide."""

_PART = re.compile(r"<!-- (\w+):? ?(.*?)-->|^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


_DIGITS = re.compile(r"[（(][0-9a-f]{12}[）)]")
"""The first digits of a file's SHA-256: each cycle has a key of its own, so that they are never the same."""


@dataclass(frozen=True, slots=True)
class Step:
    """A block or a comment of a guide: `kind` is its language, or the word of the comment."""

    kind: str
    text: str
    is_block: bool
    line: int


def steps(guide: str) -> Iterator[Step]:
    """The blocks and comments in order."""
    for found in _PART.finditer(guide):
        word, rest, language, body = found.groups()
        line = guide.count("\n", 0, found.start()) + 1
        yield (
            Step(language or "", body, True, line) if word is None else Step(word, rest.strip(), False, line)
        )


class Reader:
    """Somebody who follows a guide, in a folder of their own. `printed` is what the last commands said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printed = ""
        self.file = self.old = ""
        self.code = 0

    def follow(self, step: Step) -> str | None:
        """Does what a step says. Gives what the guide shows where that is not what was printed."""
        if not step.is_block:
            self._note(step)
        elif step.text.startswith("kpixl "):
            self._run(step.text)
        elif step.kind == "text":
            shown, printed = (_DIGITS.sub("", text.strip()) for text in (step.text, self.printed))
            return step.text if shown != printed else None
        elif self.file:
            self._write(step.text)
        return None

    def _note(self, step: Step) -> None:
        match step.kind:
            case "write":
                self.file, self.old = step.text, ""
            case "replace":
                self.file, self.old = step.text, "?"
            case "exit":
                self.code = int(step.text)
            case "fill":
                cycle, id_, entries = step.text.split(maxsplit=2)
                self._fill(self.folder / cycle, id_, entries)

    def _run(self, text: str) -> None:
        said = []
        for line in text.splitlines():
            result = CliRunner().invoke(main, shlex.split(line)[1:], catch_exceptions=False)
            said.append(result.output)
            assert result.exit_code == self.code, (line, result.output)
        self.printed, self.code = "".join(said), 0

    def _write(self, text: str) -> None:
        path = self.folder / self.file
        if self.old == "?":
            self.old = text
            return
        if self.old:
            before = path.read_text(encoding="utf-8")
            assert before.count(self.old) == 1, (self.file, self.old)
            text = before.replace(self.old, text)
        path.write_text(text, encoding="utf-8")
        self.file = self.old = ""

    def _fill(self, cycle: Path, id_: str, entries: str) -> None:
        held = store.load(cycle)
        prepared, findings = prepare_text(held.definition, held.definition_file, held.roster, held.trial)
        assert prepared is not None, findings
        person = next(person for person in held.roster.appraisees if person.id == id_)
        form = form_for(prepared.scheme, person, held.cycle.period.year)
        assert form is not None
        given = self.folder / "filled.yaml"
        given.write_text(
            yaml.safe_dump({"entries": yaml.safe_load(entries)}, allow_unicode=True), encoding="utf-8"
        )
        data, _ = read_inputs(given)
        given.unlink()
        assert data is not None
        inputs, wrong = read_entries(prepared.rulebooks[form.key], data, "")
        assert not wrong, wrong
        press = make_press(prepared.rulebooks[form.key], held.cycle, held.definition, held.key)
        file = next(handout.file for handout in held.handouts if handout.id == id_)
        write_book(cycle / RETURNED / Path(file).name, [Job(person, press, inputs.entries)])


def record(guide: Path, language: str) -> None:
    """Follows a guide and puts what is printed into it."""
    os.environ["LC_ALL"] = LOCALES[language]
    text = guide.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        reader = Reader(Path(name))
        for step in steps(text):
            shown = reader.follow(step)
            if shown is not None:
                text = text.replace(f"```text\n{shown}```", f"```text\n{reader.printed.strip()}\n```", 1)
    guide.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    record(Path(sys.argv[1]).resolve(), sys.argv[2])
