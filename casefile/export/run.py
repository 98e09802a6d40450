# SPDX-License-Identifier: GPL-3.0-or-later
"""The conveyor, and the only way to a file: plan, then apply.

`plan` asks every question (who is in, what waits for a decision, who could be picked out) and writes
nothing but what screening lifts; `apply` takes the decisions, renders, opens the file again, searches it
and delivers it.  Whatever goes wrong, no file appears.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from casefile import risk
from casefile.errors import LeakFound, Refused, Unscreened, UsageError
from casefile.export import (
    decoys,
    disclosure,
    earlier,
    figures,
    harm,
    letter,
    mosaic,
    render_csv,
    render_docx,
    render_json,
    render_pdf,
    render_txt,
    render_xlsx,
    review,
    sections,
)
from casefile.export.check import Checked, check
from casefile.export.decoys import Decoys
from casefile.export.deliver import deliver, target
from casefile.export.gather import Selection, select
from casefile.export.holdings import Holdings
from casefile.export.names import Names
from casefile.export.redact import Redaction, redact
from casefile.export.report import RedactedReport, Rendered, Report, drill_copy
from casefile.export.request import ExportRequest
from casefile.export.review import Decision, Decisions, Item
from casefile.identities import dictionary, screening
from casefile.progress import Progress, Silent
from casefile.records.record import KINDS
from casefile.redaction.figures import Finder, WithFigures
from casefile.redaction.inside_words import WithPseudonyms
from casefile.redaction.matcher import Matcher
from casefile.redaction.terms import KnownPerson, Span
from casefile.store import rows
from casefile.vault.newest import require_clock
from casefile.vault.session import Session

RENDERERS: Mapping[str, Callable[[RedactedReport], Rendered]] = {
    "pdf": render_pdf.render, "docx": render_docx.render, "txt": render_txt.render, "csv": render_csv.render,
    "xlsx": render_xlsx.render, "json": render_json.render}
_SILENT = Silent()


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """Everything known before a person decides; holds true names while it lives, and never writes them."""

    request: ExportRequest
    selection: Selection
    report: Report = field(repr=False)
    redaction: Redaction = field(repr=False)
    known: Sequence[KnownPerson] = field(repr=False)
    finder: Finder = field(repr=False)
    public_contacts: Sequence[str]
    decoys: Decoys = field(repr=False)
    answers: Mapping[str, Decision] = field(default_factory=dict, repr=False)
    """What was decided about the same doubts before, by item."""

    @property
    def queue(self) -> list[Item]:
        """What waits for a person, worst first."""
        return harm.weighed(self.redaction.queue, self.selection.holdings)

    def answer(self) -> dict[str, Any]:
        """The plan in words and numbers, for a preview: no file, no hash; places by the vault's ids."""
        return {**_told(self.selection), "replaced": self.redaction.replaced,
                "queue": [{**item.as_json(), "where": self._inside(item.where), "why": item.why, "harm": item.harm,
                           **({"earlier": {"action": found.action, "reason": found.reason}}
                              if (found := self.answers.get(item.item)) else {})}
                          for item in self.queue],
                "passages": [{"where": self._inside(passage.where), "pieces": [
                    {"before": piece.before, "after": piece.after, "changed": piece.changed, "item": piece.item}
                    for piece in passage.pieces]} for passage in self.redaction.passages]}

    def _inside(self, where: str) -> str:
        kind, identity, *path = where.split("/")
        return "/".join((kind, self.selection.holdings.find(kind, identity).id, *path))


def plan(session: Session, request: ExportRequest, progress: Progress = _SILENT) -> ExportPlan:
    """Select, gather and redact as far as nobody needs to decide.  Raises the refusals of the rules."""
    require_clock(session)
    session.require_identities()
    if request.format not in RENDERERS:
        raise UsageError(f"This version does not write {request.format} yet.", kind="format-not-available",
                         advice=f"Formats are: {', '.join(RENDERERS)}.")
    require_screened(session, progress)
    progress.step("Choosing people and statements")
    selection = figures.with_figures(session, select(read(session), request))
    report = letter.write(selection) if request.appeal else sections.write(selection)
    known = dictionary.known_people(session)
    public = rows.public_contacts(session)
    progress.step("Looking for what must not leave")
    finder = _finder(selection, known, public)
    key, asked = selection.holdings.key, _true_names(selection)
    planned = redact(report, selection.names, finder, key, Decisions(), asked)
    laid = decoys.choose(planned.looked, planned.queue, key, list(selection.names.inside))
    if laid:
        planned = redact(report, selection.names, finder, key, Decisions(), asked, laid)
    answers = earlier.ready(session, planned.queue, key, earlier.standing(key, known, public))
    return ExportPlan(request, selection, report, planned, known, finder, public, laid, answers)


