"""What has to be put right, by department: findings joined to the people whom they concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpixl.findings import Finding, Severity
from kpixl.model.result import Consolidation, FileVerdict, Status
from kpixl.model.roster import Appraisee
from kpixl.workbook.palette import PROVISIONAL, TODO, WRONG

MARKS = {Severity.ERROR: WRONG, Severity.WARNING: PROVISIONAL, Severity.INFO: "·"}
_GRAVEST_FIRST = tuple(Severity)

_ZH = {
    "heading": "{department}（{count}项）",
    "elsewhere": "其他文件",
    "unnamed": "未填部门",
    "placed": "  {mark} {who}{place}：{found}{remedy}",
    "unplaced": "  {mark} {who}{found}{remedy}",
    "missing": f"  {TODO} " + "没有交回：{people}。{please}",
    "please": "请于{due.month}月{due.day}日前交回{contact}。",
    "person": "{name}（{id}）",
    "comma": "、",
    "join": "",
}
_EN = {
    "heading": "{department} ({count})",
    "elsewhere": "Other files",
    "unnamed": "No department",
    "placed": "  {mark} {who}{place}: {found}{remedy}",
    "unplaced": "  {mark} {who}{found}{remedy}",
    "missing": f"  {TODO} " + "Not returned: {people}. {please}",
    "please": "Please return by {due:%Y-%m-%d}.",
    "person": "{name} ({id})",
    "comma": ", ",
    "join": " ",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in words, and where it belongs.

    `id` and `name` are those of the appraisee, "" when it concerns a whole file; `department` is None
    when nobody knows it. `file`, `sheet` and `cell` are as received.
    """

    severity: Severity
    department: str | None
    id: str
    name: str
    file: str
    sheet: str
    cell: str
    found: str
    remedy: str

    @property
    def place(self) -> str:
        """The spot as people name it: 文件「工作表」单元格."""
        return self.file + (f"「{self.sheet}」" if self.sheet else "") + self.cell


def departments_of(consolidation: Consolidation) -> tuple[str, ...]:
    """The departments in the order of the roster; "" for people without one."""
    first: dict[str, int] = {}
    for result in consolidation.results:
        department, row = result.appraisee.department, result.appraisee.row
        first[department] = min(row, first.get(department, row))
    return tuple(sorted(first, key=lambda department: first[department]))


def find_problems(consolidation: Consolidation, language: str = "zh-CN") -> tuple[Problem, ...]:
    """Every finding of the collection once: by department, the gravest first; of no department, last."""
    people = _People.of(consolidation)
    found = dict.fromkeys(
        _problem(people, verdict, finding, language) for verdict, finding in _findings(consolidation)
    )
    by_row = sorted(people.by_id.values(), key=lambda person: person.row)
    departments = {
        name: place for place, name in enumerate(dict.fromkeys(each.department for each in by_row))
    }
    places = {id_: place for place, id_ in enumerate(people.by_id)}

    def order(problem: Problem) -> tuple[int, int, int, str]:
        department = len(departments) if problem.department is None else departments[problem.department]
        return department, _GRAVEST_FIRST.index(problem.severity), places.get(problem.id, -1), problem.file

    return tuple(sorted(found, key=order))


def problem_lines(consolidation: Consolidation, language: str = "zh-CN") -> list[str]:
    """The problems as lines of text: a heading for each department, then a line for each problem.

    The last line of a department names those from whom nothing has come. Empty when all is well.
    """
    words = _EN if language == "en" else _ZH
    problems = find_problems(consolidation, language)
    told = {problem.id for problem in problems}
    missing = (r.appraisee for r in consolidation.results if r.status is Status.MISSING)
    absent = [person for person in missing if person.id not in told]
    lines: list[str] = []
    for department in (*departments_of(consolidation), None):
        here = [problem for problem in problems if problem.department == department]
        away = [person for person in absent if person.department == department]
        if here or away:
            title = words["elsewhere"] if department is None else department or words["unnamed"]
            lines.append(words["heading"].format(department=title, count=len(here) + len(away)))
            lines += [_line(problem, words) for problem in here]
            lines += [_missing_line(away, consolidation, words)] if away else []
    return lines


def _line(problem: Problem, words: Mapping[str, str]) -> str:
    who = words["person"].format(name=problem.name, id=problem.id) + " " if problem.id else ""
    return words["placed" if problem.place else "unplaced"].format(
        mark=MARKS[problem.severity],
        who="" if problem.name and problem.name in problem.place + problem.found else who,
        place=problem.place,
        found=problem.found,
        remedy=words["join"] + problem.remedy if problem.remedy else "",
    )


def _missing_line(away: Sequence[Appraisee], consolidation: Consolidation, words: Mapping[str, str]) -> str:
    due, contact = consolidation.cycle.due, consolidation.scheme.contact
    names = (words["person"].format(name=person.name, id=person.id) for person in away)
    please = words["please"].format(due=due, contact=contact) if due else ""
    return words["missing"].format(people=words["comma"].join(names), please=please).rstrip()


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody whom findings may be about."""

    id: str
    name: str
    department: str
    row: int


@dataclass(frozen=True, slots=True)
class _People:
    """Whose a finding is: by number, and by the sheet that a result was read from."""

    by_id: Mapping[str, _Person]
    by_sheet: Mapping[tuple[str, str], _Person]

    @classmethod
    def of(cls, consolidation: Consolidation) -> _People:
        by_id, by_sheet = {}, {}
        for result in consolidation.results:
            own = result.appraisee
            person = by_id[own.id] = _Person(own.id, own.name, own.department, own.row)
            if result.sheet:
                by_sheet[result.file, result.sheet] = person
        return cls(by_id, by_sheet)

    def owner(self, file: str, verdict: FileVerdict | None, finding: Finding) -> _Person | None:
        """Whom the finding names, or whose sheet it is in, or the only one of its file."""
        inside = verdict.appraisees if verdict else ()
        named = self.by_id.get(str(finding.details.get("appraisee")))
        alone = self.by_id.get(inside[0]) if len(inside) == 1 else None
        return named or self.by_sheet.get((file, finding.place.sheet)) or alone

    def departments(self, verdict: FileVerdict | None) -> set[str]:
        """The departments of everyone in the file."""
        inside = verdict.appraisees if verdict else ()
        return {self.by_id[key].department for key in inside if key in self.by_id}


def _findings(consolidation: Consolidation) -> Iterator[tuple[FileVerdict | None, Finding]]:
    for verdict in consolidation.files:
        yield from ((verdict, finding) for finding in verdict.findings)
    named = {finding.place.file for finding in consolidation.findings}
    by_path = {verdict.path: verdict for verdict in consolidation.files if verdict.path in named}
    for finding in consolidation.findings:
        yield by_path.get(finding.place.file), finding


def _problem(people: _People, verdict: FileVerdict | None, finding: Finding, language: str) -> Problem:
    place = finding.place
    file = place.file or (verdict.path if verdict else "")
    owner = people.owner(file, verdict, finding)
    concerned = {owner.department} if owner else people.departments(verdict)
    return Problem(
        severity=finding.severity,
        department=concerned.pop() if len(concerned) == 1 else None,
        id=owner.id if owner else "",
        name=owner.name if owner else "",
        file=file,
        sheet=place.sheet,
        cell=place.cell,
        found=_one_line(finding.message(language)),
        remedy=_one_line(finding.remedy(language)),
    )


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())
