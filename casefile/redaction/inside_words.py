# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault's own pseudonyms in a text for others: they would join what audiences must not join.

Whoever works with the case writes "Heron said"; another audience knows the same person by another
word.  A pseudonym is also a word of the language, so a person decides about each.  Exact case and
whole words only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from casefile.redaction.figures import Finder, beside
from casefile.redaction.terms import Span


class WithPseudonyms:
    """A finder that also finds the vault's pseudonyms, as questions."""

    def __init__(self, finder: Finder, people: Mapping[str, str]) -> None:
        self._finder = finder
        self._people = {name: person for person, name in people.items() if len(name) > 1}
        words = sorted(map(re.escape, self._people), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![^\W가-힣])(?:{'|'.join(words)})(?![^\W가-힣])") if words else None

    def find(self, text: str) -> list[Span]:
        """What the finder finds, and pseudonyms beside it."""
        spans = list(self._finder.find(text))
        for found in self._pattern.finditer(text) if self._pattern else ():
            beside(spans, Span(found.start(), found.end(), "Q", self._people[found[0]], "review",
                               "a pseudonym of the case file", "name"))
        return spans
