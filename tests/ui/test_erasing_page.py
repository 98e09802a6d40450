# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a person from her page: what is said before, what a worker is asked, what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from casefile.errors import UsageError
from casefile.processes.worker_jobs import WORK
from casefile.progress import Silent
from casefile.records import reading
from casefile.store import rows
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases
from tests.ui.fake_source import FakeBridge, FakeSource
from ui.shell.window import MainWindow


def said(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def press(page: QWidget, text: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.accessibleName() == text).click()


def test_a_person_is_erased_with_a_reason_and_the_counts_are_told(
        open_window: Callable[..., MainWindow], source: FakeSource, bridge: FakeBridge, settle: Callable[[], None]) -> None:
    window = open_window()
    window.show_page("People", "a1")
    page = window.place()[1]
    name = source.pseudonym("a1")
    press(page, "Erase this person…")
    settle()
    assert f"Erase {name}" in said(page)
    assert "Backups, bundles and copies of this vault made before" in said(page)
    press(page, "Erase this person…")
    settle()
    assert "A reason is needed" in said(page)
    assert not bridge.jobs
    reason = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Reason")
    reason.setText(" asked for it ")
    reason.textEdited.emit(" asked for it ")
    press(page, "Erase this person…")
    assert bridge.asked[-1] == ("erase", {"person": "a1", "reason": "asked for it"})
    bridge.jobs[-1][1]({"error": {"kind": "cancelled", "message": "Stopped.", "advice": ""}})
    settle()
    assert "Nothing was erased" in said(page)
    press(page, "Erase this person…")
    del source.records["people"]["a1"]
    bridge.jobs[-1][1]({"removed": {"people": 1, "statements": 2, "attachments": 0}, "handed_out": [
        {"time": "2002-06-01", "audience": "press", "file": "report.pdf", "to": "a paper"}]})
    settle()
    text = said(page)
    assert f"{name} is erased" in text
    assert "1 record of the person" in text and "2 statements" in text and "attachment" not in text.split("Erased")[1]
    assert "press · report.pdf · a paper" in text
    assert "Older backups still hold the person" in text
    press(page, "Done")
    settle()
    assert window.place()[0] == "People"
    assert name not in said(page)


def test_leaving_changes_nothing(open_window: Callable[..., MainWindow], bridge: FakeBridge, source: FakeSource,
                                 settle: Callable[[], None]) -> None:
    window = open_window()
    window.show_page("People", "a1")
    page = window.place()[1]
    press(page, "Erase this person…")
    settle()
    press(page, "Leave everything as it is")
    settle()
    assert not bridge.jobs
    assert source.pseudonym("a1") in said(page)


def test_the_worker_erases_in_a_real_vault(sample_vault: Path, passphrases: Passphrases) -> None:
    with open_vault(sample_vault, passphrases.a, passphrases.b, write=True) as session:
        person = next(iter(rows.rows(session, "people"))).id
        with pytest.raises(UsageError):
            WORK["erase"](session, {"person": person}, Silent())
        done = WORK["erase"](session, {"person": person, "reason": "asked"}, Silent())
        assert done["removed"]["people"] == 1
        with pytest.raises(UsageError):
            reading.get(session, "people", person)
        verified = WORK["audit"](session, {}, Silent())
        assert verified["findings"] == []
