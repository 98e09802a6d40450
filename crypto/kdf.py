# SPDX-License-Identifier: GPL-3.0-or-later
"""From a passphrase to a key: Argon2id version 1.3 (RFC 9106), with limits.

A header is a stranger's bytes until it is authenticated, and authenticating it costs one run of
Argon2id with numbers the header itself names.  So every number passes `check_cost` first: nothing
is allocated for a header that asks for a tebibyte, and none is opened that was made too cheap.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from crypto.errors import NoMemory, OverLimit
from crypto.secret import Secret

SALT_BYTES = 16
KEY_BYTES = 32
PASSPHRASE_BYTES = 1024  # of UTF-8, after normalisation


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of Argon2id takes: memory in KiB, passes over it, lanes (threads)."""

    memory_kib: int
    passes: int
    lanes: int


# Floor: the second choice of RFC 9106, section 4.  Ceiling: what an office machine can still do.
FLOOR = Cost(64 * 1024, 3, 1)
CEILING = Cost(2 * 1024 * 1024, 64, 8)
WORK_CEILING = 16 * 1024 * 1024  # memory in KiB times passes: 16 GiB-passes, about half a minute

PROFILES = {
    "standard": Cost(512 * 1024, 4, 4),
    "strong": Cost(1024 * 1024, 4, 4),
    "low-memory": Cost(64 * 1024, 3, 4),
}


def check_cost(cost: Cost, floor: Cost = FLOOR) -> None:
    """Raise OverLimit unless `cost` lies between `floor` and the ceiling.  Allocates nothing."""
    if cost.memory_kib > CEILING.memory_kib or cost.passes > CEILING.passes or cost.lanes > CEILING.lanes:
        raise OverLimit("key derivation asks for more than the ceiling allows")
    if cost.memory_kib * cost.passes > WORK_CEILING:
        raise OverLimit("key derivation asks for more work than the ceiling allows")
    if cost.memory_kib < floor.memory_kib or cost.passes < floor.passes or cost.lanes < floor.lanes:
        raise OverLimit("key derivation is cheaper than the floor allows")


def normal(passphrase: str) -> bytes:
    """The bytes that are stretched: UTF-8 of Unicode NFC, nothing trimmed.

    Two keyboards that type the same letters differently (composed or not) give the same key.
    Raises OverLimit for an empty passphrase, one over 1,024 bytes, or one with lone surrogates.
    """
    try:
        data = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise OverLimit("the passphrase is not valid text") from None
    if not 0 < len(data) <= PASSPHRASE_BYTES:
        raise OverLimit("the passphrase is empty or longer than 1,024 bytes")
    return data


def stretch(passphrase: str, salt: bytes, cost: Cost) -> Secret:
    """32 bytes from a passphrase and a 16-byte salt; about a second at the standard cost.

    Raises OverLimit for a cost outside the limits, before any memory is taken, and NoMemory when the
    machine cannot give the memory the cost asks for.
    """
    check_cost(cost)
    if len(salt) != SALT_BYTES:
        raise OverLimit("the salt must have 16 bytes")
    try:
        return Secret(hash_secret_raw(normal(passphrase), salt, time_cost=cost.passes, memory_cost=cost.memory_kib,
                                      parallelism=cost.lanes, hash_len=KEY_BYTES, type=Type.ID, version=19))
    except (HashingError, MemoryError):
        raise NoMemory("this computer cannot give the memory that the key derivation asks for") from None


def processor_seconds(cost: Cost) -> float:
    """Seconds of processor time, of all lanes together, that one run of Argon2id takes here.

    Raises NoMemory where it cannot be had.
    """
    start = time.process_time()
    stretch("calibration", bytes(SALT_BYTES), cost).wipe()
    return time.process_time() - start


def calibrate(wanted: Cost, memory_kib: int, *, measure: Callable[[Cost], float], seconds: float = 1.0) -> Cost:
    """A cost of about `seconds` on this machine: memory first, then passes; never under the floor.

    The memory is that of `wanted`, halved until it fits into `memory_kib` (what this machine can spare) and until the
    fewest passes take no more than twice the time.  What time is left becomes passes.  A slow machine gets the
    floor however long it takes.  `measure` tells the seconds of one run; NoMemory from it counts as too little memory.
    """
    least = PROFILES["low-memory"]
    memory = wanted.memory_kib
    while memory > max(memory_kib, least.memory_kib):
        memory //= 2
    while True:
        cost = replace(wanted, memory_kib=max(memory, least.memory_kib), passes=least.passes)
        try:
            took = measure(cost)
        except NoMemory:
            took = float("inf")
        if cost.memory_kib == least.memory_kib or took <= 2 * seconds:
            break
        memory = cost.memory_kib // 2
    if took == float("inf"):
        return cost
    most = min(CEILING.passes, WORK_CEILING // cost.memory_kib)
    return replace(cost, passes=max(cost.passes, min(most, round(seconds * cost.passes / max(took, 1e-6)))))
