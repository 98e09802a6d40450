# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented people for the leak check's tests, in several scripts."""

from __future__ import annotations

from functools import cache

from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.terms import KnownPerson, Name

PEOPLE = (
    KnownPerson("p-1", (Name("서문겨레", "true", "Hang"), Name("西門겨레", "alias"), Name("겨레오빠", "nickname")),
                contacts=(("phone", "+86 433 555 0117"), ("email", "river.stone41@example.org")),
                documents=(("vehicle_plate", "함북 31-7720"),), places=("Dolgae, Hoeryong",),
                relatives=((Name("서문한빛", "true", "Hang"),),)),
    KnownPerson("p-2", (Name("곽상도리", "true", "Hang"),)),
    KnownPerson("p-3", (Name("方雪岭", "true", "Hani"),)),
    KnownPerson("p-4", (Name("Hortensia Quiroga Belmar", "true", "Latn"),)),
    KnownPerson("p-5", (Name("Ветлугин Прохор Савельич", "true", "Cyrl"),)),
    KnownPerson("p-6", (Name("نبيل الزعفراني", "true", "Arab"),)),
    KnownPerson("p-7", (Name("ခင်လှိုင်မြတ်သူ", "true", "Mymr"),)),
    KnownPerson("p-8", (Name("표일만", "true", "Hang"),)),
    KnownPerson("p-10", (Name("Zebulonia", "true", "Latn"),)),
    KnownPerson("p-11", (Name("鲁伟", "true", "Hani"),)),
    KnownPerson("p-12", (Name("Wu Ei", "true", "Latn"),)),
    KnownPerson("p-9", (Name("Wilfred Ottershaw", "true", "Latn"),), contacts=(("account", "otter_9912"),)),
)


@cache
def terms() -> LeakTerms:
    """The terms of everybody here, with one public fax number."""
    return LeakTerms.build(PEOPLE, ("+82 2 555 0199", "front.desk@example.org"))
