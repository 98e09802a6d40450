# SPDX-License-Identifier: GPL-3.0-or-later
"""From what the vault holds to who and what may be in this export: selection, consent, ladders.

Promises: a person without consent is not in the result in any form; every fact of the others stands
at a level that fits enough people of the same event, or is left unsaid; where the event itself has too
few people nothing is gathered at all, unless a second person answers for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casefile import risk
from casefile.errors import GroupTooSmall
from casefile.export import consents, mosaic
from casefile.export.consents import Verdict
from casefile.export.holdings import Holdings
from casefile.export.names import Names, names_for
from casefile.export.request import ExportRequest
from casefile.records import markers
from casefile.records.masked import MaskedCopy
from casefile.records.record import Record
from casefile.redaction import generalise, uniqueness
from casefile.redaction.profiles import Profile, load
from casefile.redaction.uniqueness import Pool, Standing

_NOBODY = Pool((), 0)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person who is in: her record, the consent's verdict, and how far her facts were widened."""

    record: Record
    verdict: Verdict
    facts: Mapping[str, Any]
    standing: Standing
    unique: tuple[uniqueness.Unique, ...]

    @property
    def called(self) -> str:
        """What the people who work with the case call her: the vault's pseudonym, never for the file itself."""
        return str(self.record.body.get("pseudonym") or self.record.label)

    @property
    def wants_true_name(self) -> bool:
        """Whether she consented to her true name and the record holds one she stated or proved."""
        return (self.verdict.level == "true_name"
                and self.record.body.get("name_status") in ("true_stated", "true_verified"))


@dataclass(frozen=True, slots=True)
class Selection:
    """What the report is written from."""

    request: ExportRequest
    profile: Profile
    holdings: Holdings
    cases: tuple[Record, ...]
    people: tuple[Chosen, ...]
    excluded: tuple[tuple[str, str], ...]
    statements: tuple[Record, ...]
    names: Names
    warnings: tuple[str, ...]
    pictures: tuple[MaskedCopy, ...] = ()

    def view(self, record: Record) -> dict[str, Any]:
        """What of a record this audience may see at all; a field without a class stops the export."""
        return self.profile.admit(record.kind, record.body)

    def person(self, identity: str) -> Chosen | None:
        """The person with this vault id, if she is in."""
        return next((one for one in self.people if one.record.id == identity), None)

    def uniqueness(self) -> dict[str, Any]:
        """The answer's figures: the smallest k of anyone in, and which facts would single someone out."""
        called = {one.id: str(one.body.get("pseudonym", "")) for one in self.holdings.records.get("people", ())}
        return {"k_event_min": min((one.standing.k for one in self.people), default=0),
                "minimal_uniques": [{"person": one.called, "facts": [markers.plain(fact, called) for fact in unique.facts], "k": unique.k}
                                    for one in self.people for unique in one.unique]}


def select(holdings: Holdings, request: ExportRequest) -> Selection:
    """Choose people and statements; GroupTooSmall, NotFound or UnclassifiedField where that cannot be."""
    profile = load(request.audience)
    for kind, records in holdings.records.items():
        for record in records:
            profile.admit(kind, record.body)
    case = holdings.find("cases", request.case).id if request.case else ""
    wanted = [holdings.find("statements", one) for one in request.statements]
    statements = sorted(wanted, key=lambda one: (one.external_id or one.id)) if wanted \
        else holdings.every("statements", case)
    appeal = holdings.find("appeals", request.appeal) if request.appeal else None
    candidates = _candidates(holdings, case, wanted, appeal)
    pools = holdings.pools() if profile.threshold else {}
    chosen, excluded = [], []
    for record in candidates:
        if consents.unseen(record.body, request.audience):
            continue
        verdict = consents.decide(record.body, request.audience, holdings.today)
        if verdict.included:
            chosen.append(_choose(pools.get(record.id, _NOBODY), profile, record, verdict))
        else:
            excluded.append((record.id, verdict.why))
    _refuse_small(profile, request, chosen)
    warnings = [*_mosaic(holdings, profile, chosen, pools),
                *_mentioned(profile, statements, {one.record.id for one in chosen})]
    names = names_for(holdings, request.audience, {one.record.id for one in chosen},
                      {one.record.id for one in chosen if one.verdict.level == "no_name"})
    cases = [one for one in holdings.every("cases")
             if (not case or one.id == case) and (not wanted or one.id in {two.case_id for two in wanted})
             and (appeal is None or one.id == appeal.case_id)]
    return Selection(request, profile, holdings, tuple(cases), tuple(chosen), tuple(excluded), tuple(statements),
                     names, (*_warnings(holdings, names, chosen), *warnings))


