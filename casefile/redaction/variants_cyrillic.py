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
    "татьяна таня", "тимофей тима", "федор федя", "юлия юля", "юрий юра", "яков яша"))


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
    """The everyday short forms of a given name, in every case."""
    plain = folded(word)
    found: set[str] = set()
    for row in _DIMINUTIVES:
        if folded(row[0]) == plain:
            found |= {form for short in row[1:] for form in forms(short)}
    return found


def latin_letters(word: str) -> list[tuple[str, ...]]:
    """For each letter of a word the Latin spellings it has; endings -ий/-ый are one letter."""
    lowered = word.lower()
    ending: list[tuple[str, ...]] = []
    if lowered.endswith(("ий", "ый")):
        lowered, ending = lowered[:-2], [("y", "i", "iy", "ii", "ij", "yy", "yi", "yj", "ey", "ie")]
    found = [tuple(_LATIN[char].split(" ")) for char in lowered if char in _LATIN]
    found = [tuple(dict.fromkeys("" if option in ("'", "") else option for option in options)) for options in found]
    return found + ending
