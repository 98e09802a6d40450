# SPDX-License-Identifier: GPL-3.0-or-later
"""The first window: make a vault, look around with a sample case, or open a vault that is there.

Promises: slow work runs beside the window; a vault appears whole or not at all; afterwards the unlock
window opens on it.
It must never hold anything of a vault that was not made in this window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMainWindow, QScrollArea, QWidget

from casefile.errors import CasefileError
from casefile.processes.faults import failed_here
from casefile.processes.first_run import SAMPLE_A, SAMPLE_B, Made, free_place, make, make_sample
from casefile.processes.link import Start
from casefile.processes.messages import Message, Op
from casefile.vault import recovery_file
from casefile.vault.layout import Layout
from ui.inbox import Inbox
from ui.kit.states import banner
from ui.kit.theme import em
from ui.kit.words import box, button, card, column, label, link, row
from ui.unlock.making import Keys, Recovery, TypedBack, Where
from ui.unlock.newphrase import NewPassphrase
from ui.unlock.step import Step, Waiting
from ui.unlock.window import Band, Sheet, show_in_the_middle


class WelcomeWindow(QMainWindow):
    """One page at a time under the green band."""

    _worked = Signal(object)

    def __init__(self, use: Callable[[Path], None], closed: Callable[[], None], before: Path | None) -> None:
        super().__init__()
        self._use, self._closed, self._before = use, closed, before
        self._then: Callable[[Made], None] = lambda _made: None
        self.setWindowTitle("Casefile")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = column(Band("Casefile", "lock", "band", "on_band"), self._area, gap=0)
        page.setStretch(1, 1)
        self.setCentralWidget(box(page))
        self.setMinimumSize(em(30), em(24))
        self.resize(em(50), em(46))
        self._worked.connect(self._worked_out)
        self.first()

    def _show(self, page: QWidget) -> None:
        if old := self._area.takeWidget():
            old.deleteLater()  # not at once: it may be its button that called
        self._area.setWidget(page)
        if field := page.findChild(QLineEdit):
            QTimer.singleShot(0, field.setFocus)  # after the page before has let the keyboard go

    def first(self, wrong: str = "", advice: str = "") -> None:
        """The three ways to begin."""
        ways: list[QWidget | int | None] = []
        if wrong:
            ways.append(banner("bad", wrong, advice, mark="cross"))
        for title, sentence, act, do, kind in (
                ("Make a vault", "An encrypted folder for your records, with two passphrases: one for the case file, "
                 "one for true names. It takes about four minutes.", "Make a vault", self.where, "primary"),
                ("Look around", "Twenty-five invented people and one case, to try everything on. Nothing in it is "
                 "real.", "Look around with a sample case", self.sample, ""),
                ("Open a vault", "One that is on this computer or on a drive already.", "Open another vault…",
                 self.open, "")):
            ways.append(card(label(title, "section"), label(sentence, wrap=True),
                             row(button(act, do, kind=kind), None)))
        if self._before is not None:
            ways.append(row_of(link("Back to the vault you had", lambda: self._use(self._before or Path()))))
        page = Sheet()
        page.setLayout(column(
            label("Welcome" if self._before is None else "Another vault", "title"),
            label("Casefile keeps testimonies, and the true names apart from them. It never uses the network.", "muted",
                  wrap=True), 4, *ways, None, gap=12, margins=(36, 26, 36, 22)))
        self._show(page)

    # -- a vault of one's own ---------------------------------------------------------------

    def where(self) -> None:
        """Step 1."""
        self._show(Where(free_place(Path.home(), "Casefile"), self._case_passphrase, self.first))

    def _case_passphrase(self, place: Path, recorder: str) -> None:
        self._show(NewPassphrase(
            "A passphrase for the case file", "You type it each time you open Casefile. Six words drawn by lot are "
            "easier to keep than one clever word, and far harder to guess.", "Passphrase",
            lambda first: self._identity_passphrase(place, recorder, first), self.where))

    def _identity_passphrase(self, place: Path, recorder: str, first: str) -> None:
        self._show(NewPassphrase(
            "Another one for true names", "Names, numbers and addresses lie behind it, apart from the story. You type "
            "it only when you need a name.", "Identity passphrase",
            lambda second: self._make(lambda: make(place, recorder, first, second), "Making the vault", self._recovery),
            lambda: self._case_passphrase(place, recorder),
            first, "This is the passphrase of the case file. The true names need one of their own."))

    def _recovery(self, made: Made) -> None:
        self._show(Recovery(_keys(made), lambda: self._typed_back(made), lambda place: _keep(place, made)))

    def _typed_back(self, made: Made) -> None:
        self._show(TypedBack(_keys(made), lambda: self._done(made), lambda: self._recovery(made)))

    def _done(self, made: Made) -> None:
        self._show(Step("The vault is made", "Next you unlock it with the passphrase of the case file. Then plug in a "
                        "stick and make the first backup: until then your work is on this computer only.",
                        "Unlock it", lambda: self._use(made.root)))

    # -- the sample, another vault ------------------------------------------------------------

    def sample(self) -> None:
        """Make the sample vault and say how it opens."""
        place = free_place(Path.home(), "Casefile sample")
        self._make(lambda: make_sample(place), "Making the sample vault", self._sample_made)

    def _sample_made(self, made: Made) -> None:
        self._show(Step(
            "The sample case is ready", f"It lies in {made.root}. Everybody in it is invented, so its passphrases may "
            "stand here.", "Open the sample", lambda: self._use(made.root),
            card(label("Passphrase", "head"), label(SAMPLE_A, wrap=True), gap=4),
            card(label("Identity passphrase", "head"), label(SAMPLE_B, wrap=True), gap=4)))

    def open(self) -> None:
        """Choose a vault's folder."""
        chosen = QFileDialog.getExistingDirectory(self, "Casefile", str(Path.home()))
        if not chosen:
            return
        try:
            Layout(Path(chosen)).require()
        except CasefileError as error:
            self.first(error.message, error.advice)
        else:
            self._use(Path(chosen))

    # -- slow work ------------------------------------------------------------------------------

    def _make(self, work: Callable[[], Made], title: str, then: Callable[[Made], None]) -> None:
        self._show(Waiting(title))
        self._then = then
        threading.Thread(target=self._work, args=(work,), name="making", daemon=True).start()

    def _work(self, work: Callable[[], Made]) -> None:
        try:
            self._worked.emit(work())
        except CasefileError as error:
            self._worked.emit(error)
        except Exception as error:  # a fault of ours must reach the window, not die in a thread
            self._worked.emit(failed_here("welcome", error))

    def _worked_out(self, outcome: object) -> None:
        if isinstance(outcome, Made):
            self._then(outcome)
        elif isinstance(outcome, CasefileError):
            self.first(f"Nothing was made. {outcome.message}", outcome.advice)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()
        self._closed()


