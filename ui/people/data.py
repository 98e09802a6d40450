# SPDX-License-Identifier: GPL-3.0-or-later
"""What the people page shows of the vault.

Promises: pseudonyms only; both risk axes with their reasons, sources and open questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casefile import risk
from casefile.progress import Progress
from casefile.records.record import Record
from ui import reading
from ui.kit.chips import WORDS, risk_paint
from ui.kit.family import Member
from ui.kit.rows import Row
from ui.source import Source

ASKED = ("press", "appeal", "un", "tracing", "legal", "archive")
LEVELS = {"true_name": "True name", "pseudonym": "Pseudonym", "no_name": "No name", "statistics_only": "Numbers only"}
STEPS = {"child": 1, "grandchild": 2, "parent": -1, "grandparent": -2}
INVERSE = {"child": "parent", "parent": "child", "grandchild": "grandparent", "grandparent": "grandchild"}
KIN = {"spouse": ("wife", "husband", "spouse"), "parent": ("mother", "father", "parent"),
       "child": ("daughter", "son", "child"), "sibling": ("sister", "brother", "sibling"),
       "grandparent": ("grandmother", "grandfather", "grandparent"),
       "grandchild": ("granddaughter", "grandson", "grandchild"), "other": ("relative", "relative", "relative")}


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its level, why, what to ask, when to look again."""

    title: str
    about: str
    level: str
    reasons: tuple[tuple[str, str], ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consent:
    """One use: mark, answer, how the person is shown, until when."""

    use: str
    mark: str
    answer: str
    shown: str
    until: str
    soon: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person, ready to show."""

    id: str
    name: str
    facts: str
    axes: tuple[Axis, Axis]
    due: str
    open_questions: int
    consents: tuple[Consent, ...]
    family: str
    members: tuple[Member, ...]
    outside: str
    body: Mapping[str, Any]


def family_label(source: Source, body: Mapping[str, Any]) -> str:
    """Family 1, or alone."""
    if not body.get("family"):
        return ""
    record = source.record("families", str(body["family"]))
    return reading.plain(source, record.label) or "Family"


def assess(source: Source, record: Record) -> risk.Assessment:
    """Both axes of a person, compared with the people of her case."""
    key = ("risk", record.id, record.revision, source.today().isoformat())
    found = source.memory.get(key)
    if not isinstance(found, risk.Assessment):
        people = [one.body for one in source.every("people", case=record.case_id or "")]
        found = risk.assess(record.body, people, today=source.today(), since=date.fromisoformat(record.changed[:10]))
        source.memory[key] = found
    return found


def unassessed(source: Source) -> list[Record]:
    """People whose risk was not worked out yet; many of them are a job for another thread."""
    today = source.today().isoformat()
    return [one for one in source.every("people") if ("risk", one.id, one.revision, today) not in source.memory]


def assess_all(records: Sequence[Record], by_case: Mapping[str, Sequence[Mapping[str, Any]]], today: date,
               progress: Progress) -> dict[tuple[str, ...], risk.Assessment]:
    """The risk of many people, from records alone, so that no thread asks the vault."""
    found: dict[tuple[str, ...], risk.Assessment] = {}
    for at, one in enumerate(records):
        if at % 20 == 0:
            progress.step("Looking at the risk of everyone", at, len(records))
        found[("risk", one.id, one.revision, today.isoformat())] = risk.assess(
            one.body, by_case[one.case_id or ""], today=today, since=date.fromisoformat(one.changed[:10]))
    return found


def rows(source: Source, ids: Sequence[str]) -> list[Row]:
    """Rows of the list, two chips each."""
    found = []
    for one in ids:
        record = source.record("people", one)
        seen = assess(source, record)
        name = source.pseudonym(one)
        family = family_label(source, record.body)
        facts = " · ".join(part for part in (reading.kind_of_person(record.body), reading.age_words(record.body),
                                             family or "alone") if part)
        spoken = (f"{facts}. If returned: {WORDS[seen.return_risk]}. If read: {WORDS[seen.disclosure_risk]}.")
        chips = tuple((WORDS[level], risk_paint(level)) for level in (seen.return_risk, seen.disclosure_risk))
        found.append(Row(one, name, facts, chips=chips, spoken=spoken))
    return found


def person(source: Source, record_id: str) -> PersonView:
    """Everything of one person's page."""
    record = source.record("people", record_id)
    seen = assess(source, record)
    family = family_label(source, record.body)
    members = tuple(family_members(source, record))
    facts = record.body.get("risk_facts", {})
    outside = "Close family in the home country is not in this case." if facts.get(
        "family_in_origin") == "yes" else "Not known who is still in the home country." if facts.get(
        "family_in_origin", "unknown") == "unknown" else ""
    axes = tuple(Axis(title, about, level, tuple((one.why, _source_words(one)) for one in seen.reasons
                                                 if one.axis == axis),
                      tuple(ask.text for ask in seen.questions if ask.axis == axis))
                 for axis, title, about, level in (
                     ("return", "Harm if returned", "to the person", seen.return_risk),
                     ("disclosure", "Harm if this record is read", "to the person and others", seen.disclosure_risk)))
    return PersonView(record_id, source.pseudonym(record_id), reading.facts_of_person(source, record.body, family),
                      (axes[0], axes[1]), due_words(seen.review_due, source.today()),
                      len({ask.factor for ask in seen.questions}), tuple(consents(record.body, source.today())),
                      family, members, outside, record.body)


def _source_words(reason: risk.Reason) -> str:
    parts = [reason.source]
    if reason.unknown:
        parts.insert(0, "Not known · counts as present until known")
    return " · ".join(parts)


def due_words(due: date, today: date) -> str:
    """Look again: today; past days count as today."""
    return "today" if due <= today else reading.day(due, today)


def consents(body: Mapping[str, Any], today: date) -> list[Consent]:
    """One row a use; the latest answer counts, what was never asked counts as refused."""
    latest: dict[str, Mapping[str, Any]] = {}
    for one in body.get("consents", []):
        before = latest.get(one["purpose"])
        if before is None or str(one.get("date") or "") >= str(before.get("date") or ""):
            latest[one["purpose"]] = one
    uses = [*ASKED, *(use for use in latest if use not in ASKED)]
    return [_consent(use, latest.get(use), today) for use in uses]


def _consent(use: str, one: Mapping[str, Any] | None, today: date) -> Consent:
    word = reading.PURPOSES.get(use, use)
    if one is None or one["decision"] == "not_asked":
        return Consent(word, "info", "not asked", "Counts as refused", "–", False)
    withdrawn = one["decision"] == "withdrawn" or bool(one.get("withdrawn_on"))
    if one["decision"] == "refused" or withdrawn:
        return Consent(word, "cross", "withdrawn" if withdrawn else "refused", "–", "–", False)
    shown = LEVELS.get(str(one.get("identity_level")), "How is not said")
    details = [str(detail).replace("_", " ") for detail in one.get("details", [])]
    if details:
        shown += f", {' and '.join(details)}"
    if not one.get("expires"):
        return Consent(word, "check", "agreed", shown, "no end", False)
    end = date.fromisoformat(one["expires"])
    if end < today:
        return Consent(word, "clock", "ended", shown, reading.day(end, today), True)
    return Consent(word, "check", "agreed", shown, reading.day(end, today), (end - today).days <= 7)


def _relation(body: Mapping[str, Any], to: str) -> str:
    return next((str(one["type"]) for one in body.get("relations", []) if one["to"] == to), "")


def kin_word(relation: str, sex: object) -> str:
    """daughter, husband, relative."""
    words = KIN.get(relation, KIN["other"])
    return words[0] if sex == "F" else words[1] if sex == "M" else words[2]


def family_members(source: Source, record: Record) -> list[Member]:
    """The family in rows of generations, the person first in hers."""
    family = record.body.get("family")
    if not family:
        return []
    people = {one.id: one for one in source.every("people", case=record.case_id or "")
              if one.body.get("family") == family}
    step = {record.id: 0}
    queue = [record.id]
    while queue:
        here = queue.pop(0)
        for other, one in people.items():
            if other in step or here not in people:
                continue
            relation = _relation(people[here].body, other)
            if not relation:
                back = _relation(one.body, here)
                relation = INVERSE.get(back, back)
            if relation:
                step[other] = step[here] + STEPS.get(relation, 0)
                queue.append(other)
    made = []
    for one in sorted(people.values(), key=lambda one: (one.id != record.id, one.ordinal)):
        relation = _relation(record.body, one.id)
        if not relation:
            back = _relation(one.body, record.id)
            relation = INVERSE.get(back, back)
        age = one.body.get("age", {}).get("stated")
        words = "this person" if one.id == record.id else kin_word(relation, one.body.get("sex"))
        if one.id != record.id and age is not None and int(age) < 20:
            words += f", {age}"
        made.append(Member(one.id, source.pseudonym(one.id), words, assess(source, one).highest,
                           step.get(one.id, 0), one.id == record.id))
    return made
