# SPDX-License-Identifier: GPL-3.0-or-later
"""The records of a file on their way in: each with its vault id, its references mapped, and what it was before.

Bodies here are still in their writer's own words; nothing of them is in the vault yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casefile.identities import screening
from casefile.identities.dictionary import words_by_record
from casefile.identities.erasing import HERS, Traces
from casefile.identities.lifting import Screener, original
from casefile.importers.document import Document
from casefile.records.erased import pointing
from casefile.records.markers import references
from casefile.records.record import KINDS, Record
from casefile.records.shape import GONE, map_texts, texts
from casefile.store import rows
from casefile.store.handle import Handle
from casefile.store.writing import new_id


@dataclass(slots=True)
class Arrival:
    """One record of the file.  `place` is where it stands in it; `before` is what the vault has."""

    kind: str
    place: str
    id: str
    external_id: str
    body: dict[str, Any] = field(repr=False)
    identity: dict[str, Any] | None = field(repr=False)
    before: Record | None = field(repr=False)

    @property
    def case_id(self) -> str | None:
        """The case it belongs to, by vault id."""
        return self.body.get("case")


@dataclass(slots=True)
class Arrivals:
    """All records of a file in its order, and how many were not taken because they were erased.

    `traces` finds erased people in the file's texts, where it still has their names.
    """

    records: list[Arrival]
    skipped: dict[str, int]
    traces: Traces | None


def arrivals(session: Handle, document: Document) -> Arrivals:
    """Give every record its vault id and map its references; erased people stay away."""
    erased = rows.erased(session)
    ids = {kind: rows.ids(session, kind) for kind in KINDS}
    skipped: dict[str, int] = {}
    taken: list[tuple[str, int, dict[str, Any]]] = []
    gone_people = {external for kind, external in erased if kind == "people"}
    hers = {given["id"]: given["identity"] for given in document.records("people")
            if given["id"] in gone_people and given.get("identity")}
    traces = _traces(session, document, hers) if hers else None
    for kind in KINDS:
        for number, given in enumerate(document.records(kind)):
            if (kind, given["id"]) in erased or (kind in HERS and given.get("person") in gone_people):
                skipped[kind] = skipped.get(kind, 0) + 1
                continue
            ids[kind].setdefault(given["id"], "")
            taken.append((kind, number, given))
    for known in ids.values():
        known |= {external: new_id() for external, own in known.items() if not own}
    before = {kind: {row.id: row for row in rows.rows(session, kind)} for kind in KINDS
              if any(one == kind for one, _, _ in taken)}
    found = []
    for kind, number, given in taken:
        own = ids[kind][given["id"]]
        body, identity = _body(kind, given, ids), given.get("identity")
        if traces is not None:
            body = map_texts(KINDS[kind].shape, body, traces.plain)
            identity = identity and traces.identity(identity)
        found.append(Arrival(kind, f"{kind}[{number}]", own, given["id"], body, identity, before[kind].get(own)))
    return Arrivals(found, skipped, traces)


def _body(kind: str, given: Mapping[str, Any], ids: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    body = {key: value for key, value in given.items() if key not in ("id", "identity")}
    return pointing(kind, body, lambda of, ref: ids[of].get(ref, GONE))


def _traces(session: Handle, document: Document, hers: Mapping[str, Mapping[str, Any]]) -> Traces:
    """What finds erased people in the texts of a file that still has their names."""
    others = dict(rows.identities(session)) | {given["id"]: given["identity"] for given in document.records("people")
                                               if given.get("identity") and given["id"] not in hers}
    return Traces(Screener(screening.matcher(session, hers, ())), Screener(screening.matcher(session, others)))


class Comparison:
    """Whether an arriving record says the same as the vault's, in the words they came in with.

    `blind` counts those that could not be compared because the identity vault is closed.
    """

    def __init__(self, session: Handle) -> None:
        self._opened = session.has_identities
        self._words = words_by_record(session) if self._opened else {}
        self.blind = 0

    def same(self, arrival: Arrival) -> bool:
        """True where nothing changed.  Without the identity vault a text with references cannot be compared."""
        before = arrival.before
        if before is None:
            return False
        shape = KINDS[arrival.kind].shape
        if not self._opened and any(references(text) for text in texts(shape, before.body)):
            self.blind += 1
            return False
        return original(arrival.kind, before.body, self._words.get((arrival.kind, before.id), {})) == arrival.body
