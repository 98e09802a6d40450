# SPDX-License-Identifier: GPL-3.0-or-later
"""The rail: nine places, icon and word; in a narrow window the word stands under the icon.

Promises: one tab stop, arrows move, each place is a list item with its name.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit.icons import paint_icon
from ui.kit.theme import colour, em, space, theme
from ui.kit.words import column, label, picture, row

PLACES = ("Home", "Cases", "People", "Statements", "Incidents", "Appeals", "Export", "Backup", "Settings")


class _Painter(QStyledItemDelegate):
    narrow = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(em(4), em(2.71) + (0 if theme().scale == 1 else space(2))) if not self.narrow else QSize(
            em(4), self._icon() + self._words() + space(14))

    def _icon(self) -> int:
        return round(min(em(1.4), theme().base * 2.3))

    def _words(self) -> int:
        return round(theme().base * min(theme().scale, 1.3) * 1.35)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
              ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        tokens = theme().tokens
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("soft"))
            painter.drawRoundedRect(area.adjusted(0, 1, -space(8), -1), 5, 5)
            painter.fillRect(QStyle.visualRect(option.direction, area, QRect(area.left(), area.top() + 1, 4,
                                                                             area.height() - 2)), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("line"))
            painter.drawRoundedRect(area.adjusted(4, 1, -space(8), -1), 5, 5)
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        ink = tokens.accent if chosen else tokens.muted
        font = theme().font(1.0, 600 if chosen else 400)
        side = em(1.4)
        if self.narrow:
            side = self._icon()
            font.setPixelSize(round(theme().base * min(theme().scale, 1.3) * (0.93 if theme().scale > 1 else 0.86)))
            seat = QRectF(area.center().x() - side / 2 - space(4), area.top() + space(6), side, side)
            words = QRect(area.left() - 2, int(seat.bottom()) + space(2), area.width() - space(4), self._words())
            align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        else:
            box = QRect(area.left() + space(16), area.center().y() - side // 2, side, side)
            seat = QRectF(QStyle.visualRect(option.direction, area, box))
            words = QStyle.visualRect(option.direction, area,
                                      area.adjusted(space(16) + side + space(10), 0, -space(8), 0))
            align = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        paint_icon(painter, name.lower(), seat, ink)
        painter.setFont(font)
        painter.setPen(colour("text"))
        painter.drawText(words, int(align), name)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(5, 2, -space(8) - 1, -2), 5, 5)
        painter.restore()


class Rail(QFrame):
    """The nine places."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.places = QListWidget()
        self.places.setAccessibleName("Places")
        self.places.setTabKeyNavigation(False)
        self.places.setMouseTracking(True)
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = _Painter(self.places)
        self.places.setItemDelegate(self._painter)
        for name in PLACES:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            self.places.addItem(item)
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(600)
        self.places.currentTextChanged.connect(self._moved)
        self.places.itemClicked.connect(self._clicked)
        self._foot = QWidget()
        words = QLabel("No network,\nby construction")
        words.setProperty("tone", "small")
        self._foot.setLayout(row(picture("no-network", "muted", 1.15), words, None, gap=8, margins=(16, 4, 8, 14)))
        self._small_foot = label("No network", "small")
        self._small_foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._small_foot.hide()
        layout = column(self.places, self._foot, self._small_foot, gap=0, margins=(0, 12, 0, 0))
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _moved(self, name: str) -> None:
        self._fresh.start()
        self.chosen.emit(name)

    def _clicked(self, item: QListWidgetItem) -> None:
        if not self._fresh.isActive():  # a click on the place one is at goes back to its list
            self.chosen.emit(item.text())

    def show_place(self, name: str) -> None:
        """Mark a place without going there; an unknown one marks none."""
        self.places.blockSignals(True)
        at = PLACES.index(name) if name in PLACES else -1
        self.places.setCurrentRow(at)
        if at < 0:
            self.places.clearSelection()
        self.places.blockSignals(False)

    def fold(self, narrow: bool) -> None:
        """Words beside the icons, or under them."""
        self._painter.narrow = narrow
        self._foot.setVisible(not narrow)
        base = theme().base * min(theme().scale, 1.3)
        self.setFixedWidth(round(base * 7.3) if narrow else em(12.3))
        self.places.doItemsLayout()
