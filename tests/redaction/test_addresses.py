# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses shortened and turned round; drawn from seeds."""

from __future__ import annotations

import random

import pytest

from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name

_STEMS = "Saddler Juniper Thistle Harrow Quill Mill Lark Brindle Copper Marrow".split()


def _asked(recorded: str, text: str) -> list[str]:
    matcher = Matcher.compile([KnownPerson("p", (Name("Talorind Quistworth"),), places=(recorded,))])
    whole = f"she lived at {text}, they said"
    return [whole[span.start:span.end].rstrip(".") for span in matcher.find(whole) if span.action == "review"]


@pytest.mark.parametrize(("recorded", "written"), [
    ("{n} {s}'s Row, Overcombe", "{s}s Row {n}"), ("{n} {s} Crescent", "{s} Cres. {n}"), ("{s} Street {n}", "{n} {s} St"), ("{n} {s} Ln", "{n}, {s} Lane"),
    ("{s}straße {n}", "{s}str. {n}"), ("Calle {s} {n}", "{s} {n}"), ("улица {s} {n}", "ул. {s}, {n}"), ("Jalan {s} {n}", "Jl. {s} {n}"),
    ("{s} Caddesi {n}", "{s} Cad. {n}")])
def test_an_address_shortened_or_turned_round_waits_for_a_person(recorded: str, written: str) -> None:
    rng = random.Random(recorded)
    for _ in range(4):
        parts = {"s": rng.choice(_STEMS), "n": rng.randrange(2, 190)}
        assert written.format(**parts).rstrip(".") in _asked(recorded.format(**parts), written.format(**parts)), parts


def test_another_number_in_the_street_is_another_house() -> None:
    assert "Saddlers Row 31" not in _asked("3 Saddler's Row", "Saddlers Row 31")
