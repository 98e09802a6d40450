# SPDX-License-Identifier: GPL-3.0-or-later
"""The supervisor locks from every state and for every reason.

Its children are real processes that do nothing but say back what they were told; what the program's own children
would say is put into the supervisor's hands, and the clock is moved by the test.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from casefile.host.hardening import Role
from casefile.processes import children, supervisor
from casefile.processes.children import Child
from casefile.processes.clocks import Limits, Sleep
from casefile.processes.messages import MAY_SEND, RENEWING_MAY_SEND, Message, Op
from casefile.processes.supervisor import Supervisor
from tests.faults.budget import budget, counted

SIGSTOP = 19  # by number: other systems type-check this, too
ECHO = "import os\nwhile data := os.read(0, 65536): os.write(1, data)"


@dataclass
class Stage:
    """A supervisor with an open desk, its clock, and what its children are."""

    vault: Path
    ahead: float = 0.0
    told: list[tuple[str, Message]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.one = Supervisor(str(self.vault), {"HOME": os.environ["HOME"]}, Limits())

    def child(self, role: Role) -> Child:
        """The one child of a role."""
        return next(child for child in self.one._children.values() if child.role is role)

    def say(self, role: Role, op: Op, peer: str = "", **words: str) -> None:
        """What a child of this role says."""
        self.one._take(self.child(role), Message(op, peer, {"roots": b"sealed", "channel": b"sealed"}, words))

    def open_desk(self) -> None:
        """As after unlocking."""
        self.one._show_locked("")
        self.say(Role.UNLOCK, Op.READY)
        self.say(Role.DESK, Op.READY)
        self.say(Role.UNLOCK, Op.SEALED, "desk")
        self.child(Role.UNLOCK).kill()
        self.ended(Role.UNLOCK)
        self.say(Role.DESK, Op.OPENED, idle_minutes="5")

    def ended(self, role: Role) -> None:
        """A child's pipe has closed."""
        self.one._take(self.child(role), None)

    def alive(self) -> list[int]:
        """Process ids of all children the supervisor knows."""
        return [child.pid for child in self.one._children.values()]

    def heard(self, child: Child) -> Message:
        """The first thing a child was told: it says it back."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            who, message = self.one._events.get(timeout=20)
            if who is child and message is not None:
                return message
        raise AssertionError


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(children, "command", lambda _role: [sys.executable, "-I", "-S", "-c", ECHO])
    made = Stage(tmp_path / "vault")
    monkeypatch.setattr(supervisor, "now", lambda: time.monotonic() + made.ahead)
    made.open_desk()
    yield made
    made.one._end_all()


# -- where the person was -----------------------------------------------------------------------


def reading(at: Stage) -> None:
    """The desk alone."""


def asked_for_the_identity_passphrase(at: Stage) -> None:
    at.say(Role.DESK, Op.IDENTITIES, person="p")
    at.say(Role.IDENTITY, Op.READY)
    at.say(Role.UNLOCK_IDENTITIES, Op.READY)


def with_a_true_name_shown(at: Stage) -> None:
    asked_for_the_identity_passphrase(at)
    at.say(Role.UNLOCK_IDENTITIES, Op.SEALED, at.child(Role.IDENTITY).name)
    at.say(Role.IDENTITY, Op.OPENED)


def waiting_for_an_export(at: Stage) -> None:
    at.say(Role.DESK, Op.JOB, "job-1", purpose="export", identities="yes", folder="")
    at.say(Role.WORKER, Op.READY)
    at.say(Role.UNLOCK_IDENTITIES, Op.SEALED, "job-1")


def during_a_backup(at: Stage) -> None:
    at.say(Role.DESK, Op.JOB, "job-2", purpose="backup", identities="no", folder="")
    at.say(Role.WORKER, Op.READY)
    at.say(Role.DESK, Op.SEALED, "job-2")


def before_a_backup_begins(at: Stage) -> None:
    at.say(Role.DESK, Op.JOB, "job-3", purpose="backup", identities="yes", folder="")


def while_a_picture_is_decoded(at: Stage) -> None:
    at.say(Role.DESK, Op.DECODE, "decode-1")
    at.say(Role.DECODER, Op.READY)


def while_a_job_stops(at: Stage) -> None:
    during_a_backup(at)
    at.say(Role.DESK, Op.CANCEL, "job-2")


def with_a_window_that_hangs(at: Stage) -> None:
    with_a_true_name_shown(at)
    for role in (Role.DESK, Role.IDENTITY):
        os.kill(at.child(role).pid, SIGSTOP)


JOBS: dict[Callable[[Stage], None], str] = {
    during_a_backup: "backup", before_a_backup_begins: "backup", while_a_job_stops: "backup", waiting_for_an_export: "export"}
PLACES = (reading, asked_for_the_identity_passphrase, with_a_true_name_shown, waiting_for_an_export, during_a_backup,
          before_a_backup_begins,
          while_a_picture_is_decoded, while_a_job_stops, with_a_window_that_hangs)


# -- what makes it lock --------------------------------------------------------------------------


def nobody_there(at: Stage) -> str:
    at.child(Role.DESK).last_beat = time.monotonic() + 301  # the window answers
    at.ahead = 301
    at.one._look_at_clocks(0)
    return "idle"


def the_computer_slept(at: Stage) -> str:
    at.one._look_at_clocks(30)
    return "slept"


def the_window_hangs(at: Stage) -> str:
    at.child(Role.DESK).last_active = time.monotonic() + 6
    at.ahead = 6
    at.one._look_at_clocks(0)
    return "hung"


def the_window_crashes(at: Stage) -> str:
    at.child(Role.DESK).kill()
    at.ended(Role.DESK)
    return "ended"


def the_window_closes_its_pipe_and_stays(at: Stage) -> str:
    at.ended(Role.DESK)
    return "ended"


def the_window_says_lock(at: Stage) -> str:
    at.say(Role.DESK, Op.LOCK)
    return ""


def a_fault_in_the_window(at: Stage) -> str:
    at.say(Role.DESK, Op.FAULT, fault="0badcafe", process="desk", kind="KeyError", places="[]")
    return "fault"


def a_fault_of_the_supervisor(at: Stage) -> str:
    at.one._failed(RuntimeError("a sentence of a record"))
    return "fault"


REASONS = (nobody_there, the_computer_slept, the_window_hangs, the_window_crashes,
           the_window_closes_its_pipe_and_stays, the_window_says_lock,
           a_fault_in_the_window, a_fault_of_the_supervisor)


@pytest.fixture(scope="module")
def tried() -> Iterator[list[bool]]:
    """Whether each lock came to its end; a bad one leaves nothing to count."""
    ended: list[bool] = []
    yield ended
    if all(ended):
        counted("locks", "processes", len(ended))


@pytest.mark.parametrize("again", range(budget(1, 20)))
@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("place", PLACES)
def test_a_lock_ends_every_process_and_shows_the_unlock_window_for_its_reason(
        place: Callable[[Stage], None], reason: Callable[[Stage], str], again: int, at: Stage, tried: list[bool],
        capfd: pytest.CaptureFixture[str]) -> None:
    tried.append(False)
    place(at)
    before = at.alive()
    notice = reason(at)
    assert not [pid for pid in before if Path(f"/proc/{pid}").exists()], "gone and reaped, not just asked to go"
    assert [child.role for child in at.one._children.values()] == [Role.UNLOCK]
    said = at.heard(at.child(Role.UNLOCK)).words
    assert said["notice"] == notice
    assert said["stopped"] == JOBS.get(place, ""), "the window says which job was stopped"
    assert not at.one._stopping
    assert "a sentence" not in "".join(capfd.readouterr())
    tried[-1] = True


# -- who speaks out of turn ------------------------------------------------------------------------


@pytest.mark.parametrize("op", sorted(RENEWING_MAY_SEND - MAY_SEND[Role.UNLOCK]))
def test_an_unlock_window_that_does_not_renew_asks_for_no_job(op: Op, at: Stage) -> None:
    at.say(Role.DESK, Op.LOCK)
    before = at.alive()
    at.say(Role.UNLOCK, op, "job-1", purpose="", identities="no", folder="")
    assert not [pid for pid in before if Path(f"/proc/{pid}").exists()]
    assert [child.role for child in at.one._children.values()] == [Role.UNLOCK]
    said = at.heard(at.child(Role.UNLOCK)).words
    assert (said["notice"], bool(said["fault"])) == ("fault", True)


def test_the_window_that_renews_has_its_worker_and_leads_to_no_other_vault(at: Stage) -> None:
    at.say(Role.DESK, Op.RENEW)
    at.say(Role.UNLOCK, Op.READY)
    at.say(Role.UNLOCK, Op.ACTIVE)
    at.say(Role.UNLOCK, Op.JOB, "job-1", purpose="", identities="no", folder="")
    at.say(Role.WORKER, Op.READY)
    for op in (Op.CHANNEL, Op.SEALED, Op.CANCEL):
        at.say(Role.UNLOCK, op, "job-1")
    assert [child.role for child in at.one._children.values()] == [Role.UNLOCK, Role.WORKER]
    assert at.child(Role.WORKER).is_given
    at.say(Role.UNLOCK, Op.WELCOME)
    assert [child.role for child in at.one._children.values()] == [Role.UNLOCK]
    assert at.heard(at.child(Role.UNLOCK)).words["notice"] == "fault"


# -- what does not lock --------------------------------------------------------------------------


def test_somebody_at_any_window_keeps_the_vault_open(at: Stage) -> None:
    with_a_true_name_shown(at)
    at.ahead = 301
    at.child(Role.DESK).last_beat = time.monotonic() + 301
    at.say(Role.IDENTITY, Op.ACTIVE)
    before = at.alive()
    at.one._look_at_clocks(0)
    assert at.alive() == before


@pytest.mark.parametrize("place", [during_a_backup, while_a_picture_is_decoded])
def test_a_job_is_nobody(place: Callable[[Stage], None], at: Stage) -> None:
    at.child(Role.DESK).last_active -= 301
    at.child(Role.DESK).last_beat += 301
    place(at)  # a process that was started this moment
    at.one._look_at_clocks(0)
    assert [child.role for child in at.one._children.values()] == [Role.UNLOCK]


def test_a_clock_that_is_set_changes_nothing(at: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    before = at.alive()
    for jump in (-10_000_000, 10_000_000):
        moved = time.time() + jump
        monkeypatch.setattr(time, "time", lambda moved=moved: moved)
        at.one._look_at_clocks(Sleep().seconds())
    assert at.alive() == before


def test_the_second_ask_for_a_lock_finds_nothing_to_end(at: Stage) -> None:
    desk = at.child(Role.DESK)
    at.say(Role.DESK, Op.LOCK)
    before = at.alive()
    at.one._take(desk, Message(Op.LOCK))
    assert at.alive() == before


def test_a_locked_program_waits_as_long_as_it_takes(at: Stage) -> None:
    at.say(Role.DESK, Op.LOCK)
    at.say(Role.UNLOCK, Op.READY)
    before = at.alive()
    at.ahead = 100_000
    at.one._look_at_clocks(10_000)
    assert at.alive() == before


def test_a_supervisor_that_fails_again_and_again_ends_with_everything(at: Stage,
                                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    before = at.alive()
    monkeypatch.setattr(at.one, "_look_at_clocks", lambda _slept: 1 / 0)
    assert at.one.run() == 70
    assert not [pid for pid in before if Path(f"/proc/{pid}").exists()]
    assert not at.one._children


def test_a_process_that_a_drive_holds_back_does_not_hold_back_the_lock(at: Stage,
                                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    during_a_backup(at)
    stuck, others = at.child(Role.WORKER), [child.pid for child in at.one._children.values() if child.role is Role.DESK]
    monkeypatch.setattr(stuck, "is_gone", lambda _patience: False)
    at.say(Role.DESK, Op.LOCK)
    assert not [pid for pid in others if Path(f"/proc/{pid}").exists()]
    assert at.heard(at.child(Role.UNLOCK)).words["stopped"] == "stuck"
    assert at.one._late == [stuck]
    monkeypatch.undo()
    at.one._look_at_clocks(0)
    assert at.one._late == []
