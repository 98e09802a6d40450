# SPDX-License-Identifier: GPL-3.0-or-later
"""Chinese names as Japanese and Korean newspapers write the sound of Mandarin: in kana and in Hangul.

Built from the pinyin of each character by the rules of both countries, with the habits beside them; kana
are hiragana here, without signs of length.  Readings of the characters themselves are in `variants_on`.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from casefile.redaction.variants_chinese import readings
from casefile.redaction.variants_kana import hiragana

MOST = 48
"""How many writings of one name are worth keeping."""
_ONSETS = {"zh": ("j ch", "ㅈ"), "ch": ("ch", "ㅊ"), "sh": ("sh", "ㅅ"), "b": ("b p", "ㅂ"), "p": ("p", "ㅍ"), "m": ("m", "ㅁ"), "f": ("f", "ㅍ"),
           "d": ("d t", "ㄷ"), "t": ("t", "ㅌ"), "n": ("n", "ㄴ"), "l": ("r", "ㄹ"), "g": ("g k", "ㄱ"), "k": ("k", "ㅋ"), "h": ("h", "ㅎ"),
           "j": ("j", "ㅈ"), "q": ("ch", "ㅊ"), "x": ("sh", "ㅅ"), "r": ("r", "ㄹ"), "z": ("z", "ㅉㅈ"), "c": ("ts", "ㅊ"), "s": ("s", "ㅆㅅ"),
           "": ("", "ㅇ")}
_RIMES = {  # what stands for the vowel of a kana syllable, then whole kana; and Hangul whose first ㅇ the onset replaces
    "a": ("a", "아"), "o": ("o u-o", "오 어"), "e": ("o u e", "어 으어"), "ai": ("a-i", "아이"), "ei": ("e-i", "에이"), "ao": ("a-o a-u", "아오"),
    "ou": ("o-u o", "어우 오우"), "an": ("a-n", "안"), "en": ("e-n u-n", "언"), "ang": ("a-n", "앙"), "eng": ("o-n e-n a-n", "엉"),
    "ong": ("o-n u-n", "웅 옹"), "i": ("i", "이"), "ia": ("ya i-a", "야"), "ie": ("ye i-e", "예"), "iao": ("ya-o i-a-o", "야오"),
    "iu": ("yu i-u yo-u", "유"), "ian": ("ye-n i-e-n", "옌"), "in": ("i-n", "인"), "iang": ("ya-n i-a-n", "양"), "ing": ("i-n", "잉"),
    "iong": ("yo-n i-o-n", "융"), "u": ("u", "우"), "ua": ("wa u-a", "와"), "uo": ("u-o wo o", "워"), "uai": ("wa-i u-a-i", "와이"),
    "ui": ("we-i u-i u-e-i", "우이 웨이"), "uan": ("wa-n u-a-n", "완"), "un": ("u-n we-n", "운"), "uang": ("wa-n u-a-n", "왕"),
    "ü": ("yu", "위"), "üe": ("yu-e", "웨"), "üan": ("yu-a-n yu-e-n", "위안"), "ün": ("yu-n", "윈"), "er": ("a-ru a", "얼")}
_ALONE = {"y": {"yi": "i", "ya": "ia", "yan": "ian", "yang": "iang", "yao": "iao", "ye": "ie", "yin": "in", "ying": "ing", "yong": "iong",
                "you": "iu", "yu": "ü", "yue": "üe", "yuan": "üan", "yun": "ün"},
          "w": {"wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "ui", "wan": "uan", "wen": "un", "wang": "uang", "weng": "eng"}}
_SPOKEN = {"tu": "twu", "du": "dwu", "ti": "twi", "di": "dwi", "si": "shi", "hu": "fu"}
_HISSING = {"z": "zu", "c": "tsu", "s": "su", "zh": "ji", "ch": "chi", "sh": "shi", "r": "ri"}
_PLAIN = dict(zip("야예옌양유융", "아에엔앙우웅", strict=True))
_PALATAL = {"아": "야", "안": "얀", "앙": "양", "오": "요", "우": "유", "웅": "융"}
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def _parted(sound: str) -> tuple[str, str]:
    """Onset and rime of a pinyin syllable; what is written with y or w has no onset."""
    if sound in _ALONE.get(sound[:1], {}):
        return "", _ALONE[sound[0]][sound]
    onset = next((one for one in _ONSETS if one and sound.startswith(one)), "")
    rime = sound[len(onset):]
    if onset in ("j", "q", "x") and rime.startswith("u"):
        rime = "ü" + rime[1:]
    return onset, rime


@lru_cache(maxsize=1024)
def kana(sound: str) -> tuple[str, ...]:
    """A pinyin syllable in hiragana, likeliest first; nothing where it is none."""
    onset, rime = _parted(sound)
    if rime == "i" and onset in _HISSING:
        return (hiragana(_HISSING[onset]),)
    found: list[str] = []
    for start in _ONSETS[onset][0].split() or [""]:
        for row in _RIMES.get(rime, ("", ""))[0].split():
            first, *rest = row.split("-")
            palatal = start in ("j", "ch", "sh") and first[0] == "y" and len(first) > 1
            head = start + first[1:] if palatal else _SPOKEN.get(start + first, start + first)
            if not start and first[0] in "yw" and first not in ("ya", "yu", "yo", "wa", "we", "wo", "ye"):
                continue
            pieces = [hiragana(piece) for piece in (head, *rest)]
            if all(pieces):
                found.append("".join(pieces))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def hangul(sound: str) -> tuple[str, ...]:
    """A pinyin syllable in Hangul, likeliest first; nothing where it is none."""
    onset, rime = _parted(sound)
    rows = ["으"] if rime == "i" and onset in ("z", "c", "s", "zh", "ch", "sh", "r") else _RIMES.get(rime, ("", ""))[1].split()
    if not onset and rime == "ui":
        rows = ["웨이"]
    if not onset and rime == "un":
        rows = ["원"]
    found = []
    for lead in _ONSETS[onset][1]:
        for row in rows:
            moved = chr(ord(row[0]) + (_LEADS.index(lead) - _LEADS.index("ㅇ")) * 588)
            found.append(moved + row[1:])
            if lead in "ㅈㅊ" and row[0] in "야예옌양유융웨위윈":  # 자 for 쟈, 젠 for 졘
                plain = _PLAIN.get(row[0], row[0])
                found.append(chr(ord(plain) + (_LEADS.index(lead) - _LEADS.index("ㅇ")) * 588) + row[1:])
            if onset in ("sh", "zh", "ch") and row[0] in _PALATAL:  # 샹 for 상, a habit
                found.append(chr(ord(_PALATAL[row[0]]) + (_LEADS.index(lead) - _LEADS.index("ㅇ")) * 588) + row[1:])
    return tuple(dict.fromkeys(found))


def rows(name: str, family: int) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """A name of characters in hiragana and in Hangul: (row, where its given name begins), likeliest first."""
    found: list[list[tuple[str, int]]] = []
    for write in (kana, hangul):
        options = [list(dict.fromkeys(form for sound in readings(char)[:2] for form in write(sound)))[:6] for char in name]
        if not name or not all(options):
            return [], []
        ranked = sorted(product(*map(range, map(len, options))), key=sum)[:MOST]
        some = [[options[k][place] for k, place in enumerate(row)] for row in ranked]
        found.append([("".join(row), sum(map(len, row[:family]))) for row in some])
    return found[0], found[1]
