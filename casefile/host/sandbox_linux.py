# SPDX-License-Identifier: GPL-3.0-or-later
"""What Linux can be told to refuse us: system calls (seccomp), written places (Landlock), dumps.

Promises: written against the kernel's own numbers for x86-64 and aarch64, with ctypes alone, so
no library can be missing; every function either takes effect or raises OSError with the reason.
It must never probe by trying what it forbids (a refused attempt is an attempt), and it must be
called before a second thread starts: Landlock reaches the calling thread only.

Sources: seccomp(2), landlock(7), prctl(2), include/uapi/linux/{seccomp,landlock,audit}.h.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from errno import EAFNOSUPPORT, EOPNOTSUPP, EPERM
from pathlib import Path

assert sys.platform == "linux"

_PR_SET_PDEATHSIG, _PR_GET_DUMPABLE, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 3, 4, 38
_SIGKILL = 9
_AF_UNIX = 1

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446  # one number on all architectures
_LANDLOCK_VERSION, _LANDLOCK_PATH_BENEATH = 1, 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REFER, _TRUNCATE = 1, 1 << 1, 1 << 2, 1 << 3, 1 << 13, 1 << 14
_MAKE_AND_REMOVE = sum(1 << bit for bit in range(4, 13))  # remove_dir, remove_file, make_*
_TCP = 0b11  # bind and connect

_SECCOMP_SET_MODE_FILTER, _SECCOMP_TSYNC = 1, 1
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _ERRNO, _KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
_X32_BIT = 0x40000000


@dataclass(frozen=True, slots=True)
class Machine:
    """The numbers of one processor architecture."""

    audit: int
    seccomp: int
    socket: tuple[int, ...]
    run: tuple[int, ...]
    denied: tuple[int, ...]
    has_x32: bool


# denied, in both tables: io_uring (its operations pass no filter), reading other processes, kernel
# programs and modules, keyrings, name spaces and mounts
X86_64 = Machine(
    audit=0xC000003E, seccomp=317, socket=(41, 53), run=(59, 322), has_x32=True,
    denied=(425, 426, 427, 101, 310, 311, 438, 440, 321, 298, 323, 250, 248, 249, 272, 308, 165, 166, 155,
            428, 429, 430, 431, 432, 442, 175, 313, 246, 320))
AARCH64 = Machine(
    audit=0xC00000B7, seccomp=277, socket=(198, 199), run=(221, 281), has_x32=False,
    denied=(425, 426, 427, 117, 270, 271, 438, 440, 280, 241, 282, 219, 217, 218, 97, 268, 40, 39, 41,
            428, 429, 430, 431, 432, 442, 105, 273, 104, 294))
_MACHINES = {"x86_64": X86_64, "aarch64": AARCH64}


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _prctl(option: int, value: int) -> int:
    zero = ctypes.c_ulong(0)
    return _check(_libc().prctl(option, ctypes.c_ulong(value), zero, zero, zero))


def no_dumps() -> None:
    """No core file, and no other process of the user reads our memory (until the next execve)."""
    _prctl(_PR_SET_DUMPABLE, 0)


def dumpable() -> int:
    """0 where no other process of the user may read this one."""
    return _prctl(_PR_GET_DUMPABLE, 0)


def die_with_parent() -> None:
    """The kernel kills us when the thread that started us ends; the caller compares getppid() next."""
    _prctl(_PR_SET_PDEATHSIG, _SIGKILL)


def no_new_privileges() -> None:
    """No program started from here gains rights; the kernel asks for this before the filters."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def threads() -> int:
    """How many threads this process has."""
    return len(os.listdir("/proc/self/task"))


