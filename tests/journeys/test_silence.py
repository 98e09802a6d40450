# SPDX-License-Identifier: GPL-3.0-or-later
"""The window is silent: under strace no socket but a local one, nothing written outside the vault, no program."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Passphrases
from tests.faults.budget import NIGHT
from tests.journeys.screen import UNLOCK, Screen, need

CALLS = "socket,socketpair,connect,bind,sendto,io_uring_setup,openat,creat,mkdir,mkdirat,rename,renameat2,execve"
FAMILY = re.compile(r"socket(?:pair)?\((\w+)")
# libraries that talk to a network, to a graphics driver, or bring a second toolkit
LOUD = re.compile(r"Qt6?(Network|Qml|Quick|Web)|libssl|_ssl\.|_socket\.|libcurl|libgtk|_dri\.so|libgallium|libLLVM|libvnc|_asyncio")
WRITES = re.compile(r"openat\([^,]+, \"([^\"]+)\", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)[^)]*\) = \d")
MAKES = re.compile(r"(?:mkdir|creat|rename)\w*\((?:AT_FDCWD, )?\"([^\"]+)\".*\) = 0")


def test_start_unlock_and_lock_ask_for_no_network_and_write_in_the_vault_alone(
        vault: Path, passphrases: Passphrases, tmp_path: Path) -> None:
    need("strace")
    trace = tmp_path / "trace"
    with Screen(tmp_path / "desktop") as screen:
        screen.launch(vault, before=("strace", "-f", "-qq", "-s", "300", "-e", f"trace={CALLS}", "-o", str(trace)))
        screen.unlock(passphrases.a)
        time.sleep(0.5)
        status = {role: Path(f"/proc/{pid}/status").read_text() for pid, role in screen.processes().items()}
        assert set(status) == {"supervisor", "desk"}
        for role, text in status.items():
            assert "Seccomp:\t2" in text, role
            assert "NoNewPrivs:\t1" in text, role
        loaded = {Path(line.split()[-1]).name for pid in screen.processes()
                  for line in Path(f"/proc/{pid}/maps").read_text().splitlines() if "/" in line}
        assert any("libQt6Widgets" in name for name in loaded)
        assert not [name for name in loaded if LOUD.search(name)]
        screen.keys("ctrl+l")
        screen.wait(lambda: UNLOCK in screen.titles(), what="the lock")
        time.sleep(0.5)
        config = screen.home / "config" / "casefile"
    lines = trace.read_text("utf-8", "replace").splitlines()
    families = {match[1] for line in lines if (match := FAMILY.search(line))}
    assert families == {"AF_UNIX"}, families
    assert not [line for line in lines if "io_uring_setup" in line or "sa_family=AF_INET" in line]
    runs = [line for line in lines if "execve(" in line]
    assert all("--role=" in line or "-I" in line for line in runs if " = 0" in line), runs
    written = {match[1] for line in lines for pattern in (WRITES, MAKES) if (match := pattern.search(line))}
    outside = {path for path in written if not path.startswith((str(vault), str(config), "/dev/", "/proc/self"))}
    assert not outside, outside
    assert {path.name for path in config.iterdir()} == {"settings.json"}


@pytest.mark.skipif(not NIGHT, reason="the window's tests once more, by night")
def test_the_windows_tests_pass_where_there_is_no_network_at_all() -> None:
    alone = ["unshare", "-rn"]
    probe = subprocess.run([*alone, "cat", "/proc/net/dev"], capture_output=True, text=True)
    if probe.returncode:
        pytest.skip("no name spaces for this user here")
    assert [line.split(":")[0].strip() for line in probe.stdout.splitlines() if ":" in line] == ["lo"]
    done = subprocess.run([*alone, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ui"], cwd=ROOT,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:]
