# SPDX-License-Identifier: GPL-3.0-or-later
"""The consents of a person as fields: one row a use.

Promises: an earlier answer stays in the list of consents; the newest counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui import reading
from ui.kit.fields import Pick, Tick
from ui.kit.theme import em
from ui.kit.words import column, label, line, row
from ui.people.data import ASKED, LEVELS

ANSWERS = (("not_asked", "Not asked"), ("granted", "Agreed"), ("refused", "Refused"), ("withdrawn", "Withdrawn"))
GIVERS = (("self", "The person"), ("guardian", "A guardian"), ("caregiver", "A caregiver"), ("other", "Somebody else"))
ASSENT = (("", "Child: not asked"), ("yes", "Child agrees"), ("no", "Child does not agree"))


class _Use:
    """The fields of one use."""

    def __init__(self, use: str, touched: Callable[[], None]) -> None:
        word = reading.PURPOSES.get(use, use)
        self.use = use
        self.answer, self.level = Pick(ANSWERS, "not_asked"), Pick(tuple(LEVELS.items()), "pseudonym")
        self.giver, self.assent = Pick(GIVERS, "self"), Pick(ASSENT)
        self.quotes = Tick("May be quoted")
        self.until = QLineEdit()
        self.until.setPlaceholderText("until 2027-12-31")
        self.until.setFixedWidth(em(11))
        for field, name in ((self.answer, "answer"), (self.level, "shown as"), (self.giver, "given by"),
                            (self.assent, "child’s own word"), (self.quotes, "may be quoted"), (self.until, "until")):
            field.setAccessibleName(f"{word}: {name}")
        for pick in (self.answer, self.level, self.giver, self.assent):
            pick.activated.connect(lambda _at: self._changed(touched))
        self.quotes.toggled.connect(lambda _on: touched())
        self.until.textEdited.connect(lambda _text: touched())
        self.details = QWidget()
        self.details.setLayout(column(row(self.level, self.giver, None), row(self.until, self.quotes, None),
                                      row(self.assent, None), gap=6, margins=(12, 2, 0, 4)))

    def _changed(self, touched: Callable[[], None]) -> None:
        self.fold()
        touched()

    def fold(self) -> None:
        """Details only where there is an answer."""
        self.details.setVisible(self.answer.key() == "granted")

    def fill(self, one: Mapping[str, Any]) -> None:
        """Show a consent."""
        self.answer.choose(str(one.get("decision", "not_asked")))
        self.level.choose(str(one.get("identity_level", "pseudonym")))
        self.giver.choose(str(one.get("given_by", "self")))
        self.assent.choose(str(one.get("child_assent", "")))
        self.quotes.setChecked("quotes" in one.get("details", []))
        self.until.setText(str(one.get("expires") or ""))
        self.fold()

    def changed(self, one: Mapping[str, Any]) -> dict[str, Any]:
        """The consent as the fields say it, over an earlier one."""
        made = {**one, "purpose": self.use, "decision": self.answer.key()}
        if made["decision"] != "granted":
            return made
        details = [detail for detail in one.get("details", []) if detail != "quotes"]
        if self.quotes.isChecked():
            details.append("quotes")
        made |= {"identity_level": self.level.key(), "given_by": self.giver.key(), "details": details}
        for key, value in (("child_assent", self.assent.key()), ("expires", self.until.text().strip())):
            made.pop(key, None)
            if value:
                made[key] = value
        if not details:
            made.pop("details")
        return made


class ConsentForm(QWidget):
    """All uses."""

    def __init__(self, touched: Callable[[], None]) -> None:
        super().__init__()
        self._all: list[Mapping[str, Any]] = []
        self._uses = {use: _Use(use, touched) for use in reading.PURPOSES if use != "internal"}
        layout = column(gap=6)
        for use in [*ASKED, *(one for one in self._uses if one not in ASKED)]:
            fields = self._uses[use]
            name = label(reading.PURPOSES[use], "head")
            name.setFixedWidth(em(8.4))
            layout.addLayout(row(name, fields.answer, None))
            layout.addWidget(fields.details)
            layout.addWidget(line())
        self.setLayout(layout)

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self._uses[ASKED[0]].answer

    def fill(self, consents: Sequence[Mapping[str, Any]]) -> None:
        """Show the newest consent of each use."""
        self._all = list(consents)
        for use, fields in self._uses.items():
            fields.fill(self._newest(use) or {})

    def _newest(self, use: str) -> Mapping[str, Any] | None:
        found = [one for one in self._all if one["purpose"] == use]
        return max(found, key=lambda one: str(one.get("date") or "")) if found else None

    def values(self) -> list[dict[str, Any]]:
        """Earlier consents as they were, and a new one for each answer that changed."""
        found = [dict(one) for one in self._all]
        for use, fields in self._uses.items():
            before = self._newest(use)
            made = fields.changed(before or {})
            if (before is None and made["decision"] == "not_asked") or (before is not None and made == dict(before)):
                continue
            made["date"] = date.today().isoformat()
            if before is not None and before.get("date") == made["date"]:
                found.remove(dict(before))
            found.append(made)
        return found
