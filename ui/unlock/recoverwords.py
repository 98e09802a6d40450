# SPDX-License-Identifier: GPL-3.0-or-later
"""Typing recovery words: 24 words from paper, or the recovery file.

Promises: while they are typed it says how many there are and which of them, by its place, is on no list; the words
stand open, since nobody can copy 24 of them blindly, and are let go with the step.
It must never say a word back, nor write one anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from mnemonic import Mnemonic
from PySide6.QtWidgets import QFileDialog, QFrame, QTextEdit

from casefile.errors import CasefileError
from casefile.processes.opening import recovery_key
from casefile.vault import recovery_file
from crypto.recovery import WORD_COUNT, RecoveryKey
from ui.kit.theme import em
from ui.kit.words import button, label, row
from ui.unlock.step import Step

_KEY_LINE = "AGE-SECRET-KEY-"


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(Mnemonic("english").wordlist)


def about(typed: str) -> str:
    """What can be said of what was typed so far, without any of it."""
    words = typed.split()
    if not words or typed.strip().upper().startswith(_KEY_LINE):
        return ""
    strange = [str(at) for at, word in enumerate(words, 1) if word.lower() not in _known()]
    if strange and typed[-1:].isalpha() and strange[-1] == str(len(words)):
        strange.pop()  # it is still being typed
    count = f"{len(words)} of {WORD_COUNT} words."
    if strange:
        return f"{count} Look again at word {', '.join(strange)}: no list has it."
    return count if len(words) <= WORD_COUNT else f"{count} There are too many."


class RecoverWords(Step):
    """24 words or a file; `take` gets the keys, those of the case vault, of the identity vault, and unnamed ones."""

    def __init__(self, title: str, sentence: str, act: str, take: Callable[[Sequence[RecoveryKey]], None],
                 back: Callable[[], None], kind: str = "primary", *, half: str = "") -> None:
        """`half`: "cases" or "identities" takes that secret of a file alone."""
        self._take, self._half = take, half
        self._field = QTextEdit()
        self._field.setAccessibleName("Recovery words")
        self._field.setProperty("kind", "field")
        self._field.setAcceptRichText(False)
        self._field.setTabChangesFocus(True)
        self._field.setUndoRedoEnabled(False)
        self._field.setFixedHeight(em(8))
        self._said = label("", "small", wrap=True)
        head = label("Recovery words", "head")
        head.setBuddy(self._field)
        file = QFrame()
        file.setLayout(row(button("Choose the recovery file…", self._choose), None))
        super().__init__(title, sentence, act, self._next, head, self._field, self._said, file, back=back, kind=kind)
        self._field.textChanged.connect(lambda: self._said.setText(about(self._field.toPlainText())))

    def _next(self) -> None:
        try:
            key = recovery_key(self._field.toPlainText())
        except CasefileError as error:
            return self.complain(f"{error.message} {error.advice}", self._field)
        self._take([key])

    def refuse(self, error: CasefileError) -> None:
        """What was wrong with them, beneath."""
        self.complain(f"{error.message} {error.advice}", self._field)

    def _choose(self) -> None:
        asked = QFileDialog(self, "Casefile")
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly)
        if asked.exec() and asked.selectedFiles():
            self.take_file(Path(asked.selectedFiles()[0]))

    def take_file(self, path: Path) -> None:
        """Take the secrets of a recovery file, or an office's secret half."""
        try:
            sheet = recovery_file.read(path)
        except CasefileError as error:
            return self.refuse(error)
        named = {"cases": (sheet.cases,), "identities": (sheet.identities,)}.get(
            self._half, (sheet.cases, sheet.identities))
        keys = (*named, *sheet.others)
        found = [key for key in keys if key is not None]
        if not found:
            name = "case" if self._half == "cases" else "identity"
            return self.complain(f"This file does not hold the secret of the {name} vault.", self._field)
        self._take(found)
