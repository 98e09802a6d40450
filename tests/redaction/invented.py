# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws invented people and the ways others would write their names and numbers.

Shares no table with the matcher.  A seed gives the same people and writings again.
"""

from __future__ import annotations

import base64
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from casefile.redaction.terms import KnownPerson, Name

_SURNAMES = {"김": "Gim Kim Kim Kim", "리": "Ri Yi Ri Lee", "박": "Bak Pak Pak Park",
             "최": "Choe Ch'oe Choe Choi", "정": "Jeong Chŏng Jong Jung",
             "강": "Gang Kang Kang Kang", "조": "Jo Cho Jo Cho", "윤": "Yun Yun Yun Yoon",
             "장": "Jang Chang Jang Jang", "한": "Han Han Han Hahn",
             "오": "O O O Oh", "서": "Seo Sŏ So Suh", "신": "Sin Sin Sin Shin", "권": "Gwon Kwŏn Kwon Kwon",
             "황": "Hwang Hwang Hwang Whang",
             "안": "An An An Ahn", "송": "Song Song Song Song", "류": "Ryu Yu Ryu Yoo",
             "홍": "Hong Hong Hong Hong", "고": "Go Ko Ko Koh",
             "문": "Mun Mun Mun Moon", "손": "Son Son Son Sohn", "백": "Baek Paek Paek Paik",
             "허": "Heo Hŏ Ho Huh", "남궁": "Namgung Namgung Namgung Namkung"}
_GIVEN = {"철": "cheol ch'ŏl chol chul", "성": "seong sŏng song sung", "일": "il il il il",
          "혁": "hyeok hyŏk hyok hyuk", "순": "sun sun sun soon",
          "금": "geum kŭm kum keum", "옥": "ok ok ok ok", "봉": "bong pong bong bong",
          "춘": "chun ch'un chun choon", "학": "hak hak hak hak",
          "영": "yeong yŏng yong young", "진": "jin chin jin jin", "수": "su su su soo",
          "향": "hyang hyang hyang hyang", "별": "byeol pyŏl byol byul",
          "룡": "ryong yong ryong yong", "덕": "deok tŏk dok duk", "남": "nam nam nam nam",
          "희": "hui hŭi hui hee", "광": "gwang kwang kwang kwang",
          "설": "seol sŏl sol sul", "화": "hwa hwa hwa hwa", "경": "gyeong kyŏng kyong kyung",
          "호": "ho ho ho ho", "민": "min min min min"}
_HANJA = dict(zip("철성일혁순금옥봉춘학영진수향별룡덕남희광설화경호민김리박최정강조윤장한오서신권황안송류홍고문손백허",
                  "哲成一赫順金玉鳳春鶴永眞壽香別龍德南姬光雪花京虎敏金李朴崔鄭姜趙尹張韓吳徐申權黃安宋柳洪高文孫白許", strict=True))
_CHINESE = {"周": "Zhou Chou Chow 周", "赵": "Zhao Chao Chiu 趙", "谢": "Xie Hsieh Tse 謝",
            "郭": "Guo Kuo Kwok 郭", "曹": "Cao Ts'ao Tso 曹", "邓": "Deng Teng Tang 鄧",
            "蒋": "Jiang Chiang Cheung 蔣", "沈": "Shen Shen Sum 沈", "秦": "Qin Ch'in Chun 秦",
            "吕": "Lü Lü Lui 呂", "马": "Ma Ma Ma 馬", "钟": "Zhong Chung Chung 鍾"}
_CHINESE_GIVEN = {"国": "guo kuo kwok 國", "庆": "qing ch'ing hing 慶", "雪": "xue hsüeh suet 雪",
                  "军": "jun chün kwan 軍", "志": "zhi chih chi 志", "强": "qiang ch'iang keung 強",
                  "云": "yun yün wan 雲", "芳": "fang fang fong 芳", "建": "jian chien kin 建",
                  "丽": "li li lai 麗", "华": "hua hua wah 華", "晓": "xiao hsiao hiu 曉"}
_ENGLISH = ("Rowena Alistair Prudence Barnaby Clementine Ignatius Lavinia Montague Araminta Cuthbert".split(),
            "Featherstone Hollingsworth Ravensdale Thistlewood Pemberton Cavanaugh Oakhurst Wetherby Lockridge Standish".split())
_SPANISH = ("Joaquín Remedios Anselmo Inés Hilario Eulalia Fermín Beatriz".split(),
            "Valbuena Quiñones Ibáñez Zurita Cárdenas Oropesa Villagrán Montúfar Echeverría Palomino".split())
_RUSSIAN = (("Аркадий Arkady Аркадия", "Глеб Gleb Глеба", "Тимур Timur Тимура", "Захар Zakhar Захара",
             "Руслан Ruslan Руслана", "Фёдор Fyodor Фёдора"),
            ("Вересаев Veresaev Вересаева", "Жаворонков Zhavoronkov Жаворонкова", "Кольцов Koltsov Кольцова",
             "Щербаков Shcherbakov Щербакова",
             "Ухтомский Ukhtomsky Ухтомского", "Чернышёв Chernyshev Чернышёва", "Юрасов Yurasov Юрасова"),
            ("Петрович", "Львович", "Олегович", "Данилович"))
_ARABIC = (("يوسف Yusuf Youssef", "خالد Khalid Khaled", "حسين Hussein Hussain", "طارق Tariq Tarek",
            "نبيل Nabil Nabeel", "رشيد Rashid Rasheed"),
           ("الحداد al-Haddad El-Haddad", "الزهراوي al-Zahrawi Al-Zahrawi", "المنصور al-Mansur Al-Mansour",
            "الشامي al-Shami Ash-Shami", "البغدادي al-Baghdadi El-Baghdadi"))
_BURMESE = {"မင်း": "Min", "ကို": "Ko", "ဇော်": "Zaw", "လင်း": "Lin", "သန်း": "Than", "နိုင်": "Naing",
            "ခိုင်": "Khaing", "မြင့်": "Myint", "အေး": "Aye", "ဝင်း": "Win",
            "ဖြိုး": "Phyo", "စိုး": "Soe", "မိုး": "Moe", "သူ": "Thu", "ထက်": "Htet", "အောင်": "Aung"}
_LOOKS = str.maketrans("aeopcxAEOPCTH", "аеорсхАЕОРСТН")
_LEET = str.maketrans("aeio", "43!0")
FRAMES = {
    "ko": ("그날 저녁 {}{} 먼저 들어왔다.", "담당자는 {}{} 만났다고 적었다.", "서류에는 {} 라고 되어 있다."),
    "en": ("The witness said that {} had left before dawn.", "We met {} twice in the spring.",
           "Ask {} about the letter."),
    "zh": ("那天晚上{}没有回来。", "我们在车站见到了{}。"), "es": ("El testigo dijo que {} salió antes.",
                                                 "Vimos a {} en la estación."),
    "ru": ("Свидетель сказал, что {} ушёл рано.", "В списке значится {} ."),
    "ar": ("قال الشاهد إن {} خرج قبل الفجر.", "رأينا {} في المحطة."),
    "my": ("ညနေက {} ကို တွေ့တယ်။", "သူက {} နဲ့ စကားပြောတယ်။")}


@dataclass(frozen=True)
class Writing:
    """One way somebody's secret is written, inside a sentence."""

    category: str
    person: str
    text: str
    start: int
    end: int
    replace: bool


