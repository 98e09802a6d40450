# SPDX-License-Identifier: GPL-3.0-or-later
"""The drill of the leak check: twelve planted canaries, and all twelve must be found.

Before an export counts as checked, invented names and numbers in random spellings and disguises are
put into a throw-away copy, written by the real renderer in the real format with the fonts of this
machine.  A check that misses one of them is not believed.  No true name takes part.
"""

from __future__ import annotations

import base64
import random
import urllib.parse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from casefile.errors import CanaryMissed, CannotVerify
from casefile.redaction import second_keys as keys
from casefile.redaction import second_spellings as spellings
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import search_file
from casefile.redaction.terms import KnownPerson, Name

CANARIES = 12
_SURNAMES = "강곽구권길남문박방배백변서석성손송신심안양엄오우원유윤임장전정조주진차채최추표하한함허현홍황"
_GIVEN = (
    "겸경광구규근금기길낙남달담덕도동두림만명목무문민백범병보복봉비산삼상서석선섭성수순슬승신심안양억언연"
    "열엽영옥완용우욱운웅원윤율은을의익인일재절정제종주준중지진찬창천철초춘충칠탁태택판평표필하학한해혁현"
    "형혜호홍화환효훈휘흥희"
)
_HAN_SURNAMES = "方贺罗魏顾邵常汤武龚"
_HAN_GIVEN = "雪岭云峰海涛松柏晓东春雷志远文博玉兰秋生"
_LATIN = ("bra cor del fen gar hol kes lin mar nor pel quin ros sil tam ul ver wen yar zor".split(),
          "beck croft dale ford gate holm land mere stead ton well wick worth".split())
_CYRILLIC = ("Бере Вет Гор Дуб Зве Кали Лоп Мед Рябо Сокол Терё".split(),
             "вякин гунов жаров кутов лесов мыслов".split(),
             "Прохор Демьян Савелий Тихон Фаддей Захар Игнат".split())


@dataclass(frozen=True, slots=True)
class Canary:
    """One invented person and the words planted for her."""

    person: KnownPerson = field(repr=False)
    planted: str = field(repr=False)
    way: str = ""


def draw(rng: random.Random) -> list[Canary]:
    """Twelve canaries: six of Korean names, and one each of six other kinds."""
    kinds = [_korean] * 6 + [_chinese, _latin, _latin, _cyrillic, _number, _mail]
    return [kind(f"canary-{number}", rng) for number, kind in enumerate(kinds, 1)]


def drill(format_: str, render: Callable[[str], bytes], terms: LeakTerms, *,
          rng: random.Random | None = None) -> str:
    """Plant, render, search; "12/12", or CanaryMissed.

    `render` takes the text to plant and gives the finished bytes of the throw-away copy.  `terms` are the
    vault's own: they are tried in plain form first, without being written anywhere.  The copy is searched by the
    readers that search our own files and by no others.
    """
    blind = terms.untold()
    if blind:
        raise CanaryMissed(f"{blind} of the known names would not be found by the check.")
    canaries = draw(rng or random.SystemRandom())
    planted = "\n".join(f"Planted: {canary.planted} ." for canary in canaries)
    watch = LeakTerms.build([canary.person for canary in canaries])
    try:
        found = {one.person for one in search_file(render(planted), f"drill.{format_}", watch, ours=True)}
    except CannotVerify as error:
        raise CanaryMissed("The drill's copy could not be read back.") from error
    missed = [canary.way for canary in canaries if canary.person.person not in found]
    if missed:
        raise CanaryMissed(f"The leak check found {CANARIES - len(missed)} of {CANARIES} planted names; "
                           f"missed: {', '.join(sorted(set(missed)))}.",
                           advice="Nothing was written. Run casefile doctor: a font for a script may be missing.")
    return f"{CANARIES}/{CANARIES}"


def _pick(rng: random.Random, ways: Sequence[tuple[str, Callable[[], str]]]) -> tuple[str, str]:
    way, make = rng.choice(ways)
    return way, make()


