# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of scripts that are not Latin, as people everywhere spell them in Latin letters.

Not the scholars' transliteration: `spelled` gives one plain everyday spelling, and `skeleton` what each
consonant may have become (Hebrew b or v, Tamil zh or l, a Thai r that ends a syllable as n).  Most tables
are the names Unicode gives the letters.  It never decides whether two words are one name.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

from casefile.redaction.scripts import script

CLASSES = {**dict.fromkeys("bp", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkq", "k"), **dict.fromkeys("szSC", "s"),
           **dict.fromkeys("rl", "l"), "m": "m", "n": "n", "f": "f"}
"""Letters that spellings take for one another: one sign for each kind of consonant."""
SYLLABIC = frozenset({"Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Khmr", "Thai", "Laoo"})
"""Scripts whose consonants carry a vowel."""
_EARLIER = frozenset({"Thai", "Laoo"})
"""Scripts that write some vowels before the consonant they follow, and leave others out."""
_AHEAD = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
_HEBREW = dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת",
                   "- b g d h w z ch t y k k l m m n n s - p f tz tz k r sh t".split(), strict=True))
_ARABIC = dict(zip("ابپتثجچحخدذرزژسشصضطظعغفقكگلمنهويڤټډړڼښږڅځګٹڈڑںۋۇۆۈەڭۅۉڵڕێ",
                   ("a b p t th j ch h kh d dh r z zh s sh s d t z - gh f q k g l m n h w y v t d r n kh zh ts dz g t d r n v u o u e ng o o "
                    "l r e").split(), strict=True))
_GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(), strict=True))
_PAIRS = {"μπ": ("b", ("p", "mp")), "ντ": ("d", ("t", "nt")), "γκ": ("g", ("k", "nk")), "γγ": ("ng", ("nk", "k")),
          "τζ": ("tz", ("s",)), "τσ": ("ts", ("s",)), "ευ": ("ef", ("f", "")), "αυ": ("af", ("f", "")), "ου": ("ou", ("",))}
_SINHALA = {"AELA-PILLA": "a", "AEDA-PILLA": "e", "IS-PILLA": "i", "PAA-PILLA": "u", "GAETTA-PILLA": "ru", "KOMBUVA": "e", "DEKA": "ai",
            "GAYANUKITTA": "au"}
_PLAIN = {"TT": "t", "TTH": "th", "DD": "d", "DDH": "dh", "NN": "n", "NNN": "n", "LL": "l", "LLL": "zh", "RR": "r", "SS": "sh", "C": "ch",
          "CH": "ch", "DDDH": "r", "RH": "rh", "YY": "y", "KHH": "kh", "GHH": "gh", "Q": "q", "KSS": "ksh", "B": "b", "JNY": "jn"}
_MAY_BE: dict[str, dict[str, tuple[str, ...]]] = {
    "": {"ng": ("n", "nk"), "ny": ("n",), "v": ("f", "p", ""), "w": ("f", "p", ""), "ph": ("p", "f"), "kh": ("k", ""), "h": ("",), "j": ("s", ""),
         "d": ("t", "l"), "zh": ("s", "l"), "x": ("ks",), "m.": ("n", "m", "")},
    "Hebr": {"b": ("p", "f"), "p": ("p", "f"), "f": ("f", "p"), "w": ("", "f"), "ch": ("k", ""), "y": ("", "s"), "d": ("t",)},
    "Arab": {"j": ("s", "k", ""), "kh": ("k", ""), "th": ("t", "s"), "dh": ("t", "s"), "d": ("t", "s"), "z": ("s", "t"), "w": ("", "f"),
             "v": ("f", ""), "zh": ("s", "k"), "ts": ("s",), "dz": ("s",), "gh": ("k", ""), "ng": ("n", "nk")},
    "Grek": {"v": ("f", "p"), "g": ("k", ""), "ch": ("k", "", "s"), "d": ("t",), "x": ("ks",), "ps": ("ps",)},
    "Taml": {"k": ("k", ""), "ch": ("s",), "d": ("t",), "r": ("l", "tl")},
    "Beng": {"y": ("s", ""), "bh": ("p", "f"), "b": ("p", "f")},
    "Thai": {"r": ("l", "n", ""), "l": ("l", "n"), "ch": ("s", "t"), "s": ("s", "t"), "f": ("f", "p"), "w": ("f", ""), "d": ("t",),
             "y": ("", "n")},
    "Khmr": {"r": ("l", ""), "s": ("s", ""), "v": ("f", ""), "d": ("t",), "h": ("",), "k": ("k", "")},
    "Laoo": {"r": ("l", ""), "w": ("f", ""), "d": ("t",), "y": ("",)}}