def _in(rng: random.Random, category: str, person: str, language: str, written: str, *, replace: bool = True,
        tail: str = "") -> Writing:
    frame = rng.choice(FRAMES[language])
    before, after = frame.split("{}", 1)
    text = before + written + (after.replace("{}", tail, 1) if "{}" in after else tail + after)
    return Writing(category, person, text, len(before), len(before) + len(written), replace)


def people_and_writings(seed: int, each: int) -> tuple[list[KnownPerson], list[Writing]]:
    """`each` people of every kind, and for each of them every writing there is."""
    rng = random.Random(seed)
    people: list[KnownPerson] = []
    writings: list[Writing] = []
    for make in (_korean, _chinese, _english, _spanish, _russian, _arabic, _burmese):
        for number in range(each):
            name = f"{make.__name__}-{number}"
            known, found = make(rng, name)
            people.append(known)
            writings += found
    return people, writings


def _korean(rng: random.Random, who: str) -> tuple[KnownPerson, list[Writing]]:
    family, first, second = rng.choice(list(_SURNAMES)), *rng.sample(list(_GIVEN), 2)
    name = family + first + second
    systems = list(zip(_SURNAMES[family].split(), _GIVEN[first].split(), _GIVEN[second].split(), strict=True))
    phone = f"+82 10 {rng.randrange(2000, 9999)} {rng.randrange(1000, 9999)}"
    person = KnownPerson(who, (Name(name, "true", "Hang"),), (("phone", phone),))
    rr, mr, north, habit = systems
    def one(category: str, language: str, text: str, *, replace: bool = True, tail: str = "") -> Writing:
        return _in(rng, category, who, language, text, replace=replace, tail=tail)
    found = [
        one("plain", "ko", name), one("particle", "ko", name, tail=rng.choice(("이", "은", "을", "에게", "씨가",
                        "동무는"))),
        one("spacing", "ko", f"{family} {first}{second}"), one("spacing", "ko", " ".join(name)), one("middle dot",
                        "ko",
                        "·".join(name)),
        one("line break", "ko", f"{family}\n{first}{second}"),
        one("Revised", "en", f"{rr[0]} {rr[1].title()}-{rr[2]}"), one("Revised", "en",
                        f"{rr[0]} {rr[1].title()}{rr[2]}"),
        one("McCune-Reischauer", "en", f"{mr[0]} {mr[1].title()}-{mr[2]}"),
        one("McCune-Reischauer", "en", _bare(f"{mr[0]} {mr[1].title()}{mr[2]}")),
        one("northern", "en", f"{north[0]} {north[1].title()} {north[2].title()}"), one("passport", "en",
                        f"{habit[0]} {habit[1].title()} {habit[2].title()}".upper()),
        one("order", "en", f"{habit[1].title()}-{habit[2]} {habit[0]}"), one("order", "en",
                        f"{rr[0].upper()}, {rr[1].title()}-{rr[2]}"),
        one("no space", "en", f"{rr[0]}{rr[1]}{rr[2]}".lower()), one("no space", "en",
                        f"{habit[1].title()}{habit[2]}{habit[0]}"),
        one("given name", "ko", first + second, replace=False), one("given name", "en",
                        f"{rr[1].title()}-{rr[2]}", replace=False),
        one("mask", "ko", f"{family}○{second}", replace=False), one("mask", "ko", f"{family}{first}○",
                        replace=False),
        one("initials", "en", f"{north[0]} {north[1][0].upper()}.{north[2][0].upper()}.", replace=False),
        one("zero width", "ko", "\u200b".join(name)), one("NFD", "ko", unicodedata.normalize("NFD", name)),
        one("jamo", "ko", _apart(name)),
        one("mojibake", "en", name.encode("cp949").decode("latin-1")), one("mojibake", "en",
                        name.encode().decode("latin-1")),
        one("encoded", "en", quote(name)), one("encoded", "en", "".join(f"&#{ord(c)};" for c in name)),
        one("encoded", "en", base64.b64encode(("x" * rng.randrange(3) + name + " no").encode()).decode()),
        one("encoded", "en", "".join(f"\\u{ord(c):04x}" for c in name)), one("encoded", "en", name.encode().hex()),
        one("homoglyph", "en", f"{rr[0]} {rr[1].title()}-{rr[2]}".translate(_LOOKS)),
        *_numbers(one, phone, rng)]
    if name != "남궁" and all(c in _HANJA for c in name):
        found.append(one("hangul for hanja", "ko", name))
        hanja = "".join(_HANJA[c] for c in name)
        person = KnownPerson(who, (*person.names, Name(hanja, "true", "Hani")), person.contacts)
        found += [one("hanja", "ko", hanja), one("hanja", "zh", "".join(hanja))]
    if family == "리":
        found.append(one("dueum", "ko", "이" + first + second))
    if family == "류":
        found.append(one("dueum", "ko", "유" + first + second))
    return person, found


