# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of a person's basics and consents.  Names are never typed here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.kit.page import Page


class PersonForm(QWidget):
    """Takes the place of a person's detail while it is edited."""

    def __init__(self, desk: Desk, page: Page, record: str, done: Callable[[str], None], *, consents: bool = False
                 ) -> None:
        super().__init__(page)
        self.hide()
