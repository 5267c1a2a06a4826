"""The table of ready-made scoring rules: parameters in, a rule out.

A row's templates are rules in kpixl's own language over the standard names 完成值 (the indicator's
value), 目标值 (its target), 满分 (its points), the indicator's inputs, and the row's parameters, which
are replaced by what the scheme gives. Adding a ready-made rule is adding a row and a case file.
"""

from __future__ import annotations

from kpixl.rules.scoring_others import OTHER_RULES
from kpixl.rules.scoring_row import POINTS, TARGET, VALUE, Param, ParamKind, Scoring
from kpixl.rules.scoring_targets import TARGET_RULES

__all__ = ["POINTS", "SCORING", "TARGET", "VALUE", "Param", "ParamKind", "Scoring"]

SCORING = {row.name: row for row in (*TARGET_RULES, *OTHER_RULES)}
"""Every ready-made rule by its name."""