def _korean(person: str, rng: random.Random) -> Canary:
    surname, given = rng.choice(_SURNAMES), "".join(rng.sample(_GIVEN, 2))
    name = surname + given
    family, own = (rng.choice(part) for part in spellings.korean_parts(name)[0])
    latin = f"{family.title()} {own.title()}"
    way, planted = _pick(rng, (
        ("plain", lambda: name), ("particle", lambda: name + rng.choice(("이", "은", "에게", "씨가"))),
        ("spaced", lambda: " ".join(name)), ("middle dots", lambda: "·".join(name)),
        ("surname apart", lambda: f"{surname} {given}"), ("invisible signs", lambda: "\u200b".join(name)),
        ("romanised", lambda: latin), ("romanised, order", lambda: f"{own.title()} {family.title()}"),
        ("romanised, capitals", lambda: latin.upper()), ("percent signs", lambda: urllib.parse.quote(name)),
        ("entities", lambda: "".join(f"&#{ord(one)};" for one in name)),
        ("escapes", lambda: "".join(f"\\u{ord(one):04x}" for one in name)),
        ("base64", lambda: base64.b64encode(name.encode()).decode())))
    return Canary(KnownPerson(person, (Name(name, "true", "Hang"),)), planted, f"Korean, {way}")


def _chinese(person: str, rng: random.Random) -> Canary:
    name = rng.choice(_HAN_SURNAMES) + "".join(rng.sample(_HAN_GIVEN, 2))
    (families, own) = spellings.chinese_parts(name)[0]
    way, planted = _pick(rng, (("plain", lambda: name), ("spaced", lambda: " ".join(name)),
                               ("in a sentence", lambda: f"我见过{name}一次"),
                               ("pinyin", lambda: f"{families[0].title()} {own[0].title()}"),
                               ("Wade-Giles", lambda: f"{own[-1].title()} {families[-1].title()}")))
    return Canary(KnownPerson(person, (Name(name, "true", "Hani"),)), planted, f"Chinese, {way}")


def _latin(person: str, rng: random.Random) -> Canary:
    given, surname = (("".join(rng.sample(_LATIN[0], 2)) + ending).title()
                      for ending in ("a", rng.choice(_LATIN[1])))
    name = f"{given} {surname}"
    swap = str.maketrans("aeopcx", "аеорсх")
    way, planted = _pick(rng, (("plain", lambda: name), ("capitals", lambda: name.upper()),
                               ("order", lambda: f"{surname}, {given}"), ("glued",
                                                                          lambda: (given + surname).lower()),
                               ("look-alike letters", lambda: name.translate(swap)),
                               ("digits for letters", lambda: name.translate(str.maketrans("oea", "034"))),
                               ("possessive", lambda: name + "'s")))
    return Canary(KnownPerson(person, (Name(name, "true", "Latn"),)), planted, f"Latin, {way}")


def _cyrillic(person: str, rng: random.Random) -> Canary:
    surname = rng.choice(_CYRILLIC[0]) + rng.choice(_CYRILLIC[1])
    given = rng.choice([one for one in _CYRILLIC[2] if one[-1] not in "йь"])
    latin = " ".join(keys.cyrillic_in_latin(one.lower().replace("ё", "е")).title() for one in (given, surname))
    way, planted = _pick(rng, (("plain", lambda: f"{surname} {given}"), ("case", lambda: f"{given}а {surname}а"),
                               ("order", lambda: f"{given} {surname}"), ("in Latin letters", lambda: latin)))
    return Canary(KnownPerson(person, (Name(f"{surname} {given}", "true", "Cyrl"),)), planted, f"Cyrillic, {way}")


def _number(person: str, rng: random.Random) -> Canary:
    digits = f"{rng.randrange(200, 999)}{rng.randrange(200, 999)}{rng.randrange(1000, 9999)}"
    way, planted = _pick(rng, (("plain", lambda: "+86 " + digits), ("dashes",
                                                                    lambda: f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"),
                               ("blanks", lambda: " ".join(digits)), ("brackets",
                                                                      lambda: f"(0{digits[:3]}) {digits[3:]}")))
    value = f"+86 {digits[:3]} {digits[3:6]} {digits[6:]}"
    return Canary(KnownPerson(person, contacts=(("phone", value),)), planted, f"number, {way}")


def _mail(person: str, rng: random.Random) -> Canary:
    local = "".join(rng.sample(_LATIN[0], 2)) + str(rng.randrange(10, 99))
    way, planted = _pick(rng, (("plain", lambda: f"{local}@example.org"), ("capitals",
                                                                           lambda: f"{local}@example.org".upper()),
                               ("spelled", lambda: f"{local} [at] example [dot] org")))
    return Canary(KnownPerson(person, contacts=(("email", f"{local}@example.org"),)), planted, f"address, {way}")
