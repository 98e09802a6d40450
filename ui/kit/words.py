# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels, buttons, cards and their layouts, in the manner of the house.

Promises: every button has a verb and a name; gaps and margins come from the scale.
Must never: set a style on a single widget; kind and tone choose it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.icons import icon, pixmap
from ui.kit.theme import em, space


def label(text: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A line of text; tone: title, section, head, key, small, muted, good, warn, bad."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        made.setMinimumWidth(em(6))
        policy = made.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        made.setSizePolicy(policy)
    return made


def set_tone(made: QLabel, tone: str) -> None:
    """Change a label's tone after it was shown."""
    made.setProperty("tone", tone)
    made.style().unpolish(made)
    made.style().polish(made)


def button(text: str, act: Callable[[], object] | None = None, *, kind: str = "", mark: str = "",
           name: str = "", tip: str = "") -> QPushButton:
    """A button; kind: primary, ident, band, link."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    if mark:
        ink = {"primary": "on_accent", "ident": "ident", "band": "on_band", "link": "accent"}.get(kind, "text")
        made.setIcon(icon(mark, ink))
        made.setIconSize(pixmap(mark, em(1.2)).size())
    made.setAccessibleName(name or text)
    if tip:
        made.setToolTip(tip)
        made.setAccessibleDescription(tip)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if act is not None:
        made.clicked.connect(lambda *_checked: act())
    return made


def link(text: str, act: Callable[[], object] | None = None, *, name: str = "") -> QPushButton:
    """A quiet way on, underlined."""
    return button(text, act, kind="link", name=name)


def picture(name: str, role: str = "text", size: float = 1.3) -> QLabel:
    """An icon beside a word; silent to a screen reader."""
    made = QLabel()
    made.setPixmap(pixmap(name, em(size), role))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def line() -> QFrame:
    """A thin decorative line."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


def column(*parts: QWidget | QLayout | int | None, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
           ) -> QVBoxLayout:
    """Parts below each other; a number is a gap, None takes the room left."""
    layout = QVBoxLayout()
    _fill(layout, parts, gap, margins)
    return layout


def row(*parts: QWidget | QLayout | int | None, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
        ) -> QHBoxLayout:
    """Parts beside each other; a number is a gap, None takes the room left."""
    layout = QHBoxLayout()
    _fill(layout, parts, gap, margins)
    return layout


def _fill(layout: QVBoxLayout | QHBoxLayout, parts: Iterable[QWidget | QLayout | int | None], gap: int,
          margins: tuple[int, int, int, int]) -> None:
    layout.setContentsMargins(*(space(one) for one in margins))
    layout.setSpacing(space(gap))
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(space(part))
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def box(layout: QLayout, kind: str = "") -> QFrame:
    """A frame around a layout; kind: card, next, warn, bad, bar, band."""
    frame = QFrame()
    if kind:
        frame.setProperty("kind", kind)
    frame.setLayout(layout)
    return frame


def card(*parts: QWidget | QLayout | int | None, kind: str = "card", gap: int = 8) -> QFrame:
    """A card with its parts below each other."""
    layout = column(*parts, gap=gap, margins=(16, 14, 16, 16))
    if None not in parts:
        layout.addStretch(1)
    return box(layout, kind)


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