def _keys(made: Made) -> Keys:
    return ("Case vault", made.cases), ("Identity vault", made.identities)


def row_of(widget: QWidget) -> QWidget:
    """A widget alone at the start of its row."""
    return box(row(widget, None))


def _keep(place: Path, made: Made) -> str:
    """Write the recovery file; what to tell the person."""
    if place.resolve().is_relative_to(made.root.resolve()):
        return "Not inside the vault it opens. Choose another place, best another drive."
    try:
        recovery_file.write(place, made.vault_id, made.cases, made.identities)
    except CasefileError as error:
        return f"{error.message} {error.advice}"
    return f"Saved as {place}. This file is a key: whoever has it opens the vault. Take it away from this computer."


class Welcome(QObject):
    """Connects the window with the supervisor."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._link = start.link
        self.window = WelcomeWindow(self._use, lambda: self._link.send(Message(Op.QUIT)), start.vault)
        self._inbox = Inbox(start, lambda _message: None)
        show_in_the_middle(self.window)
        QTimer.singleShot(0, lambda: self._link.send(Message(Op.READY)))

    def _use(self, vault: Path) -> None:
        self._link.send(Message(Op.VAULT, words={"vault": str(vault)}))


def run_welcome(start: Start) -> Welcome:
    """Build and show it."""
    return Welcome(start)
