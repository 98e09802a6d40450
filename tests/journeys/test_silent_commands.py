# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of a whole case, each under strace: no socket is made, none but a local one is even asked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "data" / "interchange" / "sample.json"
CALLS = "socket,socketpair,connect,bind,sendto,io_uring_setup"
FOREIGN = re.compile(r"\b(?:socket|socketpair)\((?!AF_UNIX)\w+|sa_family=(?!AF_UNIX)AF_|io_uring_setup\(")

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def traced(trace: Path, *words: object) -> tuple[int, list[str]]:
    """Run a program under strace; its exit code and the calls it made."""
    done = subprocess.run(["strace", "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(trace), *map(str, words)],
                          env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, stdin=subprocess.DEVNULL)
    return done.returncode, trace.read_text("utf-8", "replace").splitlines()


def test_the_control_is_seen(tmp_path):
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    _, calls = traced(tmp_path / "trace", sys.executable, "-c", code)
    assert any(FOREIGN.search(call) for call in calls)


def test_the_command_line_journey_asks_for_no_network(tmp_path, passphrases):
    case = ["--passphrase-file", passphrases.file_a, "--json"]
    both = [*case, "--identity-passphrase-file", passphrases.file_b]
    vault, stick, sheet = tmp_path / "vault", tmp_path / "stick", tmp_path / "sheet"
    second = ["--resolve", "redact", "--override-reason", "a drill", "--second-person", "A colleague"]
    journey = [
        ["new", vault, "--recovery-out", sheet, "--kdf", "low-memory", *both],
        ["import", vault, SAMPLE, *both],
        ["list", vault, "people", *case],
        ["search", vault, "river", *case],
        ["risk", vault, *case],
        ["scan", vault, "--text-file", SAMPLE, *both],
        ["export", vault, "--audience", "press", "--format", "pdf", "--out", tmp_path / "press.pdf", *second, *both],
        ["leakcheck", vault, tmp_path / "press.pdf", *both],
        ["backup", vault, stick, "--include-identities", "--allow-same-disk", *both],
        ["verify", stick, "--recovery-file", sheet, "--json"],
        ["restore", stick, tmp_path / "restored", "--recovery-file", sheet, *both],
        ["check", tmp_path / "restored", *both],
        ["doctor", vault, *case],
    ]
    for words in journey:
        code, calls = traced(tmp_path / "trace", sys.executable, "-m", "casefile", *words)
        assert code == 0, words[0]
        assert not [call for call in calls if FOREIGN.search(call)], words[0]
