# SPDX-License-Identifier: GPL-3.0-or-later
"""A third drawing of invented people, from languages the other two leave out.

Their names are put together by hand from word lists; spellings in other scripts and the endings of
their grammar are written out here, none of it computed by the matcher's tables.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from casefile.redaction.terms import KnownPerson, Name
from tests.redaction.outlander_ways import ways


@dataclass(frozen=True)
class Case:
    """Secrets in one text; `sure`: a machine alone should replace them."""

    category: str
    language: str
    text: str
    spans: tuple[tuple[int, int], ...]
    sure: bool = True


@dataclass(frozen=True)
class Language:
    """First names and surnames (native, Latin, Russian), endings of the surname, a sentence around the name."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    frame: str
    endings: tuple[str, ...] = ()
    surname_first: bool = False
    script: str = "other"


LANGUAGES = {
    "ka": Language(("ნანა Nana Нана", "ზურაბ Zurab Зураб", "თამარ Tamar Тамар", "ლევან Levan Леван"),
                   ("ბერულავა Berulava Берулава", "კვინიკაძე Kvinikadze Квиникадзе", "ლომთაძე Lomtadze Ломтадзе"),
                   "მოწმე {} იქ იყო.", ("ს", "სთან", "მ")),
    "hy": Language(("Արամ Aram Арам", "Նարինե Narine Нарине", "Տիգրան Tigran Тигран", "Լուսինե Lusine Лусине"),
                   ("Բաղդասարյան Baghdasaryan Багдасарян", "Մարտիրոսյան Martirosyan Мартиросян", "Հովսեփյան Hovsepyan Овсепян"),
                   "Վկան {} այնտեղ էր։", ("ի", "ին", "ից", "ով")),
    "el": Language(("Θεόφιλος Theofilos Феофилос", "Δέσποινα Despina Деспина", "Αριστείδης Aristidis Аристидис"),
                   ("Καρανίκας Karanikas Караникас", "Λαμπράκης Lambrakis Ламбракис", "Ζαφειράτος Zafiratos Зафиратос"),
                   "Ο μάρτυρας {} ήταν εκεί."),
    "uk": Language(("Тарас Taras Тарас", "Ярина Yaryna Ярина", "Остап Ostap Остап", "Мар'яна Mariana Марьяна"),
                   ("Підгірний Pidhirnyi Пидгирный", "Кравчишин Kravchyshyn Кравчишин", "Бондаренко Bondarenko Бондаренко"),
                   "Свідок {} був там.", script="Cyrl"),
    "kk": Language(("Бауыржан Bauyrzhan Бауыржан", "Сәуле Saule Сауле", "Нұрлан Nurlan Нурлан", "Гүлнәр Gulnar Гульнар"),
                   ("Қасымбеков Kasymbekov Касымбеков", "Төлегенов Tolegenov Тулегенов", "Жақсыбаев Zhaksybaev Жаксыбаев"),
                   "Куәгер {} сонда болды.", ("тің", "ке", "тен", "пен"), script="Cyrl"),
    "tr": Language(("Gökhan Gokhan Гёкхан", "Nurgül Nurgul Нургюль", "Çetin Cetin Четин", "Şule Sule Шуле"),
                   ("Karabıyık Karabiyik Карабыйык", "Gümüşdağ Gumusdag Гюмюшдаг", "Şahinbaş Sahinbas Шахинбаш"),
                   "Tanık {} oradaydı.", ("’ın", "’a", "’dan", "la"), script="Latn"),
    "pl": Language(("Zbigniew Zbigniew Збигнев", "Bożena Bozena Божена", "Stanisław Stanislaw Станислав"),
                   ("Wierzbicki Wierzbicki Вежбицки", "Gołębiewski Golebiewski Голембевски", "Szymczak Szymczak Шимчак"),
                   "Świadek {} tam był.", script="Latn"),
    "hu": Language(("Zoltán Zoltan Золтан", "Katalin Katalin Каталин", "Gergő Gergo Герго"),
                   ("Szilágyi Szilagyi Силадьи", "Keresztúri Kereszturi Керестури", "Vörösmarty Vorosmarty Вёрёшмарти"),
                   "A tanú {} ott volt.", surname_first=True, script="Latn"),
    "he": Language(("אביתר Evyatar Эвьятар", "תמר Tamar Тамар", "יונתן Yonatan Йонатан", "רחל Rachel Рахель"),
                   ("בן־חורין Ben-Horin Бен-Хорин", "מזרחי Mizrahi Мизрахи", "אלקבץ Elkabetz Элькабец"), "העד {} היה שם."),
    "fa": Language(("شهرام Shahram Шахрам", "نسرین Nasrin Насрин", "کاوه Kaveh Каве", "مریم Maryam Марьям"),
                   ("رستمی Rostami Ростами", "خسروانی Khosravani Хосравани", "بهرامیان Bahramian Бахрамиан"),
                   "شاهد {} آنجا بود.", script="Arab"),
    "am": Language(("ተስፋዬ Tesfaye Тесфайе", "አልማዝ Almaz Алмаз", "ዳንኤል Daniel Даниэль"),
                   ("ገብረመድህን Gebremedhin Гебремедхин", "ወልደሚካኤል Woldemichael Волдемикаэль", "ተክለሃይማኖት Teklehaimanot Теклехайманот"),
                   "ምስክሩ {} ነበር።"),
    "bn": Language(("রহিমা Rahima Рахима", "কামরুল Kamrul Камрул", "নাসরিন Nasrin Насрин"),
                   ("মজুমদার Majumdar Маджумдар", "তালুকদার Talukdar Талукдар", "চৌধুরানী Chowdhurani Чоудхурани"),
                   "সাক্ষী {} সেখানে ছিল।", ("ের", "কে")),
}


