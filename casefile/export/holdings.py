# SPDX-License-Identifier: GPL-3.0-or-later
"""The records an export may draw from, read once, and the pool each person is measured against.

Plain values: after `Holdings` is made nothing in the conveyor's first half touches the database, so
that it can be tested, previewed and repeated.  Texts are lifted; no true name is in here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casefile.errors import NotFound
from casefile.records.record import Record
from casefile.redaction import generalise
from casefile.redaction.uniqueness import Pool


def order(record: Record) -> tuple[str, str]:
    """What exports are ordered by: the external id, else the vault's own."""
    return (record.external_id or record.id, record.id)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Every record that was not taken back, by kind; the vault's audience key; today's date (UTC); what left before."""

    records: Mapping[str, Sequence[Record]]
    key: bytes = field(repr=False)
    today: date
    disclosures: Sequence[Record] = ()

    def every(self, kind: str, case: str = "") -> list[Record]:
        """The records of a kind (of one case, by its vault id), in the export's order."""
        return sorted((one for one in self.records.get(kind, ()) if not case or one.case_id == case
                       or one.id == case), key=order)

    def find(self, kind: str, reference: str) -> Record:
        """A record by vault id or external id; NotFound where there is none."""
        for record in self.records.get(kind, ()):
            if reference in (record.id, record.external_id):
                return record
        raise NotFound(f"There is no such record among the {kind}.")

    def pools(self) -> dict[str, Pool]:
        """For every person (vault id) those she could be taken for: everyone linked to her incidents, else
        everyone of her case.  Incidents that follow one another are one event; exported or not makes no
        difference."""
        people = {one.id: generalise.facts(one.body) for one in self.records.get("people", ())}
        linked: dict[str, frozenset[str]] = {}
        for event in _events(self.records.get("incidents", ())):
            for person in event:
                linked[person] = linked.get(person, frozenset()) | event
        cases: dict[str, list[str]] = {}
        for one in self.records.get("people", ()):
            cases.setdefault(one.case_id or "", []).append(one.id)
        groups = {one.id: linked.get(one.id) or frozenset(cases[one.case_id or ""])
                  for one in self.records.get("people", ())}
        made = {group: Pool.of(people[person] for person in group if person in people)
                for group in set(groups.values())}
        return {person: made[group] for person, group in groups.items()}


def _events(incidents: Iterable[Record]) -> list[set[str]]:
    """The people linked to each chain of incidents (joined by `follows`)."""
    found = {one.id: one for one in incidents}
    first: dict[str, str] = {}
    for identity in found:
        head, seen = identity, {identity}
        while (before := found[head].body.get("follows")) in found and before not in seen:
            head = str(before)
            seen.add(head)
        first[identity] = min(seen) if found[head].body.get("follows") in seen else head
    chains: dict[str, set[str]] = {}
    for identity, one in found.items():
        people = {str(role["person"]) for role in one.body.get("involved", ()) if role.get("person")}
        chains.setdefault(first[identity], set()).update(people)
    return list(chains.values())
