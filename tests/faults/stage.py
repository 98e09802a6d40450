# SPDX-License-Identifier: GPL-3.0-or-later
"""A program whose children are hurt: it loads everything once and forks one writer for each order.

An order is a line of JSON: writer, arguments, a file for what it says, how many bytes of memory it is left.
The answer is the child's process number; the child waits for the next line, so that a tracer can be put
on it. The second answer is how it ended. Exit codes of a child are the program's own; 70 is a fault nobody foresaw.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
import traceback
from typing import Any

from casefile.errors import CasefileError
from tests.faults.writers import WRITERS

_ANY_TRACER = 0x59616D61, ctypes.c_ulong(-1)  # PR_SET_PTRACER, PR_SET_PTRACER_ANY


def main() -> None:
    """Take orders until there are no more."""
    ctypes.CDLL(None).prctl(*_ANY_TRACER, 0, 0, 0)
    for line in sys.stdin:
        order = json.loads(line)
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
    try:
        held = _leave(order["memory"]) if order["memory"] is not None else []
        WRITERS[order["writer"]](*order["arguments"])
        held.clear()
        _say("SAVED")
        return 0
    except CasefileError as error:
        _say(f"{error.kind}: {error.message}")
        return error.exit_code
    except MemoryError:
        _say("memory")
        return 71
    except BaseException:
        _say(traceback.format_exc())
        return 70


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
