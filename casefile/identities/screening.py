# SPDX-License-Identifier: GPL-3.0-or-later
"""Screening what is stored already: every text again when a name was added or changed.

Records, their history, the vault's note and what was typed about files that left are gone through with the matcher of today; what it is
sure of is lifted, past states included, so that no older state keeps a name that is known now.

`rescreen` plans and writes nothing; whoever changes a name puts its answer into the same `write`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casefile.identities import dictionary, handed
from casefile.identities.disguise import Disguise
from casefile.identities.lifting import Screened, Screener
from casefile.progress import Progress, Silent
from casefile.records.reading import unscreened
from casefile.records.record import KINDS, Record
from casefile.records.searching import search_text
from casefile.redaction.matcher import Matcher
from casefile.store import rows
from casefile.store.handle import Handle
from casefile.store.writing import Change, HistoryChange, Lift, Written, write

NOTE = ("meta", "note")
_SILENT = Silent()


@dataclass(slots=True)
class Rescreened:
    """What a screening found, ready to be written."""

    changes: list[Change] = field(default_factory=list)
    lifts: dict[str, Lift] = field(default_factory=dict)
    history: list[HistoryChange] = field(default_factory=list)
    screening: dict[tuple[str, str], tuple[str | None, Any]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def take(self, lifts: Iterable[Lift]) -> None:
        """Add lifts; one that is there already stays."""
        self.lifts |= {lift.lift: lift for lift in lifts}


def matcher(session: Handle, identities: Mapping[str, Mapping[str, Any]] | None = None,
            public_contacts: Collection[str] | None = None) -> Matcher:
    """The matcher for everybody known, or for `identities` (by person id) where given."""
    people = dictionary.known_people(session) if identities is None else dictionary.people_of(identities)
    public = rows.public_contacts(session) if public_contacts is None else public_contacts
    return Matcher.compile(people, tuple(public))


def rescreen(session: Handle, screener: Screener, disguise: Disguise, *, skip: Collection[tuple[str, str]] = (),
             only: Collection[tuple[str, str]] | None = None, progress: Progress = _SILENT) -> Rescreened:
    """Screen every stored text, history included, or the records in `only`.

    Of a record in `skip` (it is being written anew) only the history is screened.  A pseudonym that
    turns out to hold a known name is replaced by one that `disguise` draws.
    """
    session.require_identities()
    found = Rescreened()
    words = dictionary.words_by_record(session)
    total = sum(rows.count(session, kind) for kind in KINDS)
    done = 0
    for kind in KINDS:
        for record in rows.rows(session, kind):
            done += 1
            if only is not None and (kind, record.id) not in only:
                continue
            if done % 100 == 0:
                progress.step("Looking for names in stored texts", done, total)
            known = words.get((kind, record.id), {})
            fresh = screener.record(kind, record.id, record.body, known)
            if _rename(fresh.body, disguise) and (kind, record.id) not in skip:
                found.warnings.append("A pseudonym held a name that is known now; another one stands in its place.")
            if (kind, record.id) not in skip:
                _note_record(found, record, fresh)
            _screen_history(session, found, screener, record, fresh, known, disguise)
    note = rows.meta(session, "note")
    if note and NOTE not in skip and (only is None or NOTE in only):
        text, lifts, _ = screener.text(str(note), words.get(NOTE, {}), *NOTE)
        if lifts or rows.meta(session, "note_screened") != "yes":
            found.kept |= {"note": text, "note_screened": "yes"}
            found.take(lifts)
    if only is None:
        _screen_handed(session, found, screener)
    return found


def stale(session: Handle) -> set[tuple[str, str]]:
    """Records (the note, and what left) whose text has not been looked at for names as it stands now."""
    found = unscreened(session) | handed.unread(session)
    if rows.meta(session, "note") and rows.meta(session, "note_screened") != "yes":
        found.add(NOTE)
    return found


def _screen_handed(session: Handle, found: Rescreened, screener: Screener) -> None:
    for change, past in handed.screened(session, screener):
        found.history += past
        if change is not None:
            found.changes.append(change)
            found.screening[(change.kind, change.id)] = (None, [])


def _rename(body: dict[str, Any], disguise: Disguise) -> bool:
    """Give a person whose pseudonym holds a known name another one, in place; whether that was so."""
    if "pseudonym" not in body or not disguise.holds_name(body["pseudonym"]):
        return False
    body["pseudonym"] = disguise.draw()
    return True


def _note_record(found: Rescreened, record: Record, fresh: Screened) -> None:
    found.screening[(record.kind, record.id)] = (fresh.state, list(fresh.doubts))
    if fresh.body != record.body:
        found.changes.append(change_of(record.kind, record.id, fresh.body, external_id=record.external_id,
                                       case_id=record.case_id, voided=record.voided))
        found.take(fresh.lifts)


def _screen_history(session: Handle, found: Rescreened, screener: Screener, record: Record, fresh: Screened,
                    known: Mapping[str, str], disguise: Disguise) -> None:
    """Screen the past states of a record; the state it is in now is the one `fresh` was made from."""
    for past in rows.history(session, record.kind, record.id):
        again = fresh
        if past.revision != record.revision:
            again = screener.record(record.kind, record.id, past.body, known)
            _rename(again.body, disguise)
        if again.body != past.body:
            found.history.append(HistoryChange(past.revision, again.body, KINDS[record.kind].label(again.body)))
            found.take(again.lifts)


def change_of(kind: str, record: str, body: Mapping[str, Any], *, external_id: str | None,
              case_id: str | None, voided: str | None = None) -> Change:
    """The change that writes a stored body, with its label and what the index keeps of it."""
    return Change(kind, record, body, external_id=external_id, case_id=case_id, voided=voided,
                  label=KINDS[kind].label(body), search_text=search_text(kind, body, external_id))


def screen_all(session: Handle, *, progress: Progress = _SILENT) -> Written | None:
    """Screen every stored text with the names of today and write what changed; None where nothing did."""
    screener = Screener(matcher(session))
    disguise = Disguise(rows.labels(session, "people").values(), dictionary.true_names(session), lambda: screener)
    found = rescreen(session, screener, disguise, progress=progress)
    if not (found.changes or found.history or found.kept or stale(session)):
        return None
    return write(session, "screen", found.changes, lifts=list(found.lifts.values()), history=found.history,
                 screening=found.screening, kept=found.kept)
