# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own line icons, drawn in one colour of the palette at any size.

Promises: an icon is always beside a word, or its control has an accessible name; direction
icons mirror with the layout, clocks and ticks do not.
Must never: load a picture from anywhere but resources/icons.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.kit.theme import em, theme

FOLDER = Path(resources.__file__).parent / "icons"
MIRRORED = frozenset({"next", "back", "undo"})


@lru_cache(maxsize=512)
def _renderer(name: str, ink: str) -> QSvgRenderer:
    drawing = (FOLDER / f"{name}.svg").read_text("utf-8").replace("currentColor", ink)
    return QSvgRenderer(QByteArray(drawing.encode()))


def paint_icon(painter: QPainter, name: str, rect: QRectF, ink: str) -> None:
    """Draw an icon into `rect` in the colour `ink` (#RRGGBB)."""
    if name in MIRRORED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        painter.save()
        painter.translate(rect.center().x() * 2, 0)
        painter.scale(-1, 1)
        _renderer(name, ink).render(painter, rect)
        painter.restore()
        return
    _renderer(name, ink).render(painter, rect)


@lru_cache(maxsize=512)
def _pixmap(name: str, size: int, ink: str, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, name, QRectF(QPointF(0, 0), QSize(picture.width(), picture.height()).toSizeF()), ink)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(name: str, size: int, role: str = "text") -> QPixmap:
    """An icon as a picture of `size` device-independent pixels."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _pixmap(name, size, getattr(theme().tokens, role), ratio)


def icon(name: str, role: str = "text", size: float = 1.3) -> QIcon:
    """An icon for a button, `size` in em."""
    made = QIcon(pixmap(name, em(size), role))
    made.addPixmap(pixmap(name, em(size), "muted"), QIcon.Mode.Disabled)
    return made
