# SPDX-License-Identifier: GPL-3.0-or-later
"""The window comes back where it was: page, record, form, caret and scroll, over a real vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from casefile.store import window as memory
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.ui.fake_source import FakeBridge
from ui.kit.passages import Passage
from ui.shell.returning import KEY, View, look, read_view
from ui.shell.window import MainWindow

Settle = Callable[[], None]
Opened = Callable[[], MainWindow]


@pytest.fixture
def session_a(sample_vault: Path, roots: tuple[bytes, bytes]) -> Iterator[Session]:
    with open_with_roots(sample_vault, Secret(roots[0]), write=True) as session:
        yield session


@pytest.fixture
def again(app: QApplication, session_a: Session, settle: Settle) -> Iterator[Opened]:
    """Open the window once more, as after an unlock; the one before was ended, not closed."""
    made: list[MainWindow] = []

    def build() -> MainWindow:
        window = MainWindow(session_a, FakeBridge())
        made.append(window)
        window.resize(1000, 700)
        window.show()
        settle()
        QTest.qWait(100)
        return window

    yield build
    for window in made:
        window.desk.hub.wait()
        window.hide()
        window.deleteLater()
    settle()


def passage(window: MainWindow, name: str) -> Passage:
    return next(one for one in window.place()[1].findChildren(Passage) if one.accessibleName() == name)


def test_a_statement_being_typed_comes_back_with_its_caret(again: Opened, session_a: Session, settle: Settle) -> None:
    window = again()
    statement = window.desk.source.ids("statements")[0]
    window.show_page("Statements", statement)
    window.place()[1]._edit(statement)  # type: ignore[attr-defined]  # the statements page
    settle()
    field = passage(window, "Translation")
    field.setFocus()
    QTest.keyClicks(field, "The boat was late. ")
    before = look(window)
    assert before.form == f"statements/{statement}"
    assert before.caret == field.textCursor().position() > 0
    window.keep_now()
    window.hide()

    back = again()
    name, page = back.place()
    assert (name, page.shown) == ("Statements", statement)  # type: ignore[attr-defined]  # as above
    found = passage(back, "Translation")
    assert "The boat was late. " in found.toPlainText()
    assert back.focusWidget() is found
    assert found.textCursor().position() == before.caret
    assert look(back) == before
    kept = memory.remembered(session_a, KEY)
    assert kept
    assert "boat" not in kept


def test_a_new_record_comes_back_too(again: Opened, settle: Settle) -> None:
    window = again()
    window.show_page("People")
    window.place()[1].add()  # type: ignore[attr-defined]  # the people page
    settle()
    field = window.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "x")
    before = look(window)
    window.keep_now()
    window.hide()
    back = again()
    assert look(back) == before
    assert before.form == "people/new"


def test_a_place_scrolled_down_comes_back(again: Opened, settle: Settle) -> None:
    window = again()
    window.show_page("Statements", window.desk.source.ids("statements")[0])
    settle()
    bar = window.place()[1].record_page.area.verticalScrollBar()  # type: ignore[attr-defined]  # as above
    window.resize(1000, 420)
    settle()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    before = look(window)
    window.keep_now()
    window.hide()
    window.desk.source.remember("size", "1000x420")
    back = again()
    back.resize(1000, 420)
    QTest.qWait(700)
    assert look(back).scroll == before.scroll


@pytest.mark.parametrize("kept", [
    "", "null", "{}", "[1]", '{"page": "Nowhere"}',
    View("Statements", "no-such-record", "statements/no-such-record", (1, 2), "Original", 5, 9, 9).text(),
    View("Nowhere", "x").text(), View("Home", "", "people/x", (), "Search", 99, 10 ** 6, -4).text()])
def test_a_place_that_is_no_longer_there_leads_to_a_window_all_the_same(kept: str, again: Opened,
                                                                        session_a: Session) -> None:
    memory.remember(session_a, KEY, kept)
    assert again().place()[0] == "Home"


def test_a_place_is_read_as_it_was_written() -> None:
    view = View("People", "a1", "people/a1", (3, 400), "Work", 1, 7, 2)
    assert read_view(view.text()) == view
