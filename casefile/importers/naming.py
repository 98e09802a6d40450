# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pseudonym an arriving person gets.

A given one is kept unless somebody else in the vault has it or it holds a known name; otherwise one
is drawn, unlike every known name.  Who has a pseudonym already keeps it where none is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casefile.identities.disguise import Disguise
from casefile.importers.arrivals import Arrival


def settle(people: Sequence[Arrival], in_vault: Mapping[str, str], disguise: Disguise, *,
           new_names: bool) -> list[str]:
    """Put a pseudonym into every arriving body; a warning for each given one that could not be kept.

    `in_vault` has the pseudonyms of the vault by person; `new_names` says that one of them may hold a
    name that was not known before.
    """
    owners = {pseudonym: person for person, pseudonym in in_vault.items() if pseudonym}
    warnings: list[str] = []
    for arrival in people:
        given = arrival.body.get("pseudonym")
        current = arrival.before.label if arrival.before else ""
        if current and new_names and disguise.holds_name(current):
            current = ""
        if current and given in (None, current):
            arrival.body["pseudonym"] = current
            continue
        if given is not None:
            fault = _fault(given, arrival.id, owners, disguise)
            if not fault:
                continue
            warnings.append(f"The pseudonym of {arrival.place} {fault}; another one stands in its place.")
        arrival.body["pseudonym"] = current or disguise.draw()
    return warnings


def _fault(given: str, person: str, owners: Mapping[str, str], disguise: Disguise) -> str:
    if owners.get(given, person) != person:
        return "belongs to somebody else in the vault"
    return "holds a known name" if disguise.holds_name(given) else ""
