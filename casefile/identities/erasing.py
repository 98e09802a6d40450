# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a person: her consent is withdrawn for good, and both vaults forget her.

Her record, identity, statements and attachments go, with every past state, their words in the search index, the
drafts that hold her, and the keys of the bytes.  What refers to her elsewhere (today and in every past state)
becomes `[erased]`: lifted names, references, and her name where it still stood in plain words.  A given name
that somebody else known bears as well stays.  One write over both databases: it has happened or it has not.

What it cannot reach: backups and bundles made before, files handed out, facts others tell about her.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casefile.identities import handed, screening
from casefile.identities import identity as identities_shape
from casefile.identities.lifting import Screener
from casefile.progress import Progress, Silent
from casefile.records.erased import ERASED, without
from casefile.records.markers import Marker, Part, join, split
from casefile.records.reading import find
from casefile.records.record import KINDS, Record
from casefile.records.shape import map_texts
from casefile.redaction.terms import Span
from casefile.store import blobs, names, rows, window
from casefile.store.handle import Handle
from casefile.store.writing import (
    Change,
    HistoryChange,
    IdentityChange,
    Lift,
    Removal,
    WindowState,
    write,
)

ACTION = "person.erase"
HERS = ("statements", "attachments")
_SILENT = Silent()


@dataclass(frozen=True, slots=True)
class Erased:
    """What went: how much of each kind, and which files with her in them were handed out before."""

    person: str
    removed: dict[str, int]
    handed_out: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Traces:
    """What finds somebody who is erased in plain texts: `mine` knows her names, `rest` everybody else's."""

    mine: Screener
    rest: Screener

    def spans(self, text: str) -> list[Span]:
        """Where her names and contacts stand; parts of names only where nobody else known has them."""
        found = [span for span in self.mine.find(text)
                 if span.what in ("name", "contact") and span.tier in ("T1", "T2", "T3", "P")]
        if any(span.tier == "T3" for span in found):
            shared = self.rest.find(text)
            found = [span for span in found if span.tier != "T3" or not any(
                one.what == "name" and one.start < span.end and span.start < one.end  # a relative may be she herself
                and one.tier in ("T1", "T2", "T3") for one in shared)]
        return sorted(found, key=lambda span: span.start)

    def plain(self, text: str) -> str:
        """The text without her."""
        for span in reversed(self.spans(text)):
            text = text[:span.start] + ERASED + text[span.end:]
        return text

    def identity(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Somebody else's identity without her, in relatives and notes.  A namesake keeps her own name."""
        after: dict[str, Any] = map_texts(identities_shape.SHAPE, body, self.plain)
        return after | {key: body[key] for key in ("names", "contacts", "documents") if key in body}


@dataclass(slots=True)
class _Plan:
    """What the one write will do."""

    gone: set[tuple[str, str]]
    changes: list[Change] = field(default_factory=list)
    history: list[HistoryChange] = field(default_factory=list)
    screening: dict[tuple[str, str], tuple[str | None, Any]] = field(default_factory=dict)
    lifts: list[Lift] = field(default_factory=list)
    identities: list[IdentityChange] = field(default_factory=list)
    past_identities: list[HistoryChange] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)


def erase(session: Handle, person: str, reason: str, progress: Progress = _SILENT) -> Erased:
    """Erase a person (vault id or external id).  `reason` goes into the log, without any known name.

    Raises NotFound, IdentityPassphraseNeeded, Busy, DriveTrouble.
    """
    session.require_identities()
    her = find(session, person, ("people",))
    hers = {("people", her.id)} | {(kind, one.id) for kind in HERS for one in rows.rows(session, kind)
                                   if one.body.get("person") == her.id}
    progress.step("Learning the names")
    scrub = _Scrub(session, her.id, hers)
    plan = _Plan(hers)
    handed_out = tuple(_handed_out(one) for one in rows.rows(session, handed.KIND)
                       if her.id in one.body.get("people", ()))
    for kind in KINDS:
        progress.step("Looking for references to her")
        for record in rows.rows(session, kind):
            if (kind, record.id) not in hers:
                _scrub_record(session, plan, scrub, record)
    for record in rows.rows(session, handed.KIND):
        _scrub_disclosure(session, plan, scrub, record)
    _scrub_identities(session, plan, scrub)
    if (note := rows.meta(session, "note")) and scrub.text(str(note)) != note:
        plan.kept["note"] = scrub.text(str(note))
    plan.kept["names_known"] = "yes" if any(scrub.others.values()) else "no"
    drafts = _window_state(session, scrub)
    counted = {kind: sum(one == kind for one, _ in hers) for kind in ("people", *HERS)}
    counted |= {"words": len(scrub.lifts), "references": len(plan.changes), "drafts": len(drafts.drafts)}
    progress.step("Writing")
    write(session, ACTION, plan.changes, identities=[IdentityChange(her.id, None), *plan.identities],
          lifts=plan.lifts, drop_lifts=scrub.lifts, history=plan.history, screening=plan.screening, kept=plan.kept,
          removals=[Removal(kind, own) for kind, own in sorted(hers)], past_identities=plan.past_identities,
          window=drafts, purpose=scrub.nameless(reason))
    blobs.sweep(session)
    return Erased(her.id, counted, handed_out)


