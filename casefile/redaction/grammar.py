# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the words around a replaced name neutral, so that grammar does not tell the name's sound.

A Korean particle says whether the name ended in a consonant (은 or 는, 이 or 가); after a replaced name
it becomes the pair a careful writer uses for an unknown name: 은(는), 이(가).  The given-name ending 이
(은별이와) falls away with it.  In English "a" or "an" and the short possessive are levelled, in French
and Italian the elided article, in Slavic languages, Spanish, Italian and Hungarian the little word that changes
with the sound after it (о and об, y and e, a and az), in Turkish the ending behind the apostrophe.
Where two languages spell such a word alike, the letters or words of the text beside it tell which one it is.
Pure functions over the text beside a replacement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PAIRS: Mapping[str, str] = {
    "은": "은(는)", "는": "은(는)", "을": "을(를)", "를": "을(를)", "과": "과(와)", "와": "과(와)",
    "으로부터": "(으)로부터", "로부터": "(으)로부터", "으로서": "(으)로서", "로서": "(으)로서",
    "으로": "(으)로", "로": "(으)로",
    "이랑": "(이)랑", "랑": "(이)랑", "이나": "(이)나", "나": "(이)나", "이든": "(이)든", "든": "(이)든",
    "이라고": "(이)라고", "라고": "(이)라고", "이라는": "(이)라는", "라는": "(이)라는",
    "이라면": "(이)라면", "라면": "(이)라면",
    "이라서": "(이)라서", "라서": "(이)라서", "이라도": "(이)라도", "라도": "(이)라도",
    "이란": "(이)란", "란": "(이)란",
    "이라": "(이)라", "라": "(이)라", "이며": "(이)며", "며": "(이)며", "이고": "(이)고", "고": "(이)고",
    "이지만": "(이)지만", "지만": "(이)지만", "이에요": "이에요(예요)", "예요": "이에요(예요)",
    "입니다": "입니다", "이다": "(이)다", "다": "(이)다", "이었다": "이었다(였다)", "였다": "이었다(였다)",
    "이여": "(이)여", "여": "(이)여", "아": "아(야)", "야": "아(야)", "이": "이(가)", "가": "이(가)",
}
# Particles that sound the same after every name, but for the 이 that a given name may carry before them.
_SAME = ("에게서", "한테서", "에게", "한테", "에서", "의", "도", "만", "까지", "부터", "처럼", "보다", "조차", "마저",
         "밖에", "께서", "께", "네")
_CHAINS = ("는", "은", "도", "만", "의")  # what may follow a particle: 에게는, 과는, (으)로는

_FORMS = sorted({*_PAIRS, *(f"이{one}" for one in _PAIRS if not one.startswith("이")), *(f"이{one}" for one in _SAME)},
                key=len, reverse=True)
_PARTICLE = re.compile(rf"({'|'.join(_FORMS)})({'|'.join(_CHAINS)})?(?![가-힣])")
_SHORT_POSSESSIVE = re.compile(r"(['’])(?=\s)")
_ARTICLE = re.compile(r"\b([Aa])n?( )$")
_ELIDED = re.compile(r"\b([DdLl])['’]$")
_QUE = re.compile(r"([Qq]u)['’]$")

# What stands before a name in the form its first sound asks for, and the form that stands for both.
_SLAVIC = {"об": "о", "обо": "о", "со": "с", "във": "в", "със": "с", "во": "в", "ко": "к", "ка": "к", "са": "с", "із": "з", "зі": "з",
           "зо": "з", "ув": "у", "уві": "у", "ze": "z", "ve": "v", "ke": "k", "we": "w", "zo": "z", "so": "s", "vo": "v", "ku": "k"}
_ITALIAN = {"ed": "e", "ad": "a", "od": "o"}
_SPANISH = {"e": "y", "u": "o"}
_UKRAINIAN = {"в": "у", "й": "і"}
_HUNGARIAN = {"a": "a(z)", "az": "a(z)"}
_BY_LANGUAGE = (
    (re.compile(r"[іїєґ]"), _UKRAINIAN),
    (re.compile(r"[ñ¿¡]|\b(?:el|los|las|y|fue|muy|hay)\b"), _SPANISH),
    (re.compile(r"\b(?:il|che|di|della|del|per|non|una|gli|con|è)\b"), _ITALIAN),
    (re.compile(r"[őű]|\b(?:és|hogy|nem|volt|egy)\b"), _HUNGARIAN),
)
_CYRILLIC = re.compile(r"[а-яё]")
_WEST_SLAVIC = re.compile(r"[ěščřžýůąęłńśźżľĺŕôť]")
_ENGLISH = re.compile(r"\b(?:the|and|was|were|that|with)\b")  # "we" and "so" are its own words, beside a place in Czech letters too
_LITTLE = re.compile(r"(?<![\w'’-])([^\W\d_]{1,3})( )$")
# Turkish endings behind the apostrophe of a name, by what they say: their vowel and first letter follow the name.
_TURKISH = re.compile(r"(['’])(?:(?P<of>n?[ıiuü]n)|(?P<to>y?[ae])|(?P<it>y?[ıiuü])|(?P<from>[dt][ae]n)|(?P<at>[dt][ae])|"
                      r"(?P<with>y?l[ae])|(?P<many>l[ae]r))(?![\w'’])")
_TURKISH_SAID = {"of": "(n)in", "to": "(y)e", "it": "(y)i", "from": "den", "at": "de", "with": "(y)le", "many": "ler"}


def after(following: str, preceding: str = "") -> str:
    """The text after a replaced name, its first particle made neutral.

    `preceding` is the text before the name: a quotation mark that opened there may close here.
    """
    found = _PARTICLE.match(following)
    if found:
        return _neutral(found[1]) + (found[2] or "") + following[found.end():]
    ending = _TURKISH.match(following)
    if ending and ending.lastgroup:
        return f"{ending[1]}{_TURKISH_SAID[ending.lastgroup]}{following[ending.end():]}"
    mark = _SHORT_POSSESSIVE.match(following)
    if mark and not preceding.rstrip().endswith(("'", "‘")):
        return f"{mark[1]}s{following[1:]}"
    return following


def before(preceding: str) -> str:
    """The text before a replaced name, words that depend on its first sound made neutral."""
    little = _LITTLE.search(preceding)
    if little and (said := _little(little[1], preceding)):
        return f"{preceding[:little.start()]}{said}{little[2]}"
    if _QUE.search(preceding):
        return preceding[:-1] + "e "
    elided = _ELIDED.search(preceding)
    if elided:
        return preceding[:elided.start()] + ("de " if elided[1] in "Dd" else "le/la ")
    return _ARTICLE.sub(r"\1(n)\2", preceding)


def _little(word: str, text: str) -> str:
    """The form of a little word before a name that tells nothing of the name; empty where it is none."""
    low = word.lower()
    said = ""
    if low in _SLAVIC and (_CYRILLIC.search(low) or (_WEST_SLAVIC.search(text.lower()) and not _ENGLISH.search(text))):
        said = _SLAVIC[low]
    else:
        for language, words in _BY_LANGUAGE:
            if low in words and language.search(text.lower()):
                said = words[low]
                break
    return said.capitalize() if word[0].isupper() else said


def _neutral(particle: str) -> str:
    pair = _PAIRS.get(particle)
    if pair:
        return pair
    bare = particle.removeprefix("이")
    return _PAIRS.get(bare, bare)
