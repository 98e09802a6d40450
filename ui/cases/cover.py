# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing solid boxes on a picture, with the mouse or with keys alone.

Promises: what is drawn is what the copy will be: solid, one colour; every step can be taken back; the place
and size of the chosen box are said in words.  Tab leaves it.
Must never: write anything, or keep the picture after it is gone.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casefile.export.masking import MOST, Box
from casefile.processes.pictures import Pixels
from ui.kit.theme import colour, em

KEYS = ("A adds a box. Arrow keys move it, with Shift they change its size, with Control by one pixel. N goes to the next box, "
        "Delete takes it away, U goes one step back.")
_STEP = 10
_SMALLEST = 4
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Cover(QWidget):
    """A picture and the boxes on it."""

    changed = Signal()

    def __init__(self, pixels: Pixels, boxes: Sequence[Box] = ()) -> None:
        super().__init__()
        self._image = QImage(pixels.data, pixels.width, pixels.height, 3 * pixels.width,
                             QImage.Format.Format_RGB888).copy()  # the copy owns its bytes
        self._boxes = list(boxes)
        self._chosen = len(self._boxes) - 1
        self._steps: list[tuple[list[Box], int]] = []
        self._from: QPoint | None = None
        self._held: Box | None = None
        self._grip = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(max(pixels.width, em(30)))
        self.setAccessibleName("Picture to cover")
        self.changed.connect(self._tell)
        self._tell()

    @property
    def boxes(self) -> list[Box]:
        """The boxes as they stand, in pixels of the picture."""
        return list(self._boxes)

    def words(self) -> str:
        """The chosen box in words."""
        if not self._boxes:
            return "No box yet."
        box = self._boxes[self._chosen]
        return (f"Box {self._chosen + 1} of {len(self._boxes)}: {box.x} from the left, {box.y} from the top, {box.width} wide, "
                f"{box.height} high.")

    def _tell(self) -> None:
        self.setAccessibleDescription(f"{self._image.width()} by {self._image.height()} pixels. {self.words()} {KEYS}")
        self.update()

    # -- changing -------------------------------------------------------------------------

    def _keep_step(self) -> None:
        self._steps.append((list(self._boxes), self._chosen))

    def add(self) -> None:
        """A box in the middle."""
        if len(self._boxes) >= MOST:
            return
        self._keep_step()
        wide, high = max(self._image.width() // 5, 1), max(self._image.height() // 5, 1)
        self._boxes.append(Box((self._image.width() - wide) // 2, (self._image.height() - high) // 2, wide, high))
        self._chosen = len(self._boxes) - 1
        self.setFocus()
        self.changed.emit()

    def remove(self) -> None:
        """Take the chosen box away."""
        if self._boxes:
            self._keep_step()
            del self._boxes[self._chosen]
            self._chosen = min(self._chosen, len(self._boxes) - 1)
            self.changed.emit()

    def next(self) -> None:
        """Choose the next box."""
        if self._boxes:
            self._chosen = (self._chosen + 1) % len(self._boxes)
            self.changed.emit()

    def undo(self) -> None:
        """One step back."""
        if self._steps:
            self._boxes, self._chosen = self._steps.pop()
            self.changed.emit()

    def _set(self, box: Box) -> None:
        """The chosen box, held to the picture: it may be as large as that, and no part lies outside."""
        wide, high = self._image.width(), self._image.height()
        width, height = min(max(box.width, _SMALLEST), wide), min(max(box.height, _SMALLEST), high)
        self._boxes[self._chosen] = Box(min(max(box.x, 0), wide - width), min(max(box.y, 0), high - height), width, height)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, held = Qt.Key(event.key()), event.modifiers()
        acts = {Qt.Key.Key_A: self.add, Qt.Key.Key_N: self.next, Qt.Key.Key_U: self.undo, Qt.Key.Key_Delete: self.remove,
                Qt.Key.Key_Backspace: self.remove}
        if key in _ARROWS and self._boxes:
            far = 1 if held & Qt.KeyboardModifier.ControlModifier else _STEP
            right, down = (one * far for one in _ARROWS[key])
            box = self._boxes[self._chosen]
            self._keep_step()
            self._set(Box(box.x, box.y, box.width + right, box.height + down)
                      if held & Qt.KeyboardModifier.ShiftModifier else Box(box.x + right, box.y + down, box.width, box.height))
        elif key == Qt.Key.Key_Z and held & Qt.KeyboardModifier.ControlModifier:
            self.undo()
        elif key in acts and not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            acts[key]()
        else:
            super().keyPressEvent(event)

    # -- the mouse ------------------------------------------------------------------------

    def _at(self, place: QPoint) -> QPoint:
        """A place on the picture; beside it, the nearest."""
        scale = self._scale()
        return QPoint(min(max(round(place.x() / scale), 0), self._image.width()),
                      min(max(round(place.y() / scale), 0), self._image.height()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        at = self._at(event.position().toPoint())
        self._keep_step()
        under = next((place for place in reversed(range(len(self._boxes))) if _rect(self._boxes[place]).contains(at)), None)
        if under is None:
            if len(self._boxes) >= MOST:
                return
            self._boxes.append(Box(at.x(), at.y(), 1, 1))
            self._chosen, self._held = len(self._boxes) - 1, None
        else:
            self._chosen, self._held = under, self._boxes[under]
            corner = _rect(self._held).bottomRight() - at
            self._grip = max(abs(corner.x()), abs(corner.y())) < em(0.9) / self._scale()
        self._from = at
        self.changed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._from is None:
            return
        at = self._at(event.position().toPoint())
        if self._held is None:
            drawn = QRect(self._from, at).normalized()
            self._set(Box(drawn.x(), drawn.y(), drawn.width(), drawn.height()))
            return
        by, box = at - self._from, self._held
        self._set(Box(box.x, box.y, box.width + by.x(), box.height + by.y()) if self._grip
                  else Box(box.x + by.x(), box.y + by.y(), box.width, box.height))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._from is not None and self._held is None and self._boxes[self._chosen].width < _SMALLEST:
            self.undo()  # a click is no box
        elif self._from is not None and self._steps and self._steps[-1][0] == self._boxes:
            self._steps.pop()
        self._from, self._grip = None, False

    # -- the picture ----------------------------------------------------------------------

    def _scale(self) -> float:
        return min(self.width() / self._image.width(), self.height() / self._image.height()) or 1.0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        tall = max(1, self.width() * self._image.height() // self._image.width())
        if self.height() != tall:
            self.setFixedHeight(tall)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        wide = min(max(self._image.width(), em(30)), em(44))
        return QSize(wide, max(1, wide * self._image.height() // self._image.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, scale = QPainter(self), self._scale()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(0, 0, round(self._image.width() * scale), round(self._image.height() * scale)), self._image)
        for place, box in enumerate(self._boxes):
            seat = QRect(round(box.x * scale), round(box.y * scale), round(box.width * scale), round(box.height * scale))
            painter.fillRect(seat, QColor(0, 0, 0))
            if place == self._chosen:
                self._frame(painter, seat)

    def _frame(self, painter: QPainter, seat: QRect) -> None:
        """The chosen box: two lines, so that one is seen on any ground; and the corner to draw it by."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, wide in ((QColor("white"), 3.0), (colour("focus" if self.hasFocus() else "edge"), 1.6)):
            painter.setPen(QPen(ink, wide))
            painter.drawRect(seat.adjusted(1, 1, -2, -2))
        side = em(0.6)
        painter.fillRect(QRect(seat.right() - side, seat.bottom() - side, side, side), QColor("white"))
        painter.fillRect(QRect(seat.right() - side + 2, seat.bottom() - side + 2, side - 4, side - 4), colour("focus"))


def _rect(box: Box) -> QRect:
    return QRect(box.x, box.y, box.width, box.height)
