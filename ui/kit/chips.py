# SPDX-License-Identifier: GPL-3.0-or-later
"""Chips: a word with a shape, for risk levels, states and pseudonyms.

Promises: the word carries the meaning; shape, place and colour repeat it.  A chip is a label,
so its word is read aloud and can be found in the tree.
Must never: show a state by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit.icons import paint_icon
from ui.kit.theme import theme

SHAPES = {"standard": "ring", "elevated": "half", "high": "triangle", "critical": "square"}
WORDS = {"standard": "Standard", "elevated": "Elevated", "high": "High", "critical": "Critical"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours and form of one chip; `mark` is a shape of SHAPES or an icon's name."""

    fill: str
    ink: str
    edge: str
    mark: str = ""
    dashed: bool = False
    corners: float = -1.0  # in em of the chip's font; negative: half the height


def risk_paint(level: str) -> Paint:
    """The chip of a risk level; anything unknown is `Not assessed`."""
    tokens = theme().tokens
    risk = tokens.risk(level)
    return Paint(risk.fill, risk.text, risk.edge, SHAPES.get(level, "question"), level not in SHAPES)


def state_paint(tone: str, mark: str = "") -> Paint:
    """The chip of a state: good, warn, bad, plain, band, unscreened or ask."""
    t = theme().tokens
    paints = {
        "good": Paint(t.good_soft, t.good, t.good, mark or "check"),
        "warn": Paint(t.warn_soft, t.warn, t.warn_line, mark or "clock"),
        "bad": Paint(t.bad_soft, t.bad, t.bad, mark or "cross"),
        "band": Paint(t.band, t.on_band, t.on_band, mark or "clock"),
        "unscreened": Paint(t.warn_soft, t.warn, t.warn, "unscreened", dashed=True),
        "ask": Paint(t.surface, t.text, t.edge, "", dashed=True, corners=0.25),
        "step": Paint(t.accent, t.on_accent, t.accent, mark),
        "key": Paint(t.surface, t.text, t.edge, "", corners=0.3),
    }
    return paints.get(tone, Paint(t.surface, t.text, t.edge, mark))


def pseudonym_paint() -> Paint:
    """The chip of a person in running text."""
    t = theme().tokens
    return Paint(t.chip, t.text, t.chip_edge, "", corners=0.29)


def removed_paint() -> Paint:
    """A filled word where something was taken out of an export."""
    t = theme().tokens
    return Paint(t.text, t.ground, t.text, "", corners=0.25)


def paint_shape(painter: QPainter, mark: str, box: QRectF, ink: str) -> None:
    """A risk shape, or an icon, inside `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(ink)
    thick = max(1.3, box.width() / 7)
    inner = box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
    if mark == "ring":
        painter.setPen(QPen(colour, thick))
        painter.drawEllipse(inner)
    elif mark == "half":
        painter.setPen(QPen(colour, thick))
        painter.drawEllipse(inner)
        painter.setBrush(colour)
        painter.drawPie(inner, 90 * 16, 180 * 16)
    elif mark == "triangle":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    elif mark == "square":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 1, 1)
    elif mark:
        paint_icon(painter, mark, box.adjusted(-1, -1, 1, 1), ink)
    painter.restore()


def chip_size(text: str, font: QFont, paint: Paint) -> QSize:
    """What a chip with this word needs."""
    metrics = QFontMetricsF(font)
    size = metrics.ascent() + metrics.descent()
    pad = font.pixelSize() * (0.62 if paint.corners < 0 else 0.55)
    mark = font.pixelSize() * 1.25 if paint.mark else 0.0
    air = font.pixelSize() * (0.3 if paint.corners < 0 else 0.16)
    return QSize(round(metrics.horizontalAdvance(text) + 2 * pad + mark + 0.5), round(size + air))


def paint_chip(painter: QPainter, rect: QRectF, text: str, paint: Paint, font: QFont) -> None:
    """Draw a chip into `rect`; the word starts at the leading side."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = rect.adjusted(0.75, 0.75, -0.75, -0.75)
    corners = body.height() / 2 if paint.corners < 0 else paint.corners * font.pixelSize()
    path = QPainterPath()
    path.addRoundedRect(body, corners, corners)
    pen = QPen(QColor(paint.edge), 1.3)
    if paint.dashed:
        pen.setDashPattern([3.5, 2.5])
    painter.fillPath(path, QColor(paint.fill))
    painter.strokePath(path, pen)
    pad = font.pixelSize() * (0.62 if paint.corners < 0 else 0.55)
    left = rect.left() + pad
    right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if paint.mark:
        side = font.pixelSize() * (0.74 if paint.mark in SHAPES.values() else 0.9)
        edge = rect.right() - pad - side if right_to_left else left
        paint_shape(painter, paint.mark, QRectF(edge, rect.center().y() - side / 2, side, side), paint.ink)
    gap = font.pixelSize() * 1.25 if paint.mark else 0.0
    words = rect.adjusted(pad, 0, -pad - gap, 0) if right_to_left else rect.adjusted(pad + gap, 0, -pad / 2, 0)
    painter.setFont(font)
    painter.setPen(QColor(paint.ink))
    side_flag = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | side_flag), text)
    painter.restore()


class Chip(QLabel):
    """A chip as a widget."""

    def __init__(self, text: str, paint: Paint, times: float = 0.93, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._paint = paint
        self._times = times
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_as(self, text: str, paint: Paint) -> None:
        """Another word, another form."""
        self.setText(text)
        self._paint = paint
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _face(self) -> QFont:
        return theme().font(self._times, 600)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return chip_size(self.text(), self._face(), self._paint)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self.text(), self._paint, self._face())


def risk_chip(level: str, times: float = 0.93, parent: QWidget | None = None) -> Chip:
    """The chip of a level."""
    return Chip(WORDS.get(level, "Not assessed"), risk_paint(level), times, parent)
