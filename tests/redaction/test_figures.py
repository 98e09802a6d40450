# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts and long numbers nobody listed do not leave unasked; dates and public contacts stay."""

from __future__ import annotations

import pytest

from casefile.redaction.figures import WithFigures
from casefile.redaction.inside_words import WithPseudonyms
from casefile.redaction.matcher import Matcher

FINDER = WithFigures(Matcher.compile([]), ["+82 2 555 0100", "desk@example.org"])


def _found(text: str) -> list[tuple[str, str]]:
    return [(text[span.start:span.end], span.action) for span in FINDER.find(text)]


@pytest.mark.parametrize(("text", "found"), [
    ("call 010-1234-5678 now", [("010-1234-5678", "replace")]),
    ("call +86 433 555 0142", [("+86 433 555 0142", "replace")]),
    ("전화 ０１０-１２３４-５６７８", [("０１０-１２３４-５６７８", "replace")]),
    ("write to who.ever@example.net.", [("who.ever@example.net", "replace")]),
    ("at 37.5665, 126.9780", [("37.5665, 126.9780", "replace")]),
    ("about 1200000 people", [("1200000", "review")]),
    ("file 123456", [("123456", "review")]),
    ("some 25 778 810 people", [("25 778 810", "review")]),
    ("fax +82 2 555 0100 or desk@example.org", []),
    ("on 2002-03-14, in 1951 and 2001-2003", []),
    ("20 of 25 people, 350 won", []),
])
def test_figures_by_their_shape(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found


def test_the_vaults_own_pseudonyms_are_questions_in_exact_case_and_whole_words() -> None:
    finder = WithPseudonyms(FINDER, {"p1": "Heron", "p2": "Quiet Heron", "p3": "물떼새"})
    text = "Heron and Quiet Heron came; a heron, Herons. Heron은 물떼새와 갔다."
    assert [(text[span.start:span.end], span.person, span.action) for span in finder.find(text)] == [
        ("Heron", "p1", "review"), ("Quiet Heron", "p2", "review"), ("Heron", "p1", "review"), ("물떼새", "p3", "review")]
