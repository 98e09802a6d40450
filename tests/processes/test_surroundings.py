# SPDX-License-Identifier: GPL-3.0-or-later
"""What a child is given to know: little, and nothing that loads code or tells a name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casefile.host.hardening import Role
from casefile.processes import choice
from casefile.processes.surroundings import command, environment, has_screen

HOSTILE = {
    "LD_PRELOAD": "/tmp/x.so", "LD_LIBRARY_PATH": "/tmp", "PYTHONPATH": "/tmp", "PYTHONSTARTUP": "/tmp/x",
    "QT_PLUGIN_PATH": "/tmp", "QT_QPA_PLATFORM": "vnc", "QT_QPA_PLATFORMTHEME": "gtk3", "GTK_MODULES": "x",
    "XDG_CURRENT_DESKTOP": "GNOME", "SESSION_MANAGER": "tcp/x", "QT_LOGGING_RULES": "*=true", "TMPDIR": "/tmp",
    "CASEFILE_PASSPHRASE": "no", "DBUS_SESSION_BUS_ADDRESS": "tcp:host=elsewhere,port=1"}


def test_nothing_gets_through_that_is_not_on_the_list() -> None:
    assert not set(environment(HOSTILE)) & set(HOSTILE)


def test_what_a_window_needs_gets_through() -> None:
    needed = {"HOME": "/h", "DISPLAY": ":1", "LANG": "ko_KR.UTF-8", "LC_TIME": "ko_KR.UTF-8", "XMODIFIERS": "@im=ibus",
              "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus", "QT_QPA_PLATFORM": "offscreen", "QT_IM_MODULE": "ibus"}
    assert needed.items() <= environment(needed).items()


def test_on_a_wayland_only_session_qt_is_told_so() -> None:
    assert environment({"WAYLAND_DISPLAY": "wayland-0"})["QT_QPA_PLATFORM"] == "wayland"
    assert "QT_QPA_PLATFORM" not in environment({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})


def test_caches_have_a_place_that_can_hold_none() -> None:
    assert environment({"XDG_CACHE_HOME": "/home/x/.cache"})["XDG_CACHE_HOME"] == os.devnull


@pytest.mark.parametrize("role", list(Role))
def test_a_command_line_tells_role_and_parent_only(role: Role) -> None:
    words = command(role)
    assert words[-2:] == [f"--role={role.value}", f"--parent={os.getpid()}"]
    assert "-I" in words
    assert len(words) == 9


@pytest.mark.parametrize(("surroundings", "there"), [
    ({}, False), ({"DISPLAY": ":0"}, True), ({"DISPLAY": "unix:0"}, True), ({"DISPLAY": "localhost:10.0"}, False),
    ({"WAYLAND_DISPLAY": "wayland-0"}, True), ({"QT_QPA_PLATFORM": "offscreen"}, True)])
def test_a_screen_elsewhere_is_no_screen(surroundings: dict[str, str], there: bool) -> None:
    assert has_screen(surroundings) is there


def test_the_choice_is_one_private_file_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert choice.load() == choice.Choice()
    made = choice.Choice("ko", "/vaults/하나")
    choice.save(made)
    assert choice.load() == made
    files = [path for path in (tmp_path / "config").rglob("*") if path.is_file()]
    assert [path.name for path in files] == ["settings.json"]
    assert files[0].stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"language": 1, "vault": []}', b"null"])
def test_a_choice_that_cannot_be_read_is_none(content: bytes, tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "casefile").mkdir()
    (tmp_path / "casefile" / "settings.json").write_bytes(content)
    assert choice.load() == choice.Choice()


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("")
    choice.save(choice.Choice("en", "/v"))
