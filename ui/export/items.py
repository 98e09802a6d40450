# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits for a decision, in words: what it is, where it stands, why no rule decides it.

Promises: the order is the queue's own, worst harm first; no word here confirms that something is a name,
for the queue also holds words that match nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casefile.errors import CasefileError
from casefile.records.record import KINDS
from ui import reading
from ui.source import Source

_NAME = ("Could be a name", "It reads like a name, or like a way to spell one. It may be a stranger's, or no name at "
         "all. No rule can decide this; you can.")
_BY_REASON = {
    "could be part of a name": (
        "Could be part of a name", "Part of a person's name could read like this. A stranger may share it, and it may be "
        "a word like any other, so no rule can decide."),
    "could be initials": (
        "Looks like initials", "Letters like these can stand for a person, or for an office or a place."),
    "could be a place that leads to somebody": (
        "A place few know", "So small a place can lead to a family. A larger one nearby tells readers as much."),
    "a pseudonym of the case file": (
        "A pseudonym of this case", "You call somebody by this word here. Other readers know the same person by "
        "another word: if both get out, the two can be joined. It may also be a plain word of the text."),
    "she consented to her true name": (
        "A true name", "This person agreed that the true name may be printed. Keep it only if that is sure; removed, the "
        "pseudonym stands there."),
}
_BY_TIER = {
    "T3": _NAME, "T4": _NAME, "T1": _NAME, "T2": _NAME,
    "P": ("A long number", "A long number can lead to a person: an identity card, an account, a telephone. It may also be "
          "an amount."),
    "Q": ("One fact could point to one person", "Together with what else is told, few people could be meant."),
}
_OTHER = ("To decide", "No rule can decide this; you can.")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide; `level` is the harm if it were missed.

    `earlier` is what was decided about the same words in the same passage before: an action and its reason, or none.
    """

    id: str
    title: str
    quote: str
    where: str
    why: str
    level: str
    place: str
    replacement: str
    earlier: tuple[str, str] | None = None


def where_words(source: Source, where: str) -> str:
    """statements/<id>/text/2 in words: Statement 3, par. 2."""
    parts = where.split("/")
    noun = KINDS[parts[0]].singular.capitalize() if parts[0] in KINDS else parts[0].replace("_", " ").capitalize()
    title = noun
    if len(parts) > 1 and parts[0] in KINDS:
        try:
            title = reading.plain(source, source.record(parts[0], parts[1]).label) or noun
        except (CasefileError, KeyError):
            title = noun
    part = parts[2] if len(parts) > 2 else ""
    numbers = [part for part in parts[3:] if part.isdigit()]
    if numbers and part in ("translations", "quotes"):
        return f"{title}, {'translation' if part == 'translations' else f'quote {int(numbers[-1]) + 1}'}"
    return f"{title}, par. {int(numbers[-1]) + 1}" if numbers else title


def items(source: Source, queue: Sequence[Mapping[str, Any]]) -> list[Item]:
    """The queue in words, in its own order."""
    made = []
    for one in queue:
        title, why = _BY_REASON.get(str(one.get("why", ""))) or _BY_TIER.get(str(one.get("tier", ""))) or _OTHER
        before = str(one.get("before", ""))
        quote, where = f"“{before}”", where_words(source, str(one.get("where", "")))
        if before == "[true name]":
            quote, where = str(one.get("person", "")), "agreed to be named"
        before_that = one.get("earlier")
        made.append(Item(str(one["item"]), title, quote, where, why,
                         str(one.get("harm") or "elevated"), str(one.get("where", "")), str(one.get("replacement", "")),
                         (str(before_that["action"]), str(before_that["reason"])) if before_that else None))
    return made
