# SPDX-License-Identifier: GPL-3.0-or-later
"""What macOS can be told from inside a process; the app sandbox comes with the package, not from here.

Promises: says of each measure whether it was taken.  Written against the manual pages, type-checked,
never run on that system: every line of it counts as unproven until it has been.
It must never claim a wall that is not there.
"""

from __future__ import annotations

import ctypes

_PT_DENY_ATTACH = 31


def steps() -> list[tuple[str, bool, str]]:
    """(id, done, sentence) of each measure, in the order of casefile.host.hardening."""
    return [
        _deny_attach(),
        ("ends-with-parent", True, "a closed pipe from the supervisor ends this process"),
        ("writes-vault-only", False, "not applied: only the packaged app runs in the system's sandbox"),
        ("network-denied", False, "not applied: only the packaged app is without network rights"),
    ]


def _deny_attach() -> tuple[str, bool, str]:
    libc = ctypes.CDLL(None, use_errno=True)
    done = libc.ptrace(ctypes.c_int(_PT_DENY_ATTACH), ctypes.c_int(0), None, ctypes.c_int(0)) == 0
    return ("memory-private", done, "no debugger attaches" if done else "not applied: ptrace refused")
