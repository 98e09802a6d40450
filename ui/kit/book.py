# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that is a list until a record is opened, and then that record with a way back.

Promises: rows carry the title as their name; Return and double click open; Escape goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStackedWidget, QWidget

from ui.kit.page import Page
from ui.kit.rows import Row, RowList
from ui.kit.theme import em
from ui.kit.words import box, column, link, row


class BookPage(QWidget):
    """A list page and a record page on top of each other."""

    name = ""
    filter_name = "Filter"

    def __init__(self, title: str, rows: RowList, *acts: QWidget) -> None:
        super().__init__()
        self.rows = rows
        self._title = title
        self._acts = acts
        self.shown = ""
        self.list_page = Page()
        self.record_page = Page()
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(f"Filter {title.lower()}")
        self.field.setPlaceholderText(f"Filter {title.lower()}")
        self.field.setMaximumWidth(em(22))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(80)
        self._wait.timeout.connect(self.refresh_list)
        self.field.textChanged.connect(lambda _text: self._wait.start())
        self.list_page.set_head(title, "", self.field, *acts)
        rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._card = box(column(rows, margins=(1, 4, 1, 4)), "card")
        self.list_page.set_body(self._card)
        self._nothing: QWidget | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list_page)
        self._stack.addWidget(self.record_page)
        self.setLayout(column(self._stack, gap=0))
        rows.opened.connect(self.open_record)

    def ids(self, containing: str) -> Sequence[str]:
        """Ids of the list, asked of the vault."""
        raise NotImplementedError

    def block(self, ids: Sequence[str]) -> Sequence[Row]:
        """Rows of a block of ids."""
        raise NotImplementedError

    def show_record(self, record: str) -> None:
        """Fill the record page."""
        raise NotImplementedError

    def facts(self, count: int) -> str:
        """The line under the title."""
        return ""

    def nothing(self) -> QWidget:
        """The empty state."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Back to the list, read again."""
        self._stack.setCurrentWidget(self.list_page)
        self.shown = ""
        self.refresh_list()

    def refresh_list(self) -> None:
        """Read the list again."""
        text = self.field.text().strip()
        found = self.ids(text)
        self.rows.fill(found, self.block)
        self.list_page.facts.setText(self.facts(len(found)))
        self.list_page.facts.setVisible(bool(self.list_page.facts.text()))
        if self._nothing is not None:
            self._nothing.deleteLater()
            self._nothing = None
        self._card.setVisible(bool(found) or bool(text))
        if not found and not text:
            self._nothing = self.nothing()
            self.list_page.body.addWidget(self._nothing)
            self.list_page.body.addStretch(1)

    def open_record(self, record: str) -> None:
        """Show one record; `new` is the form of a new one."""
        add: Callable[[], None] | None = getattr(self, "add", None)
        if record == "new" and add is not None:
            add()
            return
        self.shown = record
        self.show_record(record)
        self._stack.setCurrentWidget(self.record_page)
        self.record_page.area.verticalScrollBar().setValue(0)
        self.record_page.area.setFocus()

    def show_form(self, form: QWidget) -> None:
        """A form in the place of the record."""
        form.show()
        self._stack.setCurrentWidget(self.record_page)
        self.record_page.area.verticalScrollBar().setValue(0)

    def form_done(self, record: str) -> None:
        """After a form: the record it was about, or the list."""
        if record:
            self.open_record(record)
        else:
            self.refresh()

    def way_back(self) -> QWidget:
        """The link to the list, for the head of a record."""
        made = QWidget()
        made.setLayout(row(link(f"All {self._title.lower()}", self.refresh)))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and self.shown:
            self.refresh()
            return
        super().keyPressEvent(event)
