# SPDX-License-Identifier: GPL-3.0-or-later
"""Long lists: ids first, rows fetched in blocks of 64 when they come into view.

Promises: a list of ten thousand rows costs ten thousand ids and what is on screen; a row is
named by its pseudonym or title and described whole; Return and double click open.
Must never: sit behind a proxy model, or sort and filter in Python.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.chips import Paint, chip_size, paint_chip
from ui.kit.theme import colour, em, space, theme

BLOCK = 64
KEPT_BLOCKS = 24
ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows; `spoken` is the row as a screen reader says it after the title."""

    id: str
    title: str
    facts: str = ""
    more: str = ""
    chips: tuple[tuple[str, Paint], ...] = ()
    spoken: str = ""
    kind: str = ""


class RowModel(QAbstractListModel):
    """Ids, and rows by block."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[str] = ()
        self._fetch: Callable[[Sequence[str]], Sequence[Row]] = lambda _ids: ()
        self._blocks: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self.fetched = 0

    def fill(self, ids: Sequence[str], fetch: Callable[[Sequence[str]], Sequence[Row]]) -> None:
        """Another list of ids; `fetch` returns the rows of a block of ids, in their order."""
        self.beginResetModel()
        self._ids, self._fetch = ids, fetch
        self._blocks.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._ids)

    def row(self, at: int) -> Row:
        """The row at a place; fetches its block when needed."""
        block = at // BLOCK
        if block not in self._blocks:
            self._blocks[block] = self._fetch(self._ids[block * BLOCK:(block + 1) * BLOCK])
            self.fetched += 1
            while len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(block)
        return self._blocks[block][at % BLOCK]

    def place_of(self, record: str) -> int:
        """Where a record stands, or -1."""
        return self._ids.index(record) if record in self._ids else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == Qt.ItemDataRole.SizeHintRole:
            return None
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.row(index.row()).title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            row = self.row(index.row())
            return row.spoken or row.facts
        return None


class RowPainter(QStyledItemDelegate):
    """Paints rows: title, facts, more, and chips in fixed columns below, at the end, or one at the start."""

    def __init__(self, parent: QWidget, *, facts: bool = True, more: bool = False, chips: str = "") -> None:
        super().__init__(parent)
        self._facts, self._more, self._chips = facts, more, chips

    def height(self) -> int:
        """Height of every row, from the fonts."""
        lines = em(1.36) + (em(1.3) if self._facts else 0) + (em(1.3) if self._more else 0)
        chips = em(1.55) if self._chips == "columns" else 0
        return max(lines + chips + space(14), em(2.5))

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(10), self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        area = option.rect
        painter.setLayoutDirection(option.direction)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, colour("soft"))
            bar = QStyle.visualRect(option.direction, area, QRect(area.left(), area.top(), 4, area.height()))
            painter.fillRect(bar, colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colour("alt"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(space(16), space(6), -space(10), -space(6))
        end = self._end_chips(painter, option, inner, row) if self._chips == "end" else 0
        start = self._start_chip(painter, option, inner, row) if self._chips == "start" else 0
        top = inner.top()
        for show, words, ink, weight, tall in (
                (True, row.title, "text", 600, 1.36), (self._facts, row.facts, "muted", 400, 1.3),
                (self._more, row.more, "muted", 400, 1.3)):
            if not show:
                continue
            place = QRect(inner.left() + start, top, inner.width() - start - end, em(tall))
            self._line(painter, option, QStyle.visualRect(option.direction, inner, place), words, ink, weight)
            top += em(tall)
        if self._chips == "columns":
            self._columns(painter, option, QRect(inner.left(), top, inner.width(), em(1.4)), row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, option: QStyleOptionViewItem, place: QRect, words: str, ink: str, weight: int) -> None:
        font = theme().font(1.0 if weight == 600 else 0.93, weight)
        painter.setFont(font)
        painter.setPen(colour(ink))
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        flags = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place, int(flags), cut)

    @staticmethod
    def _columns(painter: QPainter, option: QStyleOptionViewItem, place: QRect, row: Row) -> None:
        font = theme().font(0.8, 600)
        each = min(em(6.4), (place.width() - space(6)) // 2)
        for at, (words, paint) in enumerate(row.chips[:2]):
            tall = chip_size(words, font, paint).height()
            seat = QRect(place.left() + at * (each + space(6)), place.top(), each, tall)
            paint_chip(painter, QRectF(QStyle.visualRect(option.direction, place, seat)), words, paint, font)

    @staticmethod
    def _start_chip(painter: QPainter, option: QStyleOptionViewItem, inner: QRect, row: Row) -> int:
        font = theme().font(0.86, 600)
        for words, paint in row.chips[:1]:
            size = chip_size(words, font, paint)
            seat = QRect(inner.left() - space(4), inner.center().y() - size.height() // 2, size.width(), size.height())
            paint_chip(painter, QRectF(QStyle.visualRect(option.direction, inner, seat)), words, paint, font)
            return size.width() + space(6)
        return 0

    @staticmethod
    def _end_chips(painter: QPainter, option: QStyleOptionViewItem, inner: QRect, row: Row) -> int:
        font = theme().font(0.86, 600)
        used = 0
        for words, paint in reversed(row.chips):
            size = chip_size(words, font, paint)
            seat = QRect(inner.right() - used - size.width(), inner.center().y() - size.height() // 2,
                         size.width(), size.height())
            paint_chip(painter, QRectF(QStyle.visualRect(option.direction, inner, seat)), words, paint, font)
            used += size.width() + space(6)
        return used


class RowList(QListView):
    """A list of records: `chosen` follows the selection, `opened` is Return or a double click."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, *, facts: bool = True, more: bool = False, chips: str = "") -> None:
        super().__init__()
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.painter = RowPainter(self, facts=facts, more=more, chips=chips)
        self.setItemDelegate(self.painter)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._choose)

    def fill(self, ids: Sequence[str], fetch: Callable[[Sequence[str]], Sequence[Row]]) -> None:
        """Another list; the selection stays on the same record where it is still there."""
        before = self.current()
        self.rows.fill(ids, fetch)
        if before:
            self.select(before)

    def place_of(self, record: str) -> int:
        """Where a record stands in the list, or -1."""
        return self.rows.place_of(record)

    def current(self) -> str:
        """Id of the current row, or empty."""
        index = self.currentIndex()
        return self.rows.row(index.row()).id if index.isValid() else ""

    def select(self, record: str) -> bool:
        """Make a record the current row; whether it is in this list."""
        at = self.rows.place_of(record)
        if at < 0:
            return False
        self.setCurrentIndex(self.rows.index(at, 0))
        return True

    def fit(self, most: int = 12) -> None:
        """As tall as its rows, for a short list inside a page that scrolls."""
        shown = max(1, min(self.rows.rowCount(), most))
        self.setFixedHeight(shown * self.painter.height() + 2)

    def _open(self, index: Index) -> None:
        self.opened.emit(self.rows.row(index.row()).id)

    def _choose(self, now: Index, _before: Index) -> None:
        if now.isValid():
            self.chosen.emit(self.rows.row(now.row()).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))
        return super().event(event)
