# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page can be read and reached without eyes and without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.fake_source import FakeBridge
from tests.ui.tree import find, walk
from ui.shell import pages
from ui.shell.rail import PLACES
from ui.shell.window import MainWindow

RECORDS = {"Cases": "c1", "People": "a1", "Statements": "b3", "Incidents": "d2", "Appeals": "g1"}
STATES = [(name, "") for name in pages.MAKERS] + list(RECORDS.items())
WORDS = ("Heron", "Linnet", "Statement 3", "diplomatic")
Open = Callable[..., MainWindow]


@pytest.mark.parametrize(("page", "record"), STATES)
def test_every_focusable_thing_has_a_name(open_window: Open, settle: Callable[[], None], page: str, record: str
                                          ) -> None:
    window = open_window()
    window.show_page(page, record)
    settle()
    unnamed = [node.kind for node in walk(window) if node.focusable and not node.name.strip()]
    assert not unnamed


@pytest.mark.parametrize("page", PLACES)
def test_the_three_acts_are_on_every_page(open_window: Open, settle: Callable[[], None], page: str) -> None:
    window = open_window()
    window.show_page(page)
    settle()
    for name in ("Lock now", "Back up now", "Search"):
        assert find(window, name), name


def test_the_nine_places_are_list_items(open_window: Open) -> None:
    window = open_window()
    items = [node.name for node in walk(window) if node.role == QAccessible.Role.ListItem]
    assert [name for name in items if name in PLACES] == list(PLACES)


@pytest.mark.parametrize(("page", "record"), STATES)
def test_no_window_title_holds_case_data(open_window: Open, settle: Callable[[], None], page: str, record: str
                                         ) -> None:
    window = open_window()
    window.show_page(page, record)
    settle()
    titles = [one.windowTitle() for one in QApplication.topLevelWidgets()]
    assert window.windowTitle() == "Casefile"
    assert not [title for title in titles for word in WORDS if word in title]


@pytest.mark.parametrize(("page", "record"), STATES)
def test_tab_goes_round_and_is_never_caught(open_window: Open, settle: Callable[[], None], page: str, record: str
                                            ) -> None:
    window = open_window()
    window.show_page(page, record)
    window.activateWindow()
    settle()
    window.header.search.setFocus()
    seen: list[QWidget] = []
    for _ in range(300):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now is window.header.search:
            break
        seen.append(now)
    else:
        pytest.fail(f"Tab never came back; last at {type(seen[-1]).__name__} {seen[-1].accessibleName()}")
    assert len(set(seen)) == len(seen)
    assert window.header.lock in seen


def test_the_text_of_a_statement_is_readable(open_window: Open, settle: Callable[[], None]) -> None:
    window = open_window()
    window.show_page("Statements", "b3")
    settle()
    texts = [node.text for node in walk(window)]
    assert any("crossed the river" in text for text in texts)
    described = [node.description for node in walk(window) if node.name == "Paragraph 1, translation"]
    assert described and described[0].startswith("Sorrel and I crossed the river")


def test_a_person_is_read_whole(open_window: Open, settle: Callable[[], None]) -> None:
    window = open_window()
    window.show_page("People", "a1")
    settle()
    names = "\n".join(node.name for node in walk(window))
    for words in ("Harm if returned", "Harm if this record is read", "Critical", "Was sent back once before.",
                  "What Heron agreed to", "Identities…"):
        assert words in names
    rows = [node for node in walk(window) if node.name == "Heron" and "If returned: Critical" in node.description]
    assert rows


def test_the_plum_button_asks_for_this_person(open_window: Open, settle: Callable[[], None], bridge: FakeBridge
                                              ) -> None:
    window = open_window()
    window.show_page("People", "a3")
    settle()
    button = next(one for one in window.findChildren(QWidget) if one.accessibleName() == "Identities…"
                  and one.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bridge.asked[-1] == ("identities", "a3")
