# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of the unlock windows over a real vault: recover with words, choose a passphrase, add a way to open."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QTextEdit, QWidget

from casefile.errors import WrongPassphrase
from casefile.processes import opening
from casefile.processes.roots import Roots
from casefile.vault import keychange
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, IDENTITIES
from tests.conftest import Passphrases
from ui.unlock.cases import WORDS
from ui.unlock.field import PassphraseField
from ui.unlock.keysteps import KeySteps
from ui.unlock.newphrase import NewPassphrase
from ui.unlock.recoverwords import about
from ui.unlock.window import UnlockWindow

NEW, SECOND = "lantern meridian basalt otter crinkle 83", "umbrella fjord cactus paprika nimbus 29"
Settle = Callable[[], None]


class Window:
    """An unlock window and what it handed on."""

    def __init__(self, vault: Path, root: int, settle: Settle) -> None:
        self.taken: list[Roots] = []
        self.window = UnlockWindow(WORDS, lambda typed: opening.cases_root(vault, typed), self.taken.append,
                                   lambda: None, forgot=lambda: None)
        self.steps = KeySteps(self.window, vault, root, self.taken.append)
        self._settle = settle
        self.window.show()
        settle()

    def wait(self, question: Callable[[], object]) -> None:
        until = time.monotonic() + 60
        while not question():
            self._settle()
            assert time.monotonic() < until, self.said()
            time.sleep(0.01)
        self._settle()

    def page(self) -> QWidget:
        found = self.window._steps.widget()
        assert found is not None
        return found

    def act(self) -> QPushButton:
        """The filled button."""
        return next(one for one in self.page().findChildren(QPushButton) if one.property("kind") == "primary")

    def said(self) -> str:
        return "\n".join(one.text() for one in self.page().findChildren(QLabel) if one.isVisible())

    def fill(self, name: str, text: str) -> None:
        for line in self.page().findChildren(QLineEdit):
            if line.accessibleName() == name:
                return line.setText(text)
        (field,) = self.page().findChildren(QTextEdit)
        assert field.accessibleName() == name
        field.setPlainText(text)

    def press(self, text: str) -> None:
        next(one for one in self.page().findChildren(QPushButton) if one.text() == text).click()
        self._settle()

    def passphrase(self, name: str, phrase: str) -> None:
        self.fill(name, phrase)
        self.fill(f"{name}, once more", phrase)
        self.press("Go on")


def carried_out(vault: Path, roots: Roots) -> None:
    """What the process that gets the roots does."""
    with open_with_roots(vault, Secret(roots.rc.reveal()), Secret(roots.ri.reveal()) if roots.ri else None,
                         write=True) as session:
        keychange.carry_out(session, keychange.read(roots.change))


def test_forgotten_recovered_with_the_words_and_a_new_passphrase_set(
        app: QApplication, settle: Settle, vault: Path, recovery_keys: tuple[RecoveryKey, RecoveryKey],
        passphrases: Passphrases) -> None:
    made = Window(vault, CASES, settle)
    made.steps.recover()
    made.fill("Recovery words", "abandon ability nonsens")
    assert "3 of 24 words" in made.said()
    made.press("Go on")
    assert "not the words of a recovery secret" in made.said()
    made.fill("Recovery words", recovery_keys[1].words)
    made.press("Go on")
    made.wait(lambda: "do not open the case vault" in made.said())
    made.fill("Recovery words", recovery_keys[0].words.upper().replace(" ", "\n "))
    made.press("Go on")
    made.wait(lambda: isinstance(made.page(), NewPassphrase))
    made.passphrase("New passphrase", "weak")
    assert "too weak" in made.said()
    made.passphrase("New passphrase", passphrases.b)
    made.wait(lambda: "in use already" in made.said())
    made.passphrase("New passphrase", NEW)
    made.wait(lambda: made.taken)
    assert NEW.encode() not in made.taken[0].change
    carried_out(vault, made.taken[0])
    open_vault(vault, NEW, passphrases.b).close()
    with pytest.raises(WrongPassphrase):
        open_vault(vault, passphrases.a)


def test_the_forgotten_one_may_stay_and_the_words_alone_may_do(
        app: QApplication, settle: Settle, vault: Path, recovery_sheet: Path, passphrases: Passphrases) -> None:
    made = Window(vault, IDENTITIES, settle)
    rc = opening.cases_root(vault, passphrases.a).rc
    made.steps.recover(rc)
    made.page().take_file(recovery_sheet)  # type: ignore[attr-defined]  # the page of words
    made.wait(lambda: isinstance(made.page(), NewPassphrase))
    made.press("Open without a new one")
    assert made.taken.pop().change == b""
    tick = made.page().findChildren(QCheckBox)[0]
    assert tick.isChecked()
    tick.setChecked(False)
    made.passphrase("New identity passphrase", NEW)
    made.wait(lambda: made.taken)
    carried_out(vault, made.taken[0])
    open_vault(vault, passphrases.a, passphrases.b).close()
    open_vault(vault, passphrases.a, NEW).close()


