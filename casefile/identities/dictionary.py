# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is known: everybody's true names and contacts, as the matcher wants them.

The list holds true names in plain: it lives while a command or a worker runs and is never written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.redaction.terms import KnownPerson, known_person
from casefile.store import rows
from casefile.store.handle import Handle


def known_people(session: Handle) -> list[KnownPerson]:
    """Everybody in the identity vault; IdentityPassphraseNeeded where it is not open."""
    return people_of(dict(rows.identities(session)))


def people_of(identities: Mapping[str, Mapping[str, Any]]) -> list[KnownPerson]:
    """The same for identities by person id, ordered by id."""
    return [known_person(person, identities[person]) for person in sorted(identities)]


def words_of_record(session: Handle, kind: str, record: str) -> dict[str, str]:
    """The words behind every reference a record ever had, by lift id."""
    return {lift.lift: lift.words for lift in rows.lifts(session, kind=kind, record=record)}


def words_by_record(session: Handle) -> dict[tuple[str, str], dict[str, str]]:
    """The words behind every reference, by (kind, record) and lift id."""
    words: dict[tuple[str, str], dict[str, str]] = {}
    for lift in rows.lifts(session):
        words.setdefault((lift.kind, lift.record), {})[lift.lift] = lift.words
    return words


def true_names(session: Handle) -> list[str]:
    """Every name of every person and relative, as written."""
    return names_in(dict(rows.identities(session)))


def names_in(identities: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Every name in these identities, relatives' included."""
    found: list[str] = []
    for identity in identities.values():
        found += [name["value"] for name in identity.get("names", ())]
        found += [name["value"] for relative in identity.get("relatives_at_risk", ())
                  for name in relative.get("names", ())]
    return found
