# SPDX-License-Identifier: GPL-3.0-or-later
"""What the export page shows of a preview or a result, and the words of its review.

Promises: an item says what it is, where it stands and why it waits; numbers are said as people
say them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casefile.errors import CasefileError
from casefile.records.record import KINDS
from ui import reading
from ui.kit.passages import Inline
from ui.source import Source

AUDIENCES = {"press": "the press", "un": "UN bodies", "legal": "a lawyer", "internal": "this office"}
ABOUT = {
    "press": "Cleared quotes only. Ages, places and work are widened until enough people could be meant.",
    "un": "Full text for those who agreed to it, with pseudonyms. Helpers stay out of sight.",
    "legal": "Full text for those who agreed to it, with pseudonyms.",
    "internal": "Everything, with pseudonyms. Asks no consent; keep it in the office.",
}
FORMATS = {"pdf": "PDF, to read and print", "docx": "Text document (DOCX)", "txt": "Plain text", "csv": "Table (CSV)",
           "xlsx": "Spreadsheet (XLSX)", "json": "Data (JSON)"}
NEEDED = {"press": 11, "un": 5, "legal": 5, "internal": 0, "appeal": 1}
TIERS = {
    "T1": ("A name", "These words are the name of a person in the identity vault.", "high"),
    "T2": ("A spelling of a name", "One way to spell a name reads like this.", "high"),
    "T3": ("Part of a name", "This is part of a person's name. A stranger may share it, so no rule can decide.",
           "high"),
    "T4": ("Looks like a name", "It is close to a name, or could be initials. No rule can decide this; you can.",
           "elevated"),
    "P": ("A number", "A long number can lead to a person: an identity card, an account, a telephone.", "elevated"),
    "true name": ("A true name", "This person agreed that the true name may be printed. Keep it only if that is sure; "
                  "removed, the pseudonym stands there.", "high"),
    "Q": ("One fact points to one person", "Together with what else is told, few people could be meant.", "elevated"),
}
GAPS = "…"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide."""

    id: str
    title: str
    quote: str
    where: str
    why: str
    level: str
    place: str
    replacement: str


@dataclass(slots=True)
class Choice:
    """What was chosen on the first step, and decided on the second."""

    audience: str = "press"
    format: str = "pdf"
    case: str = ""
    appeal: str = ""
    to: str = ""
    purpose: str = ""
    decisions: dict[str, dict[str, str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def options(self) -> dict[str, Any]:
        """The options of a worker; an appeal has its own job."""
        return {"audience": self.audience, "format": self.format, "case": self.case, "appeal": self.appeal,
                "to": self.to, "purpose": self.purpose, "decisions": dict(self.decisions), "resolve": "",
                "override_reason": "", "second_person": ""}

    def decide(self, item: str, action: str, reason: str = "") -> None:
        """Keep a decision; the newest can be taken back."""
        self.decisions[item] = {"action": action, "reason": reason}
        self.order.append(item)

    def undo(self) -> str:
        """Take the newest decision back; its item, or empty."""
        if not self.order:
            return ""
        item = self.order.pop()
        self.decisions.pop(item, None)
        return item


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
    numbers = [part for part in parts[2:] if part.isdigit()]
    return f"{title}, par. {int(numbers[-1]) + 1}" if numbers else title


def items(source: Source, queue: Sequence[Mapping[str, Any]]) -> list[Item]:
    """The queue in words, worst harm first."""
    made = []
    for one in queue:
        title, why, level = TIERS.get(str(one.get("tier", "")), ("To decide", "No rule can decide this; you can.",
                                                                 "elevated"))
        made.append(Item(str(one["item"]), title, f"“{one.get('before', '')}”",
                         where_words(source, str(one.get("where", ""))), str(one.get("why") or why), level,
                         str(one.get("where", "")), str(one.get("replacement", ""))))
    return sorted(made, key=lambda one: (one.level != "high", one.where))


def two_texts(passages: Sequence[Mapping[str, Any]], place: str = ""
              ) -> tuple[list[str | Inline], list[str | Inline], int]:
    """(as it stands, as it would be read, changed places) of the passages; all, or of one place."""
    now: list[str | Inline] = []
    then: list[str | Inline] = []
    changed = 0
    for passage in passages:
        if place and passage.get("where") != place:
            continue
        if now:
            now.append("\n\n")
            then.append("\n\n")
        for piece in passage.get("pieces", []):
            before, after = str(piece.get("before", "")), str(piece.get("after", ""))
            if before == after and not piece.get("changed"):
                now.append(before)
                then.append(after)
                continue
            changed += 1
            if before:
                now.append(Inline(before, look="person") if len(before) < 40 else before)
            then.append(Inline(after, look="removed") if after else Inline("left out", look="left out"))
    return now, then, changed


def crowd(preview: Mapping[str, Any], audience: str) -> tuple[int, int, str, str] | None:
    """(people, needed, who, what was widened) for the crowd meter; None where nobody is counted."""
    needed = NEEDED.get(audience, 0)
    unique = preview.get("uniqueness") or {}
    if not needed or not unique.get("k_event_min"):
        return None
    smallest = unique.get("minimal_uniques") or []
    if smallest:
        first = smallest[0]
        facts = ", ".join(str(one).replace("_", " ") for one in first.get("facts", []))
        return (int(unique["k_event_min"]), needed, str(first.get("person") or "any one person"),
                _widened(facts, len(smallest)))
    return int(unique["k_event_min"]), needed, "any one person here", ""


def _widened(facts: str, many: int) -> str:
    if not facts:
        return ""
    others = f" The same holds for {many - 1} others." if many > 1 else ""
    return f"{facts[0].upper()}{facts[1:]} would point to this person alone, so the export widens it.{others}"


def places(count: int) -> str:
    """In one place, in 3 places."""
    return "one place" if count == 1 else f"{count} places"


def left_out(source: Source, excluded: Sequence[Mapping[str, Any]]) -> list[str]:
    """Who is left out and why, one line each."""
    return [f"{source.pseudonym(str(one.get('person', '')))}: {one.get('why', '')}" for one in excluded]


def warnings(given: Sequence[object]) -> list[str]:
    """Warnings in few lines: those that differ in the person alone are said together."""
    grouped: dict[str, list[str]] = {}
    for one in given:
        name, space, rest = str(one).partition(" is at ")
        grouped.setdefault(rest if space else "", []).append(name if space else str(one))
    found = list(grouped.pop("", []))
    for rest, names in grouped.items():
        who = f"{', '.join(names[:-1])} and {names[-1]} are" if len(names) > 1 else f"{names[0]} is"
        found.append(f"{who} at {rest}")
    return found
