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


def draw(taken: Collection[str], avoid: Iterable[str] = ()) -> str:
    """A new pseudonym: not in `taken` (whatever the case), and unlike every name in `avoid`.

    One word where one is free, else two.  `avoid` holds true names in any script; Latin ones are
    compared by their consonants.
    """
    used = {word.casefold() for word in taken}
    sounds = {sound for name in avoid for sound in _sounds(name)}
    single = [word for word in _nouns() if word.casefold() not in used and not (_sounds(word) & sounds)]
    if single:
        return secrets.choice(single)
    while True:
        pair = f"{secrets.choice(_first_words())} {secrets.choice(_nouns())}"
        if pair.casefold() not in used:
            return pair


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
