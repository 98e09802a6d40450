# SPDX-License-Identifier: GPL-3.0-or-later
"""The window that asks for one passphrase: for the case file in green, for true names in plum.

Promises: a wrong passphrase keeps window and field, puts the caret back and says so beneath; the slow
work runs beside the window; what was typed is forgotten after a minute without a key.  Further steps (words
that recover, a new passphrase) stand in the same window, under the same band, and are left after five minutes without a key.
It must never hold more than what is in its field, and never put case data into its title.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from casefile.errors import CasefileError
from casefile.processes.faults import failed_here
from casefile.processes.roots import Roots
from ui.kit.states import banner
from ui.kit.theme import colour, em, theme
from ui.kit.words import box, button, column, label, line, link, picture, row
from ui.unlock.field import HoldToShow, PassphraseField

TITLE = "Unlock Casefile"
_FORGET_MS = 60_000
_LEAVE_MS = 300_000  # a step nobody goes on with: its words have to be found and typed, so it stays longer


@dataclass(frozen=True, slots=True)
class Words:
    """What one of the two windows says, and in which colour."""

    title: str
    sentence: str
    field: str
    mark: str
    colour: str = "band"
    ink: str = "on_band"
    act: str = "primary"


def show_in_the_middle(window: QWidget) -> None:
    """Show a window in the middle of the screen, where the eyes are."""
    screen = window.screen().availableGeometry()
    window.move(screen.center() - window.rect().center())
    window.show()
    window.raise_()
    window.activateWindow()


class Band(QFrame):
    """The coloured band on top: green for the case file, plum for true names."""

    def __init__(self, words: str, mark: str, token: str, ink: str, beneath: str = "", *more: QWidget) -> None:
        super().__init__()
        self._token, self._ink = token, ink
        lines = [self._line(words, 1.14, 600)]
        if beneath:
            lines.append(self._line(beneath, 0.93, 400))
        parts = row(picture(mark, ink), column(*lines, gap=2), *more, gap=12, margins=(20, 12, 14, 12))
        parts.setStretch(1, 1)
        self.setLayout(parts)

    def _line(self, words: str, times: float, weight: int) -> QLabel:
        made = label(words)
        palette = made.palette()
        palette.setColor(made.foregroundRole(), colour(self._ink))
        made.setPalette(palette)
        made.setFont(theme().font(times, weight))
        return made

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(self.rect(), colour(self._token))


class Sheet(QWidget):
    """A page in a scroll area: as tall as its words need at this width, no taller."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        # wrapped labels ask for the height they would need when narrowest; the scroll area asks for the
        # height at its width only where this one is smaller
        return QSize(super().minimumSizeHint().width(), 0)


