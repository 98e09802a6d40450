# SPDX-License-Identifier: GPL-3.0-or-later
"""A text before and after: as it stands in the case, and as it would be read with the decisions so far.

Promises: what was taken out is drawn as a filled word, never as a bar over words; what waits is marked in
both; of a long text the part around the item asked about is shown, and the whole on demand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ui.kit.passages import Inline, Marked

Pieces = list[str | Inline]
Decisions = Mapping[str, Mapping[str, str]]
AROUND = 260
"""Letters shown before and after the item asked about."""
_CHIP = 60


def two_texts(passages: Sequence[Mapping[str, Any]], decisions: Decisions, place: str = "", item: str = "",
              *, whole: bool = False) -> tuple[Pieces, Pieces, int, bool]:
    """(as it stands, as it would be read, changed places, whether something was left away).

    All passages, or those of one place around one item.
    """
    chosen = [one for one in passages if not place or one.get("where") == place]
    if item:
        chosen = [one for one in chosen if any(piece.get("item") == item for piece in one.get("pieces", []))] or chosen
    now: Pieces = []
    then: Pieces = []
    changed, cut = 0, False
    for passage in chosen:
        if now:
            now.append("\n\n")
            then.append("\n\n")
        pieces = list(passage.get("pieces", []))
        if item and not whole:
            shorter = _around(pieces, item)
            cut = cut or len(shorter) != len(pieces) or shorter != pieces
            pieces = shorter
        for piece in pieces:
            changed += _add(piece, decisions, item, now, then)
    return now, then, changed, cut


def _add(piece: Mapping[str, Any], decisions: Decisions, asked: str, now: Pieces, then: Pieces) -> bool:
    """One piece on both sides; whether it reads otherwise."""
    before, after, item = str(piece.get("before", "")), str(piece.get("after", "")), str(piece.get("item", ""))
    if item:
        decided = decisions.get(item, {}).get("action", "")
        now.append(Marked(before, asked=item == asked) if item == asked or not decided else before)
        if decided == "keep":
            then.append(before)
            return False
        instead = after if after != before else "left out"
        then.append(Inline(instead, look="removed" if decided and item != asked else "left out"))
        return True
    if not piece.get("changed") or before == after:
        now.append(before)
        then.append(after)  # its grammar may have been made neutral beside a word that went
        return False
    if before:
        now.append(Inline(before, look="person") if _short(before) else before)
    then.append((Inline(after, look="removed") if _short(after) else after) if after
                else Inline("left out", look="left out"))
    return True


def _short(words: str) -> bool:
    return len(words) < _CHIP and "\n" not in words


def _around(pieces: Sequence[Mapping[str, Any]], item: str) -> list[Mapping[str, Any]]:
    """The pieces near an item; the outermost cut at a blank."""
    at = next((place for place, piece in enumerate(pieces) if piece.get("item") == item), None)
    if at is None:
        return list(pieces)
    head: list[Mapping[str, Any]] = []
    room = AROUND
    for piece in reversed(pieces[:at]):
        if room <= 0:
            head.insert(0, {"before": "… ", "after": "… "})
            break
        head.insert(0, shorter := _cut(piece, room, head=True))
        if shorter is not piece:
            break
        room -= len(str(piece.get("before", "")))
    tail: list[Mapping[str, Any]] = []
    room = AROUND
    for piece in pieces[at + 1:]:
        if room <= 0:
            tail.append({"before": " …", "after": " …"})
            break
        tail.append(shorter := _cut(piece, room, head=False))
        if shorter is not piece:
            break
        room -= len(str(piece.get("before", "")))
    return [*head, pieces[at], *tail]


def _cut(piece: Mapping[str, Any], room: int, *, head: bool) -> Mapping[str, Any]:
    """A piece of plain words, no longer than there is room."""
    words = str(piece.get("before", ""))
    if piece.get("changed") or piece.get("item") or len(words) <= room:
        return piece
    if head:
        found = {side: f"… {str(piece.get(side, ''))[-room:].partition(' ')[2]}" for side in ("before", "after")}
    else:
        found = {side: f"{str(piece.get(side, ''))[:room].rpartition(' ')[0]} …" for side in ("before", "after")}
    return {**piece, **found}
