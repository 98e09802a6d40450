# SPDX-License-Identifier: GPL-3.0-or-later
"""What one guess at a new passphrase is to cost.

Promises: a profile that a person chose by name (`strong`, `low-memory`) is taken as it is, without measuring;
`standard` is measured to about a second on this computer, memory first and at most a quarter of what it has.
It must never come out cheaper than the slots a vault has already.
"""

from __future__ import annotations

from casefile.host import machine
from crypto.header import Header
from crypto.kdf import PROFILES, Cost, calibrate, processor_seconds

STANDARD = "standard"
_SHARE = 4  # of all memory, for one opening


def chosen(profile: str) -> Cost:
    """The cost of a profile; measuring `standard` takes a second or two."""
    if profile != STANDARD:
        return PROFILES[profile]
    return calibrate(PROFILES[STANDARD], machine.memory_kib() // _SHARE, measure=alone)


def alone(cost: Cost) -> float:
    """Seconds one run takes while nothing else runs here; a busy moment must not make a passphrase cheaper to guess."""
    return processor_seconds(cost) / min(cost.lanes, machine.cores())


def for_slot(header: Header, root: int) -> Cost:
    """The cost of one more slot of a vault: what was chosen by name for the others, else measured anew.

    A slot of this computer's measure never has less memory or fewer passes than the others.
    """
    others = [slot.cost for slot in header.of(root) if slot.cost]
    named = [cost for name, cost in PROFILES.items() if name != STANDARD]
    if others and others[0] in named:
        return others[0]
    made = chosen(STANDARD)
    for cost in others:
        if (cost.memory_kib, cost.passes) > (made.memory_kib, made.passes):
            made = cost
    return made
