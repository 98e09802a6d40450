# SPDX-License-Identifier: GPL-3.0-or-later
"""The second matcher's own spellings of a Korean or Chinese name in Latin letters.

Fewer than the first matcher writes out: the systems in print (Revised, McCune-Reischauer, the
northern one, passport habits; pinyin and Wade-Giles).  What people improvise is left to the sound
keys in `second_keys`.  All spellings are letters alone, without spaces or marks.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

_DOUBLE_SURNAMES = frozenset(["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "어금", "망절",
                              "강전", "장곡"])
_SURNAMES = {
    "이": "i lee yi rhee ri li ree yee", "리": "ri lee li i yi rhee", "박": "bak park pak bark back",
    "최": "choe choi choy ch'oe",
    "김": "gim kim ghim", "정": "jeong jung chung chong jong cheong joung", "강": "gang kang kahng",
    "조": "jo cho joe choe",
    "임": "im lim yim rim leem", "림": "rim im lim", "유": "yu yoo ryu you lyu", "류": "ryu yu yoo ryoo lyu",
    "오": "o oh",
    "우": "u woo wu", "노": "no noh roh ro", "로": "ro no roh noh", "서": "seo suh so su", "신": "sin shin",
    "심": "sim shim",
    "안": "an ahn", "허": "heo hur huh ho her", "구": "gu koo ku goo", "문": "mun moon", "윤": "yun yoon youn",
    "권": "gwon kwon kweon kwun", "양": "yang ryang", "량": "ryang yang", "여": "yeo ryo yo ryeo yuh",
    "려": "ryeo ryo yeo yo", "나": "na ra rha", "라": "ra na rha", "곽": "gwak kwak kwag",
    "백": "baek paek paik back",
    "배": "bae pae bai", "현": "hyeon hyun hyon", "석": "seok suk sok", "전": "jeon chon chun jun cheon",
    "주": "ju joo chu",
    "진": "jin chin", "장": "jang chang", "고": "go ko koh", "손": "son sohn", "성": "seong sung song",
    "송": "song",
    "변": "byeon pyon byun byon", "남": "nam", "홍": "hong", "지": "ji chi jee", "엄": "eom um om uhm",
    "원": "won weon",
    "천": "cheon chon chun", "방": "bang pang", "공": "gong kong", "길": "gil kil", "표": "pyo",
    "명": "myeong myong myung",
    "기": "gi ki kee", "추": "chu choo", "도": "do to doh", "소": "so soh", "맹": "maeng", "옥": "ok ock",
    "위": "wi",
    "피": "pi", "함": "ham hahm", "탁": "tak", "마": "ma", "사": "sa", "국": "guk kook kuk",
    "염": "yeom yom ryom yum",
    "한": "han hahn", "황": "hwang whang", "차": "cha", "채": "chae chai", "민": "min",
    "남궁": "namgung namkung namgoong",
    "황보": "hwangbo", "선우": "seonu sonu sunwoo seonwoo", "독고": "dokgo tokko dokko", "제갈": "jegal chegal",
}
_SOFT = {"이": "리", "유": "류", "임": "림", "노": "로", "양": "량", "여": "려", "나": "라", "용": "룡", "염": "렴",
         "연": "련", "육": "륙", "뇌": "뢰", "예": "례", "녕": "영", "요": "료"}
_LEADS = {
    "revised": ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "-", "j", "jj", "ch", "k", "t", "p",
                "h"],
    "mccune": ["k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "-", "ch", "tch", "ch", "k", "t", "p",
               "h"],
    "voiced": ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "-", "j", "tch", "ch", "k", "t", "p",
               "h"],
    "northern": (
        "k kk n t tt r m p pp s ss - j jj ch kh th ph h").split(),
    "shin": ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "sh", "ss", "-", "j", "jj", "ch", "k", "t", "p", "h"],
}
_VOWELS = {
    "revised": (
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i").split(),
    "plain": (
        "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i").split(),
    "habit": (
        "a ae ya yae u e you ye o wa wae oi yo oo won we wi yoo eu hee ee").split(),
    "mixed": (
        "a ae ya yae u e yu ye o wa wae oe yo oo wo we wi yu eun ee i").split(),
}
_VOWELS["habit"][14], _VOWELS["habit"][19] = "weo", "ui"
_VOWELS["mixed"][18] = "eu"
_TAILS = (
    "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t").split()


def _syllable(one: str, leads: list[str], vowels: list[str]) -> str:
    code = ord(one) - 0xAC00
    parts = (leads[code // 588], vowels[code % 588 // 28], _TAILS[code % 28])
    return "".join(part for part in parts if part != "-")


def is_hangul(text: str) -> bool:
    """Whether a text is Korean syllables alone."""
    return bool(text) and all("가" <= one <= "힣" for one in text)


def is_han(text: str) -> bool:
    """Whether a text is Chinese characters alone."""
    return bool(text) and all("㐀" <= one <= "鿿" or "豈" <= one <= "﫿" or one >= "\U00020000" for one in text)


def split_korean(name: str) -> tuple[str, str]:
    """Surname and given name of a Korean full name without spaces."""
    size = 2 if len(name) > 2 and name[:2] in _DOUBLE_SURNAMES else 1
    return name[:size], name[size:]


def doublets(name: str) -> list[str]:
    """The name with its first sounds as the south and as the north write them (리 and 이)."""
    surname, given = split_korean(name)
    swap = {**_SOFT, **{north: south for south, north in _SOFT.items()}}
    forms = [surname + given]
    if surname in swap:
        forms.append(swap[surname] + given)
    if len(given) > 1 and given[0] in swap:
        forms += [form[:len(surname)] + swap[given[0]] + given[1:] for form in list(forms)]
    return forms


@cache
def korean_given(given: str) -> tuple[str, ...]:
    """Latin spellings of Korean syllables that are not a surname."""
    found = {"".join(_syllable(one, leads, vowels) for one in given)
             for leads, vowels in product(_LEADS.values(), _VOWELS.values())}
    for leads in (_LEADS["mccune"], _LEADS["northern"]):
        first, *rest = [_syllable(one, leads, _VOWELS["plain"]) for one in given]
        voiced = [_syllable(one, _LEADS["voiced"], _VOWELS["plain"]) for one in given[1:]]
        if rest:
            found.add(first + "".join(voiced))
    return tuple(sorted(found))


@cache
def korean_surname(surname: str) -> tuple[str, ...]:
    """Latin spellings of a Korean surname, custom first."""
    known = _SURNAMES.get(surname, "").replace("'", "").split()
    return tuple(dict.fromkeys([*known, *korean_given(surname)]))


@cache
def korean_syllables(given: str) -> tuple[tuple[str, ...], ...]:
    """Latin spellings of Korean syllables, each syllable apart."""
    found = {tuple(_syllable(one, leads, vowels) for one in given)
             for leads, vowels in product(_LEADS.values(), _VOWELS.values())}
    return tuple(sorted(found))


def korean_parts(name: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(surname spellings, given name spellings) of a Korean full name."""
    found = []
    for form in doublets(name):
        surname, given = split_korean(form)
        if given:
            found.append((korean_surname(surname), korean_given(given)))
    return found


