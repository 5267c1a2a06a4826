"""Workbooks that ask for a password, opened with one.

Excel also locks a workbook that is merely protected against changes, with a password that everybody has.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from kpixl.safety.archive import Hazard, Unreadable, UnsafeArchive
from kpixl.sheets.compound import Compound

PACKAGE, _KEY = "EncryptedPackage", "EncryptionInfo"
"""The streams of a locked new workbook: it itself, and how it is locked."""
EVERYBODYS = "VelvetSweatshop"
MAX_OLD = 8 * 2**20
"""Bytes of a locked old workbook: opening it takes fifty times as much memory."""

_AGILE = b"\x04\x00\x04\x00"
_MAX_KEY = 2**16
_MAX_NUMBER = 1_000_000
"""Ten times as many rounds of the hash as Excel takes: as many seconds of computing."""
_NUMBER = re.compile(rb'="\s*([+-]?[\d_]+)\s*"')
_NOT_PLAIN = re.compile(rb"<!|[&'\x00\x80-\xff]")


def unlocked(data: bytes, container: Compound, passwords: Sequence[str]) -> bytes:
    """The bytes of the file without its lock. Raises Unreadable when no password fits."""
    _check_key(container)
    # Imported here because hardly any file needs it, and it is slow to load.
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import InvalidKeyError

    try:
        locked = OfficeFile(io.BytesIO(data))
        for password in (*passwords, EVERYBODYS):
            try:
                if PACKAGE in container:
                    locked.load_key(password=password, verify_password=True)
                else:
                    locked.load_key(password=password)
            except InvalidKeyError:
                continue
            plain = io.BytesIO()
            locked.decrypt(plain)
            return plain.getvalue()
    except Exception:
        # Whatever it stumbles over is in the file, and nothing else may be said of it.
        raise UnsafeArchive(Hazard.DAMAGED) from None
    raise Unreadable("file-password-wrong" if passwords else "file-encrypted")


def _check_key(container: Compound) -> None:
    """Nothing in the description of the lock may keep the machine busy or fill its memory."""
    key = container.stream(_KEY)
    if len(key) > _MAX_KEY:
        raise UnsafeArchive(Hazard.DAMAGED)
    if key.startswith(_AGILE):
        text = key[8:].rstrip(b"\0").removeprefix(b"\xef\xbb\xbf")
        numbers = [int(number) for number in _NUMBER.findall(text) if len(number) < 10]
        if _NOT_PLAIN.search(text) or len(numbers) < len(_NUMBER.findall(text)):
            raise UnsafeArchive(Hazard.DAMAGED)
        if any(number > _MAX_NUMBER for number in numbers):
            raise UnsafeArchive(Hazard.DAMAGED)
