# SPDX-License-Identifier: GPL-3.0-or-later
"""Running text with people in it: pseudonyms as chips among the words.

Promises: a chip keeps its reference through editing, so text comes out as it went in; the whole
passage is described in plain words for a screen reader; Tab leaves the field.
Must never: hold what was lifted out of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPyTextObject,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui.kit import copying
from ui.kit.chips import Paint, chip_size, paint_chip, pseudonym_paint, removed_paint, state_paint
from ui.kit.theme import em, theme

OBJECT = QTextFormat.ObjectTypes.UserObject + 1
WORD = QTextFormat.Property.UserProperty + 1
STORED = QTextFormat.Property.UserProperty + 2
LOOK = QTextFormat.Property.UserProperty + 3
PLACE = "\ufffc"
CJK = ("ko", "zh", "ja")


class Inline:
    """A word to be drawn as a chip; `stored` is what it stands for in the stored text."""

    __slots__ = ("look", "stored", "word")

    def __init__(self, word: str, stored: str = "", look: str = "person") -> None:
        self.word, self.stored, self.look = word, stored, look


class Marked(str):
    """Words that wait for a decision: underlined, and on a warm ground while they are the ones asked about."""

    __slots__ = ("asked",)
    asked: bool

    def __new__(cls, words: str, *, asked: bool = False) -> Marked:
        made = super().__new__(cls, words)
        made.asked = asked
        return made


def _told(pieces: Sequence[str | Inline]) -> str:
    """Pieces as one text, to compare: a chip by what it stands for."""
    return "".join(one if isinstance(one, str) else f"{PLACE}{one.stored}{PLACE}" for one in pieces)


def _look(name: str) -> Paint:
    if name == "removed":
        return removed_paint()
    if name == "left out":
        paint = state_paint("warn")
        return Paint(paint.fill, paint.ink, paint.edge, corners=0.25)
    return pseudonym_paint()


class _Chips(QPyTextObject):
    """Draws chips in text."""

    def intrinsicSize(self, _doc: QTextDocument, _at: int, form: QTextFormat) -> QSizeF:  # noqa: N802 - Qt's name
        font = self._font(form)
        size = chip_size(str(form.property(WORD)), font, _look(str(form.property(LOOK))))
        return QSizeF(size.width() + 4.0, size.height() - font.pixelSize() * 0.08)

    def drawObject(self, painter: QPainter, rect: QRectF | QRect, _doc: QTextDocument, _at: int,  # noqa: N802 - Qt's name
                   form: QTextFormat) -> None:
        paint_chip(painter, QRectF(rect).adjusted(1, 0, -3, 0), str(form.property(WORD)),
                   _look(str(form.property(LOOK))), self._font(form))

    @staticmethod
    def _font(form: QTextFormat) -> QFont:
        font = theme().font(1.0, 600)
        size = form.toCharFormat().font().pixelSize()
        if size > 0:
            font.setPixelSize(size)
        return font


class Passage(QTextEdit):
    """One paragraph (or a whole text) with chips, as tall as its words."""

    def __init__(self, name: str, *, language: str = "en", editable: bool = False, times: float = 1.07,
                 marked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "field" if editable else "reading")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setReadOnly(not editable)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction if editable else flags)
        self._leading = 112 if language.split("-")[0] in CJK else 118
        self._times = times
        self._marked = marked
        self._given: list[str | Inline] = []
        self._first = ""
        self._chips = _Chips(self)
        self.document().documentLayout().registerHandler(OBJECT, self._chips)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def show_pieces(self, pieces: Sequence[str | Inline]) -> None:
        """Fill with words and chips."""
        font = theme().font(self._times)
        self.document().setDefaultFont(font)
        block = QTextBlockFormat()
        block.setLineHeight(self._leading, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        words, waiting, asked = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        for form in (words, waiting, asked):
            form.setFont(font)
        for form in (waiting, asked):
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            form.setUnderlineColor(QColor(theme().tokens.warn))
        asked.setBackground(QColor(theme().tokens.warn_soft))
        if self._marked:
            words = asked
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(block)
        for piece in pieces:
            if isinstance(piece, Marked):
                cursor.insertText(str(piece), asked if piece.asked else waiting)
                continue
            if isinstance(piece, str):
                cursor.insertText(piece, words)
                continue
            form = QTextCharFormat()
            form.setFont(font)
            form.setObjectType(OBJECT)
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
            form.setProperty(WORD, piece.word)
            form.setProperty(STORED, piece.stored)
            form.setProperty(LOOK, piece.look)
            cursor.insertText(PLACE, form)
        self.setCurrentCharFormat(words)
        self.document().clearUndoRedoStacks()
        self.setAccessibleDescription("".join(one if isinstance(one, str) else one.word for one in pieces))
        self._given, self._first = list(pieces), _told(self._read())
        self._fit()

    def pieces(self) -> list[str | Inline]:
        """The words and chips as they stand now; letter for letter as they were given while nobody changed them.

        A field knows one kind of line end and no other signs of its own: what was changed has no other either.
        """
        found = self._read()
        return list(self._given) if _told(found) == self._first else found

    def _read(self) -> list[str | Inline]:
        found: list[str | Inline] = []
        block = self.document().begin()
        first = True
        while block.isValid():
            if not first:
                found.append("\n")
            first = False
            at = block.begin()
            while not at.atEnd():
                fragment = at.fragment()
                form = fragment.charFormat()
                if form.objectType() == OBJECT:
                    chip = Inline(str(form.property(WORD)), str(form.property(STORED)), str(form.property(LOOK)))
                    found.extend([chip] * fragment.length())
                else:
                    found.append(fragment.text().replace("\u2028", "\n").replace(PLACE, ""))
                at += 1
            block = block.next()
        return found

    def _only_read(self) -> bool:
        return self.isReadOnly() and not copying.records_allowed()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if self._only_read() and event.matches(QKeySequence.StandardKey.Copy):
            return  # copying nothing would still take away what another program has put there
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        if not self._only_read():  # the menu offers copying alone
            super().contextMenuEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Copied text names people by their pseudonym; a reference is never copied.

        From a text that is only read nothing is copied unless the person allowed it: other programs can
        read the clipboard.  What becomes of what is copied: ui/kit/copying.py.
        """
        made = QMimeData()
        if self._only_read():
            return made
        cursor = self.textCursor()
        words = []
        for at in range(cursor.selectionStart(), cursor.selectionEnd()):
            one = QTextCursor(self.document())
            one.setPosition(at)
            one.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
            form = one.charFormat()
            words.append(str(form.property(WORD)) if form.objectType() == OBJECT else one.selectedText())
        made.setText("".join(words).replace("\u2029", "\n").replace("\u2028", "\n"))
        return made

    def _fit(self) -> None:
        tall = int(self.document().size().height()) + 3
        if not self.isReadOnly():
            tall = max(tall, em(4)) + em(1)
        if self.height() != tall or self.minimumHeight() != tall:
            self.setFixedHeight(tall)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(20), int(self.document().size().height()) + 3)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(8), em(1.6))