class _Scrub:
    """What takes one person out of texts; made once, from everything known before."""

    def __init__(self, session: Handle, person: str, hers: set[tuple[str, str]]) -> None:
        known = dict(rows.identities(session))
        own = known.get(person)
        self.person, self.gone = person, hers
        self.others = {one: body for one, body in known.items() if one != person}
        self.everybody = Screener(screening.matcher(session, known))
        self.rest = Screener(screening.matcher(session, self.others))
        self.mine = Traces(Screener(screening.matcher(session, {person: own} if own else {}, ())), self.rest)
        lifts = rows.lifts(session)
        self.words: dict[tuple[str, str], dict[str, str]] = {}
        for lift in lifts:
            self.words.setdefault((lift.kind, lift.record), {})[lift.lift] = lift.words
        self.lifts = {lift.lift for lift in lifts if lift.person == person or (lift.kind, lift.record) in hers
                      or (lift.klass == "r" and self.mine.spans(lift.words))}

    def text(self, stored: str) -> str:
        """A stored text without her."""
        parts: list[Part] = []
        for part in split(stored):
            if isinstance(part, Marker):
                parts.append(ERASED if part.person == self.person or part.lift in self.lifts else part)
            else:
                parts.append(self.mine.plain(part))
        return join(parts)

    def body(self, kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A stored body without her: texts and references."""
        scrubbed: dict[str, Any] = map_texts(KINDS[kind].shape, without(kind, body, self.gone), self.text)
        return scrubbed

    def nameless(self, text: str) -> str:
        """What somebody typed, without any name that is known."""
        for span in sorted(self.everybody.find(text), key=lambda one: -one.start):
            text = text[:span.start] + "[name]" + text[span.end:]
        return text


def _scrub_record(session: Handle, plan: _Plan, scrub: _Scrub, record: Record) -> None:
    key = (record.kind, record.id)
    body = scrub.body(record.kind, record.body)
    if body != record.body:
        left = {lift: words for lift, words in scrub.words.get(key, {}).items() if lift not in scrub.lifts}
        screened = scrub.rest.record(*key, body, left)
        plan.lifts += screened.lifts
        plan.screening[key] = (screened.state, list(screened.doubts))
        plan.changes.append(screening.change_of(*key, screened.body, external_id=record.external_id,
                                                case_id=record.case_id, voided=record.voided))
    _scrub_history(session, plan, record, lambda past: scrub.body(record.kind, past))


def _scrub_history(session: Handle, plan: _Plan, record: Record,
                   change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    for past in rows.history(session, record.kind, record.id):
        before = change(past.body)
        if before != past.body:
            label = KINDS[record.kind].label(before) if record.kind in KINDS else None
            plan.history.append(HistoryChange(past.revision, before, label))


def _scrub_disclosure(session: Handle, plan: _Plan, scrub: _Scrub, record: Record) -> None:
    """What was handed out stays told; that she was in it does not."""
    def change(body: dict[str, Any]) -> dict[str, Any]:
        after = body | {key: scrub.mine.plain(body[key]) for key in handed.TYPED if key in body}
        if "people" in body:
            after["people"] = [ERASED if one == scrub.person else one for one in body["people"]]
        if "said" in body:
            after["said"] = {one: levels for one, levels in body["said"].items() if one != scrub.person}
        return after

    body = change(record.body)
    if body != record.body:
        plan.changes.append(Change(record.kind, record.id, body, external_id=record.external_id,
                                   case_id=record.case_id, label=record.label, voided=record.voided))
        plan.screening[(record.kind, record.id)] = (None, [])
    _scrub_history(session, plan, record, change)


def _scrub_identities(session: Handle, plan: _Plan, scrub: _Scrub) -> None:
    for person, body in scrub.others.items():
        if (after := scrub.mine.identity(body)) != body:
            plan.identities.append(IdentityChange(person, after))
        for past in names.history(session.db, person):
            if (before := scrub.mine.identity(past.body)) != past.body:
                plan.past_identities.append(HistoryChange(past.revision, before))


def _window_state(session: Handle, scrub: _Scrub) -> WindowState:
    """Drafts and words of the window that hold her: her ids or those of her records, her lifts, her name."""
    ids = [gone[1] for gone in scrub.gone]

    def holds(text: str) -> bool:
        return any(own in text for own in ids) or bool(scrub.mine.spans(text))

    return WindowState([page for page, body in window.every_draft(session) if holds(page) or holds(body)],
                       [key for key, value in window.everything(session) if holds(value)])


def _handed_out(record: Record) -> dict[str, str]:
    return {"time": record.created, **{key: str(record.body.get(key, "")) for key in ("audience", "file", "to")}}
