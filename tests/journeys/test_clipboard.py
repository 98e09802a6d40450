# SPDX-License-Identifier: GPL-3.0-or-later
"""What another program on the same screen finds on the clipboard: as little as can be, marked, and not for long."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Passphrases
from tests.faults.budget import NIGHT
from tests.journeys.screen import UNLOCK, Screen
from tests.journeys.test_first_run import press
from tests.journeys.walk import Walk

WORDS, THEIRS = "They came at night.", "words of another program"
SOON = """
import sys
from casefile.processes import surroundings
def command(role, before=surroundings.command):
    words = before(role)
    if role.value != "desk":
        return words
    at = words.index("-m")
    code = ("import sys\\nfrom casefile.processes import link\\nbegin = link.begin\\n"
            "def late(*given):\\n    made = begin(*given)\\n    from ui.kit import copying\\n    copying.CLEAR_MS = 2500\\n"
            "    return made\\nlink.begin = late\\nfrom casefile.__main__ import main\\nsys.exit(main())")
    return [*words[:at], "-c", code, *words[at + 2:]]
from casefile.processes import children
children.command = command
from casefile.__main__ import main
sys.exit(main())
"""


class Clipboard:
    """Another program, asked."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._other = screen._help([sys.executable, "-I", "-u", str(Path(__file__).with_name("clip.py"))],
                                   stdout=subprocess.PIPE, stdin=subprocess.PIPE)

    def ask(self, **request: str) -> dict[str, Any]:
        assert self._other.stdin is not None
        assert self._other.stdout is not None
        self._other.stdin.write(json.dumps(request).encode() + b"\n")
        self._other.stdin.flush()
        answer: dict[str, Any] = json.loads(self._other.stdout.readline())
        return answer

    def text(self) -> str:
        return str(self.ask(op="read")["text"])

    def becomes(self, text: str) -> None:
        """Wait until this stands there."""
        self._screen.wait(lambda: self.text() == text, 15, f"the clipboard to hold {text!r}, not {self.text()!r}")


Desk = tuple[Walk, Clipboard]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, sample_template: Path, passphrases: Passphrases) -> Iterator[Desk]:
    """The window, open with a sentence typed in a form, and another program beside it."""
    folder = tmp_path_factory.mktemp("clipboard")
    vault = Path(shutil.copytree(sample_template, folder / "vault"))
    with Screen(folder / "desktop") as screen:
        screen.launch(vault, code=SOON)
        at = Walk(screen, passphrases, folder)
        screen.unlock(passphrases.a)
        at.form(WORDS)
        yield at, Clipboard(screen)


@pytest.fixture
def there(desk: Desk) -> Desk:
    """The clipboard holds another program's words, the caret is in the form."""
    _at, board = desk
    board.ask(op="take", text=THEIRS)
    return desk


def in_the_form(at: Walk) -> None:
    if not at.screen.find("Original", "text"):
        at.page("Statements")
        press(at.screen, "Add a statement")
    at.screen.click(at.screen.wait(lambda: at.screen.find("Original", "text"), what="the form"))
    at.screen.keys("ctrl+a", "ctrl+c")


def test_what_is_copied_in_a_form_carries_every_sign(there: Desk) -> None:
    at, board = there
    in_the_form(at)
    board.becomes(WORDS)
    found = board.ask(op="read")
    assert found["hint"] == "secret"
    assert {"ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard",
            "application/x-nspasteboard-concealed-type"} <= set(found["formats"])


def test_it_goes_by_itself(there: Desk) -> None:
    at, board = there
    in_the_form(at)
    board.becomes(WORDS)
    board.becomes("")


def test_what_another_program_put_there_meanwhile_stays(there: Desk) -> None:
    at, board = there
    in_the_form(at)
    board.becomes(WORDS)
    board.ask(op="take", text=THEIRS)
    time.sleep(3.5)
    assert board.text() == THEIRS


def test_selecting_alone_hands_out_nothing(there: Desk) -> None:
    at, board = there
    for name in ("Original", "Title"):
        field = at.screen.wait(lambda name=name: at.screen.find(name, "text"), what=name)  # type: ignore[misc]
        at.screen.click(field)
        if name == "Title":
            at.screen.type("Night")
        at.screen.keys("ctrl+a")
        at.screen.click(field, times=2)
        time.sleep(0.3)
        assert board.ask(op="selected")["text"] == ""
    assert board.text() == THEIRS


def test_a_line_field_is_marked_as_well(there: Desk) -> None:
    at, board = there
    at.screen.keys("ctrl+f")
    at.screen.type("river")
    at.screen.keys("ctrl+a", "ctrl+c")
    board.becomes("river")
    assert board.ask(op="read")["hint"] == "secret"
    board.becomes("")


def reading(at: Walk) -> None:
    at.open("Statements", "Own words.*")
    at.screen.click(at.screen.wait(lambda: at.screen.find("Paragraph 1, translation", "text"), what="the text"))
    at.screen.keys("ctrl+a", "ctrl+c")
    time.sleep(0.5)


def test_out_of_a_record_nothing_is_copied(there: Desk) -> None:
    at, board = there
    reading(at)
    assert board.text() == THEIRS
    assert board.ask(op="selected")["text"] == ""


def test_where_the_person_allows_it_a_record_is_copied_with_its_signs(there: Desk) -> None:
    at, board = there
    for on in (True, False):
        at.page("Settings")
        at.screen.push(at.screen.wait(lambda: at.screen.find("Allow copying out of records", "check"), what="the tick"))
        board.ask(op="take", text=THEIRS)
        reading(at)
        if on:
            at.screen.wait(lambda: "river" in board.text(), what="the record")
            assert board.ask(op="read")["hint"] == "secret"
        else:
            assert board.text() == THEIRS


def test_in_the_identity_window_nothing_is_copied(there: Desk) -> None:
    at, board = there
    at.ask_identities()
    at.screen.type(at.secrets.b)
    at.screen.keys("ctrl+a", "ctrl+c")
    time.sleep(0.3)
    assert board.text() == THEIRS, "a passphrase"
    at.screen.keys("Return")
    at.see("남궁태식")
    press(at.screen, "Add a spelling")
    at.screen.type("Namgung")
    at.screen.keys("ctrl+a", "ctrl+c")
    time.sleep(0.3)
    assert board.text() in ("", THEIRS)
    assert board.ask(op="selected")["text"] == ""
    press(at.screen, "Done")
    at.screen.wait(lambda: "identity" not in at.screen.processes().values(), what="its end")


@pytest.mark.parametrize("how", ["lock", "crash", "end"] if NIGHT else ["lock", "end"])
def test_a_lock_and_the_end_take_it_away(how: str, there: Desk) -> None:
    at, board = there
    in_the_form(at)
    board.becomes(WORDS)
    _END[how](at)
    board.becomes("")


def _lock(at: Walk) -> None:
    at.screen.keys("ctrl+l")
    at.screen.wait(lambda: at.screen.titles() == [UNLOCK], 10, "the lock")
    at.screen.unlock(at.secrets.a)


def _crash(at: Walk) -> None:
    subprocess.run(["kill", "-KILL", str(at.screen.pid_of("desk"))], check=True)
    at.screen.wait(lambda: at.screen.titles() == [UNLOCK], 10, "the lock")
    at.screen.unlock(at.secrets.a)


def _end(at: Walk) -> None:
    at.screen.keys("alt+F4")
    assert at.screen.program is not None
    assert at.screen.program.wait(10) == 0


_END: dict[str, Callable[[Walk], None]] = {"lock": _lock, "crash": _crash, "end": _end}
