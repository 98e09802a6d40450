# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in Arabic letters: prefixes written on to them, and their many Latin spellings."""

from __future__ import annotations

import re
from itertools import product

_LATIN = {
    "ا": "a aa e i u o ", "ب": "b", "پ": "p", "ت": "t", "ث": "th t s", "ج": "j g dj", "چ": "ch tch", "ح": "h",
    "خ": "kh h k ch", "د": "d",
    "ذ": "dh d z th", "ر": "r", "ز": "z", "ژ": "zh j", "س": "s c", "ش": "sh ch", "ص": "s", "ض": "d dh z",
    "ط": "t", "ظ": "z dh th",
    "ع": "a aa e i u o ", "غ": "gh g", "ف": "f ph", "ق": "q k g c gh", "ك": "k c", "گ": "g", "ل": "l", "م": "m",
    "ن": "n",
    "ه": "h a ah e eh ", "و": "w u ou oo o v aw au", "ي": "y i ee e ie ay ai ei a", "ڤ": "v", "ٹ": "t", "ڈ": "d",
    "ڑ": "r", "ں": "n", "ڕ": "r rr", "ڵ": "l ll", "ێ": "e ê i ei y", "ە": "e a eh ", "ۆ": "o u oo", "ۇ": "u o oo", "ۈ": "u v w",
    "ۋ": "v w", "ۅ": "o", "ڭ": "ng n", "ټ": "t", "ډ": "d", "ړ": "r", "ڼ": "n", "ښ": "kh sh x", "ږ": "g zh", "څ": "ts s", "ځ": "z dz",
    "ګ": "g",
}
_WEAK = frozenset("اعهويێەۆۇۈۅ")
_SUN = frozenset("تثدذرزسشصضطظلن")
_CLASSES = str.maketrans({**dict.fromkeys("bpfv", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkqc", "k"),
                          **dict.fromkeys("szjx", "s"), **dict.fromkeys("rl", "l"), **dict.fromkeys("aeiouywh",
                                                                                                    None)})
PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ولل", "ال", "و", "ف", "ب", "ك", "ل", "وب", "ول", "فل", "يا")


_HEBREW = ("וה", "של", "ו", "ה", "ב", "ל", "מ", "כ", "ש")


def stripped_hebrew(token: str) -> list[str]:
    """A Hebrew word with and without what may be written on to its front."""
    return [token, *(token[len(p):] for p in _HEBREW if token.startswith(p) and len(token) - len(p) >= 3)]


def stripped_ethiopic(token: str) -> list[str]:
    """An Ethiopic word with and without the one letter that may be written on to its front."""
    return [token, *([token[1:]] if token[0] in "ለበየከንስእ" and len(token) >= 4 else [])]


def stripped(token: str) -> list[str]:
    """A folded Arabic word with and without what may be written on to its front."""
    found = [token]
    for prefix in PREFIXES:
        if token.startswith(prefix) and len(token) - len(prefix) >= 3:
            found.append(token[len(prefix):])
    return found


def base(word: str) -> str:
    """A folded name word without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def bones(text: str) -> str:
    """The consonants of folded Latin letters in rough classes, doubles as one."""
    return re.sub(r"(.)\1+", r"\1", text.translate(_CLASSES))


def latin(word: str) -> tuple[str, set[str]]:
    """A pattern for the Latin spellings of a folded Arabic word without article, and its bones."""
    pattern = ""
    outlines = {""}
    for index, char in enumerate(word):
        options = _LATIN.get(char, "").split(" ")
        if char == "ن" and word[index + 1:index + 2] == "ب":
            options = ["n", "m"]
        body = "|".join(sorted({re.escape(o) for o in options if o}, key=len, reverse=True))
        if not body:
            continue
        optional = "?" if "" in options or char in _WEAK else ""
        vowels = "(?:[aeiou']{0,2})" if index else ""
        tail = "{1,2}" if char not in _WEAK else ""
        pattern += f"{vowels}(?:{body}){tail or optional}"
        parts = {bones(option) for option in options}
        outlines = {joined(a, b) for a, b in product(outlines, parts)}
        if len(outlines) > 64:
            outlines = set(sorted(outlines)[:64])
    first = "(?:[aeu]l)?"
    if word and word[0] in _SUN:
        sun = "|".join(o for o in _LATIN[word[0]].split(" ") if o)
        first = f"(?:[aeu](?:l|{sun}))?"
    ending = "(?:[aeu]l)?" if word == "عبد" else "(?:[aeiou]h?)?"
    with_article = {joined(a, b) for a, b in product({"l",
                                                      *({bones(_LATIN.get(word[0], "").split(" ")[0])} if word else ())},
                                                      outlines)}
    grown = outlines | with_article | ({o + "l" for o in outlines} if word == "عبد" else set())
    return first + pattern + ending, {o for o in grown if o}


def joined(before: str, after: str) -> str:
    """Two rows of classes run together."""
    return before + after[1:] if before and after and before[-1] == after[0] else before + after
