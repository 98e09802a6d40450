# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs and hands do to any name whatever its script: escapes, cells, letters apart, endings grown on.

Shares no table with the matcher.  Each disguise gives the writing whole: every letter and digit of it tells the name.
"""

from __future__ import annotations

import base64
import quopri
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import quote


def _apart(name: str) -> list[str]:
    """The letters of a name, each with its marks."""
    found: list[str] = []
    for char in name:
        if found and unicodedata.category(char)[0] == "M":
            found[-1] += char
        elif not char.isspace():
            found.append(char)
    return found


def _in_half(name: str, between: str) -> str:
    words = name.split()
    return between.join((words[0], " ".join(words[1:]))) if len(words) > 1 else name


def _utf7(name: str) -> str:
    return name.encode("utf-7").decode()


DISGUISES: Mapping[str, Callable[[str], str]] = {
    "percent": lambda name: quote(name),
    "percent, twice": lambda name: quote(quote(name)),
    "blanks as %20": lambda name: name.replace(" ", "%20"),
    "quoted-printable": lambda name: "".join(f"={byte:02X}" for byte in name.encode()),
    "quoted-printable line": lambda name: quopri.encodestring(name.encode(), header=False).decode().replace(" ", "=20"),
    "backslash x": lambda name: "".join(f"\\x{byte:02x}" for byte in name.encode()),
    "octal": lambda name: "".join(f"\\{byte:03o}" for byte in name.encode()),
    "code points": lambda name: " ".join(f"U+{ord(char):04X}" for char in name),
    "JSON escapes": lambda name: "".join(f"\\u{ord(char):04x}" for char in name),
    "base64 of UTF-16": lambda name: base64.b64encode(name.encode("utf-16-le")).decode(),
    "base64": lambda name: base64.b64encode(f"{name}, ".encode()).decode(),
    "base32": lambda name: base64.b32encode(name.encode()).decode(),
    "hexadecimal": lambda name: name.encode().hex(" "),
    "UTF-7": _utf7,
    "mail header": lambda name: f"=?utf-8?b?{base64.b64encode(name.encode()).decode()}?=",
    "JSON fields": lambda name: _in_half(name, '", "surname": "'),
    "CSV cells": lambda name: _in_half(name, '","'),
    "quotes": lambda name: _in_half(name, " “"),
    "tag": lambda name: _in_half(name, " <i>"),
    "letters by comma": lambda name: ", ".join(_apart(name)),
    "list of letters": lambda name: "', '".join(_apart(name)),
    "joined strings": lambda name: f"{name[:4]}' + '{name[4:]}" if len(name) > 7 else name}