@lru_cache(maxsize=2048)
def _letter(char: str) -> tuple[str, str]:
    """What a sign of a syllabic script is, and its Latin: 'c' consonant, 'k' consonant without a vowel, 'v' vowel, 'x' no vowel,
    'X' silence, 'm' a nasal."""
    name = unicodedata.name(char, "")
    last = name.rsplit(" ", 1)[-1]
    if last in ("THANTHAKHAT", "TOANDAKHIAT") or name.endswith("CANCELLATION MARK"):
        return "X", ""
    if last in ("VIRAMA", "COENG", "AL-LAKUNA", "HALANTA"):
        return "x", ""
    if "LETTER CHILLU" in name:
        return "k", last.lower()[:1]
    if last in ("ANUSVARA", "ANUSVARAYA", "CANDRABINDU", "BINDI", "TIPPI", "NIKAHIT", "NIKHAHIT", "NIGGAHITA"):
        return "m", "m."
    if "CHARACTER MAI " in name and last in ("EK", "THO", "TRI", "CHATTAWA"):
        return "", ""
    if "VOWEL" in name or " SARA " in name or "HAN-AKAT" in name or last == "MAITAIKHU":
        sound = _SINHALA.get(last) or ("ri" if "VOCALIC" in name else "am" if last == "AM" else "ai" if " AI " in name else
                                       "o" if last == "KON" else last.lower().replace("-", "")[:2])
        if "KOMBUVA HAA" in name:
            sound = "o"
        return "v", "a" if sound in ("ha", "mu", "ka") else sound[:1] if sound[:1] * 2 == sound else sound
    if " LETTER " not in name and " CHARACTER " not in name:
        return "", ""
    words = name.split(" LETTER " if " LETTER " in name else " CHARACTER ", 1)[1].split()
    if words[0] in ("PALI", "SANSKRIT", "CHILLU", "ALPAPRAANA", "MAHAAPRAANA", "TAALUJA", "MUURDHAJA", "DANTAJA", "KANTAJA", "SANYAKA", "AMBA",
                    "ARCHAIC", "KHANDA", "MIDDLE"):
        sibilant = words[0] in ("TAALUJA", "MUURDHAJA") and words[-1] == "SAYANNA"
        nasal = {"SANYAKA": "n", "AMBA": "m"}.get(words[0], "")
        bare = "NYA" if words[-1] == "NAASIKYAYA" else "SHA" if sibilant else words[-1]
        words = [bare]
    else:
        nasal = ""
    bare = words[0].removesuffix("YANNA") or "Y"
    stem = bare.rstrip("AO") if char >= "\u0e00" or bare.endswith("A") else bare
    if not stem or stem in ("A", "AA", "I", "II", "U", "UU", "E", "EE", "AI", "O", "OO", "AU", "AE", "AEE"):
        return ("c", "") if script(char) in _EARLIER else ("v", bare.lower()[:1] if bare not in ("AI", "AU") else bare.lower())
    if "VOCALIC" in name or stem in ("IRU", "RU", "LU"):
        return "v", "ri"
    return "c", nasal + _PLAIN.get(stem, stem.lower())


