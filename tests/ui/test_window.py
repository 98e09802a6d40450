# SPDX-License-Identifier: GPL-3.0-or-later
"""The main window: search, lock, the way between pages, looks and sizes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tests.ui.fake_source import FakeBridge, FakeSource
from tests.ui.tree import walk
from ui.kit.theme import em
from ui.shell import pages
from ui.shell.window import MainWindow

RECORDS = {"Cases": "c1", "People": "a1", "Statements": "b3", "Incidents": "d2", "Appeals": "g1"}
Open = Callable[..., MainWindow]
Settle = Callable[[], None]


def test_results_appear_while_typing_and_on_return(open_window: Open, settle: Settle) -> None:
    window = open_window()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert QApplication.focusWidget() is window.header.search
    QTest.keyClicks(window.header.search, "river")
    QTest.qWait(250)
    settle()
    names = [node.name for node in walk(window)]
    assert "Statement 3" in names
    window.header.search.setText("open gate")
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    settle()
    assert "Enters the compound" in [node.name for node in walk(window)]
    QTest.keyClick(window.header.search, Qt.Key.Key_Escape)
    settle()
    assert window._place == "Home"


def test_a_result_opens_its_record(open_window: Open, settle: Settle) -> None:
    window = open_window()
    window.header.search.setText("river")
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    settle()
    QTest.keyClick(window.header.search, Qt.Key.Key_Down)
    rows = window._page("Search").rows  # type: ignore[attr-defined]  # the search page
    rows.select("statements/b3")
    QTest.keyClick(rows, Qt.Key.Key_Return)
    settle()
    assert window._place == "Statements"
    assert any("Sorrel and I crossed" in node.description for node in walk(window))


def test_lock_by_button_and_by_key(open_window: Open, bridge: FakeBridge, settle: Settle) -> None:
    window = open_window()
    window.activateWindow()
    QTest.mouseClick(window.header.lock, Qt.MouseButton.LeftButton)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [what for what, _about in bridge.asked] == ["lock", "lock"]


def test_the_place_comes_back_after_a_lock(open_window: Open, source: FakeSource, settle: Settle) -> None:
    first = open_window()
    first.show_page("Statements", "b3")
    assert source.settings["place"] == "Statements/b3"
    again = open_window()
    settle()
    assert again._place == "Statements"
    assert any("Sorrel and I crossed" in node.description for node in walk(again))


def test_a_place_in_the_rail_goes_back_to_its_list(open_window: Open, settle: Settle) -> None:
    window = open_window()
    window.show_page("Statements", "b3")
    settle()
    places = window.rail.places
    item = places.item(3)
    QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=places.visualItemRect(item).center())
    settle()
    assert window._page("Statements").shown == ""  # type: ignore[attr-defined]  # a book page


@pytest.mark.parametrize("look", ["light", "dark", "high"])
@pytest.mark.parametrize("page", list(pages.MAKERS))
def test_every_page_is_drawn_in_every_look(open_window: Open, settle: Settle, look: str, page: str) -> None:
    window = open_window(look=look)
    window.show_page(page, RECORDS.get(page, ""))
    settle()
    picture = window.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    assert len(colours) > 8


@pytest.mark.parametrize("page", list(pages.MAKERS))
def test_no_word_is_cut_at_twice_the_size(open_window: Open, settle: Settle, page: str) -> None:
    window = open_window(scale="2.0")
    window.show_page(page, RECORDS.get(page, ""))
    settle()
    cut: list[tuple[object, ...]] = []
    for one in window.findChildren(QLabel) + window.findChildren(QPushButton):
        if not one.isVisible() or not one.text() or type(one).__name__ in ("RiskLadder", "Chip"):
            continue
        metrics = QFontMetrics(one.font())
        if isinstance(one, QLabel) and one.wordWrap():
            longest = max(metrics.horizontalAdvance(word) for word in one.text().split()) if one.text().split() else 0
            tall = one.heightForWidth(one.width())
            if one.height() + 2 < tall or longest > one.width() + 2:
                cut.append((one.text()[:40], one.size().toTuple(), tall))
        elif one.width() + 2 < one.sizeHint().width() or one.height() < metrics.height():
            cut.append((one.text()[:40], one.size().toTuple(), one.sizeHint().toTuple()))
    assert not cut
    assert not window.findChildren(QLabel) or window.minimumSizeHint().width() <= 1280


def test_large_text_folds_as_a_small_window_does(open_window: Open, settle: Settle) -> None:
    window = open_window(scale="2.0")
    assert window.rail.width() < em(6)
    window = open_window(scale="1.0", size=(640, 700))
    settle()
    assert window.rail.width() < em(8)
    for width in range(640, 1300, 60):
        window.resize(width, 700)
        settle()
        parts = [one for one in window.header.children() if isinstance(one, QWidget) and one.isVisible()]
        boxes = sorted((one.geometry() for one in parts), key=lambda box: box.left())
        assert not [width for left, right in pairwise(boxes) if left.right() > right.left()]
    window.resize(640, 700)
    window.show_page("People", "a1")
    settle()
    page = window._page("People")
    assert not page.panel.isVisible()  # type: ignore[attr-defined]  # a list page


def test_a_new_text_size_is_in_force_at_once(open_window: Open, source: FakeSource, settle: Settle) -> None:
    window = open_window()
    before = em(10)
    window.show_page("Settings")
    source.remember("text_scale", "1.5")
    window.desk.restyled.emit()
    settle()
    assert em(10) == pytest.approx(before * 1.5, abs=2)
    assert window._place == "Settings"


def test_right_to_left_mirrors_the_window(app: QApplication, open_window: Open, settle: Settle) -> None:
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = open_window()
        for page in pages.MAKERS:
            window.show_page(page, RECORDS.get(page, ""))
            settle()
            window.grab()
        assert window.rail.mapTo(window, window.rail.rect().topLeft()).x() > window.width() / 2
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
