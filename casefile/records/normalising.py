# SPDX-License-Identifier: GPL-3.0-or-later
"""One spelling for searching, in every script.

The index and the query go through the same fold: compatibility forms, case (Turkish dotted and
dotless i alike), accents, Arabic vowel signs and the forms of alef, digits of any script.  Scripts
that write no blanks between words, and Korean with its particles, become overlapping pieces of two
letters, so that a word is found inside a run.  Vowel signs of the scripts of South and South-East
Asia stay: there they tell words apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RUN = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3005\u3007"  # Han
    "\u3040-\u30ff\u31f0-\u31ff"  # Kana
    "\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f"  # Hangul
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u0f00-\u0fff]+")  # Thai, Lao, Burmese, Khmer, Tibetan
_FOLDED = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d",
           "ى": "ي", "ة": "ه", "ٱ": "ا", "ک": "ك", "ی": "ي", "ـ": "", "ё": "е"}
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(.{3,})")
_PARTICLES = ("에서는", "에게서", "으로는", "에서", "에게", "까지", "부터", "으로", "이나", "처럼", "보다", "마다",
              "은", "는", "이", "가", "을", "를", "에", "의", "와", "과", "도", "로", "만", "께")


@lru_cache(maxsize=8192)
def _folded(cluster: str) -> str:
    """One letter with what hangs on it, folded; empty where nothing of it counts."""
    pieces: list[str] = []
    for letter in unicodedata.normalize("NFKD", cluster.casefold()):
        category = unicodedata.category(letter)
        if category == "Cf" or (category == "Mn" and _is_accent(letter)):
            continue
        if category == "Nd":
            letter = str(unicodedata.digit(letter))
        pieces.append(_FOLDED.get(letter, letter))
    return unicodedata.normalize("NFC", "".join(pieces))


def _is_accent(letter: str) -> bool:
    """A mark that does not tell words apart: Latin, Greek, Cyrillic accents, Hebrew and Arabic vowel signs."""
    return letter < "\u0700" or "\u08d0" <= letter <= "\u08ff" or "\u1ab0" <= letter <= "\u20ff" or letter >= "\ufe00"


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place in NFC(`text`) it came from."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii():
        return composed.lower(), list(range(len(composed)))
    out: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(composed):
        folded = _folded(letter)
        out.append(folded)
        places += [place] * len(folded)
    return "".join(out), places


def words(folded: str) -> list[str]:
    """The words of a folded text; marks inside a word belong to it."""
    found: list[str] = []
    current: list[str] = []
    for letter in folded:
        if letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc"):
            current.append(letter)
        elif current:
            found.append("".join(current))
            current = []
    if current:
        found.append("".join(current))
    return found


def pieces(word: str) -> list[list[str]]:
    """A word cut where the kind of script changes: runs as pieces of two letters, all else whole."""
    found: list[list[str]] = []
    at = 0
    for run in _RUN.finditer(word):
        if at < run.start():
            found.append([word[at:run.start()]])
        letters = run[0]
        found.append([letters[place:place + 2] for place in range(max(1, len(letters) - 1))])
        at = run.end()
    if at < len(word):
        found.append([word[at:]])
    return found


def forms(word: str) -> tuple[str, ...]:
    """A folded word of a query, and the same without the Korean particle it may end with."""
    for particle in _PARTICLES:
        stem = word.removesuffix(particle)
        if stem != word:
            return (word, stem) if len(stem) >= 2 and "가" <= stem[-1] <= "힣" else (word,)
    return (word,)


def normalise(text: str) -> str:
    """A text as it goes into the index: words by blanks; a run ends with its last letter alone.

    The last letter alone lets a single letter be found anywhere, as the beginning of a piece.  An
    Arabic word with an article stands there without it, too.
    """
    folded = fold(text)[0]
    if folded.isascii():
        return " ".join(_WORD.findall(folded))
    tokens: list[str] = []
    for word in words(folded):
        if article := _ARTICLE.fullmatch(word):
            tokens.append(article[1])
        for piece in pieces(word):
            tokens += piece
            if len(piece[-1]) == 2 and _RUN.fullmatch(piece[-1]):
                tokens.append(piece[-1][1])
    return " ".join(tokens)
