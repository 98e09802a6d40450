# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call that is denied is tried by number, in every kind of process, past Python and past the C library."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from casefile.host import sandbox_linux
from casefile.host.hardening import Role

assert sys.platform == "linux"  # these walls are Linux's; conftest.py leaves the module out elsewhere

KINDS = list(Role)
RUNS_PROGRAMS = {Role.SUPERVISOR, Role.COMMAND}
FREE_TO_WRITE = {Role.SUPERVISOR, Role.COMMAND, Role.WELCOME}
SIGSYS = 31
# x86-64: rings, ptrace, memory of others, keyrings, name spaces, mounts
NEVER = {425, 101, 310, 311, 438, 321, 323, 250, 248, 272, 308, 165}
FAMILIES = {"inet": 2, "ax25": 3, "inet6": 10, "netlink": 16, "packet": 17, "bluetooth": 31, "alg": 38, "vsock": 40,
            "xdp": 44}
TRY = """
import ctypes, json, os, sys
from pathlib import Path
from casefile.host import hardening, sandbox_linux
role, vault, target, outside = hardening.Role(sys.argv[1]), *map(Path, sys.argv[2:5])
steps = hardening.apply(role, [vault, target] if role is hardening.Role.WORKER else [vault])
if role is hardening.Role.DECODER:
    from casefile.processes import decoder
    steps += decoder.shut_in()
libc, machine = ctypes.CDLL(None, use_errno=True), sandbox_linux.machine()
def call(number, *values):
    ctypes.set_errno(0)
    return 0 if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, values)) >= 0 else ctypes.get_errno()
def write(folder):
    try:
        (folder / "made").write_text("x")
    except OSError as error:
        return error.errno
    return 0
found = {"steps": {step.id: step.ok for step in steps},
         "denied": {number: call(number, 0, 0, 0, 0, 0) for number in machine.denied},
         "run": {number: call(number, 0, 0, 0) for number in machine.run},
         "families": {family: [call(number, family, 2, 0, 0) for number in machine.socket]
                      for family in json.loads(sys.argv[5])},
         "local": call(machine.socket[0], 1, 1, 0),
         "x32": call(0x40000000 | 39) if machine.has_x32 else 1,
         "write": {folder.name: write(folder) for folder in (vault, target, outside)}}
print(json.dumps(found))
"""
FOREIGN = """
import ctypes, mmap, sys
from casefile.host import hardening
if sys.argv[1] != "bare":
    hardening.apply(hardening.Role(sys.argv[1]))
# mov eax, 20 (getpid of the 32-bit table); int 0x80; ret
code = bytes.fromhex("b814000000cd80c3")
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(code)
print(ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))(), flush=True)
"""


def attempts(role: Role, folder: Path) -> dict[str, Any]:
    places = [folder / name for name in ("vault", "target", "outside")]
    for place in places:
        place.mkdir()
    done = subprocess.run([sys.executable, "-I", "-B", "-c", TRY, role.value, *map(str, places),
                           json.dumps(list(FAMILIES.values()))], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("role", KINDS)
def test_every_denied_call_is_refused_in_every_kind_of_process(role: Role, tmp_path: Path) -> None:
    found = attempts(role, tmp_path)
    assert all(found["steps"].values()), found["steps"]
    assert set(found["denied"].values()) == {1}, found["denied"]
    assert set(sandbox_linux.X86_64.denied) >= NEVER
    assert {int(number) for number in found["denied"]} == set(sandbox_linux.machine().denied)
    assert set(found["run"].values()) == ({14} if role in RUNS_PROGRAMS else {1}), "EFAULT is the kernel's own answer"
    assert {tuple(answers) for answers in found["families"].values()} == {(97, 97)}, found["families"]
    assert found["local"] == 0
    assert found["x32"] == 1
    writes = {name for name, answer in found["write"].items() if answer == 0}
    expected = {"vault"} | ({"target"} if role is Role.WORKER else set())
    assert writes == ({"vault", "target", "outside"} if role in FREE_TO_WRITE else set()
                      if role is Role.DECODER else expected)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the other architecture of this processor")
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DESK])
def test_a_call_of_another_architecture_ends_the_process(role: Role) -> None:
    bare = subprocess.run([sys.executable, "-I", "-B", "-c", FOREIGN, "bare"], capture_output=True, text=True, timeout=60)
    if bare.returncode or int(bare.stdout) <= 0:
        pytest.skip("this kernel answers no 32-bit calls at all")
    done = subprocess.run([sys.executable, "-I", "-B", "-c", FOREIGN, role.value], capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == -SIGSYS
    assert done.stdout == ""


READ = "import sys; open(f'/proc/{sys.argv[1]}/mem', 'rb').close(); open(f'/proc/{sys.argv[1]}/environ', 'rb').read()"
WAIT = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # as a program that was never root's; who leaves root's rights is shut already
if sys.argv[2] == "hardened":
    from casefile.host import hardening
    from pathlib import Path
    hardening.apply(hardening.Role.DESK, [Path("/dev/shm")])
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone can be two processes of another user")
@pytest.mark.parametrize(("state", "refused"), [("bare", False), ("hardened", True)])
def test_another_program_of_the_same_user_reads_nothing_of_it(state: str, refused: bool) -> None:
    root = Path(__file__).resolve().parents[2]
    drop = f"import os, sys; sys.path.insert(0, {str(root)!r})\n"
    # imports come first, since the other user may not be allowed to read the checkout
    first = "import ctypes, resource, casefile.host.hardening, casefile.host.sandbox_linux\nos.setgid(65534); os.setuid(65534)\n"
    with tempfile.TemporaryFile() as said:
        watched = subprocess.Popen([sys.executable, "-I", "-B", "-c", drop + first + WAIT, "x", state],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said)
        assert watched.stdout is not None
        assert watched.stdout.readline() == b"ready\n"
        sibling = subprocess.run([sys.executable, "-I", "-B", "-c", "import os; os.setgid(65534); os.setuid(65534)\n" + READ,
                                  str(watched.pid)], capture_output=True, text=True, timeout=60)
        watched.communicate()
    assert ("PermissionError" in sibling.stderr) is refused, sibling.stderr
    assert (sibling.returncode != 0) is refused
