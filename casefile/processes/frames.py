# SPDX-License-Identifier: GPL-3.0-or-later
"""What desk and worker say to each other, sealed, through a supervisor that must not read it.

Promises: the job, its options and a fresh key go to the worker sealed to its one-use key; every frame
after that is sealed with that key, counted and bound to its direction, so none is lost, repeated or
turned round unseen.
It must never carry a root: those go their own way (roots.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crypto.errors import Damaged
from crypto.seal import OneUseKey, seal, seal_to, unseal
from crypto.secret import Secret

_INFO = b"casefile job, from desk to worker"


class Frames:
    """One end of a channel; `at_desk` says which."""

    def __init__(self, key: Secret, *, at_desk: bool) -> None:
        self._key = key
        self._out, self._in = (b"desk", b"worker") if at_desk else (b"worker", b"desk")
        self._sent = self._received = 0

    def pack(self, what: Mapping[str, Any]) -> bytes:
        """One frame of JSON, sealed."""
        self._sent += 1
        plain = json.dumps(what, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return seal(self._key, plain, self._out + b" %d" % self._sent)

    def unpack(self, frame: bytes) -> dict[str, Any]:
        """The content of the other end's next frame; raises crypto's Damaged."""
        self._received += 1
        content = json.loads(unseal(self._key, frame, self._in + b" %d" % self._received))
        if not isinstance(content, dict):
            raise Damaged("a frame is no object")
        return content


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is to do: the job's name, its options, and the key of the frames."""

    job: str
    options: Mapping[str, Any]
    key: Secret

    def sealed_to(self, public: bytes) -> bytes:
        """The order, sealed to a worker's one-use key."""
        order = {"job": self.job, "options": dict(self.options), "key": self.key.hex()}
        with Secret(json.dumps(order, ensure_ascii=False).encode()) as plain:
            return seal_to(public, plain, _INFO)


def open_order(key: OneUseKey, sealed: bytes) -> Order:
    """The order sealed to `key`; raises crypto's Damaged or WrongSecret."""
    with key.open(sealed, _INFO) as plain:
        order = json.loads(plain.reveal())
    return Order(str(order["job"]), dict(order["options"]), Secret(bytes.fromhex(order["key"])))
