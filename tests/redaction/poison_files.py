# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives, tables and plain text, each with a text in one hidden corner.

As in the other makers: the text may be a secret or harmless, and the shape is the same.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import tarfile
import urllib.parse
import zipfile
from collections.abc import Callable

from tests.redaction.test_leak_image import jpeg, segment

Maker = Callable[[str], bytes]


def halves(text: str) -> tuple[str, str]:
    """The text in two, at its space if it has one."""
    place = text.find(" ") if " " in text else len(text) // 2
    return text[:place], text[place:].strip()


def archive(
    name: str = "a.txt",
    content: bytes = b"x",
    *,
    how: int = zipfile.ZIP_DEFLATED,
    extra: bytes = b"",
    comment: bytes = b"",
) -> bytes:
    """A ZIP of one file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zipped:
        info = zipfile.ZipInfo(name)
        info.compress_type, info.extra, info.comment = how, extra, comment
        zipped.writestr(info, content)
    return target.getvalue()


def tape(text: str, member: str = "a.txt") -> bytes:
    """A tar archive of one file."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        info = tarfile.TarInfo(member)
        info.size = len(text.encode())
        tar.addfile(info, io.BytesIO(text.encode()))
    return target.getvalue()


def between(text: str) -> bytes:
    """A ZIP with bytes between its files and its list."""
    whole = archive()
    place = whole.index(b"PK\x01\x02")
    note = text.encode()
    end = bytearray(whole[:place] + note + whole[place:])
    at = end.rindex(b"PK\x05\x06") + 16
    end[at : at + 4] = (place + len(note)).to_bytes(4, "little")
    return bytes(end)


def two_names(text: str) -> bytes:
    """A ZIP whose local header names the file otherwise than the list."""
    name = text.encode()
    whole = archive("x" * len(name))
    return whole.replace(b"x" * len(name), name, 1)


def letter(text: str, way: str) -> bytes:
    """A mail whose body and subject are coded."""
    body = (
        base64.encodebytes(("See " + text + ".").encode())
        if way == "base64"
        else b"".join(b"=%02X" % one for one in text.encode())
    )
    return (
        b"From: a@example.org\nSubject: Report\nContent-Type: text/plain; charset=utf-8\n"
        b"Content-Transfer-Encoding: " + way.encode() + b"\n\n" + body + b"\n"
    )


def rich(text: str) -> bytes:
    """An RTF file with escaped letters."""
    return ("{\\rtf1\\ansi " + "".join(f"\\u{ord(one)}?" for one in text) + "}").encode()


def named(text: str) -> str:
    """The text as part of a path."""
    return urllib.parse.quote(text)


