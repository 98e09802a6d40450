# SPDX-License-Identifier: GPL-3.0-or-later
"""What the statements page shows: paragraphs of the original and a translation in pairs.

Promises: pseudonyms as mentions; which paragraph may be quoted, and whether it was screened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casefile import dates
from casefile.records import markers
from ui import reading
from ui.kit.chips import state_paint
from ui.kit.passages import Inline
from ui.kit.rows import Row
from ui.source import Source

KINDS = {"individual": "statement", "group": "statement of the group", "interview": "interview",
         "press_quote": "words to the press"}
READ_BACK = {"yes": "read back and confirmed", "no": "not read back", "unknown": "not known whether read back"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One numbered paragraph: original and translation as pieces, and what may be quoted where."""

    number: int
    original: tuple[str | Inline, ...]
    translation: tuple[str | Inline, ...]
    quote_original: str
    quote_translation: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement, ready to show."""

    id: str
    title: str
    by: str
    by_id: str
    facts: str
    language: str
    translation: str
    translated_by: str
    pairs: tuple[Pair, ...]
    screened: bool
    doubts: int
    body: Mapping[str, Any]


def inlines(source: Source, text: str) -> tuple[str | Inline, ...]:
    """A stored text as words and chips that keep their reference."""
    made: list[str | Inline] = []
    for part in markers.split(text):
        if isinstance(part, str):
            made.append(part)
        else:
            who = source.pseudonym(part.person) if part.person else ""
            made.append(Inline(markers.shown(part, who), str(part)))
    return tuple(made)


def stored(pieces: Sequence[str | Inline]) -> str:
    """The stored text of words and chips; the inverse of `inlines`."""
    return "".join(markers.escape(one) if isinstance(one, str) else one.stored for one in pieces)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; blank lines part them, else line ends."""
    parts = [one.strip("\n") for one in text.replace("\r\n", "\n").split("\n\n" if "\n\n" in text else "\n")]
    return [one for one in parts if one.strip()]


def rows(source: Source, ids: Sequence[str]) -> list[Row]:
    """Rows of the list: title, who, when; whether it waits to be screened."""
    waiting = {one.id: one for one in source.waiting() if one.kind == "statements"}
    found = []
    for one in ids:
        record = source.record("statements", one)
        body = record.body
        who = source.pseudonym(str(body["person"])) if body.get("person") else "the group"
        title = reading.plain(source, record.label) or "Statement"
        facts = " · ".join(part for part in (
            f"by {who}", KINDS.get(str(body.get("kind", "individual")), "statement"), dates.in_words(body.get("taken")),
            reading.language(str(body["language"]))) if part)
        begins = " ".join(reading.plain(source, body["text"])[:200].split())
        chips = []
        if one in waiting:
            chips.append((_waiting_words(waiting[one].state, waiting[one].doubts), state_paint("unscreened")))
        spoken = f"{facts}. {' '.join(words for words, _paint in chips)}"
        found.append(Row(one, title, facts, begins, tuple(chips), spoken))
    return found


def _waiting_words(state: str, doubts: int) -> str:
    if state == "unscreened":
        return "Not screened"
    return "1 doubt waits" if doubts == 1 else f"{doubts} doubts wait"


def statement(source: Source, record_id: str) -> StatementView:
    """Everything of one statement's page."""
    record = source.record("statements", record_id)
    body = record.body
    waiting = next((one for one in source.waiting() if one.kind == "statements" and one.id == record_id), None)
    translations = body.get("translations") or []
    chosen = next((one for one in translations if str(one["language"]).startswith("en")),
                  translations[0] if translations else None)
    person = str(body.get("person") or "")
    facts = [f"Taken {when}" if (when := dates.in_words(body.get("taken"))) else "Day not known"]
    if body.get("taken_by"):
        facts[0] += f" by {source.pseudonym(str(body['taken_by']))}"
    facts += [reading.plain(source, body.get("setting")), READ_BACK.get(str(body.get("read_back", "")), "")]
    translator = ""
    if chosen and chosen.get("translator"):
        translator = f"by {source.pseudonym(str(chosen['translator']))}"
    return StatementView(
        record_id, reading.plain(source, record.label) or "Statement", source.pseudonym(person) if person else "",
        person, " · ".join(one for one in facts if one), str(body["language"]),
        str(chosen["language"]) if chosen else "", translator, tuple(pairs(source, body, chosen)),
        waiting is None or waiting.state != "unscreened", waiting.doubts if waiting else 0, body)


def pairs(source: Source, body: Mapping[str, Any], translation: Mapping[str, Any] | None) -> list[Pair]:
    """Paragraph by paragraph; what one side lacks stays empty."""
    left = paragraphs(str(body["text"]))
    right = paragraphs(str(translation["text"])) if translation else []
    cleared = [(reading.plain(source, one["text"]).strip(), one.get("cleared_for", []))
               for one in body.get("quotes", [])]

    def quoted(text: str) -> str:
        plain = reading.plain(source, text)
        uses = [use for quote, uses in cleared if quote and quote in plain for use in uses]
        return f"May be quoted: {', '.join(dict.fromkeys(uses))}" if uses else ""

    made = []
    for at in range(max(len(left), len(right))):
        original = left[at] if at < len(left) else ""
        other = right[at] if at < len(right) else ""
        made.append(Pair(at + 1, inlines(source, original), inlines(source, other), quoted(original), quoted(other)))
    return made
