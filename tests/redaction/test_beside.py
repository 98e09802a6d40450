# SPDX-License-Identifier: GPL-3.0-or-later
"""Short forms and slips beside the rest of a name; names drawn from seeds."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name

_OPEN, _MIDDLE = "Bel Cor Dal Fen Gal Hor Kal Lor Mar Nar Per Ros Sil Tav Ver Zel".split(), "an er il on ud av em or".split()
_CLOSE = "delia mund rico bertha linda gund tavio wyn sandra lotte mira fonso".split()
_FAMILY_OPEN, _FAMILY_CLOSE = "Thorn Wexl Hather Quill Marsh Grim Addle Stern Brock Padd".split(), "quist worthy sage feather combe wade hurst ington brook ley".split()


def _drawn(seed: str, count: int) -> list[tuple[str, str]]:
    rng = random.Random(seed)
    return [(rng.choice(_OPEN) + rng.choice(_MIDDLE) + rng.choice(_CLOSE), rng.choice(_FAMILY_OPEN) + rng.choice(_FAMILY_CLOSE))
            for _ in range(count)]


def _held(name: str, text: str, written: str) -> bool:
    matcher = Matcher.compile([KnownPerson("p", (Name(name),))])
    start = text.index(written)
    held = {k for span in matcher.find(text) for k in range(span.start, span.end)}
    return all(k in held for k in range(start, start + len(written)) if text[k].isalnum())


_SHORT: dict[str, Callable[[str], str]] = {
    "front": lambda name: name[:4], "front with an ending": lambda name: name[:4] + "ie", "front in Spanish": lambda name: name[:5] + "ita",
    "back": lambda name: name[-5:].capitalize(), "a sound of endearment": lambda name: name[:3] + "ka"}


@pytest.mark.parametrize("way", _SHORT)
def test_a_short_form_beside_the_surname_waits_for_a_person(way: str) -> None:
    found = 0
    names = _drawn(f"short {way}", 12)
    for first, last in names:
        short = _SHORT[way](first)
        for written in (f"{short} {last}", f"{last}, {short}"):
            found += _held(f"{first} {last}", f"Nobody knew where {written} slept.", written)
    assert found >= 0.97 * 2 * len(names)


def test_a_short_form_after_a_title_waits_for_a_person() -> None:
    for first, last in _drawn("title", 6):
        short = first[:4] + "y"
        assert _held(f"{first} {last}", f"They asked Aunt {short} about it.", short)
        assert not _held(f"{first} {last}", f"They asked {short} about it.", short)


def test_a_slip_in_each_part_of_a_long_name_waits_for_a_person() -> None:
    rng = random.Random("slips 9")
    found = tried = 0
    for first, last in _drawn("slips", 40):
        def slipped(word: str) -> str:
            place = rng.randrange(2, len(word) - 1)
            return rng.choice((word[:place] + word[place + 1:], word[:place] + rng.choice("aeioubdmt") + word[place + 1:],
                               word[:place] + word[place] + word[place:]))
        tried += 1
        written = f"{slipped(first)} {slipped(last)}"
        found += _held(f"{first} {last}", f"Yesterday {written} was seen.", written)
    assert found >= 0.95 * tried


def test_whoever_bears_the_surname_is_asked_about_with_what_he_is_called() -> None:
    matcher = Matcher.compile([KnownPerson("p", (Name("Cordelia Thornquist"),))])
    for text, asked in (("Then Pepa Thornquist came.", "Pepa Thornquist"), ("Pepa Thornquist came.", "Pepa Thornquist"),
                        ("Then Thornquist came.", "Thornquist"), ("We saw Mrs Thornquist.", "Thornquist"), ("Before Thornquist came", "Thornquist")):
        assert [text[span.start:span.end] for span in matcher.find(text)] == [asked]


@pytest.mark.parametrize(("name", "text", "action"), [
    ("Talorind van der Quistworth", "Mevrouw Van der Quistworth", "review"), ("Talorind van der Quistworth", "Talorind v. d. Quistworth", "replace"),
    ("Talorind Sage von Quistworth", "v. Quistworth, Talorind", "replace"), ("Talorind Sage von Quistworth", "Quistworth, Talorind von", "replace"),
    ("Nant Mya Thaw Wai", "Nant;Mya;Thaw;Wai", "replace"), ("Nant Mya Thaw Wai", "“Nant” “Mya” “Thaw” “Wai", "replace"),
    ("Nant Mya Thaw Wai", "Nant Mya Thaw (Wai", "replace")])
def test_the_little_words_of_a_name_and_its_cells_are_covered_with_it(name: str, text: str, action: str) -> None:
    matcher = Matcher.compile([KnownPerson("p", (Name(name),))])
    whole = f"seen: {text}) there"
    assert [span.action for span in matcher.find(whole)] == [action]
    assert whole[matcher.find(whole)[0].start:matcher.find(whole)[0].end] == text.removeprefix("Mevrouw ").removeprefix("“")
