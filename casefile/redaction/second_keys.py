# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound keys of the second matcher: what a word sounds like, so that improvised spellings meet.

A key is looked up in a table, never searched for, so it costs the same for ten names and for ten
thousand.  Keys are coarse on purpose; the matcher asks for capitals and whole words around them.
"""

from __future__ import annotations

import re
from functools import cache

_KOREAN = [(re.compile(pattern), new) for pattern, new in (
    (r"tch|ch|jj|j|z", "c"), (r"sh|ss", "s"), (r"wh", "hw"), (r"ng", "n"), (r"ck|kh|kk|gg|gh|k|g|q", "k"),
    (r"th|tt|dd|d", "t"), (r"ph|pp|bb|b|f|v", "p"), (r"r(?![aeiouy])", ""), (r"ll|rr|r", "l"),
    (r"eui|uy|yi|ui", "i"), (r"woo|wu", "u"), (r"weo", "wo"), (r"oi|oy|oe|we", "W"), (r"h(?![aeiouyWw])", ""),
    (r"ee|ii|ih|iy|y$", "i"), (r"ae|ai|ay|ei|ey", "e"), (r"eo|eu|oo|ou|o|u", "o"), (r"(.)\1", r"\1"))]
_SLAVIC = [(re.compile(pattern), new) for pattern, new in (
    (r"shch|sch|scz|szcz", "s"), (r"sh|sz|ch|cz|tch", "s"), (r"zh|j(?=[bcdfghklmnpqrstvz])", "z"), (r"kh|h|x", "k"),
    (r"ts|tz|c", "s"), (r"ks", "k"), (r"w|ff|v", "f"), (r"iy|yy|ij|yj|ii|ey$|ei$|y|j", "i"), (r"i(?=[aeou])", ""),
    (r"'", ""), (r"o", "a"), (r"(.)\1", r"\1"))]
_ARABIC = [(re.compile(pattern), new) for pattern, new in (
    (r"^(?:al|el|ul|ad|ar|as|az|an|at)-", ""), (r"sh|ch", "S"), (r"kh|gh|q|g|k|c", "k"), (r"th|dh|t|d", "t"),
    (r"z", "s"),
    (r"j", "k"), (r"b|p", "b"), (r"f|v", "f"), (r"[aeiouywh'-]", ""), (r"(.)\1", r"\1"))]
_ARABIC_LETTERS = str.maketrans({"س": "s", "ص": "s", "ز": "s", "ظ": "s", "ش": "S", "ث": "t", "ت": "t", "ط": "t",
                                 "د": "t",
                                 "ذ": "t", "ض": "t", "خ": "k", "غ": "k", "ق": "k", "ك": "k", "ج": "k", "گ": "k",
                                 "ب": "b",
                                 "پ": "b", "ف": "f", "ل": "l", "م": "m", "ن": "n", "ر": "r", "ا": "", "و": "",
                                 "ي": "",
                                 "ه": "", "ح": "", "ع": "", "ء": "", "أ": "", "إ": "", "آ": ""})
_CYRILLIC = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
                     ("a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch "
                      "- y - e yu ya i i e g u").split(), strict=True))
# Endings of Russian names in every case, longest first (й is written и after folding, ь is gone).
_ENDINGS = sorted(set((
    "ого его ому ему ими ыми ои еи ою ею ом ем ым им ых их ую юю ая яя ии ыи а я у ю е и ы о "
    "ами ями ах ях ам ям").split()), key=len, reverse=True)


@cache
def korean_key(word: str) -> str:
    """The sound of one Latin word read as Korean."""
    for pattern, new in _KOREAN:
        word = pattern.sub(new, word)
    return word


@cache
def slavic_key(word: str) -> str:
    """The sound of one Latin word read as a transliterated Russian name."""
    for pattern, new in _SLAVIC:
        word = pattern.sub(new, word)
    return word


@cache
def arabic_key(word: str) -> str:
    """The consonants of one word, Latin or Arabic, read as an Arabic name."""
    if word and "\u0600" <= word[0] <= "\u06ff":
        word = re.sub(r"^ال", "", word).translate(_ARABIC_LETTERS)
        return re.sub(r"(.)\1", r"\1", word)
    for pattern, new in _ARABIC:
        word = pattern.sub(new, word)
    return word


def cyrillic_in_latin(word: str) -> str:
    """A lower-case Cyrillic word in Latin letters, the plain way."""
    return "".join(_CYRILLIC.get(one, one) for one in word).replace("-", "")


@cache
def cyrillic_stem(name: str) -> str:
    """A lower-case Cyrillic name without the ending of its dictionary form."""
    return re.sub(r"(?:ыи|ии|ои|ая|яя|[аяоие])$", "", name) if len(name) > 4 else re.sub(r"[аяи]$", "", name)


@cache
def cyrillic_stems(word: str) -> tuple[str, ...]:
    """What a lower-case Cyrillic word may be without its case ending (two letters at least)."""
    found = [word]
    found += [word[:-len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 2]
    return tuple(dict.fromkeys(found))
