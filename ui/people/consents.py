# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of consents: use, answer, how the person is shown, until when.

Promises: each answer is a word with a mark; nothing asked is said to count as refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.kit.icons import icon
from ui.kit.theme import colour, em, theme
from ui.people.data import Consent

Index = QModelIndex | QPersistentModelIndex
HEADS = ("Use", "Answer", "Shown as", "Until")
INKS = {"check": "good", "cross": "bad", "info": "muted", "clock": "warn"}


class ConsentModel(QAbstractTableModel):
    """Four columns of words."""

    def __init__(self, consents: Sequence[Consent], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = [((one.use, one.answer, one.shown, one.until), one) for one in consents]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802 - Qt's name
                   role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        words, one = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return icon(one.mark, INKS.get(one.mark, "muted"), 1.0)
        if role == Qt.ItemDataRole.FontRole and index.column() == 3 and one.soon:
            font = QFont(theme().font(1.0, 600))
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            return words[index.column()]
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return f"{one.use}: {one.answer}, {one.shown}, until {one.until}"
        return None


class _Lines(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.setPen(QPen(colour("line"), 1))
        if index.row() < index.model().rowCount() - 1:
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


class ConsentTable(QTableView):
    """Read with arrows; Tab leaves it."""

    def __init__(self, consents: Sequence[Consent], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = consents
        self.setModel(ConsentModel(consents, self))
        self.setItemDelegate(_Lines(self))
        self.setAccessibleName("Consents")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(em(2.0))
        self.verticalHeader().setMinimumSectionSize(em(1.6))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(em(2))
        self.setIconSize(icon("check").actualSize(self.iconSize()))
        self.setFixedHeight(em(2.0) * len(consents) + head.sizeHint().height() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        metrics = QFontMetrics(theme().font(1.0, 600))
        room = self.viewport().width()
        use = max([metrics.horizontalAdvance(one.use) for one in self._rows] + [em(3)]) + em(1.0)
        answer = max([metrics.horizontalAdvance(one.answer) for one in self._rows]) + em(2.6)
        until = max([metrics.horizontalAdvance(one.until) for one in self._rows]) + em(0.8)
        shown = max(em(4), room - use - answer - until)
        for at, width in enumerate((use, answer, shown, until)):
            self.setColumnWidth(at, width)
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
        return super().event(event)
