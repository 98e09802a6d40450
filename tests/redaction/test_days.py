# SPDX-License-Identifier: GPL-3.0-or-later
"""Days of birth however people tell them: days from seeds, told by rules written out here."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from casefile.redaction.calendars import elsewhere
from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name

_TELLINGS = {
    "Vietnamese": "ngày {d} tháng {m} năm {y}", "Chinese": "{y}年{m}月{d}日", "Korean": "{y}년 {m}월 {d}일", "dots": "{d}.{m}.{y}",
    "Indonesian": "{d} {id} {y}", "Russian": "{d} {ru} {y} года", "Thai": "{d} {th} {b}", "Republic": "民國{r}年{m}月{d}日", "American": "{en} {d}, {y}",
    "Hindi": "{d} {hi} {y}", "Greek": "{d} {el} {y}", "Hebrew": "{d} ב{he} {y}", "Roman": "{d}.{x}.{y}", "short year": "{d}/{m}/{s}"}
_NAMES = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "en": "January February March April May June July August September October November December",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר", "x": "I II III IV V VI VII VIII IX X XI XII"}


def _asked(born: date, text: str) -> list[str]:
    matcher = Matcher.compile([KnownPerson("p", (Name("Talorind Quistworth"),), born=born.isoformat())])
    whole = f"born ({text}) there"
    assert all(span.action == "review" for span in matcher.find(whole))
    return [whole[span.start:span.end] for span in matcher.find(whole)]


@pytest.mark.parametrize("telling", _TELLINGS)
def test_a_day_of_birth_is_found_as_any_people_tells_it(telling: str) -> None:
    rng = random.Random(telling)
    for _ in range(6):
        born = date(1930, 1, 1) + timedelta(rng.randrange(27000))
        months = {code: names.split()[born.month - 1] for code, names in _NAMES.items()}
        text = _TELLINGS[telling].format(d=born.day, m=born.month, y=born.year, b=born.year + 543, r=born.year - 1911, s=f"{born.year % 100:02}", **months)
        assert _asked(born, text) == [text]
        assert _asked(born + timedelta(1), text) == []


@pytest.mark.parametrize(("born", "text"), [
    ("1962-02-11", "eleventh of February nineteen sixty-two"), ("1962-02-11", "once de febrero de mil novecientos sesenta y dos"),
    ("1962-02-11", "onze février mille neuf cent soixante-deux"), ("1962-02-11", "elften Februar neunzehnhundertzweiundsechzig"),
    ("1962-02-11", "одиннадцатого февраля тысяча девятьсот шестьдесят второго года"), ("1962-02-11", "一九六二年二月十一日"),
    ("1962-02-11", "천구백육십이년 이월 십일일"), ("1962-02-11", "jedenastego lutego tysiąc dziewięćset sześćdziesiątego drugiego"),
    ("1962-02-11", "昭和三十七年二月十一日"), ("1962-02-11", "22 بهمن 1340"), ("1962-02-11", "1340/11/22"), ("1962-02-11", "6 رمضان 1381"),
    ("1962-02-11", "4 የካቲት 1954"), ("1962-02-11", "주체51(1962)년 2월 11일")])
def test_a_day_of_birth_in_words_or_by_another_calendar_is_found(born: str, text: str) -> None:
    assert _asked(date.fromisoformat(born), text) == [text]


def test_calendars_agree_with_days_everybody_knows() -> None:
    assert {(2533, 6, 5), (1410, 11, 11), (1369, 3, 15), (1982, 9, 28)} <= set(elsewhere(1990, 6, 5))
    assert (1379, 1, 1) in set(elsewhere(2000, 3, 20))
    assert (1375, 12, 30) in set(elsewhere(1997, 3, 20))
    assert list(elsewhere(1990, 2, 30)) == []
