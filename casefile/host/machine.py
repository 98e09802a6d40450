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
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
    except (AttributeError, ValueError, OSError):  # not on every system
        return _UNKNOWN_KIB


def cores() -> int:
    """The processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):  # not on every system
        return os.cpu_count() or _UNKNOWN_CORES
