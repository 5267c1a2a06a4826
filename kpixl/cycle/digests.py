"""Digests that tell whether a row is still what was written, and the time of day for the record."""

from __future__ import annotations

import getpass
import hashlib
import json
from datetime import UTC, datetime


def digest_of(value: object) -> str:
    """The SHA-256 of a text, or of the JSON of anything else."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def now() -> str:
    """This moment in UTC, in whole seconds: 2026-11-22T08:30:00+00:00."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def who() -> str:
    """The name under which somebody is logged in, "" when the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
