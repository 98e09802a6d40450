# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing a new passphrase: six words suggested, or one's own that is hard enough to guess, typed twice.

Promises: says while typing how many tries a guesser needs, and in plain words why they are too few; what is not
enough is not taken.
It must never show what was typed, nor keep it once the step is left.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from casefile.errors import CasefileError
from casefile.processes.first_run import suggest
from casefile.vault.passwords import in_words, judge, strength
from ui.kit.words import button, label, row, set_tone
from ui.unlock.field import HoldToShow, PassphraseField
from ui.unlock.step import Step

_PAUSE_MS = 250


class NewPassphrase(Step):
    """One new passphrase, typed twice; six words are suggested."""

    def __init__(self, title: str, sentence: str, name: str, go_on: Callable[[str], None],
                 back: Callable[[], None] | None, other: str = "", other_words: str = "", *parts: QWidget,
                 kind: str = "primary", later: QWidget | None = None) -> None:
        """`other` may not be taken again, and `other_words` say why; `parts` stand beneath the fields."""
        self._field, self._again = PassphraseField(name), PassphraseField(f"{name}, once more")
        self._offer = label("", "section", wrap=True)
        self._offer.hide()
        self._strength = label("", "small", wrap=True)
        line = QFrame()
        line.setLayout(row(self._field, HoldToShow(self._field)))
        heads = [label(name, "head"), label("Once more", "head")]
        for head, field in zip(heads, (self._field, self._again), strict=True):
            head.setBuddy(field)
        offer = QFrame()
        offer.setLayout(row(button("Suggest six words", self._suggest), None))
        super().__init__(title, sentence, "Go on", self._next, offer, self._offer, 4, heads[0], line, self._strength,
                         heads[1], self._again, *parts, back=back, kind=kind, later=later)
        self._go_on, self._other, self._other_words = go_on, other, other_words
        self._again.returnPressed.connect(self._next)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._estimate)
        self._field.textEdited.connect(lambda _text: self._pause.start())

    def busy(self, on: bool) -> None:
        """While the slow work runs nothing can be typed or pressed."""
        for field in (self._field, self._again):
            field.setReadOnly(on)
        self.act.setEnabled(not on)
        self._strength.setText("Setting it. That slowness is protection." if on else "")
        set_tone(self._strength, "small")

    def refuse(self, error: CasefileError) -> None:
        """Why it was not taken, beneath."""
        self.complain(f"{error.message} {error.advice}", self._field)

    def _suggest(self) -> None:
        self._offer.setText(suggest())
        self._offer.show()
        self._field.setFocus()

    def _estimate(self) -> None:
        typed = self._field.text()
        if not typed:
            return self._strength.setText("")
        found = strength(typed)
        words = f"Guessed after {in_words(found.guesses)} tries."
        self._strength.setText(f"{words} That is enough." if found.enough else f"{words} Not enough yet. {found.why}")
        set_tone(self._strength, "good" if found.enough else "small")

    def _next(self) -> None:
        typed = self._field.text()
        try:
            judge(typed)
        except CasefileError as error:
            return self.complain(f"{error.message} {error.advice}", self._field)
        if typed != self._again.text():
            return self.complain("The two fields do not hold the same words.", self._again)
        if self._other and typed == self._other:
            return self.complain(self._other_words, self._field)
        self._go_on(typed)
