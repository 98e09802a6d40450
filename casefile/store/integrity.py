# SPDX-License-Identifier: GPL-3.0-or-later
"""What the databases say about their own health.

The encryption notices every flipped bit, but not an older page put back whole, nor pages cut off
the end.  So beside SQLCipher's and SQLite's own checks: every record's content must match its newest audit
entry, every past state the entry that vouches for it, and every entry the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casefile.store import audit, fitting, index_health, meta
from casefile.store.content import GONE, content_hash, head_of
from casefile.store.database import Database, Schema
from casefile.store.names import NO_HEAD, Lift, lift_hash, person_hash
from casefile.store.removal import LIFTS, PEOPLE
from casefile.store.revisions import IN_PLACE
from casefile.store.tables import KINDS
from casefile.store.writing import KEPT
from crypto.chain import START

_OLD = "is not what the audit log says was written last: an older state was put back, or it was changed"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong: a stable word, a sentence without names, the record where there is one."""

    kind: str
    what: str
    record: str = ""


def pages(db: Database, schema: Schema) -> Iterator[Trouble]:
    """Every page's authentication, then the structure of tables and indexes (also the search index)."""
    db.value(f"SELECT count(*) FROM {schema}.sqlite_schema")  # a first read; the next one may raise a false alarm
    bad = db.rows(f"PRAGMA {schema}.cipher_integrity_check")
    if bad:
        yield Trouble("page", f"{len(bad)} page(s) of {_name(schema)} are damaged or were changed.")
    notes = [str(row[0]) for row in db.rows(f"PRAGMA {schema}.integrity_check(10)")]
    if notes != ["ok"]:
        yield Trouble("structure", f"The structure of {_name(schema)} is not whole.")
    if db.rows(f"PRAGMA {schema}.foreign_key_check"):
        yield Trouble("structure", f"References inside {_name(schema)} lead nowhere.")


def chain(db: Database, schema: Schema, vault_id: bytes) -> Iterator[Trouble]:
    """Every entry of the audit chain, from the first."""
    before = START
    for number, entry in enumerate(audit.entries(db, schema), 1):
        if number == 1 and entry.record != vault_id.hex():
            yield Trouble("audit", f"The audit log of {_name(schema)} began in another vault.")
        if entry.seq != number or entry.prev != before or entry.digest() != entry.hash:
            yield Trouble("audit", f"The audit log of {_name(schema)} is broken at entry {number}.")
            return
        before = entry.hash


def records(db: Database) -> Iterator[Trouble]:
    """Every record of the case database against its newest audit entry."""
    newest = {(kind, record): (seq, content) for kind, record, seq, content in audit.newest_contents(db, "main")}
    for kind in KINDS:
        for row in db.each(f"SELECT t.id, t.external_id, t.case_id, t.label, t.body, t.salt, t.voided, r.seq "
                           f"FROM {kind} t LEFT JOIN revisions r ON r.revision = t.revision AND r.kind = ? "
                           f"AND r.record = t.id", (kind,)):
            seq, content = newest.pop((kind, row[0]), (0, b""))
            head = head_of(row[1], row[2], row[3], row[6])
            if content_hash(bytes(row[5]), kind, row[0], head, row[4]) != content or row[7] != seq:
                yield Trouble("went-back-in-time", f"A record ({kind}) {_OLD}.", row[0])
    for (kind, record), (_seq, content) in newest.items():
        if kind in KINDS and content != GONE:
            yield Trouble("went-back-in-time", f"A record ({kind}) that the audit log knows is missing.", record)
    for key in KEPT:
        value, salt = meta.value(db, key), meta.value(db, f"{key}.salt")
        _seq, told = newest.get(("meta", key), (0, None))
        if told is not None and (salt is None or content_hash(bytes(salt), key, str(value)) != told):
            yield Trouble("went-back-in-time", f"What the vault keeps under {key!r} {_OLD}.")
    contacts = [row[0] for row in db.rows("SELECT value FROM public_contacts ORDER BY value")]
    _seq, told = newest.get(("public_contacts", "all"), (0, None))
    if (told is None and contacts) or (told is not None and told != content_hash(b"", *contacts)):
        yield Trouble("went-back-in-time", f"The list of public contacts {_OLD}.")


