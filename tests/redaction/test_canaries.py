# SPDX-License-Identifier: GPL-3.0-or-later
"""The drill of the leak check: it passes where everything is found and refuses where one is lost."""

from __future__ import annotations

import random
import re

import pytest
import typst

from casefile.errors import CanaryMissed
from casefile.redaction.canaries import draw, drill
from casefile.redaction.leak_terms import LeakTerms
from tests.redaction.leak_people import terms


def as_pdf(planted: str) -> bytes:
    """A page with the planted text, set as an export is."""
    source = b'#set text(font: ("Noto Sans CJK KR",))\n#sys.inputs.text'
    return typst.compile(source, sys_inputs={"text": planted}, timestamp=0)


def test_all_twelve_are_found_in_text_and_pdf() -> None:
    assert drill("txt", lambda planted: planted.encode(), terms()) == "12/12"
    assert drill("pdf", as_pdf, terms()) == "12/12"


@pytest.mark.parametrize("seed", range(30))
def test_every_drawn_canary_can_be_found(seed: int) -> None:
    for canary in draw(random.Random(seed)):
        assert LeakTerms.build([canary.person]).find(canary.planted), canary.way


def test_a_renderer_that_loses_letters_is_refused() -> None:
    with pytest.raises(CanaryMissed, match="Korean"):
        drill("txt", lambda planted: re.sub("[^\x00-\x7f]|%|&|\\\\", "?", planted).encode(), terms(),
              rng=random.Random(4))
    with pytest.raises(CanaryMissed):
        drill("txt", lambda planted: planted.partition("\n")[0].encode(), terms())


def test_a_copy_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(CanaryMissed, match="read back"):
        drill("pdf", lambda planted: b"%PDF-1.7 broken", terms())


def test_a_known_name_the_check_would_miss_is_refused() -> None:
    blind = LeakTerms(terms().terms, LeakTerms.build([]).matcher, sure=terms().sure)
    with pytest.raises(CanaryMissed, match="would not be found"):
        drill("txt", lambda planted: planted.encode(), blind)


def test_two_draws_differ() -> None:
    assert [one.planted for one in draw(random.Random(1))] != [one.planted for one in draw(random.Random(2))]
