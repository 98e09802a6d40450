# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window says of the last backup is what the backup was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from casefile.backup.snapshot import backup
from casefile.vault.session import Session
from tests.ui.tree import find
from ui.backup import stopped
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


def press(window: MainWindow, words: str) -> None:
    next(one for one in window.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()
