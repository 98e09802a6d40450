# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup by hand: the place is chosen first, then a worker that may write there alone does it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Passphrases
from tests.journeys.screen import Screen
from tests.journeys.test_first_run import press


@pytest.fixture
def stick() -> Iterator[Path]:
    """A folder on another file system than the vault's, as a stick is."""
    if not Path("/dev/shm").is_dir():
        pytest.skip("no second file system here")
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield folder
    shutil.rmtree(folder)


def test_a_backup_is_made_and_proven_from_the_window(sample_vault: Path, passphrases: Passphrases, stick: Path,
                                                     tmp_path: Path) -> None:
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.unlock(passphrases.a)
        screen.click(screen.wait(lambda: screen.find("Backup", "list item|page tab|button"), what="the backup page"))
        press(screen, "Choose a.*folder.*")
        screen.wait(lambda: screen.find("Look in:", "label"), what="the dialog")
        screen.type(str(stick))
        screen.keys("Return")
        screen.wait(lambda: screen.find(str(stick), "label"), what="the place")
        buttons = [node for node in screen.tree() if node["name"] == "Back up now" and "button" in node["role"]]
        screen.click(buttons[-1])
        screen.wait(lambda: screen.find("Copy 1 is done and proven", "label"), 60, "the proof")
        screen.wait(lambda: set(screen.processes().values()) == {"supervisor", "desk"}, what="the worker's end")
    assert list(stick.iterdir())
