# SPDX-License-Identifier: GPL-3.0-or-later
"""Packed bytes: what is hidden among them is found, and chance is not called a name."""

from __future__ import annotations

import random

import pytest

from casefile.redaction.leak_search import Search
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.terms import KnownPerson, Name
from tests.redaction.leak_people import terms

SHORT = ("Bo Li", "Wu Ei", "Ann Ox", "표일", "방로아", "鲁伟", "ม่อน", "Ян Жук", "Ku Do")


def _found(data: bytes, known: LeakTerms) -> list[str]:
    search = Search(known, "a.bin", ours=False, kept=None, deeper=lambda *_: None)
    search.raw("file", data)
    return [one.tier for one in search.findings.values()]


def test_chance_is_not_called_a_name() -> None:
    known = LeakTerms.build([KnownPerson(f"p-{number}", (Name(name, "true"),)) for number, name in enumerate(SHORT)])
    for seed in range(2):
        assert _found(random.Random(seed).randbytes(400_000), known) == []


@pytest.mark.parametrize(("name", "encoding"), [
    ("Wilfred Ottershaw", "ascii"), ("Wilfred Ottershaw", "utf-16-le"), ("Wilfred Ottershaw", "utf-16-be"), ("표일만", "utf-8"), ("표일만", "cp949"),
    ("표일만", "utf-16-le"), ("方雪岭", "gb18030"), ("方雪岭", "utf-8"), ("Прохор Савельич Ветлугин", "utf-8"), ("+86 433 555 0117", "ascii")])
@pytest.mark.parametrize("place", [0, 1001, 20_000])
def test_a_name_among_packed_bytes_is_found(name: str, encoding: str, place: int) -> None:
    noise = random.Random(11).randbytes(20_000)
    hidden = name.replace(" ", "" if "+" in name else " ").encode(encoding)
    assert _found(noise[:place] + b"\x00\x00" + hidden + b"\x00\x00" + noise[place:], terms())


@pytest.mark.parametrize("text", ["Then came Wu Ei, and nobody else did.", "그날 鲁伟 씨가 강가에 오래 서 있었다고 나는 들었다"])
def test_a_short_name_in_a_stretch_of_plain_text_is_found_between_packed_bytes(text: str) -> None:
    noise = random.Random(8).randbytes(20_000)
    assert _found(noise + b"\x00" + text.encode() + b"\x00" + noise, terms())
