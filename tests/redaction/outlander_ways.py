# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to write any name so that a plain search passes it by: codings, cells, splits, look-alikes.

Each way takes the name alone and knows nothing of its language. `|` in what comes back parts the
secret letters from the frame around them: odd pieces are secret, even ones are frame.
"""

from __future__ import annotations

import base64
import quopri
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote

Way = Callable[[str], str]
_SMALL = dict(zip("abcdefghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", strict=True))
_CYRILLIC = dict(zip("aeopcxyiABEHKMOPCTX", "аеорсхуіАВЕНКМОРСТХ", strict=True))


def _marks(name: str) -> bool:
    return any(unicodedata.category(letter).startswith("M") for letter in name)


def _halves(name: str, between: str) -> str:
    first, *rest = name.split()
    return f"|{first}|{between}|{' '.join(rest)}|"


def _letters(name: str, between: str) -> str:
    return between.join(name.replace(" ", ""))


def _shifted(name: str, capital: int, small: int) -> str:
    return "".join(chr(capital + ord(one) - 65) if "A" <= one <= "Z" else chr(small + ord(one) - 97)
                   if "a" <= one <= "z" else one for one in name)


def _middle(name: str, between: str) -> str:
    place = max(1, len(name) // 2)
    return name[:place] + between + name[place:]


def _mojibake(name: str) -> str:
    return name.encode().decode("latin-1")


ANY: dict[str, Way] = {
    "as it is": lambda name: name, "capitals": str.upper, "small": str.lower,
    "two blanks": lambda name: "  ".join(name.split()), "no-break": lambda name: "\u00a0".join(name.split()),
    "line break": lambda name: "\n".join(name.split()), "together": lambda name: "".join(name.split()),
    "underscore": lambda name: "_".join(name.split()), "dots between": lambda name: ".".join(name.split()),
    "hyphen between": lambda name: "-".join(name.split()), "slash": lambda name: "/".join(name.split()),
    "tab": lambda name: "\t".join(name.split()), "bar": lambda name: " | ".join(name.split()).replace("|", "¦"),
    "cells": lambda name: _halves(name, '","'), "fields": lambda name: _halves(name, '", "last": "'),
    "elements": lambda name: _halves(name, "</first><last>"), "bold half": lambda name: _halves(name, " **") + "**",
    "zero width": lambda name: "\u200b".join(name), "joiner": lambda name: _middle(name, "\u2060\u200d"),
    "soft hyphen": lambda name: _middle(name, "\u00ad"), "order mark": lambda name: _middle(name, "\ufeff"),
    "tag letters": lambda name: _middle(name, "\U000e0061\U000e0062"), "variation": "\ufe0e".join,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "base64": lambda name: base64.b64encode(name.encode()).decode(),
    "wide base64": lambda name: base64.b64encode(name.encode("utf-16-le")).decode(),
    "base64 among": lambda name: base64.b64encode(f"id={name};ok".encode()).decode(),
    "address base64": lambda name: base64.urlsafe_b64encode(name.encode()).decode().rstrip("="),
    "base32": lambda name: base64.b32encode(name.encode()).decode(), "hexadecimal": lambda name: name.encode().hex(),
    "spaced hexadecimal": lambda name: name.encode().hex(" "), "wide hexadecimal": lambda name: name.encode("utf-16-be").hex(),
    "mail word": lambda name: f"=?UTF-8?B?|{base64.b64encode(name.encode()).decode()}|?=",
    "entities": lambda name: "".join(f"&#{ord(one)};" for one in name),
    "hexadecimal entities": lambda name: "".join(f"&#x{ord(one):x};" for one in name),
    "escapes": lambda name: "".join(f"\\u{ord(one):04x}" for one in name),
    "bytes": lambda name: "".join(f"\\x{one:02x}" for one in name.encode()),
    "octal": lambda name: "".join(f"\\{one:03o}" for one in name.encode()),
    "code points": lambda name: " ".join(f"U+{ord(one):04X}" for one in name),
    "percent": lambda name: quote(name, safe=""), "percent blank": lambda name: name.replace(" ", "%20"),
    "percent twice": lambda name: quote(quote(name, safe=""), safe=""),
    "quoted printable": lambda name: quopri.encodestring(name.encode(), quotetabs=True).decode(),
    "UTF-7": lambda name: name.encode("utf-7").decode(), "wrong coding": _mojibake,
}
PLAIN_LETTERS: dict[str, Way] = {
    "spaced": lambda name: _letters(name, " "), "dotted": lambda name: _letters(name, "."),
    "hyphened": lambda name: _letters(name, "-"), "starred": lambda name: _letters(name, "*"),
    "downwards": lambda name: _letters(name, "\n"), "struck": lambda name: "".join(one + "\u0336" for one in name),
    "underlined": lambda name: "".join(one + "\u0332" for one in name), "commas": lambda name: _letters(name, ", "),
    "turned back": lambda name: "\u202e" + name[::-1] + "\u202c",
}
LATIN: dict[str, Way] = {
    "surname first": lambda name: "{1}, {0}".format(*name.rsplit(" ", 1)), "camel": lambda name: "".join(name.title().split()),
    "mail": lambda name: ".".join(name.lower().split()) + "|@example.org|", "user": lambda name: "".join(name.lower().split()) + "|84|",
    "hash": lambda name: "#|" + "".join(name.title().split()) + "|", "file": lambda name: "scan_|" + "_".join(name.split()) + "|_2001.pdf",
    "possessive": lambda name: name + "|’s|", "Cyrillic letters": lambda name: "".join(_CYRILLIC.get(one, one) for one in name),
    "small capitals": lambda name: "".join(_SMALL.get(one, one) for one in name.lower()),
    "bold letters": lambda name: _shifted(name, 0x1D400, 0x1D41A), "typewriter": lambda name: _shifted(name, 0x1D670, 0x1D68A),
    "circled": lambda name: _shifted(name, 0x24B6, 0x24D0), "squared": lambda name: _shifted(name.upper(), 0x1F130, 0),
    "flags": lambda name: _shifted(name.upper(), 0x1F1E6, 0), "wide": lambda name: _shifted(name, 0xFF21, 0xFF41),
    "digits": lambda name: name.translate(str.maketrans("aeio", "4310")), "signs": lambda name: name.translate(str.maketrans("asi", "@$!")),
    "to and fro": lambda name: "".join(one.upper() if place % 2 else one.lower() for place, one in enumerate(name)),
}


def ways(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each way this name can be written: what it is called, and its pieces (odd ones secret)."""
    tables = [ANY]
    if not _marks(name):
        tables.append(PLAIN_LETTERS)
    if name.isascii():
        tables.append(LATIN)
    for table in tables:
        for called, way in table.items():
            written = way(name)
            if written == name and called != "as it is":
                continue
            bare = "|" not in written or called in ("mail", "user", "possessive")
            pieces = ["", *written.split("|")] if bare else written.split("|")
            yield called, pieces
