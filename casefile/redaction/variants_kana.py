# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in kana: what Latin letters of Japan and Korean syllables become there.

Kana are compared as hiragana, so one row finds both alphabets and the narrow forms.  A name whose
letters are no Japanese syllables has no row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from casefile.redaction.normal import jamo

_ROWS = {"": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ",
            "t": "たちつてと", "d": "だぢづでど", "n": "なにぬねの",
         "h": "はひふへほ", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "m": "まみむめも", "r": "らりるれろ"}
_KANA = {onset + vowel: kana for onset, row in _ROWS.items() for vowel, kana in zip("aiueo", row, strict=True)}
_KANA |= {onset + "y" + vowel: row[1] + small for onset, row in _ROWS.items() if onset for vowel, small in zip("auoe", "ゃゅょぇ", strict=True)}
_KANA |= {onset + "w" + vowel: row[2] + small for onset, row in _ROWS.items() if onset
          for vowel, small in zip("aieo", "ぁぃぇぉ", strict=True)}
_KANA |= {"ya": "や", "yu": "ゆ", "yo": "よ", "ye": "いぇ", "wa": "わ", "wo": "を", "wi": "うぃ",
            "we": "うぇ", "shi": "し", "chi": "ち", "tsu": "つ", "ji": "じ", "fu": "ふ",
          "sha": "しゃ", "shu": "しゅ", "sho": "しょ", "she": "しぇ", "cha": "ちゃ", "chu": "ちゅ",
          "cho": "ちょ", "che": "ちぇ", "ja": "じゃ", "ju": "じゅ", "jo": "じょ", "je": "じぇ",
          "tsa": "つぁ", "tsi": "つぃ", "tse": "つぇ", "tso": "つぉ",
          "fa": "ふぁ", "fi": "ふぃ", "fe": "ふぇ", "fo": "ふぉ", "twu": "とぅ", "dwu": "どぅ",
          "twi": "てぃ", "dwi": "でぃ", "n": "ん", "n'": "ん"}
_SYLLABLE = re.compile("|".join(sorted(map(re.escape, _KANA), key=len, reverse=True)) + r"|([kstpcbdgzjfm])(?=\1|ch)")
_PLAIN = str.maketrans("がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ",
            "かきくけこさしすせそたちつてとはひふへほはひふへほ")
_ONSETS = {"ㄱ": "k g", "ㄲ": "k", "ㄴ": "n", "ㄷ": "t d", "ㄸ": "t", "ㄹ": "r", "ㅁ": "m", "ㅂ": "p b",
            "ㅃ": "p", "ㅅ": "s", "ㅆ": "s", "ㅇ": "", "ㅈ": "ch j", "ㅉ": "ch",
           "ㅊ": "ch", "ㅋ": "k", "ㅌ": "t", "ㅍ": "p", "ㅎ": "h"}
_VOWELS = {"ㅏ": "a", "ㅐ": "e", "ㅑ": "ya", "ㅒ": "ye", "ㅓ": "o", "ㅔ": "e", "ㅕ": "yo", "ㅖ": "e",
            "ㅗ": "o", "ㅘ": "wa", "ㅙ": "we", "ㅚ": "we", "ㅛ": "yo", "ㅜ": "u",
           "ㅝ": "wo", "ㅞ": "we", "ㅟ": "wi", "ㅠ": "yu", "ㅡ": "u", "ㅢ": "wi", "ㅣ": "i"}
_ENDINGS = {"": "", "ㄱ": "ku", "ㄴ": "n", "ㄷ": "tto", "ㄹ": "ru", "ㅁ": "n mu", "ㅂ": "pu", "ㅅ": "tto",
            "ㅇ": "n", "ㅈ": "tto", "ㅊ": "tto", "ㅋ": "ku", "ㅌ": "tto",
            "ㅍ": "pu", "ㅎ": ""}
_SPOKEN = {"tu": "twu", "du": "dwu", "si": "shi", "chya": "cha", "chyo": "cho", "chyu": "chu", "jya": "ja",
            "jyo": "jo", "jyu": "ju", "ti": "twi", "di": "dwi"}
_LONG = frozenset("おこごそぞとどのほぼぽもよろょうくぐすずつづぬふぶぷむゆるゅ")
MOST = 24


def hiragana(latin: str) -> str:
    """Latin letters as hiragana where they are Japanese syllables throughout, else nothing."""
    kana, done = "", 0
    for found in _SYLLABLE.finditer(latin):
        if found.start() != done:
            return ""
        kana += "っ" if found.group(1) else _KANA[found.group()]
        done = found.end()
    return kana if done == len(latin) else ""


def rows(words: Sequence[str]) -> list[tuple[str, int]]:
    """A name of folded Latin words in kana, either order, and the narrow form that lost its marks: (row, first word's end)."""
    kana = [hiragana(word) for word in words]
    if not all(kana) or len(kana) != 2 or sum(map(len, kana)) < 4:
        return []
    found = [("".join(order), len(order[0])) for both in list(product(*map(_lengthened, kana)))[:MOST]
             for order in (both, both[::-1])]
    return [*found, *((row.translate(_PLAIN), cut) for row, cut in found if row.translate(_PLAIN) != row)]


