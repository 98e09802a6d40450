# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages between the supervisor and its children: one JSON line each, over a pair of pipes.

Promises: a message is checked when it is read (known operation, text and bytes only, bounded size),
and each role may send only what stands for it in `MAY_SEND`.  Whatever is secret in a message is
sealed to a key that the supervisor does not have.
It must never carry a passphrase, a root or record text in the clear.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from casefile.host.hardening import Role

LONGEST = 64 << 20  # bytes of one line; the preview of a large case fits


class Op(StrEnum):
    """What a message is for."""

    START = "start"            # to a child: the vault, the language, what it is for (words)
    READY = "ready"            # from a child: drawn and waiting; its one-use public keys
    KEY = "key"                # to a child: seal what you hold to this peer's public key
    SEALED = "sealed"          # roots, sealed to the peer
    CHANNEL = "channel"        # a job and the key of its frames, sealed to the worker
    FRAME = "frame"            # between desk and worker, sealed with the channel's key
    OPENED = "opened"          # from a child: the vault is open and shown
    FAILED = "failed"          # from a child: it cannot be opened (words: message, advice, kind)
    BEAT = "beat"              # from the desk: the window answers
    ACTIVE = "active"          # from a child: the person does something
    FAULT = "fault"            # from a child: an unforeseen error, its vault is closed (words: see faults.py)
    LOCK = "lock"              # from a child: lock now
    QUIT = "quit"              # from a child: the person closed the last window
    CLOSED = "closed"          # from a child: done; to the desk: this peer has ended
    IDENTITIES = "identities"  # from the desk: show this person's identity (words: person)
    PERSON = "person"          # to the identity window: show another person (words: person)
    JOB = "job"                # from the desk: start a worker (words: folder, identities)
    DECODE = "decode"          # from the desk: start a decoder
    CANCEL = "cancel"          # from the desk, relayed: stop between two steps
    VAULT = "vault"            # from unlock or welcome: use this vault from now on (words: vault)
    WELCOME = "welcome"        # from unlock: make or choose another vault
    RENEW = "renew"            # from the desk: end it, and ask for both passphrases to write the vault anew
    LANGUAGE = "language"      # from unlock or welcome: the language chosen (words: language)


MAY_SEND: Mapping[Role, frozenset[Op]] = MappingProxyType({
    Role.WELCOME: frozenset({Op.READY, Op.VAULT, Op.LANGUAGE, Op.QUIT}),
    Role.UNLOCK: frozenset({Op.READY, Op.SEALED, Op.QUIT, Op.WELCOME, Op.LANGUAGE}),
    Role.UNLOCK_IDENTITIES: frozenset({Op.READY, Op.SEALED, Op.CLOSED, Op.LOCK, Op.ACTIVE}),
    Role.DESK: frozenset({Op.READY, Op.SEALED, Op.CHANNEL, Op.FRAME, Op.OPENED, Op.FAILED, Op.BEAT, Op.ACTIVE,
                          Op.LOCK, Op.QUIT, Op.IDENTITIES, Op.JOB, Op.DECODE, Op.CANCEL, Op.RENEW,
                          Op.FAULT}),
    Role.IDENTITY: frozenset({Op.READY, Op.OPENED, Op.FAILED, Op.ACTIVE, Op.LOCK, Op.CLOSED, Op.FAULT}),
    Role.WORKER: frozenset({Op.READY, Op.FRAME, Op.FAILED, Op.CLOSED}),
    Role.DECODER: frozenset({Op.READY, Op.FRAME, Op.CLOSED}),
})
RENEWING_MAY_SEND = frozenset({Op.READY, Op.SEALED, Op.QUIT, Op.LOCK, Op.ACTIVE, Op.JOB, Op.CHANNEL, Op.CANCEL})
"""Of the unlock window that asks for new keys: it alone of its role has a worker."""


class BadMessage(Exception):
    """A line that is no message; the process that sent it is not to be trusted any more."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message.  `peer` names the other process; `keys` are bytes by name; `words` plain texts."""

    op: Op
    peer: str = ""
    keys: Mapping[str, bytes] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def line(self) -> bytes:
        """The message as one line with its line end."""
        record = {"op": self.op.value, "peer": self.peer, "words": dict(self.words),
                  "keys": {name: base64.b64encode(data).decode() for name, data in self.keys.items()}}
        return json.dumps(record).encode() + b"\n"


def read_line(line: bytes) -> Message:
    """The message of one line; raises BadMessage for anything else."""
    try:
        record = json.loads(line)
        words, keys = record["words"], record["keys"]
        texts = [record["peer"], *words, *words.values(), *keys, *keys.values()]
        if not all(isinstance(text, str) for text in texts):
            raise BadMessage("a part is no text")
        return Message(Op(record["op"]), record["peer"],
                       {name: base64.b64decode(text, validate=True) for name, text in keys.items()}, words)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise BadMessage("a line is no message") from None


class Lines:
    """Cuts a stream of bytes into messages; feed it what was read."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """The messages completed by `data`; raises BadMessage, also for a line that never ends."""
        seen = len(self._rest)  # no line end before here, or it would have been cut
        self._rest += data
        messages = []
        while (end := self._rest.find(b"\n", seen)) >= 0:
            messages.append(read_line(bytes(self._rest[:end])))
            del self._rest[:end + 1]
            seen = 0
        if len(self._rest) > LONGEST:
            raise BadMessage("a line is too long")
        return messages
