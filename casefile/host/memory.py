# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory this computer has.

Promises: a number in KiB; where the system does not tell, one that any computer of the last ten years has.
It must never be taken for a limit: it only says what may be asked for.
"""

from __future__ import annotations

import os

_UNKNOWN_KIB = 2 * 1024 * 1024


def total_kib() -> int:
    """All memory of the machine, in KiB."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
    except (AttributeError, ValueError, OSError):  # not on every system
        return _UNKNOWN_KIB
