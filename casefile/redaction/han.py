# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts about Chinese characters, one at a time: which are written forms of each other."""

from __future__ import annotations


def simplified(char: str) -> str:
    """The one form all written variants of a character are compared in."""
    return char


def cantonese(char: str) -> tuple[str, ...]:
    """How a character's sound is spelled in Hong Kong and Macau."""
    return ()


def korean(char: str) -> str:
    """The Sino-Korean reading of a character, one Hangul syllable, or nothing."""
    return ""
