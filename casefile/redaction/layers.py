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
    """The neighbourhoods of the changes, as they read with the changes made.

    A change that begins before the one before it ended is left out.
    """
    start = reach = 0
    held: list[Change] = []
    for change in changes:
        if held and change.start < held[-1].end:
            continue
        if held and change.start - MARGIN > reach:
            yield _made(layer, start, reach, held, label)
            held = []
        if not held:
            start = max(0, change.start - MARGIN)
        held.append(change)
        reach = change.end + MARGIN
    if held:
        yield _made(layer, start, reach, held, label)


def _made(layer: Layer, start: int, end: int, changes: Sequence[Change], label: str) -> Layer:
    """A stretch of the layer with the changes made."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = start
    for change in changes:
        text += layer.text[done:change.start], change.text
        starts += layer.starts[done:change.start]
        ends += layer.ends[done:change.start]
        for first, last in change.spans or ((change.start, change.end),) * len(change.text):
            starts.append(layer.starts[first])
            ends.append(layer.ends[last - 1])
        done = change.end
    text.append(layer.text[done:end])
    return Layer("".join(text), [*starts, *layer.starts[done:end]], [*ends, *layer.ends[done:end]], label)


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
