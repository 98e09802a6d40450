# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pseudonym an arriving person gets.

A given one is kept unless somebody else in the vault has it or it holds a known name; otherwise one
is drawn, unlike every known name.  Who has a pseudonym already keeps it where none is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from casefile.identities.lifting import SURE, Screener
from casefile.importers.arrivals import Arrival
from casefile.pseudonyms import Hat

_TRIES = 100


class Naming:
    """Pseudonyms for the people of one file."""

    def __init__(self, people: Sequence[Arrival], in_vault: dict[str, str], names: Iterable[str],
                 screener: Callable[[], Screener | None]) -> None:
        self._owner = {pseudonym: person for person, pseudonym in in_vault.items() if pseudonym}
        self._taken = {*in_vault.values(), *(one.body["pseudonym"] for one in people if "pseudonym" in one.body)}
        self._names = names
        self._screener = screener
        self.warnings: list[str] = []

    def settle(self, arrival: Arrival) -> None:
        """Put the pseudonym into the arriving body."""
        given = arrival.body.get("pseudonym")
        current = arrival.before.label if arrival.before else ""
        if current and given in (None, current):
            arrival.body["pseudonym"] = current
            return
        if given is not None:
            fault = self._fault(given, arrival.id)
            if not fault:
                return
            self.warnings.append(f"The pseudonym of {arrival.place} {fault}; another one stands in its place.")
        arrival.body["pseudonym"] = current or self.draw()

    def draw(self) -> str:
        """A new pseudonym in which the matcher sees no name."""
        for _ in range(_TRIES):
            word = self._hat.draw()
            if not self._holds_name(word):
                return word
        return word

    @cached_property
    def _hat(self) -> Hat:
        return Hat(self._taken, self._names)

    def _fault(self, given: str, person: str) -> str:
        if self._owner.get(given, person) != person:
            return "belongs to somebody else in the vault"
        return "holds a known name" if self._holds_name(given) else ""

    def _holds_name(self, word: str) -> bool:
        screener = self._screener()
        return screener is not None and any(span.tier in SURE for span in screener.find(word))
