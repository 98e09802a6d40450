# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading rows: records of the case database, identities and lifted words of the other one.

Reads only; what a record means is decided in `casefile.records`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casefile.errors import Damaged
from casefile.store import database, revisions
from casefile.store.content import parse_body
from casefile.store.handle import Handle
from casefile.store.names import Lift
from casefile.store.revisions import Revision
from casefile.store.tables import KINDS

_COLUMNS = "id, external_id, case_id, label, body, revision, ordinal, created, changed, voided"


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it is stored.  `body` has references as vault ids and names as markers."""

    kind: str
    id: str
    external_id: str | None
    case_id: str | None
    label: str
    body: dict[str, Any]
    revision: str
    ordinal: int
    created: str
    changed: str
    voided: str | None


@dataclass(frozen=True, slots=True)
class Screening:
    """What is known about names in a record's text; `current` is false when it is about an older text."""

    kind: str
    id: str
    state: str
    doubts: Any
    current: bool


def row(session: Handle, kind: str, record: str) -> Row | None:
    """The record of that id, or None."""
    found = session.db.one(f"SELECT {_COLUMNS} FROM {_table(kind)} WHERE id = ?", (record,))
    return _row(kind, found) if found else None


def by_external(session: Handle, kind: str, external_id: str) -> Row | None:
    """The record of that external id, or None."""
    found = session.db.one(f"SELECT {_COLUMNS} FROM {_table(kind)} WHERE external_id = ?", (external_id,))
    return _row(kind, found) if found else None


def rows(session: Handle, kind: str, *, case: str | None = None, limit: int | None = None) -> Iterator[Row]:
    """Records of one kind in order of arrival, of one case where `case` (its vault id) is given."""
    where, values = ("WHERE case_id = ?", [case]) if case is not None else ("", [])
    for found in session.db.each(f"SELECT {_COLUMNS} FROM {_table(kind)} {where} ORDER BY ordinal LIMIT ?",
                                 (*values, -1 if limit is None else limit)):
        yield _row(kind, found)


def ids(session: Handle, kind: str) -> dict[str, str]:
    """External id to vault id, for all records of a kind that have one."""
    return dict(session.db.rows(
        f"SELECT external_id, id FROM {_table(kind)} WHERE external_id IS NOT NULL"))


def labels(session: Handle, kind: str) -> dict[str, str]:
    """Vault id to label, for all records of a kind."""
    return dict(session.db.rows(f"SELECT id, label FROM {_table(kind)}"))


def count(session: Handle, kind: str) -> int:
    """How many records of a kind there are."""
    return int(session.db.value(f"SELECT count(*) FROM {_table(kind)}"))


def history(session: Handle, kind: str, record: str) -> list[Revision]:
    """All states of a record, oldest first."""
    return revisions.history(session.db, kind, record)


def screening(session: Handle, *, kind: str | None = None, record: str | None = None) -> list[Screening]:
    """What is known about names in texts, for all records or some."""
    found: list[Screening] = []
    for table in (kind,) if kind else KINDS:
        where, values = (" AND t.id = ?", [record]) if record is not None else ("", [])
        found += [Screening(table, got[0], got[1] or "unscreened", json.loads(got[2] or "[]"), bool(got[3]))
                  for got in session.db.rows(
                      f"SELECT t.id, s.state, s.doubts, s.revision IS t.revision FROM {_table(table)} t "
                      f"LEFT JOIN screening s ON s.kind = ? AND s.id = t.id WHERE 1{where} ORDER BY t.ordinal",
                      (table, *values))]
    return found


def erased(session: Handle) -> set[tuple[str, str]]:
    """(kind, external id) of every erased record that had one."""
    return {(got[0], got[1]) for got in session.db.rows(
        "SELECT kind, external_id FROM tombstones WHERE external_id IS NOT NULL")}


def public_contacts(session: Handle) -> tuple[str, ...]:
    """Contacts that may stand in public: never replaced, never a finding."""
    return tuple(got[0] for got in session.db.rows("SELECT value FROM public_contacts ORDER BY value"))


def meta(session: Handle, key: str) -> Any:
    """A value the vault keeps about itself, or None."""
    return session.db.value("SELECT value FROM meta WHERE key = ?", (key,))


def identity(session: Handle, person: str) -> dict[str, Any] | None:
    """Who a person is, or None.  Needs the identity vault."""
    session.require_identities()
    body = session.db.value("SELECT body FROM names.people WHERE person = ?", (person,))
    return parse_body(body) if body is not None else None


def identities(session: Handle) -> Iterator[tuple[str, dict[str, Any]]]:
    """(person, identity) of everyone known.  Needs the identity vault."""
    session.require_identities()
    for person, body in session.db.each("SELECT person, body FROM names.people ORDER BY person"):
        yield person, parse_body(body)


def lift(session: Handle, lift_id: str) -> Lift | None:
    """The words behind one marker.  Needs the identity vault."""
    session.require_identities()
    found = session.db.one("SELECT lift, person, class, words, kind, record FROM names.lifts WHERE lift = ?",
                           (lift_id,))
    return Lift(*found) if found else None


def lifts(session: Handle, *, kind: str | None = None, record: str | None = None) -> list[Lift]:
    """Lifted words, of one record where kind and record are given.  Needs the identity vault."""
    session.require_identities()
    where, values = ("WHERE kind = ? AND record = ?", (kind, record)) if kind is not None else ("", ())
    return [Lift(*found) for found in session.db.rows(
        f"SELECT lift, person, class, words, kind, record FROM names.lifts {where}", values)]


def _table(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"no kind of record is named {kind!r}")
    return kind


def _row(kind: str, found: database.Row) -> Row:
    try:
        body = parse_body(found[4])
    except ValueError:
        raise Damaged("A record of this vault cannot be read.", kind="record") from None
    return Row(kind, found[0], found[1], found[2], found[3], body, *found[5:])
