# SPDX-License-Identifier: GPL-3.0-or-later
"""The people page: who is in the case, how great the danger is on two axes, and why.

Promises: every level opens its reasons and sources; the plum button is the only way to names.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from ui.desk import Desk
from ui.history import History
from ui.kit.chips import Chip, risk_chip, state_paint
from ui.kit.family import FamilyView
from ui.kit.listpage import ListPage, two_heads
from ui.kit.page import Columns, Page
from ui.kit.rows import Row, RowList
from ui.kit.states import RiskLadder, StateWord, draft_waits, nothing_yet
from ui.kit.words import button, card, column, label, line, link, picture, row
from ui.people import data
from ui.people.consents import ConsentTable
from ui.people.edit import PersonForm
from ui.people.erase import Erasing
from ui.people.review import Review


class PeoplePage(ListPage):
    """List of people and one person."""

    name = "People"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown = ""
        self._all_reasons = False
        super().__init__("People", RowList("People", chips="columns"), above=two_heads("If returned", "If read"),
                         detail=Page(margin=20), add=self.add)
        desk.changed.connect(self._changed)

    def ids(self, containing: str) -> Sequence[str]:
        return self._desk.source.ids("people", containing=containing)

    def block(self, ids: Sequence[str]) -> Sequence[Row]:
        return data.rows(self._desk.source, ids)

    def count_words(self, count: int) -> str:
        return f"Filter {count} people" if count != 1 else "Filter 1 person"

    def show_nothing(self) -> None:
        self.detail.set_head("People")
        self.detail.set_body(nothing_yet("people", "No people yet", "A pseudonym is suggested for each person; it "
                                         "never comes from the name.", "Add a person", self.add), None)

    def show_record(self, record: str) -> None:
        if record != self._shown:
            self._all_reasons = False
        self._shown = record
        view = data.person(self._desk.source, record)
        page = self.detail
        page.set_head(view.name, view.facts, link("History", self._history),
                      link("Erase…", self._erase, name="Erase this person…"), button("Edit", self._edit, mark="pencil", name=f"Edit {view.name}"),
                      button("Identities…", lambda: self._desk.bridge.open_identities(record), kind="ident",
                             mark="identity", name="Identities…",
                             tip="Opens the window of true names. It asks for the identity passphrase."))
        family: list[QWidget] = [self._consents(view)]
        if view.members:
            family.append(self._family(view))
        draft = [draft_waits(self._edit)] if self._desk.source.draft(f"people/{record}") else []
        page.set_body(*draft, Columns(*(self._axis(one, view.due) for one in view.axes)),
                      Columns(*family, shares=(2, 1)), None)
        saved = StateWord()
        saved.say("Saved")
        if view.open_questions:
            count = "open question" if view.open_questions == 1 else f"{view.open_questions} open questions"
            page.bar.show_acts(f"Next: answer the {count} about the risk of {view.name}", saved,
                               button("Start the review", self._review, kind="primary"))
        else:
            page.bar.show_acts(f"Every question about the risk of {view.name} has an answer.", saved,
                               button("Look again at the risk", self._review))

    def _axis(self, axis: data.Axis, due: str) -> QFrame:
        head = row(column(label(axis.title, "head", wrap=True), label(axis.about, "small"), gap=0),
                   risk_chip(axis.level, 1.0))
        head.setStretch(0, 1)
        parts: list[QWidget | QLayout | int | None] = [head, RiskLadder(axis.level)]
        shown = axis.reasons if self._all_reasons else axis.reasons[:3]
        for why, source in shown:
            parts.append(column(label(why, wrap=True), label(source, "small", wrap=True), gap=0))
        if not axis.reasons:
            parts.append(label("Nothing recorded raises this.", "muted", wrap=True))
        for ask in axis.asks if self._all_reasons else axis.asks[:1]:
            asked = row(Chip("To ask", state_paint("ask"), 0.86), label(ask, wrap=True))
            asked.setStretch(1, 1)
            parts.append(asked)
        words = "Fewer reasons" if self._all_reasons else "All reasons"
        foot = row(label(f"Look again: {due}", "key"), None)
        if self._all_reasons or len(axis.reasons) > 3 or len(axis.asks) > 1:
            foot.addWidget(link(words, self._toggle_reasons, name=f"{words}: {axis.title}"))
        return card(*parts, None, line(), foot, gap=7)

    def _toggle_reasons(self) -> None:
        self._all_reasons = not self._all_reasons
        self.show_record(self._shown)

    def _consents(self, view: data.PersonView) -> QFrame:
        head = row(label(f"What {view.name} agreed to", "section", wrap=True),
                   link("Record a change", self._edit_consents))
        head.setStretch(0, 1)
        return card(head, ConsentTable(view.consents), None, gap=10)

    def _family(self, view: data.PersonView) -> QFrame:
        spoken = ", ".join(f"{one.name}: {one.relation}" for one in view.members)
        drawing = FamilyView(view.members, lambda person: self._desk.go("People", person), spoken)
        parts: list[QWidget | QLayout | None] = [row(label(view.family, "section"), None), drawing, None]
        if view.outside:
            outside = row(picture("info", "muted", 1.0), label(view.outside, "small", wrap=True))
            outside.setStretch(1, 1)
            parts.append(outside)
        return card(*parts, gap=10)

    def _changed(self, kind: str, record: str) -> None:
        if self.isVisible() and kind in ("", "people") and not self._busy():
            self.refresh()

    def _busy(self) -> bool:
        return any(self.detail.findChildren(one) for one in (PersonForm, Review, History, Erasing))

    def _history(self) -> None:
        History(self._desk, self.detail, "people", self._shown, self._done).show()

    def add(self) -> None:
        """The form of a new record; a case comes first."""
        if not self._desk.source.ids("cases"):
            self._desk.go("Cases")
            return
        self._form("")

    def go_on(self, draft: str) -> None:
        """Back into the form of a draft."""
        record = draft.partition("/")[2]
        self._form("" if record == "new" else record)

    def _edit(self) -> None:
        self._form(self._shown)

    def _edit_consents(self) -> None:
        self._form(self._shown, consents=True)

    def _form(self, record: str, *, consents: bool = False) -> None:
        PersonForm(self._desk, self.detail, record, self._done, consents=consents).show()

    def _review(self) -> None:
        Review(self._desk, self.detail, self._shown, self._done).show()

    def _erase(self) -> None:
        Erasing(self._desk, self.detail, self._shown, self._without, self._done).show()

    def _without(self) -> None:
        """A person is gone: the list is read again, while the detail says what went."""
        self._shown = ""
        blocked = self.rows.blockSignals(True)
        self.rows.fill(self.ids(self.field.text().strip()), self.block)
        self.rows.blockSignals(blocked)

    def _done(self, record: str) -> None:
        self.refresh()
        if record:
            self.open_record(record)
        elif self._shown:
            self.show_record(self._shown)
