# SPDX-License-Identifier: GPL-3.0-or-later
"""The decoder process: foreign bytes in through its pipe, pixels out, and then it ends.

Promises: it has no key and no root; before the first foreign byte it can write nowhere, run nothing,
reach no network, open no file, and use a bounded share of memory and time.  The supervisor ends it
when it takes too long.  Each picture has a process of its own.
It must never be given a root, nor take a second picture.
"""

from __future__ import annotations

import base64
import sys
from typing import Any

from casefile.errors import InputRefused
from casefile.host.hardening import Role, Step
from casefile.processes import decoding
from casefile.processes.faults import failed_here
from casefile.processes.frames import Frames, Order, open_order
from casefile.processes.link import Link, Start
from casefile.processes.messages import Message, Op
from casefile.processes.pictures import PictureLimits
from crypto.seal import OneUseKey
from crypto.secret import Secret

MEMORY = 1 << 30  # bytes of address space: the largest picture allowed, twice, and the program itself
CPU_S = 8


def shut_in() -> list[Step]:
    """Bound memory and time, and open no file from now on; one Step for each.  Linux and macOS only."""
    decoding.rehearse()
    steps: list[Step] = []
    if sys.platform != "win32":
        import resource  # not there on Windows

        for name, limit, most in (("memory-bounded", resource.RLIMIT_AS, MEMORY),
                                  ("time-bounded", resource.RLIMIT_CPU, CPU_S),
                                  ("no-file-grows", resource.RLIMIT_FSIZE, 0)):
            try:
                resource.setrlimit(limit, (most, most))
                steps.append(Step(name, True, f"at most {most}"))
            except (OSError, ValueError):
                steps.append(Step(name, False, "not applied"))
    if sys.platform == "linux":
        from casefile.host import sandbox_linux as linux  # this module exists for one system only

        try:
            linux.open_nothing()
            steps.append(Step("opens-nothing", True, "the kernel (Landlock) lets it open no file"))
        except OSError as error:
            steps.append(Step("opens-nothing", False, f"not applied: {error.strerror}"))
    return steps


def run(start: Start) -> int:
    """Decode the one picture; the exit code is 0 whatever came of it, since the frame says that."""
    _rehearse()
    shut_in()
    key = OneUseKey()
    start.link.send(Message(Op.READY, keys={"channel": key.public}))
    frames, data = _wait(start.link, key)
    start.link.send(Message(Op.FRAME, "desk", {"frame": frames.pack(answer(data))}))
    start.link.send(Message(Op.CLOSED))
    return 0


def _rehearse() -> None:
    """Open an order and seal a frame once, so that the libraries have loaded all they load."""
    key = OneUseKey()
    order = open_order(key, Order("picture", {}, Secret.random()).sealed_to(key.public))
    Frames(order.key, at_desk=True).unpack(Frames(order.key, at_desk=False).pack({}))


def _wait(link: Link, key: OneUseKey) -> tuple[Frames, bytes]:
    """The channel, then the one frame with the bytes."""
    frames: Frames | None = None
    while True:
        message = link.receive()
        if message.op is Op.CHANNEL and frames is None:
            frames = Frames(open_order(key, message.keys.get("order", b"")).key, at_desk=False)
        elif message.op is Op.FRAME and frames is not None:
            content = frames.unpack(message.keys.get("frame", b""))
            return frames, base64.b64decode(str(content["bytes"]))


def answer(data: bytes, limits: PictureLimits = PictureLimits()) -> dict[str, Any]:
    """What the desk is told: pixels, or why there are none."""
    try:
        return {"done": decoding.decode(data, limits).as_json()}
    except InputRefused as refused:
        return {"error": refused.as_json()}
    except MemoryError:
        return {"error": decoding.too_large("it needs more memory than it may have").as_json()}
    except Exception as error:  # its words may hold anything, its type may not
        return {"error": failed_here(Role.DECODER.value, error).as_json()}
