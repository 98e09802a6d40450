# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in one country's Latin letters as another writes them, and surnames of the other sex; drawn from seeds.

What stands for what is written out here once more, by hand, from the sounds to both spellings.
"""

from __future__ import annotations

import random

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name

# Each syllable as its own country writes it and as an English ear does.
_COUNTRIES = {
    "Somali": "ca a|xi hi|faa fa|dee de|ra ra|maa ma|no no|le le|gu gu|saa sa|xo ho|bi bi",
    "Turkish": "ce je|şu shu|ça cha|li li|can jan|me me|ra ra|şi shi|tu tu|do do|ba ba|cu ju",
    "old Indonesian": "soe su|djo jo|tji chi|na na|wa wa|koe ku|ra ra|dje je|ma ma|ti ti|sja sha|to to",
    "Polish": "szy shy|cza cha|wo vo|ła la|rze zhe|mi mi|ko ko|żu zhu|ba ba|ta ta|jo yo|de de",
    "Czech": "ša sha|če che|mi mi|žo zho|la la|vu vu|ji yi|ko ko|řa rzha|ta ta|ne ne|ho ho",
    "French": "mou mu|cha sha|dja ja|si si|tou tu|ma ma|gna nya|ko ko|lou lu|ra ra|bi bi|djé je",
    "German": "scha sha|wi vi|tscho cho|mu mu|je ye|la la|ko ko|schi shi|ra ra|ba ba|do do|ne ne",
    "Albanian": "xhe je|gja gya|sho sho|mi mi|la la|xho jo|ri ri|ta ta|be be|ku ku|no no|da da"}


def _covered(found: Matcher, written: str, *, sure: bool = False) -> bool:
    text = f"In the yard they saw {written} and nobody else."
    start = text.index(written)
    held = {k for span in found.find(text) if span.action == "replace" or not sure for k in range(span.start, span.end)}
    return all(k in held for k in range(start, start + len(written)) if text[k].isalnum())


@pytest.mark.parametrize("country", _COUNTRIES)
def test_a_name_in_one_countrys_letters_is_found_in_english_ones(country: str) -> None:
    rng = random.Random(f"abroad {country} 5")
    pairs = [part.split() for part in _COUNTRIES[country].split("|")]
    tried = found = sure = 0
    for _ in range(16):
        said = [rng.sample(pairs, 3) + [rng.choice("n s d r m".split()).split() * 2] for _ in range(2)]
        own, english = (" ".join("".join(one[k] for one in word).capitalize() for word in said) for k in (0, 1))
        matcher = Matcher.compile([KnownPerson("p", (Name(own, "true", "Latn"),))])
        for written in {english, english.upper(), " ".join(english.split()[::-1])}:
            tried += 1
            found += _covered(matcher, written)
            sure += _covered(matcher, written, sure=True)
    assert found >= 0.97 * tried
    assert sure >= 0.9 * tried


_STEMS = "Brel Havn Korczyl Dobrzyn Tarnav Milosl Velichk Zagr Pokorn Stryj Lubom Chwal".split()


@pytest.mark.parametrize(("hers", "his"), [
    ("ińska", "iński"), ("ecka", "ecki"), ("ova", "ov"), ("ina", "in"), ("áková", "ák"), ("ická", "ický"), ("opoulou", "opoulos"), ("ienė", "as")])
def test_a_surname_of_the_other_sex_waits_for_a_person(hers: str, his: str) -> None:
    for stem in random.Random(f"{hers} 3").sample(_STEMS, 6):
        for recorded, written in ((stem + hers, stem + his), (stem + his, stem + hers)):
            matcher = Matcher.compile([KnownPerson("p", (Name(f"Talorind {recorded}"),))])
            text = f"Later the family of {written} left."
            assert [text[span.start:span.end] for span in matcher.find(text) if span.action == "review"] == [written]


@pytest.mark.parametrize(("name", "text"), [
    ("Олексій Бережанський", "Алексей Бережанский"), ("Николай Стремовский", "Миколи Стремовського"), ("Мікалай Брыцкі", "Николая Брицкого"),
    ("Сергій Ковтунець", "Сергея Ковтунца"), ("Елена Дубравская", "Олені Дубравській")])
def test_neighbours_in_cyrillic_write_each_others_names(name: str, text: str) -> None:
    matcher = Matcher.compile([KnownPerson("p", (Name(name, "true", "Cyrl"),))])
    assert _covered(matcher, text)


def test_an_ordinary_english_text_gives_no_such_name() -> None:
    people = [KnownPerson(str(k), (Name(name),)) for k, name in enumerate(
        ("Cawo Xasan Cali", "Cemal Can", "Djoko Oetomo", "Maria Banach", "Chantal Doucet", "Jan Wach"))]
    text = ("The wall was high, and all who came over it had seen much. Call the house, show them the door. John Adams "
            "and Mary Wash took the boat at Dover. Each of us has a cause; Human Rights Watch asked for a list of all cases.")
    assert not [span for span in Matcher.compile(people).find(text) if span.action == "replace"]
