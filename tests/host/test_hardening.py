# SPDX-License-Identifier: GPL-3.0-or-later
"""What a hardened process can no longer do, tried from inside by native calls, past Python's own hooks."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casefile.host import sandbox_linux
from casefile.host.hardening import Role

assert sys.platform == "linux"  # these walls are Linux's; conftest.py leaves the module out elsewhere

AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET = 1, 2, 10, 16, 17
TRY = """
import ctypes, json, os, sys, threading
from pathlib import Path
from casefile.host import hardening, lockdown
libc = ctypes.CDLL(None, use_errno=True)
vault, outside = Path(sys.argv[2]), Path(sys.argv[3])
early = {}
go = threading.Event()
if sys.argv[4:] == ["thread"]:
    other = threading.Thread(target=lambda: (go.wait(), early.update(inet=libc.socket(2, 1, 0))))
    other.start()
steps = hardening.apply(hardening.Role(sys.argv[1]), [vault])
go.set()
if sys.argv[4:] == ["thread"]:
    other.join()
def attempt(act):
    try:
        act()
    except OSError as error:
        return error.errno or type(error).__name__
    return 0
def native(family):
    ctypes.set_errno(0)
    return 0 if libc.socket(family, 1, 0) >= 0 else ctypes.get_errno()
def call(number, *values):
    ctypes.set_errno(0)
    return 0 if libc.syscall(number, *values) >= 0 else ctypes.get_errno()
status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
found = {
    "steps": {step.id: step.ok for step in steps}, "holds": lockdown.holds(),
    "sockets": {family: native(family) for family in (1, 2, 10, 16, 17)},
    "io_uring": call(425, 1, None), "ptrace": call(101 if os.uname().machine == "x86_64" else 117, 0, 0, 0, 0),
    "in vault": attempt(lambda: (vault / "a").write_text("x")),
    "made folder": attempt(lambda: (vault / "b").mkdir()),
    "moved": attempt(lambda: (vault / "a").rename(vault / "b" / "c")),
    "outside": attempt(lambda: (outside / "a").write_text("x")),
    "truncated": attempt(lambda: os.truncate(outside / "there", 0)),
    "removed": attempt(lambda: (outside / "there").unlink()),
    "read outside": attempt(lambda: (outside / "there").read_bytes()),
    "execve": attempt(lambda: os.posix_spawn("/bin/true", ["true"], {})),
    "seccomp": status["Seccomp"].strip(), "no new": status["NoNewPrivs"].strip(),
    "mode": (lambda p: (p.touch(), oct(p.stat().st_mode & 0o777))[1])(vault / "m"),
    "core": __import__("resource").getrlimit(__import__("resource").RLIMIT_CORE),
    "dumpable": libc.prctl(3, 0, 0, 0, 0),
    "early": early,
}
print(json.dumps(found))
"""


def attempts(role: Role, folder: Path, *more: str) -> dict[str, Any]:
    """What a process of this role could do and could not."""
    vault, outside = folder / "vault", folder / "outside"
    vault.mkdir()
    outside.mkdir()
    (outside / "there").write_text("kept")
    done = subprocess.run([sys.executable, "-I", "-B", "-c", TRY, role.value, str(vault), str(outside), *more],
                          capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_desk_writes_in_its_vault_alone_and_reaches_no_network(tmp_path: Path) -> None:
    found = attempts(Role.DESK, tmp_path)
    assert all(found["steps"].values()), found["steps"]
    assert found["sockets"] == {"1": 0, "2": 97, "10": 97, "16": 97, "17": 97}
    assert found["io_uring"] == 1
    assert found["ptrace"] == 1
    assert (found["in vault"], found["made folder"], found["moved"], found["read outside"]) == (0, 0, 0, 0)
    assert found["outside"] == found["truncated"] == found["removed"] == 13
    assert (tmp_path / "outside" / "there").read_text() == "kept"
    assert found["execve"]
    assert (found["seccomp"], found["no new"], found["dumpable"]) == ("2", "1", 0)
    assert found["core"] == [0, 0]
    assert found["mode"] == "0o600"
    assert found["holds"]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.COMMAND])
def test_what_starts_programs_reaches_no_network_either(role: Role, tmp_path: Path) -> None:
    found = attempts(role, tmp_path)
    assert all(found["steps"].values()), found["steps"]
    assert {family for family, error in found["sockets"].items() if not error} == {"1"}
    assert found["execve"] == 0
    assert found["outside"] == 0
    assert (found["seccomp"], found["no new"], found["dumpable"]) == ("2", "1", 0)


def test_the_filter_reaches_threads_that_were_there_before_and_landlock_refuses_to_pretend(tmp_path: Path) -> None:
    found = attempts(Role.DESK, tmp_path, "thread")
    assert found["early"] == {"inet": -1}
    assert found["steps"]["network-denied"]
    assert not found["steps"]["writes-vault-only"], "a wall with a hole must not be reported as one"


def test_a_step_that_cannot_be_taken_is_told(tmp_path: Path) -> None:
    code = ("from pathlib import Path; from casefile.host import hardening as h; "
            "print([s for s in h.apply(h.Role.DESK, [Path('/nowhere/at/all')]) if not s.ok])")
    done = subprocess.run([sys.executable, "-I", "-B", "-c", code], capture_output=True, text=True)
    assert "writes-vault-only" in done.stdout
    assert "No such file" in done.stdout


def test_a_child_whose_parent_has_gone_ends_before_it_begins() -> None:
    code = "from casefile.host import hardening as h; h.apply(h.Role.UNLOCK, parent=1_000_000_000); print('lived')"
    done = subprocess.run([sys.executable, "-I", "-B", "-c", code], capture_output=True, text=True)
    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.parametrize("machine", [sandbox_linux.X86_64, sandbox_linux.AARCH64])
def test_the_filter_fits_its_jumps(machine: sandbox_linux.Machine) -> None:
    for may_run in (True, False):
        program = sandbox_linux.filter_program(machine, may_run=may_run)
        assert len(program) % 8 == 0
        assert (machine.run[0].to_bytes(4, "little") in program) is not may_run
        verdicts = simulate(program, machine.audit, 999, 0)
        assert verdicts == 0x7FFF0000
        assert simulate(program, 1, 0, 0) == 0x80000000, "a foreign architecture is killed"
        for family, verdict in ((AF_UNIX, 0x7FFF0000), (AF_INET, 0x50061), (AF_INET6, 0x50061), (AF_NETLINK, 0x50061)):
            assert all(simulate(program, machine.audit, number, family) == verdict for number in machine.socket)
        assert all(simulate(program, machine.audit, number, 0) == 0x50001 for number in machine.denied)


def simulate(program: bytes, architecture: int, number: int, argument: int) -> int:
    """What the kernel would answer: the four kinds of instruction the filter uses."""
    seen, at, value = {0: number, 4: architecture, 16: argument}, 0, 0
    while True:
        line = program[8 * at:8 * at + 8]
        code, yes, no, constant = struct.unpack("<HBBI", line)
        at += 1
        if code == 0x20:
            value = seen[constant]
        elif code == 0x15:
            at += yes if value == constant else no
        elif code == 0x35:
            at += yes if value >= constant else no
        else:
            return int(constant)
