# SPDX-License-Identifier: GPL-3.0-or-later
"""Chinese names: how their characters are spelled in other letters.

Pinyin (from pypinyin, every reading of a character), Wade-Giles, Palladius in Cyrillic, Jyutping
with the habits of Hong Kong, and the Sino-Korean reading in Hangul.
"""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, pinyin

from casefile.redaction.han import cantonese, korean
from casefile.redaction.sounds import Syllable
from casefile.redaction.stream import folded

DOUBLE_SURNAMES = frozenset((
    "司马 司馬 欧阳 歐陽 上官 诸葛 諸葛 夏侯 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 司徒 司空 宇文 "
    "长孙 長孫 端木 独孤 獨孤 南宫 南宮 申屠 轩辕 "
    "軒轅 呼延 拓跋 西门 西門 百里 东郭 東郭 鲜于 鮮于").split())
_WADE_INITIALS = (("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"),
                  ("g", "k"), ("k", "k"), ("j", "ch"), ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("l",
                                                                                                            "l"),
                                                                                                            ("m",
                                                                                                             "m"),
                                                                                                             ("n",
                                                                                                              "n"), ("f", "f"), ("h", "h"),
                  ("s", "s"), ("y", "y"), ("w", "w"), ("r",
                                                                                                            "j"))
_WADE_WHOLE = {"zi": "tzu tz", "ci": "tzu tz", "si": "szu ssu sz", "zhi": "chih", "chi": "chih", "shi": "shih",
               "ri": "jih", "er": "erh", "he": "ho", "ge": "ko", "ke": "ko kho", "e": "o eh", "you": "yu",
               "yi": "i yih",
               "gui": "kuei", "kui": "kuei", "yan": "yen", "ye": "yeh", "luo": "lo", "duo": "to", "tuo": "to",
               "nuo": "no", "guo": "kuo", "huo": "ho huo", "cuo": "tso", "zuo": "tso", "suo": "so",
               "shuo": "sho shuo",
               "zhuo": "cho", "ruo": "jo"}
_WADE_FINALS = (("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"), ("ong", "ung"), ("iong", "iung"), ("uo", "o"))
_HABITS = {"lü": "lu lv lyu", "nü": "nu nv nyu", "lu": "lv lyu loo", "nu": "nv nyu", "xu": "hsu hsue shu",
           "yu": "yue yuh",
           "wu": "ng woo", "li": "lee", "zhou": "jo chow chou", "xiao": "hsiao siao shao", "cai": "tsai choi",
           "zhang": "jang",
           "xie": "hsieh shieh", "kong": "kung", "song": "soong sung", "jiang": "kiang", "bai": "pai pei",
           "xue": "hsueh sueh", "he": "ho her", "qin": "chin tsin", "xi": "hsi si", "wang": "uang"}
_RUSSIAN_INITIALS = (("zh", "чж"), ("ch", "ч"), ("sh", "ш"), ("b", "б"), ("p", "п"), ("m", "м"), ("f", "ф"), ("d",
                                                                                                              "д"),
                     ("t", "т"), ("n", "н"), ("l", "л"), ("g", "г"), ("k", "к"), ("h", "х"), ("j", "цз"), ("q",
                                                                                                           "ц"),
                     ("x", "с"), ("r", "ж"), ("z", "цз"), ("c", "ц"), ("s", "с"), ("y", ""), ("w", "в"), ("", ""))
_RUSSIAN_FINALS = {"iang": "ян", "iong": "юн", "uang": "уан", "ang": "ан", "eng": "эн", "ing": "ин", "ong": "ун",
                   "ian": "янь",
                   "uan": "уань", "iao": "яо", "uai": "уаи", "an": "ань", "en": "энь", "in": "инь", "un": "унь",
                   "ia": "я",
                   "ie": "е", "ue": "юе", "iu": "ю", "ua": "уа", "uo": "о", "ui": "уи", "ai": "аи", "ei": "еи",
                   "ao": "ао",
                   "ou": "оу", "er": "эр", "a": "а", "o": "о", "e": "э", "i": "и", "u": "у"}
_RUSSIAN_Y = {"yi": "и", "yu": "юи", "yue": "юэ", "yuan": "юань", "yun": "юнь", "yong": "юн", "you": "ю", "ya": "я",
              "yan": "янь", "yang": "ян", "yao": "яо", "ye": "е", "yin": "инь", "ying": "ин", "wu": "у",
              "zhi": "чжи",
              "chi": "чи", "shi": "ши", "ri": "жи", "zi": "цзы", "ci": "цы", "si": "сы", "hui": "хуэи",
              "ju": "цзюи",
              "qu": "цюи", "xu": "сюи", "juan": "цзюань", "quan": "цюань", "xuan": "сюань", "jun": "цзюнь",
              "qun": "цюнь", "xun": "сюнь", "lü": "люи", "nü": "нюи", "jue": "цзюэ", "que": "цюэ", "xue": "сюэ"}


def surname_length(name: str) -> int:
    """How many characters the family name has."""
    if name[:2] in DOUBLE_SURNAMES and len(name) > 2:
        return 2
    return 1 if len(name) > 1 else 0


@lru_cache(maxsize=4096)
def readings(char: str) -> tuple[str, ...]:
    """The pinyin readings of a character without tones (ü kept); none for what is no character."""
    found = pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=True, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else ()


@lru_cache(maxsize=4096)
def spellings(char: str) -> tuple[str, ...]:
    """Every Latin and Cyrillic spelling of a character's sound, folded."""
    found: set[str] = set()
    for sound in readings(char):
        found |= {sound, *_wade_giles(sound), *_HABITS.get(sound, "").split(), _russian(sound)}
    found |= set(cantonese(char))
    letters = {folded(item) for item in found if item} - {""}
    return tuple(sorted(letters | {item[:-1] for item in letters if item.endswith("ь")}))


def syllables(name: str) -> list[Syllable]:
    """One syllable per character; empty where a character has no known reading."""
    found = [Syllable((), spellings(char)) for char in name]
    return found if all(item.whole for item in found) else []


def hangul(name: str) -> str:
    """The Sino-Korean reading of a name, or nothing where a character has none."""
    parts = [korean(char) for char in name]
    return "".join(parts) if all(parts) else ""


def _wade_giles(sound: str) -> set[str]:
    found = set(_WADE_WHOLE.get(sound, "").split())
    plain = sound.replace("ü", "u")
    for ours, theirs in _WADE_INITIALS:
        if plain.startswith(ours):
            initial, final = theirs, plain[len(ours):]
            break
    else:
        initial, final = "", plain
    finals = {final}
    for ours, theirs in _WADE_FINALS:
        if final == ours:
            finals.add(theirs)
    if initial == "hs" or (initial == "ch" and sound[0] in "jq"):
        finals |= {final.replace("u", "ü") for final in finals}
    if initial == "hs":
        found |= {other + f for f in finals for other in ("s", "sh")}
    return found | {initial + f for f in finals}


def _russian(sound: str) -> str:
    if sound in _RUSSIAN_Y:
        return _RUSSIAN_Y[sound]
    plain = sound.replace("ü", "u")
    for ours, theirs in _RUSSIAN_INITIALS:
        if plain.startswith(ours) and plain[len(ours):] in _RUSSIAN_FINALS:
            return theirs + _RUSSIAN_FINALS[plain[len(ours):]]
    return ""
