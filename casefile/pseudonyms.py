# SPDX-License-Identifier: GPL-3.0-or-later
"""Pseudonyms: words from lists, never made from the person.

Two kinds.  A vault pseudonym is drawn once at random and kept; it is no phonetic neighbour of a
known name.  An audience pseudonym is computed anew for each export by an HMAC under a key of the
vault over the record's reference, so that it knows nothing of any name, is the same each time for
one audience, and joins nothing across audiences.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from casefile import resources

_VOWELS = str.maketrans("", "", "aeiouyw")


def _nouns() -> tuple[str, ...]:
    return resources.lines("pseudonyms/nouns.txt")


def _first_words() -> tuple[str, ...]:
    return resources.lines("pseudonyms/first_words.txt")


class Hat:
    """Pseudonyms to draw one after another: none twice, none in `taken`, none like a name in `avoid`.

    `avoid` holds true names in any script; Latin ones are compared by their consonants.  A word from
    it is never drawn, alone or in a pair.
    """

    def __init__(self, taken: Iterable[str], avoid: Iterable[str] = ()) -> None:
        self._used = {word.casefold() for word in taken}
        sounds = {sound for name in avoid for sound in _sounds(name)}
        self._second = [word for word in _nouns() if not (_sounds(word) & sounds)] or list(_nouns())
        self._first = [word for word in _first_words() if not (_sounds(word) & sounds)] or list(_first_words())
        self._single = [word for word in self._second if word.casefold() not in self._used]

    def draw(self) -> str:
        """One word where one is free, else two, else two with a number."""
        while self._single:
            word = self._single.pop(secrets.randbelow(len(self._single)))
            if self._take(word):
                return word
        for size in range(1, 1_000_000):
            pair = f"{secrets.choice(self._first)} {secrets.choice(self._second)}"
            word = pair if size <= 50 else f"{pair} {secrets.randbelow(size) + 2}"
            if self._take(word):
                return word
        raise RuntimeError("no pseudonym is left")

    def _take(self, word: str) -> bool:
        if word.casefold() in self._used:
            return False
        self._used.add(word.casefold())
        return True


def draw(taken: Collection[str], avoid: Iterable[str] = ()) -> str:
    """A single new pseudonym; see `Hat`."""
    return Hat(taken, avoid).draw()


def _sounds(name: str) -> set[str]:
    """The consonants of each word of a name that is long enough to be recognised."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(letter if "a" <= letter <= "z" else " " for letter in plain
                    if not unicodedata.combining(letter)).split()
    return {sound for word in words if len(sound := word.translate(_VOWELS)) >= 2}


def for_audience(key: bytes, audience: str, refs: Sequence[str]) -> dict[str, str]:
    """The audience's pseudonym for every reference; unique among them.

    `key` is the vault's audience key, `refs` are external ids (else vault ids).  Collisions are
    resolved in the order of the references' own HMAC, so the result does not depend on how the
    references are ordered.
    """
    first, second = _first_words(), _nouns()
    digests = {ref: _digest(key, audience, ref, 0) for ref in refs}
    chosen: dict[str, str] = {}
    used: set[str] = set()
    for ref in sorted(digests, key=lambda one: digests[one]):
        attempt, digest = 0, digests[ref]
        while True:
            number = int.from_bytes(digest[:8], "big")
            word = f"{first[number % len(first)]} {second[(number // len(first)) % len(second)]}"
            if word not in used:
                break
            attempt += 1
            digest = _digest(key, audience, ref, attempt)
        used.add(word)
        chosen[ref] = word
    return chosen


def _digest(key: bytes, audience: str, ref: str, attempt: int) -> bytes:
    message = f"pseudonym\0{audience}\0{attempt}\0{ref}".encode()
    return hmac.new(key, message, hashlib.sha256).digest()
