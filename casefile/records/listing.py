# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of records, as the command line prints them: ids, a label, and a few facts.  Never a true name.

Every text is shown with pseudonyms, and hidden while nobody has looked at it for names; references to other records are vault ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from casefile.records.markers import plain
from casefile.records.reading import HIDDEN, every, hidden, names_known, pseudonyms, shown, unscreened
from casefile.records.record import KINDS, Record
from casefile.store import rows
from casefile.store.handle import Handle

LISTED: tuple[str, ...] = (*KINDS, "consents", "unscreened")

_FACTS: Mapping[str, tuple[str, ...]] = {
    "cases": ("title", "opened", "tags"),
    "families": ("label", "claimed_size"),
    "people": ("pseudonym", "role", "name_status", "sex", "age", "home_country", "home_region", "occupation", "family"),
    "statements": ("title", "kind", "language", "person", "taken"),
    "incidents": ("title", "type", "when", "place", "follows"),
    "counts": ("value", "bound", "unit", "basis", "source", "incident"),
    "appeals": ("title", "series", "number", "issued", "people"),
    "exposures": ("where", "when", "people"),
    "attachments": ("title", "path", "sha256", "media_type", "person"),
}


def items(session: Handle, kind: str, limit: int | None = None) -> list[dict[str, Any]]:
    """The items of a list (one of LISTED) in order of arrival, at most `limit`."""
    make = {"consents": _consents, "unscreened": _unscreened}.get(kind)
    return list(islice(make(session) if make else _records(session, kind), limit))


def _records(session: Handle, kind: str) -> Iterator[dict[str, Any]]:
    names, unread = pseudonyms(session), _unread(session)
    for record in every(session, kind):
        body = hidden(kind, record.body) if (kind, record.id) in unread else shown(kind, record.body, names)
        facts = {key: body[key] for key in _FACTS[kind] if key in body}
        yield {**_head(record, KINDS[kind].label(body)), **facts}


def _unread(session: Handle) -> set[tuple[str, str]]:
    """Records whose text may hold a known name: what they say is hidden."""
    return unscreened(session) if names_known(session) else set()


def _head(record: Record, label: str) -> dict[str, Any]:
    head = {"id": record.id, "external_id": record.external_id, "label": label,
            "case": record.case_id, "created": record.created, "changed": record.changed}
    return {**head, "voided": record.voided} if record.voided else head


def _consents(session: Handle) -> Iterator[dict[str, Any]]:
    """One item for each consent; it has no id of its own, so it carries its person's."""
    names, unread = pseudonyms(session), _unread(session)
    for record in every(session, "people"):
        told = hidden("people", record.body) if ("people", record.id) in unread else \
            shown("people", record.body, names)
        for consent in told.get("consents", ()):
            yield {"id": record.id, "external_id": record.external_id, "pseudonym": record.label, **consent}


def _unscreened(session: Handle) -> Iterator[dict[str, Any]]:
    """Records whose text nobody has looked at for names, and those where a doubt waits for a person."""
    names, unread = pseudonyms(session), _unread(session)
    for one in rows.screening(session):
        state = one.state if one.current else "unscreened"
        record = rows.row(session, one.kind, one.id) if state != "screened" and one.kind in KINDS else None
        if record is not None:
            yield {"id": record.id, "external_id": record.external_id, "kind": one.kind,
                   "label": HIDDEN if (one.kind, one.id) in unread else plain(record.label, names), "state": state,
                   "doubts": len(one.doubts) if state == "doubt" else 0}
