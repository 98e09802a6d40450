# SPDX-License-Identifier: GPL-3.0-or-later
"""Import of a file in the interchange format: plan (nothing is written), then apply (all or nothing).

An update goes by external id; a record is unchanged where its original words are equal, whatever
lifting made of them.  With the identity vault open every text is lifted before it is stored, and a new
name screens all stored text again in the same transaction.  Without it (only for files that hold no
`identity`) the texts count as unscreened while the identity vault holds any name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from casefile.identities import dictionary, screening
from casefile.identities.disguise import Disguise
from casefile.identities.lifting import SURE, Screener, escaped, unlift
from casefile.importers import naming
from casefile.importers.arrivals import Arrival, Comparison, arrivals
from casefile.importers.document import Document, look_beside, open_beside, read
from casefile.importers.strict_json import refuse
from casefile.progress import Progress, Silent
from casefile.records.markers import escape
from casefile.records.reading import names_known
from casefile.records.shape import Problem
from casefile.store import blobs, rows
from casefile.store.handle import Handle
from casefile.store.writing import UNSCREENED, Change, HistoryChange, IdentityChange, Lift, write

_SILENT = Silent()


@dataclass(slots=True)
class Plan:
    """What an import would do.  The counts are by kind; `files` are the attachments' files and hashes by record id."""

    created: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list, repr=False)
    identities: list[IdentityChange] = field(default_factory=list, repr=False)
    lifts: list[Lift] = field(default_factory=list, repr=False)
    history: list[HistoryChange] = field(default_factory=list, repr=False)
    screening: dict[tuple[str, str], tuple[str | None, Any]] = field(default_factory=dict, repr=False)
    kept: dict[str, str] = field(default_factory=dict, repr=False)
    public_contacts: set[str] | None = None
    files: dict[str, tuple[Path, str]] = field(default_factory=dict, repr=False)

    def as_json(self) -> dict[str, Any]:
        """The report of the command line."""
        answer: dict[str, Any] = {"created": self.created, "updated": self.updated, "unchanged": self.unchanged}
        if self.skipped:
            answer["skipped"] = self.skipped
        return {**answer, "warnings": self.warnings, "problems": []}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.changes or self.identities or self.history or self.screening or self.kept
                    or self.public_contacts is not None)


def plan(session: Handle, path: Path, progress: Progress = _SILENT) -> Plan:
    """What importing the file would do.

    Raises InputRefused with every problem, and IdentityPassphraseNeeded where the file holds an
    `identity` and the identity vault is not open.  Writes nothing.
    """
    progress.step("Reading the file")
    document = read(path)
    if document.has_identities:
        session.require_identities()
    return _Planning(session, document, progress).plan()


def apply(session: Handle, planned: Plan, progress: Progress = _SILENT) -> None:
    """Do what was planned, in one transaction; nothing where there is nothing to do.

    The attachments' bytes are stored before; where the transaction fails they are removed again.
    """
    if planned.is_empty:
        return
    stored: dict[str, blobs.StoredBlob] = {}
    replaced = [old.name for record in planned.files if (old := blobs.find(session, record))]
    try:
        for number, (record, (path, sha256)) in enumerate(planned.files.items()):
            progress.step("Storing attachments", number, len(planned.files))
            with open_beside(path) as source:
                stored[record] = blobs.add(session, source)
            if stored[record].sha256 != sha256:
                raise refuse([Problem("attachments", "sha256", "A file changed while it was read.")])
        progress.step("Writing")
        write(session, "import", planned.changes, identities=planned.identities, lifts=planned.lifts,
              history=planned.history, screening=planned.screening, public_contacts=planned.public_contacts,
              kept=planned.kept, blobs=stored)
    except BaseException:
        blobs.discard(session, [blob.name for blob in stored.values()])
        raise
    blobs.discard(session, replaced)


