# SPDX-License-Identifier: GPL-3.0-or-later
"""The report on the settings page: what it asks a worker to write, and what it says afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from casefile.processes.faults import Fault
from tests.ui.fake_source import FakeBridge
from ui.shell.window import MainWindow


def test_a_report_is_saved_by_a_worker_and_holds_the_fault(open_window: Callable[..., MainWindow], bridge: FakeBridge,
                                                           settle: Callable[[], None]) -> None:
    bridge.fault = Fault("0badcafe", "desk", "KeyError", ("page.py:12 show",))
    window = open_window()
    window.show_page("Settings")
    window.desk.hub.wait()
    settle()
    page = window.place()[1]
    assert any("0badcafe" in one.text() for one in page.findChildren(QLabel))
    page.write_report("/chosen/report.txt")  # type: ignore[attr-defined]  # the settings page
    job, options = bridge.asked[-1]
    assert job == "report"
    assert options["out"] == "/chosen/report.txt"
    assert "KeyError in the process desk\n  page.py:12 show" in options["text"]
    assert "library-pillow" in options["text"]
    bridge.jobs[-1][1]({"ok": True})
    settle()
    assert any(one.text() == "The report is saved" for one in page.findChildren(QLabel))
