# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of keys and of the log: what they show of a real vault, and what they ask a worker to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from casefile.store import window as lines
from casefile.vault import keychange, office_key
from casefile.vault.keys import SlotInfo
from casefile.vault.session import Session
from tests.ui.fake_source import FakeBridge
from ui.audit.words import act_words
from ui.keys.words import ways
from ui.kit.rows import RowList
from ui.shell.window import MainWindow
from ui.vault_source import VaultSource

Open = Callable[..., MainWindow]
TODAY = date(2002, 6, 13)


def said(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def press(page: QWidget, name: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name).click()


@pytest.fixture
def keys(open_window: Open) -> Any:
    window = open_window()
    window.show_page("Settings")
    press(window.place()[1], "Keys")
    assert window.place()[0] == "Keys"
    assert window.rail.places.currentItem().text() == "Settings", "the rail says where one is"
    return window.place()[1]


def test_every_way_in_is_said_in_words_and_the_last_passphrase_has_no_way_out(keys: Any) -> None:
    text = said(keys)
    for words in ("Case vault", "Identity vault", "A passphrase", "Recovery words", "An office’s key",
                  "Two people together", "Last tried 30 May", "Never tried", "512 MiB of memory, 4 times over"):
        assert words in text
    names = [one.accessibleName() for one in keys.findChildren(QPushButton)]
    gone = [name for name in names if name.startswith("Take away")]
    assert "Take away way 1 of the case vault: A passphrase" not in gone
    assert "Take away way 1 of the identity vault: A passphrase" in gone, "two people open it as well"
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "job", "options"), [
    ("Change the passphrase of the case vault", "keys.change.cases", {}),
    ("Change the passphrase of the identity vault", "keys.change.identities", {}),
    ("Add a passphrase to the identity vault", "keys.passphrase.identities", {}),
    ("Add two people together to the case vault", "keys.two-person.cases", {}),
    ("Add recovery words to the case vault", "keys.recovery.cases", {}),
    ("Take away way 3 of the case vault: An office’s key", "keys.remove.cases", {"slot": "c3"}),
    ("Try my recovery words…", "keys.try", {})])
def test_each_act_is_a_worker_and_its_end_is_told(keys: Any, bridge: FakeBridge, settle: Callable[[], None], name: str,
                                                  job: str, options: dict[str, str]) -> None:
    press(keys, name)
    assert bridge.asked[-1] == (job, options)
    bridge.jobs[-1][1]({"error": {"kind": "weak-passphrase", "message": "Too weak.", "advice": "Another."}})
    settle()
    assert "Too weak." in said(keys) and "Nothing was changed" in said(keys)
    press(keys, name)
    bridge.jobs[-1][1]({"error": {"kind": "cancelled", "message": "Stopped.", "advice": ""}})
    settle()
    assert "Stopped" not in said(keys)
    press(keys, name)
    bridge.jobs[-1][1]({"ok": True})
    settle()
    assert "Nothing was changed. " not in said(keys)
    assert any(one.accessibleName() == name for one in keys.findChildren(QPushButton)), "the page is there again"


def test_an_office_is_added_after_its_fingerprint_was_compared(keys: Any, bridge: FakeBridge, tmp_path: Path,
                                                               settle: Callable[[], None]) -> None:
    prints = office_key.write_pair(tmp_path / "secret", tmp_path / "public")
    keys.add_office("cases", tmp_path / "secret")
    settle()
    assert "no public half" in said(keys)
    asked = len(bridge.asked)
    keys.add_office("cases", tmp_path / "public")
    settle()
    assert prints in said(keys)
    assert len(bridge.asked) == asked
    press(keys, "It is the same: add it")
    assert bridge.asked[-1] == ("keys.office.cases", {"recipient": office_key.read_public(tmp_path / "public")})


def test_new_keys_for_everything_leave_the_desk(keys: Any, bridge: FakeBridge) -> None:
    press(keys, "Write everything anew under new keys")
    assert bridge.asked[-1] == ("renew", None)


def test_the_log_shows_entries_and_a_worker_verifies_it(open_window: Open, bridge: FakeBridge,
                                                        settle: Callable[[], None]) -> None:
    window = open_window()
    window.show_page("Settings")
    press(window.place()[1], "Log")
    page = window.place()[1]
    rows = page.findChildren(RowList)[0].rows
    shown = [rows.row(at) for at in range(rows.rowCount())]
    assert [row.title for row in shown] == ["Changed: a statement", "Changed: a person", "Exported", "Backed up",
                                            "Added: an incident"]
    assert "the press" in shown[2].facts
    assert "heron river gate lamp stone reed" in said(page)
    for report, words in (({"entries": 5, "findings": []}, "The log is whole"),
                          ({"entries": 5, "findings": [{"kind": "audit"}]}, "The log is not whole"),
                          ({"error": {"kind": "busy", "message": "Busy now.", "advice": ""}}, "Busy now.")):
        press(page, "Verify the log")
        assert bridge.asked[-1] == ("audit", {})
        bridge.jobs[-1][1](report)
        settle()
        assert words in said(page)


def test_a_real_vault_tells_its_slots_its_log_and_the_last_try(session: Session) -> None:
    source = VaultSource(session)
    slots = [slot for slot in session.layout.read_header().slots if slot.recipient]
    assert source.tried() == {}
    keychange.carry_out(session, keychange.tried(slots[:1]))
    day = session.clock.now().date()
    (_, recovery) = sorted(ways(source.slots(), "cases", source.tried(), day), key=lambda way: way.title)
    assert recovery.about.endswith("Last tried today.")
    count, six = source.log_head()
    assert len(six.split()) == 6
    (line,) = source.log_lines(count, count)
    assert (line.seq, line.deed.action, line.purpose) == (count, "keys.try", "cases")
    assert [one.seq for one in lines.log_between(session, 1, count)] == list(range(count, 0, -1))


def test_what_a_newer_version_knows_is_named_and_not_dropped() -> None:
    (way,) = ways([SlotInfo("x", "cases", "unknown", None, "", None)], "cases", {}, TODAY)
    assert way.title == "Something a newer version knows"
    assert act_words("orbit.launch", "") == "Orbit: launch"
