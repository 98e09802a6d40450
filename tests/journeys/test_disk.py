# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole case in the window, under strace: which files are written, and what stands in them afterwards.

A first run with the sample, an export, a statement, a true name, a backup, a report, a lock, and the end.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from casefile.processes.first_run import SAMPLE_A, SAMPLE_B
from tests.conftest import Passphrases
from tests.faults.budget import budget, counted
from tests.faults.test_journey import FILES, FOREIGN, NETWORK, WRITING, encodings, looked_through
from tests.journeys.screen import UNLOCK, Screen, need
from tests.journeys.test_first_run import press
from tests.journeys.walk import Walk

NAME, STORY = "Ottoline Farquharson", "the seventh lantern was never lit again"
SPELLING = "Ottolina Farquharsson"
HARMLESS = re.compile(r"= -1 E|unfinished|\"/dev/(?:null|tty)\"|O_TMPFILE|resumed")


@dataclass(frozen=True)
class Journey:
    """The home it was made in, the places it was told to write to, and every call that opened or made a file."""

    home: Path
    asked: tuple[Path, ...]
    calls: list[str]
    number: int


@pytest.fixture(scope="module", params=range(budget(1, 20)))
def journey(tmp_path_factory: pytest.TempPathFactory, passphrases: Passphrases,
            request: pytest.FixtureRequest) -> Iterator[Journey]:
    need("strace")
    folder = tmp_path_factory.mktemp("case")
    trace, targets = folder / "trace", folder / "targets"
    targets.mkdir()
    stick = Path("/dev/shm") / f"casefile-disk-{os.getpid()}"
    stick.mkdir()
    with Screen(folder / "desktop") as screen:
        at = Walk(screen, replace(passphrases, a=SAMPLE_A, b=SAMPLE_B), stick)
        screen.launch(before=("strace", "-f", "-y", "-qq", "-s", "300", "--seccomp-bpf", "-e", f"trace={NETWORK},{FILES}",
                              "-o", str(trace)))
        press(screen, "Look around with a sample case")
        screen.wait(lambda: screen.find(SAMPLE_A), 90, "the sample")
        press(screen, "Open the sample")
        screen.unlock(SAMPLE_A)
        at.export(targets / "press.pdf")
        at.form(f"{NAME} said: {STORY}.")
        press(screen, "Keep the changes")
        at.first_person()
        press(screen, ".*Identities.*")
        at.give_identities()
        press(screen, "Add a spelling")
        screen.type(SPELLING)
        screen.keys("Return")
        at.see("Saved", "label")
        press(screen, "Done")
        at.choose_folder(stick)
        at.back_up()
        at.see("Copy 1 is done and proven", "label")
        at.page("Settings")
        at.see("Clock plausible", "label")
        screen.push(screen.wait(lambda: screen.find("Save a report", "button"), what="the button"))
        at.see("Look in:", "label")
        screen.keys("ctrl+a")
        screen.type(str(targets / "report.txt"))
        screen.keys("Return")
        at.see("The report is saved")
        screen.keys("ctrl+l")
        screen.wait(lambda: screen.titles() == [UNLOCK], 20, "the lock")
        screen.unlock(SAMPLE_A)
        screen.keys("alt+F4")
        assert screen.program is not None
        assert screen.program.wait(20) == 0
        home = screen.home
    assert sorted(path.name for path in targets.iterdir()) == ["press.pdf", "report.txt"]
    yield Journey(home, (targets, stick, home / "Casefile sample", home / "config" / "casefile"),
                  trace.read_text("utf-8", "replace").splitlines(), request.param)
    shutil.rmtree(stick)


def paths_of(call: str) -> list[Path]:
    """The files a call names, with the folder that is open for each (strace -y tells it)."""
    found = [Path(folder or os.getcwd()) / name
             for folder, name in re.findall(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"([^"]*)"', call)]
    assert found, call
    return found


def test_every_file_the_window_writes_lies_where_it_was_asked_for_or_is_gone(journey: Journey) -> None:
    written = [call for call in journey.calls if WRITING.search(call) and not HARMLESS.search(call)]
    assert len(written) > 100, "the trace holds nothing"
    for call in written:
        for path in paths_of(call):
            assert not path.exists() or any(path.is_relative_to(place) for place in journey.asked), call
    assert [call for call in journey.calls if FOREIGN.search(call)] == []


def test_what_is_made_is_readable_by_this_user_alone(journey: Journey) -> None:
    made = [path for place in journey.asked for path in (place, *place.rglob("*")) if path != journey.asked[0]
            and path != journey.asked[1]]
    assert len(made) > 15
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in made if path.stat().st_mode & 0o077} == {}


def test_no_word_typed_or_name_kept_stands_on_the_disk_after_the_window_in_any_of_six_encodings(
        journey: Journey) -> None:
    words = [NAME, NAME.split()[1], SPELLING, STORY, SAMPLE_A, SAMPLE_B, SAMPLE_A[:12], SAMPLE_B[:12]]
    needles = [form for word in words for form in encodings(word)]
    files = [path for place in (journey.home, *journey.asked) for path in place.rglob("*") if path.is_file()]
    assert len(files) > 15
    control = journey.home / "control"
    control.write_bytes(b"x" + STORY.encode("utf-16-le"))
    assert looked_through(control, needles), "the control is found"
    control.unlink()
    assert [path.name for path in files if looked_through(path, needles)] == []
    counted("journey", f"window {journey.number}", len(set(files)))
