# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in Cyrillic letters: their case endings, short forms and Latin spellings."""

from __future__ import annotations

from casefile.redaction.stream import folded

_PATRONYMIC = ("ович", "евич", "ич", "овна", "евна", "ична", "инична", "оглы", "кызы", "улы")
_HARD = ("", "а", "у", "ом", "ым", "е", "ы", "ои", "ою", "ов", "ам", "ами", "ах", "ыми", "ых", "и")
_SOFT = ("ь", "я", "ю", "ем", "ём", "е", "и", "ью")
_A = ("а", "ы", "и", "е", "у", "ои", "ею", "ою", "еи")
_YA = ("я", "и", "е", "ю", "еи", "ею", "ё")
_SHORT_I = ("и", "я", "ю", "ем", "ом", "е", "и")
_ADJECTIVE = ("и", "ии", "ыи", "ои", "ого", "его", "ому", "ему", "им", "ым", "ом", "ем", "ая", "ую", "ои", "еи",
              "ои", "ие", "их", "ых", "яя", "юю")
_LATIN = {
    "а": "a", "б": "b", "в": "v w f ff", "г": "g h gh", "д": "d", "е": "e ye je ie ", "ё": "e yo o io jo eo ye",
    "ж": "zh j z g jh sch",
    "з": "z s", "и": "i y ee ie", "й": "y i j  yi", "к": "k c ck", "л": "l ll", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r",
    "с": "s ss c", "т": "t", "у": "u ou oo w", "ф": "f ph ff", "х": "kh h x ch", "ц": "ts c tz z cz tc",
    "ч": "ch tch c tsch cz tsh",
    "ш": "sh sch s sz ch", "щ": "shch sch shh sh stch schtsch sc", "ъ": " '", "ы": "y i ", "ь": " ' i y j",
    "э": "e", "ю": "yu iu ju u you iou",
    "я": "ya ia ja a", "і": "i y", "ї": "yi i ji", "є": "ye ie e je", "ґ": "g", "ў": "u w", "ө": "o u", "ү": "u",
    "ң": "ng n", "қ": "q k",
    "ғ": "gh g", "ә": "a e", "ұ": "u", "һ": "h", "ј": "j y", "љ": "lj l", "њ": "nj n", "ђ": "dj d", "ћ": "c ch",
    "џ": "dz dj",
}
_DIMINUTIVES = tuple(tuple(row.split()) for row in (
    "александр саша шура саня сашка шурик", "александра саша шура саня сашка", "алексей алеша леша леха лёша",
    "анастасия настя ася", "анна аня нюра анюта",
    "антон тоша антоша", "борис боря", "василий вася", "вера верочка", "виктор витя", "владимир вова володя",
    "вячеслав слава", "галина галя",
    "григорий гриша", "дарья даша", "демьян дема", "дмитрий дима митя", "евгений женя", "евгения женя",
    "екатерина катя", "елена лена алена",
    "елизавета лиза", "иван ваня", "илья илюша", "ирина ира", "константин костя", "ксения ксюша", "лариса лара",
    "людмила люда мила",
    "максим макс", "маргарита рита", "мария маша маруся", "михаил миша", "надежда надя", "наталья наташа",
    "николай коля", "оксана ксана", "ольга оля",
    "павел паша", "петр петя", "роман рома", "светлана света", "семен сема", "сергей сережа", "станислав стас",
    "степан степа",
    "татьяна таня", "тимофей тима", "федор федя", "юлия юля", "юрий юра", "яков яша",
    "евдокия дуня дуся авдотья", "аркадий аркаша", "тихон тиша", "милана мила", "анатолий толя", "валентина валя", "валентин валя",
    "валерий валера", "валерия лера", "виктория вика", "геннадий гена", "георгий гоша жора гога", "герасим гера", "даниил даня данила",
    "денис деня", "егор гоша", "захар захарка", "зинаида зина", "зоя зойка", "игнат игнаша", "игорь гоша", "иосиф ося", "клавдия клава",
    "кузьма кузя", "лев лева", "леонид леня", "любовь люба", "марина мара", "матвей мотя", "нина нинка", "прасковья параша паша",
    "пелагея поля", "полина поля", "раиса рая", "софья соня софа", "таисия тася тая", "тамара тома", "фаина фая", "эдуард эдик",
    "эльвира эля", "варвара варя", "василиса вася", "вероника ника", "вениамин веня", "арсений сеня", "артем тема", "богдан даня",
    "глеб глебушка", "марфа марфуша", "нестор нестик", "остап осташка", "роза роза", "серафима сима", "эмилия миля"))