def _numbers(one: object, phone: str, rng: random.Random) -> Iterator[Writing]:
    assert callable(one)
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    local = "0" + phone[4:]
    yield one("phone", "en", phone)
    yield one("phone", "en", phone.replace(" ", "-"))
    yield one("phone", "ko", local.replace(" ", "-"))
    yield one("phone", "ko", local.replace(" ", "").translate(wide))
    yield one("phone", "ar", phone[4:].translate(arabic))
    yield one("phone", "en", " ".join(local.replace(" ", "")))


def _chinese(rng: random.Random, who: str) -> tuple[KnownPerson, list[Writing]]:
    family, first, second = rng.choice(list(_CHINESE)), *rng.sample(list(_CHINESE_GIVEN), 2)
    name = family + first + second
    rows = [row.split() for row in (_CHINESE[family], _CHINESE_GIVEN[first], _CHINESE_GIVEN[second])]
    pinyin, wade, hongkong, old = zip(*rows, strict=True)
    def one(category: str, language: str, text: str, *, replace: bool = True) -> Writing:
        return _in(rng, category, who, language, text, replace=replace)
    return KnownPerson(who, (Name(name, "true", "Hani"),)), [
        one("plain", "zh", name), one("traditional", "zh", "".join(old)), one("spacing", "zh", " ".join(name)),
        one("line break", "zh", family + "\n" + first + second),
        one("pinyin", "en", f"{pinyin[0]} {pinyin[1].title()}{pinyin[2]}"), one("pinyin", "en",
                        f"{pinyin[1].title()}{pinyin[2]} {pinyin[0]}"),
        one("pinyin", "en", f"{pinyin[0]}{pinyin[1]}{pinyin[2]}".lower()), one("tone digits", "en",
                        f"{pinyin[0].lower()}1 {pinyin[1]}2{pinyin[2]}4"),
        one("Wade-Giles", "en", f"{wade[0]} {wade[1].title()}-{wade[2]}"), one("Wade-Giles", "en",
                        _bare(f"{wade[0]} {wade[1].title()}-{wade[2]}")),
        one("Cantonese", "en", f"{hongkong[0]} {hongkong[1].title()}-{hongkong[2]}"), one("Cantonese", "en",
                        f"{hongkong[0]} {hongkong[1].title()} {hongkong[2].title()}"),
        one("given name", "zh", first + second, replace=False), one("mask", "zh", family + "某" + second,
                        replace=False),
        one("mojibake", "en", name.encode("gb18030").decode("latin-1")), one("encoded", "en", quote(name))]