def filter_program(machine: Machine, *, may_run: bool) -> bytes:
    """The BPF program: allow all but what is denied; `may_run` leaves execve open (the supervisor).

    Errors are returned, not signals: libraries try things and fall back.  A foreign architecture's
    calls kill, since its numbers mean other calls.
    """
    code: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine.audit), (_RETURN, 0, 0, _KILL_PROCESS), (_LOAD, 0, 0, 0)]
    if machine.has_x32:
        code += [(_AT_LEAST, 0, 1, _X32_BIT), (_RETURN, 0, 0, _ERRNO | EPERM)]
    for number in machine.denied + (() if may_run else machine.run):
        code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | EPERM)]
    for number in machine.socket:  # the family is argument 0, read as its low word
        code += [(_EQUAL, 0, 4, number), (_LOAD, 0, 0, 16), (_EQUAL, 1, 0, _AF_UNIX),
                 (_RETURN, 0, 0, _ERRNO | EAFNOSUPPORT), (_RETURN, 0, 0, _ALLOW)]
    code.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", *line) for line in code)


def machine() -> Machine:
    """This computer's table; OSError where there is none."""
    found = _MACHINES.get(os.uname().machine)
    if found is None or sys.byteorder != "little":
        raise OSError(EOPNOTSUPP, f"no table of system calls for {os.uname().machine}")
    return found


def filter_calls(*, may_run: bool) -> None:
    """Put the filter on every thread of this process; it can only be narrowed from then on."""
    here = machine()
    program = filter_program(here, may_run=may_run)
    code = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    whole = Program(len(program) // 8, ctypes.cast(code, ctypes.c_void_p))
    result = _libc().syscall(ctypes.c_long(here.seccomp), ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER),
                             ctypes.c_ulong(_SECCOMP_TSYNC), ctypes.byref(whole))
    if _check(result) > 0:
        raise OSError(EPERM, f"thread {result} could not be filtered")


def landlock_version() -> int:
    """The kernel's Landlock version, 0 where it has none."""
    found: int = _libc().syscall(ctypes.c_long(_LANDLOCK_CREATE), None, ctypes.c_size_t(0),
                                 ctypes.c_uint32(_LANDLOCK_VERSION))
    return max(found, 0)


def write_only_beneath(folders: Sequence[Path]) -> int:
    """From now on write nowhere but beneath `folders` and /dev/null, and run nothing; the version used.

    Reading stays free: libraries, fonts and what a person chooses to import lie anywhere.  It can
    never be widened again.  Raises OSError where the kernel has no Landlock, a folder is not there,
    or a second thread runs already (it would stay free).
    """
    version = _ready_version()
    handled = (_EXECUTE | _WRITE_FILE | _MAKE_AND_REMOVE | (_REFER if version >= 2 else 0)
               | (_TRUNCATE if version >= 3 else 0))
    places = [(folder, handled & ~_EXECUTE) for folder in folders]
    places.append((Path(os.devnull), handled & (_WRITE_FILE | _TRUNCATE)))
    _restrict(version, handled, places)
    return version


def open_nothing() -> None:
    """From now on no file or folder is opened, not even to read; what is open stays so.

    For a process that has loaded all it needs.  Raises OSError as `write_only_beneath`.
    """
    version = _ready_version()
    _restrict(version, _EXECUTE | _WRITE_FILE | _READ_FILE | _READ_DIR | _MAKE_AND_REMOVE, ())


def _ready_version() -> int:
    version = landlock_version()
    if version < 1:
        raise OSError(EOPNOTSUPP, "the kernel has no Landlock")
    if threads() != 1:
        raise OSError(EPERM, "another thread was started before")
    return version


def _restrict(version: int, handled: int, places: Sequence[tuple[Path, int]]) -> None:
    """Deny the rights `handled` everywhere but beneath `places`, each with the rights it keeps."""
    attributes = struct.pack("=QQ", handled, _TCP) if version >= 4 else struct.pack("=Q", handled)
    libc = _libc()
    rules = _check(libc.syscall(ctypes.c_long(_LANDLOCK_CREATE), attributes,
                                ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0)))
    try:
        for place, rights in places:
            opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
            try:
                rule = struct.pack("=Qi", rights, opened)
                _check(libc.syscall(ctypes.c_long(_LANDLOCK_ADD), ctypes.c_int(rules),
                                    ctypes.c_int(_LANDLOCK_PATH_BENEATH), rule, ctypes.c_uint32(0)))
            finally:
                os.close(opened)
        _check(libc.syscall(ctypes.c_long(_LANDLOCK_RESTRICT), ctypes.c_int(rules), ctypes.c_uint32(0)))
    finally:
        os.close(rules)
