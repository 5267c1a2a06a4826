"""Workbooks of the OpenDocument family that ask for a password: each part is locked by itself."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from kpixl.safety.archive import Hazard, Unreadable, UnsafeArchive
from kpixl.sheets.markup import Attributes
from kpixl.sheets.package import MAX_PART, Package, index, qualified

_MANIFEST, _CONTENT = "META-INF/manifest.xml", "content.xml"
_CIPHER, _HASHES = "aes256-cbc", ("sha256", "sha1")
_MAX_ROUNDS = 1_000_000
"""Ten times as many rounds of the hash as LibreOffice takes."""
_CHECKED = 1024
_RAW = -zlib.MAX_WBITS


@dataclass(slots=True)
class _Lock:
    """How one part is locked, as the manifest tells it."""

    checksum: bytes = b""
    cipher: str = ""
    start: bytes = b""
    hash: str = "sha1"
    rounds: int = 0
    salt: bytes = b""

    def open(self, data: bytes, password: str) -> bytes | None:
        """The packed bytes of the part, or None when the password is another one."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        first = hashlib.new(self.hash, password.encode()).digest()
        key = hashlib.pbkdf2_hmac("sha1", first, self.salt, self.rounds, 32)
        opener = Cipher(algorithms.AES(key), modes.CBC(self.start)).decryptor()
        plain = opener.update(data) + opener.finalize()
        plain = plain[: -plain[-1]]
        return plain if hashlib.new("sha256", plain[:_CHECKED]).digest() == self.checksum else None


def is_sealed(package: Package) -> bool:
    """Whether a package asks for a password."""
    return bool(_locks(package))


def unseal(package: Package, passwords: Sequence[str]) -> None:
    """Makes a package give its parts without their locks. Raises Unreadable when no password fits."""
    locks = _locks(package)
    lock = locks.get(_CONTENT)
    if lock is None or not _is_known(lock) or not passwords:
        raise Unreadable("file-encrypted")
    for password in passwords:
        if _opened(lock, package.part(_CONTENT), password) is not None:
            package.unlock = _Key(locks, password)
            return
    raise Unreadable("file-password-wrong")


@dataclass(frozen=True, slots=True)
class _Key:
    """Unlocks the parts of a package."""

    locks: dict[str, _Lock]
    password: str

    def __call__(self, name: str, data: bytes) -> bytes:
        lock = self.locks.get(name)
        if lock is None:
            return data
        packed = _opened(lock, data, self.password) if _is_known(lock) else None
        if packed is None:
            raise UnsafeArchive(Hazard.DAMAGED)
        opener = zlib.decompressobj(_RAW)
        try:
            plain = opener.decompress(packed, MAX_PART + 1)
        except zlib.error:
            raise UnsafeArchive(Hazard.DAMAGED) from None
        if len(plain) > MAX_PART:
            raise UnsafeArchive(Hazard.TOO_LARGE)
        return plain


def _opened(lock: _Lock, data: bytes, password: str) -> bytes | None:
    try:
        return lock.open(data, password)
    except (ValueError, IndexError):
        # A length or a beginning that the cipher cannot have.
        raise UnsafeArchive(Hazard.DAMAGED) from None


def _is_known(lock: _Lock) -> bool:
    return lock.cipher == _CIPHER and lock.hash in _HASHES and 0 < lock.rounds <= _MAX_ROUNDS


def _locks(package: Package) -> dict[str, _Lock]:
    """How the parts are locked, by their names."""
    found: dict[str, _Lock] = {}
    part = ""

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal part
        if tag == "file-entry":
            part = qualified(attributes, "full-path")
        elif tag == "encryption-data":
            found[part] = _Lock(checksum=_bytes(attributes, "checksum"))
        elif part in found:
            _add(found[part], tag, attributes)

    if _MANIFEST in package:
        package.scan(_MANIFEST, start)
    return found


def _add(lock: _Lock, tag: str, attributes: Attributes) -> None:
    match tag:
        case "algorithm":
            lock.cipher = qualified(attributes, "algorithm-name").rpartition("#")[2]
            lock.start = _bytes(attributes, "initialisation-vector")
        case "start-key-generation":
            lock.hash = qualified(attributes, "start-key-generation-name").rpartition("#")[2].lower()
        case "key-derivation":
            lock.rounds = index(qualified(attributes, "iteration-count")) or 0
            lock.salt = _bytes(attributes, "salt")


def _bytes(attributes: Attributes, name: str) -> bytes:
    try:
        return base64.b64decode(qualified(attributes, name))
    except (binascii.Error, ValueError):
        raise UnsafeArchive(Hazard.DAMAGED) from None
