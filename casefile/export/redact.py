# SPDX-License-Identifier: GPL-3.0-or-later
"""From a report to a redacted one: references become the audience's words, matches are replaced or decided.

Every text passes: titles, cells and captions as well as stories.  The result of each is matched again
until nothing certain is left in it, two rounds at most; else the export is refused.  A redacted report
comes out of `Redaction.settled` alone, and only once every item is decided.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from casefile.errors import Refused, UnresolvedReview
from casefile.export.decoys import Decoys, Looked, within
from casefile.export.names import CONTACT, PLACE, WITHHELD, Names, in_language
from casefile.export.report import Clean, Raw, RedactedReport, Report, map_leaves
from casefile.export.review import Decisions, Item, could, item_id
from casefile.records import markers
from casefile.records.markers import Marker
from casefile.redaction import grammar
from casefile.redaction.terms import Span

ROUNDS = 2


class Finder(Protocol):
    """Whatever finds what must not leave in a plain text (the matcher)."""

    def find(self, text: str) -> Sequence[Span]:
        """Spans of code points, merged and in order."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage: what it becomes, what stood there, and the item that decides it ("" if none)."""

    after: str
    before: str = field(repr=False)
    changed: bool = False
    item: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text before and after, for the preview: every word of people, and whatever else changed."""

    where: str
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Redaction:
    """What redaction came to, item by item."""

    report: RedactedReport = field(repr=False)
    queue: list[Item]
    waiting: list[Item]
    passages: list[Passage]
    replaced: int
    redacted: int
    kept: int
    looked: list[Looked] = field(repr=False)

    def settled(self) -> RedactedReport:
        """The report that may be rendered; UnresolvedReview while an item waits for a person."""
        if self.waiting:
            raise UnresolvedReview(f"{len(self.waiting)} {'place waits' if len(self.waiting) == 1 else 'places wait'} "
                                   "for a decision.", queue=[item.as_json() for item in self.waiting])
        return self.report


def redact(report: Report, names: Names, finder: Finder, key: bytes, decisions: Decisions,
           asked: Sequence[Item] = (), decoys: Decoys | None = None) -> Redaction:
    """Redact a report.  `asked` are items from before this stage (a true name to be printed), `decoys` words to be
    asked about although nothing matched."""
    desk = _Desk(names, finder, key, decisions, decoys or {})
    for item in asked:
        desk.decide(item)
    clean = map_leaves(report, desk.clean)
    return Redaction(clean, desk.queue, desk.waiting, desk.passages, desk.replaced, desk.redacted, desk.kept,
                     desk.looked)


class _Desk:
    """Works through the texts one after the other and keeps count."""

    def __init__(self, names: Names, finder: Finder, key: bytes, decisions: Decisions, decoys: Decoys) -> None:
        self._names, self._finder, self._key, self._decisions = names, finder, key, decisions
        self._decoys = decoys
        self._asked: Counter[str] = Counter()
        self.looked: list[Looked] = []
        self.queue: list[Item] = []
        self.waiting: list[Item] = []
        self.passages: list[Passage] = []
        self.replaced = self.redacted = self.kept = 0

    def clean(self, raw: Raw) -> Clean:
        """One text, redacted."""
        if raw.own:
            return Clean(markers.render(raw.text, self._names.shown), raw.language)
        pieces, looked = self._pieces(raw)
        text = "".join(piece.after for piece in pieces)
        for _ in range(ROUNDS):
            if text == looked:
                break
            again = [span for span in self._finder.find(text) if span.action == "replace"]
            if not again:
                break
            text = self._replace_again(text, again, raw.language)
        else:
            if any(span.action == "replace" for span in self._finder.find(text)):
                raise Refused("A text could not be made clean.", kind="not-clean",
                              advice="Nothing was written. Look at the text named and change its words.",
                              where=raw.where)
        if text != "".join(piece.after for piece in pieces):
            pieces = [Piece(text, "".join(piece.before for piece in pieces), changed=True)]
        if raw.where.startswith("statements/") or any(piece.changed or piece.item for piece in pieces):
            self.passages.append(Passage(raw.where, tuple(pieces)))
        return Clean(text, raw.language)

    def decide(self, item: Item) -> bool:
        """Whether an item is redacted: as decided, and while it waits."""
        self.queue.append(item)
        decision = self._decisions.of(item.item)
        if decision is None:
            self.waiting.append(item)
        elif decision.action == "keep":
            self.kept += 1
            return False
        else:
            self.redacted += 1
        return True

    def _pieces(self, raw: Raw) -> tuple[list[Piece], str | None]:
        """The text in pieces; and the text that was matched whole and held nothing certain, if there is one."""
        parts = markers.split(raw.text)
        shown = [in_language(self._names.shown(part), raw.language) if isinstance(part, Marker) else part
                 for part in parts]
        text = "".join(shown)
        fixed: list[tuple[int, int, str]] = []
        spans: list[Span] = []
        at = 0
        for part, words in zip(parts, shown, strict=True):
            if isinstance(part, Marker):
                fixed.append((at, at + len(words), self._names.as_it_stands(part)))
                self.replaced += 1
            else:
                spans += [_moved(span, at) for span in self._finder.find(part)]
            at += len(words)
        whole = self._finder.find(text) if fixed else spans
        if fixed:
            spans += [span for span in whole if not _touches(span, fixed)]
        clean = not any(span.action == "replace" for span in whole)
        if not self._names.internal:
            taken = [(start, end) for start, end, _ in fixed] + [(span.start, span.end) for span in spans]
            self.looked.append(Looked(raw.where, text, tuple(taken)))
            spans += within(self._decoys, raw.where, text)
        return _neutral(self._cut(raw, text, fixed, _union(spans))), text if clean else None

    def _cut(self, raw: Raw, text: str, fixed: list[tuple[int, int, str]], spans: list[Span]) -> list[Piece]:
        """The text as pieces: references and replaced matches changed, the rest as it stands."""
        edges: list[tuple[int, int, str | Span]] = [*fixed, *((span.start, span.end, span) for span in spans)]
        pieces, at = [], 0
        for start, end, what in sorted(edges, key=lambda edge: (edge[0], edge[1])):
            if start > at:
                pieces.append(Piece(text[at:start], text[at:start]))
            words = text[start:end]
            pieces.append(Piece(words, what, changed=True) if isinstance(what, str) else self._piece(raw, words, what))
            at = end
        if at < len(text):
            pieces.append(Piece(text[at:], text[at:]))
        return pieces

    def _piece(self, raw: Raw, words: str, span: Span) -> Piece:
        """One match: replaced, or as a person decides.  Internal texts ask nobody and keep what is unsure."""
        instead = in_language(self._instead(span), raw.language)
        if span.action == "review":
            if self._names.internal and not self._names.cautious and span.tier not in ("T1", "T2", "P"):
                return Piece(words, words)
            if self._names.internal:
                self.replaced += 1
                return Piece(instead, words, changed=True)
            item = Item(item_id(self._key, raw.where, span.start, span.end, span.tier, words), raw.where, span.tier,
                        words, instead, self._names.inside.get(span.person, ""), could(span.why),
                        points=span.what != "contact" and words not in self._names.inside.values(),
                        passage=self._passage(raw, words))
            redacted = self.decide(item)
            self.replaced += redacted
            return Piece(instead if redacted else words, words, redacted, item.item)
        self.replaced += 1
        return Piece(instead, words, changed=True)

    def _passage(self, raw: Raw, words: str) -> str:
        """A digest of where words stand, the same for every audience: the text of the record, and the how manieth they are."""
        digest = hashlib.sha256(f"{raw.where}\0{raw.text}\0{words}".encode("utf-8", "surrogatepass")).hexdigest()
        self._asked[digest] += 1
        return f"{digest}/{self._asked[digest]}"

    def _instead(self, span: Span) -> str:
        """What stands in a match's place.  Part of a name may be a stranger's: it is withheld, not given to anyone."""
        if span.what == "contact":
            return CONTACT
        if span.what == "place":
            return PLACE
        if span.tier in ("T3", "T4"):
            return WITHHELD
        return self._names.of(span.person) if span.what == "name" else self._names.relative(span.person)

    def _replace_again(self, text: str, spans: Sequence[Span], language: str) -> str:
        """Names that only came about by joining; they are withheld, not given a pseudonym."""
        for span in sorted(spans, key=lambda one: -one.start):
            words = self._instead(span) if span.what in ("contact", "place") else WITHHELD
            text = text[:span.start] + in_language(words, language) + text[span.end:]
            self.replaced += 1
        return text


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.tier, span.person, span.action, span.why, span.what)


def _touches(span: Span, fixed: Sequence[tuple[int, int, str]]) -> bool:
    return any(span.start < end and start < span.end for start, end, _ in fixed)


def _union(spans: list[Span]) -> list[Span]:
    """Overlapping matches as one that covers all their letters; a certain match outweighs a doubtful one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        last = merged[-1] if merged else None
        if last is None or span.start >= last.end:
            merged.append(span)
            continue
        lead = last if (last.action == "replace") >= (span.action == "replace") else span
        merged[-1] = Span(last.start, max(last.end, span.end), lead.tier, lead.person, lead.action, lead.why, lead.what)
    return merged


def _neutral(pieces: list[Piece]) -> list[Piece]:
    """The words beside every replaced piece, without what they tell of the word that stood there."""
    done = list(pieces)
    for place, piece in enumerate(pieces):
        if not piece.changed:
            continue
        earlier = done[place - 1] if place else None
        if earlier is not None and not earlier.changed:
            done[place - 1] = Piece(grammar.before(earlier.after), earlier.before, False, earlier.item)
        if place + 1 < len(pieces) and not done[place + 1].changed:
            later = done[place + 1]
            done[place + 1] = Piece(grammar.after(later.after, earlier.after if earlier else ""), later.before, False,
                                    later.item)
    return done
