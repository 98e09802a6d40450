# SPDX-License-Identifier: GPL-3.0-or-later
"""Covering a picture with keys and mouse, what has to be said, and the copy that comes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from casefile.export import masking
from casefile.export.masking import Box
from casefile.processes.pictures import Pixels
from tests.ui.fake_source import FakeBridge, FakeSource
from tests.ui.tree import walk
from ui.cases.attachments import Attachments
from ui.cases.cover import Cover
from ui.cases.masking import Masking, readers_words
from ui.shell.window import MainWindow

Settle = Callable[[], None]
ORIGINAL = "e1" * 16
PIXELS = Pixels(400, 200, bytes(range(1, 241)) * 1000)


@pytest.fixture
def window(open_window: Callable[..., MainWindow], source: FakeSource, bridge: FakeBridge, settle: Settle) -> MainWindow:
    source.put("attachments", ORIGINAL, "landing.jpg", {"case": "c1", "path": "landing.jpg", "sha256": "",
                                                        "media_type": "image/jpeg"})
    source.files[ORIGINAL] = b"foreign bytes"
    made = open_window()
    made.show_page("Cases", "c1")
    settle()
    return made


def covering(window: MainWindow, bridge: FakeBridge, settle: Settle) -> Masking:
    page = window._page("Cases")
    page.findChildren(Attachments)[-1].look(ORIGINAL, "landing.jpg", cover=True)
    assert bridge.asked[-1] == ("picture", b"foreign bytes"), "only a decoder sees the bytes"
    bridge.jobs[-1][1](PIXELS.as_json())
    settle()
    return page.findChildren(Masking)[-1]


def said(window: MainWindow) -> str:
    return "\n".join(f"{node.name}\n{node.description}\n{node.text}" for node in walk(window))


def test_keys_alone_draw_move_resize_remove_and_take_back(app: object, settle: Settle) -> None:
    cover = Cover(PIXELS)
    cover.show()
    settle()
    for key, held in ((Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
                      (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)):
        QTest.keyClick(cover, key, held)
    assert cover.boxes == [Box(150, 79, 90, 40)]
    assert "Box 1 of 1: 150 from the left, 79 from the top, 90 wide, 40 high." in cover.accessibleDescription()
    QTest.keyClick(cover, Qt.Key.Key_A)
    QTest.keyClick(cover, Qt.Key.Key_N)
    assert "Box 1 of 2" in cover.words()
    QTest.keyClick(cover, Qt.Key.Key_Delete)
    assert cover.boxes == [Box(160, 80, 80, 40)]
    QTest.keyClick(cover, Qt.Key.Key_U)
    QTest.keyClick(cover, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cover.boxes == [Box(150, 79, 90, 40)]
    cover.close()
    cover.deleteLater()
    settle()


def test_boxes_stay_on_the_picture_whatever_is_pressed(app: object, settle: Settle) -> None:
    cover = Cover(PIXELS, [Box(10, 10, 50, 50)])
    cover.show()
    settle()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        for _ in range(4):
            QTest.keyClick(cover, key)
            QTest.keyClick(cover, key, Qt.KeyboardModifier.ShiftModifier)
    box = cover.boxes[0]
    assert box.within(400, 200) == box
    cover.close()
    cover.deleteLater()
    settle()


def test_the_mouse_draws_moves_and_a_click_is_no_box(app: object, settle: Settle) -> None:
    cover = Cover(PIXELS)
    cover.resize(400, 200)
    cover.show()
    settle()
    QTest.mousePress(cover, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    QTest.mouseMove(cover, QPoint(80, 70))
    QTest.mouseRelease(cover, Qt.MouseButton.LeftButton, pos=QPoint(80, 70))
    (drawn,) = cover.boxes
    scale = cover.width() / 400
    assert abs(drawn.x - 20 / scale) <= 2
    assert abs(drawn.width - 60 / scale) <= 2
    QTest.mousePress(cover, Qt.MouseButton.LeftButton, pos=QPoint(30, 40))
    QTest.mouseMove(cover, QPoint(60, 40))
    QTest.mouseRelease(cover, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    assert abs(cover.boxes[0].x - drawn.x - 30 / scale) <= 2
    assert cover.boxes[0].width == drawn.width
    QTest.mouseClick(cover, Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    assert len(cover.boxes) == 1
    cover.close()
    cover.deleteLater()
    settle()


def test_nothing_is_made_before_somebody_said_that_she_looked(window: MainWindow, bridge: FakeBridge, settle: Settle) -> None:
    shown = covering(window, bridge, settle)
    assert "Draw a box" in shown.missing()
    shown._looked.setChecked(True)
    assert "Draw a box" in shown.missing()
    shown._nothing.setChecked(True)
    assert shown.missing() == ""
    shown._nothing.setChecked(False)
    shown._cover.add()
    assert shown.missing() == ""
    shown._looked.setChecked(False)
    assert "No program can read a picture" in shown.missing()
    shown.make()
    assert not shown._make.isEnabled()
    assert len(window.desk.source.ids("attachments", case="c1")) == 1


def test_a_copy_is_made_of_pixels_and_boxes_and_listed(window: MainWindow, bridge: FakeBridge, source: FakeSource,
                                                       settle: Settle) -> None:
    shown = covering(window, bridge, settle)
    shown._cover.add()
    boxes = shown._cover.boxes
    shown._looked.setChecked(True)
    shown._readers._ticks["press"].setChecked(True)
    shown.make()
    window.desk.hub.wait()
    settle()
    own = next(one for one in source.files if one != ORIGINAL)
    assert masking.pixels_of(source.files[own]) == masking.cover(PIXELS, boxes)
    assert source.records["attachments"][own].body["mask"] == {"original": ORIGINAL, "boxes": 1, "cleared_for": ["press"]}
    assert "The copy is made, cleared for the press" in said(window)
    page = window._page("Cases").findChildren(Attachments)[-1]
    page._clear(own, ["press"])
    settle()
    assert source.records["attachments"][own].body["mask"]["cleared_for"] == ["press"]
    assert source.setting(f"mask/{ORIGINAL}") == ""


def test_boxes_outlive_a_lock(window: MainWindow, bridge: FakeBridge, settle: Settle) -> None:
    first = covering(window, bridge, settle)
    first._cover.add()
    drawn = first._cover.boxes
    again = covering(window, bridge, settle)
    assert again._cover.boxes == drawn


def test_readers_are_said_in_words() -> None:
    assert readers_words([]) == "cleared for nobody"
    assert readers_words(["un", "press"]) == "cleared for the press and UN bodies"
    assert readers_words(["press", "appeal", "legal"]) == "cleared for the press, an appeal and a lawyer"
