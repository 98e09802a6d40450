# SPDX-License-Identifier: GPL-3.0-or-later
"""F1: the pages of help, read from the program's own files.

Promises: no address is ever opened; a link leads to another page of help alone.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from casefile import resources
from ui.desk import Desk
from ui.kit.page import Page
from ui.kit.theme import em, theme
from ui.kit.words import box, column, link, row

PAGES = (("start", "Start here"), ("people", "People and risk"), ("statements", "Statements and names"),
         ("export", "Export"), ("backup", "Backup and restore"), ("opening", "What opens a vault"), ("log", "The log"), ("keys", "Keyboard"))


class _Browser(QTextBrowser):
    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        return QImage()  # nothing is loaded, from anywhere


class HelpPage(Page):
    """One page at a time, the list of pages above."""

    name = "Help"

    def __init__(self, desk: Desk) -> None:
        super().__init__(widest=60)
        self._desk = desk
        self._text = _Browser()
        self._text.setOpenLinks(False)
        self._text.setAccessibleName("Help")
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(em(34))
        self._text.anchorClicked.connect(lambda to: self.open_record(to.toString().removesuffix(".md")))
        links: list[QWidget] = [link(words, partial(self.open_record, page)) for page, words in PAGES]
        chapters = QWidget()
        chapters.setLayout(column(*(row(*links[at:at + 3], None, gap=16) for at in range(0, len(links), 3)), gap=0))
        self.set_head("Help", "Escape or Alt and the left arrow go back.")
        self.set_body(chapters, box(column(self._text, margins=(20, 16, 20, 16)), "card"))
        self.open_record("start")

    def open_record(self, record: str) -> None:
        """Show a page of help; an unknown one shows the first."""
        known = record if record in dict(PAGES) else "start"
        self._text.setMarkdown(resources.text(f"help/{known}.md"))
        self._space_out()
        self._text.setAccessibleDescription(dict(PAGES)[known])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self._desk.left.emit()
            return
        super().keyPressEvent(event)

    def _space_out(self) -> None:
        """Room between paragraphs; headings in our own sizes."""
        block = self._text.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            form = block.blockFormat()
            form.setBottomMargin(em(0.35) if block.textList() else em(0.8))
            cursor.setBlockFormat(form)
            if form.headingLevel():
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                words = QTextCharFormat()
                words.setFont(theme().font(1.57 if form.headingLevel() == 1 else 1.14, 600))
                cursor.mergeCharFormat(words)
            block = block.next()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
