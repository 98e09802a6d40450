# SPDX-License-Identifier: GPL-3.0-or-later
"""Files into a case and out of it by the window: what the worker is asked, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QPushButton

from tests.ui.fake_source import FakeBridge, FakeSource
from tests.ui.tree import walk
from ui.cases import in_and_out
from ui.cases.attachments import Attachments
from ui.shell.window import MainWindow

PAPER = "e2" * 16


@pytest.fixture
def shown(open_window: Callable[..., MainWindow], source: FakeSource, settle: Callable[[], None]) -> Attachments:
    source.put("attachments", PAPER, "list.txt", {"case": "c1", "path": "list.txt", "sha256": "", "media_type": "text/plain"})
    window = open_window()
    window.show_page("Cases", "c1")
    settle()
    return window._page("Cases").findChildren(Attachments)[-1]


def said(shown: Attachments) -> str:
    return "\n".join(f"{node.name}\n{node.text}" for node in walk(shown.window()))


def test_files_are_kept_by_a_worker_and_the_one_outside_is_spoken_of(
        shown: Attachments, source: FakeSource, bridge: FakeBridge, settle: Callable[[], None], tmp_path: Path) -> None:
    shown.adding.attach([str(tmp_path / "a.jpg")])
    assert bridge.asked[-1] == ("attach", {"case": "c1", "files": [str(tmp_path / "a.jpg")]})
    source.put("attachments", "e3" * 16, "a.jpg", {"case": "c1", "path": "a.jpg", "sha256": "", "media_type": "image/jpeg"})
    bridge.jobs[-1][1]({"items": [{}]})
    settle()
    assert "One file is in the vault, encrypted." in said(shown)
    assert "Show a.jpg" in said(shown)


def test_a_refusal_says_that_nothing_was_attached(shown: Attachments, bridge: FakeBridge, settle: Callable[[], None]) -> None:
    shown.adding.attach(["/nowhere"])
    shown.adding.attach(["/nowhere/else"])
    assert [job for job, _ in bridge.asked].count("attach") == 1, "one after the other"
    bridge.jobs[-1][1]({"error": {"message": "There is no such file.", "advice": ""}})
    settle()
    assert "Nothing was attached." in said(shown)


def test_only_files_of_this_computer_may_be_dropped(tmp_path: Path, app: object) -> None:
    (tmp_path / "a.txt").write_text("x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    assert in_and_out.dropped(data) == [str(tmp_path / "a.txt")]
    for other in (QUrl("https://example.org/a.png"), QUrl.fromLocalFile(str(tmp_path))):
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt")), other])
        assert in_and_out.dropped(data) == []


def test_what_is_saved_is_said_not_to_be_encrypted(shown: Attachments, bridge: FakeBridge, settle: Callable[[], None]) -> None:
    in_and_out.write(shown, shown._desk, PAPER, "/tmp/list.txt", shown._tell)
    assert bridge.asked[-1] == ("extract", {"id": PAPER, "out": "/tmp/list.txt"})
    bridge.jobs[-1][1]({"file": "/tmp/list.txt"})
    settle()
    assert "it is not encrypted" in said(shown)


def test_an_attachment_is_taken_away_after_a_question(shown: Attachments, source: FakeSource, bridge: FakeBridge,
                                                      settle: Callable[[], None]) -> None:
    in_and_out.take_away(shown, shown._desk, PAPER, "list.txt", shown._tell, shown._changed)
    settle()
    assert "Take list.txt away?" in said(shown)
    assert not [job for job, _ in bridge.asked if job == "detach"]
    button = next(one for one in shown.findChildren(QPushButton) if one.text() == "Take it away")
    button.click()
    assert bridge.asked[-1] == ("detach", {"id": PAPER})
    bridge.jobs[-1][1]({"id": PAPER})
    settle()
    assert "list.txt is gone from this vault." in said(shown)