def _lengthened(kana: str) -> list[str]:
    """A word with and without the signs of long o and u, which Latin letters leave out."""
    found = [""]
    for char, after in zip(kana, f"{kana[1:]} ", strict=True):
        long = char in _LONG and after not in "うおぁぃぅぇぉ"
        found = [before + form for before in found for form in ((char, char + "う") if long else (char,))][:8]
    return found


def korean(name: str, family: int) -> list[tuple[str, int]]:
    """A Hangul name in kana as newspapers write it: (row, where the given name begins)."""
    options: list[list[str]] = []
    for char in name:
        lead, vowel, tail = (parts := jamo(char))[0], parts[1], parts[2:]
        if vowel not in _VOWELS or tail not in _ENDINGS:
            return []
        spoken = [onset + _VOWELS[vowel] for onset in _ONSETS[lead].split() or [""]]
        options.append([kana for one in spoken for ending in _ENDINGS[tail].split() or [""]
                        if (kana := hiragana(_SPOKEN.get(one, one) + ending))])
    if not all(options):
        return []
    found = []
    for parts_ in list(product(*options))[:MOST]:
        found.append(("".join(parts_), sum(map(len, parts_[:family]))))
    return [(row, cut) for row, cut in found if len(row) >= 4]


_KUNREI = (("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi"), ("sha", "sya"), ("shu", "syu"), ("sho", "syo"),
           ("cha", "tya"), ("chu", "tyu"), ("cho", "tyo"), ("ja", "zya"), ("ju", "zyu"), ("jo", "zyo"))


def respelled(latin: str) -> set[str]:
    """Other Latin spellings of a Japanese word: the official one (si for shi), and long vowels written or not."""
    if len(latin) < 4 or not hiragana(short := re.sub("o[uho](?![aeiou])", "o", latin.replace("uu", "u"))):
        return set()
    kunrei = short
    for one, other in _KUNREI:
        kunrei = kunrei.replace(one, other)
    found = {short, kunrei}
    for word in (short, kunrei):
        pieces = re.split("(o(?![aeiou])|u(?![aeiou]))", word)
        spots = range(1, len(pieces), 2)
        for k in list(spots)[:4]:
            for long in ("ou", "oh", "oo") if pieces[k] == "o" else ("uu",):
                found.add("".join((*pieces[:k], long, *pieces[k + 1:])))
        for long in ("ou", "oh", "oo"):
            found.add("".join(long if piece == "o" and k % 2 else piece for k, piece in enumerate(pieces)))
    return found - {latin}


_LEADS = {"k": "ㅋㄱ", "g": "ㄱ", "s": "ㅅ", "sh": "ㅅ", "z": "ㅈ", "j": "ㅈ", "t": "ㅌㄷ", "ch": "ㅊㅈ", "ts": "ㅆㅊㅉ", "d": "ㄷ", "n": "ㄴ",
          "h": "ㅎ",
          "f": "ㅎㅍ", "b": "ㅂ", "p": "ㅍ", "m": "ㅁ", "r": "ㄹ", "": "ㅇ"}
_HANGUL = {"a": "ㅏ", "i": "ㅣ", "u": "ㅜ", "e": "ㅔ", "o": "ㅗ", "ya": "ㅑ", "yu": "ㅠ", "yo": "ㅛ", "wa": "ㅘ", "wo": "ㅗ",
           "ye": "ㅖ", "wi": "ㅟ", "we": "ㅞ"}
_ALL_LEADS, _ALL_VOWELS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_MORA = re.compile("(ch|sh|ts|[kgsztdnhfbpmrj]?)((?:y|w)?[aiueo])|(n)'?|([kstpc])(?=[kstpc])")
_TAIL = {"n": 4, "t": 19}


def hangul(words: Sequence[str]) -> list[tuple[str, int]]:
    """A Japanese name of two folded Latin words as Koreans write it, either order: (row, first word's end)."""
    if len(words) != 2 or not all(hiragana(word) for word in words):
        return []
    both = [_hangul(re.sub("o[uo](?![aeiou])", "o", word.replace("uu", "u"))) for word in words]
    if not all(both):
        return []
    return [("".join(pair), len(pair[0])) for one, two in list(product(*both))[:MOST] for pair in ((one, two), (two, one))]


def _hangul(latin: str) -> list[str]:
    found = [""]
    for mora in _MORA.finditer(latin):
        lead, vowel, tail, double = mora.groups()
        if tail or double:
            found = [before[:-1] + chr(ord(before[-1]) + _TAIL["n" if tail else "t"]) for before in found if before
                     and (ord(before[-1]) - 0xAC00) % 28 == 0]
            continue
        leads = _LEADS[lead][::-1] if not mora.start() and lead in ("k", "t", "ch") else _LEADS[lead]
        vowels = _HANGUL[vowel]
        if lead == "sh" and vowel in ("a", "u", "o"):
            vowels = _HANGUL["y" + vowel]
        elif lead in ("s", "z", "ts") and vowel == "u":
            vowels = "ㅡㅜ"
        found = [before + chr(0xAC00 + (_ALL_LEADS.index(one) * 21 + _ALL_VOWELS.index(other)) * 28)
                 for before in found for one in leads for other in vowels][:MOST]
    return [word for word in found if word]
