"""Archives as departments send them: folders in them, names in GBK, archives in archives, and worse."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

from tests.returned.makers.bench import Bench

UTF8 = 0x800
"""The flag of a zip that says that its names are UTF-8."""


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip with names in UTF-8, as macOS and Linux make them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def zipped_in_gbk(members: Mapping[str, bytes]) -> bytes:
    """A zip with names in GBK and nothing that says so, as Chinese Windows makes them."""
    held = {
        f"{number:06d}" + "x" * (len(name.encode("gbk")) - 6): data
        for number, (name, data) in enumerate(members.items())
    }
    made = zipped(held)
    for plain, name in zip(held, members, strict=True):
        made = made.replace(plain.encode(), name.encode("gbk"))
    return made


def zipped_with_password(name: str, data: bytes) -> bytes:
    """A zip whose only member says that it is encrypted; what it holds is of no use without the password."""
    made = bytearray(zipped({name: data}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.index(mark) + offset
        flags = struct.unpack_from("<H", made, at)[0]
        struct.pack_into("<H", made, at, flags | 1)
    return bytes(made)


def run(bench: Bench) -> None:
    """Writes them all."""
    zheng = bench.made("honest-011.xlsx").read_bytes()
    feng = bench.made("honest-012.xlsx").read_bytes()
    two = {"门店部/011 郑晓.xlsx": zheng, "门店部/012 冯立.xlsx": feng}
    inner = zipped_in_gbk({"冯立考核表.xlsx": feng})
    files: dict[str, bytes] = {
        "utf8.zip": zipped(two),
        "gbk.zip": zipped_in_gbk({"门店部/郑晓考核表.xlsx": zheng}),
        "nested.zip": zipped({"11月/其余.zip": inner}),
        "climbing.zip": zipped({"../../郑晓.xlsx": zheng}),
        "backslashes.zip": zipped({"门店部\\郑晓.xlsx": zheng}),
        "with-leavings.zip": zipped(
            {
                "__MACOSX/._郑晓.xlsx": b"\0\5\x16\7",
                ".DS_Store": b"\0\0\0\1Bud1",
                "~$郑晓.xlsx": b"\6Zheng",
                "Thumbs.db": b"\xd0\xcf\x11\xe0",
                "郑晓.xlsx": zheng,
            }
        ),
        "mixed.zip": zipped(
            {
                "郑晓.xlsx": zheng,
                "截图.png": bench.made("screenshot.png").read_bytes(),
                "说明.txt": "见表".encode(),
            }
        ),
        "encrypted.zip": zipped_with_password("郑晓.xlsx", zheng),
        "hollow.zip": zipped({}),
        "no-forms.zip": zipped({"说明.txt": "考核表另寄".encode()}),
        "cut-off.zip": zipped(two)[:9000],
    }
    for name, data in files.items():
        (bench.files / name).write_bytes(data)
