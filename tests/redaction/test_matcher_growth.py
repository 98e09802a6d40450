# SPDX-License-Identifier: GPL-3.0-or-later
"""Work grows with the text alone: counted in calls, which nothing else on the machine disturbs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product

import pytest

from casefile.redaction.figures import WithFigures
from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Name

_SURNAMES, _FIRST, _SECOND = "김박최정강조윤장한오서신권황안송홍고문손", "철성혁순금옥봉춘학향", "별덕남희광설화경호민"
_LINES = {
    "Latin": "{k} On day {k} the train stood, \"so it was\" said Balbrak Zelvo; M. Wrexham wrote 0{k}-555-{k} twice.\n",
    "Korean": "{k} 그날 김철별이 강가에서 왔다 ({k}). 사람들은 오래 기다렸고, 모 씨는 02-555-{k} 로 걸었다.\n",
    "mixed": "{k} т.е. Москва, “{k}” %20 Zelvo Balbrak's, 金哲; été à Nîmes=20 <b>x</b> Ко и не 그리고 t0day {k}\n"}


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, a measure of work no other process can disturb."""
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def people(count: int) -> list[KnownPerson]:
    """People no two of whom share a word of their Latin names."""
    ends = ["".join(parts) for parts in product(("bra", "dol", "fen", "gri", "kos"), ("ka", "no", "ri", "su"), ("n", "th", "sk", "rt", "ms"))]
    names = [a + b + c for a, b, c in product(_SURNAMES, _FIRST, _SECOND)]
    return [KnownPerson(f"p{k}", (Name(names[k * 7]), Name("Balbrak Zelvo" if not k else f"{ends[k].title()}e {ends[-k].title()}aro")))
            for k in range(count)]


@pytest.mark.parametrize("script", _LINES)
def test_work_grows_with_the_text_and_hardly_with_the_names(script: str) -> None:
    rows = [_LINES[script].format(k=k) for k in range(100, 180)]
    once, twice = "".join(rows[:40]), "".join(rows)
    many, few = (WithFigures(Matcher.compile(people(count)), ()) for count in (90, 9))
    for found in (many, few):
        found.find(twice)  # what is worked out once and kept is not counted
    least = calls(lambda: many.find(once))
    assert calls(lambda: many.find(twice)) <= 2.2 * least
    assert least <= 1.5 * calls(lambda: few.find(once))