class _Planning:
    """The steps of one plan."""

    def __init__(self, session: Handle, document: Document, progress: Progress) -> None:
        self._session, self._document, self._progress = session, document, progress
        self._plan = Plan()
        arrived = arrivals(session, document)
        self._arrived, self._plan.skipped, self._traces = arrived.records, arrived.skipped, arrived.traces
        self._public = set(rows.public_contacts(session)) | set(document.data.get("public_contacts", ()))
        known = dict(rows.identities(session)) if session.has_identities else {}
        given = {one.id: one.identity for one in self._arrived if one.identity is not None}
        self._new_identities = {person: one for person, one in given.items() if known.get(person) != one}
        self._identities = known | self._new_identities
        self._screener = cache(self._make_screener)
        self._pseudonyms = rows.labels(session, "people")
        taken = {*self._pseudonyms.values(), *(one.body.get("pseudonym", "") for one in self._arrived)}
        self._disguise = Disguise(taken, dictionary.names_in(self._identities), self._screener)

    def _make_screener(self) -> Screener | None:
        """One compiled matcher for the whole import, made when first needed."""
        if not self._session.has_identities:
            return None
        self._progress.step("Learning the names")
        return Screener(screening.matcher(self._session, self._identities, self._public))

    def plan(self) -> Plan:
        """All steps in order."""
        self._look_at_files()
        self._settle_pseudonyms()
        changed = self._compare()
        for number, arrival in enumerate(changed):
            if number % 100 == 0:
                self._progress.step("Lifting names out of texts", number, len(changed))
            self._take(arrival)
        self._take_identities()
        self._take_note()
        self._take_public_contacts()
        self._screen_the_rest(changed)
        return self._plan

    def _look_at_files(self) -> None:
        problems = []
        for one in self._arrived:
            if one.kind != "attachments":
                continue
            found = look_beside(self._document.folder, one.body["path"], one.body["sha256"])
            stored = one.before is not None and one.before.body.get("sha256") == one.body["sha256"]
            if found.problem and not (found.missing and stored):
                problems.append(Problem(one.place, "path" if not found.sha256 else "sha256", found.problem))
            elif not stored:
                self._plan.files[one.id] = (found.path, found.sha256)
        if problems:
            raise refuse(problems)

    def _settle_pseudonyms(self) -> None:
        people = [one for one in self._arrived if one.kind == "people"]
        self._plan.warnings += naming.settle(people, self._pseudonyms, self._disguise,
                                               new_names=bool(self._new_identities))

    def _compare(self) -> list[Arrival]:
        """Count every arrival, and answer those that have to be written."""
        comparison = Comparison(self._session)
        changed = []
        for one in self._arrived:
            for counts in (self._plan.created, self._plan.updated, self._plan.unchanged):
                counts.setdefault(one.kind, 0)
            if one.before is None:
                self._plan.created[one.kind] += 1
            elif comparison.same(one):
                self._plan.unchanged[one.kind] += one.id not in self._new_identities
                self._plan.updated[one.kind] += one.id in self._new_identities
                continue
            else:
                self._plan.updated[one.kind] += 1
            changed.append(one)
        if comparison.blind:
            self._plan.warnings.append(
                f"{comparison.blind} records could not be compared without the identity vault and count as updated.")
        return changed

    def _take(self, arrival: Arrival) -> None:
        body = escaped(arrival.kind, arrival.body)
        key = (arrival.kind, arrival.id)
        screener = self._screener()
        if screener is None:
            self._plan.screening[key] = (UNSCREENED if names_known(self._session) else "screened", [])
        else:
            screened = screener.record(*key, body, {})
            body = screened.body
            self._plan.lifts += screened.lifts
            self._plan.screening[key] = (screened.state, list(screened.doubts))
            if any(span.tier in SURE for span in screener.find(arrival.external_id)):
                self._plan.warnings.append(f"The id of {arrival.place} holds a known name, and ids are not hidden.")
        self._plan.changes.append(screening.change_of(
            arrival.kind, arrival.id, body, external_id=arrival.external_id, case_id=arrival.case_id,
            voided=arrival.before.voided if arrival.before else None))

    def _take_identities(self) -> None:
        if not self._new_identities:
            return
        self._plan.identities += [IdentityChange(person, one) for person, one in self._new_identities.items()]
        known = "yes" if any(self._identities.values()) else "no"
        if rows.meta(self._session, "names_known") != known:
            self._plan.kept["names_known"] = known

    def _take_note(self) -> None:
        note = self._document.data.get("note")
        if note is not None and self._traces is not None:
            note = self._traces.plain(note)
        if note is None or note == self._note_before():
            return
        screener = self._screener()
        stored = escape(note)
        if screener is not None:
            stored, lifts, _ = screener.text(stored, {}, *screening.NOTE)
            self._plan.lifts += lifts
        clean = screener is not None or not names_known(self._session)
        self._plan.kept |= {"note": stored, "note_screened": "yes" if clean else "no"}

    def _note_before(self) -> str | None:
        stored = rows.meta(self._session, "note")
        if stored is None or ("⟦" in stored and not self._session.has_identities):
            return None
        words = dictionary.words_of_record(self._session, *screening.NOTE) if self._session.has_identities else {}
        return unlift(str(stored), words)

    def _take_public_contacts(self) -> None:
        if self._public != set(rows.public_contacts(self._session)):
            self._plan.public_contacts = self._public

    def _screen_the_rest(self, changed: list[Arrival]) -> None:
        """Screen what the file did not bring: all of it after a new name, else what waits for screening."""
        if not self._session.has_identities:
            return
        only = None if self._new_identities else screening.stale(self._session)
        if only is not None and not only:
            return
        screener = self._screener()
        assert screener is not None
        skip = {(one.kind, one.id) for one in changed}
        if "note" in self._plan.kept:
            skip.add(screening.NOTE)
        found = screening.rescreen(self._session, screener, self._disguise, skip=skip, only=only,
                                   progress=self._progress)
        self._plan.warnings += found.warnings
        self._plan.changes += found.changes
        self._plan.lifts += found.lifts.values()
        self._plan.history += found.history
        self._plan.screening |= {key: state for key, state in found.screening.items() if key not in skip}
        self._plan.kept |= found.kept