def _put(category: str, language: str, frame: str, pieces: list[str], sure: bool = True) -> Case:
    before, after = frame.split("{}")
    text, spans = before, []
    for place, piece in enumerate(pieces):
        if place % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return Case(category, language, text + after, tuple(spans), sure)


def draw(seed: int, each: int, share: float) -> tuple[list[KnownPerson], list[Case]]:
    """`each` people of every language, with their spellings, and this share of the disguises of their names."""
    rng = random.Random(seed)
    people, cases = [], []
    for code, language in LANGUAGES.items():
        for number in range(each):
            first, last = rng.choice(language.first).split(), rng.choice(language.last).split()
            order = (last, first) if language.surname_first else (first, last)
            native, latin, russian = (f"{order[0][k]} {order[1][k]}" for k in range(3))
            people.append(KnownPerson(f"{code}-{number}", (Name(native, "true", language.script),)))
            cases.append(_put("as it is", code, language.frame, ["", native]))
            cases += _spelled(code, language, first, last, latin, russian)
            for called, pieces in ways(native):
                if rng.random() < share:
                    cases.append(_put(called, code, language.frame, pieces))
    return people, cases


def _spelled(code: str, language: Language, first: list[str], last: list[str], latin: str, russian: str) -> Iterator[Case]:
    yield _put("Latin", code, "The second witness is {} from that village.", ["", latin])
    yield _put("Latin turned", code, "The form gives {} in ink.", ["", f"{last[1]} {first[1]}"])
    if code not in ("pl", "hu", "he"):  # Written down by ear, not by letters; no machine is asked for that.
        yield _put("Russian", code, "Свидетеля зовут {} по паспорту.", ["", russian])
    yield _put("turned", code, language.frame, ["", f"{first[0]} {last[0]}" if language.surname_first else f"{last[0]} {first[0]}"])
    for ending in language.endings:
        yield _put("endings", code, language.frame, ["", f"{first[0]} {last[0]}", ending])
