# SPDX-License-Identifier: GPL-3.0-or-later
"""The attachments of a case: what is kept, pictures to look at, and copies of them for others.

Promises: foreign bytes are not parsed here: another process, without keys and files, makes pixels of
them, and those alone are drawn and copied.  A picture that cannot be shown says why.  Files come in and go out by
a worker (`in_and_out`).
Must never: write an attachment to a file itself, or hand it to another program.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget
from shiboken6 import isValid

from casefile.errors import CasefileError
from casefile.processes.pictures import PictureLimits, Pixels, read_pixels
from ui import reading
from ui.cases import in_and_out, masking
from ui.desk import Desk, Report
from ui.kit.states import banner
from ui.kit.theme import em
from ui.kit.words import button, card, column, empty, label, link, row

_PICTURES = ("image/png", "image/jpeg")
_ENDINGS = (".png", ".jpg", ".jpeg")
_LONG = 44
_NOT_HERE = ("Its bytes are not in this vault, or there are too many of them to be shown.",
             "Save writes what is kept to a file.")


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
        self._case = case
        self._seen, self._lines = column(gap=8), column(gap=6)
        self._list()
        self.adding = in_and_out.Attach(desk, case, self._tell, self._changed)
        self.setLayout(column(self._lines, self._seen, self.adding, gap=6))

    def _list(self) -> None:
        empty(self._lines)
        for one in self._desk.source.every("attachments", case=self._case):
            name = reading.plain(self._desk.source, one.label)
            kind = str(one.body.get("media_type") or "")
            is_picture = kind in _PICTURES or (not kind and str(one.body["path"]).lower().endswith(_ENDINGS))
            mask = one.body.get("mask")
            facts = masking.readers_words(mask["cleared_for"]) if mask else kind
            parts: list[QWidget | None] = [label(name, wrap=len(name) > _LONG), label(facts, "small", wrap=len(facts) > _LONG)]
            if is_picture:
                parts.append(link("Show", partial(self.look, one.id, name), name=f"Show {name}"))
            if mask:
                parts.append(link("For whom…", partial(self._clear, one.id, mask["cleared_for"]),
                                  name=f"For whom {name} may leave"))
            elif is_picture:
                parts.append(link("Make a copy for others…", partial(self.look, one.id, name, cover=True),
                                  name=f"Make a copy of {name} for others"))
            parts += [link("Save…", partial(in_and_out.save, self, self._desk, one.id, str(one.body["path"]), self._tell),
                           name=f"Save {name} as a file"),
                      link("Take away…", partial(in_and_out.take_away, self, self._desk, one.id, name, self._tell, self._changed),
                           name=f"Take {name} away")]
            self._lines.addLayout(row(*parts, None))

    def _changed(self) -> None:
        """Files came or went: list what is there now, here and elsewhere."""
        self._away()
        self._list()

    def _tell(self, shown: QWidget | None) -> None:
        """Say something in the place of the picture."""
        self._away()
        if shown is not None:
            self._seen.addWidget(shown)

    def look(self, attachment: str, name: str, *, cover: bool = False) -> None:
        """Show one picture in the place of the one before, or cover it for a copy."""
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
                pixels = read_pixels(report)
            except ValueError:
                return self._say("This picture could not be shown.", "It is kept in the vault as it came.")
            if cover:
                made = masking.Masking(self._desk, attachment, pixels, self._made, self._away)
                self._seen.addWidget(made)
                QTimer.singleShot(0, made, partial(_into_view, made))
                return
            self._seen.addWidget(Picture(pixels, name))
            self._seen.addLayout(row(link("Put the picture away", self._away), None))

        self._desk.bridge.picture(data, done)

    def _made(self, copy: str) -> None:
        """A masked copy was kept: say so, and list it."""
        self._away()
        self._list()
        self._seen.addWidget(masking.made(self._desk.source.record("attachments", copy).body["mask"]["cleared_for"]))

    def _clear(self, copy: str, readers: Sequence[str]) -> None:
        """For whom a masked copy may leave; taking every tick away takes the clearance back."""
        self._wanted = ""
        empty(self._seen)
        chosen = masking.Readers(readers)

        def keep() -> None:
            try:
                self._desk.source.clear_masked(copy, chosen.keys())
            except CasefileError as fault:
                return self._say(fault.message, fault.advice)
            self._away()
            self._list()

        self._seen.addWidget(card(label("This copy may be read by", "head"), chosen, row(
            button("Keep this", keep, kind="primary"), button("Leave it", self._away), None), gap=8))

    def _away(self) -> None:
        self._wanted = ""
        empty(self._seen)

    def _say(self, what: str, todo: str) -> None:
        self._seen.addWidget(banner("warn", what, todo))


def _into_view(shown: QWidget) -> None:
    """Scroll the page until the top of what was just shown is seen."""
    area: QWidget | None = shown
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    inner = area.widget() if isinstance(area, QScrollArea) else None
    if isinstance(area, QScrollArea) and inner is not None:
        area.verticalScrollBar().setValue(shown.mapTo(inner, shown.rect().topLeft()).y() - em(1))


def attachments(desk: Desk, case: str) -> QFrame:
    """The card of a case's attachments."""
    return card(label("Attachments", "head"), Attachments(desk, case), gap=8)
