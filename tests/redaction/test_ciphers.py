# SPDX-License-Identifier: GPL-3.0-or-later
"""Names told by signs, in ciphers, on passports, in TeX, or with letters of other alphabets; drawn from seeds."""

from __future__ import annotations

import codecs
import random
from collections.abc import Callable

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name

_MORSE = dict(zip("abcdefghijklmnopqrstuvwxyz", ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split(),
                  strict=True))
_RADIO = dict(zip("abcdefghijklmnopqrstuvwxyz", ("Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec "
                                                 "Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu").split(), strict=True))
_BRAILLE = dict(zip("abcdefghijklmnopqrstuvwxyz", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", strict=True))
_UPSIDE = dict(zip("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz", strict=True))
_LOOKS = dict(zip("aceopxyAEHKMOPT", "асеорхуАЕНКМОРТ", strict=True))


def _each(table: dict[str, str], between: str, blank: str) -> Callable[[str], str]:
    return lambda name: blank.join(between.join(table[letter] for letter in word) for word in name.lower().split())


_WAYS: dict[str, Callable[[str], str]] = {
    "Morse": _each(_MORSE, " ", " / "), "radio alphabet": _each(_RADIO, " ", " "), "Braille": _each(_BRAILLE, "", " "),
    "rot13": lambda name: codecs.encode(name, "rot13"), "upside down": lambda name: _each(_UPSIDE, "", " ")(name)[::-1],
    "passport": lambda name: "{1}<<{0}".format(*name.upper().split()) + "<<<<", "comment": lambda name: f"{name[:3]}<!-- x -->{name[3:]}",
    "empty group": lambda name: f"{name[:3]}{{}}{name[3:]}", "misread m": lambda name: name.replace("m", "rn"),
    "misread l": lambda name: name.replace("i", "l"),
    "other alphabet": lambda name: "".join(_LOOKS.get(letter, letter) for letter in name)}
_PARTS = "bal cor dem fil gam hul kem lim mor nad pel rim sal tum vol wim zel".split()


def _drawn(seed: str, count: int) -> list[str]:
    rng = random.Random(seed)
    return [" ".join("".join(rng.sample(_PARTS, 2)).capitalize() + rng.choice("aeo") for _ in range(2)) for _ in range(count)]


def _held(name: str, text: str, start: int, end: int) -> bool:
    matcher = Matcher.compile([KnownPerson("p", (Name(name),))])
    held = {k for span in matcher.find(text) if span.action == "replace" for k in range(span.start, span.end)}
    return all(k in held for k in range(start, end) if text[k].isalnum())


@pytest.mark.parametrize("way", _WAYS)
def test_a_name_told_by_signs_or_in_a_cipher_is_replaced(way: str) -> None:
    for name in _drawn(way, 6):
        written = _WAYS[way](name)
        text = f"The note says {written} and no more."
        assert _held(name, text, 14, 14 + len(written)), written


@pytest.mark.parametrize(("name", "text"), [
    ("Štefana Žvegličar", "\\v{S}tefana \\v{Z}vegli\\v{c}ar"), ("Gülsade Inceoglu", "Gülsаdе Inсеоglu"), ("Rådvind Østerhovd", "R\\aa{}dvind \\O{}sterhovd"),
    ("Talorind Quistworth", "P<UTOQUISTWORTH<<TALORIND<<<<"), ("千鳳植", "<ruby>千<rt>x</rt></ruby><ruby>鳳<rt>x</rt></ruby><ruby>植"),
    ("Talorind Quistworth", "Q as in queen, U, I, S, T, W, O, R, T, H, T, A, L, O, R, I, N, D")])
def test_a_name_taken_apart_by_typesetting_or_passports_is_replaced(name: str, text: str) -> None:
    whole = f"noted {text} here"
    matcher = Matcher.compile([KnownPerson("p", (Name(name),))])
    span, = [span for span in matcher.find(whole) if span.action == "replace"]
    assert len(text) - 8 <= span.end - span.start <= len(text) + 1


@pytest.mark.parametrize("written", [
    "+86 then 139 then 4331 then 7720", "Kzg2IDEzOSA0MzMxIDc3MjA=", "แปด หก หนึ่ง สาม เก้า สี่ สาม สาม หนึ่ง เจ็ด เจ็ด สอง ศูนย์",
    "tám sáu một ba chín bốn ba ba một bảy bảy hai không", "dona.talo@\nexample.org", "dona.talo Klammeraffe example Punkt org", "gro.elpmaxe@olat.anod"])
def test_contacts_in_such_writings_are_replaced(written: str) -> None:
    matcher = Matcher.compile([KnownPerson("p", (Name("배상묵"),), (("phone", "+86 139 4331 7720"), ("email", "dona.talo@example.org")))])
    text = f"It said {written}, that was all."
    assert any(span.action == "replace" and text[span.start:span.end].strip("+") == written.strip("+") for span in matcher.find(text))


@pytest.mark.parametrize("text", ["... --- ...", "a - b - c - d - e", "Hotel Lima, Hotel India and Hotel Delta", "\\begin{center} {} \\end{center}", "A<<B<<C"])
def test_other_signs_are_left_alone(text: str) -> None:
    assert not Matcher.compile([KnownPerson("p", (Name("Talorind Quistworth"),))]).find(text)
