# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in Latin letters: what may stand between their words, short forms, written-out umlauts."""

from __future__ import annotations

from anyascii import anyascii

from casefile.redaction.stream import folded

PARTICLES = frozenset((
    "al el ul ad ar as ash at az an de la del los las von van der den ter di da do dos das bin ibn ben bint abu abou um umm y e i "
    "du es er ez ed et en esh ech des le zu zur af av ap mac mc st san santa bte binti o und and и بن ابن بنت ابو ام ال آل"
    " u daw ko ma saw nai bt bnt vd vdr").split())
TITLES = frozenset((
    "mr mrs ms miss mister missus mx dr doctor sir madam aunt auntie uncle brother sister father mother granny grandma grandpa nurse "
    "don doña dona señor señora señorita sr sra srta tío tía hermano hermana compadre comadre seu tio tia irmão irmã "
    "monsieur madame mademoiselle mme mlle oncle tante papa maman herr frau fräulein onkel opa oma "
    "pan pani panna ciocia wujek pán paní strýc teta gospodin gospođa "
    "тетя тётя дядя баба бабушка дед дедушка тітка дядько пан пані господин госпожа товарищ "
    "signor signora signorina zio zia bay bayan abla abi hanım bey bapak ibu bu pak mas mbak kak cik encik puan bwana bibi mama mzee "
    "ate kuya tita tito aling mang chị anh cô chú bác ông bà em").split())
"""Forms of address, after which a given name may stand in short."""
_NICKNAMES = tuple(tuple(row.split()) for row in (
    "elizabeth elisabeth liz lizzy lizzie beth betty eliza libby", "william will bill billy liam",
    "robert rob bob bobby", "richard rick dick richie",
    "james jim jimmy jamie", "john jack johnny jon", "margaret maggie meg peggy greta",
    "katherine catherine kate katie kathy cathy kit",
    "thomas tom tommy", "michael mike mick mickey", "joseph joe joey", "charles charlie chuck",
    "edward ed eddie ted ned", "henry harry hank",
    "alexander alex sandy xander", "alexandra alex sandra", "andrew andy drew", "anthony tony",
    "benjamin ben benny", "christopher chris kit",
    "daniel dan danny", "david dave davy", "dorothy dot dolly", "frances fran fanny", "francis frank",
    "frederick fred freddie", "george georgie",
    "helen nell nellie", "jennifer jen jenny", "jessica jess jessie", "matthew matt", "nicholas nick nicky",
    "patricia pat patty trish",
    "patrick pat paddy", "peter pete", "rebecca becky becca", "samuel sam sammy", "samantha sam",
    "stephen steven steve", "susan sue susie",
    "tabitha tabby", "theodore ted theo", "timothy tim", "victoria vicky tori",
    "francisco paco pancho curro fran", "jose pepe chepe", "ignacio nacho",
    "guadalupe lupe", "dolores lola", "rosario charo", "concepcion concha conchita", "mercedes merche",
    "enrique quique kike", "eduardo edu lalo",
    "manuel manolo manu", "jesus chuy", "antonio toño tony", "alberto beto", "roberto beto", "rafael rafa",
    "isabel isa chabela", "maria ma m mari",
    "teresa tere", "pilar pili", "josefa pepa", "luis lucho", "alejandro ale jandro", "alejandra ale",
    "gabriel gabo", "gabriela gabi"))


def short_forms(word: str) -> set[str]:
    """The everyday short forms of a folded given name, and the long forms of a short one."""
    return {other for row in _NICKNAMES if word in (row[0],) or word in row[1:2] for other in map(folded,
                                                                                                  row)} - {word}


EVERYDAY = frozenset((
    "will grant mark may april june august hope grace rose bill rob art frank pat sue jack drew dawn joy faith stone long young king "
    "brown white black green wood woods field hill hills rich cash chase price love case page bell cook baker miller smith fisher "
    "hunter carter mason taylor walker wright ward lane rivers banks brooks street church marsh moore park parks west north day "
    "knight bishop pope abbot major noble sharp strong wise good best sweet bright gray grey gold silver iron glass rice bacon "
    "ivy daisy violet iris olive amber ruby pearl crystal summer autumn sky star reed heath glen dale guy max gene miles lance rod "
    "dean earl duke prince chance rusty sandy penny holly robin martin jay wren finch crane swan hawk wolf fox lamb bull bush root "
    "blanco rojo moreno rubio bravo guerra paz luz sol cruz flores ríos torres campos prado león delgado bueno blanca alba rosa dolores "
    "amor esperanza consuelo pilar mercedes martes santos iglesias casas castillo reina rey soldado herrero pastor").split())
"""Words that are names too; side by side in small letters they are words."""
_LOOSE = {"a": "a", "b": "b v", "c": "c k s ts", "d": "d", "e": "e i", "f": "f ph", "g": "g gh y j",
          "h": "h ch kh ", "i": "i y ee", "j": "j y dj",
          "k": "k c ck kh", "l": "l ll", "m": "m", "n": "n nn", "o": "o", "p": "p", "q": "q k", "r": "r",
          "s": "s ss sh", "t": "t th",
          "u": "u ou oo y v", "v": "v b w", "w": "w v", "x": "x ks h kh", "y": "y i", "z": "z s ts", "'": " '"}


def transliterated(word: str) -> list[tuple[str, ...]]:
    """For each letter of a word in a script without rules of its own, the Latin spellings it may have."""
    return [tuple(_LOOSE[c].split(" ")) for c in str(anyascii(word)).lower() if c in _LOOSE]


def written_out(word: str) -> set[str]:
    """A word with umlauts and the like written as two letters, folded."""
    found = {folded(word)}
    table = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ñ": "ny", "ł": "w", "š": "sh", "č": "ch",
             "ž": "zh", "ć": "ch", "ş": "sh", "ç": "ch"}
    lowered = word.lower()
    if any(char in table for char in lowered):
        found.add(folded("".join(table.get(char, char) for char in lowered)))
    return found
