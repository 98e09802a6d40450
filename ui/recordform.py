# SPDX-License-Identifier: GPL-3.0-or-later
"""A form made of fields: for the kinds of record whose form is a plain column.

Promises: drafts within two seconds, undo; text nobody touched keeps its references; days are
checked and the speaker's words are kept beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtWidgets import QLineEdit, QWidget

from casefile import dates
from casefile.errors import CasefileError
from ui import reading
from ui.desk import Desk
from ui.kit.fields import Pick, Tick
from ui.kit.form import Keeper, titled
from ui.kit.page import Page
from ui.kit.passages import Passage
from ui.kit.states import StateWord, banner
from ui.kit.theme import em
from ui.kit.words import button, card, column, label, row
from ui.statements.data import inlines, stored

Form = Literal["line", "long", "pick", "when", "people"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: where it stands in the body, its title, its form, and the answers of a pick."""

    key: str
    title: str
    form: Form = "line"
    about: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    needed: bool = False


class RecordForm(QWidget):
    """Takes the place of a record while it is edited."""

    def __init__(self, desk: Desk, page: Page, kind: str, record: str, fields: Sequence[Field],
                 done: Callable[[str], None], *, noun: str, case: str = "") -> None:
        super().__init__(page)
        self.hide()
        self._desk, self._page, self._kind, self._record, self._done = desk, page, kind, record, done
        self._fields, self._noun = fields, noun
        source = desk.source
        self._before: dict[str, Any] = dict(source.record(kind, record).body) if record else (
            {"case": case} if case else {})
        self._draft_key = f"{kind}/{record or 'new'}"
        self._word = StateWord()
        self._widgets: dict[str, tuple[QWidget, ...]] = {one.key: self._make(one) for one in fields}
        self._keeper = Keeper(self, self.values, self.fill, lambda body: source.keep_draft(self._draft_key, body),
                              self._word, self._draft_key)

    def _make(self, field: Field) -> tuple[QWidget, ...]:
        if field.form == "long":
            return (Passage(field.title, editable=True),)
        if field.form == "pick":
            return (Pick(field.answers),)
        if field.form == "when":
            made = (QLineEdit(), QLineEdit(), QLineEdit())
            for one, words in zip(made, ("in the speaker’s words", "from: 2002-03-14", "until"),
                                  strict=True):
                one.setPlaceholderText(words)
            return made
        if field.form == "people":
            case = str(self._before.get("case") or "")
            ticks = []
            for person in self._desk.source.ids("people", case=case):
                tick = Tick(self._desk.source.pseudonym(person))
                tick.setProperty("person", person)
                ticks.append(tick)
            return tuple(ticks)
        return (QLineEdit(),)

    def show(self) -> None:
        """Put the form into the page, with the draft where there is one."""
        self._keeper.begin(self._stored_values(), self._desk.source.draft(self._draft_key))
        parts: list[Any] = []
        for field in self._fields:
            widgets = self._widgets[field.key]
            self._keeper.watch(*widgets)
            if field.form == "when":
                for one, name in zip(widgets, ("in words", "from", "to"), strict=True):
                    one.setAccessibleName(f"{field.title}, {name}")
                    one.setMaximumWidth(em(24))
                beside = row(*widgets)
                beside.setStretch(0, 2)
                beside.setStretch(1, 1)
                beside.setStretch(2, 1)
                parts.append(column(label(field.title, "head"), beside, label(
                    "Keep the words as they were said. A day, a month or a year is enough.", "small", wrap=True), gap=4))
            elif field.form == "people":
                parts.append(column(label(field.title, "head"), *(row(*widgets[at:at + 4], None)
                                                                  for at in range(0, len(widgets), 4)), gap=2))
            else:
                parts.append(titled(field.title, widgets[0], field.about, wide=field.form == "long"))
        head = f"Edit {reading.plain(self._desk.source, self._before.get('title')) or self._noun}"
        self._page.set_head(head if self._record else f"Add {self._noun}", "Leave the words as they were said.",
                            self._word, button("Undo", self._keeper.undo, mark="undo", name="Undo the last step"))
        self._page.set_body(banner("warn", "What you type here is not screened for names", "It is safe in the vault. It "
                                   "cannot be exported until the identity vault has been opened and it is screened.",
                                   mark="unscreened"), card(*parts, gap=12), None)
        self._page.bar.show_acts("Next: keep the changes. The earlier state stays in the history.",
                                 button("Let the draft go", self._cancel),
                                 button("Keep the changes", self._save, kind="primary"))
        self._widgets[self._fields[0].key][0].setFocus()

    # -- values ---------------------------------------------------------------------------

    def _stored_values(self) -> dict[str, Any]:
        source = self._desk.source
        found: dict[str, Any] = {}
        for field in self._fields:
            value = self._before.get(field.key)
            if field.form == "when":
                when = value or {}
                found[field.key] = [reading.plain(source, when.get("words")), when.get("from", ""), when.get("to", "")]
            elif field.form == "people":
                found[field.key] = [one["person"] for one in value or [] if one.get("person")]
            elif field.form == "line":
                found[field.key] = reading.plain(source, value)
            else:
                found[field.key] = str(value or "")
        return found

    def values(self) -> dict[str, Any]:
        """What the form holds now."""
        found: dict[str, Any] = {}
        for field in self._fields:
            widgets = self._widgets[field.key]
            first = widgets[0] if widgets else None
            if field.form == "when":
                found[field.key] = [one.text().strip() for one in widgets if isinstance(one, QLineEdit)]
            elif field.form == "people":
                found[field.key] = [str(one.property("person")) for one in widgets
                                    if isinstance(one, Tick) and one.isChecked()]
            elif isinstance(first, Passage):
                found[field.key] = stored(first.pieces())
            elif isinstance(first, Pick):
                found[field.key] = first.key()
            elif isinstance(first, QLineEdit):
                found[field.key] = first.text().strip()
        return found

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show these values."""
        for field in self._fields:
            value = values.get(field.key)
            for at, one in enumerate(self._widgets[field.key]):
                if isinstance(one, Tick):
                    one.setChecked(one.property("person") in (value or []))
                elif isinstance(one, Passage):
                    one.show_pieces(inlines(self._desk.source, str(value or "")))
                elif isinstance(one, Pick):
                    one.choose(str(value or ""))
                elif isinstance(one, QLineEdit):
                    one.setText(str(value[at] if field.form == "when" and value else value or ""))

    def body(self) -> dict[str, Any]:
        """The record as it would be written; raises ValueError with words for the person at the form."""
        source, made, values = self._desk.source, dict(self._before), self.values()
        for field in self._fields:
            value = values[field.key]
            if field.needed and not value:
                raise ValueError(f"{field.title}: this is needed.")
            if field.form == "when":
                value = self._when(field, value)
            elif field.form == "people":
                value = self._involved(value)
            elif field.form == "line":
                value = reading.kept(source, value, self._before.get(field.key))
            made.pop(field.key, None)
            if value:
                made[field.key] = value
        return made

    def _when(self, field: Field, value: Sequence[str]) -> dict[str, str]:
        before = dict(self._before.get(field.key) or {})
        words, first, last = value
        words = reading.kept(self._desk.source, words, before.get("words"))
        try:
            start = dates.bounds(first)[0] if first else None
            end = dates.bounds(last)[1] if last else None
        except ValueError as wrong:
            raise ValueError(f"{field.title}: {wrong}.") from None
        if start and end and end < start:
            raise ValueError(f"{field.title}: the end lies before the beginning.")
        return {key: one for key, one in (("words", words), ("from", first), ("to", last or first)) if one}

    def _involved(self, people: Sequence[str]) -> list[dict[str, Any]]:
        kept = [dict(one) for one in self._before.get("involved", []) if not one.get("person")
                or one["person"] in people]
        there = {one.get("person") for one in kept}
        return kept + [{"person": one, "role": "victim"} for one in people if one not in there]

    # -- ending ---------------------------------------------------------------------------

    def _save(self) -> None:
        try:
            written = self._desk.source.save(self._kind, self._record, self.body())
        except (ValueError, CasefileError) as wrong:
            self._keeper.save_draft()
            self._word.say("Not saved", "bad")
            advice = wrong.advice if isinstance(wrong, CasefileError) else "Mend it, then keep the changes."
            what = wrong.message if isinstance(wrong, CasefileError) else str(wrong)
            self._page.body.insertWidget(0, banner("bad", what, f"It is kept as a draft. {advice}", mark="cross"))
            self._page.area.verticalScrollBar().setValue(0)
            return
        self._keeper.end()
        self._desk.changed.emit(self._kind, written)
        self._end(written)

    def _cancel(self) -> None:
        self._keeper.end()
        self._end(self._record)

    def _end(self, record: str) -> None:
        self.deleteLater()
        self._done(record)
