# SPDX-License-Identifier: GPL-3.0-or-later
"""A press file from the window: choose a place, look, decide; one worker, opened once, writes there and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from casefile import resources
from casefile.processes.first_run import SAMPLE_A, SAMPLE_B, make_sample
from tests.journeys.screen import Screen
from tests.journeys.test_first_run import press


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with the program's own sample case."""
    return make_sample(tmp_path_factory.mktemp("invented") / "vault").root


def give_identity_passphrase(screen: Screen) -> None:
    field = screen.wait(lambda: screen.find("Identity passphrase", "password"), what="the second unlock window")
    screen.click(field)
    screen.type(SAMPLE_B)
    screen.keys("Return")
    screen.wait(lambda: not screen.find("Identity passphrase", "password"), what="the passphrase taken")


def test_a_press_file_is_looked_at_decided_and_written_over_a_lock(invented: Path, tmp_path: Path) -> None:
    place = tmp_path / "press.pdf"
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(invented)
        screen.unlock(SAMPLE_A)
        screen.click(screen.wait(lambda: screen.find("Export", "list item|page tab|button"), what="the export page"))
        press(screen, "Choose the place, and look.*")
        screen.wait(lambda: screen.find("Look in:", "label"), what="the dialog")
        screen.type(str(place))
        screen.keys("Return")
        give_identity_passphrase(screen)
        press(screen, "Remove")
        assert not place.exists()
        screen.keys("ctrl+l")  # in the middle of it: the decision is kept, the names are closed
        screen.unlock(SAMPLE_A)
        assert set(screen.processes().values()) == {"supervisor", "desk"}
        press(screen, "Go on with the review")
        give_identity_passphrase(screen)
        press(screen, "Write the file.*")
        screen.wait(lambda: screen.find("The file is written", "label"), 90, "the file")
        screen.wait(lambda: set(screen.processes().values()) == {"supervisor", "desk"}, what="the worker's end")
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(place).pages)
    people = json.loads(resources.text("sample/sample-case.json"))["people"]
    names = [name["value"] for person in people for name in person.get("identity", {}).get("names", [])]
    assert len(names) > 25
    assert [name for name in names if name in text] == []
    assert place.stat().st_mode & 0o777 == 0o600
