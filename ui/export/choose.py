# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1 of an export: for whom, of what, in which form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from ui import reading
from ui.desk import Desk
from ui.export import data
from ui.export.kept import Choice
from ui.kit.fields import Pick
from ui.kit.page import Columns
from ui.kit.theme import em
from ui.kit.words import box, card, column, label, line


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

    def __init__(self, desk: Desk, choice: Choice, changed: Callable[[], None]) -> None:
        super().__init__()
        self._choice, self._changed = choice, changed
        source = desk.source
        self._audience = Pick([(key, words[0].upper() + words[1:]) for key, words in data.AUDIENCES.items()],
                              choice.audience)
        formats = [(key, words) for key, words in data.FORMATS.items() if not choice.appeal or key in ("pdf", "docx", "txt")]
        self._form = Pick(formats, choice.format)
        cases = [(one, reading.plain(source, source.record("cases", one).label)) for one in source.ids("cases")]
        self._case = Pick([("", "All cases"), *cases], choice.case or (cases[0][0] if len(cases) == 1 else ""))
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
        for pick in (self._audience, self._form, self._case):
            pick.currentIndexChanged.connect(self._take)
        self._to.textChanged.connect(self._take)
        self._purpose.textChanged.connect(self._take)
        self._take()

    @staticmethod
    def _rules() -> QFrame:
        return box(column(line(), label("What the program does before a file is written", "head", wrap=True),
                          *(label(words, "small", wrap=True) for words in (
                        "Leaves out whoever has not agreed, and says so.",
                        "Takes out every name it knows, in every spelling.",
                        "Widens ages, places and work until enough people could be meant.",
                        "Opens the finished file again with other readers and searches it.")), gap=4))

    def _take(self, *_any: object) -> None:
        choice = self._choice
        if not choice.appeal:
            choice.audience = self._audience.key()
            choice.case = self._case.key()
        choice.format = self._form.key()
        choice.to, choice.purpose = self._to.text().strip(), self._purpose.text().strip()
        self._about.setText(data.ABOUT.get(choice.audience, ""))
        self._changed()
