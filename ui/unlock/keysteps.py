# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that may follow a passphrase field: recover with words, choose a new passphrase, add a way to open.

Promises: a passphrase or recovery secret goes from a field into a sealed slot in this process, and no further; a
step that is refused says why and stays.
It must never open a database: the slot travels beside the roots, and who gets them writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from casefile.errors import CasefileError
from casefile.processes import opening
from casefile.processes.roots import Roots
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES
from ui.kit.fields import Tick
from ui.kit.words import label, link
from ui.unlock.field import PassphraseField
from ui.unlock.making import Recovery, TypedBack
from ui.unlock.newphrase import NewPassphrase
from ui.unlock.recoverwords import RecoverWords
from ui.unlock.step import Step
from ui.unlock.window import UnlockWindow

Take = Callable[[Roots], None]
_NAMES = {CASES: ("case vault", "Passphrase", "cases")}
_OTHERS = ("identity vault", "Identity passphrase", "identities")


class KeySteps:
    """Shows them in the window of one of the two vaults; `take` gets roots and prepared change at the end."""

    def __init__(self, window: UnlockWindow, vault: Path, root: int, take: Take, kind: str = "primary") -> None:
        self._window, self._vault, self._root, self._take, self._kind = window, vault, root, take, kind
        self._name, self._field, self._half = _NAMES.get(root, _OTHERS)

    # -- a passphrase was forgotten ----------------------------------------------------------

    def recover(self, rc: Secret | None = None) -> None:
        """Recovery words, then a new passphrase."""
        def opened_by(keys: Sequence[RecoveryKey]) -> None:
            self._window.beside(lambda: opening.recovered(self._vault, self._root, keys, rc), self.after_words,
                                page.refuse)

        page = RecoverWords(
            "Recover with the words", f"The 24 words of the {self._name} open it, and then you choose a new "
            "passphrase. Nothing was lost.", "Go on", opened_by, self._window.first, self._kind, half=self._half)
        self._window.show_step(page)

    def after_words(self, roots: Roots) -> None:
        """The words opened it: ask for a new passphrase in the place of the forgotten one."""
        older = opening.phrase_slots(self._vault, self._root)
        tick = Tick("The forgotten passphrase opens nothing any more" if len(older) == 1 else
                    f"The {len(older)} older passphrases open nothing any more", len(older) == 1)
        tick.setVisible(bool(older))
        later = link("Open without a new one", lambda: self._take(roots))
        page = self._new_phrase("The words are right. Choose a new passphrase",
                                "You type it each time from now on. The words go on opening the vault.",
                                lambda phrase: self._seal(roots, (phrase,), older if tick.isChecked() else (), page),
                                self._window.first, tick, later=later)
        self._window.show_step(page)

    # -- a vault that is open gets another way to open ------------------------------------------

    def change(self, roots: Roots, replace: Sequence[str]) -> None:
        """A new passphrase in the place of the one that was just typed (of two persons: beside theirs)."""
        if not replace:
            return self.add_phrase(roots)
        page = self._new_phrase(f"A new passphrase for the {self._name}", "It takes the place of the one you just "
                                "typed. Older copies of this vault and older backups still open as before.",
                                lambda phrase: self._seal(roots, (phrase,), replace, page), None)
        self._window.show_step(page)

    def add_phrase(self, roots: Roots) -> None:
        """One more passphrase."""
        page = self._new_phrase(f"One more passphrase for the {self._name}", "Each of them opens it alone.",
                                lambda phrase: self._seal(roots, (phrase,), (), page), None)
        self._window.show_step(page)

    def add_two(self, roots: Roots) -> None:
        """Two persons' passphrases that open together: each types their own."""
        def second(first: str) -> None:
            page = NewPassphrase("The second person’s passphrase", "Both are needed each time, in this order. Let the "
                                 "second person sit here alone.", "Second person’s passphrase",
                                 lambda phrase: self._seal(roots, (first, phrase), (), page), lambda: self.add_two(roots),
                                 first, "This is the first person’s passphrase.", kind=self._kind)
            self._window.show_step(page)

        self._window.show_step(NewPassphrase(
            "The first person’s passphrase", f"Two people open the {self._name} together, and neither alone. Let the "
            "first person sit here alone.", "First person’s passphrase", second, None, kind=self._kind))

    def add_recovery(self, roots: Roots) -> None:
        """A new recovery secret: shown once, four words read back."""
        keys = ((self._name.capitalize(), RecoveryKey.generate()),)

        def show() -> None:
            self._window.show_step(Recovery(keys, back_words, kind=self._kind))

        def back_words() -> None:
            self._window.show_step(TypedBack(keys, sealed, show, self._kind))

        def sealed() -> None:
            self._take(opening.with_new_recovery(self._vault, roots, self._root, keys[0][1]))

        show()

    def try_words(self, rc: Secret, closed: Callable[[], None]) -> None:
        """Whether recovery words open this vault; nothing is changed but a line in the log."""
        def tried(keys: Sequence[RecoveryKey]) -> None:
            try:
                roots, opened = opening.tried(self._vault, rc, keys)
            except CasefileError as error:
                return page.refuse(error)
            names = " and the ".join(_NAMES.get(root, _OTHERS)[0] for root in opened)
            self._window.show_step(Step(
                f"They open the {names}", "Nothing was changed. Put them back where they are safe.", "Done",
                lambda: self._take(roots)))

        page = RecoverWords("Try your recovery words", "Take the paper and type the words as they stand there, or "
                            "choose the recovery file. Nothing is changed by trying.", "Try them", tried, closed)
        self._window.show_step(page)

    def two_together(self, open_with: Callable[[str, str], Roots], opened: Take) -> None:
        """Two persons open the vault together."""
        first, second = PassphraseField("First person’s passphrase"), PassphraseField("Second person’s passphrase")

        def go_on() -> None:
            typed = first.text(), second.text()
            if all(typed):
                page.act.setEnabled(False)
                self._window.beside(lambda: open_with(*typed), opened, refused)

        def refused(error: CasefileError) -> None:
            page.act.setEnabled(True)
            page.complain(f"{error.message} {error.advice}", first)

        page = Step("Two people open it together", "Each types their own passphrase, in the order in which they were "
                    "set.", "Unlock", go_on, label("First person’s passphrase", "head"), first,
                    label("Second person’s passphrase", "head"), second, back=self._window.first, kind=self._kind)
        second.returnPressed.connect(go_on)
        self._window.show_step(page)

    # -- parts ----------------------------------------------------------------------------------

    def _new_phrase(self, title: str, sentence: str, go_on: Callable[[str], None], back: Callable[[], None] | None,
                    *parts: QWidget, later: QWidget | None = None) -> NewPassphrase:
        return NewPassphrase(title, sentence, f"New {self._field.lower()}", go_on, back, "", "", *parts,
                             kind=self._kind, later=later)

    def _seal(self, roots: Roots, phrases: tuple[str, ...], replace: Sequence[str], page: NewPassphrase) -> None:
        """Seal the root under the new passphrases beside this thread, then hand both on."""
        def failed(error: CasefileError) -> None:
            page.busy(False)
            page.refuse(error)

        page.busy(True)
        self._window.beside(
            lambda: opening.with_new_phrases(self._vault, roots, self._root, phrases, replace=replace), self._take,
            failed)
