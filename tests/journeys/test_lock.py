# SPDX-License-Identifier: GPL-3.0-or-later
"""Lock means gone: what the processes hold while typed, unlocked and locked, read from their memory."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from casefile.vault.layout import Layout
from crypto.header import open_cases, open_identities
from tests.conftest import DATA, Passphrases
from tests.journeys import memory
from tests.journeys.screen import MAIN, UNLOCK, Screen

A, B, RC, RI, NAME, SENTENCE = "passphrase A", "passphrase B", "case root", "identity root", "true name", "sentence"


def needles_of(vault: Path, secrets: Passphrases) -> dict[str, set[bytes]]:
    """Everything that must not be where it does not belong."""
    header = Layout(vault).read_header()
    rc = open_cases(header, passphrase=secrets.a)
    ri = open_identities(header, rc, passphrase=secrets.b)
    sample = json.loads((DATA / "interchange" / "sample.json").read_text("utf-8"))
    name = sample["people"][0]["identity"]["names"][0]["value"]
    return {A: memory.passphrase_forms(secrets.a), B: memory.passphrase_forms(secrets.b),
            RC: memory.key_forms(rc.reveal()), RI: memory.key_forms(ri.reveal()), NAME: memory.forms(name),
            SENTENCE: memory.forms("crossed the river")}


def held(screen: Screen, needles: dict[str, set[bytes]]) -> dict[str, dict[str, int]]:
    """By role: what was found, and how often; nothing where nothing was."""
    return {role: {name: count for name, count in memory.search(pid, needles).items() if count}
            for pid, role in screen.processes().items()}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root reads the memory of these processes")
def test_after_a_lock_no_process_holds_a_name_a_sentence_a_passphrase_or_a_key(
        sample_vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    needles = needles_of(sample_vault, passphrases)
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(sample_vault)
        screen.wait(lambda: UNLOCK in screen.titles() and len(screen.processes()) == 3, what="the unlock window")
        time.sleep(0.3)
        screen.type(passphrases.a)
        time.sleep(0.5)
        typed = held(screen, needles)
        assert A in typed["unlock"], "the scan finds nothing at all"
        assert not typed["supervisor"]
        assert not typed["desk"]
        screen.keys("Return")
        screen.wait(lambda: MAIN in screen.titles(), what="the main window")
        screen.keys("ctrl+f")
        screen.type("river")
        screen.keys("Return")
        time.sleep(1)
        unlocked = held(screen, needles)
        assert set(unlocked) == {"supervisor", "desk"}
        assert not unlocked["supervisor"]
        assert {RC, SENTENCE} <= set(unlocked["desk"]), "the scan misses what is there"
        assert not {A, B, RI, NAME} & set(unlocked["desk"])
        before = set(screen.processes())
        screen.keys("ctrl+l")
        screen.wait(lambda: UNLOCK in screen.titles() and len(screen.processes()) == 3, what="the lock")
        locked = held(screen, needles)
        assert set(locked) == {"supervisor", "unlock", "desk"}
        assert not any(locked.values()), locked
        assert not {pid for pid, role in screen.processes().items() if role != "supervisor"} & before
