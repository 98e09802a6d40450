# SPDX-License-Identifier: GPL-3.0-or-later
"""No field of any page or window lets an input method learn what is typed into it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from tests.ui.test_access import RECORDS
from ui.identity.window import IdentityWindow
from ui.kit import theme
from ui.shell import pages
from ui.shell.window import MainWindow
from ui.unlock.field import PassphraseField

SENSITIVE = Qt.InputMethodHint.ImhSensitiveData
Settle = Callable[[], None]


def fields(window: QWidget) -> list[QWidget]:
    """What takes text."""
    return [one for one in window.findChildren(QWidget) if isinstance(one, (QLineEdit, QTextEdit)) and one.isVisible()
            and not one.isReadOnly()]


def check(window: QWidget, settle: Settle) -> int:
    seen = 0
    for field in fields(window):
        field.setFocus()
        settle()
        if QApplication.focusWidget() is field:
            seen += 1
            assert field.inputMethodHints() & SENSITIVE, field.accessibleName()
    return seen


def test_every_field_of_every_page_is_marked_before_it_is_typed_into(open_window: Callable[..., MainWindow],
                                                                     settle: Settle) -> None:
    window, seen = open_window(), 0
    window.activateWindow()
    for page in (*pages.MAKERS, *RECORDS):
        window.show_page(page)
        add = getattr(window.place()[1], "add", None)
        if add:
            add()
        settle()
        seen += check(window, settle)
    assert seen > 20


def test_the_identity_window_and_passphrases_are_marked_too(app: QApplication, settle: Settle) -> None:
    theme.install(app)
    window = IdentityWindow(lambda: None, lambda *_what: None, lambda _body: None, lambda: None)
    window.show()
    window.activateWindow()
    window._adding.begin("spelling")
    settle()
    assert check(window, settle) >= 1
    window.hide()
    assert PassphraseField("Passphrase").inputMethodHints() & SENSITIVE
