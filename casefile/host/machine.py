# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory and how many processors this computer has.

Promises: numbers above zero; where the system does not tell, what any computer of the last ten years has.
It must never be taken for a limit: it only says what may be asked for.
"""

from __future__ import annotations

import os

_UNKNOWN_KIB = 2 * 1024 * 1024
_UNKNOWN_CORES = 2


def memory_kib() -> int:
    """All memory of the machine, in KiB."""
    ask = getattr(os, "sysconf", None)  # not on every system
    try:
        return int(ask("SC_PHYS_PAGES")) * int(ask("SC_PAGE_SIZE")) // 1024 if ask else _UNKNOWN_KIB
    except (ValueError, OSError):
        return _UNKNOWN_KIB


def cores() -> int:
    """The processors this process may use."""
    ask = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(ask(0)) if ask else os.cpu_count() or _UNKNOWN_CORES
