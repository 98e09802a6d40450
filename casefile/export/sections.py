# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the report of a selection: what is known, when, who, and in whose words.

Everything comes through `Selection.view`, so that a field a profile drops cannot be printed by
mistake.  Texts leave here as `Raw`: nothing is redacted yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casefile.export import words
from casefile.export.figures import pictures
from casefile.export.gather import Chosen, Selection
from casefile.export.narrative import quotes, statements
from casefile.export.report import Block, Document, Fact, Listing, Paragraph, Raw, Report, Section, Table
from casefile.records.markers import Marker
from casefile.records.record import Record
from casefile.redaction import generalise, uniqueness


def place(record: Record, path: str) -> str:
    """Where a text stands, for the review queue: kind, id and path."""
    return f"{record.kind}/{record.external_id or record.id}/{path}"


def own(text: str) -> Raw:
    """The program's own words."""
    return Raw(text, own=True)


def name_of(person: str) -> Raw:
    """A person's name, still as a reference; redaction puts the audience's word there."""
    return Raw(str(Marker("n", person, "0")), own=True)


def write(selection: Selection) -> Report:
    """The whole report of a selection."""
    cases = selection.cases
    title = Raw(cases[0].body["title"], place(cases[0], "title")) if len(cases) == 1 else own(f"{len(cases)} cases")
    sections: list[Section[Raw]] = []
    for case in cases:
        heading = Raw(case.body["title"], place(case, "title")) if len(cases) > 1 else None
        for section in _of_case(selection, case):
            sections.append(Section(section.heading, section.blocks, section.title or heading))
    notes: tuple[Block[Raw], ...] = tuple(Paragraph(own(text)) for text in words.PROTECTION[selection.request.audience])
    sections.append(Section("How people are protected here", notes))
    return Document(selection.request.audience, title, words.AUDIENCES[selection.request.audience], tuple(sections))