def apply(session: Session, planned: ExportPlan, decisions: Decisions, path: Path,
          progress: Progress = _SILENT) -> dict[str, Any]:
    """Carry the plan out with a person's decisions; the answer of the command.

    Raises UnresolvedReview while something waits, and every refusal of the check; then nothing is written.
    """
    place = target(path, session.layout.root)
    request, selection = planned.request, planned.selection
    asked = _true_names(selection)
    shown = [item for item in asked if (found := decisions.of(item.item)) and found.action == "keep"]
    named = {selection.holdings.find("people", item.where.split("/")[1]).id for item in shown}
    names, known = _with_true_names(planned, named)
    finder = _finder(selection, known, planned.public_contacts) if named else planned.finder
    laid = None if decisions.rest else planned.decoys  # nobody reads a queue that is decided as a whole
    done = redact(planned.report, names, finder, selection.holdings.key, decisions, asked, laid)
    done.waiting = harm.weighed(done.waiting, selection.holdings)
    report = done.settled()
    progress.step("Setting the file and searching it again")
    kept = None if request.audience == "internal" else _kept(done, decisions)

    def checked_(report: RedactedReport) -> Checked:
        render = RENDERERS[request.format]
        return check(render(report), lambda text: render(drill_copy(report, text)).data, place.name, known,
                     planned.public_contacts, kept, figures.digests(selection))

    try:
        checked = checked_(report)
    except LeakFound:
        if request.audience != "internal":
            raise
        # Nobody is asked about an internal text: where the check knows more than the search, every doubt is withheld.
        done = redact(planned.report, replace(names, cautious=True), finder, selection.holdings.key, decisions, asked, laid)
        checked = checked_(done.settled())
    said = {one.record.id: mosaic.told(one.facts, one.standing.levels) for one in selection.people}
    handed = disclosure.Handed(place.name, said, _case(selection), tuple(done.queue), decisions,
                                tuple(one.id for one in selection.pictures))
    progress.step("Writing the file")
    key = selection.holdings.key

    def logged(sha256: str) -> None:
        disclosure.record(session, request, handed, sha256, planned.finder, key)
        earlier.keep(session, done.queue, decisions, key, earlier.standing(key, planned.known, planned.public_contacts),
                     planned.finder)

    digest = deliver(checked, place, logged)
    return {"file": str(path), "sha256": digest, **_told(selection), "replaced": done.replaced,
            "review": {"redacted": done.redacted, "kept": done.kept}, "canaries": checked.canaries}


def export(session: Session, request: ExportRequest, decisions: Decisions, path: Path,
           progress: Progress = _SILENT) -> dict[str, Any]:
    """Plan and apply at once, as the command line does."""
    target(path, session.layout.root)
    return apply(session, plan(session, request, progress), decisions, path, progress)


def read(session: Session) -> Holdings:
    """What the vault holds, without what was taken back."""
    key = rows.meta(session, "pseudonym_key")
    if not isinstance(key, bytes) or len(key) != 32:
        raise Refused("This vault has no key for the pseudonyms of exports.", kind="audience-key")
    records = {kind: [one for one in rows.rows(session, kind) if one.voided is None] for kind in KINDS}
    return Holdings(records, key, session.clock.now().date(), tuple(rows.rows(session, "disclosures")))


def require_screened(session: Session, progress: Progress = _SILENT) -> None:
    """Screen what was never looked at for names; Unscreened where that cannot be done here."""
    stale = screening.stale(session)
    if stale and session.can_write and session.has_identities:
        screening.screen_all(session, progress=progress)
        stale = screening.stale(session)
    if stale:
        raise Unscreened(f"{len(stale)} texts have not been looked at for names.")


class _Once:
    """A finder that searches each text once: the plan and what is made of it hold the same texts.

    It lives as long as the plan, which holds those texts too.
    """

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._found: dict[str, Sequence[Span]] = {}

    def find(self, text: str) -> Sequence[Span]:
        """What the finder finds."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = tuple(self._finder.find(text))
        return found


def _finder(selection: Selection, known: Sequence[KnownPerson], public: Sequence[str]) -> Finder:
    """What must not leave in this export's texts: names, and for others numbers and our own pseudonyms."""
    matcher = Matcher.compile(known, tuple(public))
    if selection.request.audience == "internal":
        return _Once(matcher)
    return _Once(WithPseudonyms(WithFigures(matcher, public), selection.names.inside))


def _true_names(selection: Selection) -> list[Item]:
    """An item for everyone who wants her true name printed; a reviewer confirms it or the pseudonym stays."""
    return [Item(review.item_id(selection.holdings.key, "people", one.record.id, "name"),
                 f"people/{one.record.external_id or one.record.id}/name", "true name", "[true name]", selection.names.of(one.record.id),
                 one.called, "she consented to her true name")
            for one in selection.people if one.wants_true_name]


def _with_true_names(planned: ExportPlan, named: Collection[str]) -> tuple[Names, list[KnownPerson]]:
    """The export's names and dictionary once a reviewer confirmed some true names.

    At high or critical risk of disclosure that takes a second person's reason as well.
    """
    names, known = planned.selection.names, list(planned.known)
    for place, person in enumerate(known):
        if person.person not in named or not person.names:
            continue
        chosen = planned.selection.person(person.person)
        assert chosen is not None
        others = [one.body for one in planned.selection.holdings.every("people", chosen.record.case_id or "")]
        level = risk.assess(chosen.record.body, others, today=planned.selection.holdings.today).disclosure_risk
        if level in ("high", "critical") and not planned.request.overridden:
            raise Refused(f"{chosen.called} is at {level} risk if this is read by the wrong people.",
                          kind="second-person-needed",
                          advice="Nothing was written. A true name needs a second person's reason here "
                                 "(--override-reason and --second-person).")
        true = next((name.value for name in person.names if name.kind == "true"), person.names[0].value)
        names = names.with_true_name(person.person, true)
        known[place] = replace(person, names=())
    return names, known


def _kept(done: Redaction, decisions: Decisions) -> list[str]:
    return [item.before for item in done.queue if (found := decisions.of(item.item)) and found.action == "keep"]


def _case(selection: Selection) -> str | None:
    return selection.cases[0].id if len(selection.cases) == 1 else None


def _told(selection: Selection) -> dict[str, Any]:
    return {"people": len(selection.people),
            "excluded": [{"person": person, "why": why} for person, why in selection.excluded],
            "uniqueness": selection.uniqueness(), "warnings": list(selection.warnings)}
