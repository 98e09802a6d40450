# SPDX-License-Identifier: GPL-3.0-or-later
"""The fonts a finished file is set in: found on this machine, and asked whether they have every letter.

A letter without a glyph would silently be missing from the paper, so it refuses the export instead.
Only Noto families are used: same fonts, same bytes.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from casefile import resources
from casefile.errors import CannotVerify

FIRST = ("Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK SC", "Noto Sans CJK JP")
OTHERS = ("Noto Sans Arabic", "Noto Sans Myanmar", "Noto Sans Thai", "Noto Sans Hebrew", "Noto Sans Devanagari",
          "Noto Sans Bengali", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Georgian", "Noto Sans Armenian",
          "Noto Sans Ethiopic", "Noto Sans Mongolian", "Noto Sans Tibetan", "Noto Sans Symbols", "Noto Sans Symbols2",
          "Noto Sans Math")
_SYSTEM = {
    "linux": ("/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto",
              "/usr/share/fonts/noto-cjk", "/usr/share/fonts/google-noto"),
    "darwin": ("/Library/Fonts", "/System/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",)}


class FontMissing(CannotVerify):
    """No font here has a letter of the text (exit 5)."""

    kind = "font-missing"
    advice = "Nothing was written. Install the Noto fonts for this script, or choose docx or txt."


def folders() -> list[str]:
    """Where fonts are looked for: the program's own first, then the system's."""
    own = resources.path("fonts")
    return [str(path) for path in (own, *map(Path, _SYSTEM.get(sys.platform, ()))) if path.is_dir()]


@cache
def found() -> typst.Fonts:
    """The fonts of this machine, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders())


@cache
def families() -> tuple[str, ...]:
    """The families in use that are there, in the order in which a letter is looked for."""
    here = set(found().families())
    return tuple(name for name in (*FIRST, *OTHERS) if name in here)


def require(text: Iterable[str]) -> None:
    """Raise FontMissing unless every visible letter has a glyph in some family in use."""
    left = {letter for part in text for letter in part if _visible(letter)}
    if "Noto Sans" not in families():
        raise FontMissing("The font Noto Sans is not installed.")
    for family in families():
        if not left:
            return
        left = {letter for letter in left if ord(letter) not in _letters(family)}
    if left:
        codes = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(left)[:5])
        raise FontMissing(f"No font here has {len(left)} of the letters of this text ({codes}).")


def _visible(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cf", "Zs", "Zl", "Zp")


@cache
def _letters(family: str) -> frozenset[int]:
    """The code points a family has glyphs for (its regular face)."""
    faces = sorted((face for face in found().fonts() if face.family == family and face.style == "normal"),
                   key=lambda face: (abs(face.weight - 400), face.path, face.index))
    with TTFont(faces[0].path, fontNumber=faces[0].index, lazy=True) as font:
        return frozenset(font.getBestCmap())