def _of_case(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    makers = (_summary, _known, _timeline, _people, quotes, statements, _incidents, _exposures, pictures, _attachments)
    for make in makers:
        yield from make(selection, case)


def _summary(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    view = selection.view(case)
    if view.get("summary"):
        yield Section("Summary", (Paragraph(Raw(view["summary"], place(case, "summary"))),))


def _known(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    """Counts as ranges, each assertion with its source and basis."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for one in selection.holdings.every("counts", case.id):
        groups.setdefault((str(one.body.get("incident", "")), one.body["unit"]), []).append(one)
    rows = []
    for (incident, unit), counts in groups.items():
        views = [selection.view(one) for one in counts]
        many = generalise.people_range([(view["value"], view.get("bound", "exact")) for view in views])
        said = [_assertion(view, selection.profile.start["date"]) for view in views]
        rows.append((_incident_title(selection, incident), own(f"{many} {words.UNITS[unit]}"),
                     Raw("; ".join(said), place(counts[0], "source"))))
    if rows:
        yield Section("What is known", (Table(("About", "How many", "Who says so"), tuple(rows)),))


def _assertion(view: Mapping[str, Any], level: int) -> str:
    """One assertion of a count: "about 20: reporters at the gate (seen, 2002)"."""
    number = f"{words.BOUNDS[view.get('bound', 'exact')]}{view['value']}"
    beside = ", ".join(part for part in (words.BASES[view["basis"]], generalise.when(view.get("at"), level)) if part)
    return f"{number}: {view['source']} ({beside})" if view.get("source") else f"{number} ({beside})"


def _incident_title(selection: Selection, identity: str) -> Raw:
    for one in selection.holdings.every("incidents"):
        if one.id == identity:
            return Raw(selection.view(one).get("title", ""), place(one, "title"))
    return own("In all")


def _by_time(selection: Selection, case: Record) -> list[Record]:
    found = selection.holdings.every("incidents", case.id)
    return sorted(found, key=lambda one: (one.body.get("when", {}).get("from") or "9999", one.external_id or one.id))


def _timeline(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    level = selection.profile.start["date"]
    rows = []
    for one in _by_time(selection, case):
        view = selection.view(one)
        rows.append((Raw(generalise.when(view.get("when"), level), place(one, "when")),
                     own(words.INCIDENTS[view.get("type", "other")]),
                     Raw(view["title"], place(one, "title")), Raw(view.get("place", ""), place(one, "place"))))
    if rows:
        yield Section("Timeline", (_filled(("When", "What", "In short", "Where"), rows),))


def _people(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    people = [one for one in selection.people if one.record.case_id == case.id]
    if not people:
        return
    columns = ["Person", "Age", "From", "Work"]
    admits = selection.profile.admits
    extra = [name for name, path in (("Sex", "sex"), ("State role", "state_role"), ("Family", "family"),
                                     ("Related to", "relations.to")) if admits(f"people.{path}")]
    yield Section("People", (_filled((*columns, *extra), [_person(selection, one, extra) for one in people]),))


def _filled(columns: Sequence[str], rows: Sequence[tuple[Raw, ...]]) -> Table[Raw]:
    """A table without the columns in which nothing stands."""
    used = [number for number in range(len(columns)) if any(row[number].text for row in rows)]
    return Table(tuple(columns[number] for number in used),
                 tuple(tuple(row[number] for number in used) for row in rows))


def _person(selection: Selection, one: Chosen, extra: list[str]) -> tuple[Raw, ...]:
    said = uniqueness.said_of(one.facts, one.standing.levels)
    where = ", ".join(part for part in (said.get("region", ""), said.get("country", "")) if part)
    view = selection.view(one.record)
    cells = {
        "Sex": Raw(said.get("sex", ""), own=True),
        "State role": Raw(said.get("state_role", ""), place(one.record, "state_role")),
        "Family": _family(selection, str(view.get("family", ""))),
        "Related to": Raw("; ".join(_relations(selection, view)), own=True)}
    return (name_of(one.record.id), own(words.age(said.get("age", ""))), Raw(where, place(one.record, "home_region")),
            Raw(said.get("occupation", ""), place(one.record, "occupation")), *(cells[name] for name in extra))


def _family(selection: Selection, identity: str) -> Raw:
    for one in selection.holdings.every("families"):
        if one.id == identity:
            return Raw(selection.view(one).get("label", ""), place(one, "label"))
    return own("")


def _relations(selection: Selection, view: Mapping[str, Any]) -> Iterator[str]:
    """Kinship to people who are in this export as well."""
    for relation in view.get("relations", ()):
        if selection.person(str(relation["to"])):
            yield f"{words.KIN.get(relation['type'], relation['type'])}: {Marker('n', str(relation['to']), '0')}"


def _incidents(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    """Accounts of incidents in full, where the audience reads them."""
    if not selection.profile.admits("incidents.account"):
        return
    for one in _by_time(selection, case):
        view = selection.view(one)
        blocks: list[Block[Raw]] = []
        if view.get("place_exact"):
            blocks.append(Fact("Exact place", Raw(view["place_exact"], place(one, "place_exact"))))
        involved = tuple(_involved(selection, one, view))
        if involved:
            blocks.append(Listing(involved))
        if view.get("account"):
            blocks.append(Paragraph(Raw(view["account"], place(one, "account"))))
        if blocks:
            yield Section("Incident", tuple(blocks), Raw(view["title"], place(one, "title")))


def _involved(selection: Selection, one: Record, view: Mapping[str, Any]) -> Iterator[Raw]:
    """Who had which part in it: the people of one role together, then the others one by one."""
    people: dict[str, list[str]] = {}
    others = []
    for number, role in enumerate(view.get("involved", ())):
        word = words.ROLES[role["role"]]
        if role.get("person") and (selection.person(role["person"]) or selection.names.internal):
            people.setdefault(word, []).append(str(Marker("n", str(role["person"]), "0")))
        if role.get("actor"):
            others.append(Raw(f"{role['actor']}: {word}", place(one, f"involved/{number}")))
    yield from (Raw(f"{', '.join(dict.fromkeys(markers))}: {word}", own=True) for word, markers in people.items())
    yield from others


def _medium(code: str, where: str) -> Raw:
    """What kind of file it is, in a word where we have one."""
    return own(words.MEDIA[code]) if code in words.MEDIA else Raw(code, where)


def _exposures(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    if not selection.profile.admits("exposures.revealed"):
        return
    rows = []
    for one in selection.holdings.every("exposures"):
        if (one.case_id or selection.cases[0].id) != case.id:
            continue
        view = selection.view(one)
        about = [str(Marker("n", str(person), "0")) for person in view.get("people", ())
                 if selection.person(str(person))]
        rows.append((Raw(view["where"], place(one, "where")),
                     Raw(generalise.when(view.get("when"), 0), place(one, "when")),
                     Raw(view["revealed"], place(one, "revealed")), Raw("; ".join(about), own=True)))
    if rows:
        yield Section("Published by others", (_filled(("Where", "When", "What it gave away", "About"), rows),))


def _attachments(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    if not selection.profile.admits("attachments.title"):
        return
    rows = []
    for one in selection.holdings.every("attachments", case.id):
        view = selection.view(one)
        rows.append((Raw(view.get("title", ""), place(one, "title")),
                     _medium(view.get("media_type", ""), place(one, "media_type")), own(view["sha256"])))
    if rows:
        yield Section("Attachments", (_filled(("Title", "Kind", "SHA-256"), rows),))
