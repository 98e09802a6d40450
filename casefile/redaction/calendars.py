# SPDX-License-Identifier: GPL-3.0-or-later
"""One day in other calendars, and the names of months in many languages.

Gives (year, month, day) of a Gregorian day in the Islamic (civil, with its neighbours, for the moon is
seen a day earlier or later), Persian, Ethiopian and Coptic calendars, and the years counted from the
Buddha, the Republic, Juche and Japanese reigns.  Rules: the arithmetical calendars of Reingold and
Dershowitz, Calendrical Calculations; the Persian leap years by the 33-year cycle.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

Day = tuple[int, int, int]
_EPOCHS = {"islamic": 227015, "persian": 226896, "ethiopian": 2796, "coptic": 103605}
_REIGNS = ((date(1868, 1, 25), 1867), (date(1912, 7, 30), 1911), (date(1926, 12, 25), 1925), (date(1989, 1, 8), 1988), (date(2019, 5, 1), 2018))


def elsewhere(year: int, month: int, day: int) -> Iterator[Day]:
    """The same day in the calendars that count years in four figures of their own; nothing for no day."""
    try:
        fixed = date(year, month, day).toordinal()
    except ValueError:
        return
    yield year + 543, month, day
    for near in (-1, 0, 1):
        yield _islamic(fixed + near)
    yield _persian(fixed)
    for epoch in ("ethiopian", "coptic"):
        yield _thirteen_months(fixed - _EPOCHS[epoch])


def reigned(year: int, month: int, day: int) -> Iterator[Day]:
    """The same day by years that are told in two or three figures after the name of an era."""
    yield year - 1911, month, day
    begun = [first for start, first in _REIGNS if (year, month, day) >= (start.year, start.month, start.day)]
    if begun:
        yield year - begun[-1], month, day


def _islamic(fixed: int) -> Day:
    year = (30 * (fixed - _EPOCHS["islamic"]) + 10646) // 10631
    start = _EPOCHS["islamic"] + (year - 1) * 354 + (3 + 11 * year) // 30
    month = min(12, (11 * (fixed - start) + 330) // 325)
    return year, month, fixed - start - (29 * (month - 1) + month // 2) + 1


def _persian(fixed: int) -> Day:
    year = (fixed - _EPOCHS["persian"]) * 33 // 12053 + 1
    start = _new_year(year)
    if fixed < start:
        year, start = year - 1, _new_year(year - 1)
    elif fixed >= _new_year(year + 1):
        year, start = year + 1, _new_year(year + 1)
    past = fixed - start
    month = past // 31 + 1 if past < 186 else (past - 186) // 30 + 7
    return year, month, past - (31 * (month - 1) if month < 8 else 186 + 30 * (month - 7)) + 1


def _new_year(year: int) -> int:
    """The fixed day of the first of Farvardin."""
    return _EPOCHS["persian"] - 1 + 365 * (year - 1) + (8 * year + 21) // 33


def _thirteen_months(past: int) -> Day:
    year = (4 * past + 1463) // 1461
    of_year = past - (365 * (year - 1) + year // 4)
    return year, of_year // 30 + 1, of_year % 30 + 1


# One row a month; a word may be cut where what follows only bends it. Rows of other calendars share the numbers.
_ROWS = (
    "jan ene янв січ студ სту يناير كانون·الثاني oca sty gen ιανουαρ led siječ tammi ינואר जनवरी جنوری ژانویه มกราคม ม.ค. ဇန်နဝါရီ জানুয়ারি yan",
    "peb shkurt feb fév fev февр лют شباط فبراير şub lut φεβρουαρ únor velja helmi פברואר फरवरी फ़रवरी فروری فوریه กุมภาพันธ์ ก.พ. ဖေဖော်ဝါရီ ফেব্রুয়ারি",
    "mar mär märz март берез сакав آذار مارس μαρτ břez ožuj maalis מרץ मार्च مارچ มีนาคม มี.ค. မတ် মার্চ machi",
    "prill apr abr avr апр квіт красав نيسان أبريل nis kwi απριλ dub trav huhti אפריל अप्रैल اپریل آوریل เมษายน เม.ย. ဧပြီ এপ্রিল",
    "may mai mayo мая май трав أيار مايو maj mei mag μαΐ μαι květ svib touko מאי मई مئی พฤษภาคม พ.ค. မေ মে",
    "qersh jun juin июн черв чэрв حزيران يونيو haz cze giu ιουν červn lip kesä יוני जून جون ژوئن มิถุนายน มิ.ย. ဇွန် জুন iyun",
    "korr jul juil июл лип ліп تموز يوليو tem lip lug ιουλ červen srp heinä יולי जुलाई جولائی ژوئیه กรกฎาคม ก.ค. ဇူလိုင် জুলাই iyul",
    "gusht aug ago août авг серп жнів آب أغسطس ağu sie agu avg αυγουστ srp kolov elo אוגוסט अगस्त اگست اوت สิงหาคม ส.ค. ဩဂုတ် আগস্ট",
    "shtat sep set сент верес أيلول سبتمبر eyl wrz σεπτεμβρ září ruj syys ספטמבר सितंबर सितम्बर ستمبر سپتامبر กันยายน ก.ย. စက်တင်ဘာ সেপ্টেম্বর",
    "tetor oct out окт жовт кастр تشرين·الأول أكتوبر okt eki paź ott οκτωβρ říj list loka אוקטובר अक्टूबर अक्तूबर اکتوبر اکتبر ตุลาคม ต.ค. အောက်တိုဘာ অক্টোবর",
    "nënt nov ноя листоп лістап تشرين·الثاني نوفمبر kas lis νοεμβρ listop studen marras נובמבר नवंबर नवम्बर نومبر نوامبر พฤศจิกายน พ.ย. နိုဝင်ဘာ নভেম্বর",
    "des dhj dec dic dez déc дек груд снеж كانون·الأول ديسمبر ara gru δεκεμβρ pros joulu דצמבר दिसंबर दिसम्बर دسمبر دسامبر ธันวาคม ธ.ค. ဒီဇင်ဘာ ডিসেম্বর")
_OTHER = (
    "محرم muharram moharram فروردین farvardin መስከረم መስከረም meskerem", "صفر safar اردیبهشت ordibehesht ጥቅምት tikimt teqemt",
    "ربيع·الأول ربیع·الاول rabi·al-awwal rabi·i خرداد khordad ኅዳር ህዳር hidar", "ربيع·الثاني ربيع·الآخر rabi·al-thani rabi·ii تیر tir ታኅሣሥ ታህሳስ tahsas",
    "جمادى·الأولى جمادي·الأول jumada·al-awwal jumada·al-ula مرداد امرداد mordad ጥር",
    "جمادى·الآخرة جمادى·الثانية jumada·al-thani jumada·al-akhira شهریور shahrivar የካቲት yekatit",
    "رجب rajab مهر mehr መጋቢት megabit", "شعبان shaban sha'ban آبان aban ሚያዝያ miyazya", "رمضان ramadan ramazan آذر azar ግንቦት ginbot",
    "شوال shawwal دی dey ሰኔ sene", "ذو·القعدة ذي·القعدة ذو·القعده dhu·al-qadah dhul·qadah zulkade بهمن bahman ሐምሌ ሀምሌ hamle",
    "ذو·الحجة ذي·الحجة dhu·al-hijjah dhul·hijjah zilhicce اسفند esfand ነሐሴ ነሀሴ nehase", "ጳጉሜ ጳጉሜን pagume")


def _months() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for rows in (_ROWS, _OTHER):
        for number, row in enumerate(rows, 1):
            for word in row.split():
                said = word.replace("·", " ").lower()
                found[said] = (*found.get(said, ()), number)
    return found


MONTHS = _months()
"""The beginning of a month's name, in small letters, and which months of the year it may be."""
