# SPDX-License-Identifier: GPL-3.0-or-later
"""Locked means gone, from wherever the person was: every process is looked through, open and locked.

While the vault is open no process but the one that asks holds a piece of a passphrase, and no process but
identity and worker a true name that was not typed into it.  After the lock nothing of either vault is left.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casefile.identities.attaching import attach
from casefile.vault.unlock import open_vault
from tests.conftest import Passphrases
from tests.faults.budget import NIGHT, counted
from tests.journeys import memory
from tests.journeys.memory import NAME, RC, SENTENCE, TYPED, TYPED_NAME, A, B, Needles
from tests.journeys.screen import SIGKILL, SIGSTOP, UNLOCK, Screen
from tests.journeys.test_ends import alive
from tests.journeys.test_first_run import press
from tests.journeys.test_lock_ways import signal
from tests.journeys.walk import Walk
from tests.processes.test_decoding import picture

ASKERS = frozenset({"unlock", "unlock-identities"})
KNOW_NAMES = frozenset({"identity", "worker"})
ROUNDS = 9 if NIGHT else 1
Scenario = Callable[[Walk], None]


def reading_a_person(at: Walk) -> None:
    at.open("People", "Heron.*")


def reading_a_statement(at: Walk) -> None:
    at.open("Statements", "Own words.*")
    at.see("Paragraph 1, translation")


def reading_the_case(at: Walk) -> None:
    at.open("Cases", "Entry into.*")


def looking_at_the_timeline(at: Walk) -> None:
    at.page("Incidents")
    press(at.screen, "Show as a timeline")


def reading_an_appeal(at: Walk) -> None:
    at.open("Appeals", "Do not return.*")


def in_the_settings(at: Walk) -> None:
    at.page("Settings")


def reading_the_help(at: Walk) -> None:
    at.screen.keys("F1")
    time.sleep(0.3)


def searching_for_a_name(at: Walk) -> None:
    at.screen.keys("ctrl+f")
    at.screen.type(TYPED_NAME)
    at.screen.keys("Return")
    time.sleep(0.5)


def half_way_through_a_form(at: Walk) -> None:
    at.form()


def after_undoing_in_a_form(at: Walk) -> None:
    at.form()
    time.sleep(1.5)
    press(at.screen, "Undo the last step")


def with_words_on_the_clipboard(at: Walk) -> None:
    at.form()
    at.screen.keys("ctrl+a", "ctrl+c")
    time.sleep(0.2)


def with_a_menu_open(at: Walk) -> None:
    at.form()
    at.screen.keys("Menu")
    time.sleep(0.3)


def with_a_list_of_choices_open(at: Walk) -> None:
    at.page("Export")
    at.screen.click(at.screen.wait(lambda: at.screen.find("The press", "combo"), what="the choice"))
    time.sleep(0.3)


def with_a_file_dialog_open(at: Walk) -> None:
    at.page("Backup")
    press(at.screen, "Choose a.*folder.*")
    at.see("Look in:", "label")


def with_a_picture_shown(at: Walk) -> None:
    at.open("Cases", "Entry into.*")
    press(at.screen, "Show .*landing.*")
    at.see("Put the picture away")


def with_a_true_name_shown(at: Walk) -> None:
    at.ask_identities()
    at.give_identities()
    at.see("남궁태식")


def with_the_identity_passphrase_half_typed(at: Walk) -> None:
    at.ask_identities()
    at.screen.type(at.secrets.b[:20])
    time.sleep(0.3)


def after_a_wrong_identity_passphrase(at: Walk) -> None:
    at.ask_identities()
    at.screen.type(at.secrets.b + "x")
    at.screen.keys("Return")
    at.see(".*does not open.*")


def reviewing_an_export(at: Walk) -> None:
    at.look_at_an_export(at.stick / "press.pdf")
    at.see("Nothing has left yet. While one item is undecided, no file is written.|Back to the choice")


def while_an_export_is_prepared(at: Walk) -> None:
    at.look_at_an_export(at.stick / "press.pdf")


def while_a_backup_runs(at: Walk) -> None:
    at.choose_folder(at.stick)
    at.back_up()


def while_the_vault_is_checked(at: Walk) -> None:
    at.page("Settings")
    at.see("Clock plausible", "label")  # the page has grown: the button is below the fold now
    at.screen.push(at.screen.wait(lambda: at.screen.find("Check the vault", "button"), what="the button"))


def after_screening(at: Walk) -> None:
    at.open("Statements", "Own words.*")
    if button := at.screen.find("Open identities and screen", "button"):
        at.screen.click(button)
        at.give_identities()
        at.screen.wait(lambda: "worker" not in at.screen.processes().values(), 60, "the screening")


OFTEN: tuple[Scenario, ...] = (
    with_words_on_the_clipboard, with_a_file_dialog_open, with_a_picture_shown, with_the_identity_passphrase_half_typed,
    reviewing_an_export)
ALL: tuple[Scenario, ...] = (
    *OFTEN, reading_a_statement, with_a_menu_open, reading_a_person, reading_the_case, looking_at_the_timeline, reading_an_appeal, in_the_settings,
    reading_the_help, searching_for_a_name, half_way_through_a_form, after_undoing_in_a_form,
    with_a_list_of_choices_open, with_a_true_name_shown, after_a_wrong_identity_passphrase,
    while_an_export_is_prepared, while_a_backup_runs, while_the_vault_is_checked, after_screening)


def by_ctrl_l(at: Walk) -> None:
    at.screen.keys("ctrl+l")


def by_the_screens_lock(at: Walk) -> None:
    signal(at.screen, "org.freedesktop.ScreenSaver", "ActiveChanged", "boolean:true")


def by_a_crash(at: Walk) -> None:
    os.kill(at.screen.pid_of("desk"), SIGKILL)


def by_hanging(at: Walk) -> None:
    os.kill(at.screen.pid_of("desk"), SIGSTOP)


def twice(at: Walk) -> None:
    at.screen.keys("ctrl+l", "ctrl+l")


WAYS: tuple[Scenario, ...] = (by_ctrl_l, by_the_screens_lock, by_ctrl_l, by_a_crash, by_ctrl_l, twice, by_hanging)


@pytest.fixture
def at(sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> Iterator[Walk]:
    (tmp_path / "landing.png").write_bytes(picture("PNG", (300, 200)))
    with open_vault(sample_vault, passphrases.a, passphrases.b, write=True) as session:
        attach(session, str(session.db.value("SELECT id FROM cases")), [tmp_path / "landing.png"])
    stick = Path("/dev/shm") / f"casefile-memory-{os.getpid()}"
    stick.mkdir()
    with Screen(tmp_path / "desktop", "1400x2000") as screen:
        screen.launch(sample_vault)
        yield Walk(screen, passphrases, stick)
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


def lock_and_look(at: Walk, needles: Needles, way: Scenario) -> None:
    """Lock, and find nothing in any process that is there then."""
    before = {pid for pid, role in at.screen.processes().items() if role != "supervisor"}
    way(at)
    at.screen.wait(lambda: at.screen.titles() == [UNLOCK] and len(at.screen.processes()) == 3, 20, "the lock")
    assert not alive(before)
    spoken = " ".join(node["name"] for node in at.screen.tree()).encode()
    assert not [name for name in (NAME, SENTENCE, TYPED) for form in needles[name] if form in spoken]
    found = memory.held(at.screen, needles)
    assert set(found) == {"supervisor", "unlock", "desk"}
    assert not any(found.values()), found


def test_wherever_the_person_was_nothing_is_left_after_the_lock(at: Walk) -> None:
    needles = memory.needles_of(_vault(at), at.secrets)
    dice, tried = random.Random(7), 0
    scenarios = list(ALL if NIGHT else OFTEN)
    for turn in range(ROUNDS):
        if turn:
            dice.shuffle(scenarios)
        for number, scenario in enumerate(scenarios):
            way = WAYS[(number + turn) % len(WAYS)]
            at.screen.at_unlock()
            if (number + turn) % 5 == 1:
                at.screen.type("not the passphrase")
                at.screen.keys("Return")
                at.see(".*does not open.*")
            at.screen.keys("ctrl+a")
            at.screen.unlock(at.secrets.a)
            scenario(at)
            open_well(memory.held(at.screen, needles))
            lock_and_look(at, needles, way)
            tried += 1
    counted("canaries", "window", tried)


def _vault(at: Walk) -> Path:
    assert at.screen.program is not None
    return Path(at.screen.program.args[-1])  # type: ignore[index,arg-type]  # the words of launch()
