"""What a scheme makes use of: a table of features, each with its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import yaml

from kpixl.definition.scheme import load_scheme
from kpixl.definition.shelf import library_folder
from kpixl.findings import Finding
from kpixl.model.scheme import Indicator, Missing, OpenRows, Rule, Scheme, Side
from kpixl.rules.lexicon import functions_in


@dataclass(frozen=True)
class Shipped:
    """A scheme of the library, as read and as written."""

    slug: str
    path: Path

    @cached_property
    def loaded(self) -> tuple[Scheme, tuple[Finding, ...]]:
        """The scheme and what is found in it, its undecided numbers among them."""
        scheme, findings = load_scheme(self.path)
        assert scheme is not None, findings
        return scheme, findings
