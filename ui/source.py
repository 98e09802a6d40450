# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages may ask of the vault, in one protocol.

Promises: records come lifted, references by vault id; the desk sees pseudonyms and never the
identity vault.  Long lists are asked for as ids.
Must never: offer a true name, or write anything but through the records' own writing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from casefile.records.record import Record
from casefile.vault.keys import SlotInfo

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: the record, its title and the words around the match."""

    kind: str
    id: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record whose text was not screened yet, or holds doubts for a person to decide."""

    kind: str
    id: str
    label: str
    state: str
    doubts: int


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the log: when, what kind of act, on which record."""

    time: datetime
    action: str
    kind: str
    record: str
    label: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log with its number and purpose."""

    seq: int
    deed: Deed
    purpose: str


@dataclass(frozen=True, slots=True)
class BackupState:
    """The last proven backup, as the vault remembers it; `when` None: never."""

    when: datetime | None
    where: str
    snapshot: int
    changes: int
    identities: bool = False


class Source(Protocol):
    """Reading, searching and saving for the pages.

    `memory` keeps what was worked out from records; `forget` empties it.
    """

    memory: dict[tuple[str, ...], Any]

    def today(self) -> date:
        """The day it is, by the vault's clock."""

    def ids(self, kind: str, *, case: str = "", containing: str = "") -> Sequence[str]:
        """Ids of a kind in order, all or those of a case or with these letters in their label."""

    def record(self, kind: str, record: str) -> Record:
        """One record."""

    def every(self, kind: str, *, case: str = "") -> Sequence[Record]:
        """All records of a kind; for kinds that stay short within a case."""

    def pseudonym(self, person: str) -> str:
        """What a person is called on this screen."""

    def search(self, query: str, limit: int = 50) -> Sequence[Hit]:
        """Full text, best first."""

    def waiting(self) -> Sequence[Waiting]:
        """What waits to be screened."""

    def deeds(self, limit: int = 8) -> Sequence[Deed]:
        """What was done last."""

    def log_head(self) -> tuple[int, str]:
        """How many entries the log has, and the six words of the newest."""

    def log_lines(self, first: int, last: int) -> Sequence[LogLine]:
        """Entries by number, from one to another, newest first."""

    def slots(self) -> Sequence[SlotInfo]:
        """What opens the two vaults."""

    def tried(self) -> Mapping[str, str]:
        """When each recovery slot was last tried, by its id."""

    def backup(self) -> BackupState:
        """How safe the work is."""

    def setting(self, name: str, default: str = "") -> str:
        """A remembered setting or place."""

    def remember(self, name: str, value: str) -> None:
        """Keep a setting or place in the vault."""

    def draft(self, page: str) -> Body | None:
        """What was being typed on a page."""

    def drafts(self) -> Sequence[str]:
        """Pages with a draft, newest first: `people/<id>`, `statements/new`."""

    def keep_draft(self, page: str, body: Body | None) -> None:
        """Keep what is being typed; None lets it go."""

    def save(self, kind: str, record: str, body: Body, *, case: str = "") -> str:
        """Write a record (empty id: a new one) and return its id; its text counts as unscreened."""

    def forget(self) -> None:
        """Another process may have written: read names and people again."""

    def file(self, attachment: str, most: int) -> bytes | None:
        """The bytes of an attachment; None where they are not kept here, or are more than `most`."""

    def keep_masked(self, original: str, png: bytes, boxes: int, readers: Sequence[str]) -> str:
        """Keep the masked copy of a picture, cleared for these readers; its id."""

    def clear_masked(self, attachment: str, readers: Sequence[str]) -> None:
        """Clear a masked copy for these readers and no others."""

    def history(self, kind: str, record: str) -> Sequence[tuple[str, str, Body]]:
        """Earlier states, newest first: time, who, body."""
