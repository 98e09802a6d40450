# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window asks beyond records: lists of ids, drafts, its own memory, the log's last lines.

Promises: sorting and filtering happen in the database; drafts and the window's memory are kept in
the vault alone.  They are no records: no revision, no audit line.
Must never: change a record (that is `writing.write` alone).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casefile.host.clock import stamp
from casefile.store.handle import Handle
from casefile.store.tables import KINDS


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log as the window shows it; never content."""

    seq: int
    time: str
    action: str
    kind: str
    record: str
    purpose: str


def ids(session: Handle, kind: str, *, case: str = "", containing: str = "") -> list[str]:
    """Ids of a kind in order of arrival; of one case, or with these letters in their label."""
    if kind not in KINDS:
        raise ValueError(f"no kind of record is named {kind!r}")
    where, values = ["voided IS NULL"], []
    if case:
        where.append("case_id = ?")
        values.append(case)
    if containing:
        where.append("label LIKE ? ESCAPE '\\'")
        plain = containing.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        values.append(f"%{plain}%")
    return [str(found[0]) for found in session.db.rows(
        f"SELECT id FROM {kind} WHERE {' AND '.join(where)} ORDER BY ordinal", values)]


def log(session: Handle, limit: int) -> list[Entry]:
    """The newest lines of the log, newest first."""
    return [Entry(*found) for found in session.db.rows(
        "SELECT seq, time, action, kind, record, purpose FROM audit ORDER BY seq DESC LIMIT ?", (limit,))]


def log_between(session: Handle, first: int, last: int) -> list[Entry]:
    """The lines of the log from one number to another, both with them, newest first."""
    return [Entry(*found) for found in session.db.rows(
        "SELECT seq, time, action, kind, record, purpose FROM audit WHERE seq BETWEEN ? AND ? ORDER BY seq DESC",
        (first, last))]


def newest_by_record(session: Handle, action: str) -> dict[str, str]:
    """When an action was done last on each record it was done on: record to time."""
    return {str(record): str(time) for record, time in session.db.rows(
        "SELECT record, max(time) FROM audit WHERE action = ? GROUP BY record", (action,))}


def changes_since(session: Handle, seq: int) -> int:
    """How many records were written after this line of the log."""
    return int(session.db.value("SELECT count(*) FROM audit WHERE seq > ? AND content <> x''", (seq,)))


def remembered(session: Handle, key: str) -> str | None:
    """What the window keeps under this name."""
    found = session.db.value("SELECT value FROM ui_state WHERE key = ?", (key,))
    return None if found is None else str(found)


def remember(session: Handle, key: str, value: str) -> None:
    """Keep a word of the window; nothing happens where the vault is open for reading only."""
    if not session.can_write or remembered(session, key) == value:
        return
    with session.db.transaction():
        session.db.execute("INSERT OR REPLACE INTO ui_state (key, value) VALUES (?, ?)", (key, value))


def draft(session: Handle, page: str) -> dict[str, Any] | None:
    """What was being typed on a page, or None."""
    found = session.db.value("SELECT body FROM drafts WHERE page = ?", (page,))
    return None if found is None else dict(json.loads(str(found)))


def drafted(session: Handle) -> list[str]:
    """Pages with a draft, the newest first."""
    return [str(found[0]) for found in session.db.rows("SELECT page FROM drafts ORDER BY changed DESC, page")]


def keep_draft(session: Handle, page: str, body: Mapping[str, Any] | None) -> None:
    """Keep what is being typed on a page; None lets it go."""
    if not session.can_write:
        return
    with session.db.transaction():
        if body is None:
            session.db.execute("DELETE FROM drafts WHERE page = ?", (page,))
        else:
            session.db.execute("INSERT OR REPLACE INTO drafts (page, body, changed) VALUES (?, ?, ?)",
                               (page, json.dumps(body, ensure_ascii=False), stamp(session.clock.now())))


def every_draft(session: Handle) -> list[tuple[str, str]]:
    """(page, what was being typed as JSON) of every draft."""
    return [(str(found[0]), str(found[1])) for found in session.db.rows("SELECT page, body FROM drafts")]


def everything(session: Handle) -> list[tuple[str, str]]:
    """(name, value) of all the window keeps."""
    return [(str(found[0]), str(found[1])) for found in session.db.rows("SELECT key, value FROM ui_state")]
