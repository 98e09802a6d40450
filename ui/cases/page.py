# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases page: the list, and one case with its counts, its timeline and its ways on.

Promises: counts that disagree stand beside each other; the line and the list show the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from casefile import dates
from ui import reading
from ui.cases.attachments import attachments
from ui.desk import Desk
from ui.incidents import data as incidents
from ui.kit.book import BookPage
from ui.kit.chips import Chip, pseudonym_paint
from ui.kit.rows import Row, RowList
from ui.kit.states import draft_waits, nothing_yet
from ui.kit.timeline import Legend, Timeline
from ui.kit.words import box, button, card, column, empty, label, link, row
from ui.recordform import Field, RecordForm

KINDS = (("people", "person", "people", "People"), ("statements", "statement", "statements", "Statements"),
         ("incidents", "incident", "incidents", "Incidents"), ("appeals", "appeal", "appeals", "Appeals"))
FIELDS = (Field("title", "Title", needed=True), Field("summary", "In a few sentences", "long"),
          Field("opened", "When it began", "when"))


class CasesPage(BookPage):
    """List and case."""

    name = "Cases"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._as_list = False
        self._event = column()
        super().__init__("Cases", RowList("Cases", more=True), button("Add a case", self.add, mark="add"))

    def ids(self, containing: str) -> Sequence[str]:
        return self._desk.source.ids("cases", containing=containing)

    def block(self, ids: Sequence[str]) -> Sequence[Row]:
        source = self._desk.source
        found = []
        for one in ids:
            body = source.record("cases", one).body
            opened = dates.in_words(body.get("opened"))
            many = [f"{len(source.ids(kind, case=one))} {words}" for kind, _one, words, _page in KINDS]
            facts = " · ".join(([f"opened {opened}"] if opened else []) + many)
            found.append(Row(one, reading.plain(source, body["title"]), facts,
                             " ".join(reading.plain(source, body.get("summary")).split())[:200], spoken=facts))
        return found

    def facts(self, count: int) -> str:
        return "1 case" if count == 1 else f"{count} cases"

    def nothing(self) -> QWidget:
        return nothing_yet("cases", "No case yet", "A case holds the people, what they said and what happened. It "
                           "is made here, or comes in with a file: casefile import.", "Add a case", self.add)

    def show_record(self, record: str) -> None:
        source = self._desk.source
        body = source.record("cases", record).body
        counts = [incidents.count_words(one.body) for one in source.every("counts", case=record)]
        people = len(source.ids("people", case=record))
        facts = " · ".join([*counts[:3], f"{people} people in this case"])
        toggle = "Show as a timeline" if self._as_list else "Show as a list"
        page = self.record_page
        page.set_head(reading.plain(source, body["title"]), facts, self.way_back(), button(
            "Edit", lambda: self._form(record), mark="pencil", name="Edit the case"), button(toggle, self._toggle),
            button("Add an incident", lambda: self._add_incident(record), mark="incidents"))
        parts: list[QWidget | None] = []
        if source.draft(f"cases/{record}"):
            parts.append(draft_waits(lambda: self._form(record)))
        if source.draft("incidents/new"):
            parts.append(draft_waits(lambda: self._add_incident(record)))
        if body.get("summary"):
            parts.append(label(reading.plain(source, body["summary"]), "reading", wrap=True))
        lanes = incidents.lanes(source, record)
        self._event = column()
        holder = QWidget()
        holder.setLayout(self._event)
        if not lanes:
            parts.append(nothing_yet("incidents", "Nothing on the line yet", "Incidents with a day or a year stand "
                                     "here, each with the words that were said."))
        elif self._as_list:
            rows = RowList("Incidents of this case", more=True, chips="end")
            ids = source.ids("incidents", case=record)
            rows.fill(ids, lambda some: incidents.rows(source, some))
            rows.opened.connect(lambda one: self._desk.go("Incidents", one))
            rows.chosen.connect(self._show_event)
            rows.fit(40)
            parts.append(box(column(rows, margins=(1, 4, 1, 4)), "card"))
        else:
            drawing = Timeline(lanes, incidents.spoken(lanes))
            drawing.chosen.connect(self._show_event)
            drawing.opened.connect(lambda one: self._desk.go("Incidents", one))
            parts.append(box(column(Legend(), drawing, gap=0, margins=(1, 4, 1, 1)), "card"))
        parts += [holder, attachments(self._desk, record), self._ways(record), None]
        page.set_body(*parts)
        page.bar.hide()

    def add(self) -> None:
        """The form of a new case."""
        self._form("")

    def go_on(self, draft: str) -> None:
        """Back into the form of a draft; a new incident belongs to the case that is shown."""
        kind, _, record = draft.partition("/")
        if kind == "incidents":
            self._add_incident(self.shown)
        else:
            self._form("" if record == "new" else record)

    def _form(self, record: str) -> None:
        self.show_form(RecordForm(self._desk, self.record_page, "cases", record, FIELDS, self.form_done, noun="a case"))

    def _add_incident(self, case: str) -> None:
        self.show_form(RecordForm(self._desk, self.record_page, "incidents", "", incidents.FIELDS,
                                  lambda _record: self.form_done(case), noun="an incident", case=case))

    def _ways(self, record: str) -> QFrame:
        source = self._desk.source
        parts: list[QWidget | QLayout | None] = [label("In this case", "head")]
        for kind, single, words, page in KINDS:
            many = len(source.ids(kind, case=record))
            parts.append(link(f"{many} {single if many == 1 else words}", partial(self._desk.go, page)))
        parts.append(None)
        return box(row(*parts, gap=16, margins=(16, 10, 16, 10)), "card")

    def _show_event(self, record: str) -> None:
        view = incidents.incident(self._desk.source, record)
        empty(self._event)
        who = [Chip(name, pseudonym_paint(), 0.93) for person, name, _role in view.involved[:4] if person]
        act = button("Open the incident", lambda: self._desk.go("Incidents", record))
        words = column(row(label(view.title, "section"), *who, None), label(view.when, wrap=True),
                       label(view.drawn, "small", wrap=True), gap=2)
        line_of = row(words, act, gap=12)
        line_of.setStretch(0, 1)
        self._event.addWidget(card(line_of))

    def _toggle(self) -> None:
        self._as_list = not self._as_list
        self.show_record(self.shown)
