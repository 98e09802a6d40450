# SPDX-License-Identifier: GPL-3.0-or-later
"""Korean names: how their syllables are spelled in Latin and Cyrillic letters, and otherwise.

Covers Revised Romanisation, McCune-Reischauer, the northern system, what passports and
newspapers do, sound changes between syllables, the 리/이 and 류/유 doublets, and Kontsevich.
"""

from __future__ import annotations

from itertools import product

from casefile.redaction.normal import jamo
from casefile.redaction.sounds import Syllable

DOUBLE_SURNAMES = frozenset(["남궁", "선우", "독고", "제갈", "황보", "사공", "서문", "동방", "망절", "어금",
                             "강전", "소봉"])
_ONSETS = {
    "ㄱ": "g k г к", "ㄲ": "kk gg k g к кк", "ㄴ": "n н", "ㄷ": "d t д т", "ㄸ": "tt dd t d т тт",
    "ㄹ": "r l rh р л", "ㅁ": "m м", "ㅂ": "b p v б п", "ㅃ": "pp bb p b п пп", "ㅅ": "s sh с", "ㅆ": "ss s с сс",
    "ㅇ": "", "ㅈ": "j ch z dj tch чж дж ч ц", "ㅉ": "jj tch j ch tj чч ч", "ㅊ": "ch c tch чх ч",
    "ㅋ": "k kh кх к", "ㅌ": "t th тх т", "ㅍ": "p ph f пх п", "ㅎ": "h х",
}
_VOWELS = {
    "ㅏ": "a ah ar а", "ㅐ": "ae ai e ay eh a э", "ㅑ": "ya ia ja yah я", "ㅒ": "yae yai ye е",
    "ㅓ": "eo o u uh eu oh о",
    "ㅔ": "e eh ae ei э", "ㅕ": "yeo yo yu you ye yuh io eo yeu ё е", "ㅖ": "ye yae e ie ae е", "ㅗ": "o oh oe oo о",
    "ㅘ": "wa oa ua wah ва", "ㅙ": "wae oae wai we вэ", "ㅚ": "oe oi we wae oy вэ", "ㅛ": "yo yoh yeo io ё е",
    "ㅜ": "u oo woo ou wu у", "ㅝ": "wo weo won wu uo во", "ㅞ": "we wae вэ", "ㅟ": "wi ui wee we uy ви",
    "ㅠ": "yu yoo you ew iu u ю", "ㅡ": "eu u oo e ы и", "ㅢ": "ui eui ee yi i euy e ыи ии и",
    "ㅣ": "i ee y yi ie ih ea и",
}
_ENDINGS = {
    "": "", "ㄱ": "k g ck к", "ㄲ": "k kk g к", "ㄴ": "n nn н нь", "ㄷ": "t d т", "ㄹ": "l r ll rl ль л",
    "ㅁ": "m м",
    "ㅂ": "p b п", "ㅅ": "t s d ss т", "ㅆ": "t ss s т", "ㅇ": "ng n н", "ㅈ": "t j т", "ㅊ": "t ch т", "ㅋ": "k к",
    "ㅌ": "t т", "ㅍ": "p п", "ㅎ": "h t х т", "ㄺ": "k lk g к", "ㄻ": "m lm м", "ㄼ": "l lb p ль", "ㅄ": "p b п",
    "ㄳ": "k к", "ㄿ": "p l п", "ㄵ": "n н", "ㄶ": "n н", "ㄽ": "l ль", "ㄾ": "l ль", "ㅀ": "l ль",
}
_SURNAMES = {
    "이": "lee yi rhee li i ri ree rhie yee leigh rie ли и", "리": "lee yi rhee li i ri ree rhie ли",
    "박": "park pak bak pack bark пак",
    "최": "choi choe choy che chey цой чхве цхой", "정": "jung chung jeong chong cheong jong joung jeung чон тен",
    "조": "cho jo joe choh chough чо", "강": "kang gang kahng kan кан", "임": "lim im rim yim leem им лим",
    "유": "yoo yu you ryu yuh ю",
    "류": "ryu ryoo yoo yu you rhyu lyu ю рю", "노": "noh roh no ro nho но", "로": "ro roh no noh ро",
    "우": "woo wu u у",
    "구": "koo ku goo gu coo ку", "허": "heo huh hur ho her heoh хо", "서": "seo suh su sur so seoh со",
    "김": "kim gim khim keem ким",
    "백": "baek paek paik back baik beak baeg пэк", "곽": "kwak gwak quack kwack квак",
    "신": "shin sin sheen shinn син",
    "여": "yeo yuh yo ryo yeoh ё", "려": "ryo ryeo yeo yo lyo ryuh рё", "윤": "yoon yun youn yune юн",
    "권": "kwon gwon kweon kwun квон",
    "황": "hwang whang hoang хван", "심": "shim sim sheem сим", "문": "moon mun мун", "양": "yang ryang ян",
    "배": "bae pae bai pai bay пэ",
}
_TO_ZERO = "ㅑㅕㅖㅛㅠㅣ"
_NASAL = ("ㄴ", "ㅁ", "ㄹ")


