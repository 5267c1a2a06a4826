"""A desk at which returned workbooks are read and assessed, with nothing written down."""

from __future__ import annotations

from pathlib import Path

from kpixl.findings import Finding
from kpixl.model.result import Result
from kpixl.model.submission import Submission
from kpixl.pipeline.clerk import Clerk
from kpixl.pipeline.versions import Versions
from kpixl.workbook.read import read_workbook
from tests.pipeline.world import World


class Desk:
    """What a cycle says to a workbook, however often it comes back."""

    def __init__(self, world: World) -> None:
        self.versions = Versions(world.folder, world.held, world.prepared)
        self.clerk = Clerk(self.versions, strict=False)

    def judge(self, file: Path | bytes) -> tuple[dict[str, Result], list[Finding]]:
        """The results of those whose forms are in it, and everything found in it."""
        data = file if isinstance(file, bytes) else file.read_bytes()
        reading = read_workbook(data, "表.xlsx", self.versions)
        sheets = {submission.sheet for submission in reading.submissions}
        whole = [finding for finding in reading.findings if finding.place.sheet not in sheets]
        findings, results = list(whole), dict[str, Result]()
        for submission in reading.submissions:
            found = [finding for finding in reading.findings if finding.place.sheet == submission.sheet]
            said = self.clerk.assess(submission, found, whole, reading.saved or 0.0)
            findings += said.findings
            if said.result is not None:
                results[submission.identity.appraisee] = said.result
        return results, findings

    def submission(self, file: Path) -> Submission:
        """The only form in a workbook."""
        (submission,) = read_workbook(file.read_bytes(), "表.xlsx", self.versions).submissions
        return submission
