# SPDX-License-Identifier: GPL-3.0-or-later
"""A program whose children are hurt: it loads everything once and forks one writer for each order.

An order is a line of JSON: writer, arguments, a file for what it says, limits (each a number or null).
The answer is the child's process number; the child waits for the next line, so that a tracer can be put
on it. The second answer is how it ended. Exit codes of a child are the program's own; 70 is a fault nobody foresaw.

Every child draws the same random numbers, so that two runs of a writer make the same rows to the last letter, and
"the new state" is one value. What passphrases were stretched to is remembered from the runs before: that takes most of
a second each time, and touches no disk.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import json
import os
import random
import resource
import secrets
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from casefile.errors import CasefileError
from crypto import kdf
from tests.faults.writers import WRITERS

_ANY_TRACER = 0x59616D61, ctypes.c_ulong(-1)  # PR_SET_PTRACER, PR_SET_PTRACER_ANY
_STRETCHED: dict[str, str] = {}
LOST = "error return without exception set"
"""What Python says where its own C code met too little memory and lost the MemoryError on the way."""


def main() -> None:
    """Take orders until there are no more."""
    ctypes.CDLL(None).prctl(*_ANY_TRACER, 0, 0, 0)
    for line in sys.stdin:
        order = json.loads(line)
        stretched = Path(order["stretched"])
        _STRETCHED.update(json.loads(stretched.read_text("utf-8")) if stretched.exists() else {})
        wait, go = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(go)
            ctypes.CDLL(None).prctl(*_ANY_TRACER, 0, 0, 0)
            os.read(wait, 1)
            os._exit(_perform(order))
        os.close(wait)
        _answer(child)
        sys.stdin.readline()
        os.write(go, b"g")
        os.close(go)
        _, status = os.waitpid(child, 0)
        _answer(os.waitstatus_to_exitcode(status))


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _perform(order: dict[str, Any]) -> int:
    said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    limits: dict[str, int] = order["limits"]
    _draw_the_same(order["chance"])
    _stretch_once()
    try:
        held = _limit(limits)
        warning = WRITERS[order["writer"]](*order["arguments"])
        held.clear()
        _unlimited(limits)
        _say(f"SAVED {warning or ''}")
        if order["learn"]:
            Path(order["stretched"]).write_text(json.dumps(_STRETCHED), "utf-8")
        return 0
    except CasefileError as error:
        _say(f"{error.kind}: {error.message}")
        return error.exit_code
    except MemoryError:
        _unlimited(limits)
        _say("memory")
        return 71
    except SystemError as error:
        _unlimited(limits)
        if limits and str(error) == LOST:
            _say("memory")
            return 71
        _say(traceback.format_exc())
        return 70
    except BaseException:
        _unlimited(limits)
        _say(traceback.format_exc())
        return 70


def _draw_the_same(seed: int) -> None:
    """Replace the sources of chance of this process by one that always says the same."""
    chance = random.Random(seed)
    for name, source in (("token_bytes", lambda size=32: chance.randbytes(size)), ("randbelow", chance.randrange),
                         ("choice", chance.choice)):
        setattr(secrets, name, source)


def _stretch_once() -> None:
    """Let Argon2id answer from memory what it was asked before."""
    name = "hash_secret_raw"
    hash_secret_raw = getattr(kdf, name)

    def remembered(secret: bytes, salt: bytes, **cost: Any) -> bytes:
        asked = hashlib.sha256(repr((secret, salt, sorted(cost.items()))).encode()).hexdigest()
        if asked not in _STRETCHED:
            _STRETCHED[asked] = hash_secret_raw(secret, salt, **cost).hex()
        return bytes.fromhex(_STRETCHED[asked])

    setattr(kdf, name, remembered)


def _limit(limits: dict[str, int]) -> list[bytes]:
    """Set the limits of an order: `memory` bytes left in all, `heap` bytes for the database library, the `nth` piece
    of memory that Python asks for, `file` bytes as the greatest length of a file. What was taken."""
    if "file" in limits:  # a write across the limit is a short one, the next fails
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file"], resource.RLIM_INFINITY))
    if "heap" in limits:
        sqlcipher.connect(":memory:").execute(f"PRAGMA hard_heap_limit = {limits['heap']}")
    held = _leave(limits["memory"]) if "memory" in limits else []
    if "nth" in limits:
        _testcapi().set_nomemory(limits["nth"], limits["nth"] + 1)
    return held


def _unlimited(limits: dict[str, int]) -> None:
    """Take the limits away, so that what happened can be told."""
    if "nth" in limits:
        _testcapi().remove_mem_hooks()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _testcapi() -> Any:
    """Python's own means of refusing memory; not every system ships it."""
    return importlib.import_module("_testcapi")


def _leave(memory: int) -> list[bytes]:
    """Take all the memory this process may have but so many bytes; what was taken."""
    with open("/proc/self/statm") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used, resource.RLIM_INFINITY))
    held: list[bytes] = []
    for size in (1 << 16, 1 << 12, 1 << 9, 1 << 6):
        try:
            while True:
                held.append(bytes(size))
        except MemoryError:
            continue
    while memory > 0 and held:
        memory -= len(held.pop(0))
    return held


def _say(text: str) -> None:
    os.writev(1, [text.encode()])  # a call no writer makes, so that no fault hits it


if __name__ == "__main__":
    main()
