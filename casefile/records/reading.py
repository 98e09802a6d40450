# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading records with the case key: one, by reference, or all of a kind; and texts as people may see them.

Nothing here writes, and nothing here can show a true name: names are not in the case database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casefile.errors import NotFound
from casefile.records.markers import plain
from casefile.records.record import KINDS, Record
from casefile.records.shape import map_texts
from casefile.store import rows
from casefile.store.handle import Handle


def get(session: Handle, kind: str, record: str) -> Record:
    """The record with this vault id; NotFound where there is none."""
    found = rows.row(session, kind, record)
    if found is None:
        raise NotFound(f"No record among the {kind} has this id.")
    return found


def find(session: Handle, ref: str, kinds: Sequence[str] | None = None) -> Record:
    """The record with this vault id, else the only one with this external id among `kinds` (default all).

    NotFound where there is none, or where several kinds have a record with that external id.
    """
    among = tuple(kinds or KINDS)
    for kind in among:
        if found := rows.row(session, kind, ref):
            return found
    named = [found for kind in among if (found := rows.by_external(session, kind, ref))]
    if len(named) == 1:
        return named[0]
    if named:
        raise NotFound("Several records have this id; use the vault's own id.", kind="ambiguous-id",
                       ids=[{"id": one.id, "kind": one.kind} for one in named])
    raise NotFound("No record has this id.")


def every(session: Handle, kind: str, *, case: str | None = None, limit: int | None = None) -> Iterator[Record]:
    """All records of a kind in order of arrival, of one case (vault id) where given."""
    return rows.rows(session, kind, case=case, limit=limit)


def pseudonyms(session: Handle) -> dict[str, str]:
    """Pseudonym of every person by vault id."""
    return rows.labels(session, "people")


def pseudonym_of(session: Handle, person: str) -> str:
    """The pseudonym of one person; empty for an id that is nobody's."""
    found = rows.row(session, "people", person)
    return found.label if found else ""


HIDDEN = "[not screened yet]"
"""Stands in lists and hits for text that may hold a name the identity vault knows."""


def unscreened(session: Handle) -> set[tuple[str, str]]:
    """(kind, id) of the records whose text nobody has looked at for names as it stands now."""
    return {(one.kind, one.id) for one in rows.screening(session)
            if one.kind in KINDS and (one.state == "unscreened" or not one.current)}


def names_known(session: Handle) -> bool:
    """Whether the identity vault holds any name, so that unscreened text could have one in it."""
    return bool(rows.meta(session, "names_known") == "yes")


def hidden(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A stored body with every text hidden, for a list that must not show a name."""
    result: dict[str, Any] = map_texts(KINDS[kind].shape, body, lambda text: HIDDEN)
    return result


def shown(kind: str, body: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A stored body with every text for reading; `names` are pseudonyms by person id."""
    result: dict[str, Any] = map_texts(KINDS[kind].shape, body, lambda text: plain(text, names))
    return result
