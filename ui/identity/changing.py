# SPDX-License-Identifier: GPL-3.0-or-later
"""Correcting or taking away a fact of an identity, one at a time.

Promises: what is not named stays as it was; what is known stands in no field; a corrected name is looked for in every stored text at once,
and words that were taken out of a text before stay out.  The window can take the newest change back.
It must never be imported by the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ui.identity.facts import Fact, Place
from ui.kit.words import button, card, column, empty, label, row

_PLAIN = frozenset({"hometown", "address", "whereabouts", "note"})


def words_at(body: Mapping[str, Any], place: Place) -> str:
    """What stands at a place, as one line; empty where it cannot be corrected as words."""
    field, index = place
    if field in _PLAIN:
        return str(body.get(field, ""))
    if field in ("names", "contacts", "documents"):
        return str(body[field][index]["value"])
    return ""


def with_changed(body: Mapping[str, Any], place: Place, words: str) -> dict[str, Any]:
    """The identity with other words at one place."""
    field, index = place
    if field in _PLAIN:
        return {**body, field: words}
    items = [dict(one) for one in body[field]]
    items[index]["value"] = words
    return {**body, field: items}


def with_removed(body: Mapping[str, Any], place: Place) -> dict[str, Any] | None:
    """The identity without what stands at a place; None where nothing is left."""
    field, index = place
    made = {key: value for key, value in body.items() if key != field}
    if index >= 0:
        items = [one for at, one in enumerate(body[field]) if at != index]
        if items:
            made = {**body, field: items}
    return made or None


class Changing(QFrame):
    """The entries of one row, each with its words and what can be done."""

    def __init__(self, alter: Callable[[Mapping[str, Any] | None], None]) -> None:
        super().__init__()
        self._alter = alter
        self._lines = QVBoxLayout()
        self._title = label("", "head")
        inner = card(self._title, self._lines, label(
            "Every text in the vault is looked through at once. What was taken out of a text before stays out.", "small",
            wrap=True))
        self.setLayout(column(inner))

    def let_go(self) -> None:
        """Hide it, and keep no word of the person it was about."""
        empty(self._lines)
        self.hide()

    def begin(self, fact: Fact, body: Mapping[str, Any]) -> None:
        """Show the entries of a row."""
        empty(self._lines)
        self._title.setText(fact.key)
        for number, place in enumerate(fact.places, 1):
            self._lines.addWidget(self._entry(fact, body, place, number))
        self.show()
        first = self.findChild(QLineEdit)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entry(self, fact: Fact, body: Mapping[str, Any], place: Place, number: int) -> QWidget:
        before = words_at(body, place)
        of_many = f"{fact.key} {number}" if len(fact.places) > 1 else fact.key
        taken = button("Take away", lambda: self._alter(with_removed(body, place)), name=f"Take away {of_many.lower()}")
        parts: list[QWidget | None] = [label(of_many, "muted"), None, taken]
        if before:
            field = QLineEdit()  # empty: what stands in a field could be selected and copied
            field.setMaxLength(4000 if place[0] == "note" else 200)
            field.setAccessibleName(f"New words of {of_many.lower()}")
            field.setPlaceholderText("Write it anew")

            def keep() -> None:
                words = field.text().strip()
                if words and words != before:
                    self._alter(with_changed(body, place, words))

            field.returnPressed.connect(keep)
            parts = [label(before, wrap=True), field,
                     button("Correct", keep, kind="ident", name=f"Correct {of_many.lower()}"), taken]
        holder = QWidget()
        line = row(*parts, gap=8)
        if before:
            line.setStretch(0, 1)
            line.setStretch(1, 1)
        holder.setLayout(line)
        return holder
