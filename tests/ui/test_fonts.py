# SPDX-License-Identifier: GPL-3.0-or-later
"""The health page asks Qt for fonts, since the window's process may start no program."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from casefile.host import doctor
from ui.settings import fonts


def test_every_script_of_the_doctor_has_an_answer_from_qt(app: QApplication) -> None:
    found = fonts.families()
    assert set(found) == set(doctor.SCRIPTS)
    assert found["latin"]


def test_the_doctor_believes_what_it_is_told_about_fonts() -> None:
    told = dict.fromkeys(doctor.SCRIPTS, "A font") | {"khmer": ""}
    checks = {check.id: check.ok for check in doctor.fonts(told)}
    assert checks["font-korean"]
    assert not checks["font-khmer"]
