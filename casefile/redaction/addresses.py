# SPDX-License-Identifier: GPL-3.0-or-later
"""An address as people shorten it and turn it round: 3 Saddlers Row, Saddler's Row 3; Street, St.

Works on the words of one part of an address.  It knows what a street, a square or a house is called
in many languages and how that is shortened, never a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, product

from casefile.redaction.stream import folded, words

_SAME = tuple(tuple(map(folded, row.split())) for row in (
    "street st str",
    "road rd", "avenue ave av", "lane ln", "crescent cres cr", "square sq", "court ct", "place pl", "drive dr", "boulevard blvd bvd bd",
    "terrace ter terr", "highway hwy", "close cl", "gardens gdns", "grove grv", "parkway pkwy", "mount mt", "saint st", "building bldg bldng",
    "apartment apt flat unit", "floor fl", "north n", "south s", "east e", "west w", "house ho hse", "number no nr", "block blk", "room rm",
    "улица ул", "проспект пр просп пр-т", "переулок пер", "площадь пл", "бульвар бул", "дом д",
    "квартира кв", "набережная наб", "шоссе ш", "вулиця вул",
    "провулок пров", "будинок буд", "calle c", "avenida av avda", "carrera cra kr", "plaza pza pl", "paseo p pso", "número num no", "colonia col",
    "rua r", "praça pça", "rue r", "place pl",
    "straße strasse str", "platz pl", "gasse g", "weg w", "via v", "piazza pza", "ulica ul", "aleja al",
    "plac pl", "náměstí nám", "ulice ul", "utca u", "tér t", "jalan jl jln", "gang gg", "cadde cad caddesi",
    "sokak sok sk sokağı", "mahalle mah mahallesi",
    "bulvarı blv", "đường đ", "phường p", "quận q", "phố", "شارع ش", "خیابان خ", "کوچه ک"))
_OF = {word: row for row in _SAME for word in row}
_GERMAN = ("strasse", "str")
MOST = 24
"""An address has so many rows at most."""


def rows(part: str) -> Iterator[tuple[str, frozenset[int]]]:
    """(letters, where words end) of the other ways to write a part of an address that has a number or a word for a street."""
    said = words(part)
    if not 2 <= len(said) <= 5 or not any(word in _OF or word.isdecimal() or word.endswith(_GERMAN) for word in said):
        return
    options = [_others(word) for word in said]
    found = 0
    for written in product(*options):
        for order in _orders(list(written)):
            row = "".join(order)
            if order != said and len(row) >= 5 and found < MOST:
                found += 1
                yield row, frozenset(accumulate(map(len, order)))


def _others(word: str) -> tuple[str, ...]:
    """A word of an address and what it may be shortened to or was short for."""
    if word.endswith(_GERMAN) and word not in _OF:
        stem = word.removesuffix("strasse").removesuffix("str")
        return stem + "strasse", stem + "str"
    return (word, *(other for other in _OF.get(word, ()) if other != word))


def _orders(said: list[str]) -> Iterator[list[str]]:
    """The words as they are, and with the number of the house at the other end."""
    yield said
    if said[0].isdecimal() and len(said) > 2:
        yield [*said[1:], said[0]]
    if said[-1].isdecimal() and len(said) > 2:
        yield [said[-1], *said[:-1]]
    street = next((k for k, word in enumerate(said) if word in _OF and not word.isdecimal()), None)
    if street is not None and len(said) > 2:  # улица Садовая 5, Садовая улица 5
        rest = [word for k, word in enumerate(said) if k != street and not word.isdecimal()]
        numbers = [word for word in said if word.isdecimal()]
        yield [said[street], *rest, *numbers]
        yield [*rest, said[street], *numbers]
        if numbers and sum(map(len, rest)) >= 5:
            yield [*rest, *numbers]
            yield [*numbers, *rest]
