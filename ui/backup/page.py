# SPDX-License-Identifier: GPL-3.0-or-later
"""The backup page: where to, the copy that restores itself as a test, what is on the stick.

Promises: says first that the work is safe in the vault; a copy is called a backup only when it was
read back, opened and compared.
Must never: write to a drive itself; a worker does, at the chosen place alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame, QLayout, QWidget

from casefile.backup import stick
from casefile.backup.medium import Medium
from casefile.errors import CasefileError, DriveTrouble
from casefile.progress import Progress
from ui import reading
from ui.backup import stopped
from ui.desk import Desk, Report
from ui.kit.chips import Chip, state_paint
from ui.kit.fields import Tick
from ui.kit.page import Columns, Page
from ui.kit.states import Next, Working, banner
from ui.kit.words import button, card, column, label, line, picture, row

PLACE = "backup_place"


def listed(place: Path) -> list[tuple[int, bool]]:
    """(number, complete) of the snapshots in a folder; DriveTrouble where it is not there."""
    if not place.is_dir():
        raise DriveTrouble("The stick is not there.", kind="gone")
    medium = Medium(place)
    return [(number, stick.complete(medium, number)) for number in stick.numbers(medium)]


class BackupPage(Page):
    """Drive, copy, proof."""

    name = "Backup"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job = ""
        self._looking = 0
        self._above: list[QWidget] = []
        self._on_stick: QFrame = card(label(""))
        self._with_names = False

    def refresh(self) -> None:
        if not self._job:
            self._show()

    def open_record(self, record: str) -> None:
        """`now`: back up to the usual place, or ask for one."""
        if record == "now" and not self._job:
            place = self._place()
            if place and Path(place).parent.is_dir():
                self.start(place)
            else:
                self.choose()

    def _place(self) -> str:
        return self._desk.source.setting(PLACE, "") or self._desk.source.backup().where

    def _show(self, *above: QWidget) -> None:
        state = self._desk.source.backup()
        self.set_head("Backup", "A copy on a stick that has restored itself before it is called a backup.")
        place = self._place()
        parts: list[QWidget | None] = [*above, *stopped.notice(
            self._desk.source, lambda: self.open_record("now"), self._show)]
        if place and not Path(place).parent.is_dir():
            parts.append(banner("warn", "The usual stick is not there", "Your work is safe in the vault on this "
                                "computer. Plug the stick in, or choose another one.",
                                button("Look again", self._show), mark="backup"))
        elif place:
            parts.append(Next(f"Next: back up to {Path(place).name or place}", self._waits(state.changes),
                              "Back up now…", lambda: self.start(place)))
        else:
            parts.append(Next("Next: choose a stick", "A folder on a stick or on another disk. Nothing else on it is "
                              "touched.", "Choose a folder…", self.choose))
        self._on_stick = self._stick_card([], "Not looked at yet.")
        side = QWidget()
        side.setLayout(column(self._last(), self._on_stick, None, gap=14))
        parts += [Columns(self._how(place), side), None]
        self.set_body(*parts)
        self.bar.hide()
        if place:
            self._look(Path(place))

    @staticmethod
    def _waits(changes: int) -> str:
        if changes == 0:
            return "Nothing has changed since the last one. It takes about a minute."
        many = "One change waits" if changes == 1 else f"{changes} changes wait"
        return f"{many} to be backed up. It takes about a minute."

    def _how(self, place: str) -> QFrame:
        names = Tick("With the identity vault", self._with_names)
        names.toggled.connect(self._take_names)
        names.setAccessibleDescription("Asks for the identity passphrase.")
        parts: list[QWidget | QLayout | int | None] = [
            label("Where and what", "section"),
            column(label("Folder", "head"), label(place or "None chosen yet.", wrap=True), gap=2),
            row(button("Choose another folder…" if place else "Choose a folder…", self.choose, mark="folder"), None),
            line(), names, label("Without it, true names are not on the stick, and a restored vault has none. With it, "
                                 "they lie there apart, under their own recovery secret.", "small", wrap=True)]
        return card(*parts)

    def _take_names(self, on: bool) -> None:
        self._with_names = on

    def _last(self) -> QFrame:
        state = self._desk.source.backup()
        if state.when is None:
            return card(label("The last backup", "section"), row(Chip("Not backed up yet", state_paint("warn")), None),
                        label("Everything is in the vault on this computer, and nowhere else.", wrap=True))
        local = state.when.astimezone()
        chip = Chip("Everything is backed up", state_paint("good")) if not state.changes else Chip(
            f"{state.changes} changes not yet backed up", state_paint("warn"))
        when = f"{reading.day_of_week(local.date())}, {local:%H:%M}"
        names = "With the identity vault." if state.identities else "Without the identity vault."
        return card(label("The last backup", "section"), row(chip, None), label(
            f"{when}, copy number {state.snapshot}. {names}", wrap=True), row(picture("check", "good", 1.1), label(
                "Read back, opened and compared.", "small", wrap=True)))

    def _stick_card(self, snapshots: Sequence[tuple[int, bool]], words: str) -> QFrame:
        parts: list[QWidget | QLayout | int | None] = [label("On this stick", "section")]
        for number, whole in list(reversed(snapshots))[:6]:
            chip = Chip("Complete", state_paint("good")) if whole else Chip("Not complete", state_paint("warn", "info"))
            parts.append(row(label(f"Copy {number}"), None, chip))
        if len(snapshots) > 6:
            parts.append(label(f"and {len(snapshots) - 6} older ones", "small"))
        if words:
            parts.append(label(words, "muted", wrap=True))
        if snapshots:
            parts.append(row(button("Read them all again", self.verify), None))
        return card(*parts, gap=6)

    def _look(self, place: Path) -> None:
        def work(_progress: Progress) -> list[tuple[int, bool]]:
            return listed(place)

        def done(found: Any) -> None:
            self._replace(self._stick_card(found, "" if found else "No copy in this folder yet."))

        def failed(fault: Exception) -> None:
            words = fault.message if isinstance(fault, CasefileError) else "The folder cannot be read."
            self._replace(self._stick_card([], words))

        self._desk.hub.forget(self._looking)
        self._looking = self._desk.hub.start(work, done, failed)

    def _replace(self, fresh: QFrame) -> None:
        old = self._on_stick
        parent = old.parentWidget()
        if parent is None or parent.layout() is None:
            return
        parent.layout().replaceWidget(old, fresh)  # type: ignore[union-attr]  # asked above
        old.hide()
        old.deleteLater()
        self._on_stick = fresh

    # -- doing ----------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a folder; the place is kept in the vault."""
        asked = QFileDialog(self, "Casefile")
        asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly
                         | QFileDialog.Option.ShowDirsOnly)
        if asked.exec() and asked.selectedFiles():
            self._desk.source.remember(PLACE, asked.selectedFiles()[0])
            self._show()

    def start(self, place: str) -> None:
        """Back up to a folder."""
        self._desk.source.remember(PLACE, place)
        stopped.begun(self._desk.source)
        self._run("backup", {"dest": place, "include_identities": self._with_names, "allow_same_disk": False},
                  "Backing up, and restoring it as a test", self._backed_up)

    def verify(self) -> None:
        """Read every file on the stick against its hash."""
        self._run("verify", {"dest": self._place()}, "Reading every copy again", self._verified)

    def _run(self, job: str, options: dict[str, Any], title: str, done: Any) -> None:
        working = Working(title, self._stop, "Stop, earlier copies stay")
        self.set_body(working, None)

        def told(report: Report) -> None:
            working.step(str(report.get("what", "")), int(report.get("done", 0)), int(report.get("total", 0)))

        def ended(report: Report) -> None:
            self._job = ""
            if job == "backup":
                stopped.over(self._desk.source)
            error = report.get("error")
            if error:
                self._show(banner("bad", str(error.get("message", "It was not backed up.")), "Your work is safe in the "
                                  f"vault. Earlier copies are untouched. {error.get('advice', '')}".strip(),
                                  mark="cross"))
            else:
                done(report)

        self._job = self._desk.bridge.start_worker(job, options, told, ended)

    def _stop(self) -> None:
        if self._job:
            self._desk.bridge.cancel(self._job)

    def _backed_up(self, report: Report) -> None:
        self._desk.changed.emit("", "")
        size = int(report.get("bytes_written", 0)) / 1e6
        warned = [banner("warn", "The vault may not remember this backup", f"{words} The page goes on counting from the "
                         "backup before it.", mark="backup") for words in report.get("warnings", [])]
        self._show(banner("next", f"Copy {report.get('snapshot', '')} is done and proven",
                          f"It was read back, opened and compared. {size:.1f} MB were written; take the stick out when "
                          "its light rests.", mark="check"), *warned)

    def _verified(self, report: Report) -> None:
        self._show(banner("next", "Every copy reads back as it was written",
                          f"{report.get('files', 0)} files were read. Keep the stick apart from this computer.",
                          mark="check"))