_ACROSS = tuple(tuple(row.split()) for row in (
    "александр олександр аляксандр лесь алесь", "александра олександра аляксандра леся алеся", "алексей олексій аляксей олекса лёша льоша",
    "анна ганна", "андрей андрій андрэй", "анастасия анастасія настасся", "антон антін", "аркадий аркадій аркадзь", "афанасий панас опанас",
    "василий василь васіль", "вера віра", "виктор віктор віктар", "викентий вікентій", "владимир володимир уладзімір",
    "владислав уладзіслаў", "вячеслав в'ячеслав вячаслаў", "галина галіна", "георгий георгій", "григорий григорій рыгор гриць",
    "даниил данило даніла", "дарья дарина дар'я", "дмитрий дмитро дзмітрый зміцер", "евгений євген яўген", "евгения євгенія яўгенія",
    "евдокия явдоха еўдакія", "екатерина катерина кацярына", "елена олена алена", "елизавета єлизавета лізавета", "ефим юхим",
    "захар захар", "иван іван ян янка", "игнат гнат", "илья ілля", "иосиф йосип", "ирина ірина арына", "кирилл кирило", "константин костянтин",
    "кузьма кузьма", "лев лев леў", "леонид леонід", "лука лука", "любовь любов любоў", "макар макар", "максим максим максім", "мария марія марыя",
    "матвей матвій", "михаил михайло міхаіл міхась", "надежда надія надзея", "наталья наталія наталля", "никита микита мікіта",
    "николай микола мікалай", "оксана аксана ксения", "ольга ольга вольга", "павел павло павал", "пелагея палажка", "петр петро пётра пятро",
    "роман роман раман", "светлана світлана святлана", "семен семен сямён", "сергей сергій сяргей", "софья софія", "степан степан сцяпан",
    "татьяна тетяна таццяна", "тимофей тиміш цімафей", "федор федір фёдар хведір", "филипп пилип", "юрий юрій", "яков яків якаў", "ярослав яраслаў",
    "аким яким", "прокофий прокіп", "прасковья параска", "ксения оксана", "варвара варвара", "степанида степанида", "лукьян лук'ян",
    "демьян дем'ян", "марьяна мар'яна", "назар назар", "остап евстафий"))
"""One given name as Russians, Ukrainians and Belarusians say it."""


def neighbouring(word: str) -> str:
    """A surname as the neighbours write it, in lower case: Russian Журавский is Ukrainian Журавський."""
    low = word.lower()
    if low.endswith(("скі", "цкі", "ски", "цки")):
        return low[:-1] + "ий"
    for plain, soft in (("ск", "ськ"), ("цк", "цьк")):
        for ending in ("ий", "а", "ая"):
            if low.endswith(soft + ending):
                return low[:-len(soft + ending)] + plain + ("ая" if ending == "а" else ending)
            if low.endswith(plain + ending):
                return low[:-len(plain + ending)] + soft + ("а" if ending == "ая" else ending)
    return low


def is_patronymic(word: str) -> bool:
    """Whether a folded word is a father's name."""
    return len(word) > 5 and word.endswith(_PATRONYMIC)


def forms(word: str) -> set[str]:
    """The folded case forms of a word."""
    plain = folded(word)
    if len(plain) < 3:
        return {plain}
    stem, last = plain[:-1], plain[-1]
    if word.lower().endswith(("ий", "ый", "ой")) and len(plain) > 4:
        found = {plain[:-2] + ending for ending in _ADJECTIVE} | {plain[:-2] + e for e in ("ии", "ия", "ию",
                                                                                           "ием", "иеи")}
    elif plain.endswith(("ская", "цкая", "ная", "вая", "лая", "рая")):
        found = {plain[:-2] + ending for ending in _ADJECTIVE}
    elif last == "а":
        found = {stem + ending for ending in _A}
    elif last == "я":
        found = {stem + ending for ending in _YA}
    elif word.lower().endswith("й"):
        found = {stem + ending for ending in _SHORT_I} | {stem[:-1] + "ь" + e for e in ("я", "ю", "ем", "е")}
    elif last == "ь":
        found = {stem + ending for ending in _SOFT}
    elif last in "оеиуюыэ":
        found = {stem + ending for ending in ("а", "у", "ом", "е", "ы")} if plain.endswith("ко") else set()
    else:
        found = {plain + ending for ending in _HARD} | _fleeting(plain)
    return {plain, *found}


def _fleeting(plain: str) -> set[str]:
    if plain[-2] in "ео":
        stems = [plain[:-2] + plain[-1], plain[:-2] + "ь" + plain[-1]]
        return {stem + ending for stem in stems for ending in ("а", "у", "ом", "ем", "е", "ы")}
    return set()


def short_forms(word: str) -> set[str]:
    """The everyday short forms of a given name and its forms in the neighbouring languages, in every case."""
    plain = folded(word)
    found: set[str] = set()
    for row in _DIMINUTIVES:
        if folded(row[0]) == plain:
            found |= {form for short in row[1:] for form in forms(short)}
    for row in _ACROSS:
        if plain in map(folded, row):
            found |= {form for other in row for form in forms(other)} | _shorts_of(row)
    return found - {plain}


def _shorts_of(names: tuple[str, ...]) -> set[str]:
    """The short forms of any of these names, in every case."""
    whole = set(map(folded, names))
    return {form for row in _DIMINUTIVES if folded(row[0]) in whole for short in row[1:] for form in forms(short)}


def latin_letters(word: str) -> list[tuple[str, ...]]:
    """For each letter of a word the Latin spellings it has; endings -ий/-ый are one letter."""
    lowered = word.lower()
    ending: list[tuple[str, ...]] = []
    if lowered.endswith(("ий", "ый")):
        lowered, ending = lowered[:-2], [("y", "i", "iy", "ii", "ij", "yy", "yi", "yj", "ey", "ie")]
    found = [tuple(_LATIN[char].split(" ")) for char in lowered if char in _LATIN]
    found = [tuple(dict.fromkeys("" if option in ("'", "") else option for option in options)) for options in found]
    return found + ending
