# SPDX-License-Identifier: GPL-3.0-or-later
"""What the export page shows of a preview or a result.

Promises: numbers are said as people say them; warnings that differ in the person alone are said together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

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


def would_read(audience: str) -> str:
    """The heading over the text as it would leave."""
    who = AUDIENCES.get(audience, "")
    return f"What {who} would read" if who else "What would be read"


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


def advice(error: Mapping[str, Any]) -> str:
    """What to do, without the options of the command line."""
    return re.sub(r"\s*\([^()]*--[^()]*\)", "", str(error.get("advice", "")))


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
