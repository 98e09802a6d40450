# SPDX-License-Identifier: GPL-3.0-or-later
"""An error is raised at many points of many jobs, with a sentence in it that nobody may ever read.

The points are calls of the program's own functions, counted while a command or a worker's job runs.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from casefile.cli.main import main
from casefile.processes import faults, worker
from casefile.processes.frames import Order
from casefile.processes.roots import Roots
from crypto.secret import Secret
from tests.conftest import ROOT, Passphrases
from tests.faults.budget import budget, counted

CANARY = "Heron crossed the river at night"
OURS = tuple(f"{ROOT}/{room}/" for room in ("casefile", "crypto"))
# what Python cannot raise is told by the hook that the last test here looks at
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class Strange(Exception):
    """An error nobody foresaw."""


KINDS: tuple[Callable[[], BaseException], ...] = (
    lambda: Strange(CANARY), lambda: KeyError(CANARY), lambda: ValueError(CANARY), lambda: MemoryError(CANARY),
    lambda: UnicodeDecodeError("utf-8", CANARY.encode(), 0, 1, CANARY), lambda: RecursionError(CANARY),
    lambda: AssertionError({"text": CANARY}), lambda: TypeError(f"no {CANARY!r}"))


@contextmanager
def breaking(at: int, error: BaseException) -> Iterator[list[int]]:
    """Raise at the call of this number; the list holds how many there were."""
    seen = [0]

    def watch(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(OURS):
            seen[0] += 1
            if seen[0] == at:
                raise error

    sys.setprofile(watch)
    try:
        yield seen
    finally:
        sys.setprofile(None)


def points(most: int, tries: int) -> list[int]:
    """Which calls to break: many early ones, and some everywhere."""
    dice = random.Random(11)
    return sorted({int(most ** dice.random()) for _ in range(tries)} | {1, most})


def try_all(act: Callable[[], object], tries: int, said: Callable[[], str]) -> int:
    """Break an act at many points; what was printed or answered never holds the sentence."""
    with breaking(-1, Strange()) as calls:
        act()
    assert calls[0] > 300
    done = 0
    for number, point in enumerate(points(calls[0], tries)):
        answer: object = ""
        with breaking(point, KINDS[number % len(KINDS)]()):
            try:
                answer = act()
            except Exception as error:  # what comes through the door is told by the process's hook
                answer = faults.told(faults.fault_of("command", type(error), error.__traceback__))
        told = f"{answer}{said()}"
        for word in (CANARY, CANARY[:12], repr(CANARY.encode())[2:20], json.dumps(CANARY)[1:12]):
            assert word not in told, (point, told)
        done += 1
    return done


@pytest.mark.parametrize("command", ["list", "search", "risk"])
@pytest.mark.parametrize("form", ["--json", ""])
def test_a_command_that_fails_anywhere_prints_no_word_of_it(
        command: str, form: str, sample_vault: Path, passphrases: Passphrases,
        capfd: pytest.CaptureFixture[str]) -> None:
    more = {"list": ["people"], "search": ["river"], "risk": []}[command]
    words = [command, str(sample_vault), *more, "--passphrase-file", str(passphrases.file_a), *form.split()]
    tried = try_all(lambda: main(words), budget(4, 40), lambda: "".join(capfd.readouterr()))
    counted("words", f"{command}{form}", tried)


@pytest.mark.parametrize("job", ["check", "screening", "backup", "verify"])
def test_a_job_that_fails_anywhere_answers_no_word_of_it(
        job: str, sample_vault: Path, roots: tuple[bytes, bytes], tmp_path: Path,
        capfd: pytest.CaptureFixture[str]) -> None:
    class Deaf:
        def step(self, what: str, done: int = 0, total: int = 0) -> None:
            assert CANARY not in what

    stick = tmp_path / "stick"
    options: dict[str, Any] = {"dest": str(stick), "allow_same_disk": True, "include_identities": True}

    def act(name: str = job) -> dict[str, Any]:
        return worker._do(sample_vault, Order(name, options, Secret.random()),
                          Roots(Secret(roots[0]), Secret(roots[1])), Deaf())  # type: ignore[arg-type]  # progress alone

    if job == "verify":
        assert "done" in act("backup")
    counted("words", job, try_all(act, budget(8, 60), lambda: "".join(capfd.readouterr())))


HOOKS = """
import sys, threading
from casefile.processes import faults
faults.guard("command")
class Late:
    def __del__(self):
        raise KeyError(sys.argv[1])
late = Late()
del late
def fail():
    raise KeyError(sys.argv[1])
other = threading.Thread(target=fail)
other.start()
other.join()
fail()
"""


def test_python_itself_prints_no_word_either() -> None:
    done = subprocess.run([sys.executable, "-X", "dev", "-c", HOOKS, CANARY], capture_output=True, text=True, timeout=60,
                          env={"CASEFILE_DEVELOPER_TRACEBACK": "1", "PYTHONFAULTHANDLER": "1", "PYTHONDEVMODE": "1"})
    assert done.returncode == 1
    assert done.stderr.count("casefile: a fault of the program itself (KeyError at <string>:") == 3
    assert "Heron" not in done.stderr + done.stdout