class UnlockWindow(QMainWindow):
    """Field, button, and what to say beneath."""

    _worked = Signal(object, object, object)

    def __init__(self, words: Words, open_with: Callable[[str], Roots], opened: Callable[[Roots], None],
                 closed: Callable[[], None], *more: tuple[str, Callable[[], None]],
                 forgot: Callable[[], None]) -> None:
        """`open_with` turns what was typed into roots (slow, called beside this thread).

        `more`: quiet ways on at the foot, words and what they do; `forgot` is the first of them.
        """
        super().__init__()
        self._open_with, self._opened, self._closed = open_with, opened, closed
        self._working = self._busy = False
        self.setWindowTitle(TITLE)
        self.field = PassphraseField(words.field)
        self.unlock = button("Unlock", self.submit, kind=words.act)
        self.unlock.setSizePolicy(self.field.sizePolicy())
        name = label(words.field, "head")
        name.setBuddy(self.field)
        self._caps = banner("warn", "Caps Lock is on", "The letters you type come out large.")
        self._caps.hide()
        self._said = self._note("small")
        self._wrong, self._advice = self._note("bad"), self._note("small")
        self._wrong.hide()
        self._advice.hide()
        foot: list[QWidget | None] = [link("I forgot it", forgot), None, *(link(name, act) for name, act in more)]
        inside = column(
            label(words.title, "title"), label(words.sentence, "muted", wrap=True), 12, name,
            row(self.field, HoldToShow(self.field)), self._caps, self._wrong, self._advice, 2,
            self.unlock, self._said, None, line(), row(*foot), gap=8, margins=(36, 28, 36, 20))
        self._places, self._first, self._steps = QStackedWidget(), box(inside), QScrollArea()
        self._steps.setWidgetResizable(True)
        self._steps.setFrameShape(QFrame.Shape.NoFrame)
        self._steps.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._places.addWidget(self._first)
        self._places.addWidget(self._steps)
        page = column(Band("Casefile", words.mark, words.colour, words.ink), self._places, gap=0)
        page.setStretch(1, 1)
        self.setCentralWidget(box(page))
        self.setMinimumSize(em(30), em(27))
        self.resize(em(35), em(32))
        self.field.caps.connect(self._caps.setVisible)
        self.field.returnPressed.connect(self.submit)
        self._worked.connect(self._worked_out)
        self._forget = QTimer(self, singleShot=True, interval=_FORGET_MS)
        self._forget.timeout.connect(self._forget_typed)
        self.field.textEdited.connect(lambda _text: self._forget.start())
        self._leave_step = QTimer(self, singleShot=True, interval=_LEAVE_MS)
        self._leave_step.timeout.connect(self._nobody_there)
        self.say("Opening takes about a second. That slowness is protection.")
        self.field.setFocus()

    def _note(self, tone: str) -> QLabel:
        made = label("", tone, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return made

    def say(self, words: str) -> None:
        """The quiet line beneath the button."""
        self._said.setText(words)

    def complain(self, what: str, advice: str) -> None:
        """What went wrong and what to do, beneath the field."""
        for note, words in ((self._wrong, what), (self._advice, advice)):
            note.setText(words)
            note.setVisible(bool(words))

    def show_step(self, page: QWidget) -> None:
        """A further step in the place of the field."""
        if old := self._steps.takeWidget():
            old.deleteLater()  # not at once: it may be its button that called
        self._steps.setWidget(page)
        self._places.setCurrentWidget(self._steps)
        self.resize(max(self.width(), em(46)), max(self.height(), em(42)))
        self._leave_step.stop()
        fields: list[QTextEdit | QLineEdit] = [*page.findChildren(QTextEdit), *page.findChildren(QLineEdit)]
        for field in fields:
            field.textChanged.connect(lambda *_text: self._leave_step.start())
        if fields:
            QTimer.singleShot(0, fields[0].setFocus)  # after the page before has let the keyboard go
            self._leave_step.start()

    def _nobody_there(self) -> None:
        if not self._busy:  # what is being sealed is handed on when it is done
            self.first()

    def first(self) -> None:
        """Back to the field; what was typed in a step is let go."""
        self._leave_step.stop()
        if old := self._steps.takeWidget():
            old.deleteLater()
        self._places.setCurrentWidget(self._first)
        self.field.setFocus()

    def beside(self, work: Callable[[], Roots], then: Callable[[Roots], None],
               failed: Callable[[CasefileError], None]) -> None:
        """Slow work beside this thread; `then` or `failed` follows in it."""
        self._busy = True
        threading.Thread(target=self._work, args=(work, then, failed), name="unlock", daemon=True).start()

    def submit(self) -> None:
        """Try what was typed; once at a time."""
        typed = self.field.text()
        if self._working or not typed:
            self.field.setFocus()
            return
        self._working = True
        self._forget.stop()
        self.field.setReadOnly(True)  # disabling it would lose the caret
        self.unlock.setEnabled(False)
        self.say("Opening …")
        self.beside(lambda: self._open_with(typed), self._open, self._refused)

    def _work(self, work: Callable[[], Roots], then: Callable[[Roots], None],
              failed: Callable[[CasefileError], None]) -> None:
        outcome: object
        try:
            outcome = work()
        except CasefileError as error:
            outcome = error
        except Exception as error:  # a fault of ours must reach the window, not die in a thread
            outcome = failed_here("unlock", error)
        self._worked.emit(outcome, then, failed)

    def _worked_out(self, outcome: object, then: Callable[[Roots], None],
                    failed: Callable[[CasefileError], None]) -> None:
        self._busy = False
        if isinstance(outcome, Roots):
            then(outcome)
        elif isinstance(outcome, CasefileError):
            failed(outcome)
            self._forget.start()  # a near miss does not stand there longer than what is being typed
            if self._places.currentWidget() is self._steps:
                self._leave_step.start()

    def _open(self, roots: Roots) -> None:
        self.say("Open.")
        self._opened(roots)

    def _refused(self, error: CasefileError) -> None:
        self._working = False
        self.field.setReadOnly(False)
        self.unlock.setEnabled(True)
        self.say("Opening takes about a second. That slowness is protection.")
        self.complain(error.message, error.advice)
        self.field.selectAll()
        self.activateWindow()
        self.field.setFocus()

    def _forget_typed(self) -> None:
        if not self._working:
            self.field.forget()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()
        self._closed()
