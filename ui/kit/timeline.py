# SPDX-License-Identifier: GPL-3.0-or-later
"""A timeline with vague ranges: soft ends where the speaker did not know, dots for known days.

Promises: events go on the first free track of their lane; the speaker's words stand under the
title; arrows move from event to event, and the same data is offered as a list.
Must never: turn "after the rains" into a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import colour, em, space, theme


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its range (None: nothing known) and whether the range is vague."""

    id: str
    title: str
    words: str
    first: date | None
    last: date | None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of people, or of others, with their events."""

    name: str
    events: tuple[Event, ...]


@dataclass(slots=True)
class _Seat:
    event: Event
    bar: QRectF
    text: QRectF
    right: bool


class Timeline(QWidget):
    """The drawing; `chosen` follows the selection, `opened` is Return or a double click."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, lanes: Sequence[Lane], spoken: str) -> None:
        super().__init__()
        self._lanes = lanes
        self._seats: list[_Seat] = []
        self._tops: list[float] = []
        self._current = ""
        self._tall = 0.0
        dates = [day for lane in lanes for one in lane.events for day in (one.first, one.last) if day]
        self._start = date(min(dates).year, 1, 1) if dates else date(2000, 1, 1)
        self._end = date(max(dates).year + 1, 1, 1) if dates else date(2001, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def select(self, event: str) -> None:
        """Mark an event."""
        self._current = event
        self.update()
        if event:
            self.chosen.emit(event)

    # -- where things stand ---------------------------------------------------------------

    def _left(self) -> float:
        return float(em(10.2))

    def _x(self, day: date) -> float:
        room = self.width() - self._left() - space(8)
        whole = max(1, (self._end - self._start).days)
        return self._left() + room * (day - self._start).days / whole

    def _lay_out(self) -> None:
        title, small = QFontMetricsF(theme().font(0.93, 600)), QFontMetricsF(theme().font(0.86))
        track = em(1.0) + title.height() + small.height() + space(6)
        self._seats, self._tops = [], []
        top = float(em(2.5))
        for lane in self._lanes:
            self._tops.append(top)
            ends: list[float] = []
            for one in sorted(lane.events, key=lambda one: one.first or self._start):
                left = self._x(one.first) if one.first else self._left() + space(6)
                right = self._x(one.last) if one.last else left + em(8)
                right = max(right, left + em(0.95))
                wide = max(title.horizontalAdvance(one.title), small.horizontalAdvance(one.words)) + space(4)
                flip = left + wide > self.width() - space(6)
                text_left = right - wide if flip else left + (em(0.9) if one.vague else 0)
                start = min(left, text_left)
                end = max(right, text_left + wide)
                at = next((at for at, busy in enumerate(ends) if busy + space(8) < start), len(ends))
                ends[at:at + 1] = [end]
                y = top + space(6) + at * track
                self._seats.append(_Seat(one, QRectF(left, y, right - left, em(0.92)),
                                         QRectF(text_left, y + em(1.0), wide, title.height() + small.height()), flip))
            room = QRectF(0, 0, self._left() - space(16), 1000)
            name = QFontMetricsF(theme().font(1.0, 600)).boundingRect(room, int(Qt.TextFlag.TextWordWrap), lane.name)
            top += max(max(1, len(ends)) * track + space(8), name.height() + space(12))
        self._tall = top
        if self.minimumHeight() != int(top):
            self.setFixedHeight(int(top))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        self._lay_out()
        return QSize(em(50), int(self._tall))

    # -- painting -------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self._lay_out()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._grid(painter)
        for lane, top in zip(self._lanes, self._tops, strict=True):
            painter.setFont(theme().font(1.0, 600))
            painter.setPen(colour("text"))
            painter.drawText(QRectF(space(12), top + space(4), self._left() - space(16), em(5)),
                             int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft), lane.name)
        for seat in self._seats:
            self._event(painter, seat)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _grid(self, painter: QPainter) -> None:
        painter.setFont(theme().font(0.93, 600))
        years = self._end.year - self._start.year
        room = (self.width() - self._left()) / max(1, years)
        every = max(1, round(em(3.2) / room + 0.49)) if room < em(3.2) else 1
        for year in range(self._start.year, self._end.year + 1, every):
            x = self._x(date(year, 1, 1))
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(x, em(2.2)), QPointF(x, self._tall))
            painter.setPen(colour("text"))
            if x + em(3) < self.width():
                painter.drawText(QPointF(x + space(5), em(1.5)), str(year))
        painter.setPen(QPen(colour("line"), 1))
        for top in [*self._tops, self._tall - 1]:
            painter.drawLine(QPointF(0, top), QPointF(self.width(), top))

    def _event(self, painter: QPainter, seat: _Seat) -> None:
        one, bar = seat.event, seat.bar
        if one.id == self._current:
            around = bar.united(seat.text).adjusted(-space(6), -space(4), space(8), space(2))
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(colour("soft"))
            painter.drawRoundedRect(around, 6, 6)
        accent = colour("accent")
        painter.setPen(Qt.PenStyle.NoPen)
        if one.first is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = QPen(colour("edge"), 1.4)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        elif one.vague:
            fade = QLinearGradient(bar.topLeft(), bar.topRight())
            clear = QColor(accent)
            clear.setAlpha(0)
            for at, ink in ((0.0, clear), (0.3, accent), (0.7, accent), (1.0, clear)):
                fade.setColorAt(at, ink)
            painter.setBrush(fade)
            painter.drawRect(bar)
            pen = QPen(accent, 1.4)
            pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.drawLine(bar.bottomLeft(), bar.bottomRight())
        elif one.first == one.last:
            painter.setBrush(accent)
            painter.drawEllipse(QRectF(bar.left(), bar.top(), em(0.92), em(0.92)))
        else:
            painter.setBrush(accent)
            painter.drawRoundedRect(bar, 4, 4)
        align = int(Qt.AlignmentFlag.AlignRight if seat.right else Qt.AlignmentFlag.AlignLeft)
        if one.id != self._current:
            painter.fillRect(seat.text.adjusted(-1, 0, 1, 0), colour("surface"))
        painter.setFont(theme().font(0.93, 600))
        painter.setPen(colour("text"))
        painter.drawText(seat.text, align | int(Qt.AlignmentFlag.AlignTop), one.title)
        painter.setFont(theme().font(0.86))
        painter.setPen(colour("muted"))
        painter.drawText(seat.text, align | int(Qt.AlignmentFlag.AlignBottom), one.words)

    # -- choosing -------------------------------------------------------------------------

    def _at(self, point: QPointF) -> str:
        for seat in self._seats:
            if seat.bar.united(seat.text).contains(point):
                return seat.event.id
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if found := self._at(event.position()):
            self.select(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if found := self._at(event.position()):
            self.opened.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        order = list(dict.fromkeys(seat.event.id for seat in self._seats))
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0)
        if step and order:
            at = order.index(self._current) if self._current in order else -step
            self.select(order[(at + step) % len(order)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)


class Legend(QWidget):
    """What the four forms mean."""

    FORMS = (("known day", "dot"), ("known from–to", "bar"), ("about: soft ends, the person’s own words kept", "soft"),
             ("nothing known", "none"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(em(20), em(2.2))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.setFixedHeight(int(max(top for _form, _words, _x, top in self._seats())) + em(2.2))
        super().resizeEvent(event)

    def _seats(self) -> list[tuple[str, str, float, float]]:
        """(form, words, left, top); what does not fit goes into the next row."""
        metrics = QFontMetricsF(theme().font(0.93))
        found: list[tuple[str, str, float, float]] = []
        left, top = float(space(24)), 0.0
        for words, form in self.FORMS:
            wide = em(2.4) + space(8) + metrics.horizontalAdvance(words)
            if found and left + wide > self.width():
                left, top = float(space(24)), top + em(1.7)
            found.append((form, words, left, top))
            left += wide + em(1.2) - (em(1.45) if form == "dot" else 0)
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lane = Timeline([], "")
        for form, words, left, top in self._seats():
            wide = em(0.95) if form == "dot" else em(2.4)
            first = None if form == "none" else date(2000, 1, 1)
            last = first if form == "dot" else date(2000, 2, 1)
            bar = QRectF(left, top + em(0.7), wide, em(0.92))
            seat = _Seat(Event("form", "", "", first, last, form == "soft"), bar, QRectF(), False)
            lane._event(painter, seat)
            painter.setFont(theme().font(0.93))
            painter.setPen(colour("text"))
            painter.drawText(QPointF(left + wide + space(8), top + em(1.5)), words)
