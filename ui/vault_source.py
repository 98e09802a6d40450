# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault behind the pages: every question a page has, answered over an open session.

Promises: reads through the records' own reading and searching; pseudonyms are kept until the next
change.  Text saved here counts as unscreened until the identity vault has seen it.
Must never: ask for the identity vault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from casefile.errors import Busy, DriveTrouble, InputRefused
from casefile.records import markers, masked, reading, searching, shape
from casefile.records.record import KINDS, Record
from casefile.store import backups, blobs, rows, window, writing
from casefile.vault import auditing, keychange, keys
from casefile.vault.keys import SlotInfo
from casefile.vault.session import Session
from ui.source import BackupState, Body, Deed, Hit, LogLine, Waiting


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


class VaultSource:
    """Reading, searching and saving over a session that holds the case key alone."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._names: dict[str, str] | None = None
        self._people: dict[str, Sequence[Record]] = {}
        self.memory: dict[tuple[str, ...], Any] = {}

    def today(self) -> date:
        return self.session.clock.now().astimezone().date()

    def ids(self, kind: str, *, case: str = "", containing: str = "") -> Sequence[str]:
        return window.ids(self.session, kind, case=case, containing=containing)

    def record(self, kind: str, record: str) -> Record:
        return reading.get(self.session, kind, record)

    def every(self, kind: str, *, case: str = "") -> Sequence[Record]:
        if kind != "people":
            return [one for one in reading.every(self.session, kind, case=case or None) if not one.voided]
        if case not in self._people:
            self._people[case] = [one for one in reading.every(self.session, kind, case=case or None)
                                  if not one.voided]
        return self._people[case]

    def forget(self) -> None:
        """Another process may have written: read names and people again."""
        self._names = None
        self._people.clear()
        self.memory.clear()

    def pseudonym(self, person: str) -> str:
        return self._pseudonyms().get(person) or "a person"

    def _pseudonyms(self) -> Mapping[str, str]:
        if self._names is None:
            self._names = reading.pseudonyms(self.session)
        return self._names

    def _readable(self, label: str) -> str:
        """A label with pseudonyms; they are read once for all, not for each of a thousand labels."""
        return markers.plain(label, self._pseudonyms()) if "⟦" in label else label

    def search(self, query: str, limit: int = 50) -> Sequence[Hit]:
        found = []
        for hit in searching.search(self.session, query, limit=limit):
            label = self._readable(self.record(hit.kind, hit.id).label)
            found.append(Hit(hit.kind, hit.id, label or KINDS[hit.kind].singular.capitalize(), hit.snippet))
        return found

    def waiting(self) -> Sequence[Waiting]:
        known = self.memory.get(("waiting",))
        if known is None:
            known = self.memory[("waiting",)] = self._waiting()
        return list(known)

    def _waiting(self) -> list[Waiting]:
        found = []
        for one in rows.screening(self.session):
            if one.kind not in KINDS:
                continue  # the list of what was handed out is screened as it is written
            state = one.state if one.current else "unscreened"
            if state == "unscreened" or one.doubts:
                label = self._readable(self.record(one.kind, one.id).label)
                found.append(Waiting(one.kind, one.id, label or KINDS[one.kind].singular.capitalize(), state,
                                     len(one.doubts)))
        return found

    def deeds(self, limit: int = 8) -> Sequence[Deed]:
        return [self._deed(one) for one in window.log(self.session, limit)]

    def _deed(self, one: window.Entry) -> Deed:
        label = ""
        if one.kind in KINDS and (record := rows.row(self.session, one.kind, one.record)):
            label = self._readable(record.label)
        return Deed(_time(one.time), one.action, one.kind, one.record, label)

    def log_head(self) -> tuple[int, str]:
        head = auditing.logs(self.session)[0]
        return head.entries, head.head_words

    def log_lines(self, first: int, last: int) -> Sequence[LogLine]:
        return [LogLine(one.seq, self._deed(one), one.purpose)
                for one in window.log_between(self.session, first, last)]

    def slots(self) -> Sequence[SlotInfo]:
        return keys.slots(self.session.layout.read_header())

    def tried(self) -> Mapping[str, str]:
        return window.newest_by_record(self.session, keychange.TRIED)

    def backup(self) -> BackupState:
        last = backups.last_backup(self.session)
        if last is None:
            return BackupState(None, "", 0, window.changes_since(self.session, 0))
        return BackupState(_time(last.time), last.place, last.snapshot, last.changes, last.identities)

    def setting(self, name: str, default: str = "") -> str:
        found = window.remembered(self.session, name)
        return default if found is None else found

    def remember(self, name: str, value: str) -> None:
        with suppress(DriveTrouble, Busy):  # a place not remembered must not keep anybody from her work
            window.remember(self.session, name, value)

    def draft(self, page: str) -> Body | None:
        return window.draft(self.session, page)

    def drafts(self) -> Sequence[str]:
        return window.drafted(self.session)

    def keep_draft(self, page: str, body: Body | None) -> None:
        window.keep_draft(self.session, page, body)

    def save(self, kind: str, record: str, body: Body, *, case: str = "") -> str:
        before = rows.row(self.session, kind, record) if record else None
        noun = KINDS[kind]
        written = dict(body)
        external = before.external_id if before else None
        owner = before.case_id if before else (case or str(written.get("case") or "") or None)
        change = writing.Change(kind, record or writing.new_id(), written, external, owner, noun.label(written),
                                searching.search_text(kind, written, external))
        problems = list(shape.check(noun.shape, written))
        if problems:
            raise InputRefused("This cannot be kept as it is.", advice=f"{problems[0].field}: {problems[0].message}.")
        action = f"{noun.singular}.{'change' if before else 'add'}"
        writing.write(self.session, action, [change], screening=self._known(change, before))
        self.forget()
        return change.id

    def _known(self, change: writing.Change, before: Record | None) -> writing.Screening:
        """What is known about names stays true where no text was changed."""
        noun = KINDS[change.kind]
        if before is None or shape.texts(noun.shape, change.body) != shape.texts(noun.shape, before.body):
            return {}
        found = rows.screening(self.session, kind=change.kind, record=change.id)
        return {(one.kind, one.id): (one.state, one.doubts) for one in found if one.current}

    def keep_masked(self, original: str, png: bytes, boxes: int, readers: Sequence[str]) -> str:
        own = masked.keep(self.session, original, png, boxes, readers)
        self.forget()
        return own

    def clear_masked(self, attachment: str, readers: Sequence[str]) -> None:
        masked.clear(self.session, attachment, readers)
        self.forget()

    def file(self, attachment: str, most: int) -> bytes | None:
        kept = blobs.find(self.session, attachment)
        return blobs.read(self.session, kept) if kept and kept.size <= most else None

    def history(self, kind: str, record: str) -> Sequence[tuple[str, str, Body]]:
        return [(one.time, one.action, one.body) for one in reversed(rows.history(self.session, kind, record))]


