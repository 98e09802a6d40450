# SPDX-License-Identifier: GPL-3.0-or-later
"""The only door: what it opens, what it refuses, and what it does not even load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("PySide6", "sqlcipher3", "argon2", "cryptography", "pyrage", "typst")


def door(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program without a screen, unless one is named."""
    given = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run([sys.executable, "-I", "-B", "-m", "casefile", *words], capture_output=True, text=True,
                          env=given | {"QT_QPA_PLATFORM": ""} | environment, timeout=60, stdin=subprocess.DEVNULL)


def test_the_version_meets_neither_the_databases_nor_the_window() -> None:
    code = ("import sys; from casefile.__main__ import main; main(['--version']); "
            f"print([name for name in {HEAVY!r} if name in sys.modules])")
    done = subprocess.run([sys.executable, "-I", "-B", "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[0].startswith("casefile ")
    assert done.stdout.splitlines()[1] == "[]"


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": "elsewhere:0"}])
def test_without_a_screen_it_says_so_and_how_else_to_work(environment: dict[str, str]) -> None:
    done = door(**environment)
    assert done.returncode == 1
    assert "casefile --help" in done.stderr


def test_a_vault_that_is_not_there_or_is_none_is_told_before_any_window(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "nowhere", 8), (tmp_path, 6)):
        done = door("--vault", str(path), QT_QPA_PLATFORM="offscreen")
        assert done.returncode == code, done.stderr
        assert done.stderr.startswith("casefile: ")


@pytest.mark.parametrize("words", [["--role=desk"], ["--role=nobody", "--parent=1"], ["--role=desk", "--parent=x"],
                                   ["--role=desk", "extra"]])
def test_a_part_of_the_program_cannot_be_started_by_hand(words: list[str]) -> None:
    done = door(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_part_started_by_somebody_else_ends_at_once() -> None:
    done = door("--role=desk", "--parent=1")
    assert done.returncode == 0
    assert done.stdout == ""


def test_a_command_is_hardened_before_it_begins(tmp_path: Path) -> None:
    code = ("import sys; from casefile.cli import main as cli; from casefile.host import hardening; "
            "cli.main = lambda words: print(sorted(step.id for step in hardening.applied() if step.ok)); "
            "from casefile.__main__ import main; main(['list'])")
    done = subprocess.run([sys.executable, "-I", "-B", "-c", code], capture_output=True, text=True)
    assert "network-denied" in done.stdout
    assert "memory-private" in done.stdout
