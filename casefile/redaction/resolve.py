# SPDX-License-Identifier: GPL-3.0-or-later
"""From many overlapping hits to one list of spans: the union, never a lost letter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from casefile.redaction.stream import folded
from casefile.redaction.terms import Action, Span, Tier, What

_ORDER = {"T1": 0, "P": 1, "T2": 2, "T3": 3, "T4": 4, "Q": 5}


INITIALS = "could be a name with initials"
"""Why a word with initials is shown; where the word is found for sure, its initials go with it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding of one view, before overlaps are united."""

    start: int
    end: int
    tier: Tier
    person: str
    action: Action
    why: str
    what: What


def resolve(text: str, hits: Sequence[Hit], public: frozenset[str] = frozenset()) -> list[Span]:
    """Sorted spans that do not overlap: replacements united, review spans cut to what is left."""
    kept = _without_public(text, hits, public)
    sure = _named(text, [h for h in kept if h.action == "replace"])
    ends = [span.end for span in sure]
    grown = [replace(h, action="replace") for h in kept if h.action == "review" and h.tier == "T3" and h.why == INITIALS
             and (beside := bisect_right(ends, h.start)) < len(sure) and sure[beside].start < h.end]
    if grown:
        sure = _named(text, [h for h in kept if h.action == "replace"] + grown)
        ends = [span.end for span in sure]
    doubtful: list[Hit] = []
    for hit in set(kept):
        if hit.action == "review":
            beside = bisect_right(ends, hit.start)
            doubtful += _left_over(text, hit, sure[beside:beside + hit.end - hit.start])
    return sorted([*sure, *_united(doubtful)], key=lambda span: span.start)


def _united(hits: list[Hit]) -> list[Span]:
    return [_joined(group) for group in _groups(hits)]


def _named(text: str, hits: list[Hit]) -> list[Span]:
    """The union of all hits, but names that only follow one another stay apart, each with its own person.

    Names written in words meet their neighbour ("Ann Bell. Ann Bell" also holds "Bell, Ann"), others do not; one
    span for both would tell what kind of name stood there.
    """
    return [_joined(part) for group in _groups(hits) for part in _apart(text, group)]


def _groups(hits: list[Hit]) -> Iterator[list[Hit]]:
    """Hits that overlap, one group after the other."""
    group: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=_by_place):
        if group and hit.start >= reach:
            yield group
            group = []
        group.append(hit)
        reach = max(reach, hit.end) if len(group) > 1 else hit.end
    if group:
        yield group


def _apart(text: str, group: list[Hit]) -> list[list[Hit]]:
    """A group as its names one by one where those hold every letter of it or bridge two of them, else whole."""
    chosen: list[Hit] = []
    for hit in sorted(group, key=lambda h: (_ORDER[h.tier], _stops(text, h), *_by_place(h))):
        place = bisect_left(chosen, hit.start, key=_start)
        if not (place and chosen[place - 1].end > hit.start) and not (
                place < len(chosen) and chosen[place].start < hit.end):
            chosen.insert(place, hit)
    if len(chosen) < 2:
        return [group]
    for hit in group:
        first = bisect_right(chosen, hit.start, key=_start) - 1
        last = bisect_right(chosen, hit.end - 1, key=_start) - 1
        begins_in = first >= 0 and hit.start < chosen[first].end
        bridge = begins_in and first != last and hit.end <= chosen[last].end
        if not bridge and any(text[k].isalnum() for k in _left(chosen, max(first, 0), hit)):
            return [group]
    return [[one] for one in chosen]


def _left(chosen: list[Hit], first: int, hit: Hit) -> Iterator[int]:
    """The places of a hit that none of the chosen holds."""
    reach = hit.start
    while first < len(chosen) and chosen[first].start < hit.end:
        yield from range(reach, chosen[first].start)
        reach = max(reach, chosen[first].end)
        first += 1
    yield from range(reach, hit.end)


def _start(hit: Hit) -> int:
    return hit.start


def _stops(text: str, hit: Hit) -> int:
    """How many signs that end a sentence or part two names stand inside a hit."""
    return sum(sign in ".,;:!?\n()،。、" for sign in text[hit.start:hit.end])


def _by_place(hit: Hit) -> tuple[int, int, int, str, str]:
    """One order whatever order hits came in, so that one text always gives one answer."""
    return hit.start, -hit.end, _ORDER[hit.tier], hit.person, hit.why


def _joined(group: list[Hit]) -> Span:
    best = min(group, key=lambda h: (_ORDER[h.tier], h.start - h.end))
    return Span(min(h.start for h in group), max(h.end for h in group), best.tier, best.person, best.action,
                best.why, best.what)


def _left_over(text: str, hit: Hit, sure: Sequence[Span]) -> list[Hit]:
    pieces = [(hit.start, hit.end)]
    for span in sure:
        pieces = [part for a, b in pieces for part in ((a, min(b, span.start)), (max(a, span.end), b))
                  if part[0] < part[1]]
    whole = pieces == [(hit.start, hit.end)]
    if not whole and hit.tier == "T4":
        return []
    return [replace(hit, start=a, end=b) for a, b in pieces if any(c.isalnum() for c in text[a:b])]


def _without_public(text: str, hits: Sequence[Hit], public: frozenset[str]) -> list[Hit]:
    """The hits but for contacts that lie in something everybody may know."""
    free = [h for h in hits if h.what == "contact" and folded(text[h.start:h.end]) in public] if public else []
    if not free:
        return list(hits)
    free.sort(key=_by_place)
    starts = [h.start for h in free]
    reach = list(accumulate((h.end for h in free), max))  # how far what begins no later reaches
    return [h for h in hits if h.what != "contact" or not (
        (before := bisect_right(starts, h.start)) and reach[before - 1] >= h.end)]
