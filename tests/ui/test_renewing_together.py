# SPDX-License-Identifier: GPL-3.0-or-later
"""Two persons write everything anew together, and a new vault's recovery words are saved where they may be."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from casefile.errors import WrongPassphrase
from casefile.host.clock import FixedClock
from casefile.host.hardening import Role
from casefile.processes import renewal
from casefile.processes.first_run import Made
from casefile.processes.link import Start
from casefile.processes.messages import Message, Op
from casefile.progress import Silent
from casefile.vault import keys, recovery_file
from casefile.vault.check import check_vault
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.kdf import PROFILES
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, IDENTITIES
from tests.conftest import Passphrases
from ui.unlock.renewing import Renewing
from ui.unlock.welcome import _keep

FIRST, SECOND = "lantern meridian basalt otter crinkle 83", "umbrella fjord cactus paprika nimbus 29"
THIRD, FOURTH = "gravel sonata pelican tinder ombre 51", "mistral cobalt juniper walrus fable 68"
Settle = Callable[[], None]


class Wire:
    """The supervisor's end: keeps what the window says."""

    def __init__(self) -> None:
        self.said: list[Message] = []
        self.send = self.said.append

    def listen(self, heard: Callable[[Message], None]) -> None:
        """Nobody answers."""


@pytest.fixture
def for_two(vault: Path, roots: tuple[bytes, bytes]) -> Path:
    """A vault whose both halves two persons can open together."""
    with open_with_roots(vault, Secret(roots[0]), Secret(roots[1]), write=True, clock=FixedClock()) as session:
        keys.add_passphrases(session, CASES, (FIRST, SECOND), cost=PROFILES["low-memory"])
        keys.add_passphrases(session, IDENTITIES, (THIRD, FOURTH), cost=PROFILES["low-memory"])
    return vault


def page_of(made: Renewing) -> QWidget:
    return made.window._steps.widget() or made.window


def press(page: QWidget, words: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == words and not one.isHidden()).click()


def type_both(page: QWidget, first: str, second: str) -> None:
    for name, phrase in (("First person’s passphrase", first), ("Second person’s passphrase", second)):
        next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == name).setText(phrase)
    press(page, "Unlock")


def wait(settle: Settle, question: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not question():
        settle()
        assert time.monotonic() < until
        time.sleep(0.01)
    settle()


def said(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if not one.isHidden())


def test_two_persons_write_everything_anew_in_the_window(app: QApplication, settle: Settle, for_two: Path,
                                                         passphrases: Passphrases) -> None:
    wire = Wire()
    made = Renewing(Start(Role.UNLOCK, cast(Any, wire), for_two, "en"))
    settle()
    press(made.window, "Two people together")
    type_both(page_of(made), SECOND, FIRST)
    wait(settle, lambda: "does not open" in said(page_of(made)))
    type_both(page_of(made), FIRST, SECOND)
    wait(settle, lambda: "New keys for the true names, too" in "".join(
        one.text() for one in page_of(made).findChildren(QWidget) if hasattr(one, "text")))
    press(page_of(made), "Two people together")
    type_both(page_of(made), THIRD, THIRD)
    wait(settle, lambda: "does not open" in said(page_of(made)))
    assert not any(message.op is Op.JOB for message in wire.said)
    type_both(page_of(made), THIRD, FOURTH)
    wait(settle, lambda: any(message.op is Op.JOB for message in wire.said))
    assert made._order is not None
    assert made._roots is not None
    assert made._roots.ri is not None
    for phrase in (FIRST, SECOND, THIRD, FOURTH):
        assert phrase.split()[0] not in str(made._order.options), "the order holds keys, and no passphrase"
    with open_with_roots(for_two, made._roots.rc, made._roots.ri, write=True, clock=FixedClock()) as session:
        done = renewal.carry_out(session, made._order.options, Silent())
    assert len(done["dropped"]) == 2
    with open_vault(for_two, (FIRST, SECOND), (THIRD, FOURTH)) as session:
        assert check_vault(session, Silent()) == []
    for older in (passphrases.a, FIRST):
        with pytest.raises(WrongPassphrase):
            open_vault(for_two, older)
    made.window.deleteLater()


def test_recovery_words_are_saved_for_their_owner_alone_and_never_in_the_vault(
        vault: Path, tmp_path: Path, recovery_keys: tuple[RecoveryKey, RecoveryKey]) -> None:
    made = Made(vault, "0" * 32, *recovery_keys)
    (tmp_path / "link").symlink_to(vault)
    before = sorted(vault.rglob("*"))
    for place in (vault / "words.txt", vault / "blobs/words.txt", tmp_path / "link/words.txt",
                  tmp_path / "x/../vault/words.txt"):
        assert "Not inside the vault" in _keep(place, made)
    assert sorted(vault.rglob("*")) == before
    words = _keep(tmp_path / "words.txt", made)
    assert "is a key" in words
    assert stat.S_IMODE((tmp_path / "words.txt").stat().st_mode) == 0o600
    assert [key.line for key in recovery_file.read(tmp_path / "words.txt").all] == [key.line for key in recovery_keys]
    assert "already a file" in _keep(tmp_path / "words.txt", made)
    assert "not there" in _keep(tmp_path / "nowhere/words.txt", made)


def test_two_together_is_offered_only_where_two_may_open(app: QApplication, settle: Settle, vault: Path) -> None:
    made = Renewing(Start(Role.UNLOCK, cast(Any, Wire()), vault, "en"))
    settle()
    assert not [one for one in made.window.findChildren(QPushButton) if one.text() == "Two people together"]
    made.window.deleteLater()
