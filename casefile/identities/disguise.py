# SPDX-License-Identifier: GPL-3.0-or-later
"""Pseudonyms that give nothing away: unlike every known name, and seen as no name by the matcher."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from casefile.identities.lifting import SURE, Screener
from casefile.pseudonyms import Hat

_TRIES = 100


class Disguise:
    """Draws pseudonyms for one vault; `screener` is asked only where there is something to ask."""

    def __init__(self, taken: Iterable[str], names: Iterable[str], screener: Callable[[], Screener | None]) -> None:
        self._taken, self._names, self._screener = taken, names, screener

    @cached_property
    def _hat(self) -> Hat:
        return Hat(self._taken, self._names)

    def draw(self) -> str:
        """A new pseudonym that nobody has."""
        word = self._hat.draw()
        for _ in range(_TRIES):
            if not self.holds_name(word):
                break
            word = self._hat.draw()
        return word

    def holds_name(self, word: str) -> bool:
        """Whether the matcher is sure of a known name in it; False while the identity vault is closed."""
        screener = self._screener()
        return screener is not None and any(span.tier in SURE for span in screener.find(word))
