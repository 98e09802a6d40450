# SPDX-License-Identifier: GPL-3.0-or-later
"""Files into a case and out of it: chosen or dropped, saved elsewhere, taken away.

Promises: a worker reads, writes and removes the bytes, the window only names the places; what is saved is said not
to be encrypted, what is taken away is asked about first.
Must never: open a file that is attached, or follow an address that is not a file of this computer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget
from shiboken6 import isValid

from ui.desk import Desk, Report
from ui.kit.states import banner
from ui.kit.words import button, card, column, label, link, row

MOST = 200
"""Files at once."""


class Attach(QFrame):
    """The button that attaches files to a case; files may also be dropped on it."""

    def __init__(self, desk: Desk, case: str, say: Callable[[QWidget | None], None], done: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._case, self._say, self._done = desk, case, say, done
        self._job = ""
        self.setAcceptDrops(True)
        self.setLayout(column(row(button("Attach files…", self.choose), label("or drop them here", "muted"), None), gap=0))

    def choose(self) -> None:
        """Ask which files."""
        asked = QFileDialog(self, "Casefile")
        asked.setFileMode(QFileDialog.FileMode.ExistingFiles)
        asked.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly)
        asked.setDirectory(QDir.homePath())
        if asked.exec():
            self.attach(asked.selectedFiles())

    def attach(self, files: Sequence[str]) -> None:
        """Have a worker keep these files with the case."""
        if self._job or not files:
            return
        if len(files) > MOST:
            return self._say(banner("warn", f"These are {len(files)} files.", f"Attach at most {MOST} at once."))
        many = "One file is" if len(files) == 1 else f"{len(files)} files are"
        self._say(label(f"{many} being taken into the vault…", "muted"))

        def ended(report: Report) -> None:
            self._job = ""
            if not isValid(self):
                return
            if error := report.get("error"):
                return self._say(banner("bad", str(error.get("message", "")), f"Nothing was attached. {error.get('advice', '')}".strip()))
            self._done()
            self._say(banner("next", f"{many} in the vault, encrypted.", "The file outside is still there: delete it if nobody "
                             "else should find it.", mark="check"))

        self._job = self._desk.bridge.start_worker("attach", {"case": self._case, "files": list(files)}, lambda _report: None, ended)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        files = dropped(event.mimeData())
        event.acceptProposedAction()
        self.attach(files)


def dropped(data: QMimeData) -> list[str]:
    """The files somebody drags, if they are all files of this computer; a web page's picture is an address."""
    urls = data.urls()
    files = [url.toLocalFile() for url in urls if url.isLocalFile()]
    return files if files and len(files) == len(urls) and all(Path(one).is_file() for one in files) else []


def save(parent: QWidget, desk: Desk, attachment: str, name: str, say: Callable[[QWidget | None], None]) -> None:
    """Ask for a place, and have a worker write the bytes there; that goes into the log."""
    asked = QFileDialog(parent, "Casefile")
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly)
    asked.setDirectory(QDir.homePath())
    asked.selectFile(Path(name).name)
    if asked.exec() and asked.selectedFiles():
        write(parent, desk, attachment, asked.selectedFiles()[0], say)


def write(parent: QWidget, desk: Desk, attachment: str, place: str, say: Callable[[QWidget | None], None]) -> None:
    """Have a worker write an attachment's bytes to a new file."""
    def ended(report: Report) -> None:
        if not isValid(parent):
            return
        if error := report.get("error"):
            return say(banner("bad", str(error.get("message", "")), f"No file was left behind. {error.get('advice', '')}".strip()))
        say(banner("warn", "The file is written, and it is not encrypted.", f"It is at {place}. The log says that it was taken out."))

    desk.bridge.start_worker("extract", {"id": attachment, "out": place}, lambda _report: None, ended)


def take_away(parent: QWidget, desk: Desk, attachment: str, name: str, say: Callable[[QWidget | None], None],
              done: Callable[[], None]) -> None:
    """Ask first; then have a worker remove the attachment, its history and its bytes."""
    def ended(report: Report) -> None:
        if not isValid(parent):
            return
        if error := report.get("error"):
            return say(banner("bad", str(error.get("message", "")), str(error.get("advice", ""))))
        done()
        say(banner("next", f"{name} is gone from this vault.", "Older backups still hold it.", mark="check"))

    def go() -> None:
        say(label("Being taken away…", "muted"))
        desk.bridge.start_worker("detach", {"id": attachment}, lambda _report: None, ended)

    say(card(label(f"Take {name} away?", "head", wrap=True), label(
        "Its bytes and its description leave this vault. Older backups still hold them.", wrap=True),
        row(button("Take it away", go), link("Leave it", lambda: say(None)), None), gap=8))
