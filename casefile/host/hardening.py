# SPDX-License-Identifier: GPL-3.0-or-later
"""Every process makes itself small before its first secret; what could not be done is told.

Promises: `apply` and `command_line` do all that this system offers, in an order in which no step
undoes another, and return one Step for each, done or not, with the reason.  They never raise for a
step that failed: the caller shows it (doctor, health page), and the person decides.
It must never try what is forbidden in order to see whether it is refused.

Must run before Qt is imported and before any thread (Landlock reaches one thread only).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from casefile.host import lockdown


class Role(StrEnum):
    """The kinds of process; each has its own place to write and its own rights."""

    SUPERVISOR = "supervisor"
    WELCOME = "welcome"
    UNLOCK = "unlock"
    UNLOCK_IDENTITIES = "unlock-identities"
    DESK = "desk"
    IDENTITY = "identity"
    WORKER = "worker"
    DECODER = "decoder"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing asked of the system: a stable id, whether it holds, and a sentence for people."""

    id: str
    ok: bool
    detail: str


# Roles that start other programs: the supervisor its children, the command line what a script needs.
_MAY_RUN = frozenset({Role.SUPERVISOR, Role.COMMAND})
# Roles that write where the person says and hold no root: they cannot be tied to one folder, and
# what the supervisor ties itself to would tie all its children.
_WRITES_FREELY = frozenset({Role.SUPERVISOR, Role.COMMAND, Role.WELCOME})

_applied: list[Step] = []


def apply(role: Role, writable: Sequence[Path] = (), *, parent: int = 0) -> list[Step]:
    """Harden this process for its role; one Step for each measure.

    `writable`: the only folders it may write beneath (the vault; for a worker also the target).
    `parent`: process id of the supervisor; when it has gone already, this process ends at once.
    """
    steps = [_own_files_only(), _no_core_file()]
    if sys.platform == "linux":
        from casefile.host import sandbox_linux as linux  # this module exists for one system only

        steps.append(_try("memory-private", "no other process of this user reads our memory", linux.no_dumps))
        if parent:
            steps.append(_try("ends-with-parent", "ends when the supervisor ends", linux.die_with_parent))
            if os.getppid() != parent:  # it went before the kernel was told
                os._exit(0)
        steps.append(_try("no-new-privileges", "no program started from here gains rights",
                          linux.no_new_privileges))
        if role not in _WRITES_FREELY:
            steps.append(_try("writes-vault-only", "the kernel (Landlock) lets it write in its own places only",
                              lambda: linux.write_only_beneath(writable)))
        elif role is Role.COMMAND:  # it writes where it was told to; the windows' processes are tied
            version = linux.landlock_version()
            steps.append(Step("landlock", version > 0, f"the kernel can tie the windows' processes to the vault "
                              f"(Landlock {version})" if version else "the kernel has no Landlock: the windows' "
                              "processes are not tied to the vault"))
        steps.append(_try("network-denied", "the kernel (seccomp) refuses every socket but local ones",
                          lambda: linux.filter_calls(may_run=role in _MAY_RUN)))
    elif sys.platform == "darwin":
        from casefile.host import sandbox_darwin as darwin  # this module exists for one system only

        steps += [Step(*step) for step in darwin.steps()]
    elif sys.platform == "win32":
        from casefile.host import sandbox_win32 as windows  # this module exists for one system only

        steps += [Step(*step) for step in windows.steps()]
    steps.append(_tripwire(programs=role not in _MAY_RUN))
    _applied[:] = steps
    return list(steps)


def command_line() -> list[Step]:
    """Harden a run of the command line: as `apply`, but it may write where it was told to."""
    return apply(Role.COMMAND)


def applied() -> list[Step]:
    """What the last `apply` of this process came to; empty before it."""
    return list(_applied)


def _try(name: str, promise: str, act: Callable[[], object]) -> Step:
    try:
        act()
    except OSError as error:
        return Step(name, False, f"not applied: {error.strerror or type(error).__name__} ({promise})")
    return Step(name, True, promise)


def _own_files_only() -> Step:
    os.umask(0o077)
    return Step("files-private", True, "new files are readable by this user alone")


def _no_core_file() -> Step:
    if sys.platform == "win32":
        return Step("no-core-dump", False, "not applied: Windows Error Reporting may keep a memory image")
    else:
        import resource  # not there on Windows

        return _try("no-core-dump", "a crash leaves no memory image",
                    lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))


def _tripwire(*, programs: bool) -> Step:
    lockdown.shut(programs=programs)
    return Step("tripwire", lockdown.holds(), "Python code that asks for the network is refused on the spot")
