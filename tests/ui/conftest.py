# SPDX-License-Identifier: GPL-3.0-or-later
"""One application for all tests of the window; anything Qt complains about fails the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.ui.fake_source import FakeBridge, FakeSource
from ui.shell.window import MainWindow

QUIET = ("This plugin does not support propagateSizeHints()", "This plugin does not support raise()",
         "This plugin supports grabbing the mouse only for popup windows")


@pytest.fixture(scope="session")
def app() -> QApplication:
    found = QApplication.instance() or QApplication([])
    assert isinstance(found, QApplication)
    QAccessible.setActive(True)  # as when a screen reader listens: lists then tell what changed
    return found


@pytest.fixture(autouse=True)
def qt_is_silent() -> Iterator[list[str]]:
    """Fails a test in which Qt warned."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(message.startswith(one) for one in QUIET):
            said.append(message)

    before = qInstallMessageHandler(hear)
    yield said
    qInstallMessageHandler(before)
    assert not said, f"Qt complained: {said}"


@pytest.fixture
def source() -> FakeSource:
    return FakeSource()


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge()


@pytest.fixture
def settle(app: QApplication) -> Callable[[], None]:
    """Let Qt do what waits."""
    def run() -> None:
        for _ in range(6):
            app.processEvents()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # outside a loop nobody else does
    return run


@pytest.fixture
def open_window(app: QApplication, source: FakeSource, bridge: FakeBridge, settle: Callable[[], None]
                ) -> Iterator[Callable[..., MainWindow]]:
    made: list[MainWindow] = []

    def build(*, look: str = "light", scale: str = "1.0", size: tuple[int, int] = (1280, 800)) -> MainWindow:
        source.settings |= {"look": look, "text_scale": scale}
        window = MainWindow(None, bridge, source=source)
        made.append(window)
        window.resize(*size)
        window.show()
        settle()
        return window

    yield build
    for window in made:
        window.desk.hub.wait()
        settle()
        window.close()
        window.deleteLater()
    settle()
