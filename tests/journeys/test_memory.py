# SPDX-License-Identifier: GPL-3.0-or-later
"""Locked means gone, from wherever the person was and whatever locked: every process is looked through, open and locked.

While the vault is open no process but the one that asks holds a piece of a passphrase, and no process but
identity and worker a true name that was not typed into it.  One second after the lock was ordered whatever still
lives holds nothing of either vault, and what was typed is in the vault.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from casefile.identities.attaching import attach
from casefile.store.window import draft
from casefile.vault.unlock import open_vault, open_with_roots
from crypto.secret import Secret
from tests.conftest import Passphrases
from tests.faults.budget import NIGHT, counting
from tests.journeys import memory, ways
from tests.journeys.memory import NAME, RC, SENTENCE, TYPED, A, B, Needles
from tests.journeys.screen import UNLOCK, Screen
from tests.journeys.states import OVER, PLACES, State
from tests.journeys.test_ends import alive
from tests.journeys.walk import Walk
from tests.journeys.ways import SUDDEN, WAYS, Way
from tests.processes.test_decoding import picture

ASKERS = frozenset({"unlock", "unlock-identities"})
WAITING = ["desk", "supervisor", "unlock"]  # by role: a process just forked still has its parent's
KNOW_NAMES = frozenset({"identity", "worker"})
PARTS, TURNS = (4, 50) if NIGHT else (1, 0)


@dataclass(frozen=True)
class Turn:
    """What the person goes through between unlocking and the lock, and what locks."""

    states: Sequence[State]
    way: Way
    mistyped: bool = False
    looked_at: bool = True

    def __str__(self) -> str:
        return " > ".join(step.__name__ for step in (*self.states, self.way))


def every() -> list[Turn]:
    """Each state once, most of them as the last before a lock."""
    light, heavy = PLACES[:6], PLACES[6:]
    gone_through = [*((state,) for state in (*OVER, *heavy)), *zip(light[::2], light[1::2], strict=True)]
    return [Turn(states, WAYS[number % len(WAYS)], number % 8 == 1, number % 2 == 0)
            for number, states in enumerate(gone_through)]


def drawn(dice: random.Random) -> Turn:
    """Some places one after another, perhaps something over them or at work, and any way to lock."""
    places = dice.sample(PLACES, dice.choice((0, 1, 1, 2, 3)))
    over = [dice.choice(OVER)] if dice.random() < 0.7 else []
    return Turn((*places, *over), dice.choice(WAYS), dice.random() < 0.1, dice.random() < 0.4)


@dataclass
class Case:
    """The program on a screen, its vault, what must not be found, and the slowest lock so far."""

    at: Walk
    vault: Path
    rc: bytes
    needles: Needles
    slowest: float = 0.0

    def kept(self) -> object:
        """What the draft of a statement says now, in the locked vault."""
        with open_with_roots(self.vault, Secret(self.rc)) as session:
            body = draft(session, "statements/new")
        return body and body.get("text")


@pytest.fixture
def case(sample_vault: Path, passphrases: Passphrases, roots: tuple[bytes, bytes], tmp_path: Path) -> Iterator[Case]:
    (tmp_path / "landing.png").write_bytes(picture("PNG", (300, 200)))
    with open_vault(sample_vault, passphrases.a, passphrases.b, write=True) as session:
        attach(session, str(session.db.value("SELECT id FROM cases")), [tmp_path / "landing.png"])
    stick = Path("/dev/shm") / f"casefile-memory-{os.getpid()}"
    stick.mkdir()
    with Screen(tmp_path / "desktop", "1400x2000") as screen:
        screen.launch(sample_vault, code=ways.HAND)
        yield Case(Walk(screen, passphrases, stick), sample_vault, roots[0], memory.needles_of(sample_vault, passphrases))
    shutil.rmtree(stick, ignore_errors=True)


def open_well(found: dict[str, dict[str, int]]) -> None:
    """Nobody holds what is not his while the vault is open."""
    assert RC in found["desk"], "the scan finds nothing at all"
    for role, seen in found.items():
        allowed = {"supervisor": set(), "desk": {RC, SENTENCE, TYPED}, "decoder": set()}.get(role, set(found[role]))
        if role not in KNOW_NAMES:
            allowed -= {NAME}
        if role not in ASKERS:
            allowed -= {A, B}
        assert set(seen) <= allowed, (role, seen)


def lock_and_look(case: Case, way: Way) -> None:
    """Lock; what still lives a second later holds nothing, nor do those who then wait to be unlocked."""
    screen, needles = case.at.screen, case.needles
    before = {pid for pid, role in screen.processes().items() if role != "supervisor"}
    way(screen)
    ordered = time.monotonic()
    while alive(before):
        if time.monotonic() - ordered > 1:  # on a slow day; gone or not, nothing may be in it now
            late = memory.held(screen, needles)
            assert not any(late.values()), late
            break
        time.sleep(0.02)
    case.slowest = max(case.slowest, time.monotonic() - ordered)
    screen.wait(lambda: screen.titles() == [UNLOCK] and sorted(screen.processes().values()) == WAITING, 60, "the lock")
    assert not alive(before)
    locked = memory.held(screen, needles)
    assert sorted(locked) == WAITING
    assert not any(locked.values()), locked
    spoken = " ".join(node["name"] for node in screen.tree()).encode()
    assert not [name for name in (NAME, SENTENCE, TYPED) for form in needles[name] if form in spoken]


def go_through(case: Case, turn: Turn) -> None:
    """Unlock, be there, be looked at, lock, be looked at; what was typed is kept."""
    at = case.at
    at.screen.at_unlock()
    if turn.mistyped:
        at.screen.type("not the passphrase")
        at.screen.keys("Return")
        at.see(".*does not open.*")
    at.screen.keys("ctrl+a")
    at.screen.unlock(at.secrets.a)
    for state in turn.states:
        state(at)
    if turn.looked_at:
        open_well(memory.held(at.screen, case.needles))
    if turn.way in SUDDEN and at.drafted:
        time.sleep(3)  # what was typed is kept within two seconds
    lock_and_look(case, turn.way)
    assert not at.drafted or case.kept() == at.drafted


@pytest.mark.parametrize("part", range(PARTS))
def test_wherever_the_person_was_nothing_is_left_after_the_lock(part: int, case: Case) -> None:
    dice = random.Random(part)
    turns = [*every(), *(drawn(dice) for _ in range(TURNS - len(every())))]
    name = f"window-{part}" if NIGHT else "window"
    with counting("canaries", name) as looked_through, counting("locks", name) as locked:
        for number, turn in enumerate(turns):
            try:
                go_through(case, turn)
            except BaseException:
                sys.stdout.write(f"turn {number}: {turn}\n")
                raise
            looked_through(1)
            locked(1)
    sys.stdout.write(f"the slowest lock took {case.slowest:.2f} s\n")