def _english(rng: random.Random, who: str) -> tuple[KnownPerson, list[Writing]]:
    first, last = (rng.choice(part) for part in _ENGLISH)
    mail = f"{first[0].lower()}.{last.lower()}{rng.randrange(10, 99)}@example.net"
    def one(category: str, language: str, text: str, *, replace: bool = True, tail: str = "") -> Writing:
        return _in(rng, category, who, language, text, replace=replace, tail=tail)
    name, k = f"{first} {last}", rng.randrange(2, len(last) - 3)
    math = "".join(chr(0x1D400 + ord(c) - 65) if c.isupper() else chr(0x1D41A + ord(c) - 97) if c.islower() else c for c in name)
    return KnownPerson(who, (Name(name, "true", "Latn"),), (("email", mail),)), [
        one("plain", "en", name), one("plain", "en", name.upper()), one("order", "en", f"{last}, {first}"),
        one("order", "en", f"{last} {first}"), one("no space", "en", (first + last).lower()),
        one("no space", "en", f"{first}_{last}{rng.randrange(100)}".lower()), one("possessive", "en", name,
                        tail="’s"), one("spacing", "en",
                        " ".join(name.upper().replace(" ", ""))),
        one("homoglyph", "en", name.translate(_LOOKS)), one("leet", "en", name.translate(_LEET)),
        one("mathematical", "en", math), one("fullwidth", "en",
                                             "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in name)),
        one("zero width", "en", "\u200d".join(name)), one("soft hyphen", "en",
                                                          f"{first} {last[:4]}\u00ad{last[4:]}"),
                                                          one("line break", "en",
                        f"{first} {last[:4]}-\n{last[4:]}"),
        one("typo", "en", f"{first} {last[:k]}{last[k + 1]}{last[k]}{last[k + 2:]}",
            replace=False) if last[k] != last[k + 1] else one("typo", "en", f"{first} {last[:-1]}", replace=False),
        one("typo", "en", f"{first} {last[:k]}{last[k + 1:]}", replace=False), one("initials", "en",
                        f"{first[0]}. {last}",
                        replace=False), one("initials",
                        "en",
                        f"{first[0]}.{last[0]}.", replace=False),
        one("given name", "en", first, replace=False), one("surname", "en", last, replace=False), one("encoded",
                        "en",
                        base64.b64encode(name.encode()).decode()),
        one("e-mail", "en", mail), one("e-mail", "en", mail.replace("@", " [at] ").replace(".", " (dot) ")),
        one("e-mail", "en", mail.replace("@", " at ").replace(".net", " dot net")), one("e-mail", "ko",
                        mail.split("@")[0])]


def _spanish(rng: random.Random, who: str) -> tuple[KnownPerson, list[Writing]]:
    first, (one_, two) = rng.choice(_SPANISH[0]), rng.sample(_SPANISH[1], 2)
    def one(category: str, text: str, *, replace: bool = True) -> Writing:
        return _in(rng, category, who, "es", text, replace=replace)
    name = f"{first} {one_} {two}"
    return KnownPerson(who, (Name(name, "true", "Latn"),)), [
        one("plain", name), one("one surname", f"{first} {one_}"), one("one surname", f"{first} {two}"),
        one("order", f"{one_} {two}, {first}"), one("no accent", _bare(name)), one("no accent",
                        _bare(f"{first} {one_}").upper()),
        one("particle", f"{first} de {one_} y {two}"), one("initials", f"{first[0]}. {one_} {two}"),
        one("initials", f"{first} {one_[0]}.", replace=False), one("NFD", unicodedata.normalize("NFD", name)),
        one("mojibake", name.encode().decode("latin-1"))]


def _russian(rng: random.Random, who: str) -> tuple[KnownPerson, list[Writing]]:
    first, last, father = rng.choice(_RUSSIAN[0]).split(), rng.choice(_RUSSIAN[1]).split(), rng.choice(_RUSSIAN[2])
    def one(category: str, language: str, text: str, *, replace: bool = True) -> Writing:
        return _in(rng, category, who, language, text, replace=replace)
    return KnownPerson(who, (Name(f"{last[0]} {first[0]} {father}", "true", "Cyrl"),)), [
        one("plain", "ru", f"{last[0]} {first[0]} {father}"), one("order", "ru", f"{first[0]} {last[0]}"),
        one("Russian case", "ru", f"{first[2]} {last[2]}"), one("Russian case", "ru", f"{last[2]} {first[2]}"),
        one("order", "ru", f"{first[0]} {father} {last[0]}".upper()), one("transliterated", "en",
                        f"{first[1]} {last[1]}"),
                        one("transliterated", "en",
                        f"{last[1]}, {first[1]}"),
        one("initials", "ru", f"{first[0][0]}. {father[0]}. {last[0]}", replace=False), one("initials", "ru",
                        f"{last[0]} {first[0][0]}.{father[0]}.", replace=False),
        one("surname", "ru", last[2], replace=False),
        one("mojibake", "ru", f"{first[0]} {last[0]}".encode().decode("latin-1")), one("encoded", "en",
                        quote(f"{last[0]} {first[0]}"))]


def _arabic(rng: random.Random, who: str) -> tuple[KnownPerson, list[Writing]]:
    first, last = (rng.choice(part).split() for part in _ARABIC)
    def one(category: str, language: str, text: str) -> Writing:
        return _in(rng, category, who, language, text)
    vowelled = "".join(c + rng.choice("\u064e\u0650\u064f") for c in first[0])
    return KnownPerson(who, (Name(f"{first[0]} {last[0]}", "true", "Arab"),)), [
        one("plain", "ar", f"{first[0]} {last[0]}"), one("prefix", "ar", f"و{first[0]} {last[0]}"), one("prefix",
                        "ar",
                        f"ل{first[0]} {last[0]}"), one("vowel signs", "ar", f"{vowelled} {last[0]}"),
        one("stretched", "ar", f"{first[0][:2]}ــ{first[0][2:]} {last[0]}"), one("Arabic in Latin", "en",
                        f"{first[1]} {last[1]}"),
                        one("Arabic in Latin", "en",
                        f"{first[2]} {last[2]}"),
                        one("order", "ar",
                        f"{last[0]} {first[0]}")]


def _burmese(rng: random.Random, who: str) -> tuple[KnownPerson, list[Writing]]:
    parts = rng.sample(list(_BURMESE), 4)
    name, latin = "".join(parts), [_BURMESE[part] for part in parts]
    def one(category: str, language: str, text: str, *, tail: str = "") -> Writing:
        return _in(rng, category, who, language, text, tail=tail)
    return KnownPerson(who, (Name(name, "true", "Mymr"),)), [
        one("plain", "my", name), one("particle", "my", name, tail="ကို"), one("spacing", "my", " ".join(parts)),
        one("Burmese in Latin", "en", " ".join(latin)), one("Burmese in Latin", "en", "".join(latin))]


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("'", "")


def _apart(text: str) -> str:
    leads, vowels = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
    tails = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
    return "".join(leads[(ord(c) - 0xAC00) // 588] + vowels[(ord(c) - 0xAC00) % 588 // 28] + tails[(ord(c) - 0xAC00) % 28]
                   for c in text)