def _candidates(holdings: Holdings, case: str, wanted: Sequence[Record], appeal: Record | None) -> list[Record]:
    """The people the selection speaks of: of the appeal, of the chosen statements, of the case, or all."""
    if appeal is not None:
        linked = set(appeal.body.get("people", ()))
        return [one for one in holdings.every("people") if one.id in linked]
    if wanted:
        speakers = {one.body.get("person") for one in wanted}
        return [one for one in holdings.every("people") if one.id in speakers]
    return holdings.every("people", case)


def _choose(pool: Pool, profile: Profile, record: Record, verdict: Verdict) -> Chosen:
    """Widen a person's facts until enough people of her pool fit them."""
    facts = generalise.facts(profile.admit("people", record.body))
    start = {name: 0 if profile.opened.get(name) in verdict.details and not _child(facts) else level
             for name, level in profile.start.items() if name in facts}
    standing = uniqueness.climb(facts, pool, start, profile.threshold)
    unique = uniqueness.minimal_uniques(facts, pool, facts.keys()) if profile.threshold else []
    return Chosen(record, verdict, facts, standing, tuple(unique))


def _child(facts: Mapping[str, Any]) -> bool:
    return int(facts.get("age", consents.ADULT)) < consents.ADULT


def _refuse_small(profile: Profile, request: ExportRequest, chosen: Sequence[Chosen]) -> None:
    """A pool under the threshold cannot be helped by widening: refuse, unless a second person decided."""
    if not profile.refuses or request.overridden:
        return
    small = [one for one in chosen if one.standing.pool < profile.threshold]
    if small:
        fewest = min(one.standing.pool for one in small)
        raise GroupTooSmall(
            f"{fewest} {'person is' if fewest == 1 else 'people are'} linked to the event of someone in this export; "
            f"this audience needs at least {profile.threshold}.",
            advice="Nothing was written. Leave these people out, or let a second person decide "
                   "(--override-reason and --second-person).",
            people=[one.record.id for one in small], threshold=profile.threshold)


def _warnings(holdings: Holdings, names: Names, chosen: Sequence[Chosen]) -> list[str]:
    """A sentence for everyone whom the reading of this text could harm much."""
    cases: dict[str, list[Mapping[str, Any]]] = {}
    for one in holdings.every("people"):
        cases.setdefault(one.case_id or "", []).append(one.body)
    found = []
    for person in chosen:
        others = None if names.internal else cases[person.record.case_id or ""]
        level = risk.assess(person.record.body, others, today=holdings.today).disclosure_risk
        if level in ("high", "critical"):
            found.append(f"{person.called} is at {level} risk if this is read by the wrong people.")
    return found


def _mosaic(holdings: Holdings, profile: Profile, chosen: Sequence[Chosen], pools: Mapping[str, Pool]) -> Iterator[str]:
    """A sentence for everyone whom too few fit once this text is laid beside what is out already."""
    earlier = mosaic.before(holdings, holdings.disclosures)
    for one in chosen:
        if one.record.id in earlier and profile.threshold:
            k = mosaic.together(one.facts, one.standing.levels, earlier[one.record.id], pools[one.record.id])
            if k < min(profile.threshold, one.standing.k):
                yield (f"{one.called}: laid beside what was published or handed out before, only "
                       f"{'one person fits' if k == 1 else f'{k} people fit'}.")


def _mentioned(profile: Profile, statements: Sequence[Record], included: Collection[str]) -> Iterator[str]:
    """A sentence where full statements speak of people who are left out: without their names, but not without them."""
    if profile.audience == "internal" or not profile.admits("statements.text"):
        return
    told = [one for one in statements if one.body.get("person", "") in (*included, "")]
    people = {marker.person for one in told
              for text in (one.body["text"], *(version["text"] for version in one.body.get("translations", ())))
              for marker in markers.references(text) if marker.klass == "n"} - set(included)
    if people:
        who = "One person who is left out is" if len(people) == 1 else f"{len(people)} people who are left out are"
        yield f"{who} spoken of in the full statements, under another word. Read them once more."
