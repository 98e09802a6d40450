# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window says of the last backup is what the backup was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from casefile.backup.snapshot import backup
from casefile.vault.session import Session
from tests.ui.fake_source import FakeBridge
from tests.ui.tree import find
from ui.backup import stopped
from ui.backup.page import BackupPage
from ui.shell.window import MainWindow
from ui.vault_source import VaultSource


@pytest.mark.parametrize("with_names", [True, False])
def test_the_window_says_whether_the_identities_are_on_the_stick(session: Session, tmp_path: Path,
                                                                 with_names: bool) -> None:
    backup(session, tmp_path / "stick", include_identities=with_names, allow_same_disk=True)
    assert VaultSource(session).backup().identities is with_names


def test_a_backup_that_was_stopped_is_said_until_it_is_made_or_let_be(
        open_window: Callable[..., MainWindow], settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window()
    source = window.desk.source

    def said() -> bool:
        window.show_page("Home")
        settle()
        return find(window, "The last backup was stopped before it was done") is not None

    assert not said()
    stopped.begun(source)
    assert not said(), "it still runs"
    monkeypatch.setattr("ui.backup.stopped.os.getpid", lambda: 1)  # another process, after a lock
    assert said()
    window.show_page("Backup")
    settle()
    press(window, "Let it be")
    settle()
    assert not said()


def test_a_backup_that_the_vault_could_not_note_is_said_beside_the_proof(
        open_window: Callable[..., MainWindow], settle: Callable[[], None], bridge: FakeBridge, tmp_path: Path) -> None:
    window = open_window()
    window.show_page("Backup")
    settle()
    page = window.findChild(BackupPage)
    assert page is not None
    page.start(str(tmp_path))
    bridge.jobs[-1][1]({"snapshot": 4, "bytes_written": 1000, "verified": True, "noted": False,
                        "warnings": ["The backup is whole; the drive is full."]})
    settle()
    assert find(window, "Copy 4 is done and proven") is not None
    assert find(window, "The vault may not remember this backup") is not None
    page.start(str(tmp_path))
    bridge.jobs[-1][1]({"snapshot": 5, "bytes_written": 1000, "verified": True, "noted": True, "warnings": []})
    settle()
    assert find(window, "The vault may not remember this backup") is None


def press(window: MainWindow, words: str) -> None:
    next(one for one in window.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()
