# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity window: hidden rows, one person at a time, and the clock that closes it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from ui.identity.window import IdentityWindow

HERON = {"names": [{"value": "남궁태식", "kind": "true"}], "hometown": "Saetgol, Onsong"}
SORREL = {"names": [{"value": "황보미래", "kind": "true"}]}


def words(window: IdentityWindow) -> str:
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    shown = window._area.widget()
    assert shown is not None
    return "\n".join(label.text() for label in shown.findChildren(QLabel))


def test_the_home_town_is_hidden_until_shown_and_can_be_hidden_again(app: QApplication) -> None:
    window = IdentityWindow(lambda: None, lambda _kind, _words: None)
    window.show_person("Heron", HERON)
    assert "남궁태식" in words(window)
    assert "Saetgol" not in words(window)
    turn = next(one for one in window.findChildren(QPushButton) if one.accessibleName() == "Show home town")
    turn.click()
    assert "Saetgol" in words(window)
    turn.click()
    assert "Saetgol" not in words(window)


def test_turning_to_another_person_lets_the_first_go_and_hides_again(app: QApplication) -> None:
    window = IdentityWindow(lambda: None, lambda _kind, _words: None)
    window.show_person("Heron", HERON)
    window.show_person("Sorrel", SORREL)
    assert "황보미래" in words(window)
    everything = "\n".join(label.text() for label in window.findChildren(QLabel))
    assert "남궁태식" not in everything
    assert window.windowTitle() == "Casefile"


def test_two_minutes_without_anybody_close_it(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    now = [1000.0]
    monkeypatch.setattr("ui.identity.window.time.monotonic", lambda: now[0])
    window = IdentityWindow(lambda: closed.append(True), lambda _kind, _words: None)
    window.show_person("Heron", HERON)
    now[0] += 119
    window._count_down()
    assert not closed
    window.present()  # a key or a move
    now[0] += 119
    window._count_down()
    assert not closed
    now[0] += 1
    window._count_down()
    assert closed


def test_a_spelling_is_handed_on_with_its_kind(app: QApplication) -> None:
    added: list[tuple[str, str]] = []
    window = IdentityWindow(lambda: None, lambda kind, given: added.append((kind, given)))
    window.show_person("Sorrel", None)
    next(one for one in window.findChildren(QPushButton) if one.text() == "Add a spelling").click()
    field = next(one for one in window.findChildren(QLineEdit) if one.accessibleName() == "Words to add")
    field.returnPressed.emit()  # nothing typed: nothing added
    field.setText(" Hwangbo ")
    field.returnPressed.emit()
    assert added == [("true", "Hwangbo")], "the first name of a person is the true one"