def _syllabic(word: str, kind: str) -> list[tuple[str, bool]]:
    """The sounds of a word whose consonants carry a vowel: (Latin, whether it is a consonant)."""
    found: list[tuple[str, bool]] = []
    ahead = ""
    carries = False
    for char in word.replace("รร", "ัน") if kind == "Thai" else word:
        what, latin = _letter(char)
        if what == "c":
            if carries and kind not in _EARLIER:
                found.append(("a", False))
            if latin[:1] in "nm" and len(latin) > 1 and latin not in ("ng", "ny"):
                found.append((latin[0], True))  # a consonant with its own nasal before it
                latin = latin[1:]
            found.append((latin, True))
            carries = not ahead
            if ahead:
                found.append((ahead, False))
                ahead = ""
        elif what == "v" and char in _AHEAD:
            ahead = latin
            carries = False
        elif what == "k":
            if carries:
                found.append(("a", False))
            found.append((latin, True))
            carries = False
        elif latin == "ri" and what == "v":
            found += [("r", True), ("i", False)]
            carries = False
        elif what == "v":
            if found and not found[-1][1] and not carries and latin == "a" and found[-1][0] == "e":
                found[-1] = ("o", False)
            else:
                found.append((latin, False))
            carries = False
        elif what == "x":
            carries = False
        elif what == "X":
            carries = False
            while found and not found[-1][1]:
                found.pop()
            if found and found.pop()[0] == "r" and len(found) > 1 and found[-1][0] in ("t", "th") and found[-2][1]:
                found.pop()  # จันทร์ is said "chan"
        elif what == "m":
            if carries:
                found.append(("a", False))
            found.append((latin, True))
            carries = False
    return found


def _sounds(word: str, kind: str) -> list[tuple[str, tuple[str, ...]]]:
    """The sounds of a word: (Latin, the consonant classes it may have left)."""
    if kind in SYLLABIC:
        return [(latin.rstrip("."), _classes(latin, kind) if consonant else ("",)) for latin, consonant in _syllabic(word, kind)]
    if kind == "Grek":
        found, k = [], 0
        while k < len(word):
            pair = _PAIRS.get(word[k:k + 2])
            latin = _GREEK.get(word[k], "")
            found.append(pair or (latin, _classes(latin, kind)))
            k += 2 if pair else 1
        return found
    table = _HEBREW if kind == "Hebr" else _ARABIC
    return [(latin.replace("-", ""), _classes(latin, kind)) for latin in (table.get(char, "") for char in word)]


def _classes(latin: str, kind: str) -> tuple[str, ...]:
    """The classes a consonant may have left, likeliest first."""
    held = _MAY_BE.get(kind, {}).get(latin) or (_MAY_BE[""].get(latin) if kind in SYLLABIC else None)
    if held:
        return held
    if latin in ("ch", "sh", "zh", "tz", "ts", "dz", "j", "jh", "c"):
        return ("s",)
    return (CLASSES.get(latin[:1], ""),)


@lru_cache(maxsize=65536)
def spelled(word: str) -> str:
    """A folded word in plain Latin letters, as somebody might write it down."""
    if word.isascii():
        return word
    kind = script(word[0])
    if kind in SYLLABIC or kind in ("Hebr", "Arab", "Grek"):
        return "".join(latin for latin, _ in _sounds(word, kind))
    return "".join(c for c in str(anyascii(word)).lower() if c.isalpha() and c.isascii())


@lru_cache(maxsize=16384)
def skeleton(word: str) -> tuple[tuple[str, ...], ...]:
    """For each consonant of a folded word in a script this module knows, the classes it may have left; else nothing."""
    kind = script(word[0]) if word else "Latn"
    if kind in SYLLABIC or kind in ("Hebr", "Arab", "Grek"):
        return tuple(options for _, options in _sounds(word, kind) if options != ("",))
    return ()
