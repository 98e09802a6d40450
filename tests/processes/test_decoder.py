# SPDX-License-Identifier: GPL-3.0-or-later
"""A decoder process, spoken to as the desk speaks to it: what it may not do, and what it answers."""

from __future__ import annotations

import base64
import os
import queue
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casefile.host.hardening import Role
from casefile.processes.children import Child
from casefile.processes.frames import Frames, Order
from casefile.processes.messages import MAY_SEND, Message, Op
from casefile.processes.pictures import PictureLimits, read_pixels
from casefile.processes.surroundings import environment
from crypto.secret import Secret
from tests.processes.test_decoding import chunk, picture, png

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="walls of one system")

TRY = """
import json, os, sys
from casefile.host import hardening
from casefile.host.hardening import Role
steps = [step.ok for step in hardening.apply(Role.DECODER)]
from casefile.processes import decoder, decoding
steps += [step.ok for step in decoder.shut_in()]
def error(act):
    try:
        act()
    except (OSError, MemoryError) as wrong:
        return getattr(wrong, "errno", None) or type(wrong).__name__
    return 0
data = bytes.fromhex(sys.argv[1])
print(json.dumps({
    "steps": all(steps), "many": len(steps),
    "read": error(lambda: open("/etc/hostname")), "list": error(lambda: os.listdir("/")),
    "write": error(lambda: open("/tmp/from-a-decoder", "w")), "run": error(lambda: os.execv("/bin/true", ["true"])),
    "memory": error(lambda: bytearray(2 << 30)), "pixels": decoder.answer(data)["done"]["width"]}))
"""


def ask(data: bytes) -> tuple[dict[str, Any], int]:
    """What a real decoder answers, and the code it ends with."""
    said: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
    child = Child("decode-1", Role.DECODER, environment(os.environ), lambda _child, what: said.put(what))
    try:
        child.send(Message(Op.START))
        ready = said.get(timeout=20)
        assert ready is not None
        assert set(ready.keys) == {"channel"}, "a decoder asks for no root"
        order = Order("picture", {}, Secret.random())
        frames = Frames(order.key, at_desk=True)
        child.send(Message(Op.CHANNEL, "desk", {"order": order.sealed_to(ready.keys["channel"])}))
        child.send(Message(Op.FRAME, "desk", {"frame": frames.pack({"bytes": base64.b64encode(data).decode()})}))
        answer = said.get(timeout=20)
        assert answer is not None, "the decoder ended without a word"
        content = frames.unpack(answer.keys["frame"])
        assert (closed := said.get(timeout=10)) and closed.op is Op.CLOSED
        assert said.get(timeout=10) is None
        return content, child.wait()
    finally:
        child.kill()
        child.wait()


def test_a_decoder_opens_no_file_runs_nothing_and_takes_no_more_memory_than_it_may() -> None:
    done = subprocess.run([sys.executable, "-I", "-B", "-c", TRY, picture("PNG").hex()], capture_output=True, text=True,
                          timeout=30)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ('{"steps": true, "many": 11, "read": 13, "list": 13, "write": 13, "run": "PermissionError", '
                                   '"memory": "MemoryError", "pixels": 40}')
    assert not Path("/tmp/from-a-decoder").exists()


def test_a_picture_comes_back_as_pixels_and_the_process_ends() -> None:
    content, code = ask(picture("JPEG", (3000, 2000)))
    made = read_pixels(content["done"])
    assert (made.width, made.height) == (1600, 1067)
    assert code == 0


def test_a_picture_as_large_as_is_allowed_fits_through_the_pipe() -> None:
    most = PictureLimits().bytes
    whole = picture("PNG")
    content, _code = ask(whole + bytes(most - len(whole)))
    assert content["done"]["width"] == 40


@pytest.mark.parametrize(("data", "kind"), [
    (b"GIF89a", "picture-type"), (picture("PNG")[:-30], "picture-damaged"),
    (png(60_000, 60_000, chunk(b"IDAT", bytes(100))), "picture-too-large")])
def test_a_hostile_picture_is_refused_and_the_process_ends(data: bytes, kind: str) -> None:
    content, code = ask(data)
    assert content["error"]["kind"] == kind
    assert code == 0


def test_a_decoder_may_ask_for_nothing() -> None:
    assert MAY_SEND[Role.DECODER] == {Op.READY, Op.FRAME, Op.CLOSED}
