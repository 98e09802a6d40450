# SPDX-License-Identifier: GPL-3.0-or-later
"""Lifting: taking known names and contacts out of texts, and putting them back letter for letter.

What a matcher is sure of (tiers T1, T2 and P) is replaced by a reference; the words go to the
identity vault.  What could only be part of a name (T3, T4) stays and is counted as a doubt: a
person decides.  References that stand already are kept, whoever made them; they only grow where a
longer name turns out to stand there.

Promises: putting the words back gives the text as it came in, for any text.  Nothing is written
here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from casefile.errors import Damaged
from casefile.records.markers import Class, Marker, Part, escape, join, split
from casefile.records.record import KINDS
from casefile.records.shape import map_texts
from casefile.redaction.terms import Span
from casefile.store.writing import Lift, new_id

SURE = ("T1", "T2", "P")
DOUBTFUL = ("T3", "T4")
_CLASS: Mapping[str, Class] = {"name": "n", "relative": "r"}
_SHORT, _REMEMBERED = 200, 20_000


class Finder(Protocol):
    """What finds names in a plain text (the matcher)."""

    def find(self, text: str, /) -> Sequence[Span]:
        """Spans in code points of `text`."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A record's body after screening: what was taken out anew, and what is left in doubt.

    `doubts` has one entry for each span: the number of the text in the order of the noun's shape, and the tier.
    """

    body: dict[str, Any] = field(repr=False)
    lifts: tuple[Lift, ...] = field(repr=False)
    doubts: tuple[dict[str, Any], ...]

    @property
    def state(self) -> str:
        """The word for the screening table."""
        return "doubt" if self.doubts else "screened"


@dataclass(frozen=True, slots=True)
class _Held:
    """Words that a reference of the text stands for, at their place in the whole text."""

    start: int
    end: int
    marker: Marker


class Screener:
    """Screens texts with one matcher; remembers what it found in short texts, which repeat a lot."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._known: dict[str, Sequence[Span]] = {}

    def record(self, kind: str, record: str, body: Mapping[str, Any], words: Mapping[str, str]) -> Screened:
        """Screen a stored body; `words` are what its references stand for, by lift id."""
        lifts: list[Lift] = []
        doubts: list[dict[str, Any]] = []
        number = -1

        def one(stored: str) -> str:
            nonlocal number
            number += 1
            text, new, tiers = self.text(stored, words, kind, record)
            lifts.extend(new)
            doubts.extend({"text": number, "tier": tier} for tier in tiers)
            return text

        return Screened(map_texts(KINDS[kind].shape, body, one), tuple(lifts), tuple(doubts))

    def text(self, stored: str, words: Mapping[str, str], kind: str,
             record: str) -> tuple[str, list[Lift], list[str]]:
        """Screen one stored text: the text, the new lifts, and the tiers of what is left in doubt."""
        original, held = _laid_out(stored, words)
        spans = self.find(original)
        if not spans:
            return stored, [], []
        sure = [span for span in spans if span.tier in SURE and span.action == "replace"]
        taken, lifts = _taken(original, held, sure, kind, record)
        doubts: list[str] = [span.tier for span in spans
                             if span.tier in DOUBTFUL or (span.tier in SURE and span.action == "review")
                             if not _covered(span, taken)]
        return _written(original, taken) if lifts else stored, lifts, doubts

    def find(self, text: str) -> Sequence[Span]:
        """What the matcher finds in a plain text."""
        if not text or text.isspace():
            return ()
        if len(text) > _SHORT:
            return self._finder.find(text)
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = self._finder.find(text)
        return found


def _laid_out(stored: str, words: Mapping[str, str]) -> tuple[str, list[_Held]]:
    """The text in its original words, and where its references stand in it."""
    held: list[_Held] = []
    pieces: list[str] = []
    at = 0
    for part in split(stored):
        piece = _words_of(part, words) if isinstance(part, Marker) else part
        if isinstance(part, Marker):
            held.append(_Held(at, at + len(piece), part))
        pieces.append(piece)
        at += len(piece)
    return "".join(pieces), held


def _words_of(marker: Marker, words: Mapping[str, str]) -> str:
    found = words.get(marker.lift)
    if found is None:
        raise Damaged("The identity vault has lost words that were taken out of a text.", kind="lost-words")
    return found


def _taken(original: str, held: list[_Held], sure: list[Span], kind: str,
           record: str) -> tuple[list[_Held], list[Lift]]:
    """All references the text shall have: those it has, and one for each stretch that is new or has grown."""
    taken = list(held)
    lifts: dict[str, Lift] = {}
    for span in sorted(sure, key=lambda one: (one.start, -one.end)):
        first = bisect_right(taken, span.start, key=_end)
        over = taken[first:bisect_left(taken, span.end, lo=first, key=_start)]
        if any(one.start <= span.start and span.end <= one.end for one in over) or span.start >= span.end:
            continue
        start = min([span.start, *(one.start for one in over)])
        end = max([span.end, *(one.end for one in over)])
        marker = Marker(_CLASS.get(span.what, "c"), span.person, new_id())
        taken[first:first + len(over)] = [_Held(start, end, marker)]
        for one in over:
            lifts.pop(one.marker.lift, None)
        lifts[marker.lift] = Lift(marker.lift, marker.person, marker.klass, original[start:end], kind, record)
    return taken, list(lifts.values())


def _start(one: _Held) -> int:
    return one.start


def _end(one: _Held) -> int:
    return one.end


def _covered(span: Span, taken: list[_Held]) -> bool:
    before = bisect_right(taken, span.start, key=_start)
    return before > 0 and span.end <= taken[before - 1].end


def _written(original: str, taken: list[_Held]) -> str:
    parts: list[Part] = []
    at = 0
    for one in taken:
        parts += [original[at:one.start], one.marker]
        at = one.end
    return join([*parts, original[at:]])


def lift(text: str, finder: Finder, *, kind: str, record: str) -> tuple[str, list[Lift], list[str]]:
    """Lift a text as somebody wrote it: the stored text, the lifts, the tiers of what is in doubt."""
    return Screener(finder).text(escape(text), {}, kind, record)


def unlift(stored: str, words: Mapping[str, str]) -> str:
    """A stored text in its original words; Damaged where the words of a reference are missing."""
    return "".join(_words_of(part, words) if isinstance(part, Marker) else part for part in split(stored))


def escaped(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A body in its writer's words as a stored body without references."""
    result: dict[str, Any] = map_texts(KINDS[kind].shape, body, escape)
    return result


def original(kind: str, body: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """A stored body in its writer's words."""
    result: dict[str, Any] = map_texts(KINDS[kind].shape, body, lambda stored: unlift(stored, words))
    return result
