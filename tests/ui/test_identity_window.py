# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity window: hidden rows, one person at a time, and the clock that closes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from ui.identity.window import IdentityWindow

HERON = {"names": [{"value": "남궁태식", "kind": "true"}], "hometown": "Saetgol, Onsong"}
SORREL = {"names": [{"value": "황보미래", "kind": "true"}]}


def window_of(close: Callable[[], None] = lambda: None, add: Callable[[str, str], None] = lambda _kind, _words: None,
              alter: Callable[[Any], None] = lambda _body: None, undo: Callable[[], None] = lambda: None) -> IdentityWindow:
    return IdentityWindow(close, add, alter, undo)


def words(window: IdentityWindow) -> str:
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    shown = window._area.widget()
    assert shown is not None
    return "\n".join(label.text() for label in shown.findChildren(QLabel))


def test_the_home_town_is_hidden_until_shown_and_can_be_hidden_again(app: QApplication) -> None:
    window = window_of()
    window.show_person("Heron", HERON)
    assert "남궁태식" in words(window)
    assert "Saetgol" not in words(window)
    turn = next(one for one in window.findChildren(QPushButton) if one.accessibleName() == "Show home town")
    turn.click()
    assert "Saetgol" in words(window)
    turn.click()
    assert "Saetgol" not in words(window)


def test_turning_to_another_person_lets_the_first_go_and_hides_again(app: QApplication) -> None:
    window = window_of()
    window.show_person("Heron", HERON)
    window.show_person("Sorrel", SORREL)
    assert "황보미래" in words(window)
    everything = "\n".join(label.text() for label in window.findChildren(QLabel))
    assert "남궁태식" not in everything
    assert window.windowTitle() == "Casefile"


def test_a_name_typed_for_one_person_is_not_brought_back_for_another(app: QApplication) -> None:
    window = window_of()
    window.show_person("Heron", HERON)
    window._add()
    field = next(one for one in window.findChildren(QLineEdit) if one.accessibleName() == "Words to add")
    QTest.keyClicks(field, "Namgung Tae-sik")
    window.show_person("Sorrel", SORREL)
    assert field.text() == ""
    window._add()
    field.undo()
    assert field.text() == ""
    assert not field.isUndoAvailable()


def test_two_minutes_without_anybody_close_it(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    now = [1000.0]
    monkeypatch.setattr("ui.identity.window.time.monotonic", lambda: now[0])
    window = window_of(close=lambda: closed.append(True))
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
    window = window_of(add=lambda kind, given: added.append((kind, given)))
    window.show_person("Sorrel", None)
    next(one for one in window.findChildren(QPushButton) if one.text() == "Add a spelling").click()
    field = next(one for one in window.findChildren(QLineEdit) if one.accessibleName() == "Words to add")
    field.returnPressed.emit()  # nothing typed: nothing added
    field.setText(" Hwangbo ")
    field.returnPressed.emit()
    assert added == [("true", "Hwangbo")], "the first name of a person is the true one"


def test_a_fact_is_corrected_or_taken_away_alone(app: QApplication) -> None:
    kept: list[Any] = []
    window = window_of(alter=kept.append)
    window.show_person("Heron", HERON)
    next(one for one in window.findChildren(QPushButton) if one.accessibleName() == "Change home town").click()
    field = next(one for one in window.findChildren(QLineEdit) if one.accessibleName() == "New words of home town")
    assert field.text() == "", "what stands in a field could be copied"
    field.setText("Namgol")
    field.returnPressed.emit()
    assert kept.pop() == {**HERON, "hometown": "Namgol"}
    next(one for one in window.findChildren(QPushButton) if one.accessibleName() == "Take away home town").click()
    assert kept.pop() == {"names": HERON["names"]}
    window.show_person("Sorrel", SORREL)
    QApplication.sendPostedEvents(None, 52)  # what was let go is deleted
    left = [one.text() for one in window.findChildren(QLineEdit)] + [one.text() for one in window.findChildren(QLabel)]
    assert not [one for one in left if "gol" in one], "nothing of the first person is left"
