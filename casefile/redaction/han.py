# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts about Chinese characters, one at a time: written variants and readings.

The tables under resources/redaction come from the Unihan database and the hanja library.  A
character that is in no table stands for itself and has no reading.
"""

from __future__ import annotations

from functools import cache

from casefile import resources

_HONG_KONG_ONSETS = (("gw", "kw gw"), ("kw", "kw"), ("ng", "ng"), ("g", "k g"), ("k", "k"), ("z", "ch ts c j"),
                     ("c", "ch ts tch"), ("s", "s sh"), ("b", "p b"), ("p", "p"), ("d", "t d"), ("t", "t"), ("j",
                                                                                                             "y"),
                     ("w", "w"), ("f", "f"), ("h", "h"), ("l", "l"), ("m", "m"), ("n", "n"), ("", ""))
_HONG_KONG_RIMES = {
    "aa": "a ah", "aai": "ai aai", "aau": "au aau", "aam": "am aam", "aan": "an aan", "aang": "ang aang",
    "aap": "ap aap",
    "aat": "at aat", "aak": "ak aak", "ai": "ai ei", "au": "au ow", "am": "am um", "an": "an un", "ang": "ang",
    "ap": "ap up", "at": "at ut", "ak": "ak", "e": "e eh", "eng": "eng ing", "ek": "ek", "ei": "ei ee ay i",
    "i": "i ee",
    "iu": "iu iew", "im": "im", "in": "in een", "ing": "ing", "ip": "ip", "it": "it", "ik": "ik", "o": "o oh aw",
    "oi": "oi",
    "ou": "o ou oe", "on": "on", "ong": "ong", "ot": "ot", "ok": "ok", "u": "u oo", "ui": "ui oey", "un": "un oon",
    "ung": "ung", "ut": "ut oot", "uk": "uk ook", "oe": "eu oe", "oeng": "eung oeng", "oek": "euk oek", "eoi": "ui eui oi",
    "eon": "un eun", "eot": "ut eut", "yu": "u ue yu", "yun": "un uen yun", "yut": "ut uet yut", "m": "m ng",
    "ng": "ng"}


@cache
def _variants() -> dict[str, str]:
    lines = resources.lines("redaction/han-variants.txt")
    return {other: line[0] for line in lines if not line.startswith("#") for other in line[1:]}


@cache
def _readings(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in resources.lines(f"redaction/han-{name}.txt"):
        if not line.startswith("#"):
            sound, _, chars = line.partition(" ")
            for char in chars:
                found[char] = (*found.get(char, ()), sound)
    return found


def simplified(char: str) -> str:
    """The one form all written variants of a character are compared in."""
    return _variants().get(char, char)


def cantonese(char: str) -> tuple[str, ...]:
    """How a character's sound is spelled in Hong Kong and Macau, habits and Jyutping."""
    found: list[str] = []
    for reading in _readings("cantonese").get(char, ()):
        sound = reading.rstrip("123456")
        onset, habits = next((o, h) for o, h in _HONG_KONG_ONSETS if sound.startswith(o) and sound[len(o):])
        rime = sound[len(onset):]
        found.append(sound)
        found += [h + r for h in habits.split() or [""] for r in _HONG_KONG_RIMES.get(rime, rime).split()]
    return tuple(found)


def korean(char: str) -> str:
    """The Sino-Korean reading of a character, one Hangul syllable, or nothing."""
    found = _readings("korean").get(char)
    return found[0] if found else ""


@cache
def _japanese() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for char, sounds in _readings("japanese").items():
        found[simplified(char)] = (*found.get(simplified(char), ()), *sounds)
    return found


def japanese(char: str) -> tuple[str, ...]:
    """The Sino-Japanese readings of a character in Latin letters, whatever its written variant; none where it has none."""
    return tuple(dict.fromkeys(_japanese().get(simplified(char), ())))


def korean_readings() -> frozenset[str]:
    """Every Hangul syllable that is the reading of a character."""
    return frozenset(sound for sounds in _readings("korean").values() for sound in sounds)
