# SPDX-License-Identifier: GPL-3.0-or-later
"""The attachments of a case: what is kept, and pictures to look at.

Promises: foreign bytes are not parsed here: another process, without keys and files, makes pixels of
them, and those alone are drawn.  A picture that cannot be shown says why.
Must never: write an attachment to a file, or hand it to another program.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from shiboken6 import isValid

from casefile.errors import CasefileError
from casefile.processes.pictures import PictureLimits, Pixels, read_pixels
from ui import reading
from ui.desk import Desk, Report
from ui.kit.states import banner
from ui.kit.theme import em
from ui.kit.words import box, card, column, empty, label, link, row

_PICTURES = ("image/png", "image/jpeg")
_ENDINGS = (".png", ".jpg", ".jpeg")
_NOT_HERE = ("Its bytes are not in this vault, or there are too many of them to be shown.",
             "casefile extract writes what is kept to a file.")


class Picture(QWidget):
    """Pixels, as wide as there is room, never larger than they are; to be looked at alone."""

    def __init__(self, pixels: Pixels, name: str) -> None:
        super().__init__()
        self._image = QImage(pixels.data, pixels.width, pixels.height, 3 * pixels.width,
                             QImage.Format.Format_RGB888).copy()  # the copy owns its bytes
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"A picture of {pixels.width} by {pixels.height} pixels.")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(pixels.width)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return max(1, min(width, self._image.width()) * self._image.height() // self._image.width())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        wide = min(self._image.width(), em(40))
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(0, 0, size.width(), size.height()), self._image)


class Attachments(QWidget):
    """A line for each attachment; below them the picture that is looked at."""

    def __init__(self, desk: Desk, case: str) -> None:
        super().__init__()
        self._desk, self._wanted = desk, ""
        self._seen = column(gap=8)
        lines = []
        for one in desk.source.every("attachments", case=case):
            name = reading.plain(desk.source, one.label)
            kind = str(one.body.get("media_type") or "")
            is_picture = kind in _PICTURES or (not kind and str(one.body["path"]).lower().endswith(_ENDINGS))
            parts: list[QWidget | None] = [label(name, wrap=True), label(kind, "small")]
            if is_picture:
                parts.append(link("Show", partial(self.look, one.id, name), name=f"Show {name}"))
            line = row(*parts, None)
            lines.append(line)
        self.setLayout(column(*lines, self._seen, gap=6))

    def look(self, attachment: str, name: str) -> None:
        """Show one picture in the place of the one before."""
        self._wanted = attachment
        empty(self._seen)
        try:
            data = self._desk.source.file(attachment, PictureLimits().bytes)
        except CasefileError as fault:
            return self._say(fault.message, fault.advice)
        if data is None:
            return self._say(*_NOT_HERE)
        self._seen.addWidget(label("Being looked at in a process of its own…", "muted"))

        def done(report: Report) -> None:
            if not isValid(self) or self._wanted != attachment:
                return  # the page has turned, or another picture was asked for
            empty(self._seen)
            error = report.get("error")
            if error:
                return self._say(str(error.get("message", "")), str(error.get("advice", "")))
            try:
                self._seen.addWidget(Picture(read_pixels(report), name))
            except ValueError:
                return self._say("This picture could not be shown.", "It is kept in the vault as it came.")
            self._seen.addLayout(row(link("Put the picture away", self._away), None))

        self._desk.bridge.picture(data, done)

    def _away(self) -> None:
        self._wanted = ""
        empty(self._seen)

    def _say(self, what: str, todo: str) -> None:
        self._seen.addWidget(banner("warn", what, todo))


def attachments(desk: Desk, case: str) -> QFrame:
    """The card of a case's attachments; hidden where there are none."""
    if not desk.source.ids("attachments", case=case):
        made = box(column())
        made.hide()
        return made
    return card(label("Attachments", "head"), Attachments(desk, case), gap=8)
