# SPDX-License-Identifier: GPL-3.0-or-later
"""What the incidents and cases pages show: events, who was in them, when they may have been.

Promises: the speaker's words stay beside the range; counts say who counted and how sure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casefile import dates
from casefile.records.record import Record
from ui import reading
from ui.kit.chips import pseudonym_paint, state_paint
from ui.kit.rows import Row
from ui.kit.timeline import Event, Lane
from ui.recordform import Field
from ui.source import Source

TYPES = {"compound_entry": "entry into a compound", "seizure": "seizure", "arrest": "arrest", "detention": "detention",
         "ill_treatment": "ill-treatment", "forced_return": "forced return", "transfer": "transfer",
         "arrival": "arrival", "other": "event"}
BASIS = {"claimed": "say they are the group", "observed": "were seen", "official": "by the officials’ count"}
BOUND = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
LONG_DAYS = 45
FIELDS = (Field("title", "Title", needed=True), Field("type", "Kind", "pick", answers=(
    ("", "Not said"), *((key, words.capitalize()) for key, words in TYPES.items()))),
    Field("when", "When", "when"), Field("place", "Where, as wide as is safe", "line"),
    Field("account", "What happened", "long"), Field("involved", "Who was there", "people"))


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident, ready to show."""

    id: str
    title: str
    facts: str
    when: str
    drawn: str
    account: str
    involved: tuple[tuple[str, str, str], ...]
    counts: tuple[str, ...]
    follows: tuple[str, str]
    body: Mapping[str, Any]


def rows(source: Source, ids: Sequence[str]) -> list[Row]:
    """Rows of the list: title, when, type and place, account; who was involved."""
    waiting = {one.id for one in source.waiting() if one.kind == "incidents"}
    found = []
    for one in ids:
        body = source.record("incidents", one).body
        facts = " · ".join(part for part in (reading.when_words(source, body.get("when")),
                                             TYPES.get(str(body.get("type", "")), ""),
                                             reading.plain(source, body.get("place"))) if part)
        people = [str(who["person"]) for who in body.get("involved", []) if who.get("person")]
        chips = [(source.pseudonym(person), pseudonym_paint()) for person in people[:3]]
        if len(people) > 3:
            chips.append((f"and {len(people) - 3} more", pseudonym_paint()))
        if one in waiting:
            chips.append(("Not screened", state_paint("unscreened")))
        account = " ".join(reading.plain(source, body.get("account"))[:200].split())
        spoken = f"{facts}. {', '.join(words for words, _paint in chips)}. {account}"
        found.append(Row(one, reading.plain(source, body["title"]), facts, account, tuple(chips), spoken))
    return found


def count_words(body: Mapping[str, Any]) -> str:
    """25 people say they are the group; about 20 people were seen (reporters at the gate)."""
    many = f"{BOUND.get(str(body.get('bound', '')), '')}{body['value']} {body['unit']}"
    return f"{many} {BASIS.get(str(body['basis']), '')}"


def incident(source: Source, record_id: str) -> IncidentView:
    """Everything of one incident's page."""
    record = source.record("incidents", record_id)
    body = record.body
    involved = []
    for one in body.get("involved", []):
        person = str(one.get("person") or "")
        name = source.pseudonym(person) if person else reading.plain(source, one.get("actor")) or "somebody"
        involved.append((person, name, str(one["role"]).replace("_", " ")))
    counts = []
    for count in source.every("counts", case=record.case_id or ""):
        if count.body.get("incident") == record_id:
            by = reading.plain(source, count.body.get("source"))
            counts.append(f"{count_words(count.body)}{f' · {by}' if by else ''}")
    follows = str(body.get("follows") or "")
    before = reading.plain(source, source.record("incidents", follows).label) if follows else ""
    facts = " · ".join(part for part in (TYPES.get(str(body.get("type", "")), ""),
                                         reading.plain(source, body.get("place"))) if part)
    return IncidentView(record_id, reading.plain(source, body["title"]), facts.capitalize() if facts else "",
                        reading.when_words(source, body.get("when")), drawn_words(body), reading.plain(
                            source, body.get("account")), tuple(involved), tuple(counts), (follows, before), body)


def drawn_words(body: Mapping[str, Any]) -> str:
    """How the words were drawn on the line."""
    when = body.get("when") or {}
    ranged = dates.in_words({**when, "words": ""}) if when else ""
    if not ranged:
        return "Not drawn on the line: no day or year is known."
    return f"Drawn: {ranged}." if when.get("words") else f"Known: {ranged}."


def event(source: Source, record: Record) -> Event:
    """An incident as it is drawn."""
    when = record.body.get("when") or {}
    span = dates.span(when)
    first, last = span.first or span.last, span.last or span.first
    words = reading.plain(source, when.get("words"))
    vague = bool(words) and first is not None and last is not None and (last - first).days > LONG_DAYS
    shown = f"“{words}”" if vague or (words and first is None) else dates.in_words({**when, "words": ""})
    return Event(record.id, reading.plain(source, record.body["title"]), shown or "not asked yet", first, last, vague)


def lanes(source: Source, case: str) -> list[Lane]:
    """People with the same events share a lane; what nobody of the case was in stands last."""
    by_person: dict[str, list[Event]] = {}
    others: list[Event] = []
    for record in source.every("incidents", case=case):
        made = event(source, record)
        people = list(dict.fromkeys(str(one["person"]) for one in record.body.get("involved", [])
                                    if one.get("person")))
        for person in people:
            by_person.setdefault(person, []).append(made)
        if not people:
            others.append(made)
    grouped: dict[tuple[str, ...], list[str]] = {}
    for person, events in by_person.items():
        grouped.setdefault(tuple(one.id for one in events), []).append(person)
    found = []
    for people in grouped.values():
        names = [source.pseudonym(person) for person in people]
        name = ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"
        found.append(Lane(name, tuple(by_person[people[0]])))
    if others:
        found.append(Lane("What others did", tuple(others)))
    return found


def spoken(shown: Sequence[Lane]) -> str:
    """The timeline in sentences."""
    return " ".join(f"{lane.name}: " + "; ".join(f"{one.title}, {one.words}" for one in lane.events) + "."
                    for lane in shown)
