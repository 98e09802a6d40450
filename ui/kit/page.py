# SPDX-License-Identifier: GPL-3.0-or-later
"""The anatomy of a page: title and facts, content up to 76 em, action bar; and how it folds.

Promises: vertical scrolling only; widths in em, so large text folds as a small window does;
one filled button a page, in the bar or in the next-step card.
Must never: put case data into a window title.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.theme import em, space
from ui.kit.words import column, empty, label, row

STACK_EM = 64  # window width under which columns stack
NARROW_EM = 50  # window width under which the rail puts words under icons


def narrower_than(widget: QWidget, ems: int) -> bool:
    """Whether the window of `widget` is narrower than so many ems of its text."""
    return widget.window().width() < em(ems)


class Columns(QWidget):
    """Parts beside each other; below each other in a narrow window."""

    def __init__(self, *parts: QWidget, shares: tuple[int, ...] = (), fold_at: int = STACK_EM, gap: int = 14) -> None:
        super().__init__()
        self._fold_at = fold_at
        self._flow = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setSpacing(space(gap))
        for at, part in enumerate(parts):
            self._flow.addWidget(part, shares[at] if at < len(shares) else 1)
        self.fold()

    def fold(self) -> None:
        """Choose the direction for the width there is."""
        down = narrower_than(self, self._fold_at) and self.window().isVisible()
        wanted = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        if self._flow.direction() != wanted:
            self._flow.setDirection(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.fold()
        super().resizeEvent(event)


class ActionBar(QFrame):
    """The bar at the foot: left the next step in words, right the acts, the primary last."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.words = label("", wrap=True)
        self._acts = row(gap=12)
        self._flow = row(self.words, self._acts, gap=16, margins=(24, 10, 20, 10))
        self._flow.setStretch(0, 1)
        self.setLayout(self._flow)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._fold()
        super().resizeEvent(event)

    def _fold(self) -> None:
        """The words above the acts where both do not fit beside each other."""
        beside = self._acts.sizeHint().width() + em(14) <= self.width()
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._flow.direction() != wanted:
            self._flow.setDirection(wanted)
            self._flow.setStretch(0, 1 if beside else 0)
            self._flow.setSpacing(space(16 if beside else 6))
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_acts(self, words: str, *acts: QWidget | int) -> None:
        """Words on the left, acts on the right."""
        self.words.setText(words)
        empty(self._acts)
        for act in acts:
            if isinstance(act, int):
                self._acts.addSpacing(space(act))
            else:
                self._acts.addWidget(act)
        self.show()
        self._fold()


class Page(QWidget):
    """One page of the window."""

    name = ""
    turned = Signal()  # what it showed is about to go

    def __init__(self, *, margin: int = 24, widest: int = 76) -> None:
        super().__init__()
        self.title = label("", "title", wrap=True)
        self.facts = label("", "muted", wrap=True)
        self.facts.hide()
        self.aside = row(gap=8)
        self.beside = row(gap=8)
        first = row(self.title, self.beside, None, gap=10)
        self._first = first
        heads = column(first, self.facts, gap=0)
        self._head = row(heads, gap=12)
        self._head.setStretch(0, 1)
        self._head.addLayout(self.aside)
        self.body = QVBoxLayout()
        self.body.setSpacing(space(14))
        self.body.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setMaximumWidth(em(widest))
        inner.setLayout(self.body)
        outer = QWidget()
        flow = row(inner, gap=0, margins=(margin, 0, margin, 16))
        flow.setStretch(0, 1000)
        flow.addStretch(1)
        outer.setLayout(flow)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(outer)
        outer.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        self.bar = ActionBar()
        head = QWidget()
        head.setMaximumWidth(em(widest) + 2 * space(margin))
        head.setLayout(column(self._head, margins=(margin, 16, margin, 10)))
        head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setLayout(column(head, self.area, self.bar, gap=0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._fold_head()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # what is new in the head has a size only now
            self._fold_head()
        return super().event(event)

    def _fold_head(self) -> None:
        """What stands at the right goes below the title where the title would have no room beside it."""
        aside = self.aside.sizeHint().width()
        beside = not aside or not self.isVisible() or aside + em(22) <= self.width()
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._head.direction() != wanted:
            self._head.setDirection(wanted)
            self.aside.setAlignment(Qt.AlignmentFlag(0) if beside else Qt.AlignmentFlag.AlignLeading)

    def set_head(self, title: str, facts: str = "", *aside: QWidget | QLayout,
                 beside: tuple[QWidget, ...] = ()) -> None:
        """Title, one line of facts, what stands at the right, and what stands beside the title."""
        self.turned.emit()
        self.title.setText(title)
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))
        self.area.setAccessibleName(title)
        empty(self.aside)
        empty(self.beside)
        for one in beside:
            self.beside.addWidget(one)
        self.title.setWordWrap(not beside)
        self._first.setStretch(0, 0 if beside else 1)
        self._first.setStretch(2, 1 if beside else 0)
        for part in aside:
            if isinstance(part, QWidget):
                self.aside.addWidget(part)
            else:
                self.aside.addLayout(part)

    def set_body(self, *parts: QWidget | QLayout | None) -> None:
        """The content, from top to bottom; None takes the room left."""
        empty(self.body)
        while self.body.count():
            self.body.takeAt(0)
        for part in parts:
            if part is None:
                self.body.addStretch(1)
            elif isinstance(part, QWidget):
                self.body.addWidget(part)
            else:
                self.body.addLayout(part)

    def refresh(self) -> None:
        """Read again what the page shows."""

    def open_record(self, record: str) -> None:
        """Show one record, where the page has records."""


def head_label(text: str) -> QLabel:
    """The heading of a card."""
    return label(text, "section", wrap=True)
