# SPDX-License-Identifier: GPL-3.0-or-later
"""A few words that stand for a hash, for people to read aloud, write down and compare.

Each word of the English BIP-39 list says 11 bits: six words say the first 66 bits of the hash, eight words 88.
There is no checksum in them: two people compare all of them, or nothing is compared.
"""

from __future__ import annotations

from mnemonic import Mnemonic

_WORDS = Mnemonic("english").wordlist
_BITS = 11


def comparison_words(digest: bytes, count: int) -> str:
    """The first `count` times 11 bits of `digest` as words, separated by blanks; ValueError where it is shorter."""
    left = len(digest) * 8 - count * _BITS
    if left < 0:
        raise ValueError("the digest is too short for so many words")
    bits = int.from_bytes(digest, "big") >> left
    return " ".join(_WORDS[bits >> _BITS * place & 2**_BITS - 1] for place in reversed(range(count)))
