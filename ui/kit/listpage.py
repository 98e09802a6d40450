# SPDX-License-Identifier: GPL-3.0-or-later
"""A list at the left and one record at the right; in a narrow window, one of the two.

Promises: the list is 16.6 em wide, has a filter that asks the vault, and names itself.
Must never: filter or sort rows in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from ui.kit.page import STACK_EM, Page, narrower_than
from ui.kit.rows import Row, RowList
from ui.kit.theme import em, space
from ui.kit.words import column, label, link, row


class ListPage(QWidget):
    """List and detail."""

    name = ""

    def __init__(self, title: str, rows: RowList, *, above: QWidget | None = None, detail: Page | None = None,
                 add: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.rows = rows
        self._add = add
        self.detail = detail or Page()
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(f"Filter {title.lower()}")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(80)
        self._wait.timeout.connect(self.refresh)
        self.field.textChanged.connect(lambda _text: self._wait.start())
        self.panel = QFrame()
        self.panel.setProperty("kind", "list")
        top = row(label(title, "title"), None, margins=(12, 16, 12, 0))
        if add is not None:
            top.addWidget(link("Add", add, name=f"Add to {title.lower()}"))
        parts = column(top,
                       row(self.field, margins=(12, 6, 12, 6)), gap=0)
        if above is not None:
            parts.addWidget(above)
        parts.addWidget(rows, 1)
        self.panel.setLayout(parts)
        self._back = link("Back to the list", self.show_list)
        self._back.hide()
        right = column(row(self._back, None, margins=(20, 6, 20, 0)), self.detail, gap=0)
        right.setStretch(1, 1)
        self._right = QWidget()
        self._right.setLayout(right)
        self._right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setLayout(row(self.panel, self._right, gap=0))
        self._detail_wanted = False
        rows.chosen.connect(self.show_record)
        rows.opened.connect(self._opened)
        self._fold()

    @property
    def shown(self) -> str:
        """The record beside the list."""
        return self.rows.current()

    def ids(self, containing: str) -> Sequence[str]:
        """Ids of the list, asked of the vault."""
        raise NotImplementedError

    def block(self, ids: Sequence[str]) -> Sequence[Row]:
        """Rows of a block of ids."""
        raise NotImplementedError

    def show_record(self, record: str) -> None:
        """Fill the detail."""
        raise NotImplementedError

    def count_words(self, count: int) -> str:
        """What the empty filter field says."""
        return f"Filter {count}"

    def refresh(self) -> None:
        """Read the list again and keep the place."""
        text = self.field.text().strip()
        found = self.ids(text)
        if not text:
            self.field.setPlaceholderText(self.count_words(len(found)))
        keep = self.rows.current()
        self.rows.fill(found, self.block)
        if found and (not keep or not self.rows.select(keep)) and not text:
            self.rows.select(found[0])
        elif keep:
            self.show_record(keep)
        if not found and not text:
            self.show_nothing()

    def show_nothing(self) -> None:
        """The empty state in the detail."""

    def open_record(self, record: str) -> None:
        """Show one record and its place in the list; `new` is the form of a new one."""
        if record == "new" and self._add is not None:
            self._add()
            self._opened(record)
            return
        if self.rows.place_of(record) < 0:
            self.field.clear()
            self.refresh()
        if self.rows.current() == record:
            self.show_record(record)
        else:
            self.rows.select(record)
        self._opened(record)

    def _opened(self, _record: str) -> None:
        self._detail_wanted = True
        self._fold()
        self.detail.area.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and not self.rows.hasFocus():
            self.show_list()
            return
        super().keyPressEvent(event)

    def show_list(self) -> None:
        """In a narrow window: back from the record to the list."""
        self._detail_wanted = False
        self._fold()
        self.rows.setFocus()

    def _fold(self) -> None:
        narrow = self.window().isVisible() and narrower_than(self, STACK_EM)
        self.panel.setVisible(not narrow or not self._detail_wanted)
        self._right.setVisible(not narrow or self._detail_wanted)
        self._back.setVisible(narrow)
        if narrow:
            self.panel.setMaximumWidth(16777215)
            self.panel.setMinimumWidth(0)
        else:
            self.panel.setFixedWidth(em(16.6))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._fold()
        super().resizeEvent(event)


def two_heads(left: str, right: str) -> QWidget:
    """Heads of the two fixed chip columns of a list."""
    first = label(left, "small")
    first.setFixedWidth(em(6.4))
    made = QWidget()
    made.setLayout(row(first, label(right, "small"), None, gap=6, margins=(16, 2, 8, 4)))
    made.setMinimumHeight(em(1.6) + space(4))
    return made


Fetch = Callable[[Sequence[str]], Sequence[Row]]