def doublets(name: str) -> set[str]:
    """The spellings a name has north and south: 려/여, 류/유, 로/노 at its head, and 렬/열 within."""
    options = []
    for index, char in enumerate(name):
        parts = jamo(char)
        found = {char}
        if len(parts) >= 2 and 0xAC00 <= ord(char) <= 0xD7A3:
            lead, vowel = parts[0], parts[1]
            if lead == "ㄹ":
                found.add(_with_lead(char, "ㅇ" if vowel in _TO_ZERO else "ㄴ"))
            elif lead == "ㄴ" and vowel in _TO_ZERO:
                found.add(_with_lead(char, "ㅇ"))
            elif (lead == "ㄴ" and index == 0) or (lead == "ㅇ" and vowel in _TO_ZERO and char in _ZERO_HEADS):
                found.add(_with_lead(char, "ㄹ"))
        options.append(sorted(found))
    return {"".join(parts) for parts in product(*options)}


_ZERO_HEADS = frozenset("이임유여양염용연열영육윤율량려력련렬령례료룡류륙륜률륭리린림입")


def _with_lead(char: str, lead: str) -> str:
    leads = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
    return chr(0xAC00 + leads.index(lead) * 588 + (ord(char) - 0xAC00) % 588)


def surname_length(name: str) -> int:
    """How many syllables the family name has."""
    if name[:2] in DOUBLE_SURNAMES and len(name) > 2:
        return 2
    return 1 if len(name) > 1 else 0


def syllables(name: str) -> list[Syllable]:
    """The syllables of a Hangul name with every habitual spelling."""
    parts = [jamo(char) for char in name]
    return [_syllable(parts, index, name[index], index < max(surname_length(name),
                                                             1)) for index in range(len(parts))]


def _syllable(parts: list[str], index: int, char: str, family: bool) -> Syllable:
    lead, vowel, tail = parts[index][0], parts[index][1], parts[index][2:]
    onsets = _ONSETS[lead].split() or [""]
    vowels = _VOWELS[vowel].split()
    endings = _ENDINGS[tail].split() or [""]
    before = parts[index - 1][2:] if index else None
    after = parts[index + 1][0] if index + 1 < len(parts) else ""
    if lead == "ㄹ":
        onsets += ["", "y"] if vowel in _TO_ZERO else ["n"]
        onsets += ["n", "н"] if before in ("ㅁ", "ㅇ", "ㄱ", "ㅂ") else []
    elif lead == "ㄴ":
        onsets += [""] if vowel in _TO_ZERO else []
        onsets += ["l", "л"] if before == "ㄹ" else []
        onsets += ["r", "l"] if index == 0 else []
    elif lead == "ㅇ" and vowel in _TO_ZERO and char in _ZERO_HEADS:
        onsets += ["r", "l", "р", "л"]
    elif lead == "ㅎ" and index:
        onsets += [""]
    if tail in ("ㄱ", "ㄲ") and after in _NASAL:
        endings += ["ng", "н"]
    elif tail == "ㅂ" and after in _NASAL:
        endings += ["m", "м"]
    elif tail in ("ㄷ", "ㅅ", "ㅈ", "ㅊ", "ㅌ") and after in _NASAL:
        endings += ["n", "н"]
    elif tail == "ㄴ" and after == "ㄹ":
        endings += ["l", "ll", "л"]
    elif tail == "ㄴ" and after in ("ㅂ", "ㅃ", "ㅍ"):
        endings += ["m"]
    if not tail and vowel == "ㅓ":
        vowels = [*vowels, "ur", "er"]
    if tail == "ㅣ":
        endings = [""]
    whole = tuple(_SURNAMES[char].split()) if family and char in _SURNAMES else ()
    return Syllable((tuple(onsets), tuple(vowels), tuple(endings)), whole)


def surnames_spelled(latin: str) -> tuple[str, ...]:
    """The surnames of one syllable that are spelled like this in Latin letters, north and south."""
    found = [name for name, spelled in _SURNAMES.items() if latin in spelled.split()]
    return tuple(dict.fromkeys(form for name in found for form in sorted(doublets(name))))
