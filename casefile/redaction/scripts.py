# SPDX-License-Identifier: GPL-3.0-or-later
"""Which script a folded letter or name is in, as far as the boundary rules need to know."""

from __future__ import annotations

from functools import lru_cache

_RANGES = (("Hang", 0xAC00, 0xD7A3), ("Hang", 0x3131, 0x3163), ("Hani", 0x4E00, 0x9FFF), ("Hani", 0x3400, 0x4DBF),
           ("Hani", 0x20000, 0x3FFFF), ("Hani", 0x3005, 0x3007), ("Latn", 0x61, 0x7A), ("Cyrl", 0x400, 0x52F),
           ("Arab", 0x600, 0x6FF), ("Arab", 0x750, 0x77F), ("Mymr", 0x1000, 0x109F), ("Mymr", 0xAA60, 0xAA7F),
           ("Jpan", 0x3040, 0x30FF), ("Grek", 0x370, 0x3FF), ("Thai", 0xE00, 0xE7F), ("Khmr", 0x1780, 0x17FF),
           ("Laoo", 0xE80, 0xEFF), ("Tibt", 0xF00, 0xFFF), ("Hebr", 0x590, 0x5FF), ("Zyyy", 0x30, 0x39),
           ("Armn", 0x530, 0x58F), ("Syrc", 0x700, 0x74F), ("Thaa", 0x780, 0x7BF), ("Deva", 0x900, 0x97F), ("Beng", 0x980, 0x9FF),
           ("Guru", 0xA00, 0xA7F), ("Gujr", 0xA80, 0xAFF), ("Orya", 0xB00, 0xB7F), ("Taml", 0xB80, 0xBFF), ("Telu", 0xC00, 0xC7F),
           ("Knda", 0xC80, 0xCFF), ("Mlym", 0xD00, 0xD7F), ("Sinh", 0xD80, 0xDFF), ("Geor", 0x10A0, 0x10FF),
           ("Ethi", 0x1200, 0x139F), ("Mong", 0x1800, 0x18AF))
UNSPACED = frozenset({"Hani", "Jpan", "Mymr", "Thai", "Khmr", "Laoo", "Tibt"})
"""Scripts whose words stand together without a space."""
CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
"""Scripts with capital letters."""


@lru_cache(maxsize=8192)
def script(letter: str) -> str:
    """The ISO 15924 code of a folded letter ('Zyyy' for digits, 'Latn' for what is not listed)."""
    code = ord(letter)
    for name, first, last in _RANGES:
        if first <= code <= last:
            return name
    return "Latn"


def script_of(folded_name: str) -> str:
    """The script most of a folded name is in."""
    counts: dict[str, int] = {}
    for letter in folded_name:
        found = script(letter)
        if found != "Zyyy":
            counts[found] = counts.get(found, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else "Zyyy"
