# SPDX-License-Identifier: GPL-3.0-or-later
"""The export and backup pages over a real vault, with the worker's own work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from casefile.errors import CasefileError
from casefile.export.run import plan
from casefile.processes.worker_jobs import WORK, _request
from casefile.progress import Silent
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.ui.fake_source import FakeBridge
from tests.ui.tree import walk
from ui.export import data
from ui.export.page import ExportPage
from ui.export.review import Review
from ui.shell.window import MainWindow
from ui.vault_source import VaultSource

Settle = Callable[[], None]
NAMES = ("남궁태식", "Namgung", "Eun-byol", "罗卫东", "Luo Weidong")


class AtOnce(FakeBridge):
    """Does a worker's work here and now, with both roots, while the desk's session rests."""

    def __init__(self, vault: Path, roots: tuple[bytes, bytes]) -> None:
        super().__init__()
        self.vault, self.roots = vault, roots
        self.source = VaultSource(self._open(both=False))

    def _open(self, *, both: bool) -> Session:
        second = Secret(self.roots[1]) if both else None
        return open_with_roots(self.vault, Secret(self.roots[0]), second, write=True)

    def start_worker(self, job: str, options: Mapping[str, Any], on_progress: Any, on_done: Any,
                     on_ask: Any = None) -> str:
        self.asked.append((job, dict(options)))
        self.waits = (job, dict(options), on_done)
        if options.get("review"):
            self._do(lambda worker: plan(worker, _request(options), Silent()).answer(), on_ask, on_done)
        else:
            self._do(lambda worker: WORK[job](worker, options, Silent()), on_done, on_done)
        return "job-1"

    def answer(self, job: str, content: Mapping[str, Any]) -> None:
        self.asked.append(("answer", dict(content)))
        name, options, on_done = self.waits
        told = {**options, **content, "review": False}
        self._do(lambda worker: WORK[name](worker, told, Silent()), on_done, on_done)

    def _do(self, work: Callable[[Session], Mapping[str, Any]], done: Any, failed: Any) -> None:
        self.source.session.close()
        worker = self._open(both=True)
        tell = done
        try:
            found = work(worker)
        except CasefileError as error:
            found, tell = {"error": error.as_json()}, failed
        worker.close()
        self.source.session = self._open(both=False)
        tell(found)


@pytest.fixture
def bridge(sample_vault: Path, roots: tuple[bytes, bytes]) -> Iterator[AtOnce]:
    made = AtOnce(sample_vault, roots)
    yield made
    made.source.session.close()


@pytest.fixture
def window(app: QApplication, bridge: AtOnce, settle: Settle) -> Iterator[MainWindow]:
    made = MainWindow(None, bridge, source=bridge.source)
    made.show()
    settle()
    yield made
    made.desk.hub.wait()
    made.close()
    made.deleteLater()
    settle()


def words(window: MainWindow) -> str:
    return "\n".join(f"{node.name}\n{node.description}\n{node.text}" for node in walk(window))


def test_a_group_too_small_is_refused_and_says_that_nothing_left(window: MainWindow, settle: Settle, tmp_path: Path
                                                                 ) -> None:
    window.show_page("Export")
    page = window._page("Export")
    assert isinstance(page, ExportPage)
    page.look(str(tmp_path / "out.pdf"))
    settle()
    said = words(window)
    assert "No file was left behind. Your records are unchanged." in said or "Too few people" in said
    assert not [name for name in NAMES if name in said]


def test_an_internal_text_is_looked_at_and_written(window: MainWindow, settle: Settle, tmp_path: Path,
                                                   bridge: AtOnce) -> None:
    window.show_page("Export")
    page = window._page("Export")
    assert isinstance(page, ExportPage)
    page._choice.audience, page._choice.format = "internal", "txt"
    page.look(str(tmp_path / "out.txt"))
    settle()
    said = words(window)
    assert "What this office would read" in said
    assert "Heron" in said
    assert not [name for name in NAMES if name in said]
    review = page.findChildren(Review)[-1]
    while review.waiting():
        review.remove()
    page.write()
    settle()
    assert "The file is written" in words(window)
    written = (tmp_path / "out.txt").read_text("utf-8")
    assert "crossed the river" in written
    assert not [name for name in NAMES if name in written]


def test_the_backup_page_backs_up_and_shows_the_copy(window: MainWindow, settle: Settle, bridge: AtOnce,
                                                     tmp_path: Path) -> None:
    window.show_page("Backup")
    page = window._page("Backup")
    real = bridge.start_worker

    def on_this_disk(job: str, options: Mapping[str, Any], on_progress: Any, on_done: Any, on_ask: Any = None) -> str:
        return real(job, {**options, "allow_same_disk": True}, on_progress, on_done)

    bridge.start_worker = on_this_disk  # type: ignore[method-assign]  # a test has no stick
    page.start(str(tmp_path / "stick"))  # type: ignore[attr-defined]  # the backup page
    settle()
    window.desk.hub.wait()
    settle()
    said = words(window)
    assert "Copy 1 is done and proven" in said
    assert "Complete" in said
    assert window.header.chip.text() == "Backed up today"


def test_a_backup_beside_the_vault_is_refused_in_the_page(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    window.show_page("Backup")
    window._page("Backup").start(str(tmp_path / "stick"))  # type: ignore[attr-defined]  # the backup page
    settle()
    said = words(window)
    assert "same disk" in said
    assert "Your work is safe in the vault." in said
    assert [one for one in window.findChildren(QPushButton) if one.text() == "Back up now…" and one.isVisible()]


def test_warnings_about_many_people_are_one_sentence() -> None:
    said = data.warnings(["Heron is at high risk.", "Linnet is at high risk.", "The clock is early."])
    assert said == ["The clock is early.", "Heron and Linnet are at high risk."]
