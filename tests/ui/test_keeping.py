# SPDX-License-Identifier: GPL-3.0-or-later
"""A form whose draft cannot be kept says so, keeps what was typed, and tries again."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from casefile.errors import DriveTrouble
from ui.kit.form import AGAIN_MS, Keeper, Values
from ui.kit.states import StateWord


def test_a_full_drive_is_said_and_the_draft_is_tried_again(app: QApplication) -> None:
    form, field, word = QWidget(), QLineEdit(), StateWord()
    full, kept = [True], list[Values | None]()

    def keep(body: Values | None) -> None:
        if full:
            raise DriveTrouble("The drive is full.")
        kept.append(body)

    keeper = Keeper(form, lambda: {"words": field.text()}, lambda values: field.setText(values["words"]), keep, word, "k")
    keeper.begin({"words": ""}, None)
    field.setText("They came at night.")
    keeper.touched()
    keeper.save_draft()
    assert word.text() == "Not saved yet. The drive is full."
    assert keeper._timer.isActive()
    assert keeper._timer.interval() == AGAIN_MS
    full.clear()
    keeper._timer.timeout.emit()
    assert kept == [{"words": "They came at night."}]
    assert word.text() == "Saved as a draft"