ARCHIVES: dict[str, Maker] = {
    "zip older name": lambda text: archive(
        extra=b"\x75\x70" + (5 + len(text.encode())).to_bytes(2, "little") + b"\1\0\0\0\0" + text.encode()
    ),
    "zip extra": lambda text: archive(
        extra=b"\xca\xfe" + len(text.encode("utf-16-le")).to_bytes(2, "little") + text.encode("utf-16-le")
    ),
    "zip comment of a file": lambda text: archive(comment=text.encode()),
    "zip before": lambda text: text.encode() + b"\n" + archive(),
    "zip behind": lambda text: archive() + text.encode("utf-16-le"),
    "zip between": between,
    "zip two names": two_names,
    "zip coded name": lambda text: archive(named(text) + ".txt"),
    "zip folder": lambda text: archive(f"lists/{text}/a.txt"),
    "zip in two folders": lambda text: archive("{}/{}/a.txt".format(*halves(text))),
    "zip bzip2": lambda text: archive(content=text.encode(), how=zipfile.ZIP_BZIP2),
    "zip lzma": lambda text: archive(content=text.encode(), how=zipfile.ZIP_LZMA),
    "zip three deep": lambda text: archive(
        "a.zip", archive("b.zip", archive("c.csv", "x;{};{}".format(*halves(text)).encode()))
    ),
    "zip mail": lambda text: archive("a.eml", letter(text, "base64")),
    "zip quoted mail": lambda text: archive("a.eml", letter(text, "quoted-printable")),
    "zip rtf": lambda text: archive("a.rtf", rich(text)),
    "zip html": lambda text: archive("a.html", f"<p>{text[:2]}<i>{text[2:]}</i></p>".encode()),
    "zip picture": lambda text: archive("a.jpg", jpeg(segment(0xFE, text.encode()))),
    "zip gzip": lambda text: archive("a.txt.gz", gzip.compress(text.encode())),
    "zip tape": lambda text: archive("a.tar", tape(text)),
    "zip tape's name": lambda text: archive("a.tar", tape("x", text)),
    "zip link": lambda text: archive("a.lnk", b"L\0\0\0" + f"C:\\Users\\{text}\\x".encode("utf-16-le")),
    "zip packed": lambda text: archive("a.bz2", bz2.compress(text.encode())),
    "zip xz": lambda text: archive("a.xz", lzma.compress(text.encode())),
}
TEXT: dict[str, tuple[str, Maker]] = {
    "csv wide": ("a.csv", lambda text: "x\t{}\t{}\n".format(*halves(text)).encode("utf-16")),
    "csv bars": ("a.csv", lambda text: "x|{}|{}\n".format(*halves(text)).encode()),
    "csv turned": ("a.csv", lambda text: "x;{1};{0}\n".format(*halves(text)).encode()),
    "csv one letter a cell": ("a.csv", lambda text: ",".join(text.replace(" ", "")).encode()),
    "csv formula": ("a.csv", lambda text: '1,"=""{}""&"" {}"""\n'.format(*halves(text)).encode()),
    "csv line in a cell": ("a.csv", lambda text: 'a,"{}\n{}"\n'.format(*halves(text)).encode()),
    "csv letters down": (
        "a.csv",
        lambda text: "".join(f"x,{one}\n" for one in text.replace(" ", "")).encode(),
    ),
    "txt wrapped base64": (
        "a.txt",
        lambda text: base64.encodebytes(b"See the list. " * 4 + text.encode() + b" and others"),
    ),
    "txt hexadecimal": ("a.txt", lambda text: text.encode().hex(" ").encode()),
    "txt wide hexadecimal": ("a.txt", lambda text: text.encode("utf-16-le").hex().encode()),
    "txt percent": (
        "a.txt",
        lambda text: b"https://example.org/?q=" + "".join(f"%{one:02X}" for one in text.encode()).encode(),
    ),
    "txt percent twice": ("a.txt", lambda text: "".join(f"%25{one:02X}" for one in text.encode()).encode()),
    "txt entities": ("a.txt", lambda text: "".join(f"&#{ord(one)};" for one in text).encode()),
    "txt utf-32": ("a.txt", lambda text: text.encode("utf-32")),
    "txt utf-7": ("a.txt", lambda text: ("see " + text).encode("utf-7")),
    "txt mail": ("a.txt", lambda text: letter(text, "base64")),
    "txt quoted": ("a.txt", lambda text: letter(text, "quoted-printable")),
    "txt subject": ("a.txt", lambda text: b"Subject: =?utf-8?B?" + base64.b64encode(text.encode()) + b"?=\n"),
    "txt escapes": ("a.txt", lambda text: "".join(f"\\u{ord(one):04x}" for one in text).encode()),
    "txt rtf": ("a.txt", rich),
    "txt tags": ("a.txt", lambda text: f"<b>{text[:2]}</b>{text[2:]}".encode()),
    "txt zero width": ("a.txt", lambda text: "\u200b".join(text).encode()),
    "txt data address": ("a.txt", lambda text: b"data:text/plain;base64," + base64.b64encode(text.encode())),
    "txt old mac": ("a.txt", lambda text: "a\r{}\r{}\r".format(*halves(text)).encode()),
    "json in json": ("a.json", lambda text: json.dumps({"a": json.dumps({"b": text})}).encode()),
    "json base64": (
        "a.json",
        lambda text: json.dumps({"a": base64.b64encode(text.encode()).decode()}).encode(),
    ),
    "json list of letters": ("a.json", lambda text: json.dumps(list(text)).encode()),
    "json list of numbers": ("a.json", lambda text: json.dumps(list(text.encode())).encode()),
    "json far apart": (
        "a.json",
        lambda text: json.dumps({"first": halves(text)[0], "born": 1950, "last": halves(text)[1]}).encode(),
    ),
    "json utf-16": ("a.json", lambda text: json.dumps({"a": text}).encode("utf-16")),
    "json path": ("a.json", lambda text: json.dumps({"file": f"C:\\Users\\{text}\\x"}).encode()),
}
