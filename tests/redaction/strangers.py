# SPDX-License-Identifier: GPL-3.0-or-later
"""A second drawing of invented people, by other hands than the first: other names, other habits of writing.

Everything here is written out by hand per syllable or word, none of it computed by the matcher's tables.
Each maker yields people and (category, sentence frame, writing, asks for replacement).
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from casefile.redaction.terms import KnownPerson, Name


@dataclass(frozen=True)
class Case:
    """One secret in one sentence; `sure`: a machine alone should replace it."""

    category: str
    text: str
    start: int
    end: int
    sure: bool


# family: Hangul, Hanja, Revised, McCune-Reischauer, northern, habits
_FAMILIES = ("전 全 Jeon Chŏn Jon Chun/Jeun", "노 盧 No No Ro Roh/Noh", "심 沈 Sim Sim Sim Shim", "곽 郭 Gwak Kwak Kwak Kwack",
             "임 林 Im Im Rim Lim/Yim", "양 梁 Yang Yang Ryang Yang", "방 方 Bang Pang Pang Bahng", "원 元 Won Wŏn Won Weon",
             "주 朱 Ju Chu Ju Choo/Joo", "석 石 Seok Sŏk Sok Suk", "변 邊 Byeon Pyŏn Pyon Byun", "엄 嚴 Eom Ŏm Om Um/Uhm",
             "차 車 Cha Ch'a Cha Cha", "구 具 Gu Ku Ku Koo", "민 閔 Min Min Min Min", "배 裵 Bae Pae Pae Bai/Bay")
_SYLLABLES = ("재 在 jae chae jae jay", "현 賢 hyeon hyŏn hyon hyun", "태 泰 tae t'ae thae tae", "욱 旭 uk uk uk wook",
              "연 蓮 yeon yŏn yon yun", "복 福 bok pok pok bok", "길 吉 gil kil kil kil", "선 善 seon sŏn son sun",
              "미 美 mi mi mi mee", "란 蘭 ran ran ran lan", "석 錫 seok sŏk sok suk", "준 俊 jun chun jun joon",
              "범 範 beom pŏm pom bum", "주 珠 ju chu ju joo", "은 銀 eun ŭn un eun", "규 圭 gyu kyu kyu kyoo",
              "월 月 wol wŏl wol weol", "녀 女 nyeo nyŏ nyo nyuh", "필 弼 pil p'il phil phil", "춘 椿 chun ch'un chun choon")
# simplified, traditional, pinyin, tone, Wade-Giles, Cantonese
_HAN = ("韦 韋 Wei 2 Wei Wai", "龚 龔 Gong 1 Kung Kung", "冯 馮 Feng 2 Feng Fung", "萧 蕭 Xiao 1 Hsiao Siu", "叶 葉 Ye 4 Yeh Yip",
        "卢 盧 Lu 2 Lu Lo", "郑 鄭 Zheng 4 Cheng Cheng", "贾 賈 Jia 3 Chia Ka", "罗 羅 Luo 2 Lo Law", "杨 楊 Yang 2 Yang Yeung")
_HAN_GIVEN = ("宝 寶 bao 3 pao po", "顺 順 shun 4 shun shun", "义 義 yi 4 i yee", "凤 鳳 feng 4 feng fung", "龙 龍 long 2 lung lung",
              "贵 貴 gui 4 kuei kwai", "清 清 qing 1 ch'ing ching", "娟 娟 juan 1 chüan kuen", "铁 鐵 tie 3 t'ieh tit",
              "润 潤 run 4 jun yun", "珍 珍 zhen 1 chen chun", "福 福 fu 2 fu fook")
_FIRST = "Theodora Osbert Philippa Quentin Rosalind Tobias Ursula Valentine Winifred Zachary Henrietta Leopold".split()
_LAST = "Marchbrook Silverthorne Addlington Kettleworth Brockhurst Penhaligon Dunstanville Ottershaw Fairclough Grimwade".split()
_ES_FIRST = "Leocadio Maravillas Ezequiel Águeda Gervasio Consolación Ramón Sofía Nicolás Begoña".split()
_ES_LAST = "Arizmendi Bustamante Peñalver Güemes Lozoya Urrutia Talavera Náñez Castañeda Orduña".split()
# nominative, genitive, dative, instrumental; Latin spellings
_RU_FIRST = ("Матвей Матвея Матвею Матвеем Matvey/Matvei", "Игнат Игната Игнату Игнатом Ignat", "Ярослав Ярослава Ярославу Ярославом Yaroslav/Iaroslav",
             "Ефим Ефима Ефиму Ефимом Yefim/Efim", "Пётр Петра Петру Петром Pyotr/Petr")
_RU_LAST = ("Баженов Баженова Баженову Баженовым Bazhenov/Bajenov", "Цветков Цветкова Цветкову Цветковым Tsvetkov/Cvetkov",
            "Шахматов Шахматова Шахматову Шахматовым Shakhmatov/Šachmatov", "Ястребов Ястребова Ястребову Ястребовым Yastrebov/Iastrebov",
            "Лисицын Лисицына Лисицыну Лисицыным Lisitsyn/Lisicyn", "Журавский Журавского Журавскому Журавским Zhuravsky/Zhuravskii")
_RU_WOMEN = ("Зинаида Зинаиды Зинаиде Зинаидой Zinaida", "Тамара Тамары Тамаре Тамарой Tamara", "Лидия Лидии Лидии Лидией Lidiya/Lidia")
_RU_WOMEN_LAST = ("Воронцова Воронцовой Воронцовой Воронцовой Vorontsova", "Калинина Калининой Калининой Калининой Kalinina",
                  "Полянская Полянской Полянской Полянской Polyanskaya/Polianskaia")
_FATHERS = "Савельевич Кузьмич Тихонович Елисеевич".split()
_AR_FIRST = ("عمر Omar/Umar", "مصطفى Mustafa/Moustafa", "ليلى Layla/Leila", "فاطمة Fatima/Fatimah", "جمال Jamal/Gamal",
             "إبراهيم Ibrahim/Ebrahim", "زينب Zaynab/Zeinab", "سعيد Saeed/Said")
_AR_LAST = ("القاسمي al-Qasimi/El Kasimi", "الخطيب al-Khatib/El-Khateeb", "النجار al-Najjar/An-Najjar", "التميمي al-Tamimi/At-Tamimi",
            "الدوري al-Duri/Al Douri", "المصري al-Masri/El Masry")
_MY = ("ကျော် Kyaw", "လှ Hla", "တင် Tin", "မောင် Maung", "ခင် Khin", "သိန်း Thein", "ညွန့် Nyunt", "ဆန်း San", "ရွှေ Shwe", "ဌေး Htay",
       "ချို Cho", "စန္ဒာ Sandar")
_FRAMES = {
    "ko": ("취조실에서 {}{t} 오래 버텼다고 했다.", "그 명단에는 {}{t} 세 번째로 적혀 있었다.", "옆방의 {}{t} 기침을 많이 했다."),
    "en": ("After the raid nobody heard from {}{t} again.", "In the ledger we read {}{t}, dated in ink.", "They shouted for {}{t} twice."),
    "zh": ("第二天早上{}{t}被带走了。", "名单上写着{}{t}，没有日期。"),
    "es": ("Nadie volvió a ver a {}{t} después.", "En la lista figura {}{t}, sin fecha."),
    "ru": ("После обыска {}{t} больше не видели.", "В журнале записано: {}{t}, без даты."),
    "ar": ("لم نر {}{t} بعد ذلك اليوم.", "كتبوا في السجل {}{t} دون تاريخ."),
    "my": ("မနက်မှာ {}{t} မရှိတော့ဘူး။", "စာရင်းထဲမှာ {}{t} ပါတယ်။")}
Put = Callable[..., Case]


def _putter(rng: random.Random) -> Put:
    def put(category: str, language: str, written: str, *, sure: bool = True, head: str = "", tail: str = "") -> Case:
        before, after = rng.choice(_FRAMES[language]).split("{}")
        before += head
        return Case(category, before + written + after.replace("{t}", tail), len(before), len(before) + len(written), sure)
    return put


def draw(seed: int, each: int) -> tuple[list[KnownPerson], list[Case]]:
    """`each` people of every kind with all their writings."""
    rng = random.Random(seed)
    put = _putter(rng)
    people: list[KnownPerson] = []
    cases: list[Case] = []
    for make in (_korean, _chinese, _english, _spanish, _russian, _arabic, _burmese):
        for number in range(each):
            person, found = make(rng, put, f"{make.__name__[1:]}-{number}")
            people.append(person)
            cases += found
    return people, cases


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("'", "")


def _math(text: str, capital: int, small: int) -> str:
    return "".join(chr(capital + ord(c) - 65) if "A" <= c <= "Z" else chr(small + ord(c) - 97) if "a" <= c <= "z" else c
                   for c in text)


def _korean(rng: random.Random, put: Put, who: str) -> tuple[KnownPerson, list[Case]]:
    family, one, two = rng.choice(_FAMILIES).split(), *(s.split() for s in rng.sample(_SYLLABLES, 2))
    name = family[0] + one[0] + two[0]
    hanja = family[1] + one[1] + two[1]
    habit = rng.choice(family[5].split("/"))
    phone = f"010-{rng.randrange(2000, 9999)}-{rng.randrange(1000, 9999)}"
    mail = f"{one[2]}{two[2]}.{family[2].lower()}{rng.randrange(60, 99)}@example.org"
    known = KnownPerson(who, (Name(name, "true", "Hang"), Name(hanja, "true", "Hani")), (("phone", phone), ("email", mail)))
    rr, mr, north = ((family[k], one[k], two[k]) for k in (2, 3, 4))
    cases = [put("exact", "ko", name)]
    cases += [put("particles", "ko", name, tail=t) for t in rng.sample(
        ("이", "가", "은", "을", "에게서", "하고", "동무가", "선생님께", "이라고", "네", "의", "씨와는", "한테도"), 4)]
    cases += [put("spacing", "ko", written) for written in (f"{family[0]} {one[0]}{two[0]}", f"{family[0]} {one[0]} {two[0]}",
              "・".join(name), f"{family[0]}\u3000{one[0]}{two[0]}", "-".join(name))]
    cases += [put("line breaks", "ko", written) for written in (f"{family[0]}{one[0]}\n{two[0]}", f"{family[0]}\r\n{one[0]}{two[0]}")]
    for system, label in ((rr, "Revised"), (mr, "McCune-Reischauer"), (north, "northern")):
        f, a, b = system
        cases += [put(label, "en", f"{f} {a.title()}-{b}"), put(label, "en", _bare(f"{f} {a.title()}{b}")),
                  put(label, "en", f"{f.upper()} {a.title()} {b.title()}"), put("order", "en", f"{a.title()}{b} {f}"),
                  put("order", "en", f"{a.title()} {b.title()} {f.upper()}")]
    mixed = (habit, *(rng.choice((s[2], s[4], s[5])) for s in (one, two)))
    cases += [put("habitual", "en", f"{mixed[0]} {mixed[1].title()}-{mixed[2].title()}"),
              put("habitual", "en", f"{mixed[1].title()}-{mixed[2]} {mixed[0]}"),
              put("casing", "en", f"{mixed[0]} {mixed[1]}{mixed[2]}".upper()), put("casing", "en", f"{rr[0]}{rr[1].title()}{rr[2].title()}"),
              put("casing", "en", f"{rr[0]} {rr[1]} {rr[2]}".lower(), sure=False),
              put("zero width", "ko", rng.choice("\u200b\u2060\ufeff\u200d").join(name)), put("zero width", "ko", "\u3164".join(name)),
              put("initials", "en", f"{one[2][0].upper()}.{two[2][0].upper()}. {rr[0]}", sure=False),
              put("initials", "ko", f"{family[0]}모 씨", sure=False), put("initials", "ko", f"{family[0]}*{two[0]}", sure=False),
              put("initials", "ko", f"{family[0]}OO", sure=False),
              put("Hanja", "ko", hanja), put("Hanja", "zh", hanja), put("Hanja", "ko", f"{family[0]}{hanja[1:]}", sure=False),
              put("encoded", "en", quote(name)), put("encoded", "en", "".join(f"&#x{ord(c):X};" for c in name)),
              put("encoded", "en", "".join(f"U+{ord(c):04X} " for c in name).strip()),
              put("encoded", "en", "".join(f"={b:02X}" for b in name.encode())),
              put("mojibake", "en", name.encode().decode("cp1252", "ignore") if _fits(name, "cp1252") else name.encode().decode("latin-1")),
              put("mojibake", "zh", name.encode("euc-kr").decode("gb18030", "replace")) if _fits_pair(name) else put("exact", "ko", name),
              put("NFD", "ko", unicodedata.normalize("NFD", name), tail="는"), put("jamo", "ko", _apart(name)),
              put("typo", "ko", family[0] + one[0] + _slip(two[0]), sure=False)]
    return known, cases + list(_numbers(rng, put, phone, mail))


def _numbers(rng: random.Random, put: Put, phone: str, mail: str) -> Iterator[Case]:
    digits = phone.replace("-", "")
    for first in (0x0660, 0x06F0, 0x0966, 0x1040, 0xFF10, 0x1D7CE):
        yield put("phone digits", rng.choice(("en", "my", "ar")), "".join(chr(first + int(c)) for c in digits))
    yield put("phone spacing", "ko", digits)
    yield put("phone spacing", "en", f"+82 {digits[1:3]} {digits[3:7]} {digits[7:]}")
    yield put("phone spacing", "en", f"(0082) {digits[1:3]}.{digits[3:7]}.{digits[7:]}")
    yield put("phone spacing", "en", "-".join(digits))
    korean = dict(zip("0123456789", "공일이삼사오육칠팔구", strict=True))
    yield put("phone in words", "ko", " ".join("".join(korean[c] for c in part) for part in phone.split("-")))
    local, domain = mail.split("@")
    for at, dot in ((" [at] ", " [dot] "), ("(at)", "(dot)"), (" AT ", " DOT "), ("＠", "．"), (" 골뱅이 ", " 점 "), ("@", " . ")):
        yield put("e-mail", "en", local + at + domain.replace(".", dot))


def _fits(name: str, charset: str) -> bool:
    try:
        name.encode().decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def _fits_pair(name: str) -> bool:
    try:
        name.encode("euc-kr").decode("gb18030")
    except UnicodeError:
        return False
    return True


def _slip(syllable: str) -> str:
    code = ord(syllable) - 0xAC00
    return chr(0xAC00 + (code - 28 if code // 28 % 21 else code + 28))


def _apart(text: str) -> str:
    leads, vowels = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
    tails = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
    return "".join(leads[(ord(c) - 0xAC00) // 588] + vowels[(ord(c) - 0xAC00) % 588 // 28] + tails[(ord(c) - 0xAC00) % 28]
                   for c in text)


def _chinese(rng: random.Random, put: Put, who: str) -> tuple[KnownPerson, list[Case]]:
    parts = [rng.choice(_HAN).split(), *(s.split() for s in rng.sample(_HAN_GIVEN, 2))]
    simple, old, pinyin, tones, wade, hongkong = ("".join(p[0] for p in parts), "".join(p[1] for p in parts),
                                                  *([p[k] for p in parts] for k in (2, 3, 4, 5)))
    marks = [_toned(p, int(t)) for p, t in zip(pinyin, tones, strict=True)]
    return KnownPerson(who, (Name(simple, "true", "Hani"),)), [
        put("exact", "zh", simple), put("traditional", "zh", old), put("spacing", "zh", "\u3000".join(simple)),
        put("spacing", "zh", "·".join(simple)), put("line breaks", "zh", simple[:2] + "\n" + simple[2:]),
        put("particles", "zh", simple, tail=rng.choice(("的妻子", "先生", "和别人"))),
        put("pinyin", "en", f"{pinyin[0]} {pinyin[1].title()}{pinyin[2]}"), put("pinyin", "en", f"{pinyin[0].upper()} {pinyin[1].title()} {pinyin[2].title()}"),
        put("pinyin", "en", f"{pinyin[1].title()}-{pinyin[2]} {pinyin[0]}"), put("pinyin", "en", f"{pinyin[0]}{pinyin[1].title()}{pinyin[2].title()}"),
        put("tones", "en", f"{marks[0]} {marks[1].title()}{marks[2]}"),
        put("tones", "en", " ".join(p.lower() + t for p, t in zip(pinyin, tones, strict=True))),
        put("Wade-Giles", "en", f"{wade[0]} {wade[1].title()}-{wade[2]}"), put("Wade-Giles", "en", _bare(f"{wade[0]} {wade[1].title()} {wade[2]}")),
        put("Cantonese", "en", f"{hongkong[0]} {hongkong[1].title()}-{hongkong[2]}"), put("Cantonese", "en", f"{hongkong[0].upper()} {hongkong[1].title()} {hongkong[2].title()}"),
        put("Cantonese", "en", f"{hongkong[1].title()} {hongkong[2].title()} {hongkong[0]}"),
        put("initials", "zh", f"{simple[0]}某某", sure=False), put("initials", "zh", f"{simple[0]}××", sure=False),
        put("initials", "zh", f"{simple[:2]}*", sure=False),
        put("mojibake", "en", simple.encode().decode("latin-1")), put("mojibake", "en", simple.encode("gbk").decode("latin-1")),
        put("encoded", "en", "".join(f"\\u{ord(c):04x}" for c in simple)), put("encoded", "en", quote(simple.encode("gbk")))]


def _toned(syllable: str, tone: int) -> str:
    vowel = next(v for v in "aeoiuü" if v in syllable.lower())
    if "iu" in syllable:
        vowel = "u"
    mark = "\u0304\u0301\u030c\u0300"[tone - 1]
    return unicodedata.normalize("NFC", syllable.replace(vowel, vowel + mark, 1) if vowel in syllable else syllable)


def _english(rng: random.Random, put: Put, who: str) -> tuple[KnownPerson, list[Case]]:
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    name, k = f"{first} {last}", rng.randrange(2, len(last) - 2)
    mail = f"{first}.{last}@example.com".lower()
    greek = str.maketrans("AEoKMTXvnupy", "ΑΕοΚΜΤΧνηυρу")
    lisu = str.maketrans("BCDEFGHIJKLMNOPRSTUVWXYZ", "ꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ")
    swapped = last[:k] + last[k + 1] + last[k] + last[k + 2:] if k + 1 < len(last) and last[k] != last[k + 1] else last[:-2] + last[-1]
    return KnownPerson(who, (Name(name, "true", "Latn"),), (("email", mail),)), [
        put("exact", "en", name), put("casing", "en", name.upper()), put("casing", "en", name.swapcase()),
        put("casing", "en", first + last), put("casing", "en", f"{first}-{last}".lower()), put("casing", "en", f"#{first}{last}"),
        put("order", "en", f"{last.upper()}, {first}"), put("order", "en", f"{last}, {first[0]}.", sure=False),
        put("spacing", "en", "  ".join(name.replace(" ", ""))), put("spacing", "en", f"{first}\u00a0{last}"), put("spacing", "en", f"{first}\t{last}"),
        put("spacing", "en", "-".join(first) + " " + "-".join(last)), put("line breaks", "en", f"{first}\n{last}"),
        put("line breaks", "en", f"{first} {last[:k]}\u2010\n{last[k:]}"),
        put("homoglyph", "en", name.translate(greek)), put("homoglyph", "en", name.upper().translate(lisu)),
        put("letters of mathematics", "en", _math(name, 0x1D5D4, 0x1D5EE)), put("letters of mathematics", "en", _math(name, 0x1D4D0, 0x1D4EA)),
        put("letters of mathematics", "en", _math(name, 0x24B6, 0x24D0)), put("letters of mathematics", "en", _math(name.upper(), 0x1F130, 0)),
        put("leet", "en", name.translate(str.maketrans("aeiost", "@3105+"))), put("leet", "en", name.replace("e", "3").replace("l", "1")),
        put("zero width", "en", "\u200c".join(name)), put("zero width", "en", "\u00ad".join(name)), put("zero width", "en", f"{first} \u202e{last}\u202c"),
        put("initials", "en", f"{first[0]}. {last[0]}.", sure=False), put("initials", "en", f"{first} {last[0]}.", sure=False),
        put("initials", "en", f"{first[0]} {last}", sure=False),
        put("typo", "en", f"{first} {swapped}", sure=False), put("typo", "en", f"{first} {last[:k]}{last[k]}{last[k:]}", sure=False), put("typo", "en", f"{first[:-1]} {last}", sure=False),
        put("possessive", "en", name, tail="'s"), put("possessive", "en", last, sure=False, head="the ", tail="s"), put("possessive", "en", name, tail="ʼs"),
        put("encoded", "en", name.encode().hex()), put("encoded", "en", quote(name)), put("encoded", "en", "".join(f"%{b:02X}" for b in name.encode())),
        put("encoded", "en", f"{first}%20{last}"), put("encoded", "en", name[::-1], sure=False),
        put("e-mail", "en", mail.upper()), put("e-mail", "en", mail.replace("@", " at ").replace(".", " dot ")),
        put("e-mail", "en", mail, head="mailto:"), put("e-mail", "en", " ".join(mail))]


def _spanish(rng: random.Random, put: Put, who: str) -> tuple[KnownPerson, list[Case]]:
    first, (one, two) = rng.choice(_ES_FIRST), rng.sample(_ES_LAST, 2)
    name = f"{first} {one} {two}"
    return KnownPerson(who, (Name(name, "true", "Latn"),)), [
        put("exact", "es", name), put("two surnames", "es", f"{first} {one}"), put("two surnames", "es", f"{first} {two}"),
        put("two surnames", "es", f"{one} {two}, {first}"), put("two surnames", "es", f"{first} {one} de {two}"),
        put("two surnames", "es", f"{first} {one}-{two}"), put("two surnames", "es", f"{first} {one[0]}. {two}"),
        put("two surnames", "es", f"{one} {two}"), put("casing", "es", _bare(name).upper()), put("casing", "es", _bare(name).lower(), sure=False),
        put("NFD", "es", unicodedata.normalize("NFD", name)), put("mojibake", "es", name.encode().decode("latin-1")),
        put("mojibake", "es", name.encode().decode("cp1252")) if _fits(name, "cp1252") else put("exact", "es", name)]


def _russian(rng: random.Random, put: Put, who: str) -> tuple[KnownPerson, list[Case]]:
    woman = rng.random() < 0.4
    first = rng.choice(_RU_WOMEN if woman else _RU_FIRST).split()
    last = rng.choice(_RU_WOMEN_LAST if woman else _RU_LAST).split()
    father = rng.choice(_FATHERS)
    father = father.replace("ич", "на") if woman and father != "Кузьмич" else "Кузьминична" if woman else father
    latin, surname = rng.choice(first[4].split("/")), rng.choice(last[4].split("/"))
    return KnownPerson(who, (Name(f"{last[0]} {first[0]} {father}", "true", "Cyrl"),)), [
        put("exact", "ru", f"{last[0]} {first[0]} {father}"), put("order", "ru", f"{first[0]} {father} {last[0]}"), put("order", "ru", f"{last[0].upper()} {first[0]}"),
        *(put("Russian cases", "ru", f"{first[k]} {last[k]}") for k in (1, 2, 3)), put("Russian cases", "ru", f"{last[2]} {first[2]}"),
        put("Russian cases", "ru", f"{last[3]}", sure=False), put("Russian transliterated", "en", f"{latin} {surname}"),
        put("Russian transliterated", "en", f"{surname.upper()} {latin}"), put("Russian transliterated", "en", f"{surname}, {latin}"),
        put("initials", "ru", f"{last[0]} {first[0][0]}. {father[0]}.", sure=False), put("initials", "ru", f"{first[0][0]}.{father[0]}. {last[1]}", sure=False),
        put("mojibake", "ru", f"{first[0]} {last[0]}".encode("cp1251").decode("latin-1")), put("mojibake", "ru", f"{last[0]} {first[0]}".encode("koi8-r").decode("cp1251")),
        put("encoded", "en", quote(f"{first[0]} {last[0]}".encode("cp1251"))), put("spacing", "ru", "\u2009".join(f"{last[0]} {first[0]}")),
        put("homoglyph", "ru", f"{first[0]} {last[0]}".translate(str.maketrans("аеорсхАЕОРСТН", "aeopcxAEOPCTH")))]


def _arabic(rng: random.Random, put: Put, who: str) -> tuple[KnownPerson, list[Case]]:
    (first, latins), (last, lasts) = rng.choice(_AR_FIRST).split(" ", 1), rng.choice(_AR_LAST).split(" ", 1)
    prefixed = "ل" + last[1:]
    signs = "".join(c + "\u064e" for c in first)
    return KnownPerson(who, (Name(f"{first} {last}", "true", "Arab"),)), [
        put("exact", "ar", f"{first} {last}"), *(put("Arabic prefixes", "ar", f"{p}{first} {last}") for p in "وفبكل"),
        put("Arabic prefixes", "ar", f"{first} {prefixed}"), put("Arabic signs", "ar", f"{signs} {last}"), put("Arabic signs", "ar", "ـ".join(first) + " " + last),
        put("Arabic signs", "ar", f"{first} {last}".replace("إ", "ا").replace("ى", "ي").replace("ة", "ه")),
        *(put("Arabic in Latin", "en", f"{a} {b}") for a, b in zip(latins.split("/"), lasts.split("/"), strict=True)),
        put("Arabic in Latin", "en", f"{latins.split('/')[0]} {lasts.split('/')[0].split('-')[-1]}"),
        put("Arabic in Latin", "en", f"{lasts.split('/')[0].upper()}, {latins.split('/')[1]}"),
        put("order", "ar", f"{last} {first}"), put("order", "ar", f"{last}، {first}"), put("line breaks", "ar", f"{first}\n{last}"),
        put("mojibake", "ar", f"{first} {last}".encode().decode("latin-1")), put("mojibake", "ar", f"{first} {last}".encode("cp1256").decode("latin-1")),
        put("encoded", "en", quote(f"{first} {last}"))]


def _burmese(rng: random.Random, put: Put, who: str) -> tuple[KnownPerson, list[Case]]:
    parts = [p.split() for p in rng.sample(_MY, 3)]
    name, latin = "".join(p[0] for p in parts), [p[1] for p in parts]
    return KnownPerson(who, (Name(name, "true", "Mymr"), )), [
        put("exact", "my", name), put("Burmese", "my", name, head="ဦး"), put("Burmese", "my", name, tail="နဲ့"), put("Burmese", "my", name, tail="၏"),
        put("spacing", "my", " ".join(p[0] for p in parts)), put("zero width", "my", "\u200b".join(p[0] for p in parts)),
        put("line breaks", "my", parts[0][0] + "\n" + parts[1][0] + parts[2][0]),
        put("Burmese in Latin", "en", " ".join(latin)), put("Burmese in Latin", "en", " ".join(latin), head="U "), put("Burmese in Latin", "en", " ".join(latin).upper()),
        put("casing", "en", "".join(latin)), put("mojibake", "my", name.encode().decode("latin-1")), put("encoded", "en", quote(name))]
