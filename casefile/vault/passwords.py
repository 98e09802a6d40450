# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a new passphrase is strong enough.

The bar is 2^60 guesses as zxcvbn counts them (about what five random words give).  zxcvbn's work grows with the
square of the length, so it sees the first 100 characters only; more can make a passphrase only stronger.
"""

from __future__ import annotations

import unicodedata

from zxcvbn import zxcvbn

from casefile.errors import WeakPassphrase

MIN_GUESSES = 2**60
_SEEN = 100
_MAX_BYTES = 1024
_FAMOUS = ("correcthorsebatterystaple", "thequickbrownfoxjumpsoverthelazydog", "tobeornottobethatisthequestion",
           "loremipsumdolorsitamet", "allyourbasearebelongtous", "maytheforcebewithyou")


def judge(passphrase: str) -> None:
    """Raise WeakPassphrase unless `passphrase` may protect a vault."""
    text = unicodedata.normalize("NFC", passphrase)
    if not text.strip():
        raise WeakPassphrase("The passphrase is empty.", kind="empty-passphrase")
    if len(text.encode("utf-8")) > _MAX_BYTES:
        raise WeakPassphrase("The passphrase is longer than 1024 bytes.", kind="passphrase-too-long",
                             advice="Six or more random words are enough.")
    letters = "".join(filter(str.isalpha, text.casefold()))
    # every attacker's list begins with famous phrases, zxcvbn's does not: only what stands beside one counts
    famous = any(phrase in letters and len(letters) < len(phrase) + 12 for phrase in _FAMOUS)
    if famous or guesses(text) < MIN_GUESSES:
        raise WeakPassphrase("The passphrase is too weak.")


def guesses(passphrase: str) -> float:
    """How many guesses an attacker who knows the usual tricks needs, as zxcvbn estimates it."""
    return float(zxcvbn(passphrase[:_SEEN], max_length=_SEEN)["guesses"])