def past_states(db: Database, schema: Schema) -> Iterator[Trouble]:
    """Every revision against the audit entry that vouches for it, and none missing."""
    for row in db.each(
            f"SELECT r.revision, r.kind, r.record, r.head, r.body, r.salt, a.kind, a.record, a.content, "
            f"(SELECT max(seq) FROM {schema}.audit n WHERE n.kind = ? AND n.record = r.revision) IS NOT NULL "
            f"AND a.kind <> ? FROM {schema}.revisions r LEFT JOIN {schema}.audit a ON a.seq = r.seq "
            f"ORDER BY r.rowid", (IN_PLACE, IN_PLACE)):
        vouched = (row[6], row[7]) in ((row[1], row[2]), (IN_PLACE, row[0]))
        if not vouched or row[9] or content_hash(bytes(row[5]), row[1], row[2], row[3], row[4]) != row[8]:
            yield Trouble("went-back-in-time", f"A past state of a record ({row[1]}) {_OLD}.", row[2])
    kinds = ", ".join(f"'{kind}'" for kind in (KINDS if schema == "main" else (PEOPLE,)))
    for kind, record in db.rows(
            f"SELECT kind, record FROM {schema}.audit WHERE kind IN ({kinds}) AND content <> x'' "
            f"GROUP BY kind, record HAVING max(CASE WHEN content = ? THEN seq ELSE 0 END) < max(seq) AND "
            f"sum(content <> ?) <> (SELECT count(*) FROM {schema}.revisions r WHERE r.kind = audit.kind AND "
            f"r.record = audit.record)", (GONE, GONE)):
        yield Trouble("went-back-in-time", f"Past states of a record ({kind}) are missing.", record)


def index(db: Database, *, suspect: bool) -> Iterator[Trouble]:
    """The search index: its signposts, and by name the records it tells wrongly about.

    `suspect` says that the structure of the database was found not whole: then the index is compared word by word.
    """
    lost = index_health.lost(db)
    named = index_health.affected(db, lost) if lost or suspect else []
    for record in named:
        yield Trouble("went-back-in-time", f"What the search index holds of a record {_OLD}.", record)
    if lost and not named:
        yield Trouble("went-back-in-time", f"The search index {_OLD}.")


def tables(db: Database, schema: Schema) -> Iterator[Trouble]:
    """Every table against the sum of its rows: also those no audit entry vouches for."""
    for what, record in fitting.tables(db, schema):
        yield Trouble("went-back-in-time", f"{what} {_OLD}.", record)


def names(db: Database) -> Iterator[Trouble]:
    """Every identity and every lifted word against its newest audit entry."""
    newest = {(kind, record): content for kind, record, _seq, content in audit.newest_contents(db, "names")}
    for person, body, salt, head in db.each(
            "SELECT p.person, p.body, p.salt, r.head FROM names.people p LEFT JOIN names.revisions r "
            "ON r.revision = p.revision AND r.record = p.person"):
        if person_hash(bytes(salt), person, body) != newest.pop((PEOPLE, person), b"") or head != NO_HEAD:
            yield Trouble("went-back-in-time", f"An identity {_OLD}.", person)
    for row in db.each("SELECT lift, person, class, words, kind, record, salt FROM names.lifts"):
        if lift_hash(bytes(row[6]), Lift(*row[:6])) != newest.pop((LIFTS, row[0]), b""):
            yield Trouble("went-back-in-time", f"Words taken out of a text ({row[4]}) {'are' + _OLD[2:]}.", row[5])
    for (kind, record), content in newest.items():
        if kind in (PEOPLE, LIFTS) and content != GONE:
            yield Trouble("went-back-in-time", "Something the identity vault's log knows is missing.",
                          record if kind == PEOPLE else "")


def _name(schema: Schema) -> str:
    return "the case database" if schema == "main" else "the identity database"
