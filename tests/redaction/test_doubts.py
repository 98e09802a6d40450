# SPDX-License-Identifier: GPL-3.0-or-later
"""What is not asked about: known abbreviations, words that only sound like a name of a script without vowels."""

from __future__ import annotations

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name

_HELD = Matcher.compile([KnownPerson("k", (Name("구녀월"),)), KnownPerson("e", (Name("Ulric Norwood Halstead"),)),
                         KnownPerson("a", (Name("عمر القاسمي"),)), KnownPerson("h", (Name("נעמה שטרנליב"),))])


def _seen(text: str) -> list[str]:
    return [text[span.start:span.end] for span in _HELD.find(text)]


@pytest.mark.parametrize("text", ["They use GNU tools.", "See UNH-4711 and FORM UNH BASIS.", "the GNW was founded", "a file UNH_2", "Nome: x\nName: y\nNUMI"])
def test_an_abbreviation_or_a_word_of_a_form_is_no_question(text: str) -> None:
    assert _seen(text) == []


@pytest.mark.parametrize(("text", "asked"), [
    ("It was GNW, she wrote.", "GNW"), ("signed U.N.H. on Monday", "U.N.H."), ("signed by UNH yesterday", "UNH"), ("They called Omar first.", "Omar"),
    ("Then Naama left.", "Naama"), ("قال عمر ذلك", "عمر")])
def test_initials_and_names_in_a_sentence_still_are(text: str, asked: str) -> None:
    assert asked in _seen(text)


def test_a_name_in_full_is_replaced_in_capitals_and_in_small_letters_too() -> None:
    for text in ("OMAR AL-QASIMI", "Naama Shternliv"):
        assert [span.action for span in _HELD.find(text)] == ["replace"]
    assert [span.action for span in _HELD.find("they say omar alqasimi came")] == ["review"]