def test_two_persons_passphrases_and_a_recovery_secret_are_added(app: QApplication, settle: Settle, vault: Path,
                                                                 passphrases: Passphrases) -> None:
    made = Window(vault, CASES, settle)
    roots = opening.cases_root(vault, passphrases.a)
    assert not opening.two_may_open(vault, CASES)
    made.steps.add_two(roots)
    made.passphrase("First person’s passphrase", NEW)
    made.passphrase("Second person’s passphrase", NEW)
    assert "first person’s passphrase" in made.said()
    made.passphrase("Second person’s passphrase", SECOND)
    made.wait(lambda: made.taken)
    carried_out(vault, made.taken.pop())
    assert opening.two_may_open(vault, CASES)
    made.steps.two_together(lambda one, two: opening.cases_root(vault, one, two), made.taken.append)
    for one, two in ((SECOND, NEW), (NEW, NEW), (NEW, SECOND)):
        made.fill("First person’s passphrase", one)
        made.fill("Second person’s passphrase", two)
        made.press("Unlock")
        made.wait(made.act().isEnabled if one != NEW or two != SECOND else lambda: made.taken)
        assert "does not open" in made.said()
    assert made.taken.pop().rc == roots.rc
    made.steps.add_recovery(roots)
    words = " ".join(one.text() for one in made.page().findChildren(QLabel) if one.text()[:2] in ("1 ", "7 ", "13", "19"))
    shown = words.split()[1::2]
    assert len(shown) == 24
    made.press("I wrote them down")
    for field in made.page().findChildren(QLineEdit):
        field.setText(shown[int(field.accessibleName().rsplit(" ", 1)[1]) - 1])
    made.press("They are safe")
    carried_out(vault, made.taken[0])
    key = RecoveryKey.from_text(" ".join(shown))
    assert opening.recovered(vault, CASES, [key]).rc == roots.rc


def test_trying_the_words_says_what_they_open_and_changes_nothing(
        app: QApplication, settle: Settle, vault: Path, recovery_sheet: Path,
        recovery_keys: tuple[RecoveryKey, RecoveryKey], passphrases: Passphrases) -> None:
    made = Window(vault, CASES, settle)
    before = {path: path.read_bytes() for path in vault.iterdir() if path.is_file()}
    rc = opening.cases_root(vault, passphrases.a).rc
    made.steps.try_words(rc, lambda: None)
    made.fill("Recovery words", RecoveryKey.generate().words)
    made.press("Try them")
    assert "do not open this vault" in made.said()
    made.fill("Recovery words", recovery_keys[1].words)
    made.press("Try them")
    assert "They open the identity vault" in made.said()
    made.steps.try_words(rc, lambda: None)
    made.page().take_file(recovery_sheet)  # type: ignore[attr-defined]  # the page of words
    assert "They open the case vault and the identity vault" in made.said()
    assert {path: path.read_bytes() for path in vault.iterdir() if path.is_file()} == before
    made.press("Done")
    assert made.taken[0].ri is None
    carried_out(vault, made.taken[0])


def test_a_wrong_passphrase_is_let_go_like_one_that_is_being_typed(app: QApplication, settle: Settle, vault: Path,
                                                                    passphrases: Passphrases) -> None:
    made = Window(vault, CASES, settle)
    made.window._forget.setInterval(0)
    made.window.field.setText(passphrases.a[:-1])
    made.window.submit()
    made.wait(lambda: not made.window._wrong.isHidden())
    made.wait(lambda: made.window.field.text() == "")
    assert made.taken == []
    made.window._leave_step.setInterval(0)
    made.steps.two_together(lambda one, two: opening.cases_root(vault, one, two), made.taken.append)
    made.window._leave_step.stop()
    first, second = made.page().findChildren(PassphraseField)
    for field in (first, second):
        field.blockSignals(True)  # the clock starts with what was tried, not with what was typed
        field.setText("wrong")
    second.blockSignals(False)
    second.returnPressed.emit()
    made.wait(lambda: made.window._steps.widget() is None)


def test_a_step_nobody_goes_on_with_is_left_and_forgets_what_was_typed(app: QApplication, settle: Settle,
                                                                      vault: Path) -> None:
    made = Window(vault, CASES, settle)
    made.steps.recover()
    made.fill("Recovery words", "abandon ability")
    assert made.window._leave_step.isActive()
    made.window._leave_step.timeout.emit()
    assert made.window._steps.widget() is None
    assert made.window._places.currentWidget() is made.window._first
    made.steps.add_recovery(Roots(Secret(b"r" * 32)))
    assert not made.window._leave_step.isActive(), "words are being written down"


@pytest.mark.parametrize(("typed", "expected"), [
    ("", ""), ("abandon", "1 of 24 words."), ("zzzz abandon", "2 of 24 words. Look again at word 1: no list has it."),
    ("abandon zz", "2 of 24 words."), ("abandon zz ", "2 of 24 words. Look again at word 2: no list has it."),
    ("abandon " * 25, "25 of 24 words. There are too many."), ("AGE-SECRET-KEY-1XX", "")])
def test_words_are_counted_and_strange_ones_named_by_their_place(typed: str, expected: str) -> None:
    assert about(typed) == expected


def test_six_words_are_suggested_and_the_estimate_says_why(app: QApplication, settle: Settle) -> None:
    took: list[str] = []
    page = NewPassphrase("Title", "Sentence.", "Passphrase", took.append, None)
    next(one for one in page.findChildren(QPushButton) if one.text() == "Suggest six words").click()
    words = page._offer.text()
    assert len(words.split()) == 6
    page._field.setText("aaaaaaaaaaaaa")
    page._estimate()
    assert page._strength.text().endswith("Not enough yet. It repeats itself.")
    page._field.setText(words)
    page._estimate()
    assert page._strength.text().endswith("That is enough.")
    page._again.setText(words)
    page._next()
    assert took == [words]
    page.deleteLater()
