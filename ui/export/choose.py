# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1 of an export: for whom, of what, in which form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget

from ui import reading
from ui.desk import Desk
from ui.export import data
from ui.kit.page import Columns
from ui.kit.theme import em
from ui.kit.words import card, column, label


def _field(title: str, about: str, widget: QWidget) -> QWidget:
    holder = QWidget()
    parts = column(label(title, "head"), widget, gap=4)
    if about:
        parts.addWidget(label(about, "small", wrap=True))
    widget.setAccessibleName(title)
    widget.setAccessibleDescription(about)
    holder.setLayout(parts)
    return holder


class Choose(QWidget):
    """The form of the first step; writes into the choice as it is filled in."""

    def __init__(self, desk: Desk, choice: data.Choice, changed: Callable[[], None]) -> None:
        super().__init__()
        self._choice, self._changed = choice, changed
        source = desk.source
        self._audience = QComboBox()
        for key, words in data.AUDIENCES.items():
            self._audience.addItem(words[0].upper() + words[1:], key)
        self._audience.setCurrentIndex(max(0, self._audience.findData(choice.audience)))
        self._form = QComboBox()
        for key, words in data.FORMATS.items():
            self._form.addItem(words, key)
        self._form.setCurrentIndex(max(0, self._form.findData(choice.format)))
        self._case = QComboBox()
        self._case.addItem("All cases", "")
        for one in source.ids("cases"):
            self._case.addItem(reading.plain(source, source.record("cases", one).label), one)
        if choice.case:
            self._case.setCurrentIndex(max(0, self._case.findData(choice.case)))
        elif self._case.count() == 2:
            self._case.setCurrentIndex(1)
        self._to, self._purpose = QLineEdit(choice.to), QLineEdit(choice.purpose)
        self._about = label("", "small", wrap=True)
        what: list[QWidget] = []
        if choice.appeal:
            title = reading.plain(source, source.record("appeals", choice.appeal).label)
            what.append(_field("Appeal", "The letter with its facts, asks and signatures.", label(title)))
        else:
            what += [_field("For whom", "", self._audience), self._about, _field("Of which case", "", self._case)]
        left = card(label("What leaves", "section"), *what, _field("As", "", self._form), gap=12)
        right = card(label("To whom it goes", "section"),
                     _field("Handed to", "Kept in the list of what was handed out, so that it can be called back.",
                            self._to), _field("Why", "", self._purpose), self._rules(), gap=12)
        self.setLayout(column(Columns(left, right), gap=0))
        self.setMaximumWidth(em(76))
        for box in (self._audience, self._form, self._case):
            box.currentIndexChanged.connect(self._take)
        self._to.textChanged.connect(self._take)
        self._purpose.textChanged.connect(self._take)
        self._take()

    @staticmethod
    def _rules() -> QFrame:
        return card(label("What the program does before a file is written", "head", wrap=True),
                    *(label(words, "small", wrap=True) for words in (
                        "Leaves out whoever has not agreed, and says so.",
                        "Takes out every name it knows, in every spelling.",
                        "Widens ages, places and work until enough people could be meant.",
                        "Opens the finished file again with other readers and searches it.")), kind="", gap=4)

    def _take(self, *_any: object) -> None:
        choice = self._choice
        if not choice.appeal:
            choice.audience = str(self._audience.currentData())
            choice.case = str(self._case.currentData() or "")
        choice.format = str(self._form.currentData())
        choice.to, choice.purpose = self._to.text().strip(), self._purpose.text().strip()
        self._about.setText(data.ABOUT.get(choice.audience, ""))
        self._changed()
