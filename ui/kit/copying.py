# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves by the clipboard: as little as can be, marked as secret, and not for long.

Promises: only the main window copies, and out of records that are just read it does so only where the person allowed
it; what is copied carries every system's sign that it is not to be kept, and goes after ten seconds, at a lock and at
the end, while it is still ours; selecting alone copies nothing.
It must never touch what another program has put there.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

SETTING = "copying"
CLEAR_MS = 10_000
_RECORDS = "casefile copies records"
# each system's sign, as its clipboard managers read it (KDE; Windows history and cloud; macOS nspasteboard.org)
SIGNS = {"x-kde-passwordManagerHint": b"secret", "ExcludeClipboardContentFromMonitorProcessing": b"1",
         "CanIncludeInClipboardHistory": bytes(4), "CanUploadToCloudClipboard": bytes(4),
         "application/x-nspasteboard-concealed-type": b"1"}


def allow_records(allowed: bool) -> None:
    """Whether text that is only read may be copied from now on."""
    if app := QApplication.instance():
        app.setProperty(_RECORDS, allowed)


def records_allowed() -> bool:
    """Whether text that is only read may be copied."""
    app = QApplication.instance()
    return bool(app and app.property(_RECORDS))


def clear() -> None:
    """Take away what is still ours."""
    board = QGuiApplication.clipboard()
    if board.ownsClipboard():
        board.clear(QClipboard.Mode.Clipboard)
    if board.ownsSelection():
        board.clear(QClipboard.Mode.Selection)


class Copying(QObject):
    """Watches what this process puts on the clipboard, from whatever field it comes."""

    def __init__(self, app: QApplication, *, allowed: bool) -> None:
        """`allowed`: whether this process may copy at all."""
        super().__init__(app)
        self._allowed, self._board = allowed, app.clipboard()
        self._clear = QTimer(self, singleShot=True, interval=CLEAR_MS)
        self._clear.timeout.connect(clear)
        self._board.changed.connect(self._changed)

    def _changed(self, mode: QClipboard.Mode) -> None:
        if mode is QClipboard.Mode.Selection:
            if self._board.ownsSelection():
                self._board.clear(mode)
        elif mode is not QClipboard.Mode.Clipboard or not self._board.ownsClipboard():
            self._clear.stop()  # somebody else's now
        elif all(self._board.mimeData().hasFormat(sign) for sign in SIGNS):
            self._clear.start()
        elif self._allowed and (words := self._board.text()):
            self._board.setMimeData(_marked(words))  # comes back here, with its signs
        else:
            self._board.clear(mode)


def _marked(words: str) -> QMimeData:
    made = QMimeData()
    made.setText(words)
    for sign, value in SIGNS.items():
        made.setData(sign, value)
    return made
