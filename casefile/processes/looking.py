# SPDX-License-Identifier: GPL-3.0-or-later
"""A decoder for a command: foreign bytes to a process of its own, pixels back.

Promises: what parses the bytes holds no key and opens no file; it is ended when it takes too long; what it
says is checked before it is believed.  The window has its own way there, over the supervisor.
"""

from __future__ import annotations

import base64
import os
import queue

from casefile.errors import InputRefused
from casefile.host.hardening import Role
from casefile.processes.children import Child
from casefile.processes.clocks import Limits
from casefile.processes.frames import Frames, Order
from casefile.processes.messages import Message, Op
from casefile.processes.pictures import PictureLimits, Pixels, read_pixels
from casefile.processes.surroundings import environment
from crypto.errors import CryptoError
from crypto.secret import Secret


class _NoPicture(InputRefused):
    kind = "picture-too-large"
    advice = "It is kept in the vault as it came."


def too_large(limits: PictureLimits = PictureLimits()) -> InputRefused:
    """The refusal of a file with more bytes than a decoder is given."""
    return _NoPicture(f"This picture is too large to be shown: its file has more than {limits.bytes >> 20} MiB.")


def pixels(data: bytes, limits: PictureLimits = PictureLimits(), patience_s: float = Limits().decode_s) -> Pixels:
    """The pixels of a PNG or JPEG, upright, at most 1600 on a side.  Raises InputRefused with the reason."""
    if len(data) > limits.bytes:
        raise too_large(limits)
    said: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
    child = Child("decode-1", Role.DECODER, environment(os.environ), lambda _child, what: said.put(what))
    try:
        child.send(Message(Op.START))
        ready = _next(said, patience_s)
        order = Order("picture", {}, Secret.random())
        frames = Frames(order.key, at_desk=True)
        child.send(Message(Op.CHANNEL, "desk", {"order": order.sealed_to(ready.keys.get("channel", b""))}))
        packed = frames.pack({"bytes": base64.b64encode(data).decode()})
        child.send(Message(Op.FRAME, "desk", {"frame": packed}))
        content = frames.unpack(_next(said, patience_s).keys.get("frame", b""))
        if "error" in content:
            told = content["error"]
            raise InputRefused(str(told.get("message", "")), kind=str(told.get("kind", "")), advice=str(told.get("advice", "")))
        return read_pixels(content.get("done", {}), limits)
    except (CryptoError, ValueError, AttributeError):
        raise _NoPicture("This picture could not be shown.") from None
    finally:
        child.kill()
        child.wait()


def _next(said: queue.SimpleQueue[Message | None], patience_s: float) -> Message:
    try:
        message = said.get(timeout=patience_s)
    except queue.Empty:
        message = None
    if message is None:
        raise _NoPicture("This picture could not be shown: it needs more time or memory than it may have.")
    return message
