# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers made from layers: stretches replaced by what they stand for, places kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casefile.redaction.normal import Layer

MARGIN = 64
"""How many characters around a disguise are searched with it."""


@dataclass(frozen=True, slots=True)
class Change:
    """Characters start..end of a layer read as `text`.

    `spans` gives each new character its own stretch of the layer; without it every new character
    stands for the whole stretch.
    """

    start: int
    end: int
    text: str
    spans: tuple[tuple[int, int], ...] = ()


def rewritten(layer: Layer, changes: Sequence[Change], label: str) -> Iterator[Layer]:
    """The neighbourhoods of the changes, as they read with the changes made."""
    if not changes:
        return
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    places: list[tuple[int, int]] = []
    done = 0
    for change in changes:
        if change.start < done:
            continue
        text.append(layer.text[done:change.start])
        starts += layer.starts[done:change.start]
        ends += layer.ends[done:change.start]
        place = len(starts)
        text.append(change.text)
        for start, end in change.spans or ((change.start, change.end),) * len(change.text):
            starts.append(layer.starts[start])
            ends.append(layer.ends[end - 1])
        places.append((place, max(len(starts), place)))
        done = change.end
    text.append(layer.text[done:])
    starts += layer.starts[done:]
    ends += layer.ends[done:]
    yield from near(Layer("".join(text), starts, ends, label), places, label)


def gathered(layer: Layer, changes: Sequence[Change], label: str) -> Iterator[Layer]:
    """One layer of nothing but what the changes read, two line ends between any two."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for change in changes:
        for start, end in (*(change.spans or ((change.start, change.end),) * len(change.text)),
                           *(((change.end - 1, change.end),) * 2)):
            starts.append(layer.starts[start])
            ends.append(layer.ends[end - 1])
        text += [change.text, "\n\n"]
    if text:
        yield Layer("".join(text), starts, ends, label)


def near(layer: Layer, places: Sequence[tuple[int, int]], label: str) -> Iterator[Layer]:
    """Pieces of the layer around these places, neighbours joined."""
    start = reach = -1
    for first, last in places:
        if reach >= 0 and first - MARGIN > reach:
            yield layer.piece(start, reach, label)
            start = -1
        if start < 0:
            start = max(0, first - MARGIN)
        reach = last + MARGIN
    if start >= 0:
        yield layer.piece(start, reach, label)
