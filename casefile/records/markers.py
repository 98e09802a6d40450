# SPDX-License-Identifier: GPL-3.0-or-later
"""The language of lifted text: what stands in a stored text where words were taken out.

A reference is `⟦<class>:<person id>:<lift id>⟧`.  Classes: `n` the person's name, `r` a name of one
of the person's relatives, `c` a contact, number or document.  The person id is empty where the
number belongs to nobody known.  Brackets ⟦ and ⟧ that a person wrote are kept as ⟦[⟧ and ⟦]⟧, so
that no text from outside can pass for a reference.

Promises: `split` undoes `escape` and `join` letter for letter, for any text.
It must never see the words that were taken out: those live in the identity vault alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from casefile.errors import Damaged

Class = Literal["n", "r", "c"]

_BRACKET = re.compile("[⟦⟧]")
_TOKEN = re.compile("⟦(?:([\\[\\]])|([nrc]):([0-9a-f]{0,64}):([0-9a-f]{1,64}))⟧")
_ESCAPED = {"⟦": "⟦[⟧", "⟧": "⟦]⟧"}
_PLAIN = {"[": "⟦", "]": "⟧"}


@dataclass(frozen=True, slots=True)
class Marker:
    """A reference that stands for words in the identity vault."""

    klass: Class
    person: str
    lift: str

    def __str__(self) -> str:
        return f"⟦{self.klass}:{self.person}:{self.lift}⟧"


Part = str | Marker


def escape(text: str) -> str:
    """A text as somebody wrote it, in the stored language (no references in it)."""
    return _BRACKET.sub(lambda found: _ESCAPED[found[0]], text)


def split(text: str) -> list[Part]:
    """The parts of a stored text in order: pieces as written, and references.

    Neighbouring pieces are joined and never empty.  Raises Damaged where a bracket is neither a
    reference nor escaped: stored text is never written that way.
    """
    if "⟦" not in text and "⟧" not in text:
        return [text] if text else []
    parts: list[Part] = []
    piece: list[str] = []
    at = 0
    for token in _TOKEN.finditer(text):
        piece.append(_unbracketed(text[at:token.start()]))
        at = token.end()
        bracket, klass, person, lift = token.groups()
        if bracket:
            piece.append(_PLAIN[bracket])
            continue
        if whole := "".join(piece):
            parts.append(whole)
        piece = []
        parts.append(Marker(cast(Class, klass), person, lift))
    piece.append(_unbracketed(text[at:]))
    if whole := "".join(piece):
        parts.append(whole)
    return parts


def _unbracketed(piece: str) -> str:
    if _BRACKET.search(piece):
        raise Damaged("A stored text holds a broken reference.")
    return piece


def join(parts: Iterable[Part]) -> str:
    """The stored text of these parts; the inverse of `split`."""
    return "".join(str(part) if isinstance(part, Marker) else escape(part) for part in parts)


def references(text: str) -> list[Marker]:
    """The references in a stored text, in order."""
    return [part for part in split(text) if isinstance(part, Marker)]


def render(text: str, show: Callable[[Marker], str]) -> str:
    """A stored text for reading, each reference as `show` says."""
    return "".join(show(part) if isinstance(part, Marker) else part for part in split(text))


def plain(text: str, pseudonyms: Mapping[str, str]) -> str:
    """A stored text for reading with the case key alone: pseudonyms by person id instead of names."""
    return render(text, lambda marker: shown(marker, pseudonyms.get(marker.person, "")))


def shown(marker: Marker, pseudonym: str) -> str:
    """How a reference reads without the identity vault.  An unknown person's pseudonym is empty."""
    if marker.klass == "c":
        return "[contact]"
    who = pseudonym or "a person"
    return who if marker.klass == "n" else f"a relative of {who}"
