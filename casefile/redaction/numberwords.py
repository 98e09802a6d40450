# SPDX-License-Identifier: GPL-3.0-or-later
"""Number words of many languages, and what a row of them says in figures.

A number is read the way it is spoken: hundreds with tens with ones, ones before tens where a language
says so (German, Arabic), sixty with teens in French, multiplying words in Korean, Chinese, Vietnamese
and Indonesian.  Numbers that do not go on with one another stand side by side, as in "nineteen
eighty-eight" and in telephone numbers told in pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Role = Literal["one", "teen", "ten", "hundred", "after", "x10", "x100", "x1000"]


@dataclass(frozen=True, slots=True)
class Word:
    """A number word: what it counts and its place in a number; `after` adds to ones said before it."""

    value: int
    role: Role


ONES = (
    "zero oh nought nil|one|two|three|four|five|six|seven|eight|nine",
    "영 공 령|일 하나|이 둘|삼 셋|사 넷|오 다섯|육 륙 여섯|칠 일곱|팔 여덟|구 아홉",
    "零 〇 洞|一 壹 幺 弌|二 贰 貳 两|三 叁 參|四 肆|五 伍|六 陆 陸|七 柒|八 捌|九 玖",
    "cero|uno una un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve",
    "ноль нуль|один одна|два две|три|четыре|пять|шесть|семь|восемь|девять",
    "صفر|واحد واحدة|اثنان اثنين اثنا|ثلاثة ثلاث|أربعة اربعة أربع|خمسة خمس|ستة ست|سبعة سبع|ثمانية ثمان ثماني|تسعة تسع",
    "သုည|တစ်|နှစ်|သုံး|လေး|ငါး|ခြောက်|ခုနစ် ခုနှစ်|ရှစ်|ကိုး",
    "null|eins ein|zwei zwo|drei|vier|fünf|sechs|sieben|acht|neun",
    "zéro zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf",
    "zero|um uma|dois duas|três|quatro|cinco|seis meia|sete|oito|nove", "zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove",
    "nul|een één|twee|drie|vier|vijf|zes|zeven|acht|negen", "zero|jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć",
    "không|một mốt|hai|ba|bốn tư|năm lăm|sáu|bảy|tám|chín", "صفر|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه", "sıfır|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz",
    "нуль|один|два|три|чотири|п'ять п’ять|шість|сім|вісім|дев'ять дев’ять", "nol kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan",
    "sifuri|moja|mbili|tatu|nne|tano|sita|saba|nane|tisa", "nolla|yksi|kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän",
    "noll|ett|två|tre|fyra|fem|sex|sju|åtta|nio", "nula|jedna|dva dvě|tři tri|čtyři četiri|pět pet|šest|sedm sedam|osm osam|devět devet",
    "μηδέν|ένα|δύο|τρία|τέσσερα|πέντε|έξι|επτά εφτά|οκτώ οχτώ|εννέα εννιά", "אפס|אחת אחד|שתיים שניים|שלוש|ארבע|חמש|שש|שבע|שמונה|תשע",
    "शून्य|एक|दो|तीन|चार|पांच पाँच|छह छः|सात|आठ|नौ", "صفر|ایک|دو|تین|چار|پانچ|چھ|سات|آٹھ|نو", "ศูนย์|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า",
    "ゼロ れい|いち|に|さん|よん|ご|ろく|なな|はち|きゅう", "ling|yi yao|er|san|si|wu|liu|qi|ba|jiu")
_TEENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen",
    "diez|once|doce|trece|catorce|quince|dieciséis dieciseis|diecisiete|dieciocho|diecinueve",
    "dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf",
    "dez|onze|doze|treze|catorze quatorze|quinze|dezesseis dezasseis|dezessete dezassete|dezoito|dezenove dezanove",
    "dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove",
    "zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn",
    "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien",
    "десять|одиннадцать|двенадцать|тринадцать|четырнадцать|пятнадцать|шестнадцать|семнадцать|восемнадцать|девятнадцать",
    "десять|одинадцять|дванадцять|тринадцять|чотирнадцять|п'ятнадцять п’ятнадцять|шістнадцять|сімнадцять|вісімнадцять|дев'ятнадцять дев’ятнадцять",
    "dziesięć|jedenaście|dwanaście|trzynaście|czternaście|piętnaście|szesnaście|siedemnaście|osiemnaście|dziewiętnaście",
    "عشرة عشر|أحد·عشر|اثنا·عشر|ثلاثة·عشر|أربعة·عشر|خمسة·عشر|ستة·عشر|سبعة·عشر|ثمانية·عشر|تسعة·عشر",
    "ده|یازده|دوازده|سیزده|چهارده|پانزده|شانزده|هفده|هجده|نوزده")
_TENS = (
    "twenty|thirty|forty fourty|fifty|sixty|seventy|eighty|ninety", "veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa",
    "vingt|trente|quarante|cinquante|soixante|septante|huitante octante quatre-vingt quatre-vingts quatre·vingt quatre·vingts|nonante",
    "vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa", "venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta",
    "zwanzig|dreißig dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig", "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig",
    "двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто",
    "двадцять|тридцять|сорок|п'ятдесят п’ятдесят|шістдесят|сімдесят|вісімдесят|дев'яносто дев’яносто",
    "dwadzieścia|trzydzieści|czterdzieści|pięćdziesiąt|sześćdziesiąt|siedemdziesiąt|osiemdziesiąt|dziewięćdziesiąt",
    "yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan",
    "عشرون عشرين|ثلاثون ثلاثين|أربعون أربعين|خمسون خمسين|ستون ستين|سبعون سبعين|ثمانون ثمانين|تسعون تسعين",
    "بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود", "ishirini|thelathini|arobaini|hamsini|sitini|sabini|themanini|tisini")
_HUNDREDS = (
    "cien ciento|doscientos|trescientos|cuatrocientos|quinientos|seiscientos|setecientos|ochocientos|novecientos",
    "cem cento|duzentos|trezentos|quatrocentos|quinhentos|seiscentos|setecentos|oitocentos|novecentos",
    "cento|duecento|trecento|quattrocento|cinquecento|seicento|settecento|ottocento|novecento",
    "сто|двести|триста|четыреста|пятьсот|шестьсот|семьсот|восемьсот|девятьсот",
    "сто|двісті|триста|чотириста|п'ятсот п’ятсот|шістсот|сімсот|вісімсот|дев'ятсот дев’ятсот",
    "sto|dwieście|trzysta|czterysta|pięćset|sześćset|siedemset|osiemset|dziewięćset",
    "مائة مئة|مائتان مئتان مائتين مئتين|ثلاثمائة ثلاثمئة|أربعمائة أربعمئة|خمسمائة خمسمئة|"
    "ستمائة ستمئة|سبعمائة سبعمئة|ثمانمائة ثمانمئة|تسعمائة تسعمئة",
    "صد|دویست|سیصد|چهارصد|پانصد|ششصد|هفتصد|هشتصد|نهصد")
_TIMES_HUNDRED = "hundred hundert honderd cent cents cento yüz trăm ratus 백 百 mia"
_TIMES_TEN = "십 十 拾 mươi mười puluh 열"
_TIMES_THOUSAND = "thousand mil mille tausend duizend тысяча тысячи тисяча tysiąc bin ألف هزار nghìn ngàn ribu 천 千 elfu"
_GERMAN, _DUTCH = "ein zwei drei vier fünf sechs sieben acht neun", "een twee drie vier vijf zes zeven acht negen"
_DUTCH_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_COMPOUND = (
    (_GERMAN, "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", "{one}und{ten}"), (_GERMAN, "zwanzig dreissig", "{one}und{ten}"),
    (_DUTCH, _DUTCH_TENS, "{one}en{ten}"), (_DUTCH, _DUTCH_TENS, "{one}ën{ten}"),
    ("uno due tre quattro cinque sei sette otto nove", "venti trenta quaranta cinquanta sessanta settanta ottanta novanta", "{ten}{one}"),
    ("uno dos tres cuatro cinco seis siete ocho nueve", "veinti", "{ten}{one}"),
    ("ún dós trés cuatro cinco séis siete ocho nueve", "veinti", "{ten}{one}"))


def _table() -> dict[str, Word]:
    found: dict[str, Word] = {}
    for ones, tens, form in _COMPOUND:
        for ten, tenth in enumerate(tens.split(), 2):
            for one, unit in enumerate(ones.split(), 1):
                stem = tenth[:-1] if form == "{ten}{one}" and tenth[-1] in "ai" and unit[0] in "uo" and tenth != "veinti" else tenth
                found[form.format(one=unit, ten=stem)] = Word(ten * 10 + one, "teen")
    for rows, role, step, start in ((_HUNDREDS, "hundred", 100, 1), (_TENS, "ten", 10, 2), (_TEENS, "teen", 1, 10), (ONES, "one", 1, 0)):
        for row in rows:
            for value, words in enumerate(row.split("|"), start):
                for word in words.split():
                    spoken = word.casefold().replace("·", " ")
                    found[spoken] = Word(value * step, role)  # type: ignore[arg-type]
                    if "\u0600" <= spoken[0] <= "\u06ff" and role in ("ten", "teen", "hundred", "one"):
                        found["و" + spoken] = Word(value * step, "after" if role == "ten" else role)  # type: ignore[arg-type]
    for listed, role in ((_TIMES_TEN, "x10"), (_TIMES_HUNDRED, "x100"), (_TIMES_THOUSAND, "x1000")):
        for word in listed.split():
            found.setdefault(word, Word({"x10": 10, "x100": 100, "x1000": 1000}[role], role))  # type: ignore[arg-type]
    return found


WORDS = _table()
"""Every number word, in small letters."""
BESIDE_MARKS = {"ba": Word(3, "one")}
"""Words of two languages, as they count beside words with marks: ba is 8 in Chinese Latin letters, 3 in Vietnamese."""
TIMES = {"double": 2, "triple": 3, "treble": 3, "doble": 2, "triplete": 3, "doppel": 2, "dubbel": 2, "duplo": 2, "doppio": 2}
"""Words that say a digit is told more than once."""


def figures(row: Sequence[Word]) -> list[tuple[int, int, str]]:
    """(first, past the last, figures) of each number a row of words says."""
    found = []
    k = 0
    while k < len(row):
        end, value = _number(row, k)
        found.append((k, end, str(value)))
        k = end
    return found


def _number(row: Sequence[Word], first: int) -> tuple[int, int]:
    """Where the number that begins here ends, and its value."""
    total, part, k = 0, row[first].value, first + 1
    last = row[first].role
    if last in ("x10", "x100", "x1000") and k < len(row) and row[k].role == "one" and last == "x10":
        return k + 1, part + row[k].value
    while k < len(row):
        word = row[k]
        if word.role == "x1000" and 0 < part < 1000 and total == 0:
            total, part = part * 1000, 0
        elif last == "x1000" and first + 1 == k and total == 0:
            total, part = part, word.value
        elif word.role == "x100" and 0 < part < 100:
            part *= 100
        elif word.role == "x10" and part % 10 and (last == "one"):
            part += part % 10 * 9
        elif not _goes_on(part, last, word, total):
            break
        else:
            part += word.value
        last = word.role
        k += 1
    return k, total + part


def _goes_on(part: int, last: Role, word: Word, total: int) -> bool:
    """Whether a word goes on with the number before it."""
    if word.role == "after":
        return last == "one" and part % 100 < 10 and part % 10 > 0
    if word.value == 0 or word.role in ("x10", "x100", "x1000"):
        return (word.role == "x10" and last == "x100") or (word.role == "x100" and last == "x1000" and part == 0)
    if last == "x1000" and part == 0:
        return word.value < 1000
    if last in ("hundred", "x100"):
        return word.value < 100
    if last in ("ten", "x10", "after"):
        return word.role == "one" or (word.role == "teen" and word.value < 20 and part % 100 in (60, 80))
    return total > 0 and part == 0


_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth " \
           "seventeenth eighteenth nineteenth twentieth"
_RUSSIAN = "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат " \
           "восемнадцат девятнадцат двадцат"
_RUSSIAN_TENS = "двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност"
_POLISH = "pierwsz drugi trzeci czwart piąt szóst siódm ósm dziewiąt dziesiąt jedenast dwunast trzynast czternast piętnast szesnast siedemnast " \
          "osiemnast dziewiętnast dwudziest"
_POLISH_TENS = "dwudziest trzydziest czterdziest pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt"
_UKRAINIAN = "перш друг трет четверт п'ят шост сьом восьм дев'ят десят одинадцят дванадцят тринадцят чотирнадцят п'ятнадцят шістнадцят сімнадцят " \
             "вісімнадцят дев'ятнадцят двадцят"


def _ordinals() -> dict[str, Word]:
    found = {"thirtieth": Word(30, "ten"), "premier": Word(1, "one"), "primero": Word(1, "one"), "primeiro": Word(1, "one"), "primo": Word(1, "one"),
             "ersten": Word(1, "one"), "erster": Word(1, "one"), "dritten": Word(3, "one"), "dritter": Word(3, "one"), "birinci": Word(1, "one"),
             "двухтысячного": Word(2000, "x1000"), "trzydziestego": Word(30, "ten"), "тридцятого": Word(30, "ten")}
    for value, stem in enumerate(_ENGLISH.split(), 1):
        found[stem] = Word(value, _place(value))
    for rows, endings in ((_RUSSIAN, "ого ое ый ьего ье ий ом"), (_POLISH, "ego y a ym"), (_UKRAINIAN, "ого е ий ього")):
        for value, stem in enumerate(rows.split(), 1):
            found |= {stem + ending: Word(value, _place(value)) for ending in endings.split()}
    for tens, bent in ((_RUSSIAN_TENS, "ого ое ый ом"), (_POLISH_TENS, "ego y ym")):
        for value, stem in enumerate(tens.split(), 2):
            found |= {stem + ending: Word(value * 10, "ten") for ending in bent.split()}
    for word, known in WORDS.items():
        if word.isalpha() and known.role in ("teen", "ten", "one") and 1 < known.value < 32 and word < "\u0250":
            for ending in ("ten", "ter", "sten", "ster"):
                found.setdefault(word + ending, known)
    return found


def _place(value: int) -> Role:
    return "one" if value < 10 else "teen" if value < 20 else "ten"


ORDINALS = _ordinals()
"""Words that say the how-manieth, as days and years are told."""
