# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a new passphrase is strong enough.

The bar is 2^60 guesses as zxcvbn counts them (about what five random words give).  zxcvbn's work grows with the
square of the length, so it sees the first 100 characters only; more can make a passphrase only stronger.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zxcvbn import zxcvbn

from casefile.errors import WeakPassphrase

MIN_GUESSES = 2**60
_SEEN = 100
_MAX_BYTES = 1024
_EASY = (("repeat", "It repeats itself."), ("sequence", "It holds letters or numbers in their usual order."),
         ("spatial", "It follows the keys of a keyboard."), ("date", "It holds a date."), ("regex", "It holds a year."),
         ("dictionary", "It is made of too few words, or of words that are tried first."))
_FAMOUS = ("correcthorsebatterystaple", "thequickbrownfoxjumpsoverthelazydog", "tobeornottobethatisthequestion",
           "loremipsumdolorsitamet", "allyourbasearebelongtous", "maytheforcebewithyou")


@dataclass(frozen=True, slots=True)
class Strength:
    """An estimate: how many guesses, whether they are enough, and where they are not, what makes it easy."""

    guesses: float
    enough: bool
    why: str


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
    if any(phrase in letters and len(letters) < len(phrase) + 12 for phrase in _FAMOUS):
        raise WeakPassphrase("The passphrase is too weak: it is a famous phrase, and those are tried first.")
    found = strength(text)
    if not found.enough:
        raise WeakPassphrase(f"The passphrase is too weak: it is guessed after {in_words(found.guesses)} tries, and "
                             f"{in_words(MIN_GUESSES)} are asked for. {found.why}".rstrip())


def strength(passphrase: str) -> Strength:
    """How many guesses an attacker who knows the usual tricks needs, as zxcvbn estimates it, and what makes it easy."""
    found = zxcvbn(passphrase[:_SEEN], max_length=_SEEN)
    guesses = float(found["guesses"])
    return Strength(guesses, guesses >= MIN_GUESSES, "" if guesses >= MIN_GUESSES else _why(found["sequence"]))


def in_words(guesses: float) -> str:
    """A number of tries, as people say it: `about a million million`."""
    for power, name in ((18, "a billion billion"), (15, "a million billion"), (12, "a thousand billion"),
                        (9, "a billion"), (6, "a million"), (3, "a thousand")):
        if guesses >= 10**power:
            times = int(guesses / 10**power)
            return f"about {name}" if times == 1 else f"about {times} times {name}" if times < 1000 else (
                f"over a thousand times {name}")
    return "a few hundred"


def _why(parts: Sequence[Mapping[str, Any]]) -> str:
    """What makes it easy, from the parts it was guessed by; never a part itself."""
    found = {str(part["pattern"]) for part in parts}
    for pattern, words in _EASY:
        if pattern in found:
            return words
    return "It is too short."
