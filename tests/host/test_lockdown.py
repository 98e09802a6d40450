# SPDX-License-Identifier: GPL-3.0-or-later
"""The tripwire in Python, tried in processes of its own (it can never be taken out again)."""

from __future__ import annotations

import subprocess
import sys

import pytest

SHUT = "from casefile.host import lockdown; lockdown.shut(programs={}); "


@pytest.mark.parametrize("act", [
    "import socket; socket.socket()", "import socket; socket.socket(socket.AF_INET6)",
    "import socket; socket.getaddrinfo('localhost', 80)", "import socket; socket.gethostbyname('localhost')",
    "import urllib.request; urllib.request.urlopen('http://localhost/')"])
def test_python_code_that_asks_for_the_network_is_refused(act: str) -> None:
    done = subprocess.run([sys.executable, "-I", "-c", SHUT.format(False) + act], capture_output=True, text=True)
    assert "Casefile" in done.stderr


@pytest.mark.parametrize("act", ["import os; os.system('true')", "import subprocess; subprocess.run(['true'])"])
def test_programs_start_only_where_they_may(act: str) -> None:
    runs = [subprocess.run([sys.executable, "-I", "-c", SHUT.format(programs) + act], capture_output=True, text=True)
            for programs in (False, True)]
    assert runs[0].returncode == 0
    assert "starts no program" in runs[1].stderr


def test_local_sockets_files_and_databases_stay_free() -> None:
    act = ("import socket, sqlite3; socket.socketpair(); sqlite3.connect(':memory:').execute('SELECT 1'); "
           "open('/dev/null')")
    done = subprocess.run([sys.executable, "-I", "-c", SHUT.format(True) + act], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_open_door_is_not_called_shut() -> None:
    act = ("from casefile.host import lockdown; before = lockdown.holds(); lockdown.shut(programs=True); "
           "print(before, lockdown.holds())")
    done = subprocess.run([sys.executable, "-I", "-c", act], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True"]