_WADE_INITIAL = (("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"), ("g",
                                                                                                            "k"),
                 ("k", "k"), ("j", "ch"), ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"))
_WADE_WHOLE = {"zi": "tzu", "ci": "tzu", "si": "szu", "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih",
               "er": "erh",
               "ge": "ko", "ke": "ko", "he": "ho", "e": "o", "you": "yu", "yan": "yen", "ye": "yeh", "yi": "i",
               "zhe": "che", "yong": "yung", "guo": "kuo", "gui": "kuei", "kui": "kuei", "hui": "hui"}
_CANTON = {"陈": "chan", "陳": "chan", "张": "cheung", "張": "cheung", "李": "lee lei", "黄": "wong",
           "黃": "wong", "王": "wong",
           "林": "lam", "刘": "lau", "劉": "lau", "吴": "ng", "吳": "ng", "郑": "cheng", "鄭": "cheng",
           "梁": "leung",
           "谢": "tse", "謝": "tse", "何": "ho", "周": "chow", "罗": "law lo", "羅": "law lo", "叶": "yip",
           "葉": "yip",
           "郭": "kwok", "冯": "fung", "馮": "fung", "邓": "tang", "鄧": "tang", "许": "hui", "許": "hui",
           "曾": "tsang",
           "朱": "chu", "马": "ma", "馬": "ma", "徐": "tsui", "蔡": "choi tsoi", "杨": "yeung", "楊": "yeung"}
_DOUBLE_HAN = frozenset((
    "司马 司馬 欧阳 歐陽 诸葛 諸葛 上官 夏侯 皇甫 慕容 南宫 南宮 鲜于 鮮于 令狐 公孙 公孫 尉迟 尉遲").split())


def wade_giles(syllable: str) -> str:
    """A pinyin syllable in Wade-Giles, without apostrophes and marks."""
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    lead, tail = next(((new, syllable[len(old):]) for old, new in _WADE_INITIAL if syllable.startswith(old)),
                      ("", syllable))
    if lead == "ts" and tail == "i":
        return "tzu"
    tail = re.sub(r"^ian$", "ien", re.sub(r"^(i|u|ü)e$", r"\1eh", re.sub(r"ong$", "ung", tail)))
    if syllable[0] in "dtnlzcsr" and tail == "uo":
        tail = "o"
    return lead + tail


@cache
def reading(character: str) -> str:
    """The first Mandarin reading of a character with its tone mark; empty where there is none."""
    # The table is five megabytes; a vault without Chinese names never needs it.
    from pypinyin.constants import PINYIN_DICT

    return str(PINYIN_DICT.get(ord(character), "")).split(",")[0]


def simplified_pair(one: str, other: str) -> bool:
    """Whether of two characters of one sound one is simplified and the other traditional.

    The old encodings know: GB 2312 holds the simplified form, Big5 the traditional one.
    """
    def only(character: str) -> str:
        homes = [name for name in ("gb2312", "big5") if character.encode(name, "ignore")]
        return homes[0] if len(homes) == 1 else ""

    return {only(one), only(other)} == {"gb2312", "big5"}


@cache
def _bare(syllable: str) -> str:
    table = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuuuuuunnnm")
    return syllable.translate(table)


def chinese_parts(name: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(surname spellings, given name spellings) of a Chinese full name in characters."""
    size = 2 if len(name) > 2 and name[:2] in _DOUBLE_HAN else 1
    syllables = [_bare(reading(one)) for one in name]
    if not all(syllables) or len(name) <= size:
        return []
    pinyin = "".join(syllables[:size]), "".join(syllables[size:])
    wade = "".join(map(wade_giles, syllables[:size])), "".join(map(wade_giles, syllables[size:]))
    surnames = (pinyin[0], wade[0], *_CANTON.get(name[:size], "").split())
    return [(tuple(dict.fromkeys(surnames)), tuple(dict.fromkeys((pinyin[1], wade[1]))))]
