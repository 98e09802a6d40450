# SPDX-License-Identifier: GPL-3.0-or-later
"""The incidents page: the list, one incident, and the timeline of its case.

Promises: what happened keeps the speaker's words for when; each person leads to her page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from ui.desk import Desk
from ui.incidents import data
from ui.kit.book import BookPage
from ui.kit.page import Columns
from ui.kit.passages import Passage
from ui.kit.rows import Row, RowList
from ui.kit.states import draft_waits, nothing_yet
from ui.kit.words import button, card, label, link, row
from ui.recordform import RecordForm
from ui.statements.data import inlines


class IncidentsPage(BookPage):
    """List and incident."""

    name = "Incidents"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__("Incidents", RowList("Incidents", more=True, chips="end"),
                         button("Show as a timeline", self._timeline, mark="incidents"))

    def ids(self, containing: str) -> Sequence[str]:
        return self._desk.source.ids("incidents", containing=containing)

    def block(self, ids: Sequence[str]) -> Sequence[Row]:
        return data.rows(self._desk.source, ids)

    def facts(self, count: int) -> str:
        return "1 incident" if count == 1 else f"{count} incidents"

    def nothing(self) -> QWidget:
        return nothing_yet("incidents", "No incidents yet", "What happened stands here: when, where, who was there.")

    def show_record(self, record: str) -> None:
        view = data.incident(self._desk.source, record)
        page = self.record_page
        page.set_head(view.title, view.facts, self.way_back(), button(
            "Edit", lambda: self._form(record), mark="pencil", name=f"Edit {view.title}"))
        when = card(label("When", "section"), label(view.when, wrap=True), label(view.drawn, "small", wrap=True))
        account = Passage("What happened", times=1.07)
        account.show_pieces(inlines(self._desk.source, str(view.body.get("account") or "Nothing was written yet.")))
        what = card(label("What happened", "section"), account)
        parts: list[QWidget | None] = [Columns(when, self._involved(view)), what]
        if self._desk.source.draft(f"incidents/{record}"):
            parts.insert(0, draft_waits(lambda: self._form(record)))
        if view.counts:
            parts.append(card(label("How many", "section"), *(label(one, wrap=True) for one in view.counts), label(
                "Each count says who counted. They need not agree.", "small", wrap=True)))
        if view.follows[0]:
            before = partial(self.open_record, view.follows[0])
            parts.append(card(row(label("Follows:"), link(view.follows[1], before), None)))
        page.set_body(*parts, None)
        page.bar.hide()

    def _involved(self, view: data.IncidentView) -> QFrame:
        parts: list[QWidget | QLayout] = [label("Who was there", "section")]
        for person, name, role in view.involved:
            who = link(name, partial(self._desk.go, "People", person)) if person else label(name)
            parts.append(row(who, label(role, "small"), None))
        if not view.involved:
            parts.append(label("Not asked yet.", "muted"))
        return card(*parts, gap=4)

    def go_on(self, draft: str) -> None:
        """Back into the form of a draft."""
        self._form(draft.partition("/")[2])

    def _form(self, record: str) -> None:
        self.show_form(RecordForm(self._desk, self.record_page, "incidents", record, data.FIELDS, self.form_done,
                                  noun="an incident"))

    def _timeline(self) -> None:
        cases = self._desk.source.ids("cases")
        self._desk.go("Cases", cases[0] if cases else "")
