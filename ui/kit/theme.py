# SPDX-License-Identifier: GPL-3.0-or-later
"""The look now in force: tokens, text size, spaces in em, and their way into Qt.

Promises: one palette and one stylesheet for the whole program; every width comes from `em`,
every gap from `space`, so that 200 % text folds as a small window does.
Must never: style a single widget, or write anything to disk.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.kit import inputs
from ui.kit.sheet import stylesheet
from ui.kit.tokens import LIGHT, LOOKS, Tokens

BASE_PT = 10.5  # what the drawings use; a larger font of the system wins
FAMILIES = ("Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans Arabic")


class Theme:
    """Tokens and text scale (1.0 to 2.0)."""

    def __init__(self) -> None:
        self.tokens: Tokens = LIGHT
        self.scale = 1.0
        self.base = 14.0  # size of body text in device-independent pixels, before scaling

    @property
    def size(self) -> float:
        """Body text in pixels: one em."""
        return self.base * self.scale

    def em(self, count: float) -> int:
        """A length in body ems, as pixels."""
        return round(count * self.size)

    def space(self, units: int) -> int:
        """A gap of the scale 2, 4, 6, 8, 12, 16, 24; grows a third as fast as the text."""
        return round(units * self.base / 14 * (1 + 0.35 * (self.scale - 1)))

    def font(self, times: float = 1.0, weight: int = 400) -> QFont:
        """The text font at a multiple of body size."""
        font = QFont(QApplication.font())
        font.setPixelSize(max(1, round(self.size * times)))
        font.setWeight(QFont.Weight(weight))
        return font

    def colour(self, token: str) -> QColor:
        """A token as a colour."""
        return QColor(getattr(self.tokens, token))


_theme = Theme()


def theme() -> Theme:
    """The look in force."""
    return _theme


def em(count: float) -> int:
    """A length in body ems, as pixels."""
    return _theme.em(count)


def space(units: int) -> int:
    """A gap, as pixels."""
    return _theme.space(units)


def colour(token: str) -> QColor:
    """A token of the look in force."""
    return _theme.colour(token)


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for place, token in ((role.Window, "ground"), (role.Base, "surface"), (role.AlternateBase, "alt"),
                         (role.WindowText, "text"), (role.Text, "text"), (role.ButtonText, "text"),
                         (role.Button, "surface"), (role.ToolTipBase, "surface"), (role.ToolTipText, "text"),
                         (role.PlaceholderText, "muted"), (role.Highlight, "accent"),
                         (role.HighlightedText, "on_accent"), (role.Link, "accent"), (role.LinkVisited, "accent"),
                         (role.Mid, "line"), (role.Dark, "edge"), (role.Accent, "accent")):
        palette.setColor(place, QColor(getattr(tokens, token)))
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(tokens.muted))
    return palette


def install(app: QApplication, look: str = "light", scale: float = 1.0) -> Theme:
    """Put a look and a text size into force for the whole program."""
    _theme.tokens = LOOKS.get(look, LIGHT)
    _theme.scale = min(2.0, max(1.0, scale))
    app.setStyle("Fusion")
    inputs.install(app)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    dots = app.primaryScreen().logicalDotsPerInch() if app.primaryScreen() else 96.0
    _theme.base = max(BASE_PT, min(font.pointSizeF(), 16.0)) * dots / 72
    known = set(QFontDatabase.families())
    font.setFamilies([name for name in FAMILIES if name in known] or [font.family()])
    font.setPixelSize(round(_theme.size))
    app.setFont(font)
    app.setPalette(_palette(_theme.tokens))
    app.setStyleSheet(stylesheet(_theme.tokens, _theme.size, _theme.scale))
    return _theme
