# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings, and the health of this computer and of the vault.

Promises: a change is in force at once and kept in the vault; what this computer cannot do for the
vault's safety is said in words.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame, QLayout, QWidget

from casefile import __version__
from casefile.host import doctor
from casefile.processes import faults
from casefile.progress import Progress
from ui.desk import Desk, Report
from ui.kit import copying
from ui.kit.fields import Pick, Tick
from ui.kit.page import Columns, Page
from ui.kit.states import Working, banner
from ui.kit.theme import em
from ui.kit.words import button, card, column, empty, label, line, link, picture, row
from ui.settings import fonts

LOOKS = (("light", "Light"), ("dark", "Dark"), ("high", "High contrast"))
SIZES = ("1.0", "1.25", "1.5", "1.75", "2.0")
IDLE = "idle_minutes"
MINUTES = (("2", "2 minutes"), ("5", "5 minutes"), ("10", "10 minutes"), ("15", "15 minutes"),
           ("30", "30 minutes"))


class SettingsPage(Page):
    """Look, lock, health."""

    name = "Settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._built = False
        self._job = 0
        self._health = column(gap=6)
        self._report = column(gap=6)
        self._checks: list[doctor.Check] = []
        self._vault = column(gap=6)

    def refresh(self) -> None:
        if self._built:
            return
        self._built = True
        self.set_head("Settings", "They are kept in the vault, and nowhere else.")
        health, vault, report = QWidget(), QWidget(), QWidget()
        health.setLayout(self._health)
        report.setLayout(self._report)
        vault.setLayout(self._vault)
        left = QWidget()
        left.setLayout(column(self._look(), self._lock(), self._keys(), self._about(), None, gap=14))
        right = QWidget()
        right.setLayout(column(card(label("This computer", "section"), label(
            "What it does for the vault’s safety.", "small", wrap=True), health), card(
                label("This vault", "section"), vault), card(label("If something went wrong", "section"), report), None,
            gap=14))
        self.set_body(Columns(left, right), None)
        self._examine()
        self._before_check()
        self._before_report()

    def _field(self, title: str, widget: QWidget, about: str = "") -> QLayout:
        widget.setAccessibleName(title)
        widget.setAccessibleDescription(about)
        widget.setMaximumWidth(em(18))
        parts: list[QWidget] = [label(title, "head"), widget]
        if about:
            parts.append(label(about, "small", wrap=True))
        return column(*parts, gap=4)

    def _look(self) -> QFrame:
        source = self._desk.source
        look = Pick(LOOKS, source.setting("look", "light"))
        size = Pick([(key, f"{round(float(key) * 100)} %") for key in SIZES], source.setting("text_scale", "1.0"))
        look.activated.connect(lambda _at: self._restyle("look", look.key()))
        size.activated.connect(lambda _at: self._restyle("text_scale", size.key()))
        return card(label("How it looks", "section"), self._field("Colours", look),
                    self._field("Text size", size, "Large text folds the pages as a small window does."), gap=12)

    def _restyle(self, name: str, value: str) -> None:
        self._desk.source.remember(name, value)
        self._desk.restyled.emit()

    def _lock(self) -> QFrame:
        minutes = Pick(MINUTES, self._desk.source.setting(IDLE, "5"))
        minutes.activated.connect(lambda _at: self._desk.source.remember(IDLE, minutes.key()))
        return card(label("Locking", "section"), self._field(
            "Lock after", minutes, "Counted from the last key or movement. Locking ends the program that held the key. "
            "Nothing is lost: what was typed is in the vault within two seconds. It holds from the next unlocking."),
            self._copying(), gap=12)

    def _copying(self) -> QLayout:
        """Whether records may be copied; what is typed in a form may be, for ten seconds."""
        tick = Tick("Allow copying out of records", copying.records_allowed())
        about = ("Off is safer: other programs can read the clipboard. What is copied is marked as not to be kept, and is "
                 "taken away after ten seconds, at a lock and at the end. True names are never copied.")
        tick.setAccessibleDescription(about)

        def turned(on: bool) -> None:
            copying.allow_records(on)
            self._desk.source.remember(copying.SETTING, "records" if on else "")

        tick.toggled.connect(turned)
        return column(tick, label(about, "small", wrap=True), gap=4)

    def _keys(self) -> QFrame:
        """The ways to the two pages beneath this one."""
        return card(label("Keys and log", "section"), label(
            "Passphrases, recovery words, an office’s key; and what was done in this vault.", "small", wrap=True),
            row(button("Keys…", lambda: self._desk.go("Keys"), name="Keys"),
                button("Log…", lambda: self._desk.go("Log"), name="Log"), None), gap=8)

    def _about(self) -> QFrame:
        return card(label("About", "section"), label(f"Casefile {__version__}. Free software under the GNU General "
                                                     "Public License, version 3 or later.", wrap=True),
                    row(link("Help for this program", lambda: self._desk.go("Help")), None))

    # -- health ---------------------------------------------------------------------------

    def _examine(self) -> None:
        empty(self._health)
        self._health.addWidget(label("Looking…", "muted"))

        families = fonts.families()  # Qt's fonts are asked in its own thread

        def work(_progress: Progress) -> list[doctor.Check]:
            return doctor.examine(families=families)

        def failed(_fault: Exception) -> None:
            empty(self._health)
            self._health.addWidget(label("This could not be looked at. Run casefile doctor on a terminal.", "warn",
                                         wrap=True))

        self._desk.hub.forget(self._job)
        self._job = self._desk.hub.start(work, self._examined, failed)

    def _examined(self, checks: Any) -> None:
        self._checks = list(checks)
        empty(self._health)
        wrong = [one for one in checks if not one.ok]
        right = [one for one in checks if one.ok]
        for one in wrong:
            self._health.addLayout(self._check(one.id, one.detail, "warning", "warn"))
        if wrong:
            self._health.addWidget(line())
        scripts = [one for one in right if one.id.startswith("font-")]
        libraries = [one for one in right if one.id.startswith("library-")]
        for one in right:
            if one not in scripts and one not in libraries:
                self._health.addLayout(self._check(one.id, one.detail, "check", "good"))
        if scripts:
            self._health.addLayout(self._check("fonts", f"for {len(scripts)} scripts", "check", "good"))
        if libraries:
            said = ", ".join(f"{one.id.removeprefix('library-')} {one.detail}" for one in libraries)
            self._health.addLayout(self._check("libraries", said, "check", "good"))
        words = "no fault found" if not wrong else "one thing is not in order" if len(wrong) == 1 else (
            f"{len(wrong)} things are not in order")
        self._desk.source.remember("health", f"Health of this computer: {words}.")

    @staticmethod
    def _check(name: str, detail: str, mark: str, ink: str) -> QLayout:
        words = column(label(name.replace("-", " ").replace("_", " ").capitalize(), "head", wrap=True),
                       label(detail, "small", wrap=True), gap=0)
        made = row(picture(mark, ink, 1.1), words)
        made.setStretch(1, 1)
        return made

    def _before_check(self) -> None:
        empty(self._vault)
        self._vault.addWidget(label("Reads every page, every attachment and the whole log, and compares.", "small",
                                    wrap=True))
        self._vault.addLayout(row(button("Check the vault", self._check_vault), None))

    def _check_vault(self) -> None:
        empty(self._vault)
        job: list[str] = []
        working = Working("Checking the vault", lambda: self._desk.bridge.cancel(job[0]), "Stop checking")
        self._vault.addWidget(working)

        def told(report: Report) -> None:
            working.step(str(report.get("what", "")), int(report.get("done", 0)), int(report.get("total", 0)))

        def done(report: Report) -> None:
            self._before_check()
            error = report.get("error")
            if error:
                self._vault.insertWidget(0, banner("bad", str(error.get("message", "")), str(error.get("advice", "")),
                                                   mark="cross"))
            elif report.get("findings"):
                self._vault.insertWidget(0, banner("bad", "The vault is damaged", "Do not write to it. Copy it as it "
                                                   "is, then restore from a proven backup.", mark="cross"))
            else:
                self._vault.insertWidget(0, banner("next", "The vault is whole", "Every page, attachment and log entry "
                                                   "was read and matched.", mark="check"))

        job.append(self._desk.bridge.start_worker("check", {}, told, done))

    # -- a report -------------------------------------------------------------------------

    def _before_report(self, *told: QWidget) -> None:
        empty(self._report)
        for one in told:
            self._report.addWidget(one)
        met = self._desk.bridge.fault
        if met:
            self._report.addWidget(label(f"Fault {met.id} closed the vault.", "head", wrap=True))
        self._report.addWidget(label("A report says what kind of fault it was and where in the program, the versions, and "
                                     "what is in order here. It holds no word of your records. Nothing is sent: you "
                                     "save it, read it, and give it to whom you choose.", "small", wrap=True))
        self._report.addLayout(row(button("Save a report…", self._save_report, name="Save a report"), None))

    def _save_report(self) -> None:
        met = self._desk.bridge.fault
        asked = QFileDialog(self, "Casefile")
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly)
        asked.selectFile(f"casefile-report-{met.id}.txt" if met else "casefile-report.txt")
        if asked.exec() != QFileDialog.DialogCode.Accepted:
            return
        self.write_report(asked.selectedFiles()[0])

    def write_report(self, out: str) -> None:
        """Have a worker write the report to this file."""
        def done(answer: Report) -> None:
            error = answer.get("error")
            self._before_report(banner("bad", str(error.get("message", "")), str(error.get("advice", "")), mark="cross")
                                if error else banner("next", "The report is saved", "Read it before you give it away.",
                                                     mark="check"))

        options = {"out": out, "text": faults.report(self._desk.bridge.fault, self._checks)}
        self._desk.bridge.start_worker("report", options, lambda _report: None, done)
