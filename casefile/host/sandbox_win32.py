# SPDX-License-Identifier: GPL-3.0-or-later
"""What Windows can be told from inside a process.

Promises: says of each measure whether it was taken.  Written against the documentation, type-checked,
never run on that system: every line of it counts as unproven until it has been.
It must never claim a wall that is not there.
"""

from __future__ import annotations

import ctypes
import sys

assert sys.platform == "win32"

_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX = 0x0001, 0x0002


def steps() -> list[tuple[str, bool, str]]:
    """(id, done, sentence) of each measure, in the order of casefile.host.hardening."""
    return [
        _no_error_box(),
        ("memory-private", False, "not applied: another program of this user may read our memory"),
        ("ends-with-parent", True, "a closed pipe from the supervisor ends this process"),
        ("writes-vault-only", False, "not applied: this system has no such rule for one process"),
        ("network-denied", False, "not applied: only a firewall rule of the installer denies the network"),
    ]


def _no_error_box() -> tuple[str, bool, str]:
    ctypes.windll.kernel32.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
    return ("no-error-box", True, "a crash opens no report window")
