# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers told in words: numbers from seeds, spoken by rules written out here by hand."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name

_FR = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_FR_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 7: "soixante", 8: "quatre-vingt", 9: "quatre-vingt"}
_DE = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_DE_TENS = dict(enumerate("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(), 2))
_RU = ("ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать "
       "шестнадцать семнадцать восемнадцать девятнадцать").split()
_RU_TENS = dict(enumerate("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split(), 2))
_PT = ("zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove").split()
_PT_TENS = dict(enumerate("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split(), 2))
_EN = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
_EN_TENS = dict(enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2))


def _french(pair: str) -> str:
    value = int(pair)
    if pair[0] == "0":
        return f"{_FR[0]} {_FR[value]}"
    if value < 20:
        return _FR[value]
    ten, one = divmod(value, 10)
    if ten in (7, 9):
        one += 10
    joined = " et " if one in (1, 11) and ten != 8 and ten != 9 else "-"
    return _FR_TENS[ten] + (joined + _FR[one] if one else "s" if ten == 8 else "")


def _pairs(ones: list[str], tens: dict[int, str], joint: str) -> Callable[[str], str]:
    def say(pair: str) -> str:
        value = int(pair)
        if pair[0] == "0":
            return f"{ones[0]} {ones[value]}"
        ten, one = divmod(value, 10)
        return ones[value] if value < 20 else tens[ten] + (joint + ones[one] if one else "")
    return say


def _german(pair: str) -> str:
    value = int(pair)
    if pair[0] == "0":
        return f"null {_DE[value]}"
    ten, one = divmod(value, 10)
    return _DE[value] if value < 20 else (("ein" if one == 1 else _DE[one]) + "und" if one else "") + _DE_TENS[ten]


_BY_PAIRS: dict[str, Callable[[str], str]] = {
    "French": _french, "German": _german, "Russian": _pairs(_RU, _RU_TENS, " "), "Portuguese": _pairs(_PT, _PT_TENS, " e "),
    "English": _pairs(_EN, _EN_TENS, "-")}
_BY_DIGITS = {"Arabic": "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة", "Chinese": "零 一 二 三 四 五 六 七 八 九", "Korean": "공 일 이 삼 사 오 육 칠 팔 구",
              "Spanish": "cero uno dos tres cuatro cinco seis siete ocho nueve", "Polish": "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
              "Swahili": "sifuri moja mbili tatu nne tano sita saba nane tisa", "Indonesian": "nol satu dua tiga empat lima enam tujuh delapan sembilan"}


def _found(number: str, written: str) -> bool:
    matcher = Matcher.compile([KnownPerson("p", (Name("Talorind Quistworth"),), (("phone", number),))])
    text = f"Call: {written} (evening)."
    return any(text[span.start:span.end].strip(" .(") == written and span.action == "replace" for span in matcher.find(text))


@pytest.mark.parametrize("language", _BY_PAIRS)
def test_a_number_told_in_pairs_is_found(language: str) -> None:
    rng = random.Random(f"{language} pairs")
    for _ in range(12):
        number = "0" + "".join(rng.choices("123456789", k=9))
        pairs = [number[k:k + 2] for k in range(0, 10, 2)]
        assert _found(number, rng.choice((" ", ", ")).join(map(_BY_PAIRS[language], pairs))), number


@pytest.mark.parametrize("language", _BY_DIGITS)
def test_a_number_told_digit_by_digit_or_mixed_with_figures_is_found(language: str) -> None:
    rng = random.Random(f"{language} digits")
    for _ in range(6):
        number = "0" + "".join(rng.choices("123456789", k=8))
        said = [word if rng.random() < 0.7 else digit for digit in number for word in [_BY_DIGITS[language].split()[int(digit)]]]
        said[3] = _BY_DIGITS[language].split()[int(number[3])]
        assert _found(number, " ".join(said)), said


@pytest.mark.parametrize(("number", "written"), [
    ("415 555 0133", "four fifteen dash triple five dash zero one double three"), ("0933 777 018", "صفر تسعمائة وثلاثة وثلاثون سبعمائة وسبعة وسبعون صفر ثمانية عشر"),
    ("02-777-0139", "공이 다시 칠칠칠에 공일삼구"), ("010-2555-0139", "공일공 이천오백오십오 공일삼구"), ("0532 777 01 47", "sıfır beş yüz otuz iki yedi yüz yetmiş yedi sıfır bir kırk yedi"),
    ("333 777 0147", "tre tre tre settecento settantasette zero uno quarantasette"), ("06 7770 1471", "nul zes zevenenzeventig zeventig veertien eenenzeventig")])
def test_a_number_told_as_people_of_many_tongues_do_is_found(number: str, written: str) -> None:
    assert _found(number, written)


@pytest.mark.parametrize("text", ["One or two of the three were ten or eleven years old.", "Ils étaient cinq ou six, un homme et deux femmes.",
                                  "uno dos tres y cuatro veces", "네 사람이 이 일을 오 년 동안 했다"])
def test_words_that_count_are_no_telephone_number(text: str) -> None:
    matcher = Matcher.compile([KnownPerson("p", (Name("Talorind Quistworth"),), (("phone", "0933 777 018"),))])
    assert not matcher.find(text)
