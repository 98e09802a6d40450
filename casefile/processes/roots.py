# SPDX-License-Identifier: GPL-3.0-or-later
"""The roots on their way from one process to another: sealed to the receiver's one-use public key.

Beside them may go a change of keys (vault/keychange.py), for the receiver to carry out once the vault is open.

Promises: whoever relays the sealed bytes learns nothing; a receiver opens one delivery and no more.
It must never put a root into a message in the clear.
"""

from __future__ import annotations

from dataclasses import dataclass

from crypto.errors import Damaged
from crypto.seal import OneUseKey, seal_to
from crypto.secret import Secret

_ROOT_BYTES = 32
_INFO = b"casefile roots, from process to process"


@dataclass(frozen=True, slots=True)
class Roots:
    """RC, RI where the identity vault was opened, and a prepared change of keys (empty: none)."""

    rc: Secret
    ri: Secret | None = None
    change: bytes = b""

    def sealed_to(self, public: bytes) -> bytes:
        """All of it, sealed to a 32-byte public key."""
        names = self.ri.reveal() if self.ri else b""
        with Secret(bytes([2 if names else 1]) + self.rc.reveal() + names + self.change) as all_of_it:
            return seal_to(public, all_of_it, _INFO)


def open_roots(key: OneUseKey, sealed: bytes) -> Roots:
    """The roots that were sealed to `key`; raises crypto's Damaged or WrongSecret."""
    with key.open(sealed, _INFO) as all_of_it:
        data = all_of_it.reveal()
    count = data[0] if data else 0
    end = 1 + count * _ROOT_BYTES
    if count not in (1, 2) or len(data) < end:
        raise Damaged("what was handed over is no root")
    ri = Secret(data[1 + _ROOT_BYTES:end]) if count == 2 else None
    return Roots(Secret(data[1:1 + _ROOT_BYTES]), ri, data[end:])
