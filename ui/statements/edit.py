# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of a statement."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.kit.page import Page


class StatementForm(QWidget):
    """Takes the place of a statement while it is edited."""

    def __init__(self, desk: Desk, page: Page, record: str, done: Callable[[str], None]) -> None:
        super().__init__(page)
        self.hide()
