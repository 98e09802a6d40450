# SPDX-License-Identifier: GPL-3.0-or-later
"""A family as a drawing: grown-ups above, children below, lines between.

Promises: each person is a labelled box with the shape of the higher risk; the same relations
are in the accessible description, so nothing is only drawn.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsSceneMouseEvent,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from ui.kit.chips import SHAPES, paint_shape
from ui.kit.theme import colour, em, space, theme


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the drawing; `row` 0 is the oldest generation."""

    id: str
    name: str
    relation: str
    level: str
    row: int
    here: bool = False


class _Person(QGraphicsItem):
    def __init__(self, member: Member, width: float, open_person: Callable[[str], object]) -> None:
        super().__init__()
        self.member = member
        self._width, self._open = width, open_person
        self._name = theme().font(1.0, 600)
        self._small = theme().font(0.86)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{member.name}, {member.relation}")

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return QRectF(0, 0, self._width, em(2.8))

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.boundingRect().adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(colour("accent" if self.member.here else "edge"), 2.4 if self.member.here else 1.2))
        painter.setBrush(colour("soft" if self.member.here else "surface"))
        painter.drawRoundedRect(box, 6, 6)
        side = em(0.75)
        room = box.width() - em(1.4) - side
        pad = em(0.65)
        self._words(painter, QRectF(box.left() + pad, box.top() + em(0.12), room, em(1.35)), self.member.name,
                    self._name, colour("text"))
        self._words(painter, QRectF(box.left() + pad, box.top() + em(1.25), box.width() - 1.4 * pad, em(1.25)),
                    self.member.relation, self._small, colour("muted"))
        mark = SHAPES.get(self.member.level, "")
        paint_shape(painter, mark, QRectF(box.right() - pad - side + 2, box.top() + em(0.45), side, side),
                    theme().tokens.text)

    @staticmethod
    def _words(painter: QPainter, place: QRectF, words: str, font: QFont, ink: QColor) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)

    def mouseDoubleClickEvent(self, _event: QGraphicsSceneMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._open(self.member.id)


class FamilyView(QGraphicsView):
    """The drawing of one family."""

    def __init__(self, members: Sequence[Member], open_person: Callable[[str], object], spoken: str) -> None:
        self._scene = QGraphicsScene()
        super().__init__(self._scene)
        self.setAccessibleName("Family")
        self.setAccessibleDescription(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAccessibleName("Family")
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(members, open_person)

    def _draw(self, members: Sequence[Member], open_person: Callable[[str], object]) -> None:
        width, gap, tall = em(7.65), em(1.9), em(2.8)
        rows = sorted({one.row for one in members})
        by_row = {at: [one for one in members if one.row == at] for at in rows}
        step = tall + em(4.5)
        tops: dict[int, float] = {}
        y = 0.0
        for at in rows:
            tops[at] = y
            for place, member in enumerate(by_row[at]):
                item = _Person(member, width, open_person)
                item.setPos(QPointF((place % 2) * (width + gap), y + (place // 2) * (tall + em(1.2))))
                self._scene.addItem(item)
            y += step + ((len(by_row[at]) - 1) // 2) * (tall + em(1.2))
        pen = QPen(colour("edge"), 1.6)
        for upper, lower in itertools.pairwise(rows):
            self._join(by_row[upper], by_row[lower], tops[upper], tops[lower], width, gap, tall, pen)
        used = self._scene.itemsBoundingRect()
        self.setSceneRect(used.adjusted(0, 0, 2, 2))
        self.setFixedHeight(int(used.height()) + space(8))
        self.setMinimumWidth(int(used.width()) + space(6))

    def _join(self, upper: Sequence[Member], lower: Sequence[Member], top: float, below: float, width: float,
              gap: float, tall: float, pen: QPen) -> None:
        middle = width + gap / 2 if len(upper) > 1 else width / 2
        mid_y = top + tall / 2
        if len(upper) > 1:
            self._scene.addLine(width - 1.5, mid_y, width + gap + 1.5, mid_y, pen)
        start = mid_y if len(upper) > 1 else top + tall
        bend = below - em(2.2)
        self._scene.addLine(middle, start, middle, bend, pen)
        centres = [(place % 2) * (width + gap) + width / 2 for place in range(min(2, len(lower)))]
        self._scene.addLine(min([*centres, middle]), bend, max([*centres, middle]), bend, pen)
        for centre in centres:
            self._scene.addLine(centre, bend, centre, below + 1.5, pen)
