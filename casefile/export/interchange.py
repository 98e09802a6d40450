# SPDX-License-Identifier: GPL-3.0-or-later
"""Records out in the interchange format: the case file's content as one document.

Without identities it holds pseudonyms where names were, and nothing of the identity vault; with
them every text is letter for letter what came in, and people carry their `identity`.  Ids are
external ids where a record has one, else the vault's; taken-back records stay away.

Writes nothing; the caller delivers the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.errors import Unscreened
from casefile.identities import dictionary, screening
from casefile.identities.lifting import original, unlift
from casefile.records import reading
from casefile.records.markers import Marker, join, plain, split
from casefile.records.record import KINDS, Record
from casefile.records.shape import GONE, Object, Shape, map_references, map_texts, walk
from casefile.redaction import grammar
from casefile.store import rows
from casefile.store.handle import Handle

FORMAT, VERSION = "casefile-interchange", 1


def document(session: Handle, *, identities: bool, case: str | None = None) -> dict[str, Any]:
    """The document of the whole vault, or of one case (its vault id) and what belongs to it.

    Raises Unscreened where `identities` is false and some text has not been looked at for names;
    IdentityPassphraseNeeded where it is true and the identity vault is not open.
    """
    if identities:
        session.require_identities()
    taken = {kind: [one for one in rows.rows(session, kind) if one.voided is None and _belongs(one, case)]
             for kind in KINDS}
    if not identities:
        _require_screened(session, taken, whole=case is None)
    return _Writing(session, taken, identities=identities).document(whole=case is None)


def _belongs(record: Record, case: str | None) -> bool:
    return case is None or record.case_id == case or (record.kind == "cases" and record.id == case)


def _require_screened(session: Handle, taken: Mapping[str, list[Record]], *, whole: bool) -> None:
    stale = screening.stale(session)
    waiting = sum((kind, one.id) in stale for kind, records in taken.items() for one in records)
    if waiting or (whole and screening.NOTE in stale):
        raise Unscreened("Some texts have not been looked at for names.", records=waiting)


class _Writing:
    """One document in the making."""

    def __init__(self, session: Handle, taken: Mapping[str, list[Record]], *, identities: bool) -> None:
        self._session, self._taken, self._identities = session, taken, identities
        self._ids = {kind: {one.id: one.external_id or one.id for one in records} for kind, records in taken.items()}
        self._names = reading.pseudonyms(session)
        self._words = dictionary.words_by_record(session) if identities else {}
        self._known = dict(rows.identities(session)) if identities else {}

    def document(self, *, whole: bool) -> dict[str, Any]:
        """All of it; the note only with the whole vault."""
        result: dict[str, Any] = {"format": FORMAT, "version": VERSION}
        if whole and (note := rows.meta(self._session, "note")) is not None:
            result["note"] = self._text(str(note), *screening.NOTE)
        for kind, records in self._taken.items():
            if records:
                result[kind] = [self._record(one) for one in records]
        if contacts := rows.public_contacts(self._session):
            result["public_contacts"] = list(contacts)
        return result

    def _record(self, record: Record) -> dict[str, Any]:
        body = self._body(record)
        mapped = map_references(KINDS[record.kind].shape, body, lambda kind, ref: self._ids[kind].get(ref, GONE))
        whole = {key: part for key, part in _without_halves(KINDS[record.kind].shape, mapped).items()
                 if key not in KINDS[record.kind].shape.own}
        written = {"id": self._ids[record.kind][record.id], **whole}
        if record.id in self._known:
            written["identity"] = self._known[record.id]
        return written

    def _body(self, record: Record) -> dict[str, Any]:
        if self._identities:
            return original(record.kind, record.body, self._words.get((record.kind, record.id), {}))
        shape = KINDS[record.kind].shape
        return _fitted(shape, reading.shown(record.kind, map_texts(shape, record.body, _neutral), self._names))

    def _text(self, stored: str, kind: str, record: str) -> str:
        if self._identities:
            return unlift(stored, self._words.get((kind, record), {}))
        return plain(_neutral(stored), self._names)


def _neutral(stored: str) -> str:
    """A stored text whose grammar beside a reference no longer tells how the name sounded."""
    parts = split(stored)
    for place, part in enumerate(parts):
        if isinstance(part, Marker) and part.klass != "c":
            earlier, later = parts[place - 1] if place else "", parts[place + 1] if place + 1 < len(parts) else ""
            if isinstance(earlier, str) and earlier:
                parts[place - 1] = grammar.before(earlier)
            if isinstance(later, str) and later:
                parts[place + 1] = grammar.after(later, earlier if isinstance(earlier, str) else "")
    return join(parts)


def _without_halves(shape: Object, body: dict[str, Any]) -> dict[str, Any]:
    """A body without list items that lost what they cannot be without (a relation to somebody left out)."""
    result = dict(body)
    for key, part in shape.fields.items():
        item = getattr(part, "item", None)
        if key in result and isinstance(item, Object):
            result[key] = [one for one in result[key] if all(name in one for name in item.required)]
    return result


def _fitted(shape: Object, body: dict[str, Any]) -> dict[str, Any]:
    """Texts cut to the format's length: pseudonyms may be longer than the names they stand for."""
    def fit(part: Shape, value: Any) -> Any:
        longest = getattr(part, "longest", None)
        return value[:longest] if longest is not None else value

    result: dict[str, Any] = walk(shape, body, fit)
    return result
